"""Reads the amounts of a passage: money, power, chips, stakes, shares of revenue, seats, durations and end dates.

In: a passage's text and, for dates that lean on it, the publication day. Out: `Term` records in the order of the text, with
full numbers, ISO currencies and the words as written ("up to" included). The kind of a sum comes from the words around it
(`_MONEY_CUES`, `_SHARE_CUES`). Growth rates, margins, discounts and prices of shares are no terms of a deal and stay out
or go to `other`; nothing is computed from two figures.
"""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pactwatch.records import Term, TermKind

_SCALES = {
    "k": 1e3, "thousand": 1e3, "lakh": 1e5, "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6, "crore": 1e7,
    "b": 1e9, "bn": 1e9, "bln": 1e9, "billion": 1e9, "t": 1e12, "tn": 1e12, "trn": 1e12, "trillion": 1e12,
}  # fmt: skip
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_WORDS = {word: float(number) for number, word in enumerate(_UNITS.split())}
_WORDS |= {w: 20.0 + 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_FRACTIONS = {"half": 50, "a third": 33, "one third": 33, "two thirds": 67, "a quarter": 25, "one quarter": 25,
              "three quarters": 75, "a fifth": 20, "one fifth": 20, "a tenth": 10, "one tenth": 10, "one-third": 33,
              "one-quarter": 25, "one-fifth": 20, "one-tenth": 10, "two-thirds": 67, "three-quarters": 75}  # fmt: skip
_SYMBOLS = {
    "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "S$": "SGD", "HK$": "HKD", "NT$": "TWD", "NZ$": "NZD",
    "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR", "Rs": "INR", "Rs.": "INR",
}  # fmt: skip
_ISO = "USD EUR GBP JPY KRW INR CNY RMB CHF SEK NOK DKK CAD AUD SGD HKD TWD NZD AED SAR QAR BRL ZAR PLN MYR THB VND IDR TRY ILS KES NGN"
_SYMBOLS |= {code: {"RMB": "CNY"}.get(code, code) for code in _ISO.split()}
_NAMES = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "singapore dollar": "SGD",
    "canadian dollar": "CAD", "australian dollar": "AUD", "hong kong dollar": "HKD", "euro": "EUR", "pound": "GBP", "yen": "JPY",
    "won": "KRW", "rupee": "INR", "yuan": "CNY", "renminbi": "CNY", "swiss franc": "CHF", "franc": "CHF", "krona": "SEK",
    "kronor": "SEK", "norwegian kroner": "NOK", "danish kroner": "DKK", "kroner": "NOK", "dirham": "AED", "riyal": "SAR",
    "qatari riyal": "QAR", "real": "BRL", "reai": "BRL", "rand": "ZAR", "zloty": "PLN", "ringgit": "MYR", "baht": "THB",
    "dong": "VND", "rupiah": "IDR", "lira": "TRY", "shekel": "ILS", "naira": "NGN",
}  # fmt: skip

_QUALIFIER = (
    r"(?:(?:as much as|up to|at least|at most|more than|less than|fewer than|no more than|well over|just over|just under|over"
    r"|under|around|about|roughly|approximately|nearly|almost|some|close to|above|below|a further|another|an additional"
    r"|perhaps|an initial|a minimum of|a total of)\s)?"
)
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3}){1,5}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
_WORD = r"(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_COUNTED = rf"(?i:(?:{_WORD}(?:[ -]{_WORD})?(?:\shundred)?|an?\shundred|half\sa)(?!\w))"
_SPELT = rf"(?:{_COUNTED}|[Aa]n?)"
_SCALE = r"(?:[ \u00a0\u202f-]?(?i:thousand|million|billion|trillion|crore|lakh|mln|bln|trn|bn|mn|tn|k|m|b)(?![A-Za-z]))"
_PREFIX = "|".join(re.escape(symbol) for symbol in sorted(_SYMBOLS, key=len, reverse=True))
_NAME = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(name.capitalize() for name in _MONTHS)

_MONEY = re.compile(
    rf"(?<![\w$€£¥])(?P<all>{_QUALIFIER}(?:(?P<symbol>{_PREFIX})\s?(?P<number>{_DIGITS})"
    rf"(?:\s?(?:[-–]|to|and)\s?(?:{_PREFIX})?\s?(?P<second>{_DIGITS})(?={_SCALE}))?(?P<scale>{_SCALE})?))(?![\w%])"
)
_NAMED_MONEY = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?P<number>{_DIGITS}|\b{_SPELT})(?P<scale>{_SCALE})?[\s-]"
    rf"(?P<name>(?i:{_NAME})s?|(?:{_ISO.replace(' ', '|')})))(?![\w-])"
)
_POWER = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?P<number>{_DIGITS}|\b{_SPELT}|half(?=-)|[Tt]he\sfirst|first)[\s-]?"
    r"(?P<unit>[GM]W|[gG]iga-?[wW]atts?|[mM]egawatts?))(?![\w-]?h\b|\w)"
)
_MAKES = r"(?:[A-Z]{1,3}\d{2,4}[a-z]?|Trainium\d?|Inferentia\d?|Ascend|Blackwell|Hopper|Ironwood|Gaudi|Instinct|Rubin|MTIA|Maia)"
_CHIPS = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?P<number>{_DIGITS}|\b{_COUNTED}|half(?=-million)|a(?=\smillion))(?P<scale>{_SCALE})?(?:-(?:chip|GPU|TPU)"
    rf"|\s(?:(?!and\b|or\b|than\b|to\b)[A-Za-z][\w.'’-]{{0,24}}\s){{0,5}}?(?:(?:[A-Z]?[a-z]*-)?chips|GPUs|TPUs|XPUs|accelerators|processors|graphics\s(?:cards|processors)|{_MAKES}s|{_MAKES}(?:-equivalents?|\schips))))(?!\w)"
)
_SHARES = re.compile(rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?P<number>{_DIGITS})(?P<scale>{_SCALE})?\s(?:[A-Za-z-]{{1,12}}\s){{0,3}}?shares)\b")
_SEATS = re.compile(rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?P<number>{_DIGITS})(?P<scale>{_SCALE})?\s(?:[A-Za-z-]{{1,16}}\s){{0,3}}?(?:seats|licen[cs]es|accounts))\b")
_PERCENT = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?:(?:(?P<first>{_DIGITS})\s?%?\s?(?:[-–]|to|and)\s?)?(?P<number>{_DIGITS})\s?(?:%|(?i:per\s?cent\b|percent\b))|(?P<spelt>{_COUNTED})[\s-](?:per\s?cent|percent)"
    rf"|(?P<fraction>{'|'.join(sorted(_FRACTIONS, key=len, reverse=True))})(?=\s(?:of|share|stake|interest|ours)\b|\s(?:and|but)\s\w+|[.,;])|(?P<cents>{_DIGITS}|{_SPELT})\s(?:cents|points)(?=\s(?:of|in|on)\s(?:each|every|the)\s(?:euro|dollar|pound))))"
)
_SPAN = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>(?P<lead>(?:[Oo]ver|[Ff]or|[Bb]y|[Dd]uring|[Aa]fter|[Tt]o|within|in|of|and)\s(?:the\s)?(?:(?:next|first|coming|about|around|at\sleast|up\sto|more\sthan|another|a\sfurther|an\sinitial)\s)*)?"
    rf"(?P<number>\d{{1,3}}(?:\.\d)?|{_SPELT})(?P<join>[\s-]|\s(?:further|additional|more)\s)(?P<unit>years?|months?))(?P<rest>(?:-(?:old|long))?)\b"
)
_DATE = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{_MONTH}),?\s(?P<year>\d{{4}})|(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}}),?\s(?P<year2>\d{{4}})"
    rf"|(?P<month3>{_MONTH})(?:\sof)?\s(?P<year3>\d{{4}})|(?P<year4>20\d{{2}})|(?P<relative>the\syear|year[ -]end))"
)
_END_DATE = re.compile(
    rf"(?P<all>\b(?P<lead>[Uu]ntil|[Tt]ill|[Tt]hrough|[Tt]hru|[Tt]o|[Ii]nto|[Bb]y|[Ee]xpir(?:es?|ing)(?:\s(?:in|on|at))?|[Ll]apses?(?:\s(?:in|on|at))?|[Ee]nds?(?:\s(?:in|on|at))|[Tt]erm\sending)\s"
    rf"(?:at\sleast\s)?(?:(?:the\s)?(?:end|close|middle|early|late|mid|spring|summer|autumn)[\s-](?:of\s)?)?(?:the\sfiscal\s)?{_DATE})(?![\w-])"
)
# A "to" or "by" ends a term only beside words of duration or duty; elsewhere it ends a range or sets a deadline.
_TO_LEAD = re.compile(r"(?i)\b(?:extend|renew|run|last|fix|licen[cs]e|agreement|contract|deal|lease|access|rights?|prolong|valid|tied|bound|exclusiv|available|up|term)\w*\b[^.;]{0,60}$|,\s$")
_BY_LEAD = re.compile(r"(?i)\b(?:committed|commits|commitment|purchase|did not become|must|obliged|undertak\w+|if)\b(?:[^.;]|\.(?=\d)){0,90}$|\bcompleted?\s$")
_RANGE_LEAD = re.compile(r"(?i)\b(?:from|between|for)\s[^.;]{0,25}$")

_MONEY_CUES: Mapping[TermKind, re.Pattern[str]] = {
    "valuation": re.compile(r"(?i)\bvaluation\b|\bvalu(?:ed|ing) at\b|\bpost-money\b|\bmarket cap"),
    "revenue": re.compile(r"(?i)\brevenues?\b|\bsales\b|\brun[ -]rate|\bARR\b|\bannuali[sz]ed\b|\bturnover\b|\btakes in\b"),
    "investment": re.compile(
        r"(?i)\binvest\w*|\bstakes?\b|\bequity\b|\bfund(?:ing|ed|s)?\b|\brounds?\b|\bconvertible|\bnotes\b|\bput(?:s|ting)?\b|\bpour\w*"
        r"|\binto\b|\boutlay|\brais(?:e|ed|ing)\b|\binject\w*|\bcapital\b|\bjoint venture|\bback(?:ed|ing|er)\b|\bholding\b|\bshares?\b|\bwarrant|\bcheque|\bbuild(?:ing)?\b|\bcapex\b|\bplac(?:e|ed|ing) .{0,12}in\b|\bbought\b"
    ),
    "compute": re.compile(
        r"(?i)\bcomput\w+|\bcloud\b|\bcapacity\b|\bchips?\b|\bGPUs?\b|\bTPUs?\b|\bracks?\b|\bservers?\b|\bAzure\b|\bcontract\w*|\bcommit\w*|\bpurchas\w+"
        r"|\bbuy(?:s|ing)?\b|\bspend\w*|\borders?\b|\brent\w*|\bleas\w+|\btake-or-pay|\bsystems\b|\bdata[ -]cent\w+|\bpromised\b|\bhosting\b|\bbacklog\b|\bprocessors?\b|\bminimum\b|\bGPU hours|\bmegawatts?|\bMW\b|\bgigawatts?|\bGW\b"
    ),
    "other": re.compile(
        r"(?i)\bfees?\b|\blicen[cs]\w+|\ba share\b|\bper share\b|\bcredits\b|\bprice of\b|\bsettle\w*|\ba year\b|\bannually\b|\bper (?:year|seat|user|month)\b|\bworth\b|\bowe[sd]?\b|\bfine[ds]?\b"
        r"|\bpay(?:s|ing)? out|\bset aside|\baside\b|\bsold\b|\broyalt\w+|\bdraw\w* down|\bdeposit\b|\bpenalt\w+|\bdamages\b|\bmarketplace\b|\bburned down\b"
    ),
}  # fmt: skip
_DEAL_KINDS: Sequence[TermKind] = ("investment", "compute")
_MONEY_WEIGHTS: Mapping[TermKind, float] = {"valuation": 1.6, "revenue": 0.5, "investment": 1.0, "compute": 1.0, "other": 1.0}
_SHARE_CUES: Mapping[str, re.Pattern[str]] = {
    "stake": re.compile(
        r"(?i)\bstakes?\b|\bown(?:s|ed|ing|ership)?\b|\bhold(?:s|ing)?\b|\bheld\b|\bequity\b|\bshareholding|\bshareholder|\binterest\b|\bshares\b|\bordinary\b"
        r"|\bbought\b|\bsold\b|\bsell\b|\bacquir\w+|\bsubscri\w+ for\b|\bpart-owned\b|\bdilut\w+|\bof it\b|\bours\b|\binvest\w+|\bventure\b|\bparticipation\b|\bcapital\b|\bvot(?:es|ing)\b|\bholder\b|\bproprietor\b|\bwarrants?\b|\bconverts?\b|\bof the company\b"
    ),
    "revenue": re.compile(
        r"(?i)\brevenues?\b|\bfees?\b|\breceipts\b|\bcommission\w*|\bsales\b|\bcut\b|\bkeep(?:s|ing)?\b|\bkept\b|\bretain\w*|\bhands? (?:back|over|us)\b|\bpass(?:es|ed)?\b"
        r"|\bremit\w*|\beuro\b|\bbills?\b|\bsubscription\w*|\bincome\b|\btakings?\b|\bcollect\w*|\brenewal\b|\bshares? (?:of|in)\b|\bpa(?:y|ys|id)\b|\btakes?\b|\bdeducts?\b|\bproceeds\b|\bgets?\b|\bowes?\b|\bmargin share\b|\bholds on to\b|\breceives?\b|\bgross\b|\bnet\b"
    ),
}  # fmt: skip
_SHARE_FORMS: Sequence[tuple[TermKind, re.Pattern[str]]] = (
    ("stake", re.compile(r"(?i)\x00[\s-](?:minority\s|equity\s|economic\s)?(?:stake|interest|holding|shareholding|owner|ownership)\b|\x00\sof\s(?:the\s|its\s|their\s|his\s)?(?:\w+['’]s\s|\w+\s)?(?:shares?|capital|equity|stock|votes|voting|ordinary|company|lab|start-?up|joint venture|venture|supplier|developer)\b")),
    ("revenue", re.compile(r"(?i)\x00\sof\s(?:\w+['’]?s?\s){0,3}(?:revenues?|sales|fees?|receipts|takings|income|proceeds|commission|subscriptions?|billings?|turnover|renewal|euro|dollar|what)\b|(?:commission|cut|royalty|fee|revenue share|share of revenue|share of sales)s?\s(?:\w+\s){0,2}of\s\x00|\x00[\s-](?:commission|cut|royalty|revenue share|share of (?:\w+\s){0,3}(?:revenues?|sales|fees|receipts|income))")),
    ("stake", re.compile(r"(?i:own(?:s|ed|ing)?|hold(?:s|ing)?|held|hold(?:er)?\sof|proprietor of|participation of|stake of|interest of|bought|acquir\w+|sold|warrants? (?:over|for)|part-own\w+)\s(?:\w+\s){0,3}\x00|\x00\sof\s[A-Z]")),
)  # fmt: skip
_SHARE_OTHER = re.compile(r"(?i)\bbacklog\b|\bRPO\b|\bremaining performance\b|\bcapacity\b|\bbalance\b|\bworkloads?\b|\bspend\b|\bcompute\b")
_NO_SHARE = re.compile(
    r"(?i)(?<!give )(?<!gave )\b(?:rose|fell|grew|grow\w*|gain\w*|up|down|jump\w*|drop\w*|slid|climb\w*|increas\w+|decreas\w+|discount of|lower|higher|faster|cheaper|against|off|by|the other|equals)\s(?:by\s)?$"
)
_NO_SHARE_AFTER = re.compile(r"(?i)\s?(?:off\b|faster|cheaper|higher|lower|more\b|less\b|growth|(?:gross )?margin|discount|from list|premium|of (?:new|the time|queries|users|customers|employees|orders|bookings|traffic)\b|in (?:late|early) trad)")
_SENTENCE_END = re.compile(r"[.!?;](?=\s)|\n")


class _Amount(NamedTuple):
    start: int
    end: int
    kind: TermKind
    value: float | str
    unit: str


def find_terms(text: str, published: date | None = None) -> tuple[Term, ...]:
    """Find the amounts in `text`, in its order; `text[start_char:end_char] == as_written` for each.

    Values are full numbers (4000000000, not "4bn"), months as years (0.5); an end date is an ISO prefix with the unit
    `end-date`. With `published`, end dates already past are left out and "the end of the year" gets its year.

    >>> [(term.kind, term.value, term.unit) for term in find_terms("It will invest up to $4bn over three years.")]
    [('investment', 4000000000.0, 'USD'), ('duration', 3.0, 'years')]
    """
    taken = bytearray(len(text))
    found: list[_Amount] = []
    readers = (_iter_money, _iter_named_money, _iter_power, _iter_chips, _iter_counts, _iter_shares_of, _iter_spans)
    for amounts in (*(reader(text) for reader in readers), _iter_end_dates(text, published)):
        for amount in amounts:
            if not any(taken[amount.start : amount.end]):
                found.append(amount)
        # A range gives two amounts on one stretch of text, so a reader blocks only the readers after it.
        for amount in found:
            taken[amount.start : amount.end] = b"\x01" * (amount.end - amount.start)
    found.sort(key=lambda amount: amount.start)
    return tuple(Term(a.kind, a.value, a.unit, text[a.start : a.end], a.start, a.end) for a in found)


def _parse_number(words: str) -> float:
    """Turn digits or spelt words into a number; "half a" is 0.5, "a" is 1."""
    words = words.lower().strip()
    if words[0].isdigit():
        return float(re.sub(r"[,\u00a0\u202f]", "", words))
    if words in ("a", "an", "first", "the first"):
        return 1.0
    if words in ("half", "half a"):
        return 0.5
    factor = 100.0 if words.endswith("hundred") else 1.0
    parts = [_WORDS.get(part, 0.0) for part in re.split(r"[\s-]", words)]
    return (sum(parts) or 1.0) * factor


def _scale(match: re.Match[str]) -> float:
    word = (match["scale"] or "").strip(" -\u00a0\u202f").lower()
    return _SCALES[word] if word else 1.0


def _round(value: float) -> float:
    return round(value, 4)


def _sentence_of(text: str, start: int, end: int) -> tuple[str, str]:
    """Return at most 110 characters of the same sentence before and after a stretch."""
    before, after = text[max(0, start - 110) : start], text[end : end + 110]
    stops = [found.end() for found in _SENTENCE_END.finditer(before)]
    stop = _SENTENCE_END.search(after)
    return before[stops[-1] if stops else 0 :], after[: stop.start()] if stop else after


def _weigh(cues: re.Pattern[str], before: str, after: str) -> float:
    """Sum the closeness of cue words: one beside the amount counts as much as several far away."""
    total = sum(1 / (12 + len(before) - found.end()) for found in cues.finditer(before))
    return total + sum(1 / (12 + found.start()) for found in cues.finditer(after))


def _choose_money_kind(text: str, start: int, end: int) -> TermKind:
    """Take the kind from a form beside the sum, else from cue words of its sentence, else from those of the passage."""
    before, after = _sentence_of(text, start, end)
    for kind, pattern in _MONEY_FORMS:
        if pattern.search(f"{before[-45:]}\x00{after[:45]}"):
            return kind
    weights = {kind: _MONEY_WEIGHTS[kind] * _weigh(cues, before, after) for kind, cues in _MONEY_CUES.items()}
    best = max(weights, key=lambda kind: weights[kind])
    if weights[best] > 0:
        return best
    wide = {kind: _weigh(_MONEY_CUES[kind], text[max(0, start - 300) : start], text[end : end + 300]) for kind in _DEAL_KINDS}
    widest = max(wide, key=lambda kind: wide[kind])
    return widest if wide[widest] > 0 else "other"


# Forms that settle the kind by themselves; \x00 stands where the amount was.
_MONEY_FORMS: Sequence[tuple[TermKind, re.Pattern[str]]] = (
    ("valuation", re.compile(r"(?i)\b(?:valuation|valued|(?:values|valuing)(?:\s\w+){1,3})(?:\s\w+){0,3}\s\x00|\x00\s(?:post-money\s)?valuation")),
    ("other", re.compile(r"(?i)\x00\s?(?:a|per)\s(?:share|seat|user|month)\b|\bshare price of \x00|\bpriced? at \x00|\x00\saside\b|\bprice: \x00|\x00(?:\s\w+){0,2}\s(?:alliance|settlement|fee|fine)\b|\btake(?:s|n)? its staff|\bup front\b")),
    ("revenue", re.compile(r"(?i)\x00(?:\s\w+)?\s(?:in|of)\s(?:\w+\s){0,2}(?:revenues?|sales)\b")),
    ("investment", re.compile(r"(?i)\x00\s(?:more\s)?(?:in|into)\s[A-Z]|\x00\s(?:investment|stake|funding|convertible|round|partnership|commitment to [A-Z])|\x00\s(?:to \w+\s)?(?:for|in exchange for)\s(?:an?\s|\d+(?:\.\d+)?\s?(?:%|per))[^.]{0,20}(?:holding|stake|of\s|interest|cent)|\x00\sof\s(?:\w+['’]?s?\s){0,4}(?:stock|shares|notes|equity)\b|joint venture(?:\s\w+){0,6}\s\x00|invest\w*(?:\s\w+){0,3}\s\x00|put(?:s|ting)?\s\x00")),
    ("compute", re.compile(r"(?i)\x00\s(?:worth\s)?(?:of|in)\s(?:\w+\s){0,3}(?:comput\w+|cloud|capacity|services|chips|GPUs|Azure|systems|racks|servers)\b|\x00\s(?:cloud|compute|contract|order)\b")),
)  # fmt: skip


def _iter_money(text: str) -> Iterator[_Amount]:
    for match in _MONEY.finditer(text):
        kind = _choose_money_kind(text, *match.span("all"))
        for number in (match["number"], match["second"]):
            if number:
                value = _round(_parse_number(number) * _scale(match))
                yield _Amount(*match.span("all"), kind, value, _SYMBOLS[match["symbol"]])


def _iter_named_money(text: str) -> Iterator[_Amount]:
    for match in _NAMED_MONEY.finditer(text):
        name = match["name"]
        unit = _SYMBOLS.get(name) or _NAMES.get(name.lower()) or _NAMES.get(name.lower().rstrip("s"))
        spelt = match["number"].lower() in ("a", "an", "half a") and not match["scale"]
        # "a won case" and "a real" are not sums.
        if unit is None or spelt:
            continue
        value = _round(_parse_number(match["number"]) * _scale(match))
        yield _Amount(*match.span("all"), _choose_money_kind(text, *match.span("all")), value, unit)


def _iter_power(text: str) -> Iterator[_Amount]:
    for match in _POWER.finditer(text):
        unit = "GW" if match["unit"].lower().startswith("g") else "MW"
        yield _Amount(*match.span("all"), "power", _round(_parse_number(match["number"])), unit)


def _iter_chips(text: str) -> Iterator[_Amount]:
    for match in _CHIPS.finditer(text):
        value = _parse_number(match["number"]) * _scale(match)
        if value >= 50:
            yield _Amount(*match.span("all"), "chips", _round(value), "chips")


def _iter_counts(text: str) -> Iterator[_Amount]:
    for pattern, kind, unit in ((_SHARES, "stake", "shares"), (_SEATS, "other", "seats")):
        for match in pattern.finditer(text):
            value = _parse_number(match["number"]) * _scale(match)
            if value >= 10:
                chosen: TermKind = "stake" if kind == "stake" else "other"
                yield _Amount(*match.span("all"), chosen, _round(value), unit)


def _iter_shares_of(text: str) -> Iterator[_Amount]:
    for match in _PERCENT.finditer(text):
        before, after = _sentence_of(text, *match.span("all"))
        if match["cents"]:
            yield _Amount(*match.span("all"), "revenue", _parse_number(match["cents"]), "%")
            continue
        kind = _choose_share_kind(before, after)
        if kind is None or (match["fraction"] and kind == "other"):
            continue
        spelt = match["number"] or match["spelt"]
        value = _parse_number(spelt) if spelt else float(_FRACTIONS[match["fraction"].lower()])
        for number in (_parse_number(match["first"]) if match["first"] else value, value)[match["first"] is None :]:
            if number <= 100:
                yield _Amount(*match.span("all"), kind, _round(number), "%")


def _choose_share_kind(before: str, after: str) -> TermKind | None:
    if _NO_SHARE.search(before) or _NO_SHARE_AFTER.match(after):
        return None
    framed = f"{before[-60:]}\x00{after[:60]}"
    for kind, pattern in _SHARE_FORMS:
        if pattern.search(framed):
            return kind
    stake, revenue = (_weigh(_SHARE_CUES[kind], before, after) for kind in ("stake", "revenue"))
    other = _weigh(_SHARE_OTHER, before, after)
    if max(stake, revenue, other) == 0:
        return None
    if other > max(stake, revenue):
        return "other"
    return "stake" if stake > revenue else "revenue"


_CLAUSE_START = re.compile(r"(?:^|[.,;:!?]\s|\band\s|\n)$")
_SPAN_AFTER = re.compile(
    r"(?i)[\s-](?:ago|later|earlier|after|before|late|on\b|old|into|away|back|of (?:experience|history|talks|litigation|work|these|filings|silence)|since|anniversary|straight|in a row)"
)
_SPAN_DEAL = re.compile(
    r"(?i)\s(?:\w+\s){0,3}(?:deals?|contracts?|agreements?|partnership|licen[cs]es?|pact|leases?|commitment|subscriptions?|terms?|exclusiv\w+|alliance|plan|free|extension|notice|arrangement|accord|cluster|collaboration|supply)"
)


def _iter_spans(text: str) -> Iterator[_Amount]:
    for match in _SPAN.finditer(text):
        after = text[match.end() : match.end() + 60]
        lead = (match["lead"] or "").lower()
        if match["rest"] or _SPAN_AFTER.match(after) or not _is_span_of_a_deal(match, lead, after):
            continue
        years = _parse_number(match["number"]) / (12 if match["unit"].lower().startswith("month") else 1)
        if 0.08 < years <= 99:
            yield _Amount(*match.span("all"), "duration", _round(years), "years")


def _is_span_of_a_deal(match: re.Match[str], lead: str, after: str) -> bool:
    if match["join"] == "-":
        return not match["unit"].endswith("s")
    if match["number"].lower() in ("a", "an"):
        return bool(re.match(r"\sof\s[A-Z]", after))
    if lead.startswith("during the first") or re.search(r"(?i)\bbetween\s\d{1,2}\s$", match.string[max(0, match.start() - 12) : match.start()]):
        return False
    if lead.startswith("for") and re.match(r"\s(?:the|everybody|nobody|it|we|they|[A-Z]\w+)\s", after) and _CLAUSE_START.search(match.string[max(0, match.start() - 6) : match.start()]):
        return False
    if lead.startswith("of ") and re.search(r"(?i)\b(?:agreement|contract|deal|term|period|licen[cs]e|lease|exclusivity)\s$", match.string[max(0, match.start() - 14) : match.start()]):
        return True
    if lead.startswith(("within", "in ", "of ", "after", "and", "to ")) and not _SPAN_DEAL.match(after):
        return lead.startswith("after") and bool(re.search(r"\bmay\b", match.string[max(0, match.start() - 60) : match.start()]))
    return lead.startswith(("over", "for", "by", "during")) or bool(re.match(r"\s(?:of\s)?(?:[A-Z]|free|exclusiv)", after)) or bool(_SPAN_DEAL.match(after))


def _iter_end_dates(text: str, published: date | None) -> Iterator[_Amount]:
    for match in _END_DATE.finditer(text):
        before = text[max(0, match.start() - 100) : match.start()]
        lead = match["lead"].lower()
        if lead == "to" and (_RANGE_LEAD.search(before) or not _TO_LEAD.search(before)):
            continue
        if lead == "by" and not _BY_LEAD.search(before):
            continue
        value = _read_end(match, published)
        if value is not None and (published is None or value[:10] >= published.isoformat()[: len(value)]):
            yield _Amount(*match.span("all"), "duration", value, "end-date")


def _read_end(match: re.Match[str], published: date | None) -> str | None:
    if match["relative"]:
        return str(published.year) if published else None
    year = int(match["year"] or match["year2"] or match["year3"] or match["year4"])
    name, day = match["month"] or match["month2"] or match["month3"], match["day"] or match["day2"]
    if not 1990 <= year <= 2100:
        return None
    if name is None:
        return str(year)
    month = _MONTHS[name.lower()]
    if day is None:
        return f"{year}-{month:02d}"
    is_real = 1 <= int(day) <= calendar.monthrange(year, month)[1]
    return f"{year}-{month:02d}-{int(day):02d}" if is_real else None
