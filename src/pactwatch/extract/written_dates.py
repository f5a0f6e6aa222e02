"""Reads one day out of a string: a machine's stamp, an address, or words that a reader sees.

In: strings. Out: `date` or nothing. Only full days are read, and never one that can be read in two ways. Dates of
events inside a passage are another stage's work; this one serves the publication date.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

# A date that was read (or not), with the words it was read from.
Reading = tuple[date | None, str]

_MONTH_NAMES: Final = (
    ("jan", "january"),
    ("feb", "february"),
    ("mar", "march"),
    ("apr", "april"),
    ("may",),
    ("jun", "june"),
    ("jul", "july"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
_MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_ANY_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH: Final = rf"(?P<month>{_ANY_MONTH})\b\.?"
_WRITTEN: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+|-)(?:of\s+)?{_MONTH},?(?:\s+|-)(?P<year>\d{{4}})\b",
        # Dotted numbers are day first wherever they are used; slashed ones are read only where no other reading exists.
        r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<month>\d{1,2})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)",
    )
)
_COMPACT: Final = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d{1,2}(?!\d))")
_URL_DAY: Final = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<gap>[-/_]?)(?P<month>[01]\d|{_ANY_MONTH})(?P=gap)(?P<day>[0-3]\d)(?!\d)",
    re.IGNORECASE,
)
_EPOCH: Final = re.compile(r"^1\d{9}(\d{3})?$")


def parse_stamp(raw: str) -> date | None:
    """Read a machine's date: ISO, compact, RFC 2822, Unix seconds or milliseconds, or English words; time zones stay.

    >>> parse_stamp("2024-11-22T23:30:00-08:00"), parse_stamp("22 Nov 2024"), parse_stamp("soon")
    (datetime.date(2024, 11, 22), datetime.date(2024, 11, 22), None)
    """
    raw = raw.strip()[:80]
    if _EPOCH.match(raw):
        return datetime.fromtimestamp(int(raw[:10]), UTC).date()
    for pattern in (*_WRITTEN, _COMPACT):
        if (match := pattern.search(raw)) and (day := _build_date(match)):
            return day
    try:
        return parsedate_to_datetime(raw).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read_stamps(stamps: Iterable[str]) -> Iterator[Reading]:
    """Parse each stamp, keeping its words."""
    return ((parse_stamp(raw), raw) for raw in stamps)


def find_url_day(url: str) -> date | None:
    """Return the day that the address names, such as /2024/11/22/, or None.

    >>> find_url_day("https://news.example/2024/11/22/deal")
    datetime.date(2024, 11, 22)
    """
    return next((day for match in _URL_DAY.finditer(url) if (day := _build_date(match))), None)


def iter_written_days(text: str) -> Iterator[tuple[date, int, int]]:
    """Yield each day written in the text, with where it begins and ends.

    >>> [(str(day), start, end) for day, start, end in iter_written_days("Posted on March 3, 2025")]
    [('2025-03-03', 10, 23)]
    """
    for pattern in _WRITTEN:
        for match in pattern.finditer(text):
            if day := _build_date(match):
                yield day, *match.span()


def _build_date(match: re.Match[str]) -> date | None:
    month = match["month"].lower()
    try:
        return date(int(match["year"]), int(month) if month.isdigit() else _MONTHS[month], int(match["day"]))
    except ValueError:
        return None
