"""The bundled newsroom: what it lists, how it answers, and that its troubles are really there."""

import gzip
import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import httpx
import pytest
import trafilatura
from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector

from pactwatch.demo.articles import (
    Block,
    DemoArticle,
    SiteKey,
    load_article,
    load_articles,
    parse_blocks,
    render_blocks,
)
from pactwatch.demo.content import build_content
from pactwatch.demo.registry import demo_sources
from pactwatch.demo.resource import Resource
from pactwatch.demo.site import Newsroom, serve_newsroom
from pactwatch.errors import SettingsError, SourceError

_PORTS = (8741, 8742, 8743, 8744)
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_FRONT = '+++\ntitle = "T"\nbyline = "B"\nsection = "deals"\nsummary = "S"\n'
_FACTS = 'published = 2024-01-02T03:04:05Z\nbasis_url = "https://example.org/"\n'


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with serve_newsroom(0) as running:
        yield running


def get(newsroom: Newsroom, site: SiteKey, path: str, **headers: str) -> httpx.Response:
    """Fetch as a crawler does: no redirects followed, one more try after a 503."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = httpx.get(newsroom.url_of(site, path), headers=named, trust_env=False)
    return httpx.get(newsroom.url_of(site, path), trust_env=False) if response.status_code == 503 else response


def get_article(newsroom: Newsroom, article: DemoArticle) -> httpx.Response:
    return get(newsroom, article.site, newsroom.content.path_of[article.site, article.slug])


def find_article(newsroom: Newsroom, site: SiteKey, slug: str) -> DemoArticle:
    return next(article for article in newsroom.articles if (article.site, article.slug) == (site, slug))


def squeeze(text: str | None) -> str:
    return " ".join((text or "").split())


def titles_of(newsroom: Newsroom, site: SiteKey) -> set[str]:
    return {article.title for article in newsroom.articles if article.site == site}


# --- texts ------------------------------------------------------------------------------------------------------------


def test_the_main_set_holds_at_least_forty_articles_with_a_date_and_the_address_of_their_facts() -> None:
    articles = load_articles()
    assert len(articles) >= 40
    assert all(article.published and article.basis_url.startswith("https://") for article in articles)
    years = {article.published.year for article in articles if article.published}
    assert min(years) == 2019
    assert max(years) == 2026


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No front matter", "front matter is missing"),
        ("+++\ntitle = \n+++\nBody", "front matter is no TOML"),
        (_FRONT + _FACTS + "+++\n\n## Only a heading\n", "body holds no paragraph"),
        (_FRONT + "+++\nBody", "published is missing"),
        (_FRONT + _FACTS + 'mood = "good"\n+++\nBody', "mood is unknown"),
        (_FRONT.replace('"T"', "3") + _FACTS + "+++\nBody", "title is 3"),
        (_FRONT + _FACTS.replace("Z", "") + "+++\nBody", "published has no time zone"),
    ],
)
def test_a_wrong_article_is_refused_with_its_file_and_field(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "ledger" / "some-deal.md"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=f"ledger/some-deal.md: {said}"):
        load_article(path)


def test_subheadings_quotes_and_bullets_become_their_elements() -> None:
    html = render_blocks(parse_blocks("First.\n\n## Head\n\n> Said\n\n- one\n\n- two"))
    quote, bullets = "<blockquote>\n<p>Said</p>\n</blockquote>", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
    assert html == f"<p>First.</p>\n<h2>Head</h2>\n{quote}\n{bullets}"


@given(st.text(min_size=1))
def test_no_text_of_a_block_becomes_markup(text: str) -> None:
    html = str(render_blocks([Block("paragraph", text)]))
    assert html.count("<") == 2
    assert html.count(">") == 2


# --- pages ------------------------------------------------------------------------------------------------------------


def test_every_article_extracts_to_its_first_and_its_last_paragraph(newsroom: Newsroom) -> None:
    lost = []
    for article in newsroom.articles:
        response = get_article(newsroom, article)
        assert response.status_code == 200
        text = squeeze(trafilatura.extract(response.content, url=str(response.url)))
        lost += [article.slug for part in (0, -1) if squeeze(article.paragraphs[part]) not in text]
    assert lost == []


def test_every_link_of_a_site_to_itself_answers(newsroom: Newsroom) -> None:
    dead = set()
    for site, resources in newsroom.content.resources.items():
        pages = [
            resource for resource in resources.values() if resource.media_type.startswith("text/html") and resource.body
        ]
        for page in pages:
            for link in Selector(body=page.body, type="html").css("::attr(href), ::attr(src)").getall():
                if link.startswith("/") and link not in resources:
                    dead.add((site, link))
    assert dead == set()


def test_pages_load_nothing_from_elsewhere(newsroom: Newsroom) -> None:
    for site, resources in newsroom.content.resources.items():
        for path, page in resources.items():
            if not page.media_type.startswith("text/html") or not page.body:
                continue
            selector = Selector(body=page.body, type="html")
            loaded = selector.css("[src]::attr(src), link[rel=stylesheet]::attr(href)").getall()
            assert loaded, (site, path)
            assert all(address.startswith("/") for address in loaded), (site, path)


@pytest.mark.parametrize(
    ("site", "selector"),
    [
        ("ledger", 'meta[property="article:published_time"]::attr(content)'),
        ("larkfield", 'meta[name="date"]::attr(content)'),
        ("announcements", "article time::attr(datetime)"),
        ("register", 'meta[name="DC.date"]::attr(content)'),
    ],
)
def test_each_site_marks_its_dates_in_its_own_way(newsroom: Newsroom, site: SiteKey, selector: str) -> None:
    article = next(one for one in load_articles() if one.site == site and one.slug != "paying-for-the-exit")
    assert article.published
    marked = Selector(get_article(newsroom, article).text).css(selector).get() or ""
    assert marked.startswith(article.published.date().isoformat())


def test_equal_ports_give_equal_bytes() -> None:
    assert build_content(_PORTS).resources == build_content(_PORTS).resources


# --- lists ------------------------------------------------------------------------------------------------------------


def test_the_rss_feed_names_every_article_of_the_ledger_newest_first(newsroom: Newsroom) -> None:
    feed = feedparser.parse(get(newsroom, "ledger", "/feed.xml").content)
    assert not feed.bozo
    assert {entry.title for entry in feed.entries} >= titles_of(newsroom, "ledger")
    dates = [entry.published_parsed for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)
    assert all(entry.id and entry.summary for entry in feed.entries)


def test_the_atom_feed_names_every_article_of_the_firm_and_gives_one_no_date(newsroom: Newsroom) -> None:
    feed = feedparser.parse(get(newsroom, "larkfield", "/insights/feed.atom").content)
    assert not feed.bozo
    assert {entry.title for entry in feed.entries} == titles_of(newsroom, "larkfield")
    assert [entry.title.partition(":")[0] for entry in feed.entries if "updated" not in entry] == ["Resource note"]


def test_the_listing_leads_from_page_to_page_to_every_release(newsroom: Newsroom) -> None:
    source = next(source for source in demo_sources(newsroom.base_port) if source.source_id == "announcements")
    path, found, pages = "/releases", [], 0
    while path:
        page = Selector(get(newsroom, "announcements", path).text)
        cards = page.css(source.selectors["item"])
        assert 0 < len(cards) <= 5
        found += [card.css(source.selectors["title"]).get() for card in cards]
        assert all(card.css(source.selectors["date"]).get() for card in cards)
        path, pages = page.css(source.selectors["next"]).get() or "", pages + 1
    assert set(found) == titles_of(newsroom, "announcements")
    assert len(found) == len(set(found))
    assert pages >= 3
    assert get(newsroom, "announcements", f"/releases?page={pages + 1}").status_code == 404


def test_the_sitemap_index_leads_to_a_gzipped_sitemap_with_articles_and_pages_that_are_none(newsroom: Newsroom) -> None:
    index = ET.fromstring(get(newsroom, "register", "/sitemap-index.xml").content)
    [address] = [element.text or "" for element in index.iter(_LOC)]
    sitemap = ET.fromstring(gzip.decompress(httpx.get(address, trust_env=False).content))
    listed = {element.text for element in sitemap.iter(_LOC)}
    articles = {newsroom.url_of_article(article) for article in newsroom.articles if article.site == "register"}
    others = {newsroom.url_of("register", path) for path in ("/notices/calendar", "/notices/topics/partnerships")}
    assert listed == articles | others
    assert len(list(sitemap)) == len([element for element in sitemap.iter() if element.tag.endswith("lastmod")])


def test_the_news_sitemap_gives_final_addresses_and_no_draft(newsroom: Newsroom) -> None:
    root = ET.fromstring(get(newsroom, "ledger", "/news-sitemap.xml").content)
    addresses = [element.text or "" for element in root.iter(_LOC)]
    assert len(addresses) == len(titles_of(newsroom, "ledger")) - 1
    assert not any("/drafts/" in address or "/news/" in address for address in addresses)


def test_the_registry_follows_the_base_port(newsroom: Newsroom) -> None:
    sources = demo_sources(newsroom.base_port)
    assert {source.source_id: source.kind for source in sources} == {
        "announcements": "listing",
        "larkfield": "feed",
        "ledger": "feed",
        "register": "sitemap",
    }
    for source in sources:
        assert source.allow_loopback
        assert httpx.get(source.url, trust_env=False).status_code == 200
        assert source.home_url.rstrip("/") in newsroom.urls.values()
    assert {source.url.split("/")[2] for source in demo_sources()} == {f"127.0.0.1:{port}" for port in _PORTS}


# --- answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site", "path"),
    [
        ("ledger", "/feed.xml"),
        ("larkfield", "/insights/feed.atom"),
        ("announcements", "/releases?page=2"),
        ("register", "/sitemap-notices.xml.gz"),
        ("register", "/notices/cma-microsoft-openai"),
    ],
)
def test_an_unchanged_page_answers_304_to_either_validator(newsroom: Newsroom, site: SiteKey, path: str) -> None:
    first = get(newsroom, site, path)
    assert first.status_code == 200
    for headers in (
        {"if_none_match": first.headers["etag"]},
        {"if_modified_since": first.headers["last-modified"]},
    ):
        again = get(newsroom, site, path, **headers)
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == first.headers["etag"]
    assert get(newsroom, site, path, if_none_match='"another"').status_code == 200
    assert get(newsroom, site, path, if_modified_since="Mon, 01 Jan 2018 00:00:00 GMT").status_code == 200


def test_a_tag_that_differs_outranks_a_date_that_fits() -> None:
    resource = Resource(b"body", "text/plain", datetime(2024, 1, 1, tzinfo=UTC))
    late = "Wed, 01 Jan 2025 00:00:00 GMT"
    assert resource.is_unchanged_for({"if-modified-since": late})
    assert not resource.is_unchanged_for({"if-modified-since": late, "if-none-match": '"other"'})
    assert resource.is_unchanged_for({"if-none-match": f'"other", W/{resource.etag}'})
    assert not resource.is_unchanged_for({"if-modified-since": "yesterday"})


def test_a_page_answers_503_once_in_a_servers_life_and_heals() -> None:
    path = "/2025/10/14/openai-chip-deals-26-gigawatts"
    with serve_newsroom(0) as fresh:
        answers = [httpx.get(fresh.url_of("ledger", path), trust_env=False) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [503, 200, 200]
        assert answers[0].headers["retry-after"] == "1"
        assert [tuple(record) for record in fresh.requests] == [
            ("ledger", path, 503),
            ("ledger", path, 200),
            ("ledger", path, 200),
        ]
        assert fresh.count_statuses() == {503: 1, 200: 2}


def test_robots_ask_for_a_delay_and_close_the_draft_that_the_feed_links(newsroom: Newsroom) -> None:
    robots = get(newsroom, "ledger", "/robots.txt").text
    assert "Crawl-delay: 0.1\n" in robots
    assert "Disallow: /drafts/\n" in robots
    links = [entry.link for entry in feedparser.parse(get(newsroom, "ledger", "/feed.xml").content).entries]
    assert sum("/drafts/" in link for link in links) == 1
    for site in ("larkfield", "announcements", "register"):
        assert get(newsroom, site, "/robots.txt").text.startswith("User-agent: *\nDisallow: /")


def test_a_taken_port_is_named_together_with_the_option() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"port {port} .*--port"), serve_newsroom(port):
            pass


def test_ports_are_free_again_after_the_newsroom_closes() -> None:
    with serve_newsroom(0) as first:
        base_port = first.base_port
        assert httpx.get(first.url_of("register", "/"), trust_env=False).status_code == 200
    with serve_newsroom(base_port) as second:
        assert httpx.get(second.url_of("register", "/"), trust_env=False).status_code == 200


def test_the_newsroom_only_reads(newsroom: Newsroom) -> None:
    answer = httpx.post(newsroom.url_of("ledger", "/"), trust_env=False)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


# --- troubles ---------------------------------------------------------------------------------------------------------


def test_the_undated_page_shows_no_date_anywhere(newsroom: Newsroom) -> None:
    article = find_article(newsroom, "larkfield", "questions-to-ask-before-a-model-licence")
    response = get_article(newsroom, article)
    assert "last-modified" not in response.headers
    assert not any(str(year) in response.text for year in range(2015, 2031))


def test_the_syndicated_copy_names_its_origin_and_keeps_all_but_the_first_paragraph(newsroom: Newsroom) -> None:
    copy = find_article(newsroom, "announcements", "amazon-adds-2-75-billion-to-finish-its-anthropic-investment")
    original = find_article(newsroom, "ledger", "amazon-completes-anthropic-investment")
    assert "First published by" in get_article(newsroom, copy).text
    assert newsroom.url_of_article(original) in get_article(newsroom, copy).text
    assert copy.blocks[1:] == original.blocks[1:]
    assert copy.blocks[0] != original.blocks[0]


def test_the_paywalled_stub_says_so_in_its_json_ld(newsroom: Newsroom) -> None:
    page = get_article(newsroom, find_article(newsroom, "ledger", "what-an-hour-of-accelerator-costs")).text
    described = json.loads(Selector(page).css('script[type="application/ld+json"]::text').get() or "")
    assert described["isAccessibleForFree"] is False
    assert Selector(page).css(described["hasPart"]["cssSelector"])


def test_the_broken_page_is_no_utf_8_and_leaves_its_paragraphs_open(newsroom: Newsroom) -> None:
    body = get_article(
        newsroom, find_article(newsroom, "announcements", "snowflake-and-anthropic-expand-partnership")
    ).content
    with pytest.raises(UnicodeDecodeError):
        body.decode()
    assert b"</p>" not in body


def test_the_page_in_windows_1252_tells_no_charset(newsroom: Newsroom) -> None:
    article = find_article(newsroom, "register", "autorite-de-la-concurrence-opinion-generative-ai")
    response = get_article(newsroom, article)
    assert response.headers["content-type"] == "text/html"
    assert b"charset" not in response.content
    assert "Autorité" in response.content.decode("windows-1252")
    assert "’" in response.content.decode("windows-1252")


def test_reservations_stand_in_a_header_and_in_a_file(newsroom: Newsroom) -> None:
    article = find_article(newsroom, "larkfield", "most-favoured-customer-clauses-in-compute")
    assert get_article(newsroom, article).headers["tdm-reservation"] == "1"
    [rule] = get(newsroom, "larkfield", "/.well-known/tdmrep.json").json()
    assert rule == {"location": "/insights/subscribers/*", "tdm-reservation": 1}
    for site in ("ledger", "announcements", "register"):
        assert get(newsroom, site, "/.well-known/tdmrep.json").status_code == 404


def test_the_feed_holds_an_old_address_that_redirects_and_a_page_that_is_gone(newsroom: Newsroom) -> None:
    links = [entry.link for entry in feedparser.parse(get(newsroom, "ledger", "/feed.xml").content).entries]
    statuses = {link: httpx.get(link, trust_env=False).status_code for link in links}
    [moved] = [link for link, status in statuses.items() if status == 301]
    [gone] = [link for link, status in statuses.items() if status == 404]
    assert moved.endswith("/news/microsoft-puts-1-billion-into-openai")
    assert gone.endswith("/2025/02/18/withdrawn-report-on-a-chip-order")
    followed = httpx.get(moved, follow_redirects=True, trust_env=False)
    assert followed.status_code == 200
    assert followed.url.path == "/2019/07/22/microsoft-puts-1-billion-into-openai"


def test_the_date_of_2099_stands_beside_a_right_visible_one(newsroom: Newsroom) -> None:
    article = find_article(newsroom, "larkfield", "paying-for-the-exit")
    page = Selector(get_article(newsroom, article).text)
    described = json.loads(page.css('script[type="application/ld+json"]::text').get() or "")
    assert described["datePublished"].startswith("2099-")
    assert page.css('meta[name="date"]').get() is None
    assert article.published
    assert f"{article.published.day} {article.published:%B %Y}" in (page.css(".byline .date::text").get() or "")
