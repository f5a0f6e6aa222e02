"""Finds when a page says it was published, and which witness says so.

In: the parsed page (lxml) with its records, its address, the feed's date and the day it was fetched. Out: every plausible
date as a `DateCandidate`, the one that is believed, and the date of the last change. It never guesses: a page without a
plausible witness has no date.

What is believed was measured on the 310 dated articles of the shared corpus (`tests/benchmarks/extraction.py` prints the
table). The address was right in 11 of 11, meta tags in .94, JSON-LD in .88, `<time>` and visible text in .87. htmldate's
extensive search was right in 20 of 31 pages that had nothing else, but it also dated 39 of 57 undated ones: it stays off.
Where a page declares publication and change, the publication was the gold date in nine of ten.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from lxml.etree import XPath
from lxml.html import HtmlElement

from pactwatch.extract.markup import PageRecords, list_kinds
from pactwatch.extract.written_dates import Reading, find_url_day, iter_written_days, read_stamps
from pactwatch.records import DateCandidate, DateWitness

# The web is younger than this; an earlier date is a placeholder such as the Unix epoch.
EARLIEST: Final = date(1990, 1, 1)

_META_PUBLISHED: Final = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "article.published",
    "w-published-date",
    "published",
    "published_time",
    "publish-date",
    "publish_date",
    "publishdate",
    "published_date",
    "published-date",
    "publication_date",
    "publicationdate",
    "release_date",
    "pubdate",
    "date",
)
_META_MODIFIED: Final = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
)
_ARTICLE_KIND: Final = re.compile(r"(article|posting|report)$")
_PAGE_KIND: Final = re.compile(r"(page|website|creativework|blog)$")
_CHANGED: Final = re.compile(r"\b(?:updated?|modified|revised|reviewed|changed|checked|edited)\W*(?:on|at)?\W*$", re.I)
_SHOWN_AS_PUBLISHED: Final = re.compile(r"\b(?:publish(?:ed)?(?: date)?|posted|released|issued)\W*(?:on|at)?\W*$", re.I)
_DATE_BEARER: Final = re.compile(r"date|publish|posted|byline|timestamp|(?:entry|post|article)[-_]*meta", re.I)
_ASIDE: Final = re.compile(
    r"related|recommend|sidebar|comment|footer|read-?next|more-|latest|popular|trending|widget|carousel", re.I
)
_VISIBLE: Final = "text()[normalize-space() and not(parent::script or parent::style or parent::noscript)]"
_BEHIND_TITLE: Final = XPath(f"(//h1)[1]/following::{_VISIBLE}[position() <= 30]", smart_strings=False)
_BEFORE_TITLE: Final = XPath(f"(//h1)[1]/preceding::{_VISIBLE}[position() <= 8]", smart_strings=False)
_BYLINE_CHARS: Final = 90
_NEAR_TITLE_CHARS: Final = 600
_MAX_PER_WITNESS: Final = 6


@dataclass(frozen=True, slots=True)
class PageSource:
    """What is known of a page from outside: its address, the feed's date for it, the day it was fetched."""

    url: str
    feed_date: date | None
    fetched_on: date

    @property
    def latest_plausible(self) -> date:
        """The last day the page can be from: clocks and time zones give it one more than the day of the fetch."""
        return self.fetched_on + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PageDates:
    """What a page says of its dates; `candidates` are in order of belief, refused ones left out."""

    published: date | None
    witness: DateWitness | None
    candidates: tuple[DateCandidate, ...]
    modified: date | None


def find_page_dates(tree: HtmlElement, records: PageRecords, source: PageSource, *, htmldate_says: str) -> PageDates:
    """Ask every witness and believe the most trusted one that has a plausible date.

    `htmldate_says` is what htmldate found (`original_date=True`, no extensive search), or "". Dates before 1990 or more
    than a day after the fetch are refused. The tree is not changed.
    """
    bounds = (EARLIEST, source.latest_plausible)
    object_published, object_modified = _read_objects(records, source.url)
    changes = [day for day, _ in read_stamps([*object_modified, *_pick_meta(records, _META_MODIFIED)])]
    shown, shown_changes = _read_visible_dates(tree)
    said: tuple[tuple[DateWitness, Iterable[Reading]], ...] = (
        ("url", [(find_url_day(source.url), source.url)]),
        ("feed", [(source.feed_date, str(source.feed_date))]),
        ("json_ld", read_stamps(object_published)),
        ("meta", read_stamps(_pick_meta(records, _META_PUBLISHED))),
        ("time", read_stamps(_iter_time_elements(tree))),
        ("text", shown),
        # The only date shown may be that of a change: better than none, and the witness's words say what it is.
        ("text", shown_changes),
        # htmldate falls back on the stamp of the last change, which dates the template as often as the article.
        ("htmldate", [(day, raw) for day, raw in read_stamps([htmldate_says]) if day not in changes]),
    )
    candidates = [candidate for witness, readings in said for candidate in _keep_plausible(witness, readings, bounds)]
    modified = next((day for day in changes if day and bounds[0] <= day <= bounds[1]), None)
    changed = {modified, *(day for day, _ in shown_changes)}
    believed = _choose(candidates, shown={day for day, _ in shown}, changed=changed)
    published = believed.value if believed else None
    return PageDates(
        published=published,
        witness=believed.witness if believed else None,
        candidates=tuple(dict.fromkeys(candidates)),
        modified=modified if modified and (published is None or modified >= published) else None,
    )


def _choose(
    candidates: list[DateCandidate], *, shown: set[date | None], changed: set[date | None]
) -> DateCandidate | None:
    """Take the first, unless it is the day of a change and the page shows an earlier day as its date.

    Templates that stamp the change into `datePublished` are common (4 of 310 pages); a date shown at the title before
    the publication is not.
    """
    if not candidates or candidates[0].value not in changed:
        return candidates[0] if candidates else None
    earlier = (c for c in candidates if c.witness == "text" and c.value in shown and c.value < candidates[0].value)
    return next(earlier, candidates[0])


def _keep_plausible(
    witness: DateWitness, readings: Iterable[Reading], bounds: tuple[date, date]
) -> list[DateCandidate]:
    kept: dict[date, DateCandidate] = {}
    for day, raw in readings:
        if day is not None and bounds[0] <= day <= bounds[1]:
            kept.setdefault(day, DateCandidate(witness, day, " ".join(raw.split())[:80]))
        if len(kept) == _MAX_PER_WITNESS:
            break
    return list(kept.values())


# --- what the page declares -------------------------------------------------------------------------------------------


def _pick_meta(records: PageRecords, names: Iterable[str]) -> list[str]:
    return [records.meta[name] for name in names if name in records.meta]


def _read_objects(records: PageRecords, url: str) -> tuple[list[str], list[str]]:
    """Return what the JSON-LD objects say: published (best first), modified."""
    ranked: list[tuple[int, str]] = []
    modified: list[str] = []
    for item in records.objects:
        rank = _rank_object(item, url)
        for key, penalty in (("datePublished", 0), ("dateCreated", 10), ("uploadDate", 20)):
            if isinstance(item.get(key), str):
                ranked.append((rank + penalty, item[key]))
        if isinstance(item.get("dateModified"), str):
            modified.append(item["dateModified"])
    return [raw for _, raw in sorted(ranked, key=lambda pair: pair[0])], modified


def _rank_object(item: dict[str, Any], url: str) -> int:
    """Small is good: an article, then a page; an object that names this address goes before one that does not."""
    kinds = list_kinds(item)
    rank = 0 if any(map(_ARTICLE_KIND.search, kinds)) else 2 if any(map(_PAGE_KIND.search, kinds)) else 4
    named = [item.get(key) for key in ("url", "@id", "mainEntityOfPage")]
    named += [entity.get("@id") for entity in named if isinstance(entity, dict)]
    path = url.split("://")[-1].split("?")[0].rstrip("/")
    return rank if path and any(isinstance(name, str) and path in name for name in named) else rank + 1


# --- what the page shows ----------------------------------------------------------------------------------------------


def _is_aside(element: HtmlElement) -> bool:
    """Say whether the element lies in a part of the page that shows other articles, comments or the frame."""
    for parent in (element, *element.iterancestors()):
        if parent.tag in ("nav", "aside", "footer"):
            return True
        marks = f"{parent.get('class', '')} {parent.get('id', '')}"
        if parent.tag not in ("body", "html", "article", "main") and _ASIDE.search(marks):
            return True
    return False


def _iter_time_elements(tree: HtmlElement) -> Iterator[str]:
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


def _read_visible_dates(tree: HtmlElement) -> tuple[list[Reading], list[Reading]]:
    """Return the dates shown as the page's own, best first, and those shown as its last change.

    Beside the title come first, then elements whose class speaks of dates or bylines; of the latter unlabelled ones
    count only if they agree, since lists of other articles carry dates too.
    """
    labelled: list[Reading] = []
    plain: list[Reading] = []
    bearers: list[Reading] = []
    changes: list[Reading] = []
    for texts, unlabelled in ((_iter_near_title(tree), plain), (_iter_date_bearers(tree), bearers)):
        for day, raw, before in (found for text in texts for found in iter_written_days(text)):
            if _CHANGED.search(before):
                changes.append((day, raw))
            elif _SHOWN_AS_PUBLISHED.search(before):
                labelled.append((day, raw))
            else:
                unlabelled.append((day, raw))
    changed = {day for day, _ in changes}
    plain = [reading for reading in plain if reading[0] not in changed]
    bearers = [reading for reading in bearers if reading[0] not in changed]
    agreeing = bearers if len({day for day, _ in bearers}) == 1 else []
    return [*labelled, *plain, *agreeing], changes


def _iter_near_title(tree: HtmlElement) -> Iterator[str]:
    """Yield the short lines around the title, each with its label, which often is a line of its own."""
    lines = [" ".join(line.split()) for line in [*_BEFORE_TITLE(tree), *_BEHIND_TITLE(tree)]]
    total = 0
    for label, line in zip(["", *lines], lines, strict=False):
        total += len(line)
        if total > _NEAR_TITLE_CHARS:
            return
        if len(line) <= _BYLINE_CHARS:
            yield f"{label[-30:]} {line}"


def _iter_date_bearers(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("p", "span", "div", "li", "small", "dd", "td", "h5", "h6"):
        marks = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
        if _DATE_BEARER.search(marks) and not _is_aside(element):
            text = " ".join(" ".join(element.itertext()).split())
            if len(text) <= _BYLINE_CHARS:
                yield f"{_text_before(element)} {text}"
