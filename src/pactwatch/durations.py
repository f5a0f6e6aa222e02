"""Reads how long a deal runs: spans ("over seven years") and end dates ("until 2032").

In: a passage's text and the publication day. Out: `Amount` tuples of the kind `duration` for `terms.py`. Ages, delays,
time passed and deadlines that end no deal are left out.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from pactwatch.amounts import END_DATE, MONTHS, SPAN, Amount, parse_number, round_value

# A "to" or "by" ends a term only beside words of duration or duty; elsewhere it ends a range or sets a deadline.
_TO_LEAD = re.compile(
    r"(?i)\b(?:extend|renew|run|last|fix|licen[cs]e|agreement|contract|deal|lease|access|rights?"
    r"|prolong|valid|tied|bound|exclusiv|available|up|term)\w*\b[^.;]{0,60}$|,\s$"
)
_BY_LEAD = re.compile(
    r"(?i)\b(?:committed|commits|commitment|purchase|did not become|must|obliged|undertak\w+"
    r"|if)\b(?:[^.;]|\.(?=\d)){0,90}$|\bcompleted?\s$"
)
_RANGE_LEAD = re.compile(r"(?i)\b(?:from|between|for)\s[^.;]{0,25}$")

_CLAUSE_START = re.compile(r"(?:^|[.,;:!?]\s|\band\s|\n)$")
_SPAN_AFTER = re.compile(
    r"(?i)[\s-](?:ago|later|earlier|after|before|late|on\b(?! the)|old|into|away|back|of (?:experience"
    r"|history|talks|litigation|work|these|filings|silence)|since|anniversary|straight|in a row)"
)
_BETWEEN = re.compile(r"(?i)\bbetween\s\d{1,2}\s$")
_NEW_CLAUSE = re.compile(r"\s(?:the|everybody|nobody|it|we|they|[A-Z]\w+)\s")
_DEAL_BEFORE = re.compile(r"(?i)\b(?:agreement|contract|deal|term|period|licen[cs]e|lease|exclusivity)\s$")
_SPAN_GIVEN = re.compile(r"\s(?:of\s)?(?:[A-Z]|free|exclusiv)")
_SPAN_DEAL = re.compile(
    r"(?i)\s(?:\w+\s){0,3}(?:deals?|contracts?|agreements?|partnership|licen[cs]es?|pact|leases?"
    r"|commitment|subscriptions?|terms?|exclusiv\w+|alliance|plan|free|extension"
    r"|notice|arrangement|accord|cluster|collaboration|supply)"
)


def iter_spans(text: str) -> Iterator[Amount]:
    """Yield the lengths of deals in years, months turned into fractions of one."""
    for match in SPAN.finditer(text):
        after = text[match.end() : match.end() + 60]
        lead = (match["lead"] or "").lower()
        if match["rest"] or _SPAN_AFTER.match(after) or not _is_span_of_a_deal(match, lead, after):
            continue
        years = parse_number(match["number"]) / (12 if match["unit"].lower().startswith("month") else 1)
        if 0.08 < years <= 99:
            yield Amount(*match.span("all"), "duration", round_value(years), "years")


def _is_span_of_a_deal(match: re.Match[str], lead: str, after: str) -> bool:
    """Tell the length of a deal from time that merely passed, by the words before and after it."""
    before = match.string[max(0, match.start() - 60) : match.start()]
    if match["join"] == "-":
        return not match["unit"].endswith("s")
    if match["number"].lower() in ("a", "an"):
        return bool(re.match(r"\sof\s[A-Z]", after)) or (lead == "over " and not before.endswith("for "))
    if lead.startswith("during the first") or _BETWEEN.search(before):
        return False
    if lead.startswith("for") and _CLAUSE_START.search(before[-6:]) and _NEW_CLAUSE.match(after):
        return False
    if lead.startswith("of ") and _DEAL_BEFORE.search(before):
        return True
    if lead.startswith(("within", "in ", "of ", "after", "and", "to ")):
        return bool(_SPAN_DEAL.match(after)) or (lead.startswith("after") and " may " in before)
    if not lead and before.endswith(", ") and after.startswith((",", ".")):
        return True
    return bool(lead or _SPAN_DEAL.match(after) or _SPAN_GIVEN.match(after))


def iter_end_dates(text: str, published: date | None) -> Iterator[Amount]:
    """Yield the dates on which deals end as ISO prefixes; with `published`, only those not yet past."""
    for match in END_DATE.finditer(text):
        before = text[max(0, match.start() - 100) : match.start()]
        lead = match["lead"].lower()
        if lead == "to" and (_RANGE_LEAD.search(before) or not _TO_LEAD.search(before)):
            continue
        if lead == "by" and not _BY_LEAD.search(before):
            continue
        value = _read_end(match, published)
        if value is not None and (published is None or value[:10] >= published.isoformat()[: len(value)]):
            yield Amount(*match.span("all"), "duration", value, "end-date")


def _read_end(match: re.Match[str], published: date | None) -> str | None:
    if match["relative"]:
        return str(published.year) if published else None
    year = int(match["year"] or match["year2"] or match["year3"] or match["year4"])
    name, day = match["month"] or match["month2"] or match["month3"], match["day"] or match["day2"]
    if not 1990 <= year <= 2100:
        return None
    if name is None:
        return str(year)
    month = MONTHS[name.lower()]
    if day is None:
        return f"{year}-{month:02d}"
    is_real = 1 <= int(day) <= calendar.monthrange(year, month)[1]
    return f"{year}-{month:02d}-{int(day):02d}" if is_real else None
