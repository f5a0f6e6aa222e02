"""Reads sitemaps: index, news and plain ones, gzip or not, within the source's window of days.

https://www.sitemaps.org/protocol.html and Google's news extension. `lastmod` says when a page last changed: it decides
what is recent, and is never taken for the day of publication; only a news sitemap gives that.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import lxml.etree
from scrapy.http import Response

from pactwatch.crawl.encoding import BodyError, gunzip
from pactwatch.crawl.settings import index_bytes
from pactwatch.crawl.spider import FoundLink, IndexPage, SourceSpider
from pactwatch.crawl.xml import refuse_entities
from pactwatch.errors import SourceError

# The protocol's own limit on entries; a file with more is read up to here.
_MOST_ENTRIES = 50_000
# An index names sitemaps; one that names indexes is allowed once more, endless nesting is not.
_DEEPEST = 2
_OLDEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One `<url>` or `<sitemap>`: `changed` is its lastmod, `published` and `title` come from the news extension."""

    address: str
    changed: datetime | None = None
    published: datetime | None = None
    title: str = ""


class SitemapSpider(SourceSpider):
    """A walk from the source's sitemap through the sitemaps that it names, recent ones first."""

    name = "sitemap"
    page_kind = "sitemap"

    def read_index(self, response: Response) -> IndexPage:
        """Read one sitemap or sitemap index; raises SourceError for a page that is neither."""
        is_index, entries = read_sitemap(response.body, most_bytes=index_bytes(self.job))
        since = self.job.now - timedelta(days=self.job.source.window_days)
        recent = [entry for entry in entries if _newest(entry) is None or (_newest(entry) or _OLDEST) >= since]
        recent.sort(key=lambda entry: _newest(entry) or _OLDEST, reverse=True)
        if not is_index:
            return IndexPage(tuple(FoundLink(entry.address, entry.title, entry.published) for entry in recent))
        if response.meta.get("depth", 0) >= _DEEPEST:
            raise SourceError(f"sitemap indexes nested deeper than {_DEEPEST}")
        return IndexPage(further=tuple(entry.address for entry in recent))


def read_sitemap(body: bytes, *, most_bytes: int) -> tuple[bool, list[SitemapEntry]]:
    """Return whether the document is a sitemap index, and its entries in their order.

    `most_bytes` is the limit on a decompressed `.xml.gz`. Raises SourceError.
    """
    if body.startswith(b"\x1f\x8b"):
        try:
            body = gunzip(body, most_bytes=most_bytes)
        except BodyError as error:
            raise SourceError(f"sitemap.gz: {error}") from error
    refuse_entities(body)
    # No DTD, no entities, no network, libxml2's own limits on depth and text; `recover` reads on over small flaws.
    parser = lxml.etree.iterparse(
        io.BytesIO(body),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        _, root = next(parser)
        kind = _local_name(root)
        if kind not in ("urlset", "sitemapindex"):
            raise SourceError(f"no sitemap: the document is a <{kind}>")
        return kind == "sitemapindex", list(_iter_entries(parser))
    except (StopIteration, lxml.etree.XMLSyntaxError) as error:
        raise SourceError(f"no sitemap: {error or 'empty document'}") from error


def _iter_entries(parser: lxml.etree.iterparse) -> Iterator[SitemapEntry]:
    count = 0
    for event, element in parser:
        if event != "end" or _local_name(element) not in ("url", "sitemap"):
            continue
        if entry := _read_entry(element):
            yield entry
        # A big sitemap need not stand in memory as a tree.
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
        count += 1
        if count >= _MOST_ENTRIES:
            return


def _read_entry(element: lxml.etree._Element) -> SitemapEntry | None:
    values: dict[str, str] = {}
    for child in element:
        # Images and videos of the page have a loc and a title of their own, in blocks of their own.
        for part in child if _local_name(child) == "news" else [child]:
            values.setdefault(_local_name(part), (part.text or "").strip())
    if not values.get("loc"):
        return None
    published = _read_time(values.get("publication_date", ""))
    return SitemapEntry(values["loc"], _read_time(values.get("lastmod", "")), published, values.get("title", ""))


def _local_name(element: lxml.etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _read_time(text: str) -> datetime | None:
    """Read a W3C date or time; a year or a month alone does not say how recent a page is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _newest(entry: SitemapEntry) -> datetime | None:
    return entry.changed or entry.published
