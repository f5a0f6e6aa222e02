"""Reads the amounts of a passage: money, power, chips, stakes, shares of revenue, seats, durations and end dates.

In: a passage's text and, for dates that lean on it, the publication day. Out: `Term` records in the order of the text,
with full numbers, ISO currencies and the words as written ("up to" included). The kind of a sum comes from the words
around it (`_MONEY_CUES`, `_SHARE_CUES`). Growth rates, margins, discounts and prices of shares are no terms of a deal
and stay out or go to `other`; nothing is computed from two figures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from pactwatch.amounts import (
    CHIPS,
    FRACTIONS,
    MONEY,
    NAMED_MONEY,
    NAMES,
    PERCENT,
    POWER,
    SEATS,
    SHARES,
    SYMBOLS,
    Amount,
    parse_number,
    read_scale,
    round_value,
)
from pactwatch.durations import iter_end_dates, iter_spans
from pactwatch.records import Term, TermKind

_MONEY_CUES: Mapping[TermKind, re.Pattern[str]] = {
    "valuation": re.compile(r"(?i)\bvaluation\b|\bvalu(?:ed|ing) at\b|\bpost-money\b|\bmarket cap"),
    "revenue": re.compile(
        r"(?i)\brevenues?\b|\bsales\b|\brun[ -]rate|\bARR\b|\bannuali[sz]ed\b|\bturnover\b|\btakes "
        r"in\b"
    ),
    "investment": re.compile(
        r"(?i)\binvest\w*|\bstakes?\b|\bequity\b|\bfund(?:ing|ed|s)?\b|\brounds?\b|\bconvertible"
        r"|\bnotes\b|\bput(?:s|ting)?\b|\bpour\w*"
        r"|\binto\b|\boutlay|\brais(?:e|ed|ing)\b|\binject\w*|\bcapital\b|\bjoint venture|\bback(?:ed"
        r"|ing|er)\b|\bholding\b|\bshares?\b|\bwarrant|\bcheque|\bbuild(?:ing)?\b|\bcapex\b|\bplac(?:e"
        r"|ed|ing) .{0,12}in\b|\bbought\b"
    ),
    "compute": re.compile(
        r"(?i)\bcomput\w+|\bcloud\b|\bcapacity\b|\bchips?\b|\bGPUs?\b|\bTPUs?\b|\bracks?\b"
        r"|\bservers?\b|\bAzure\b|\bcontract\w*|\bcommit\w*|\bpurchas\w+"
        r"|\bbuy(?:s|ing)?\b|\bspend\w*|\borders?\b|\brent\w*|\bleas\w+|\btake-or-pay|\bsystems\b"
        r"|\bdata[ -]cent\w+|\bpromised\b|\bhosting\b|\bbacklog\b|\bprocessors?\b|\bminimum\b"
        r"|\bGPU hours|\bmegawatts?|\bMW\b|\bgigawatts?|\bGW\b"
    ),
    "other": re.compile(
        r"(?i)\bfees?\b|\blicen[cs]\w+|\ba share\b|\bper share\b|\bcredits\b|\bprice of\b|\bsettle\w*"
        r"|\ba year\b|\bannually\b|\bper (?:year|seat|user|month)\b|\bworth\b|\bowe[sd]?\b"
        r"|\bfine[ds]?\b"
        r"|\bpay(?:s|ing)? out|\bset aside|\baside\b|\bsold\b|\broyalt\w+|\bdraw\w* down|\bdeposit\b"
        r"|\bpenalt\w+|\bdamages\b|\bmarketplace\b|\bburned down\b"
    ),
}
_DEAL_KINDS: Sequence[TermKind] = ("investment", "compute")
_MONEY_WEIGHTS: Mapping[TermKind, float] = {
    "valuation": 1.6,
    "revenue": 0.5,
    "investment": 1.0,
    "compute": 1.0,
    "other": 1.0,
}
_SHARE_CUES: Mapping[str, re.Pattern[str]] = {
    "stake": re.compile(
        r"(?i)\bstakes?\b|\bown(?:s|ed|ing|ership)?\b|\bhold(?:s|ing)?\b|\bheld\b|\bequity\b"
        r"|\bshareholding|\bshareholder|\binterest\b|\bshares\b|\bordinary\b"
        r"|\bbought\b|\bsold\b|\bsell\b|\bacquir\w+|\bsubscri\w+ for\b|\bpart-owned\b|\bdilut\w+"
        r"|\bof it\b|\bours\b|\binvest\w+|\bventure\b|\bparticipation\b|\bcapital\b|\bvot(?:es"
        r"|ing)\b|\bholder\b|\bproprietor\b|\bwarrants?\b|\bconverts?\b|\bof the company\b"
    ),
    "revenue": re.compile(
        r"(?i)\brevenues?\b|\bfees?\b|\breceipts\b|\bcommission\w*|\bsales\b|\bcut\b|\bkeep(?:s"
        r"|ing)?\b|\bkept\b|\bretain\w*|\bhands? (?:back|over|us)\b|\bpass(?:es|ed)?\b"
        r"|\bremit\w*|\beuro\b|\bbills?\b|\bsubscription\w*|\bincome\b|\btakings?\b|\bcollect\w*"
        r"|\brenewal\b|\bshares? (?:of|in)\b|\bpa(?:y|ys|id)\b|\btakes?\b|\bdeducts?\b|\bproceeds\b"
        r"|\bgets?\b|\bowes?\b|\bmargin share\b|\bholds on to\b|\breceives?\b|\bgross\b|\bnet\b"
    ),
}
_SHARE_FORMS: Sequence[tuple[TermKind, re.Pattern[str]]] = (
    (
        "stake",
        re.compile(
            r"(?i)\x00[\s-](?:minority\s|equity\s|economic\s)?(?:stake|interest|holding|shareholding"
            r"|owner|ownership)\b|\x00\sof\s(?:the\s|its\s|their\s|his\s)?(?:\w+['’]s\s|\w+\s)?(?:shares?"
            r"|capital|equity|stock|votes|voting|ordinary|company|lab|start-?up|joint venture|venture"
            r"|supplier|developer)\b"
        ),
    ),
    (
        "revenue",
        re.compile(
            r"(?i)\x00\sof\s(?:\w+['’]?s?\s){0,3}(?:revenues?|sales|fees?|receipts|takings|income|proceeds"
            r"|commission|subscriptions?|billings?|turnover|renewal|euro|dollar|what)\b|(?:commission"
            r"|cut|royalty|fee|revenue share|share of revenue|share of sales)s?\s(?:\w+\s){0,2}of\s\x00"
            r"|\x00[\s-](?:commission|cut|royalty|revenue share|share of (?:\w+\s){0,3}(?:revenues?"
            r"|sales|fees|receipts|income))"
        ),
    ),
    (
        "stake",
        re.compile(
            r"(?i:own(?:s|ed|ing)?|hold(?:s|ing)?|held|hold(?:er)?\sof|proprietor of|participation "
            r"of|stake of|interest of|bought|acquir\w+|sold|warrants? (?:over|for)"
            r"|part-own\w+)\s(?:\w+\s){0,3}\x00|\x00\sof\s[A-Z]"
        ),
    ),
)
_SHARE_OTHER = re.compile(
    r"(?i)\bbacklog\b|\bRPO\b|\bremaining performance\b|\bcapacity\b|\bbalance\b|\bworkloads?\b|\bspend\b|\bcompute\b"
)
_NO_SHARE = re.compile(
    r"(?i)(?<!give )(?<!gave )\b(?:rose|fell|grew|grow\w*|gain\w*|up|down|jump\w*|drop\w*"
    r"|slid|climb\w*|increas\w+|decreas\w+|discount of|lower|higher|faster|cheaper|against"
    r"|off|by|the other|equals)\s(?:by\s)?$"
)
_NO_SHARE_AFTER = re.compile(
    r"(?i)\s?(?:off\b|faster|cheaper|higher|lower|more\b|less\b|growth|(?:gross )?margin|discount"
    r"|from list|premium|of (?:new|the time|queries|users|customers|employees|orders|bookings"
    r"|traffic)\b|in (?:late|early) trad)"
)
_SENTENCE_END = re.compile(r"[.!?;](?=\s)|\n")


# No paragraph holds this many amounts; a page of figures must not cost minutes.
_MOST_PER_READER = 200


def find_terms(text: str, published: date | None = None) -> tuple[Term, ...]:
    """Find the amounts in `text`, in its order; `text[start_char:end_char] == as_written` for each.

    Values are full numbers (4000000000, not "4bn"), months as years (0.5); an end date is an ISO prefix with the unit
    `end-date`. With `published`, end dates already past are left out and "the end of the year" gets its year.

    >>> [(term.kind, term.value, term.unit) for term in find_terms("It will invest up to $4bn over three years.")]
    [('investment', 4000000000.0, 'USD'), ('duration', 3.0, 'years')]
    """
    taken = bytearray(len(text))
    found: list[Amount] = []
    readers = (_iter_money, _iter_named_money, _iter_power, _iter_chips, _iter_counts, _iter_shares_of, iter_spans)
    for amounts in (*(reader(text) for reader in readers), iter_end_dates(text, published)):
        for amount in islice(amounts, _MOST_PER_READER):
            if not any(taken[amount.start : amount.end]):
                found.append(amount)
        # A range gives two amounts on one stretch of text, so a reader blocks only the readers after it.
        for amount in found:
            taken[amount.start : amount.end] = b"\x01" * (amount.end - amount.start)
    found.sort(key=lambda amount: amount.start)
    return tuple(Term(a.kind, a.value, a.unit, text[a.start : a.end], a.start, a.end) for a in found)


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
    wide = {
        kind: _weigh(_MONEY_CUES[kind], text[max(0, start - 300) : start], text[end : end + 300])
        for kind in _DEAL_KINDS
    }
    widest = max(wide, key=lambda kind: wide[kind])
    return widest if wide[widest] > 0 else "other"


# Forms that settle the kind by themselves; \x00 stands where the amount was.
_MONEY_FORMS: Sequence[tuple[TermKind, re.Pattern[str]]] = (
    (
        "valuation",
        re.compile(
            r"(?i)\b(?:valuation|valued|(?:values?|valuing)(?:\s\w+){1,3}\sat)(?:\s\w+){0,3}\s\x00"
            r"|\x00\s(?:post-money\s)?valuation"
        ),
    ),
    (
        "other",
        re.compile(
            r"(?i)\x00\s?(?:a|per)\s(?:share|seat|user|month)\b|\bshare price of \x00|\bpriced? "
            r"at \x00|\x00\saside\b|\bprice: \x00|\x00(?:\s\w+){0,2}\s(?:alliance|settlement|fee|fine)\b"
            r"|\btake(?:s|n)? its staff|\bup front\b"
        ),
    ),
    (
        "revenue",
        re.compile(r"(?i)\x00(?:\s\w+)?\s(?:in|of)\s(?:\w+\s){0,2}(?:revenues?|sales)\b|\btakes? in\s(?:\w+\s)?\x00"),
    ),
    (
        "investment",
        re.compile(
            r"(?i)\x00\s(?:more\s)?(?:in|into)\s[A-Z]|\x00\s(?:investment|stake|funding|convertible"
            r"|round|partnership|commitment to [A-Z])|\x00\s(?:to \w+\s)?(?:for|in exchange for)\s(?:an?\s"
            r"|\d+(?:\.\d+)?\s?(?:%|per))[^.]{0,20}(?:holding|stake|of\s|interest"
            r"|cent)|\x00\sof\s(?:\w+['’]?s?\s){0,4}(?:stock|shares|notes|equity)\b"
            r"|joint venture(?:\s\w+){0,6}\s\x00|invest\w*(?:\s\w+){0,3}\s\x00|put(?:s|ting)?\s\x00"
            r"|pledg\w+(?:\s\w+){0,3}\s\x00\sto\s|rais(?:es?|ed|ing)\s\x00|shareholder with \x00"
            r"|(?:%|per\s?cent)\sof\s(?:\w+\s){1,3}for\s\x00"
        ),
    ),
    (
        "compute",
        re.compile(
            r"(?i)\x00\s(?:worth\s)?(?:of|in)\s(?:\w+\s){0,3}(?:comput\w+|cloud|capacity|services"
            r"|chips|GPUs|Azure|systems|racks|servers)\b|\x00\s(?:cloud|compute|contract|order)\b"
            r"|\x00\sthrough\s(?:\w+\s)?20\d\d|infrastructure worth \x00"
        ),
    ),
)


def _iter_money(text: str) -> Iterator[Amount]:
    for match in islice(MONEY.finditer(text), _MOST_PER_READER):
        kind = _choose_money_kind(text, *match.span("all"))
        for number in (match["number"], match["second"]):
            if number:
                value = round_value(parse_number(number) * read_scale(match))
                yield Amount(*match.span("all"), kind, value, SYMBOLS[match["symbol"]])


def _iter_named_money(text: str) -> Iterator[Amount]:
    for match in islice(NAMED_MONEY.finditer(text), _MOST_PER_READER):
        name = match["name"]
        unit = SYMBOLS.get(name) or NAMES.get(name.lower()) or NAMES.get(name.lower().rstrip("s"))
        spelt = match["number"].lower() in ("a", "an", "half a") and not match["scale"]
        # "a won case" and "a real" are not sums.
        if unit is None or spelt:
            continue
        value = round_value(parse_number(match["number"]) * read_scale(match))
        yield Amount(*match.span("all"), _choose_money_kind(text, *match.span("all")), value, unit)


def _iter_power(text: str) -> Iterator[Amount]:
    for match in POWER.finditer(text):
        unit = "GW" if match["unit"].lower().startswith("g") else "MW"
        yield Amount(*match.span("all"), "power", round_value(parse_number(match["number"])), unit)


def _iter_chips(text: str) -> Iterator[Amount]:
    for match in CHIPS.finditer(text):
        value = parse_number(match["number"]) * read_scale(match)
        if value >= 50:
            yield Amount(*match.span("all"), "chips", round_value(value), "chips")


def _iter_counts(text: str) -> Iterator[Amount]:
    for pattern, kind, unit in ((SHARES, "stake", "shares"), (SEATS, "other", "seats")):
        for match in pattern.finditer(text):
            value = parse_number(match["number"]) * read_scale(match)
            if value >= 10:
                chosen: TermKind = "stake" if kind == "stake" else "other"
                yield Amount(*match.span("all"), chosen, round_value(value), unit)


def _iter_shares_of(text: str) -> Iterator[Amount]:
    for match in islice(PERCENT.finditer(text), _MOST_PER_READER):
        before, after = _sentence_of(text, *match.span("all"))
        if match["cents"]:
            yield Amount(*match.span("all"), "revenue", parse_number(match["cents"]), "%")
            continue
        kind = _choose_share_kind(before, after)
        if kind is None or (match["fraction"] and kind == "other"):
            continue
        spelt = match["number"] or match["spelt"]
        value = parse_number(spelt) if spelt else float(FRACTIONS[match["fraction"].lower()])
        for number in (parse_number(match["first"]) if match["first"] else value, value)[match["first"] is None :]:
            if number <= 100:
                yield Amount(*match.span("all"), kind, round_value(number), "%")


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
