"""Finds when a page says it was published, and which witness says so.

In: the parsed page (lxml) with its records, its address, the feed's date and the day it was fetched. Out: every
plausible date as a `DateCandidate`, the one that is believed, and the date of the last change. It never guesses: a page
without a plausible witness has no date.

What is believed was measured on the 310 dated articles of the shared corpus (`tests/benchmarks/extraction.py` prints
the table). The address was right in 11 of 11, meta tags in .94, JSON-LD in .88, `<time>` and visible text in .87. The
extensive search of htmldate was right on 20 of the 31 pages that had nothing else, but it also dated 39 of 57 undated
ones: it stays off. Where a page declares publication and change, publication was the gold date on nine of ten.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from lxml.html import HtmlElement

from pactwatch.extract.markup import PageRecords, list_kinds
from pactwatch.extract.shown_dates import is_day_of_others, iter_time_stamps, read_dateline, read_shown_dates
from pactwatch.extract.written_dates import Reading, find_url_day, read_stamps
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
    """What a page says of its dates; `candidates` are in order of trust in their witness, refused ones left out."""

    published: date | None
    witness: DateWitness | None
    candidates: tuple[DateCandidate, ...]
    modified: date | None


def find_page_dates(
    tree: HtmlElement, records: PageRecords, source: PageSource, *, text: str, htmldate_says: str
) -> PageDates:
    """Ask every witness and believe the most trusted one that has a plausible date.

    `text` is the article's, for a press release's dateline; `htmldate_says` is what htmldate found (with
    `original_date=True`, without its extensive search), or "". Dates before 1990 or more than a day after the fetch are
    refused. The tree is not changed.
    """
    bounds = (EARLIEST, source.latest_plausible)
    object_published, object_modified = _read_objects(records, source.url)
    changes = [day for day, _ in read_stamps([*object_modified, *_pick_meta(records, _META_MODIFIED)])]
    shown, shown_changes = read_shown_dates(tree)
    said: tuple[tuple[DateWitness, Iterable[Reading]], ...] = (
        ("url", [(find_url_day(source.url), source.url)]),
        ("feed", [(source.feed_date, str(source.feed_date))]),
        ("json_ld", read_stamps(object_published)),
        ("meta", read_stamps(_pick_meta(records, _META_PUBLISHED))),
        ("time", read_stamps(iter_time_stamps(tree))),
        ("text", [*shown, *read_dateline(text)]),
        # The only date shown may be that of a change: better than none, and the witness's words say what it is.
        ("text", shown_changes),
        ("htmldate", _trust_htmldate(tree, htmldate_says, changes)),
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


def _trust_htmldate(tree: HtmlElement, said: str, changes: list[date | None]) -> list[Reading]:
    """Keep what htmldate said unless it fell back on a last change, a month's first day, or dates of other articles.

    Of 8 articles that htmldate dated by their last change, 1 had that day as its gold date.
    """
    for day, raw in read_stamps([said]):
        if day and day not in changes and day.day != 1 and not is_day_of_others(tree, day):
            return [(day, raw)]
    return []


def _choose(
    candidates: list[DateCandidate], *, shown: set[date | None], changed: set[date | None]
) -> DateCandidate | None:
    """Take the first, unless it is the day of a change and the page gives an earlier day as its date.

    Templates that stamp the change into `datePublished` are common (4 of 310 pages), and so are feeds that give the day
    of the change; a date shown at the title that lies before the publication is not.
    """
    if not candidates or candidates[0].value not in changed:
        return candidates[0] if candidates else None
    first = candidates[0]
    for other in candidates:
        is_better = other.witness == "text" and other.value in shown
        is_better = is_better or (first.witness == "feed" and other.witness in ("json_ld", "meta"))
        if is_better and other.value < first.value:
            return other
    return first


def _keep_plausible(
    witness: DateWitness, readings: Iterable[Reading], bounds: tuple[date, date]
) -> list[DateCandidate]:
    kept: dict[date, DateCandidate] = {}
    for day, raw in readings:
        if day is not None and bounds[0] <= day <= bounds[1]:
            # JSON can hold half of a surrogate pair, which no database takes.
            words = raw.encode("utf-8", "ignore").decode().split()
            kept.setdefault(day, DateCandidate(witness, day, " ".join(words)[:80]))
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
