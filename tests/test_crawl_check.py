"""`check_source` against a site on loopback: one verdict for each way a source can stand."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from tests.crawl_site import CrawlSite, Page, item, serve_site

from pactwatch.crawl.check import SourceCheck, check_source
from pactwatch.records import Source, SourceKind

TODAY = datetime.now(UTC)


@pytest.fixture
def site() -> Iterator[CrawlSite]:
    with serve_site() as served:
        yield served


def check(url: str, kind: SourceKind = "feed", *, allow_loopback: bool = True) -> SourceCheck:
    source = Source("s", "S", kind, "news", url, url, "en", "full", True, allow_loopback=allow_loopback)
    return check_source(source, user_agent="Pactwatch/0 (+ops@example.org)")


def test_fresh_feed_answers_with_its_newest_day(site: CrawlSite) -> None:
    days = [TODAY - timedelta(days=number) for number in (40, 3, -400)]
    url = site.add_feed("/feed", *(item("/x", published=format_datetime(day)) for day in days))
    found = check(url)
    assert (found.verdict, found.status, found.newest) == ("answers", 200, days[1].date())
    assert site.paths() == ["/robots.txt", "/feed"]


def test_quiet_sitemap_is_stale(site: CrawlSite) -> None:
    day = (TODAY - timedelta(days=200)).date().isoformat()
    site.pages["/map.xml"] = Page(f"<urlset><url><lastmod>{day}</lastmod></url></urlset>".encode(), "text/xml")
    found = check(site.url("/map.xml"), "sitemap")
    assert (found.verdict, found.detail) == ("stale", "nothing new for 200 days")


def test_listing_without_dates_answers(site: CrawlSite) -> None:
    assert check(site.add_article("/news"), "listing").verdict == "answers"


@pytest.mark.parametrize(
    ("page", "verdict", "detail"),
    [
        (Page(status=403), "blocked", "status 403"),
        (Page(status=410), "dead", "status 410"),
        (Page(status=429), "throttled", "status 429"),
        (Page(status=500), "error", "status 500"),
        (Page(status=403, headers=(("cf-mitigated", "challenge"),)), "blocked", "solve a challenge"),
        (Page(b"<html>hello</html>"), "error", "answers, but not with a feed"),
        (Page(b"cut", declared_length=900), "error", ""),
        (Page(status=302, headers=(("Location", "/feed"),)), "error", "more than 5 redirects"),
        (Page(status=302, headers=(("Location", "http://192.168.0.1/"),)), "error", "address refused: 192.168.0.1"),
        (Page(status=302, headers=(("Location", "ftp://127.0.0.1/"),)), "error", "no web address"),
    ],
)
def test_verdict_follows_the_answer(site: CrawlSite, page: Page, verdict: str, detail: str) -> None:
    site.pages["/feed"] = page
    found = check(site.url("/feed"))
    assert found.verdict == verdict
    assert detail in found.detail


def test_robots_is_asked_first_and_obeyed(site: CrawlSite) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: Pactwatch\nDisallow: /", "text/plain")
    assert check(site.add_feed("/feed")).verdict == "robots_forbids"
    assert site.paths() == ["/robots.txt"]


def test_robots_in_trouble_leaves_the_source_unasked(site: CrawlSite) -> None:
    site.pages["/robots.txt"] = Page(status=503)
    assert check(site.add_feed("/feed")).detail == "robots.txt answers 503"


def test_host_without_a_server_is_dead() -> None:
    assert check("http://127.0.0.1:9/feed").verdict == "dead"


def test_loopback_is_refused_to_an_ordinary_source(site: CrawlSite) -> None:
    found = check(site.add_feed("/feed"), allow_loopback=False)
    assert (found.verdict, found.detail.partition(":")[0]) == ("error", "address refused")
    assert site.requests == []
