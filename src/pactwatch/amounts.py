"""Finds every amount that a passage writes down: sums, power, chips, shares of a whole, share counts and seats.

In: a text. Out: `Candidate` tuples with full values and units. Only form counts here, and more is found than is wanted:
`terms.py` decides which candidates are terms of a deal and of which kind.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from pactwatch.term_numbers import (
    COUNTED,
    DIGITS,
    LARGE,
    QUALIFIER,
    SCALE,
    SPELT,
    parse_number,
    read_scale,
    round_value,
)

Group = Literal["money", "power", "chips", "share", "stock", "seats", "span", "end"]


class Candidate(NamedTuple):
    """An amount on its stretch of text; `form` says how it is written, for the scorer."""

    start: int
    end: int
    group: Group
    value: float | str
    unit: str
    form: tuple[str, ...]


# No paragraph holds this many amounts; a page of figures must not cost minutes.
MOST_PER_READER = 200

FRACTIONS = {
    "half": 50,
    "a third": 33,
    "one third": 33,
    "two thirds": 67,
    "a quarter": 25,
    "one quarter": 25,
    "three quarters": 75,
    "a fifth": 20,
    "one fifth": 20,
    "a tenth": 10,
    "one tenth": 10,
    "one-third": 33,
    "one-quarter": 25,
    "one-fifth": 20,
    "one-tenth": 10,
    "two-thirds": 67,
    "three-quarters": 75,
}
SYMBOLS = {
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "S$": "SGD",
    "HK$": "HKD",
    "NT$": "TWD",
    "NZ$": "NZD",
    "R$": "BRL",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    "₹": "INR",
    "Rs": "INR",
    "Rs.": "INR",
}
_ISO = (
    "USD EUR GBP JPY KRW INR CNY RMB CHF SEK NOK DKK CAD AUD SGD HKD TWD NZD AED SAR QAR "
    "BRL ZAR PLN MYR THB VND IDR TRY ILS KES NGN MXN CZK HUF"
)
SYMBOLS |= {code: {"RMB": "CNY"}.get(code, code) for code in _ISO.split()}
NAMES = {
    "dollar": "USD",
    "us dollar": "USD",
    "u.s. dollar": "USD",
    "american dollar": "USD",
    "singapore dollar": "SGD",
    "canadian dollar": "CAD",
    "australian dollar": "AUD",
    "hong kong dollar": "HKD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "won": "KRW",
    "rupee": "INR",
    "yuan": "CNY",
    "renminbi": "CNY",
    "swiss franc": "CHF",
    "franc": "CHF",
    "krona": "SEK",
    "kronor": "SEK",
    "norwegian kroner": "NOK",
    "danish kroner": "DKK",
    "kroner": "NOK",
    "dirham": "AED",
    "riyal": "SAR",
    "qatari riyal": "QAR",
    "real": "BRL",
    "reai": "BRL",
    "rand": "ZAR",
    "zloty": "PLN",
    "ringgit": "MYR",
    "baht": "THB",
    "dong": "VND",
    "rupiah": "IDR",
    "lira": "TRY",
    "shekel": "ILS",
    "naira": "NGN",
    "peso": "MXN",
}

_PREFIX = "|".join(re.escape(symbol) for symbol in sorted(SYMBOLS, key=len, reverse=True))
_NAME = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
_FREE = r"(?<![\w$€£¥.,])"

_MONEY = re.compile(
    rf"(?<![\w$€£¥])(?P<all>{QUALIFIER}(?:(?P<symbol>{_PREFIX})\s?(?P<number>{DIGITS})"
    rf"(?:\s?(?:[-–]|to|and|or)\s?(?:{_PREFIX})?\s?(?P<second>{DIGITS})(?={SCALE}))?(?P<scale>{SCALE})?))(?![\w%])"
)
_NAMED_MONEY = re.compile(
    rf"{_FREE}(?P<all>{QUALIFIER}(?P<number>{DIGITS}|\b{SPELT})(?P<scale>{SCALE})?[\s-]"
    rf"(?P<name>(?i:{_NAME})s?|(?:{_ISO.replace(' ', '|')})))(?![\w-]*\w)"
)
_BARE_MONEY = re.compile(rf"{_FREE}(?P<all>{QUALIFIER}(?P<number>{DIGITS}|\b{SPELT})(?P<scale>{LARGE}))(?![\w-])")
_POWER = re.compile(
    rf"{_FREE}(?P<all>{QUALIFIER}(?:(?P<low>{DIGITS}|\b{COUNTED}(?=\s[tao]))\s?(?:[-–]|to|and|or)\s?)?"
    rf"(?P<number>{DIGITS}|\b{COUNTED}|\b[Aa]|half(?=-)|\b[Tt]he\s(?:very\s)?first"
    r"|\b(?i:first|each|that|every|per|another|a\sfurther))"
    r"[\s-]?(?P<unit>[GM]W|[gG]iga-?[wW]atts?|[mM]egawatts?))(?![\w-]?h\b|\w)"
)
_MAKES = (
    r"(?:[A-Z]{1,3}\d{2,4}[a-z]?|Trainium\d?|Inferentia\d?|Ascend|Blackwell|Hopper|Ironwood"
    r"|Gaudi|Instinct|Rubin|MTIA|Maia)"
)
_CHIPS = re.compile(
    rf"{_FREE}(?P<all>{QUALIFIER}(?P<number>{DIGITS}|\b{COUNTED}|half(?=-million)"
    rf"|a(?=\smillion))(?P<scale>{SCALE})?(?:-(?:chip|GPU|TPU)"
    rf"|\s(?:(?!and\b|or\b|than\b"
    rf"|to\b)[A-Za-z][\w.'’-]{{0,24}}\s){{0,5}}?(?:(?:[A-Z]?[a-z]*-)?chips|GPUs|TPUs"
    rf"|XPUs|accelerators|processors|graphics\s(?:cards|processors)|{_MAKES}s"
    rf"|{_MAKES}(?:-equivalents?|\schips))))(?!\w)"
)
_STOCK = re.compile(
    rf"{_FREE}(?P<all>{QUALIFIER}(?P<number>{DIGITS}|\b{COUNTED})(?P<scale>{SCALE})?"
    r"(?:\s[A-Za-z-]{1,12}){0,3}?\s(?:shares|warrants))\b"
)
_SEATS = re.compile(
    rf"{_FREE}(?P<all>{QUALIFIER}(?P<number>{DIGITS}|\b{COUNTED})(?P<scale>{SCALE})?(?:\s[A-Za-z-]{{1,16}}){{0,3}}?"
    r"\s(?:seats|licen[cs]es|accounts))\b"
)
_FRACTION = "|".join(sorted(FRACTIONS, key=len, reverse=True))
_PERCENT_SIGN = r"(?:%|(?i:[\s-]?per[\s-]?cent\b))"
_PERCENT = re.compile(
    rf"{_FREE}(?P<all>{QUALIFIER}(?:(?:(?P<first>{DIGITS}|\b{COUNTED}(?=\s[tao]))\s?{_PERCENT_SIGN}?\s?"
    r"(?:[-–]|to|and|or)\s?)?"
    rf"(?P<number>{DIGITS}|\b{COUNTED})\s?{_PERCENT_SIGN}(?!\spoint)"
    rf"|(?<!and a )\b(?P<fraction>(?i:{_FRACTION}))\b(?!\s(?:a|an|year|dozen|hour)\b|-)"
    rf"|(?P<cents>{DIGITS}|\b{SPELT})\s(?:cents"
    rf"|points)(?=\s(?:of|in|on)\s(?:each|every|the)\s(?:euro|dollar|pound))))"
)
_SINGLE = ("each", "that", "every", "per", "a", "another")
_SPLIT = re.compile(rf"{_FREE}(?P<one>\d\d|\b{COUNTED})[-–/:](?P<other>\d\d|{COUNTED})(?![\w%-])")
_EQUAL = re.compile(r"(?i)\b(?:half-and-half|equally owned|equal shares|half owned|half-owned)\b")


# The words that may follow a number that leans on an amount before it; before a noun it counts that noun.
_AFTER_ELLIPSIS = (
    r"in|from|for|to|at|and|or|of\s(?:it|this|those|these|that)|more|back|after|before|with|follow|hang|on|if|by|belongs?"
    r"|has|have|is|was|were|had|go|goes|out|firm|later|now|then|a\syear|every|each|depend|as|when|once|be"
)
_ELLIPTIC = re.compile(
    rf"{_FREE}(?P<all>{QUALIFIER}"
    rf"(?P<number>{DIGITS}|\b{COUNTED}))(?=[.,;:)?!]|\s(?:{_AFTER_ELLIPSIS})\b|$)(?![.,]\d)"
)
_MONTH_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s$"
)


def iter_amounts(text: str) -> Iterator[Candidate]:
    """Yield the amounts of `text`, where two forms overlap only the first in this order of readers."""
    taken = bytearray(len(text))
    amounts: list[Candidate] = []
    for reader in (
        _iter_money,
        _iter_named_money,
        _iter_power,
        _iter_chips,
        _iter_counts,
        _iter_bare_money,
        _iter_shares,
    ):
        found = [a for a in islice(reader(text), MOST_PER_READER) if not any(taken[a.start : a.end])]
        if reader is _iter_bare_money:
            found = [_count_in_chips(amount, amounts) for amount in found]
        # A range gives two amounts on one stretch of text, so a reader blocks only the readers after it.
        for amount in found:
            taken[amount.start : amount.end] = b"\x01" * (amount.end - amount.start)
        yield from found
        amounts += found
    yield from _iter_elliptic(text, amounts, taken)


def _count_in_chips(amount: Candidate, amounts: Sequence[Candidate]) -> Candidate:
    """Return a bare "million" as chips where the amount next before it counts chips."""
    before = max((other for other in amounts if other.end <= amount.start), default=None)
    if before is None or before.group != "chips" or amount.start - before.end > 220:
        return amount
    return amount._replace(group="chips", unit="chips", form=("elliptic", "words"))


def _iter_elliptic(text: str, amounts: Sequence[Candidate], taken: bytearray) -> Iterator[Candidate]:
    """Yield numbers that lean on the last amount before them: "ten billion now and thirty later"."""
    earlier = sorted(amount for amount in amounts if amount.group in ("money", "power", "share", "chips"))
    last: dict[bool, Candidate] = {}
    place = 0
    for match in islice(_ELLIPTIC.finditer(text), MOST_PER_READER):
        start, end = match.span("all")
        while place < len(earlier) and earlier[place].end <= start:
            last[earlier[place].group == "chips"] = earlier[place]
            place += 1
        # Digits in groups of three count things, so chips; sums and shares that are left bare are short.
        model = last.get("," in match["number"])
        if model is None or start - model.end > 220 or any(taken[start:end]):
            continue
        if _MONTH_BEFORE.search(text, max(0, start - 10), start):
            continue
        value = _lean(model, parse_number(match["number"]))
        if value:
            form = ("elliptic", "digits" if match["number"][0].isdigit() else "words")
            yield Candidate(start, end, model.group, value, model.unit, form)


def _lean(model: Candidate, number: float) -> float | None:
    """Return what a bare number means beside an amount, None where it can hardly lean on it."""
    if not isinstance(model.value, float):
        return None
    if model.group == "money":
        scale = next((s for s in (1e12, 1e9, 1e6) if model.value >= s), 0.0)
        return round_value(number * scale) if 1 < number < 1000 else None
    is_like = number >= 1000 if model.group == "chips" else 1 < number <= 100
    return round_value(number) if is_like else None


def _iter_money(text: str) -> Iterator[Candidate]:
    for match in _MONEY.finditer(text):
        form = ("symbol",) if match["scale"] else ("symbol", "unscaled")
        for number in (match["number"], match["second"]):
            if number:
                value = round_value(parse_number(number) * read_scale(match))
                yield Candidate(*match.span("all"), "money", value, SYMBOLS[match["symbol"]], form)


def _iter_named_money(text: str) -> Iterator[Candidate]:
    for match in _NAMED_MONEY.finditer(text):
        name = match["name"]
        unit = SYMBOLS.get(name) or NAMES.get(name.lower()) or NAMES.get(name.lower().rstrip("s"))
        spelt = match["number"].lower() in ("a", "an", "half a") and not match["scale"]
        # "a won case" and "a real" are not sums.
        if unit is None or spelt:
            continue
        value = round_value(parse_number(match["number"]) * read_scale(match))
        form = ("named",) if match["scale"] else ("named", "unscaled")
        yield Candidate(*match.span("all"), "money", value, unit, form)


def _iter_bare_money(text: str) -> Iterator[Candidate]:
    """Yield "three hundred billion" and the like, in the currency that the text uses most."""
    currency = _find_currency(text)
    for match in _BARE_MONEY.finditer(text):
        value = round_value(parse_number(match["number"]) * read_scale(match))
        form = ("bare", "digits" if match["number"][0].isdigit() else "words")
        yield Candidate(*match.span("all"), "money", value, currency, form)


def _find_currency(text: str) -> str:
    units = Counter(SYMBOLS[match["symbol"]] for match in islice(_MONEY.finditer(text), MOST_PER_READER))
    if not units:
        units = Counter(amount.unit for amount in islice(_iter_named_money(text), MOST_PER_READER))
    return units.most_common(1)[0][0] if units else "USD"


def _iter_power(text: str) -> Iterator[Candidate]:
    for match in _POWER.finditer(text):
        unit = "GW" if match["unit"].lower().startswith("g") else "MW"
        for number in (match["low"], match["number"]):
            if number:
                is_counted = number[0].isdigit() or number.lower().split()[0] not in _SINGLE
                form = ("counted",) if is_counted else (f"one={'_'.join(number.lower().split())}",)
                yield Candidate(*match.span("all"), "power", round_value(parse_number(number)), unit, form)


def _iter_chips(text: str) -> Iterator[Candidate]:
    for match in _CHIPS.finditer(text):
        value = parse_number(match["number"]) * read_scale(match)
        if value >= 50:
            yield Candidate(*match.span("all"), "chips", round_value(value), "chips", ("counted",))


def _iter_counts(text: str) -> Iterator[Candidate]:
    for match in _STOCK.finditer(text):
        value = parse_number(match["number"]) * read_scale(match)
        if value >= 10:
            yield Candidate(*match.span("all"), "stock", round_value(value), "shares", ("shares",))
    for match in _SEATS.finditer(text):
        value = parse_number(match["number"]) * read_scale(match)
        if value >= 10:
            yield Candidate(*match.span("all"), "seats", round_value(value), "seats", (match[0].rsplit(None, 1)[-1],))


def _iter_shares(text: str) -> Iterator[Candidate]:
    for match in _PERCENT.finditer(text):
        if match["fraction"]:
            name = match["fraction"].lower()
            written = ("fraction", name.replace(" ", "-"))
            yield Candidate(*match.span("all"), "share", float(FRACTIONS[name]), "%", written)
            continue
        last = match["number"] or match["cents"]
        form: tuple[str, ...] = (
            ("percent", "range") if match["first"] else ("cents",) if match["cents"] else ("percent",)
        )
        for number in (match["first"], last):
            if number and parse_number(number) <= 100:
                yield Candidate(*match.span("all"), "share", round_value(parse_number(number)), "%", form)
    for match in _SPLIT.finditer(text):
        one, other = parse_number(match["one"]), parse_number(match["other"])
        if one + other == 100:
            for value in sorted({one, other}):
                yield Candidate(*match.span(), "share", value, "%", ("split",))
    for match in _EQUAL.finditer(text):
        yield Candidate(*match.span(), "share", 50.0, "%", ("equal",))
