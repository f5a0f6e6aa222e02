"""Whole crawls against a site on loopback: what each kind of answer gets in the log, and what is never asked for."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

import pytest
from tests.crawl_site import Crawl, Page, collect, item, make_job, make_source, serve_site
from tests.crawl_troubles import (
    MEGABYTE,
    build_listing,
    build_long_feed,
    build_newsdesk,
    build_sitemaps,
    build_unchanged,
)

from pactwatch.crawl.job import build_user_agent
from pactwatch.crawl.run import run_crawl
from pactwatch.records import Source


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

        # Made here and not in the threads: the factory's first call sets up a folder and stands no second beside it.
        spools = {name: tmp_path_factory.mktemp(name) for name in plans}

        def crawl(name: str) -> Crawl:
            spool = spools[name]
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
