"""Writes the newsroom's machine-readable lists: RSS, Atom, news sitemap, sitemap index, robots.txt, tdmrep.json.

In: entries, newest first, and the site's origin. Out: bytes that depend on these alone. Formats: RSS 2.0
(https://www.rssboard.org/rss-specification), RFC 4287, https://www.sitemaps.org/protocol.html and TDMRep
(https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/).
"""

import gzip
import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from pactwatch.demo.resource import Entry
from pactwatch.demo.sites import Site

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def build_rss(site: Site, origin: str, entries: Sequence[Entry]) -> bytes:
    """Write RSS 2.0 with a teaser per item; an item's guid is its address."""
    ET.register_namespace("atom", _ATOM)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", site.name)
    _add(channel, "link", f"{origin}/")
    _add(channel, "description", site.tagline)
    _add(channel, "language", "en")
    ET.SubElement(
        channel, f"{{{_ATOM}}}link", href=f"{origin}{site.index_path}", rel="self", type="application/rss+xml"
    )
    for entry in entries:
        item = ET.SubElement(channel, "item")
        _add(item, "title", entry.title)
        _add(item, "link", origin + entry.path)
        _add(item, "guid", origin + entry.path, isPermaLink="true")
        _add(item, "category", entry.section_label)
        _add(item, "description", entry.summary)
        if entry.published:
            _add(item, "pubDate", format_datetime(entry.published))
    return _serialize(root)


def build_atom(site: Site, origin: str, entries: Sequence[Entry], modified: datetime) -> bytes:
    """Write an Atom feed; the undated entry has no `updated`, which real feeds leave out although the format asks."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")
    _add(root, f"{{{_ATOM}}}title", f"{site.name}: Insights")
    _add(root, f"{{{_ATOM}}}id", f"{origin}/insights/")
    _add(root, f"{{{_ATOM}}}updated", _iso(modified))
    _add(ET.SubElement(root, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", site.name)
    ET.SubElement(root, f"{{{_ATOM}}}link", href=f"{origin}{site.index_path}", rel="self")
    for entry in entries:
        element = ET.SubElement(root, f"{{{_ATOM}}}entry")
        _add(element, f"{{{_ATOM}}}title", entry.title)
        _add(element, f"{{{_ATOM}}}id", origin + entry.path)
        ET.SubElement(element, f"{{{_ATOM}}}link", href=origin + entry.path, rel="alternate", type="text/html")
        _add(element, f"{{{_ATOM}}}summary", entry.summary)
        if entry.published:
            _add(element, f"{{{_ATOM}}}published", _iso(entry.published))
            _add(element, f"{{{_ATOM}}}updated", _iso(entry.published))
    return _serialize(root)


def build_sitemap(origin: str, pages: Sequence[tuple[str, datetime]]) -> bytes:
    """Write a gzipped sitemap of (path, lastmod); the archive holds no clock time, so equal input gives equal bytes."""
    ET.register_namespace("", _SITEMAP)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for path, modified in pages:
        element = ET.SubElement(root, f"{{{_SITEMAP}}}url")
        _add(element, f"{{{_SITEMAP}}}loc", origin + path)
        _add(element, f"{{{_SITEMAP}}}lastmod", _iso(modified))
    return gzip.compress(_serialize(root), mtime=0)


def build_sitemap_index(origin: str, path: str, modified: datetime) -> bytes:
    """Write a sitemap index that names one sitemap."""
    ET.register_namespace("", _SITEMAP)
    root = ET.Element(f"{{{_SITEMAP}}}sitemapindex")
    element = ET.SubElement(root, f"{{{_SITEMAP}}}sitemap")
    _add(element, f"{{{_SITEMAP}}}loc", origin + path)
    _add(element, f"{{{_SITEMAP}}}lastmod", _iso(modified))
    return _serialize(root)


def build_news_sitemap(site: Site, origin: str, entries: Sequence[Entry]) -> bytes:
    """Write a news sitemap: address, publication, date and title of each dated entry."""
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("news", _NEWS)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for entry in entries:
        if entry.published is None:
            continue
        element = ET.SubElement(root, f"{{{_SITEMAP}}}url")
        _add(element, f"{{{_SITEMAP}}}loc", origin + entry.path)
        news = ET.SubElement(element, f"{{{_NEWS}}}news")
        publication = ET.SubElement(news, f"{{{_NEWS}}}publication")
        _add(publication, f"{{{_NEWS}}}name", site.name)
        _add(publication, f"{{{_NEWS}}}language", "en")
        _add(news, f"{{{_NEWS}}}publication_date", _iso(entry.published))
        _add(news, f"{{{_NEWS}}}title", entry.title)
    return _serialize(root)


def build_robots(site: Site, origin: str) -> bytes:
    """Write robots.txt: the ledger asks for a delay and closes its drafts, the others close what no reader needs."""
    lines = {
        "ledger": ["Crawl-delay: 0.1", "Disallow: /drafts/", "", f"Sitemap: {origin}/news-sitemap.xml"],
        "larkfield": ["Disallow: /extranet/"],
        "announcements": ["Disallow: /embargoed/"],
        "register": ["Disallow: /search", "", f"Sitemap: {origin}/sitemap-index.xml"],
    }[site.key]
    return ("\n".join(["User-agent: *", *lines]) + "\n").encode()


def build_tdm_reservation(pattern: str) -> bytes:
    """Write tdmrep.json that reserves the paths of one pattern against text and data mining."""
    return (json.dumps([{"location": pattern, "tdm-reservation": 1}], indent=2) + "\n").encode()


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _serialize(root: ET.Element) -> bytes:
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
