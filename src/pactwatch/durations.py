"""Finds every span of time and every date to come that a passage writes down, as candidates for how long a deal runs.

In: a passage's text and the publication day. Out: `Candidate` tuples of the groups `span` (years, months turned into
fractions of one) and `end` (ISO prefixes). Ages, time since, dates already past and dates that cannot be are left out;
`terms.py` decides which of the rest is the length of a deal.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from pactwatch.amounts import Candidate
from pactwatch.term_numbers import SPELT, parse_number, round_value

_MONTH_NAMES = "January February March April May June July August September October November December"
_MONTHS = {name.lower(): number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
_MONTH = "|".join(_MONTH_NAMES.split())

_SPAN = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>(?P<lead>(?:[Oo]ver|[Ff]or|[Bb]y|[Dd]uring|[Aa]fter|[Tt]o|[Ww]ithin|[Ii]n|of|and)\s"
    rf"(?:the\s)?(?:(?:next|first|last|past|coming|about|around|at\sleast|up\sto|more\sthan"
    rf"|another|a\sfurther|an\sinitial|some|perhaps)\s){{0,3}})?"
    rf"(?P<number>\d{{1,3}}(?:\.\d)?|\b{SPELT}|(?:the|(?i:each|every|per))(?=[\s-]decade))"
    rf"(?P<join>[\s-]|\s(?:further|additional|more|full|whole)\s)(?P<unit>years?|months?|decades?)(?P<half>\sand\sa\shalf)?)"
    rf"(?P<rest>-(?:old|long))?\b"
)
_DATE = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{_MONTH}),?\s(?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}}),?\s(?P<year2>\d{{4}})"
    rf"|(?P<month3>{_MONTH})(?:\sof)?\s(?P<year3>\d{{4}})|(?P<year4>20\d{{2}})|['’](?P<short>\d\d)"
    r"|(?P<relative>the\s(?:year|decade)|year[ -]end))"
)
_END = re.compile(
    rf"(?P<all>(?:\b(?P<lead>[Uu]ntil|[Tt]ill|[Tt]hrough|[Tt]hru|[Tt]o|[Ii]nto|[Bb]y|[Ee]xpir(?:es?|ing|y)|[Ll]apses?"
    rf"|[Ee]nds?|[Ee]nding|[Bb]efore|[Bb]eyond|[Ii]n|[Oo]n|[Oo]f|[Uu]p\sto|[Oo]ut\sto|[Aa]fter|[Pp]ast|and|from|[Ff]or|[Ss]ince)\s)?"
    rf"(?:(?:in|on|at|to|the|at\sleast|into|of)\s){{0,2}}"
    rf"(?P<part>(?:the\s)?(?:end|close|middle|early|late|mid|spring|summer|autumn|start|beginning|tail)[\s-](?:of\s)?)?"
    rf"(?:the\sfiscal\s|fiscal\s)?(?<!\w){_DATE})(?![\w-]|\.\d)"
)
_RANGE_LEAD = re.compile(r"(?i)\b(?:from|between)\s[^.;]{0,25}$")
_PAST = re.compile(r"(?i)\s(?:ago|old|later|earlier|since)\b")


def iter_spans(text: str) -> Iterator[Candidate]:
    """Yield spans in years; what is plainly an age or time since is left out."""
    for match in _SPAN.finditer(text):
        if match["rest"] or _PAST.match(text, match.end()):
            continue
        factor = {"m": 1 / 12, "y": 1.0, "d": 10.0}[match["unit"][0]]
        years = (parse_number(match["number"]) + (0.5 if match["half"] else 0)) * factor
        if 0.08 < years <= 99:
            lead = " ".join((match["lead"] or "none").lower().split())
            number = match["number"].lower()
            form: tuple[str, ...] = (
                f"lead={lead.split()[0]}",
                f"leads={lead.replace(' ', '_')}",
                "hyphen" if match["join"] == "-" else f"unit={match['unit']}",
            )
            form += ("single",) if number in ("a", "an", "one", "the", "each", "every", "per") else ()
            yield Candidate(*match.span("all"), "span", round_value(years), "years", form)


def iter_end_dates(text: str, published: date | None) -> Iterator[Candidate]:
    """Yield dates as ISO prefixes; with `published`, only those not yet past, else only those after a leading word."""
    for match in _END.finditer(text):
        if match["lead"] in ("to", "and") and _RANGE_LEAD.search(text, max(0, match.start() - 40), match.start()):
            continue
        value = _read_end(match, published)
        if value is None or (published is None and match["lead"] is None):
            continue
        if published is not None and value[:10] < published.isoformat()[: len(value)]:
            continue
        ahead = min(int(value[:4]) - published.year, 4) if published else "unknown"
        form = (
            f"lead={(match['lead'] or 'none').lower()}",
            f"part={(match['part'] or 'none').lower().split()[0]}",
            f"ahead={ahead}",
            "relative" if match["relative"] else f"precision={len(value)}",
        )
        yield Candidate(*match.span("all"), "end", value, "end-date", form)


def _read_end(match: re.Match[str], published: date | None) -> str | None:
    if match["relative"]:
        if published is None:
            return None
        return str(published.year - published.year % 10 + 10 if "decade" in match["relative"] else published.year)
    written = match["year"] or match["year2"] or match["year3"] or match["year4"]
    year = int(written) if written else 2000 + int(match["short"])
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
