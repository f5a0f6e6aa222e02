"""A web site on loopback for the crawl's tests: pages by path, and a log of what was asked for.

A page is bytes, or a function of the request's headers; a test reads `site.requests` to see what a crawl really did.
`make_job` makes a job for a site, `collect` reads what its crawl left in the spool.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from pactwatch import archive
from pactwatch.crawl.job import CrawlJob, CrawlResult, build_user_agent
from pactwatch.records import FetchRecord, LinkRecord, Source, SourceKind

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """One answer. `declared_length` may lie about the body, as broken servers do."""

    body: bytes = b""
    content_type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    declared_length: int | None = None


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    path: str
    headers: Mapping[str, str]
    at: float


Answer = Page | Callable[[Mapping[str, str]], Page]


@dataclass
class CrawlSite:
    """The site: fill `pages`, read `requests`. `url("/x")` is the full address of a path."""

    base_url: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    requests: list[Asked] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"{self.base_url}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.requests]

    def add_article(self, path: str, text: str = "", **page: Any) -> str:
        """Add an HTML article and return its address."""
        body = f"<html><head><title>{path}</title></head><body><p>{text or 'Article at ' + path}</p></body></html>"
        self.pages[path] = Page(body.encode(), **page)
        return self.url(path)

    def add_feed(self, path: str, *items: str, **page: Any) -> str:
        """Add an RSS feed of ready `<item>` texts and return its address."""
        self.pages[path] = Page(rss(*items), "application/rss+xml", **page)
        return self.url(path)


def rss(*items: str) -> bytes:
    """Return an RSS document."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def item(link: str, title: str = "A title", published: str = "Mon, 02 Mar 2026 10:00:00 +0000") -> str:
    """Return one RSS item; every item has the same guid unless its link differs."""
    return f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><pubDate>{published}</pubDate></item>"


@contextmanager
def serve_site() -> Iterator[CrawlSite]:
    """Serve a site on a free loopback port until the block ends."""
    site = CrawlSite()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body are two packets; without this, each answer waits 40 ms for a delayed acknowledgement.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:  # noqa: N802  the name is the library's
            site.requests.append(Asked(self.path, dict(self.headers), time.monotonic()))
            answer = site.pages.get(self.path, Page(b"nothing here", "text/plain", 404))
            page = answer(dict(self.headers)) if callable(answer) else answer
            self.send_response(page.status)
            if page.content_type:
                self.send_header("Content-Type", page.content_type)
            for name, value in page.headers:
                self.send_header(name, value)
            length = len(page.body) if page.declared_length is None else page.declared_length
            self.send_header("Content-Length", str(length))
            self.end_headers()
            try:
                self.wfile.write(page.body)
            except ConnectionError:
                self.close_connection = True
            if length != len(page.body):
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: `requests` is the log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.base_url = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Crawl:
    """One crawl's result and what it left in the spool."""

    site: CrawlSite
    spool: Path
    result: CrawlResult
    fetches: dict[str, FetchRecord] = field(default_factory=dict)
    links: dict[str, LinkRecord] = field(default_factory=dict)
    segments: list[archive.Segment] = field(default_factory=list)

    def fetch(self, path: str) -> FetchRecord:
        return self.fetches[self.site.url(path)]

    def read(self, path: str) -> bytes:
        record = self.fetch(path)
        return archive.read_payload(self.spool / "r1" / "t", record.warc_file, record.warc_offset).body


def make_source(site: CrawlSite, kind: SourceKind = "feed", **values: Any) -> Source:
    path = {"feed": "/feed", "sitemap": "/sitemap.xml", "listing": "/news"}[kind]
    return Source(
        source_id="t",
        title="Test",
        kind=kind,
        tier="news",
        url=site.url(path),
        home_url=site.url("/"),
        language="en",
        is_enabled=True,
        **{"access": "full", "delay_s": 0.0, "allow_loopback": True, **values},
    )


def make_job(site: CrawlSite, spool: Path, source: Source, **values: Any) -> CrawlJob:
    agent = build_user_agent("ops@example.org")
    return CrawlJob(source=source, run_id="r1", spool_folder=spool / "r1" / "t", user_agent=agent, now=NOW, **values)


def collect(site: CrawlSite, spool: Path, result: CrawlResult) -> Crawl:
    crawl = Crawl(site, spool, result)
    for segment in archive.iter_complete_segments(spool):
        fetches, links = archive.read_segment(segment.fetch_log)
        crawl.fetches |= {record.url: record for record in fetches}
        crawl.links |= {record.url: record for record in links}
        crawl.segments.append(segment)
    return crawl
