"""Reading one index page of each kind, hostile ones included."""

import gzip
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import HtmlResponse
from spiders.feed import read_feed
from spiders.listing import parse_day, read_listing
from spiders.sitemap import read_sitemap
from tests.crawl_site import item, rss

from pactwatch.errors import SourceError

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
<entry><title type="html">Deal &amp;amp; more</title><link rel="alternate" href="https://a.example/1"/>
<updated>2026-03-02T23:30:00-05:00</updated><published>2026-03-01T23:30:00-05:00</published></entry></feed>"""
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def days_of(body: bytes) -> list[Any]:
    return [link.published for link in read_feed(body, "application/xml").links]


def test_atom_entry_is_dated_by_its_publication_where_it_was_written() -> None:
    (link,) = read_feed(ATOM.encode(), "application/atom+xml").links
    assert (link.address, link.published) == ("https://a.example/1", date(2026, 3, 1))


def test_feed_entries_come_newest_first_and_undated_ones_last() -> None:
    body = rss(
        item("https://a.example/1", published="no date at all"),
        item("https://a.example/2", published="Sun, 01 Mar 2026 10:00:00 GMT"),
        item("https://a.example/3", published="2026-03-05"),
        "<item><title>without a link</title></item>",
    )
    assert days_of(body) == [date(2026, 3, 5), date(2026, 3, 1), None]


def test_link_of_a_feed_service_is_replaced_by_the_page_it_counts() -> None:
    body = b"""<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
    <item><link>https://proxy.example/~r/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink></item>
    </channel></rss>"""
    assert [link.address for link in read_feed(body, "text/xml").links] == ["https://a.example/1"]


def test_truncated_feed_gives_the_entries_before_the_cut() -> None:
    body = rss(item("https://a.example/1"), item("https://a.example/2"))
    assert len(read_feed(body[: body.index(b"/2")], "text/xml").links) >= 1


@pytest.mark.parametrize("body", [b"", b"<html><body>not a feed</body></html>", b"/etc/passwd", b"\x00\xff" * 50])
def test_page_that_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError, match="no feed"):
        read_feed(body, "text/html")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_feed_with_entities_is_refused_before_it_is_parsed(encoding: str) -> None:
    with pytest.raises(SourceError, match="XML bomb"):
        read_feed(f'<?xml version="1.0"?>{ENTITIES}<rss><channel/></rss>'.encode(encoding), "text/xml")


def test_feed_may_quote_an_entity_declaration() -> None:
    body = rss(f"<item><link>https://a.example/1</link><description><![CDATA[{ENTITIES}]]></description></item>")
    assert len(read_feed(body, "text/xml").links) == 1


def test_bomb_that_hides_from_the_refusal_does_not_go_off() -> None:
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    hidden = f'<!-- <a --><!DOCTYPE x [<!ENTITY e0 "boom">{layers}]>'
    started = time.process_time()
    read_sitemap(f"{hidden}<urlset><url><loc>&e11;</loc></url></urlset>".encode(), most_bytes=1000)
    feed = rss("<item><title>&e11;</title><link>https://a.example/1</link></item>")
    read_feed(hidden.encode() + feed.partition(b"?>")[2], "text/xml")
    assert time.process_time() - started < 5


def test_sitemap_reads_changes_titles_and_only_the_pages_own_address() -> None:
    body = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="i" xmlns:news="n">
    <url><image:image><image:loc>https://a.example/p.png</image:loc><image:title>picture</image:title></image:image>
    <loc> https://a.example/1 </loc><lastmod>2026-03-01</lastmod>
    <news:news><news:title>Deal</news:title><news:publication_date>2026-02-28T10:00:00+01:00</news:publication_date>
    </news:news></url><url><lastmod>2026-03-02</lastmod></url></urlset>"""
    is_index, (entry,) = read_sitemap(body, most_bytes=1000)
    assert not is_index
    assert (entry.address, entry.title) == ("https://a.example/1", "Deal")
    assert entry.changed == datetime(2026, 3, 1, tzinfo=UTC)
    assert entry.published is not None
    assert entry.published.date() == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "no sitemap"),
        (b"<html><body>hello</body></html>", "the document is a <html>"),
        (b"just text", "no sitemap"),
        (gzip.compress(b"<urlset>" + b" " * 1_000_000, mtime=0), "larger than 100000 bytes"),
        (gzip.compress(b"<urlset></urlset>", mtime=0)[:-5], "truncated"),
        (f"{ENTITIES}<urlset/>".encode(), "XML bomb"),
    ],
    # Bytes of gzip hold the time they were made at, and a test's name must not change between two processes.
    ids=["empty", "html", "text", "gzip-bomb", "gzip-cut", "entities"],
)
def test_page_that_is_no_sitemap_is_refused(body: bytes, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        read_sitemap(body, most_bytes=100_000)


def test_endless_sitemap_is_read_up_to_the_protocols_limit() -> None:
    body = b"<urlset>" + b"<url><loc>https://a.example/1</loc></url>" * 60_000 + b"</urlset>"
    assert len(read_sitemap(body, most_bytes=1000)[1]) == 50_000


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_either_read_or_refused(body: bytes) -> None:
    for document in (body, b"<urlset>" + body, b"<rss version='2.0'><channel><item>" + body):
        for read in (lambda text: read_sitemap(text, most_bytes=1000), lambda text: read_feed(text, "text/xml")):
            # Any other exception would end the crawl without a word in the log.
            with suppress(SourceError):
                read(document)


def listing(html: str, **selectors: str) -> Any:
    page = HtmlResponse("https://a.example/news/", body=html.encode(), encoding="utf-8")
    return read_listing(page, {"item": "li", "link": "a", **selectors})


def test_listing_reads_text_attributes_and_the_next_page() -> None:
    html = """<ul><li><a href="one.html"><span>Title <b>one</b></span></a><i>March 4th, 2026</i></li>
    <li><a href="/two">Two</a></li><li>no link</li></ul><a class="next" href="?page=2">older</a>"""
    page = listing(html, title="a span", date="i::text", next="a.next")
    assert [(link.address, link.title, link.published) for link in page.links] == [
        ("one.html", "Title one", date(2026, 3, 4)),
        ("/two", "", None),
    ]
    assert page.further == ("?page=2",)
    assert page.is_paged


@pytest.mark.parametrize(
    ("html", "told"),
    [("<p>redesigned</p>", "has the site's layout changed"), ("<li>plain</li>", "finds nothing in 1 items")],
)
def test_listing_whose_layout_changed_says_so(html: str, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        listing(html)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published 2026-03-04T10:00:00Z", date(2026, 3, 4)),
        ("4 March 2026", date(2026, 3, 4)),
        ("Sept 4, 2026", date(2026, 9, 4)),
        ("04.03.2026", date(2026, 3, 4)),
        ("2026-13-40", None),
        ("03/04/2026", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_day_is_read_where_it_cannot_be_misread(text: str, day: date | None) -> None:
    assert parse_day(text) == day
