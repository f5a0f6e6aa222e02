"""What a site says about machines keeping its pages, and who it says it to."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.crawl.rights import TdmRule, judge_headers, judge_html, judge_location, judge_page, parse_tdmrep


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("noai", "X-Robots-Tag: noai"),
        ("NoIndex, NoArchive", "X-Robots-Tag: noarchive"),
        ("none", "X-Robots-Tag: none"),
        ("pactwatch: nosnippet", "X-Robots-Tag: nosnippet"),
        ("otherbot: noarchive, nosnippet", ""),
        ("otherbot: noarchive, pactwatch: noai", "X-Robots-Tag: noai"),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST, noai", "X-Robots-Tag: noai"),
        ("max-snippet: 20", ""),
        ("noindex, nofollow, noimageai, all", ""),
    ],
)
def test_x_robots_tag_reserves_only_for_whom_it_speaks_to(value: str, reason: str) -> None:
    assert judge_headers({"x-robots-tag": [value]}, agent="Pactwatch").reason == reason


def test_tdm_header_of_zero_reserves_nothing() -> None:
    assert judge_headers({"tdm-reservation": ["0"]}, agent="Pactwatch").rights == "allowed"
    assert judge_headers({"tdm-reservation": ["0", " 1 "]}, agent="Pactwatch").rights == "reserved"


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("<META NAME='robots' CONTENT='index,NOARCHIVE'>", "meta robots: noarchive"),
        ("<meta name=pactwatch content=noai>", "meta pactwatch: noai"),
        ('<meta name="googlebot" content="noarchive">', ""),
        ('<!-- <meta name="robots" content="noai"> --><meta name="robots" content="index">', ""),
        ('<meta name="description" content="none of it, noai"/>', ""),
        ('<meta property="x" name="tdm-reservation" content="1" />', "meta tdm-reservation: 1"),
    ],
)
def test_meta_tags_are_read_as_browsers_read_them(head: str, reason: str) -> None:
    assert judge_html(f"<html><head>{head}</head></html>", agent="Pactwatch").reason == reason


def test_headers_and_page_are_judged_together() -> None:
    page = '<meta name="robots" content="noai">'
    assert judge_page({"x-robots-tag": ["index"]}, page, agent="Pactwatch").reason == "meta robots: noai"


@pytest.mark.parametrize(
    ("location", "path", "matches"),
    [
        ("/", "/anything", True),
        ("/news/*", "/news/1", True),
        ("/news/*", "/blog/1", False),
        ("/*.pdf$", "/a/b.pdf", True),
        ("/*.pdf$", "/a/b.pdfx", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/a*c*e", "/abcde", True),
        ("/*?print=*", "/x?print=1", True),
        ("/caf%C3%A9/*", "/caf%C3%A9/1", True),
    ],
)
def test_tdmrep_locations_match_like_robots_paths(location: str, path: str, matches: bool) -> None:
    verdict = judge_location(f"https://a.example{path}", [TdmRule(location, True)])
    assert (verdict.rights == "reserved") == matches


def test_longest_tdmrep_location_decides_and_a_tie_reserves() -> None:
    rules = [TdmRule("/news/*", True), TdmRule("/news/open/*", False)]
    assert judge_location("https://a.example/news/open/1", rules).rights == "allowed"
    assert judge_location("https://a.example/x", [TdmRule("/x", False), TdmRule("/x", True)]).rights == "reserved"


@given(st.binary(max_size=200))
def test_unreadable_tdmrep_reserves_nothing(body: bytes) -> None:
    assert parse_tdmrep(b"{" + body) == ()


def test_tdmrep_entries_without_a_location_are_passed_over() -> None:
    body = b'[{"tdm-reservation": 1}, {"location": 3}, "x", {"location": "/a", "tdm-reservation": "1"}]'
    assert parse_tdmrep(body) == (TdmRule("/a", True),)


@pytest.mark.parametrize(
    "hostile", ["<!--" * 50_000, "<meta " * 33_000, ("<meta " + "a" * 9_000 + ">") * 20, "*" * 100_000]
)
def test_hostile_page_is_judged_in_time(hostile: str) -> None:
    started = time.process_time()
    judge_html(hostile, agent="Pactwatch")
    judge_location("https://a.example/" + "a" * 2000, [TdmRule("/" + hostile[:5000] + "b", True)])
    assert time.process_time() - started < 2
