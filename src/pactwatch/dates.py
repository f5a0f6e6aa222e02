"""Reads the dates that a passage gives for what it reports, resolved against the publication day.

In: a passage's text, the publication day, the title. Out: `EventDate` records in the order of the text, values as ISO
prefixes. Expiry and deadline dates ("until 2032") are terms and left out; so are the closing dates of accounts, founding
years and datelines. A date that the calendar does not have, or that lies beyond 1990 to 2060, is refused, never repaired.
Written by hand because general date parsers give a day for "in 2019" and take "may" or "second" for dates.
"""

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pactwatch.records import EventBasis, EventDate, Precision

_FIRST_YEAR, _LAST_YEAR = 1990, 2060
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_WEEKDAYS |= {name.lower(): number for number, name in enumerate(calendar.day_abbr)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
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
_PART = r"(?:(?:the )?(?:early|mid|late|beginning of|start of|middle of|end of|(?:first|second|latter) half of|H[12])[ -]?)?"


class _Reading(NamedTuple):
    value: str
    precision: Precision
    basis: EventBasis


_Resolver = Callable[[re.Match[str], date | None, str], _Reading | None]


def find_event_dates(text: str, published: date | None, title: str = "") -> tuple[EventDate, ...]:
    """Find the dates of events that `text` reports, each value once, in the order of the text.

    Relative dates need `published`; without it only dates that carry their own year are read. `title` only settles which
    quarter "this quarter" is.

    >>> [found.value for found in find_event_dates("Signed on Tuesday; it runs until 2032.", date(2025, 3, 20))]
    ['2025-03-18']
    """
    found: list[EventDate] = []
    seen: set[str] = set()
    for match, reading in sorted(_iter_readings(text, published, title), key=lambda pair: pair[0].start()):
        if reading.value not in seen and _is_event(text, match, reading, published):
            seen.add(reading.value)
            found.append(EventDate(reading.value, reading.precision, reading.basis, match.start(), match.end()))
    return tuple(found)


def choose_event_date(dates: Sequence[EventDate], published: date | None) -> EventDate | None:
    """Choose the date that dates the evidence; the publication day (basis `publication`) where the passage gives none.

    The latest date not after publication wins, a finer one before the year or month around it. A later date counts
    only when it is the passage's only kind, finer than a year and at most a year ahead: a plan for 2030 is told now. None
    when there is neither a date nor a publication day.
    """
    if published is None:
        return max(dates, key=lambda found: (len(found.value), found.value), default=None)
    past = [found for found in dates if first_day(found.value) <= published]
    if past:
        return max(past, key=lambda found: (min(_last_day(found.value), published), len(found.value)))
    limit = published + timedelta(days=366)
    ahead = [found for found in dates if found.precision != "year" and first_day(found.value) <= limit]
    if ahead:
        return min(ahead, key=lambda found: (first_day(found.value), -len(found.value)))
    return EventDate(published.isoformat(), "day", "publication", 0, 0)


def first_day(value: str) -> date:
    """Return the first day of an ISO prefix.

    >>> first_day("2024-Q3"), first_day("2024-11")
    (datetime.date(2024, 7, 1), datetime.date(2024, 11, 1))
    """
    if "Q" in value:
        return date(int(value[:4]), 3 * int(value[-1]) - 2, 1)
    parts = [int(part) for part in value.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def _last_day(value: str) -> date:
    start = first_day(value)
    months = {4: 12, 6: 3 if "Q" in value else 1, 7: 3 if "Q" in value else 1}.get(len(value), 0)
    if not months:
        return start
    index = start.year * 12 + start.month - 1 + months
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)


# --- from words to ISO prefixes ---------------------------------------------------------------------------------------


def _read_month(word: str) -> int:
    return _MONTHS[word.rstrip(".").lower()]


def _make_day(year: int, month: int, day: str | int, basis: EventBasis) -> _Reading | None:
    number = int(re.sub(r"\D", "", str(day)))
    try:
        made = date(year, month, number)
    except ValueError:
        return None
    return _Reading(made.isoformat(), "day", basis) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _make_month(year: int, month: int, basis: EventBasis) -> _Reading:
    return _Reading(f"{year:04d}-{month:02d}", "month", basis)


def _shift_month(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _resolve_full(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    return _make_day(int(match["year"]), _read_month(match["month"]), match["day"], "absolute")


def _resolve_numeric(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    return _make_day(int(match["year"]), int(match["month"]), match["day"], "absolute")


def _resolve_month_year(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    return _make_month(int(match["year"]), _read_month(match["month"]), "partial")


def _resolve_day_month(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    """A day without a year is the nearest such day to publication, either way."""
    if published is None:
        return None
    near = [_make_day(published.year + step, _read_month(match["month"]), match["day"], "partial") for step in (-1, 0, 1)]
    real = [reading for reading in near if reading is not None]
    return min(real, key=lambda reading: abs(date.fromisoformat(reading.value) - published), default=None)


def _resolve_month(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    """A bare month is the last such month, this one included, unless the words look ahead."""
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


def _resolve_ordinal_day(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    """Read "on the 3rd" as the last such day on or before publication."""
    if published is None:
        return None
    day = int(match["day"])
    year, month = _shift_month(published, -(day > published.day))
    return _make_day(year, month, day, "relative")


def _resolve_quarter(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    word = match["quarter"].lower()
    number = int(word[1]) if word[0] == "q" else _ORDINALS[re.split(r"[ -]", word)[0]]
    if match["year"]:
        year = int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"])
        return _Reading(f"{year}-Q{number}", "quarter", "quarter") if _FIRST_YEAR <= year <= _LAST_YEAR else None
    if published is None:
        return None
    year = published.year - (number > (published.month + 2) // 3)
    return _Reading(f"{year}-Q{number}", "quarter", "quarter")


def _resolve_this_quarter(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    """On a results call it is the quarter that the title names, and with fiscal titles nobody knows which."""
    if re.search(r"(?i)\bfiscal|\bFY\s?\d|\bcall\b|\bresults\b|\bremarks\b|\bearnings\b", title):
        named = re.search(rf"(?P<quarter>{_QUARTER})(?: of)? (?P<year>{_YEAR})", title)
        if named is None or re.search(r"(?i)\bfiscal|\bFY", title):
            return None
    elif published is None:
        return None
    else:
        return _Reading(f"{published.year}-Q{(published.month + 2) // 3}", "quarter", "relative")
    reading = _resolve_quarter(named, published, title)
    return reading._replace(basis="relative") if reading else None


def _resolve_year(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    return _Reading(match["year"], "year", "partial")


def _resolve_short_year(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    return _Reading(f"20{match['year']}", "year", "partial")


def _resolve_weekday(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    if published is None:
        return None
    back = (published.weekday() - _WEEKDAYS[match["weekday"].lower()]) % 7
    lead = (match["lead"] or "").lower()
    if lead == "next":
        day = published + timedelta(days=7 - back)
    else:
        day = published - timedelta(days=back or (7 if lead == "last" else 0))
    return _Reading(day.isoformat(), "day", "relative")


def _resolve_period(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    """Resolve "last month", "later this year", "next week": a week is recorded as the month that holds it."""
    if published is None:
        return None
    step = {"last": -1, "this": 0, "next": 1, "coming": 1}[match["lead"].lower()]
    unit = match["unit"].lower()
    if unit == "year":
        return _Reading(str(published.year + step), "year", "relative")
    if unit == "week":
        day = published + timedelta(days=7 * step)
        return _make_month(day.year, day.month, "relative")
    return _make_month(*_shift_month(published, step), "relative")


def _resolve_ago(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    word, unit = match["count"].lower(), match["unit"].lower()
    count = _NUMBERS.get(word) or (int(word) if word.isdigit() else 0)
    if published is None or not 0 < count <= 60:
        return None
    if unit == "year":
        return _Reading(str(published.year - count), "year", "relative")
    if unit == "month":
        return _make_month(*_shift_month(published, -count), "relative")
    day = published - timedelta(days=count * (7 if unit == "week" else 1))
    return _Reading(day.isoformat(), "day", "relative") if unit == "day" else _make_month(day.year, day.month, "relative")


def _resolve_day_word(match: re.Match[str], published: date | None, title: str) -> _Reading | None:
    if published is None:
        return None
    step = {"yesterday": -1, "tomorrow": 1}.get(match["word"].lower(), 0)
    return _Reading((published + timedelta(days=step)).isoformat(), "day", "relative")


# --- the grammar; the first form that fits a stretch of text takes it -----------------------------------------------

_LEAD = r"(?P<lead>[Ii]n|[Ss]ince|[Ff]rom|[Dd]uring|[Ll]ast|[Tt]his|[Nn]ext|[Bb]y|[Uu]ntil|[Tt]hrough|[Aa]fter|[Bb]efore|[Oo]f|[Ii]n early|[Ii]n late|[Ii]n mid|[Ll]ate|[Ee]arly)"
_GRAMMAR: tuple[tuple[re.Pattern[str], _Resolver], ...] = (
    (re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"), _resolve_numeric),
    (re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b"), _resolve_numeric),
    (re.compile(rf"\b(?P<month>{_MONTH})\s(?P<day>{_DAY})(?:,|\sof)?\s(?P<year>\d{{4}})\b"), _resolve_full),
    (re.compile(rf"\b(?P<day>{_DAY})(?:\sof)?\s(?P<month>{_MONTH}),?\s(?P<year>\d{{4}})\b"), _resolve_full),
    (re.compile(rf"\b(?P<month>{_MONTH})(?:,|\sof)?\s(?P<year>{_YEAR})\b"), _resolve_month_year),
    (re.compile(rf"\b(?P<month>{_MONTH})\s(?P<day>{_DAY})\b(?!\d|[.,]\d|\s(?:per\scent|million|billion))"), _resolve_day_month),
    (re.compile(rf"\b(?P<day>{_DAY})(?:\sof)?\s(?P<month>{_MONTH})(?!\w)"), _resolve_day_month),
    (re.compile(rf"\b(?P<quarter>{_QUARTER})(?:,?\sof)?\s(?P<year>{_YEAR})\b"), _resolve_quarter),
    (re.compile(rf"\b(?P<year>{_YEAR})\s?[- ]?(?P<quarter>Q[1-4])\b"), _resolve_quarter),
    (re.compile(r"\bon\sthe\s(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)\b(?!\s(?:of|floor|anniversary|day))"), _resolve_ordinal_day),
    (re.compile(r"\b[Tt]his\squarter\b"), _resolve_this_quarter),
    (re.compile(rf"\b(?:in|during|since|for|of)\s(?:the\s)?(?P<quarter>{_QUARTER})\b(?P<year>)(?!\s(?:of\s)?(?:fiscal|FY))"), _resolve_quarter),
    (re.compile(rf"\b{_LEAD}[\s-](?P<month>{_MONTH})(?!\w)"), _resolve_month),
    (re.compile(rf"(?<![\w.,$€£-])(?:mid-)?(?P<year>{_YEAR})\b(?!-\d|[.,]\d|\s?(?:GPUs|chips|shares|MW|GW|%|per\scent))"), _resolve_year),
    (re.compile(r"(?<=\w\s)['’](?P<year>[12]\d)\b(?!\w)"), _resolve_short_year),
    (re.compile(rf"\b(?:(?P<lead>last|next|this)\s|(?:late\s|early\s)?on\s|(?:since|from|by)\s)?(?P<weekday>{_WEEKDAY})\b(?!s)"), _resolve_weekday),
    (re.compile(r"\b(?i:(?P<lead>last|this|next|coming)\s(?P<unit>week|month|year))\b(?!['’]s|-)"), _resolve_period),
    (re.compile(r"\b(?i:(?P<count>\d{1,2}|an?|a\scouple\sof|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen)\s(?P<unit>day|week|month|year)s?\sago)\b"), _resolve_ago),
    (re.compile(r"\b(?i:(?P<word>today|yesterday|tomorrow))\b(?!['’]s)"), _resolve_day_word),
)  # fmt: skip

_DATELINE = re.compile(rf"^(?:[A-Z][\w .,/-]{{1,40}}?[,:]?\s)?(?:{_MONTH}\s{_DAY}|{_DAY}\s{_MONTH})(?:,?\s{_YEAR})?\s*(?:\([^)]{{1,30}}\)\s*)?[-–—:]\s")
_AHEAD = re.compile(r"(?i)\b(?:will|would|shall|to be|is due|are due|plans? to|planned|set to|goes live|go live|expected|aims? to|hopes? to)\b")
_END = re.compile(
    r"(?i)\b(?:until|till|through|thru|by|before|to|no later than|expir\w+|lapses?|ends?|ending|terminat\w+|matures?|due|not before|beyond|past|valid)"
    r"\s(?:(?:on|in|at|to|by|as\sof|until)\s)?(?:(?:at\sleast|about|around|roughly)\s)?"
    r"(?:(?:the\s)?(?:early|mid|late|beginning|start|middle|end|close|summer|spring|autumn|fall|first\shalf|second\shalf)\s?(?:of\s)?(?:fiscal\s|calendar\s)?)?(?:mid-)?$"
)  # fmt: skip
_PLAIN_TO = re.compile(r"(?i)\bto\s(?:\w+\s){0,3}(?:mid-)?$")
_NO_EVENT = re.compile(
    r"(?i)(?:\b(?:founded|established|incorporated|born|launched as a company)\s(?:\w+\s){0,2}in\s"
    r"|\b(?:months?|quarters?|years?|period|week)\s(?:ended|ending)\s(?:on\s)?"
    r"|\b(?:as of|as at|dated as of)\s|\b(?:billion|million|trillion)\sat\s"
    r"|\b(?:fiscal|financial|fy|act|regulation|form|rule|law)\s(?:year\s)?(?:of\s)?"
    r"|\b(?:reported|reports|wrote)\s(?:on\s)?|\b(?:a|every|each|any)\s"
    r"|\b(?:revenues?|sales|turnover|profits?|losses|bookings|earnings|emissions)\s(?:for|in|of|during)\s(?:the\s)?)$"
)  # fmt: skip
_YEAR_OF_SOMETHING = re.compile(
    r"(?i)\s?(?:Act|Regulations?|budget|capacity|edition|forecast|guidance|model|outlook|prices?|results|revenues?|sales|target|vintage)\b"
)
_TODAY_EVENT = re.compile(
    r"(?i)\b(?:from|starting|beginning|effective|as\sof|have|has)\s*$|\b(?:announc|launch|sign|agree|open|releas|unveil|introduc|said|add|confirm|publish|complet|report|extend)\w*\s(?:\w+\s){0,3}$"
)  # fmt: skip
_TODAY_VERB = re.compile(r"(?i)^[,:]?\s(?:\w+ly\s)?(?:(?:it|we|they)\s)?(?!used|based|called|owned)(?:\w{3,}ed\b|that\b|unveil|said|announc\w+|launch\w+)")


def _iter_readings(text: str, published: date | None, title: str) -> Iterator[tuple[re.Match[str], _Reading]]:
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
    stop = max(match.string.rfind(mark, max(0, start - 80), start) for mark in (". ", "; ", ": ", "? ", "! ", "\n", ", "))
    return max(stop + 1, start - 80, 0), start


def _is_event(text: str, match: re.Match[str], reading: _Reading, published: date | None) -> bool:
    before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 40]
    own = match.group()
    if _NO_EVENT.search(before) or (reading.precision == "year" and _YEAR_OF_SOMETHING.match(after)):
        return False
    lead = before + own[: len(own) - len(own.lstrip())]
    if reading.precision == "year" and re.search(r"(?i)\bsince\s(?:\w+\s)?$", before):
        return False
    if "word" in match.groupdict() and reading.value and own.lower() == "today":
        return bool(_TODAY_EVENT.search(before) or _TODAY_VERB.match(after))
    prefix = match.groupdict().get("lead")
    if prefix and prefix.lower() in ("by", "until", "through", "before"):
        lead = f"{before}{prefix} "
    if _END.search(lead):
        if reading.basis == "relative" and published is not None and lead.endswith(("until ", "Until ")):
            return first_day(reading.value) <= published
        # An end that has come is an event ("until June 2025 it was bound"); one ahead is a term.
        return published is not None and _last_day(reading.value) < published
    return True
