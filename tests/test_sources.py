"""The registry loads, and every mistake in a file is named with its fix."""

from dataclasses import replace
from pathlib import Path

import pytest

from pactwatch.errors import SourceError
from pactwatch.project import find_folder
from pactwatch.records import Source
from pactwatch.sources import find_source, load_source, load_sources

SOUND = """
title = "Example: News"
url = "https://news.example.com/feed"
home_url = "https://news.example.com/"
tier = "news"
language = "en"
enabled = true
access = "full"
"""


@pytest.fixture(scope="module")
def registry() -> list[Source]:
    return load_sources()


def write(tmp_path: Path, text: str, name: str = "feed/example.toml") -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(tmp_path: Path, text: str, name: str = "feed/example.toml") -> str:
    write(tmp_path, text, name)
    with pytest.raises(SourceError) as caught:
        load_sources(tmp_path)
    return str(caught.value)


def test_registry_holds_every_candidate_once(registry: list[Source]) -> None:
    assert len(registry) == 69
    assert len({source.source_id for source in registry}) == 69
    assert len({source.url for source in registry}) == 69
    assert {source.kind for source in registry} == {"feed", "sitemap"}


def test_registry_never_fetches_articles_of_paywalled_and_discovery_sources(registry: list[Source]) -> None:
    metadata_only = {source.source_id for source in registry if source.access == "metadata_only"}
    assert metadata_only == {"ft_tech", "bloomberg_tech", "techmeme", "reuters_news_sitemap"}


def test_registry_disables_what_nobody_has_seen(registry: list[Source]) -> None:
    assert all(source.is_enabled for source in registry if source.seen)
    assert sum(source.is_enabled for source in registry) == 46
    assert not find_source(registry, "xai_news").is_enabled


def test_registry_is_polite_and_touches_no_loopback(registry: list[Source]) -> None:
    assert all(source.delay_s >= 1 and not source.allow_loopback for source in registry)


def test_registry_says_that_edgar_wants_a_contact(registry: list[Source]) -> None:
    assert "contact" in find_source(registry, "sec_8k_current").rights_note


def test_academic_forums_stand_under_law_firms_with_a_note(registry: list[Source]) -> None:
    for source_id in ("cls_bluesky", "harvard_corpgov", "truth_on_the_market", "dando_diary"):
        source = find_source(registry, source_id)
        assert source.tier == "law_firm"
        assert "academic commentary" in source.rights_note.lower()


def test_every_field_of_a_file_reaches_the_record(tmp_path: Path) -> None:
    text = SOUND + (
        'rights_note = "ask first"\nseen = 2026-03-01\n'
        '[crawl]\ndelay_s = 5\nmax_articles = 7\nmax_pages = 3\nwindow_days = 9\narticle_pattern = "/news/"\n'
        '[selectors]\nitem = "li"\nlink = "a::attr(href)"\n[expect]\narticles_least = 1\narticles_most = 20\n'
    )
    source = load_source(write(tmp_path, text, "listing/full_example.toml"))
    expected = {
        "source_id": "full_example",
        "kind": "listing",
        "rights_note": "ask first",
        "delay_s": 5.0,
        "max_articles": 7,
        "max_pages": 3,
        "window_days": 9,
        "article_pattern": "/news/",
        "selectors": {"item": "li", "link": "a::attr(href)"},
        "articles_per_run": (1, 20),
        "is_enabled": True,
    }
    assert {name: getattr(source, name) for name in expected} == expected
    assert source.seen is not None
    assert source.seen.isoformat() == "2026-03-01"


def test_digest_follows_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND)
    before = load_source(path)
    path.write_text(SOUND + "# a remark\n")
    after = load_source(path)
    assert before.registry_digest != after.registry_digest
    assert replace(before, registry_digest="") == replace(after, registry_digest="")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("title", 'titel = "x"\n#'), "titel is unknown: did you mean title?"),
        (("title", "#"), "title is missing: add title = text in quotes"),
        (('"Example: News"', '" "'), "title is empty"),
        (
            ("https://news.example.com/feed", "ftp://x.example/feed"),
            "url is 'ftp://x.example/feed': use a full address",
        ),
        (("https://news.example.com/feed", "https://a.example/x y"), "url is 'https://a.example/x y'"),
        (("https://news.example.com/feed", "https://a.example:port/"), "url is 'https://a.example:port/', no address"),
        (("https://news.example.com/feed", "https://u:p@a.example/"), "url holds a user name or password"),
        (("https://news.example.com/feed", "https://a.example/#top"), "url holds a #fragment"),
        (('tier = "news"', 'tier = "blog"'), "tier is 'blog': use one of primary, regulator"),
        (('language = "en"', 'language = "English"'), "language is 'English': use a code such as en"),
        (("enabled = true", 'enabled = "yes"'), "enabled is 'yes': write true or false"),
        (('access = "full"', 'access = "paywall"'), "access is 'paywall': use one of full, metadata_only"),
        (('"full"\n', '"full"\nseen = "March"\n'), "seen is 'March': write a date"),
        (('"full"\n', '"full"\n[crawl]\ndelay_s = -1\n'), "crawl.delay_s is -1: use 0 to 3600"),
        (('"full"\n', '"full"\n[crawl]\ndelay_s = 0.1\n'), "use at least 0.5; only a loopback source may go faster"),
        (('"full"\n', '"full"\n[crawl]\nmax_articles = true\n'), "crawl.max_articles is True: write a whole number"),
        (
            ('"full"\n', '"full"\n[crawl]\narticle_pattern = "("\n'),
            "crawl.article_pattern is '(', no regular expression",
        ),
        (('"full"\n', '"full"\n[crawl]\ndelay = 2\n'), "crawl.delay is unknown: did you mean delay_s?"),
        (('"full"\n', '"full"\ncrawl = 3\n'), "crawl is 3: make it a table, [crawl]"),
        (('"full"\n', '"full"\n[selectors]\nitem = "li"\n'), "[selectors] is for listings only"),
        (
            ('"full"\n', '"full"\n[expect]\narticles_least = 9\narticles_most = 3\n'),
            "articles_least 9 is above articles_most 3",
        ),
        (('"full"\n', '"full"\n[expect]\narticles_least = 600\n'), "articles_least 600 is above articles_most 500"),
        (("title = ", "title : "), "not readable as TOML"),
    ],
)
def test_mistake_is_named_with_file_field_and_fix(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    text = problems_of(tmp_path, SOUND.replace(*change))
    assert told in text
    assert text.startswith("feed/example.toml: ")


def test_all_mistakes_of_all_files_come_in_one_error(tmp_path: Path) -> None:
    write(tmp_path, SOUND.replace('"news"', '"blog"'), "sitemap/other.toml")
    text = problems_of(tmp_path, SOUND.replace('"en"', '"??"').replace("true", "1"))
    assert [line.partition(":")[0] for line in text.splitlines()] == ["feed/example.toml"] * 2 + ["sitemap/other.toml"]


def test_listing_without_selectors_is_told_which(tmp_path: Path) -> None:
    text = problems_of(tmp_path, SOUND + '[selectors]\nlink = "a["\n', "listing/example.toml")
    assert "selectors.item is missing" in text
    assert "selectors.link is 'a[', no CSS selector" in text


@pytest.mark.parametrize("name", ["podcast/example.toml", "feed/Example.toml", "feed/example.txt", "example.toml"])
def test_misplaced_file_is_refused(tmp_path: Path, name: str) -> None:
    text = problems_of(tmp_path, SOUND, name)
    assert text.startswith(name)


def test_same_id_under_two_kinds_is_refused(tmp_path: Path) -> None:
    write(tmp_path, SOUND, "sitemap/example.toml")
    assert "the id is taken by feed/example.toml" in problems_of(tmp_path, SOUND)


def test_unknown_source_is_answered_with_the_nearest_names(registry: list[Source]) -> None:
    with pytest.raises(SourceError, match="did you mean openai_news"):
        find_source(registry, "openai_new")


def test_folder_of_the_project_is_the_default(registry: list[Source]) -> None:
    assert load_sources(find_folder("spiders/sources")) == registry
