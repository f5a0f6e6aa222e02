"""Sites that show a crawl everything a server can do: each function fills one `CrawlSite`."""

import gzip
from datetime import date, timedelta
from typing import Any

from tests.crawl_site import CrawlSite, Page, item

MEGABYTE = 1024 * 1024
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><urlset><url><loc>http://127.0.0.1/&c;</loc></url></urlset>'
)


def build_newsdesk(site: CrawlSite, other: CrawlSite) -> None:
    """A feed whose articles are everything that a server can do; troubles that may heal stand between sound ones."""
    zipped = gzip.compress(b"<html><body>zipped" + b" words" * 500 + b"</body></html>", mtime=0)
    gzipped = (("Content-Encoding", "gzip"),)
    site.pages |= {
        "/robots.txt": Page(
            b"User-agent: pactwatch\nDisallow: /private/\n\nUser-agent: *\nDisallow: /\n", "text/plain"
        ),
        "/.well-known/tdmrep.json": Page(b'[{"location": "/reserved/*", "tdm-reservation": 1}]', "application/json"),
        "/zipped": Page(zipped, headers=gzipped),
        "/zip-cut": Page(zipped[:-12], headers=gzipped),
        "/zip-bomb": Page(gzip.compress(b"<html>" + b"\0" * (3 * MEGABYTE), mtime=0), headers=gzipped),
        "/short": Page(b"<html>half", declared_length=500),
        "/huge": Page(b"<html>", declared_length=50 * MEGABYTE),
        "/to-private": Page(status=302, headers=(("Location", "http://10.0.0.1/metadata"),)),
        "/to-metadata": Page(status=302, headers=(("Location", "http://[::ffff:169.254.169.254]/"),)),
        "/to-file": Page(status=302, headers=(("Location", "file:///etc/passwd"),)),
        "/loop": Page(status=302, headers=(("Location", "/loop"),)),
        "/moved": Page(status=301, headers=(("Location", "/a1"),)),
        "/empty": Page(b""),
        "/paper.pdf": Page(b"%PDF-1.7", "application/pdf"),
        "/untyped": Page(b"<!doctype html><html><body>untyped</body></html>", None),
        "/untyped-bytes": Page(b"\x00\x01\x02", None),
        "/busy": Page(b"later", "text/plain", 503, headers=(("Retry-After", "7200"),)),
        "/broken": Page(b"sorry", "text/plain", 500),
        "/latin": Page("<html><body>Café</body></html>".encode("latin-1"), "text/html; charset=utf-8"),
    }
    site.add_article("/private/draft")
    site.add_article("/reserved/1")
    site.add_article("/by-header", headers=(("tdm-reservation", "1"),))
    site.add_article("/by-robots-tag", headers=(("X-Robots-Tag", "otherbot: none"), ("X-Robots-Tag", "noindex, noai")))
    site.pages["/by-meta"] = Page(b'<html><head><meta name="tdm-reservation" content="1"></head><body>x</body></html>')
    other.pages["/robots.txt"] = Page(b"", "text/plain", 503)
    other.add_article("/elsewhere")
    sound = [site.add_article(f"/a{number}") for number in range(1, 9)]
    troubles = ["/zip-cut", "/short", "/empty", "/busy", "/broken"]
    others = [path for path in site.pages if path not in (*troubles, "/robots.txt", "/.well-known/tdmrep.json")]
    site.add_feed(
        "/feed",
        item(f"{sound[0]}?utm_source=rss&amp;utm_medium=feed", title="One &amp;amp; <b>two</b>"),
        item(sound[0], title="The same again"),
        item(sound[1], published="Sun, 01 Feb 2099 10:00:00 +0000"),
        item(sound[2], published="Thu, 01 Jan 1970 00:00:00 +0000"),
        *(f"{item(site.url(path))}{item(sound[number + 3])}" for number, path in enumerate(troubles)),
        item(other.url("/elsewhere")),
        *(item(site.url(path)) for path in others if not path.startswith("/a")),
        item("mailto:press@example.org"),
        headers=(("ETag", '"v1"'), ("Last-Modified", "Mon, 09 Mar 2026 08:00:00 GMT")),
    )


def build_long_feed(site: CrawlSite) -> None:
    """Ten thousand entries, oldest first, beside a robots.txt that is a web page."""
    site.pages["/robots.txt"] = Page(b"<!doctype html><html><body>Disallow: / </body></html>")
    first = date(2000, 1, 1)
    days = [(first + timedelta(days=number % 9000)).strftime("%d %b %Y") for number in range(10_000)]
    for number in (8997, 8998, 8999, 500, 501):
        site.add_article(f"/n/{number}")
    site.add_feed("/feed", *(item(f"/n/{number}", published=f"{day} 00:00:00 GMT") for number, day in enumerate(days)))


def build_sitemaps(site: CrawlSite) -> None:
    """An index over a gzip, a news, an old and a hostile sitemap, with a delay that robots.txt asks for."""
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 0.3\n", "text/plain")
    entries = "".join(
        f"<sitemap><loc>{site.url(path)}</loc><lastmod>{day}</lastmod></sitemap>"
        for path, day in (
            ("/maps/old.xml", "2025-01-01"),
            ("/maps/plain.xml.gz", "2026-03-09"),
            ("/maps/news.xml", "2026-03-10"),
            ("/maps/bomb.xml", "2026-03-08"),
            ("/maps/down.xml", "2026-03-07"),
        )
    )
    plain = (
        f"<urlset><url><loc>{site.url('/news/in')}</loc><lastmod>2026-03-05</lastmod></url>"
        f"<url><loc>{site.url('/about')}</loc><lastmod>2026-03-05</lastmod></url>"
        f"<url><loc>{site.url('/news/out')}</loc><lastmod>2025-12-01</lastmod></url></urlset>"
    )
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{site.url('/news/fresh')}</loc><news:news><news:publication_date>2026-03-10T08:00:00Z"
        "</news:publication_date><news:title>Fresh &amp; new</news:title></news:news></url></urlset>"
    )
    etag = (("ETag", '"index"'),)
    site.pages |= {
        "/sitemap.xml": Page(f"<sitemapindex>{entries}</sitemapindex>".encode(), "application/xml", headers=etag),
        "/maps/plain.xml.gz": Page(gzip.compress(plain.encode(), mtime=0), "application/gzip", headers=etag),
        "/maps/news.xml": Page(news.encode(), "application/xml"),
        "/maps/bomb.xml": Page(BOMB, "application/xml"),
        "/maps/down.xml": Page(b"", "text/plain", 503),
    }


def build_listing(site: CrawlSite) -> None:
    """Four listing pages; the third names nothing new."""
    for page, names in enumerate((["l1", "l2"], ["l3"], ["known"], ["l4"]), start=1):
        blocks = "".join(
            f'<li class="post"><a href="/news/{name}"> {name} title </a><time datetime="2026-03-0{page}">x</time></li>'
            for name in names
        )
        more = f'<a rel="next" href="/news?page={page + 1}">older</a>'
        site.pages["/news" if page == 1 else f"/news?page={page}"] = Page(f"<ul>{blocks}</ul>{more}".encode())
        for name in names:
            site.add_article(f"/news/{name}")


def build_unchanged(site: CrawlSite) -> None:
    """A feed that answers 304 to its validators, and an article that is due for its third attempt."""

    def answer(headers: Any) -> Page:
        matches = headers.get("If-None-Match") == '"v1"' and headers.get("If-Modified-Since") == "yesterday"
        return Page(status=304) if matches else Page(b"unconditional", "text/plain", 500)

    site.pages |= {"/feed": answer, "/heals": Page(b"", "text/plain", 502)}
    site.add_article("/later")
