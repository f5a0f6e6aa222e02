"""Reads the dates that a reader of the page sees: `<time>` elements, bylines, lines beside the title, datelines.

In: the parsed page, or the article's text. Out: readings in order of trust, those of a last change apart. Parts of
the page that show other articles, comments or the frame are left out.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from lxml.etree import XPath
from lxml.html import HtmlElement

from pactwatch.extract.written_dates import Reading, iter_written_days

_CHANGED: Final = re.compile(r"\b(?:updated?|modified|revised|reviewed|changed|checked|edited)\W*(?:on|at)?\W*$", re.I)
_SHOWN_AS_PUBLISHED: Final = re.compile(r"\b(?:publish(?:ed)?(?: date)?|posted|released|issued)\W*(?:on|at)?\W*$", re.I)
_DATE_BEARER: Final = re.compile(r"date|publish|posted|byline|timestamp|(?:entry|post|article)[-_]*meta", re.I)
_ASIDE: Final = re.compile(
    r"related|recommend|sidebar|comment|footer|read-?next|more-|latest|popular|trending|widget|carousel", re.I
)
_OTHERS: Final = re.compile(r"related|recommend|comment|read-?next|popular|trending", re.I)
_VISIBLE: Final = "text()[normalize-space() and not(parent::script or parent::style or parent::noscript)]"
_BEHIND_TITLE: Final = XPath(f"(//h1)[1]/following::{_VISIBLE}[position() <= 30]")
_BEFORE_TITLE: Final = XPath(f"(//h1)[1]/preceding::{_VISIBLE}[position() <= 8]")
# "PORT CITY, March 3, 2025 /PRNewswire/ --": how a press release begins.
_DATELINE: Final = re.compile(
    r"[\s,)]*(?:/ ?(?:PR ?Newswire|ACCESSWIRE|EIN ?Presswire)|-{0,2} ?\((?:BUSINESS ?|GLOBE ?NEWS)WIRE\)|--|–|—|- )",
    re.I,
)
_DIGIT: Final = re.compile(r"\d")
_YEAR_TEXTS: Final = XPath(f"//{_VISIBLE}[contains(., '19') or contains(., '20')]")
_BOX_LEVELS: Final = 4
_DATELINE_LINES: Final = 6
_BYLINE_CHARS: Final = 90
_LABEL_CHARS: Final = 20
_NEAR_TITLE_CHARS: Final = 600


def _is_aside(element: HtmlElement) -> bool:
    """Say whether the element lies in a part of the page that shows other articles, comments or the frame."""
    for parent in (element, *element.iterancestors()):
        if parent.tag in ("nav", "aside", "footer"):
            return True
        marks = f"{parent.get('class', '')} {parent.get('id', '')}"
        if parent.tag not in ("body", "html", "article", "main") and _ASIDE.search(marks):
            return True
    return False


def iter_time_stamps(tree: HtmlElement) -> Iterator[str]:
    """Yield what the `<time>` elements say, those marked as publication first, changes and other articles not."""
    ranked: list[tuple[int, str]] = []
    for element in tree.iterfind(".//time"):
        marks = f"{element.get('class', '')} {element.get('itemprop', '')} {'pubdate' in element.attrib}".lower()
        before = _text_before(element)
        if "updated" in marks or "modified" in marks or _CHANGED.search(before) or _is_aside(element):
            continue
        is_marked = any(mark in marks for mark in ("publi", "entry-date", "true")) or _SHOWN_AS_PUBLISHED.search(before)
        ranked.append((0 if is_marked else 1, element.get("datetime") or element.text_content()))
    return (raw for _, raw in sorted(ranked, key=lambda pair: pair[0]))


def _text_before(element: HtmlElement) -> str:
    """Return what stands before the element in its parent: the label of a date."""
    parent = element.getparent()
    if parent is None:
        return ""
    parts: list[str] = []
    for sibling in element.itersiblings(preceding=True):
        words = sibling.text_content() if isinstance(sibling.tag, str) else ""
        parts.insert(0, f"{words[-60:]} {sibling.tail or ''}")
        if len(parts) > 2:
            break
    return " ".join(" ".join([parent.text or "", *parts]).split())[-60:]


def read_shown_dates(tree: HtmlElement) -> tuple[list[Reading], list[Reading]]:
    """Return the dates shown as the page's own, best first, and those shown as its last change.

    Beside the title come first, then elements whose class speaks of dates or bylines; of the latter unlabelled ones
    count only if they agree, since lists of other articles carry dates too.
    """
    labelled: list[Reading] = []
    plain: list[Reading] = []
    bearers: list[Reading] = []
    changes: list[Reading] = []
    for texts, unlabelled in ((_iter_near_title(tree), plain), (_iter_date_bearers(tree), bearers)):
        for text, day, start, end in ((line, *found) for line in texts for found in iter_written_days(line)):
            reading = (day, text[max(0, start - _LABEL_CHARS) : end])
            if _CHANGED.search(text[:start]):
                changes.append(reading)
            elif _SHOWN_AS_PUBLISHED.search(text[:start]):
                labelled.append(reading)
            else:
                unlabelled.append(reading)
    changed = {day for day, _ in changes}
    plain = [reading for reading in plain if reading[0] not in changed]
    bearers = [reading for reading in bearers if reading[0] not in changed]
    agreeing = bearers if len({day for day, _ in bearers}) == 1 else []
    return [*labelled, *plain, *agreeing], changes


def read_dateline(text: str) -> list[Reading]:
    """Return the day in a press release's dateline, which stands in one of the first paragraphs, or nothing."""
    for line in text.split("\n", _DATELINE_LINES)[:_DATELINE_LINES]:
        for day, start, end in iter_written_days(line[:120]):
            if line[:1].isupper() and start > 0 and _DATELINE.match(line, end):
                return [(day, line[:end])]
    return []


def _iter_near_title(tree: HtmlElement) -> Iterator[str]:
    """Yield the short lines around the title, each with its label, which often is a line of its own."""
    label, total = "", 0
    for node in (*_BEFORE_TITLE(tree), *_BEHIND_TITLE(tree)):
        line = " ".join(node.split())
        total += len(line)
        if total > _NEAR_TITLE_CHARS:
            return
        # Asking where a line stands costs more than reading it: ask only where there can be a date.
        if len(line) <= _BYLINE_CHARS and _DIGIT.search(line) and not _is_of_others(node.getparent()):
            yield f"{label} {line}"
        # A date in the label is another line's.
        label = _DIGIT.split(line[-30:])[-1]


def _is_of_others(element: HtmlElement) -> bool:
    """Say whether a near ancestor shows other articles or comments; wrappers of whole pages bear such names too."""
    around = islice(element.iterancestors(), _BOX_LEVELS)
    return any(
        box.tag in ("nav", "footer") or _OTHERS.search(f"{box.get('class', '')} {box.get('id', '')}")
        for box in (element, *around)
    )


def is_day_of_others(tree: HtmlElement, day: date) -> bool:
    """Say whether the page shows the day with other articles or comments, and nowhere else."""
    places = [
        node.getparent() for node in _YEAR_TEXTS(tree) if any(found == day for found, _, _ in iter_written_days(node))
    ]
    return bool(places) and all(_is_of_others(place) for place in places)


def _iter_date_bearers(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("p", "span", "div", "li", "small", "dd", "td", "h5", "h6"):
        marks = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
        if _DATE_BEARER.search(marks) and not _is_aside(element):
            text = " ".join(" ".join(element.itertext()).split())
            if len(text) <= _BYLINE_CHARS:
                yield f"{_DIGIT.split(_text_before(element))[-1]} {text}"
