"""Turns ids, dates and numbers into what people read, and makes text from articles harmless. Pure.

In: values of rows and records. Out: short text for templates. Autoescape does the rest.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

from pactwatch.taxonomy import Taxonomy

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Controls that reorder or hide text: bidirectional overrides and isolates, zero-width characters, C0 and C1 controls.
_TRICKS = re.compile("[\\u202a-\\u202e\\u2066-\\u2069\\u200b-\\u200f\\u2060\\ufeff\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]")

STATES: Mapping[str, str] = {
    "announced": "Announced",
    "active": "Active",
    "expanded": "Expanded",
    "restructured": "Restructured",
    "disputed": "Disputed",
    "ended": "Ended",
    "unverified": "Unverified",
}
CONFIDENCES: Mapping[str, str] = {
    "primary_source": "Primary source",
    "multi_source": "Several sources",
    "single_source": "Single source",
    "rumored": "Rumour",
}
STATUSES: Mapping[str, str] = {
    "approved": "Approved",
    "flagged": "Awaiting review",
    "rejected": "Rejected",
    "context": "Context only",
}
STANDINGS: Mapping[str, str] = {
    "fact": "Stated as fact",
    "planned": "Planned",
    "reported": "Unnamed sources",
    "opinion": "Opinion",
    "none": "No standing",
}
TIERS: Mapping[str, str] = {
    "primary": "Company",
    "regulator": "Regulator",
    "law_firm": "Law firm",
    "news": "News",
    "trade": "Trade press",
    "wire": "Wire",
    "aggregator": "Aggregator",
}
WITNESSES: Mapping[str, str] = {
    "feed": "feed",
    "url": "address",
    "json_ld": "page data",
    "meta": "page metadata",
    "time": "time element",
    "htmldate": "page search",
    "text": "visible text",
}
VERDICTS: Mapping[str, str] = {
    "approve": "Approved",
    "reject": "Rejected",
    "relabel": "Relabelled",
    "context": "Context only",
    "skip": "Skipped",
}
HEALTHS: Mapping[str, str] = {
    "active": "Active",
    "blocked": "Blocked",
    "throttled": "Throttled",
    "dead": "Not answering",
    "stale": "Gone quiet",
    "empty": "No articles",
    "never": "Not fetched yet",
}


def label_titles(taxonomy: Taxonomy) -> dict[str, str]:
    """Return the title of every label by its id."""
    titles = {pattern.pattern_id: pattern.title for pattern in taxonomy.patterns}
    titles |= {signal.signal_id: signal.title for signal in taxonomy.signals}
    return titles | {move.move_id: move.title for move in taxonomy.kill_list}


def show_date(value: date | datetime | str | None) -> str:
    """Write a date, a time (to the minute, UTC) or an ISO prefix as people do; an empty text for None.

    >>> show_date("2024-11-22"), show_date("2024-Q3"), show_date("2024-11"), show_date("2024")
    ('22 Nov 2024', 'Q3 2024', 'Nov 2024', '2024')
    """
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}, {value:%H:%M} UTC"
    year, _, rest = str(value).partition("-")
    if not rest:
        return year
    if rest.startswith("Q"):
        return f"{rest} {year}"
    month, _, day = rest.partition("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}" if day else f"{_MONTHS[int(month) - 1]} {year}"


def show_percent(share_0to1: float) -> str:
    """Write a probability; certainty is never claimed.

    >>> show_percent(0.497), show_percent(0.9999)
    ('50 %', '99 %')
    """
    return f"{min(99, max(1, round(share_0to1 * 100)))} %"


def show_amount(value: float | str, unit: str) -> str:
    """Write an amount as it was read.

    >>> show_amount(4e9, "USD"), show_amount(1.5, "GW"), show_amount("2030", "end-date")
    ('4 billion USD', '1.5 GW', '2030 end-date')
    """
    if isinstance(value, str):
        return f"{value} {unit}"
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:g} {word} {unit}"
    return f"{value:g} {unit}"


def spell_reason(text: str, labels: Mapping[str, str], sources: Mapping[str, str] | None = None) -> str:
    """Write a stored reason with titles for the ids of labels and sources, and with dates as people write them.

    >>> spell_reason("ip-rights (2025-01-21): a_b", {"ip-rights": "IP rights"}, {"a_b": "A & B"})
    'IP rights (21 Jan 2025): A & B'
    """
    titles = {**labels, **(sources or {})}
    longest_first = sorted(titles, key=len, reverse=True)
    known = "|".join(re.escape(one) for one in longest_first) or "(?!)"
    pattern = rf"(?<![\w-])(?:(?P<id>{known})|(?P<date>\d{{4}}-(?:Q\d|\d\d(?:-\d\d)?)))(?![\w-])"
    return re.sub(pattern, lambda found: titles[found["id"]] if found["id"] else show_date(found["date"]), text)


def make_inert(text: str, limit: int = 100_000) -> str:
    r"""Drop characters that reorder or hide text, and cut what is longer than `limit`.

    >>> make_inert("abc\u202edef"), make_inert("abcdef", 3)
    ('abcdef', 'abc…')
    """
    clean = _TRICKS.sub("", text)
    return clean if len(clean) <= limit else f"{clean[:limit]}…"


def safe_link(url: str) -> str:
    """Return the address if a reader may be sent there (http or https), else an empty text.

    >>> safe_link("javascript:alert(1)"), safe_link("https://a.example/x")
    ('', 'https://a.example/x')
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""
