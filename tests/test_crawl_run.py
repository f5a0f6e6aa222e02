"""Whole crawls against a site on loopback: what each kind of answer gets in the log, and what is never asked for."""

import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawl_site import CrawlSite, Page, item, serve_site
from pactwatch import archive
from pactwatch.crawl.job import CrawlJob, CrawlResult, build_user_agent
from pactwatch.crawl.run import JOB_FILE, SETTINGS_MODULE, run_crawl
from pactwatch.records import FetchRecord, LinkRecord, Source, SourceKind

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
MEGABYTE = 1024 * 1024
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><urlset><url><loc>http://127.0.0.1/&c;</loc></url></urlset>'
)


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


# --- the sites --------------------------------------------------------------------------------------------------------


def build_newsdesk(site: CrawlSite, other: CrawlSite) -> None:
    """A feed whose articles are everything that a server can do; troubles that may heal stand between sound ones."""
    zipped = gzip.compress(b"<html><body>zipped" + b" words" * 500 + b"</body></html>")
    gzipped = (("Content-Encoding", "gzip"),)
    site.pages |= {
        "/robots.txt": Page(
            b"User-agent: pactwatch\nDisallow: /private/\n\nUser-agent: *\nDisallow: /\n", "text/plain"
        ),
        "/.well-known/tdmrep.json": Page(b'[{"location": "/reserved/*", "tdm-reservation": 1}]', "application/json"),
        "/zipped": Page(zipped, headers=gzipped),
        "/zip-cut": Page(zipped[:-12], headers=gzipped),
        "/zip-bomb": Page(gzip.compress(b"<html>" + b"\0" * (3 * MEGABYTE)), headers=gzipped),
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
        "/maps/plain.xml.gz": Page(gzip.compress(plain.encode()), "application/gzip", headers=etag),
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


# --- the crawls, all of them once -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Crawl]]:
    with ExitStack() as stack:
        names = ("newsdesk", "other", "long", "maps", "list", "same", "closed", "shut")
        site = {name: stack.enter_context(serve_site()) for name in names}
        build_newsdesk(site["newsdesk"], site["other"])
        build_long_feed(site["long"])
        build_sitemaps(site["maps"])
        build_listing(site["list"])
        build_unchanged(site["same"])
        site["closed"].add_feed("/feed", item("/x"))
        site["shut"].pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /feed\n", "text/plain")
        selectors = {"item": "li.post", "link": "a", "title": "a", "date": "time", "next": "a[rel=next]::attr(href)"}
        known = frozenset({site["list"].url("/news/known")})
        plans: dict[str, tuple[Source, dict[str, Any]]] = {
            "newsdesk": (make_source(site["newsdesk"]), {"max_bytes": 2 * MEGABYTE}),
            "long": (make_source(site["long"], max_articles=3), {}),
            "maps": (make_source(site["maps"], "sitemap", access="metadata_only", article_pattern="/news/"), {}),
            "list": (make_source(site["list"], "listing", selectors=selectors), {"known_urls": known}),
            "same": (
                make_source(site["same"]),
                {
                    "validators": {site["same"].url("/feed"): {"etag": '"v1"', "last_modified": "yesterday"}},
                    "due_retries": {site["same"].url("/heals"): 2, site["same"].url("/later"): 0},
                    "retry_base_s": 1.0,
                },
            ),
            "closed": (make_source(site["closed"], allow_loopback=False), {}),
            "shut": (make_source(site["shut"]), {}),
        }

        def crawl(name: str) -> Crawl:
            spool = tmp_path_factory.mktemp(name)
            source, values = plans[name]
            result = run_crawl(make_job(site[name], spool, source, **values), timeout_s=120)
            assert result.finished_reason == "finished", f"{name}: {result}"
            return collect(site[name], spool, result)

        with ThreadPoolExecutor(3) as pool:
            yield dict(zip(plans, pool.map(crawl, plans), strict=True))


@pytest.fixture
def newsdesk(crawls: dict[str, Crawl]) -> Crawl:
    return crawls["newsdesk"]


# --- articles ---------------------------------------------------------------------------------------------------------


def test_sound_article_is_archived_with_its_digest(newsdesk: Crawl) -> None:
    record = newsdesk.fetch("/a1")
    assert (record.status, record.error, record.rights, record.kind) == (200, "", "allowed", "article")
    assert b"Article at /a1" in newsdesk.read("/a1")
    assert record.payload_digest.startswith("sha256:")
    assert newsdesk.result.finished_reason == "finished"
    assert newsdesk.result.error == ""


def test_compressed_article_is_read_back_decompressed(newsdesk: Crawl) -> None:
    assert newsdesk.read("/zipped").endswith(b"words</body></html>")


def test_body_in_the_wrong_charset_is_kept_byte_for_byte(newsdesk: Crawl) -> None:
    assert "Café".encode("latin-1") in newsdesk.read("/latin")


@pytest.mark.parametrize(
    ("path", "error", "is_due_again"),
    [
        ("/zip-cut", "truncated compressed body", True),
        ("/zip-bomb", "larger than 2097152 bytes when decompressed", False),
        ("/short", "truncated: the connection ended before the body did", True),
        ("/huge", "larger than 2097152 bytes", False),
        ("/to-private", "address refused: private, loopback or otherwise not public", False),
        ("/to-metadata", "address refused: private, loopback or otherwise not public", False),
        ("/to-file", "status 302", False),
        ("/loop", "max redirections reached", False),
        ("/empty", "empty body", True),
        ("/paper.pdf", "content type application/pdf", False),
        ("/untyped-bytes", "content type missing, and the body is no HTML", False),
        ("/busy", "status 503", True),
        ("/broken", "status 500", True),
    ],
)
def test_bad_answer_is_logged_with_its_reason(newsdesk: Crawl, path: str, error: str, is_due_again: bool) -> None:
    record = newsdesk.fetch(path)
    assert record.error == error
    assert (record.next_attempt_at is not None) == is_due_again
    assert record.warc_file == ""


def test_missing_content_type_is_sniffed(newsdesk: Crawl) -> None:
    assert b"untyped" in newsdesk.read("/untyped")


def test_redirect_is_followed_and_its_end_recorded(newsdesk: Crawl) -> None:
    record = newsdesk.fetch("/moved")
    assert record.final_url == newsdesk.site.url("/a1")
    assert record.error == ""


def test_retry_after_lengthens_the_wait_of_an_overloaded_site(newsdesk: Crawl) -> None:
    busy, broken = newsdesk.fetch("/busy"), newsdesk.fetch("/broken")
    assert busy.next_attempt_at == busy.fetched_at + timedelta(hours=2)
    assert broken.next_attempt_at == broken.fetched_at + timedelta(minutes=30)


def test_only_what_is_no_request_for_patience_is_asked_for_twice_in_one_crawl(newsdesk: Crawl) -> None:
    paths = newsdesk.site.paths()
    assert (paths.count("/busy"), paths.count("/broken"), paths.count("/a1")) == (1, 2, 2)  # /a1 once as /moved


def test_site_without_reachable_robots_is_left_alone_for_now(newsdesk: Crawl) -> None:
    record = next(record for url, record in newsdesk.fetches.items() if url.endswith("/elsewhere"))
    assert record.error == "robots.txt unreachable: status 503"
    assert record.next_attempt_at is not None


# --- rights -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/by-header", "header tdm-reservation: 1"),
        ("/by-robots-tag", "X-Robots-Tag: noai"),
        ("/by-meta", "meta tdm-reservation: 1"),
    ],
)
def test_reserved_page_leaves_its_digest_and_no_body(newsdesk: Crawl, path: str, reason: str) -> None:
    record = newsdesk.fetch(path)
    assert (record.rights, record.rights_reason) == ("reserved", reason)
    assert (record.warc_file, record.warc_offset, record.error) == ("", -1, "")
    assert record.payload_digest
    assert newsdesk.site.url(path) in newsdesk.links


def test_location_reserved_by_tdmrep_is_not_even_fetched(newsdesk: Crawl) -> None:
    assert newsdesk.fetch("/reserved/1").rights_reason == "tdmrep.json: /reserved/*"
    assert "/reserved/1" not in newsdesk.site.paths()
    assert newsdesk.site.paths().count("/.well-known/tdmrep.json") == 1


def test_address_that_robots_forbids_is_never_asked_for(newsdesk: Crawl) -> None:
    record = newsdesk.fetch("/private/draft")
    assert (record.rights, record.status, record.next_attempt_at) == ("robots_disallowed", 0, None)
    assert "/private/draft" not in newsdesk.site.paths()


def test_source_that_robots_forbids_says_so(crawls: dict[str, Crawl]) -> None:
    assert "robots.txt forbids it" in crawls["shut"].result.error
    assert crawls["shut"].site.paths() == ["/robots.txt"]


def test_every_request_names_the_program_and_a_contact(newsdesk: Crawl) -> None:
    agents = {asked.headers["User-Agent"] for asked in newsdesk.site.requests}
    assert agents == {build_user_agent("ops@example.org")}


# --- index pages ------------------------------------------------------------------------------------------------------


def test_same_article_under_two_addresses_is_one_link(newsdesk: Crawl) -> None:
    link = newsdesk.links[newsdesk.site.url("/a1")]
    assert (link.title, link.published) == ("One & two", date(2026, 3, 2))
    assert not [url for url in newsdesk.links if "utm_" in url or url.startswith("mailto")]


def test_implausible_feed_dates_are_left_out(newsdesk: Crawl) -> None:
    assert newsdesk.links[newsdesk.site.url("/a2")].published is None
    assert newsdesk.links[newsdesk.site.url("/a3")].published is None


def test_feed_is_archived_with_its_validators(newsdesk: Crawl) -> None:
    record = newsdesk.fetch("/feed")
    assert (record.etag, record.last_modified) == ('"v1"', "Mon, 09 Mar 2026 08:00:00 GMT")
    assert newsdesk.read("/feed").startswith(b"<?xml")


def test_long_feed_gives_its_newest_entries_only(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["long"]
    assert [url.rpartition("/")[2] for url in crawl.links] == ["8999", "8998", "8997"]
    assert crawl.result.articles == 3


def test_robots_that_is_a_web_page_forbids_nothing(crawls: dict[str, Crawl]) -> None:
    assert crawls["long"].fetch("/n/8999").error == ""


def test_unchanged_feed_is_logged_as_304_and_due_articles_are_asked_for(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["same"]
    assert crawl.fetch("/feed").status == 304
    assert (crawl.result.not_modified, crawl.result.pages, crawl.result.error) == (1, 0, "")
    heals = crawl.fetch("/heals")
    assert heals.attempt == 3
    assert heals.next_attempt_at == heals.fetched_at + timedelta(seconds=16)
    assert crawl.fetch("/later").attempt == 1


def test_metadata_only_source_gives_links_and_never_fetches_an_article(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["maps"]
    assert [url.rpartition("/")[2] for url in crawl.links] == ["fresh", "in"]
    assert {record.kind for record in crawl.fetches.values()} == {"sitemap"}
    assert not [path for path in crawl.site.paths() if path.startswith(("/news", "/.well"))]


def test_news_sitemap_dates_an_article_and_lastmod_does_not(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["maps"]
    fresh = crawl.links[crawl.site.url("/news/fresh")]
    assert (fresh.title, fresh.published) == ("Fresh & new", date(2026, 3, 10))
    assert crawl.links[crawl.site.url("/news/in")].published is None


def test_sitemap_walk_skips_the_old_and_reports_the_hostile(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["maps"]
    assert "/maps/old.xml" not in crawl.site.paths()
    assert crawl.fetch("/maps/bomb.xml").error == "the XML declares entities: refused as a possible XML bomb"
    assert "bomb.xml" in crawl.result.error
    assert "status 503" in crawl.result.error


def test_sitemap_index_keeps_no_validators_since_a_304_would_hide_a_failed_child(crawls: dict[str, Crawl]) -> None:
    assert crawls["maps"].fetch("/sitemap.xml").etag == ""
    assert crawls["maps"].fetch("/maps/plain.xml.gz").etag == '"index"'


def test_delay_that_robots_asks_for_is_kept(crawls: dict[str, Crawl]) -> None:
    times = [asked.at for asked in crawls["maps"].site.requests][1:]
    assert len(times) == 5
    # Four gaps of 0.3 s as the server saw them; one arrival may be late on a busy machine.
    assert times[-1] - times[0] >= 0.9


def test_listing_is_paged_until_nothing_is_new(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["list"]
    assert [url.rpartition("/")[2] for url in crawl.links] == ["l1", "l2", "l3"]
    assert "/news?page=4" not in crawl.site.paths()
    link = crawl.links[crawl.site.url("/news/l1")]
    assert (link.title, link.published) == ("l1 title", date(2026, 3, 1))


def test_known_article_is_not_fetched_again(crawls: dict[str, Crawl]) -> None:
    assert "/news/known" not in crawls["list"].site.paths()


def test_loopback_site_is_refused_unless_the_source_allows_it(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["closed"]
    assert crawl.site.requests == []
    assert crawl.fetch("/feed").error.startswith("address refused")
    assert "address refused" in crawl.result.error


# --- ends -------------------------------------------------------------------------------------------------------------


def build_slow(site: CrawlSite, count: int) -> None:
    site.add_feed("/feed", *(item(site.add_article(f"/s/{number}")) for number in range(count)))


def test_kill_leaves_only_whole_segments(tmp_path: Path) -> None:
    with serve_site() as site:
        build_slow(site, 90)
        job = make_job(site, tmp_path, make_source(site, max_articles=90, delay_s=0.02))
        job.spool_folder.mkdir(parents=True)
        job_file = job.spool_folder / JOB_FILE
        job_file.write_text(job.to_json())
        environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": SETTINGS_MODULE}
        process = subprocess.Popen([sys.executable, "-m", "pactwatch.crawl", str(job_file)], env=environment)
        wait_for(job.spool_folder / "0002.warc.gz.part")
        process.send_signal(signal.SIGKILL)
        process.wait()
    crawl = collect(site, tmp_path, CrawlResult("t"))
    assert [segment.number for segment in crawl.segments] == ["0001"]
    assert len(crawl.fetches) == 25
    assert len(crawl.links) == 90
    assert b"Article at" in crawl.read("/s/0")
    assert archive.discard_partial(tmp_path) == 2
    assert not list(tmp_path.rglob("*.part"))


def test_crawl_past_its_time_is_stopped_and_keeps_what_it_has(tmp_path: Path) -> None:
    with serve_site() as site:
        build_slow(site, 50)
        source = make_source(site, delay_s=0.3)
        result = run_crawl(make_job(site, tmp_path, source), timeout_s=4)
    crawl = collect(site, tmp_path, result)
    assert (result.finished_reason, result.error) == ("shutdown", "stopped after 4 s")
    assert 0 < result.articles == len(crawl.fetches) - 1 < 50
    assert not list(tmp_path.rglob("*.part"))


def test_crawl_ends_by_itself_at_its_own_limit_or_where_the_site_throttles(tmp_path: Path) -> None:
    with serve_site() as site, ThreadPoolExecutor(2) as pool:
        build_slow(site, 50)
        limited = make_job(site, tmp_path / "limited", make_source(site, delay_s=0.3), max_seconds=1.5)
        site.add_feed("/busy", *(item(site.url(path)) for path in ("/too-many", *(f"/s/{n}" for n in range(9)))))
        site.pages["/too-many"] = Page(b"", "text/plain", 429)
        throttled = make_job(site, tmp_path / "throttled", replace(make_source(site), url=site.url("/busy")))
        results = list(pool.map(lambda job: run_crawl(job, timeout_s=60), (limited, throttled)))
    assert results[0].finished_reason == "timeout"
    # The request after the 429 may be on its way before the answer is read; no more than that.
    assert results[1].finished_reason == "throttled"
    assert results[1].articles <= 1


def test_crawl_that_cannot_start_reports_the_end_of_its_log(tmp_path: Path) -> None:
    with serve_site() as site:
        source = replace(make_source(site), article_pattern="(")
        result = run_crawl(make_job(site, tmp_path, source), timeout_s=60)
    assert result.finished_reason == "crashed"
    assert "unterminated subpattern" in result.error


def test_crawl_imports_nothing_of_the_warehouse() -> None:
    code = (
        "import sys, pactwatch.crawl.__main__ as main; from pactwatch.project import find_project_root;"
        " find_project_root(); import spiders.feed, spiders.sitemap, spiders.listing, pactwatch.crawl.pipeline;"
        " print(sorted({'duckdb', 'pactwatch.store'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"


def wait_for(file: Path, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not file.exists():
        assert time.monotonic() < end, f"{file.name} did not appear"
        time.sleep(0.005)
