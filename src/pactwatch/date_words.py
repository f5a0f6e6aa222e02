"""Reads the words of dates: which form they have and which ISO prefix they mean on the day of publication.

In: text, publication day, title. Out: each date form with its `Reading`; whether it dates an event is for `dates.py`.
The first form that fits a stretch of text takes it. A date that the calendar does not have, or that lies beyond 1990
to 2060, is refused, never repaired.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pactwatch.records import EventBasis, Precision

_FIRST_YEAR, _LAST_YEAR = 1990, 2060
_MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTHS = {name.lower(): number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: n for n, word in enumerate(_NUMBER_WORDS.split(), 1)}
_NUMBERS |= {"a": 1, "an": 1, "a couple of": 2, "eighteen": 18}

# Capitals are asked for: "may" and "march" are verbs, "sun" and "sat" are none of ours.
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19[89]\d|20[0-6]\d)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_QUARTER = r"(?:Q[1-4]|(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)[ -]quarter)"


class Reading(NamedTuple):
    """What the words of a date mean: an ISO prefix of the given precision."""

    value: str
    precision: Precision
    basis: EventBasis


_Resolver = Callable[[re.Match[str], date | None, str], Reading | None]


def _read_month(word: str) -> int:
    return _MONTHS[word.rstrip(".").lower()]


def _make_day(year: int, month: int, day: str | int, basis: EventBasis) -> Reading | None:
    number = int(re.sub(r"\D", "", str(day)))
    try:
        made = date(year, month, number)
    except ValueError:
        return None
    return Reading(made.isoformat(), "day", basis) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _make_month(year: int, month: int, basis: EventBasis) -> Reading:
    return Reading(f"{year:04d}-{month:02d}", "month", basis)


def _shift_month(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _resolve_full(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    return _make_day(int(match["year"]), _read_month(match["month"]), match["day"], "absolute")


def _resolve_numeric(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    return _make_day(int(match["year"]), int(match["month"]), match["day"], "absolute")


def _resolve_month_year(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    return _make_month(int(match["year"]), _read_month(match["month"]), "partial")


def _resolve_month_of_year(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    if published is None:
        return None
    year = published.year + {"last": -1, "this": 0, "next": 1}[match["lead"]]
    return _make_month(year, _read_month(match["month"]), "relative")


def _resolve_day_month(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read a day without a year as the nearest such day to publication, either way."""
    if published is None:
        return None
    near = [
        _make_day(published.year + step, _read_month(match["month"]), match["day"], "partial") for step in (-1, 0, 1)
    ]
    real = [reading for reading in near if reading is not None]
    return min(real, key=lambda reading: abs(date.fromisoformat(reading.value) - published), default=None)


def _resolve_month(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read a bare month as the last such month, this one included, unless the words look ahead."""
    if published is None:
        return None
    month = _read_month(match["month"])
    lead = match["lead"].lower()
    gap = (month - published.month) % 12
    ahead = lead == "next" or bool(_AHEAD.search(match.string, *_clause_before(match)))
    if ahead or gap <= {"from": 3, "by": 6, "until": 6, "before": 6, "through": 6, "of": 1}.get(lead, -1):
        return _make_month(published.year + (month < published.month), month, "partial")
    year = published.year - (month > published.month or (lead == "last" and month == published.month))
    return _make_month(year, month, "partial")


def _resolve_ordinal_day(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "on the 3rd" as the last such day on or before publication."""
    if published is None:
        return None
    day = int(match["day"])
    year, month = _shift_month(published, -(day > published.day))
    return _make_day(year, month, day, "relative")


def _resolve_quarter(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    word = match["quarter"].lower()
    number = int(word[1]) if word[0] == "q" else _ORDINALS[re.split(r"[ -]", word)[0]]
    if match["year"]:
        year = int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"])
        return Reading(f"{year}-Q{number}", "quarter", "quarter") if _FIRST_YEAR <= year <= _LAST_YEAR else None
    if published is None:
        return None
    year = published.year - (number > (published.month + 2) // 3)
    return Reading(f"{year}-Q{number}", "quarter", "quarter")


def _resolve_this_quarter(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """On a results call it is the quarter that the title names, and with fiscal titles nobody knows which."""
    if re.search(r"(?i)\bfiscal|\bFY\s?\d|\bcall\b|\bresults\b|\bremarks\b|\bearnings\b", title):
        named = re.search(rf"(?P<quarter>{_QUARTER})(?: of)? (?P<year>{_YEAR})", title)
        if named is None or re.search(r"(?i)\bfiscal|\bFY", title):
            return None
    elif published is None:
        return None
    else:
        return Reading(f"{published.year}-Q{(published.month + 2) // 3}", "quarter", "relative")
    reading = _resolve_quarter(named, published, title)
    return reading._replace(basis="relative") if reading else None


def _resolve_year(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    return Reading(match["year"], "year", "partial")


def _resolve_short_year(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    return Reading(f"20{match['year']}", "year", "partial")


def _resolve_weekday(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    if published is None:
        return None
    back = (published.weekday() - _WEEKDAYS[match["weekday"][:3].lower()]) % 7
    lead = (match["lead"] or "").lower()
    if lead == "next":
        day = published + timedelta(days=7 - back)
    else:
        day = published - timedelta(days=back or (7 if lead == "last" else 0))
    return Reading(day.isoformat(), "day", "relative")


def _resolve_period(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Resolve "last month", "later this year", "next week": a week is recorded as the month that holds it."""
    if published is None:
        return None
    step = {"last": -1, "this": 0, "next": 1, "coming": 1}[match["lead"].lower()]
    unit = match["unit"].lower()
    if unit == "year":
        return Reading(str(published.year + step), "year", "relative")
    if unit == "week":
        day = published + timedelta(days=7 * step)
        return _make_month(day.year, day.month, "relative")
    return _make_month(*_shift_month(published, step), "relative")


def _resolve_ago(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    word, unit = match["count"].lower(), match["unit"].lower()
    count = _NUMBERS.get(word) or (int(word) if word.isdigit() else 0)
    if published is None or not 0 < count <= 60:
        return None
    if unit == "year":
        return Reading(str(published.year - count), "year", "relative")
    if unit == "month":
        return _make_month(*_shift_month(published, -count), "relative")
    day = published - timedelta(days=count * (7 if unit == "week" else 1))
    return (
        Reading(day.isoformat(), "day", "relative") if unit == "day" else _make_month(day.year, day.month, "relative")
    )


def _resolve_day_word(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    if published is None:
        return None
    step = {"yesterday": -1, "tomorrow": 1}.get(match["word"].lower(), 0)
    return Reading((published + timedelta(days=step)).isoformat(), "day", "relative")


# --- the grammar; the first form that fits a stretch of text takes it -----------------------------------------------

_LEAD = (
    r"(?P<lead>[Ii]n|[Ss]ince|[Ff]rom|[Dd]uring|[Ll]ast|[Tt]his|[Nn]ext|[Bb]y|[Uu]ntil|[Tt]hrough"
    r"|[Aa]fter|[Bb]efore|[Oo]f|[Ii]n early|[Ii]n late|[Ii]n mid|[Ll]ate|[Ee]arly)"
)
_GRAMMAR: tuple[tuple[re.Pattern[str], _Resolver], ...] = (
    (re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"), _resolve_numeric),
    (re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b"), _resolve_numeric),
    (re.compile(rf"\b(?P<month>{_MONTH})\s(?P<day>{_DAY})(?:,|\sof)?\s(?P<year>\d{{4}})\b"), _resolve_full),
    (re.compile(rf"\b(?P<day>{_DAY})(?:\sof)?\s(?P<month>{_MONTH}),?\s(?P<year>\d{{4}})\b"), _resolve_full),
    (re.compile(rf"\b(?P<month>{_MONTH})(?:\sof)?\s(?P<lead>last|this|next)\syear\b"), _resolve_month_of_year),
    (re.compile(rf"\b(?P<month>{_MONTH})(?:,|\sof)?\s(?P<year>{_YEAR})\b"), _resolve_month_year),
    (
        re.compile(rf"\b(?P<month>{_MONTH})\s(?P<day>{_DAY})\b(?!\d|[.,]\d|\s(?:per\scent|million|billion))"),
        _resolve_day_month,
    ),
    (re.compile(rf"\b(?P<day>{_DAY})(?:\sof)?\s(?P<month>{_MONTH})(?!\w)"), _resolve_day_month),
    (re.compile(rf"\b(?P<quarter>{_QUARTER})(?:,?\sof)?\s(?P<year>{_YEAR})\b"), _resolve_quarter),
    (re.compile(rf"\b(?P<year>{_YEAR})\s?[- ]?(?P<quarter>Q[1-4])\b"), _resolve_quarter),
    (
        re.compile(r"\bon\sthe\s(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)\b(?!\s(?:of|floor|anniversary|day))"),
        _resolve_ordinal_day,
    ),
    (re.compile(r"\b[Tt]his\squarter\b"), _resolve_this_quarter),
    (
        re.compile(
            rf"\b(?:in|during|since|for"
            rf"|of)\s(?:the\s)?(?P<quarter>{_QUARTER})\b(?P<year>)(?!\s(?:of\s)?(?:fiscal|FY))"
        ),
        _resolve_quarter,
    ),
    (re.compile(rf"\b{_LEAD}[\s-](?P<month>{_MONTH})(?!\w)"), _resolve_month),
    (
        re.compile(
            rf"(?<![\w.,$€£-])(?:mid-)?(?P<year>{_YEAR})\b(?!-\d|[.,]\d|\s?(?:GPUs|chips|shares|MW|GW|%"
            rf"|per\scent))"
        ),
        _resolve_year,
    ),
    (re.compile(r"(?<=\w\s)['’](?P<year>[12]\d)\b(?!\w)"), _resolve_short_year),
    (
        re.compile(
            rf"\b(?:(?P<lead>[Ll]ast|[Nn]ext|[Tt]his)\s|(?:late\s|early\s)?on\s|(?:since"
            rf"|from|by)\s)?(?P<weekday>{_WEEKDAY})\b(?!s)"
        ),
        _resolve_weekday,
    ),
    (re.compile(r"\b(?i:(?P<lead>last|this|next|coming)\s(?P<unit>week|month|year))\b(?!['’]s|-)"), _resolve_period),
    (
        re.compile(
            r"\b(?i:(?P<count>\d{1,2}|an?|a\scouple\sof|one|two|three|four|five|six|seven|eight|nine|ten"
            r"|eleven|twelve|eighteen)\s(?P<unit>day|week|month|year)s?\sago)\b"
        ),
        _resolve_ago,
    ),
    (re.compile(r"\b(?i:(?P<word>today|yesterday|tomorrow))\b(?!['’]s)"), _resolve_day_word),
)
_DATELINE = re.compile(
    rf"^(?:[A-Z][\w .,/-]{{1,40}}?[,:]?\s)?(?:{_MONTH}\s{_DAY}"
    rf"|{_DAY}\s{_MONTH})(?:,?\s{_YEAR})?\s*(?:\([^)]{{1,30}}\)\s*)?[-–—:]\s"
)
_AHEAD = re.compile(
    r"(?i)\b(?:will|would|shall|to be|is due|are due|plans? to|planned|set to|goes live|go live"
    r"|expected|aims? to|hopes? to)\b"
)


def iter_readings(text: str, published: date | None, title: str) -> Iterator[tuple[re.Match[str], Reading]]:
    """Yield every date form of the text with its reading, form by form; a dateline and what it covers are left out."""
    dateline = _DATELINE.match(text[:120])
    taken: list[tuple[int, int]] = [dateline.span()] if dateline else []
    taken_characters = bytearray(len(text))
    for start, end in taken:
        taken_characters[start:end] = b"\x01" * (end - start)
    for pattern, resolve in _GRAMMAR:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken_characters[start:end]):
                continue
            taken_characters[start:end] = b"\x01" * (end - start)
            reading = resolve(match, published, title)
            if reading is not None:
                yield match, reading


def _clause_before(match: re.Match[str]) -> tuple[int, int]:
    """Return the stretch of words before a match, at most 80 characters and not past a mark that ends a clause."""
    start = match.start()
    stop = max(
        match.string.rfind(mark, max(0, start - 80), start) for mark in (". ", "; ", ": ", "? ", "! ", "\n", ", ")
    )
    return max(stop + 1, start - 80, 0), start
