"""Finds the written forms of dates in a text: the grammar, form by form.

In: text, publication day, title. Out: each form with its place and its `Reading`; whether it dates an event is for
`dates.py`. The first form that fits a stretch of text takes it.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from pactwatch import date_resolve as resolve
from pactwatch.date_words import COUNT, DAY, MONTH, QUARTER, WEEKDAY, YEAR, Reading

_Resolver = Callable[[re.Match[str], date | None, str], Reading | None]


class DateForm(NamedTuple):
    """A date as written: its form's name, its place (lead words included) and what it means."""

    name: str
    start_char: int
    end_char: int
    reading: Reading


_LEAD = (
    r"(?P<lead>[Ii]n|[Ss]ince|[Ff]rom|[Dd]uring|[Ll]ast|[Tt]his|[Nn]ext|[Bb]y|[Uu]ntil|[Tt]hrough"
    r"|[Aa]fter|[Bb]efore|[Ee]nd of|[Oo]f|[Ii]n early|[Ii]n late|[Ii]n mid|[Ll]ate|[Ee]arly)"
)
_PERIOD_LEAD = r"(?P<lead>last|past|this|next|coming)"
_DURING = r"\b(?P<lead>[Ii]n|[Dd]uring|[Ss]ince|[Ff]or|[Oo]f|[Ff]rom|[Bb]y)\s"
_GRAMMAR: tuple[tuple[str, re.Pattern[str], _Resolver], ...] = (
    (
        "day",
        re.compile(r"\b(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d{2})(?P=mark)(?P<day>\d{2})\b"),
        resolve.resolve_numeric,
    ),
    (
        "day",
        re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b"),
        resolve.resolve_numeric,
    ),
    (
        "accounts",
        re.compile(
            rf"(?i:\b(?P<span>quarter|(?:three|six|nine|twelve)\smonths|year)\s(?:ended|ending)\s(?:on\s)?)"
            rf"(?:(?P<month>{MONTH})\s{DAY},?|{DAY}\s(?P<other>{MONTH}),?)\s(?P<year>{YEAR})\b"
        ),
        resolve.resolve_accounts,
    ),
    (
        "day",
        re.compile(rf"\b(?P<month>{MONTH})\s(?P<day>{DAY})(?:,|\sof)?\s(?P<year>\d{{4}})\b"),
        resolve.resolve_full,
    ),
    ("day", re.compile(rf"\b(?P<day>{DAY})(?:\sof)?\s(?P<month>{MONTH}),?\s(?P<year>\d{{4}})\b"), resolve.resolve_full),
    (
        "month_year",
        re.compile(rf"\b(?P<month>{MONTH})(?:\sof)?\s(?P<lead>last|this|next)\syear\b"),
        resolve.resolve_month_of_year,
    ),
    (
        "month_year",
        re.compile(rf"\b(?P<month>{MONTH})(?:,|\sof)?\s(?P<year>{YEAR})\b"),
        resolve.resolve_month_year,
    ),
    (
        "day_month",
        re.compile(rf"\b(?P<month>{MONTH})\s(?P<day>{DAY})\b(?!\d|[.,]\d|\s(?:per\scent|million|billion))"),
        resolve.resolve_day_month,
    ),
    ("day_month", re.compile(rf"\b(?P<day>{DAY})(?:\sof)?\s(?P<month>{MONTH})(?!\w)"), resolve.resolve_day_month),
    (
        "quarter",
        re.compile(rf"\b(?P<quarter>{QUARTER})(?:,?\sof)?\s(?P<year>{YEAR})\b"),
        resolve.resolve_quarter,
    ),
    ("quarter", re.compile(rf"\b(?P<year>{YEAR})\s?[- ]?(?P<quarter>Q[1-4])\b"), resolve.resolve_quarter),
    (
        "quarter",
        re.compile(rf"\b(?P<quarter>{QUARTER})\sof\s(?P<lead>last|this|next)\syear\b"),
        resolve.resolve_quarter_of_year,
    ),
    (
        "ordinal",
        re.compile(
            r"\b(?:[Oo]n|[Ss]ince|[Ff]rom|[Bb]y)\sthe\s(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)\b"
            r"(?!\s(?:of|floor|anniversary|day|century)|-)"
        ),
        resolve.resolve_ordinal_day,
    ),
    (
        "this_quarter",
        re.compile(r"\b(?i:(?P<lead>this|last|next|in\sthe))\squarter\b(?!\s(?:of|ended|ending|to)\b)"),
        resolve.resolve_this_quarter,
    ),
    (
        "month_quarter",
        re.compile(r"\b(?P<month>March|June|September|December)\squarter\b"),
        resolve.resolve_month_quarter,
    ),
    (
        "bare_quarter",
        re.compile(rf"{_DURING}(?:the\s)?(?P<quarter>{QUARTER})\b(?!\s(?:of\s)?(?:fiscal|FY|its\sfiscal))"),
        resolve.resolve_bare_quarter,
    ),
    ("month", re.compile(rf"\b{_LEAD}[\s-](?P<month>{MONTH})(?!\w)"), resolve.resolve_month),
    (
        "season",
        re.compile(
            r"\b(?i:(?P<lead>last|this|next|since|by|from|until|before|in|of|during|for|come|through|the)\s(?:the\s)?"
            rf"(?P<season>spring|summer|autumn|(?<=the\s)fall|(?<=last\s)fall|(?<=this\s)fall|winter))\b"
            rf"(?!\s(?:of\s)?(?:{YEAR}|last|next)|-)"
        ),
        resolve.resolve_season,
    ),
    (
        "year",
        re.compile(
            rf"(?<![\w.,$€£-])(?:mid-)?(?P<year>{YEAR})\b(?!-\d|[.,]\d|\s?(?:GPUs|chips|shares|MW|GW|%"
            rf"|per\scent))"
        ),
        resolve.resolve_year,
    ),
    ("year", re.compile(r"(?:(?<=\w\s)|(?<=\d,\s))['’](?P<year>[12]\d)\b(?!\w)"), resolve.resolve_short_year),
    (
        "bare_month",
        re.compile(
            r"(?<![\w’'-])(?P<lead>)(?P<month>January|February|April|June|July|August|September|October|November"
            r"|December|(?:March|May)(?=['’]s\b|[,.;]))(?!\w)"
        ),
        resolve.resolve_month,
    ),
    (
        "weekday",
        re.compile(
            rf"\b(?:(?P<lead>[Ll]ast|[Nn]ext|[Tt]his|[Ff]rom|[Bb]y|[Uu]ntil|[Bb]efore|[Ss]ince)\s"
            rf"|(?:late\s|early\s)?on\s)?(?P<weekday>{WEEKDAY})\b"
            rf"(?!s|,?\s(?:the\s)?(?:{MONTH}\s{DAY}|{DAY}\s(?:of\s)?{MONTH})\b)"
        ),
        resolve.resolve_weekday,
    ),
    (
        "period",
        re.compile(rf"\b(?i:{_PERIOD_LEAD}\s(?:very\s|same\s)?(?P<unit>week|month|year))\b(?!-)"),
        resolve.resolve_period,
    ),
    (
        "weekend",
        re.compile(r"\b(?i:(?:over|at|on|during|since|last|this|past)\s(?:the\s)?weekend)\b"),
        resolve.resolve_weekend,
    ),
    (
        "rest_of_year",
        re.compile(
            r"\b(?i:(?:end|rest|course|close)\sof\sthe\syear|(?:before|until)\sthe\syear(?:['’]s\send|\s(?:is|was)\sout)"
            r"|year['’]s\send|year[\s-]end|later\sin\sthe\syear|second\shalf(?:\sof\sthe\syear)?)\b"
            r"(?!\sof\b|\s\d)"
        ),
        resolve.resolve_rest_of_year,
    ),
    (
        "ago",
        re.compile(rf"\b(?i:(?P<count>{COUNT})\s(?P<unit>day|week|fortnight|month|year)s?\sago)\b"),
        resolve.resolve_ago,
    ),
    (
        "years_on",
        re.compile(rf"\b(?i:(?P<count>{COUNT})\s(?P<unit>month|year)s?\s(?:on|since)(?=,|\sfrom\b|\s[A-Z]|\sthe\b))"),
        resolve.resolve_ago,
    ),
    (
        "day_word",
        re.compile(r"\b(?i:(?P<word>today|yesterday|tomorrow|this\smorning|this\safternoon|last\snight))\b"),
        resolve.resolve_day_word,
    ),
)
_DATELINE = re.compile(
    rf"^(?:[A-Z][\w .,/-]{{1,40}}?[,:]?\s)?(?:{MONTH}\s{DAY}"
    rf"|{DAY}\s{MONTH})(?:,?\s{YEAR})?\s*(?:\([^)]{{1,30}}\)\s*)?[-–—]\s"
)


def iter_forms(text: str, published: date | None, title: str) -> Iterator[DateForm]:
    """Yield every date form of the text with its reading, form by form; a dateline and what it covers are left out."""
    dateline = _DATELINE.match(text[:120])
    taken = bytearray(len(text))
    if dateline:
        taken[: dateline.end()] = b"\x01" * dateline.end()
    for name, pattern, resolver in _GRAMMAR:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
            reading = resolver(match, published, title)
            if reading is not None:
                yield DateForm(name, start, end, reading)
