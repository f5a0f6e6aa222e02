"""Holds the words of dates: months, weekdays, seasons, counts, and what a date that was read looks like.

In: words and numbers. Out: `Reading`, an ISO prefix with its precision and basis. A date that the calendar does not
have, or that lies beyond 1990 to 2060, is refused, never repaired.
"""

import re
from datetime import date
from typing import NamedTuple

from pactwatch.records import EventBasis, Precision

FIRST_YEAR, LAST_YEAR = 1990, 2060
_MONTH_NAMES = "January February March April May June July August September October November December".lower().split()
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {word: n for n, word in enumerate(_NUMBER_WORDS.split(), 1)}
NUMBERS |= {"a": 1, "an": 1, "a couple of": 2, "fifteen": 15, "eighteen": 18}

# Capitals are asked for: "may" and "march" are verbs, "sun" and "sat" are none of ours.
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:19[89]\d|20[0-6]\d)"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
QUARTER = r"(?:Q[1-4]|(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)[ -]quarter)"
COUNT = r"(?:\d{1,2}|an?|a\scouple\sof|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen)"

_AHEAD = (
    r"will|would|shall|(?<!was )(?<!were )to be|is due|are due|plans? to|planned|set to|goes? live|expected|expects?"
    r"|scheduled|slated|aims? to|hopes? to|comes? up|starts|begins|be(?:en)? promised"
)
_PAST = (
    r"was|were|had|did|could not|couldn['’]t|been|said|says|told|wrote|bought|took|put|gave|sold|came|went|began|left"
    r"|made|paid|won|got|struck|spent|built|kept|fell|rose|grew|let|held|ran|lost|chose|saw|shown|gone|\w{2,}ed"
)
_TENSE = re.compile(rf"(?i)\b(?:(?P<ahead>{_AHEAD})|(?P<past>{_PAST}))\b")
_OVER = re.compile(r"(?i)\b(?:was|were|had|did|could not|couldn['’]t|gone)\b")
_STOP = re.compile(r"[.;:?!]\s|\n")


class Reading(NamedTuple):
    """What the words of a date mean: an ISO prefix of the given precision."""

    value: str
    precision: Precision
    basis: EventBasis


def read_month(word: str) -> int:
    """Return the number of a month's name, long or short."""
    return _MONTHS[word.rstrip(".").lower()]


def make_day(year: int, month: int, day: str | int, basis: EventBasis) -> Reading | None:
    """Return the day's reading; None where the calendar has no such day or the year is out of range."""
    number = int(re.sub(r"\D", "", str(day)))
    try:
        made = date(year, month, number)
    except ValueError:
        return None
    return Reading(made.isoformat(), "day", basis) if FIRST_YEAR <= year <= LAST_YEAR else None


def make_month(year: int, month: int, basis: EventBasis) -> Reading:
    """Return the month's reading."""
    return Reading(f"{year:04d}-{month:02d}", "month", basis)


def make_quarter(year: int, number: int, basis: EventBasis = "quarter") -> Reading | None:
    """Return the quarter's reading; None where the year is out of range."""
    return Reading(f"{year}-Q{number}", "quarter", basis) if FIRST_YEAR <= year <= LAST_YEAR else None


def shift_month(day: date, months: int) -> tuple[int, int]:
    """Return (year, month) so many months after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def looks_ahead(match: re.Match[str]) -> bool:
    """Whether the last word of tense before the date looks ahead, so not in "will ship, it said on Monday"."""
    tenses = list(_TENSE.finditer(_cut_before(match)))
    return bool(tenses) and tenses[-1]["ahead"] is not None


def looks_back(match: re.Match[str]) -> bool:
    """Whether a word near the date, in its sentence, tells of something past."""
    return any(tense["past"] for part in _cut_around(match) for tense in _TENSE.finditer(part))


def looks_over(match: re.Match[str]) -> bool:
    """Whether an auxiliary near the date says that it is over; "has reserved it from January" does not."""
    return any(_OVER.search(part) for part in _cut_around(match))


def _cut_around(match: re.Match[str]) -> tuple[str, str]:
    after = match.string[match.end() : match.end() + 50]
    return _cut_before(match)[-80:], _STOP.split(after, maxsplit=1)[0]


def _cut_before(match: re.Match[str]) -> str:
    """Return the words of the sentence before a match, at most 160 characters."""
    return _STOP.split(match.string[max(0, match.start() - 160) : match.start()])[-1]
