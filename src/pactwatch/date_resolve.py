"""Resolves the words of a date against the day of publication: one function for each form that `date_forms.py` knows.

In: the match of a form, the publication day (None where unknown), the title. Out: a `Reading`, or None where the words
name no day of the calendar or need a publication day that is not there.
"""

import re
from datetime import date, timedelta

from pactwatch.date_words import (
    NUMBERS,
    ORDINALS,
    QUARTER,
    SEASON_STARTS,
    WEEKDAYS,
    YEAR,
    Reading,
    looks_ahead,
    looks_back,
    looks_over,
    make_day,
    make_month,
    make_quarter,
    read_month,
    shift_month,
)

_TITLE_QUARTER = re.compile(rf"(?P<quarter>{QUARTER})(?: of)? (?P<year>{YEAR})")
_STEPS = {"last": -1, "past": -1, "this": 0, "same": 0, "next": 1, "coming": 1}


def resolve_full(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "4 April 2024"."""
    return make_day(int(match["year"]), read_month(match["month"]), match["day"], "absolute")


def resolve_numeric(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "2024-04-04"."""
    return make_day(int(match["year"]), int(match["month"]), match["day"], "absolute")


def resolve_month_year(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "April 2024"."""
    return make_month(int(match["year"]), read_month(match["month"]), "partial")


def resolve_accounts(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "the three months ended March 31, 2025" as a quarter, a year ended as its year; other spans are refused."""
    span, year = match["span"].lower(), int(match["year"])
    if span in ("year", "twelve months"):
        return Reading(str(year), "year", "partial")
    if span in ("quarter", "three months"):
        return make_quarter(year, (read_month(match["month"] or match["other"]) + 2) // 3)
    return None


def resolve_month_of_year(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "in May last year"."""
    if published is None:
        return None
    return make_month(published.year + _STEPS[match["lead"].lower()], read_month(match["month"]), "relative")


def resolve_day_month(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read a day without a year as the nearest such day to publication, either way."""
    if published is None:
        return None
    near = [make_day(published.year + step, read_month(match["month"]), match["day"], "partial") for step in (-1, 0, 1)]
    real = [reading for reading in near if reading is not None]
    return min(real, key=lambda reading: abs(date.fromisoformat(reading.value) - published), default=None)


def resolve_month(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read a bare month as the last such month, this one included, unless the words look ahead."""
    if published is None:
        return None
    month = read_month(match["month"])
    lead = (match["lead"] or "").lower()
    gap = (month - published.month) % 12
    reach = {"from": 7, "by": 6, "until": 11, "before": 6, "through": 6, "end of": 6, "of": 1, "in": 4}.get(lead, -1)
    is_past = looks_over(match) if lead == "from" else looks_back(match)
    is_near = gap <= reach and not is_past and not (lead == "in" and gap == 0)
    if lead == "next" or is_near or looks_ahead(match):
        return make_month(published.year + (month < published.month), month, "partial")
    year = published.year - (month > published.month or (lead == "last" and month == published.month))
    return make_month(year, month, "partial")


def resolve_ordinal_day(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "on the 3rd" as the last such day up to publication, or the next one where the words look ahead."""
    if published is None:
        return None
    day = int(match["day"])
    year, month = shift_month(published, (day < published.day) if looks_ahead(match) else -(day > published.day))
    return make_day(year, month, day, "relative")


def _read_quarter_number(words: str) -> int:
    lower = words.lower()
    return int(lower[1]) if lower[0] == "q" else ORDINALS[re.split(r"[ -]", lower)[0]]


def resolve_quarter(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "Q3 2024"."""
    year = int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"])
    return make_quarter(year, _read_quarter_number(match["quarter"]))


def resolve_bare_quarter(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "in the fourth quarter" as the last that has begun, or the next one where the words look ahead."""
    if published is None:
        return None
    number, current = _read_quarter_number(match["quarter"]), (published.month + 2) // 3
    if match["lead"].lower() in ("from", "by") or looks_ahead(match):
        return make_quarter(published.year + (number < current), number)
    return make_quarter(published.year - (number > current), number)


def resolve_quarter_of_year(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "the first quarter of next year"."""
    if published is None:
        return None
    return make_quarter(published.year + _STEPS[match["lead"].lower()], _read_quarter_number(match["quarter"]))


def resolve_month_quarter(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "the June quarter" as the last one that has ended by the month of publication."""
    if published is None:
        return None
    month = read_month(match["month"])
    return make_quarter(published.year - (month > published.month), (month + 2) // 3)


def resolve_this_quarter(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """On a results call it is the quarter that the title names, and with fiscal titles nobody knows which."""
    lead = match["lead"].lower()
    if re.search(r"(?i)\bfiscal|\bFY\s?\d|\bcall\b|\bresults\b|\bremarks\b|\bearnings\b", title):
        named = _TITLE_QUARTER.search(title)
        if named is None or lead not in ("this", "in the") or re.search(r"(?i)\bfiscal|\bFY", title):
            return None
        return make_quarter(int(named["year"]), _read_quarter_number(named["quarter"]), "relative")
    if published is None or lead == "in the":
        return None
    year, month = shift_month(published, 3 * _STEPS[lead])
    return make_quarter(year, (month + 2) // 3, "relative")


def resolve_year(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "2024"."""
    return Reading(match["year"], "year", "partial")


def resolve_short_year(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "'24"."""
    return Reading(f"20{match['year']}", "year", "partial")


def resolve_season(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Record a season as the year that holds its first month."""
    if published is None:
        return None
    start, lead = SEASON_STARTS[match["season"].lower()], match["lead"].lower()
    if lead == "this":
        year = published.year
    elif lead == "next":
        year = published.year + (published.month >= start)
    elif (lead in ("by", "from", "come", "until", "before") and not looks_over(match)) or looks_ahead(match):
        year = published.year + (start + 2 < published.month)
    else:
        is_over = start + 2 < published.month if lead == "last" else start <= published.month
        year = published.year - (not is_over)
    return Reading(str(year), "year", "relative")


def resolve_rest_of_year(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read "by the end of the year" and "in the second half" as the year of publication."""
    return Reading(str(published.year), "year", "relative") if published else None


def resolve_weekday(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Read a weekday as the last such day up to publication, or the next one where the words look ahead."""
    if published is None:
        return None
    back = (published.weekday() - WEEKDAYS[match["weekday"][:3].lower()]) % 7
    lead = (match["lead"] or "").lower()
    is_open = lead in ("from", "by", "until", "before")
    is_open = is_open and not (looks_over(match) if lead == "from" else looks_back(match))
    is_ahead = lead == "next" or is_open or looks_ahead(match)
    if lead == "next" or (is_ahead and back):
        day = published + timedelta(days=7 - back)
    else:
        day = published - timedelta(days=back or (7 if lead == "last" else 0))
    return Reading(day.isoformat(), "day", "relative")


def resolve_weekend(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Record the last weekend as the month that holds its Sunday."""
    if published is None:
        return None
    sunday = published - timedelta(days=(published.weekday() + 1) % 7)
    return make_month(sunday.year, sunday.month, "relative")


def resolve_period(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Resolve "last month", "later this year", "next week": a week is recorded as the month that holds it."""
    if published is None:
        return None
    step, unit = _STEPS[match["lead"].lower()], match["unit"].lower()
    if unit == "year":
        return Reading(str(published.year + step), "year", "relative")
    if unit == "week":
        day = published + timedelta(days=7 * step)
        return make_month(day.year, day.month, "relative")
    return make_month(*shift_month(published, step), "relative")


def resolve_ago(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Resolve "three weeks ago" and "two years on"; weeks are recorded as the month that holds the day."""
    word, unit = match["count"].lower(), match["unit"].lower()
    count = NUMBERS.get(word) or (int(word) if word.isdigit() else 0)
    if published is None or not 0 < count <= 60:
        return None
    if unit == "year":
        return Reading(str(published.year - count), "year", "relative")
    if unit == "month":
        return make_month(*shift_month(published, -count), "relative")
    day = published - timedelta(days=count * {"week": 7, "fortnight": 14}.get(unit, 1))
    if unit == "day":
        return Reading(day.isoformat(), "day", "relative")
    return make_month(day.year, day.month, "relative")


def resolve_day_word(match: re.Match[str], published: date | None, title: str) -> Reading | None:
    """Resolve "today", "this morning", "yesterday", "last night", "tomorrow"."""
    if published is None:
        return None
    step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(match["word"].lower().replace("\n", " "), 0)
    return Reading((published + timedelta(days=step)).isoformat(), "day", "relative")
