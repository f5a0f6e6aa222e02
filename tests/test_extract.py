import gzip
import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pactwatch.errors import ExtractError
from pactwatch.extract import EXTRACTOR_VERSION, extract_article
from pactwatch.extract.content import clean_author
from pactwatch.extract.markup import MAX_BYTES, decode_page
from pactwatch.extract.written_dates import find_url_day, iter_written_days, parse_stamp
from pactwatch.passages import split_passages
from pactwatch.records import Article

GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2026, 2, 1)
PROSE = (
    "The two companies said that their agreement now runs until the end of 2030 and covers chips as well as services. "
    "Neither of them will be the only supplier of the other, and both may sell to whom they like from next spring on. "
    "A committee with members of both sides meets four times a year and looks at prices, deliveries and complaints."
)
URL = "https://news.example/deals/pact"


def build_page(head: str = "", body: str = "", *, title: str = "Two companies renew their agreement") -> bytes:
    page = f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}"
    return f"{page}<p>{PROSE}</p><p>{PROSE[::-1][:5]}{PROSE}</p></body></html>".encode()


def extract(body: bytes, **known: Any) -> Article:
    return extract_article(body, **{"url": URL, "fetched_on": TODAY, **known})


def refuse(body: bytes, **known: Any) -> str:
    with pytest.raises(ExtractError) as caught:
        extract(body, **known)
    return caught.value.reason


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.html")))
def test_golden_page_gives_its_expected_record(name: str) -> None:
    record = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    body = (GOLDEN / f"{name}.html").read_bytes()
    known = {
        "url": record["url"],
        "content_type": record["content_type"],
        "fetched_on": date.fromisoformat(record["fetched_on"]),
        "feed_date": date.fromisoformat(record["feed_date"]) if record["feed_date"] else None,
    }
    expected = record["expected"]
    if "refused" in expected:
        assert refuse(body, **known) == expected["refused"]
        return
    article = extract(body, **known)
    assert {
        "url": article.url,
        "title": article.title,
        "author": article.author,
        "site_name": article.site_name,
        "language": article.language,
        "published": str(article.published) if article.published else None,
        "date_witness": article.date_witness,
        "date_candidates": [[one.witness, str(one.value), one.raw] for one in article.date_candidates],
        "modified": str(article.modified) if article.modified else None,
        "paragraphs": article.text.split("\n"),
        "passages": [passage.text for passage in split_passages(article.text)],
    } == expected


def test_golden_pages_cover_articles_and_refusals() -> None:
    records = [json.loads(path.read_text(encoding="utf-8"))["expected"] for path in GOLDEN.glob("*.json")]
    assert {record["refused"] for record in records if "refused" in record} >= {"paywalled_stub", "listing_page"}
    assert sum("refused" not in record for record in records) >= 5


# --- dates ------------------------------------------------------------------------------------------------------------


def test_feed_date_is_believed_over_the_page_and_both_are_kept() -> None:
    article = extract(
        build_page('<meta property="article:published_time" content="2025-03-04">'), feed_date=date(2025, 3, 3)
    )
    assert (article.published, article.date_witness) == (date(2025, 3, 3), "feed")
    assert ("meta", date(2025, 3, 4)) in {(one.witness, one.value) for one in article.date_candidates}


def test_address_is_believed_first() -> None:
    article = extract(
        build_page('<meta property="article:published_time" content="2025-03-04T02:00:00+00:00">'),
        url="https://news.example/2025/03/03/pact",
    )
    assert (article.published, article.date_witness) == (date(2025, 3, 3), "url")


def test_feed_that_gives_the_day_of_a_change_yields_to_the_published_date() -> None:
    head = '<meta property="article:published_time" content="2024-05-01"><meta name="lastmod" content="2025-06-02">'
    article = extract(build_page(head), feed_date=date(2025, 6, 2))
    assert (article.published, article.date_witness, article.modified) == (date(2024, 5, 1), "meta", date(2025, 6, 2))


@pytest.mark.parametrize("stamp", ["2099-01-01", "2026-02-03", "1970-01-01", "1989-12-31", "0001-01-01", "2025-02-30"])
def test_impossible_future_and_ancient_dates_are_refused(stamp: str) -> None:
    article = extract(build_page(f'<meta property="article:published_time" content="{stamp}">'))
    assert (article.published, article.date_witness, article.date_candidates) == (None, None, ())


def test_a_refused_date_gives_way_to_the_next_witness() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2099-05-05"}</script>'
    article = extract(build_page(head, '<p>Published <time datetime="2025-05-05">5 May 2025</time></p>'))
    assert (article.published, article.date_witness) == (date(2025, 5, 5), "time")


def test_tomorrow_is_accepted_because_of_time_zones() -> None:
    assert extract(build_page('<meta name="date" content="2026-02-02">')).published == date(2026, 2, 2)


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "datePublished": "2025-01-21", }',
        '[{"@type": "Organization"}, [{"@type": ["Report", "Thing"], "datePublished": "2025-01-21T10:00:00Z"}]]',
        '{"@graph": [{"@type": "WebPage", "datePublished": "2025-01-22"}, '
        '{"@type": "NewsArticle", "datePublished": "2025-01-21"}]}',
        '{"@type": "NewsArticle", "datePublished": "Tue, 21 Jan 2025 10:00:00 GMT", "x": "line\nbreak"}',
        '{"@type": "BlogPosting", "datePublished": 17, "dateCreated": "2025-01-21"};',
        '{"@type": "NewsArticle", "comment": {"@type": "Comment", "datePublished": "2023-01-01"}, '
        '"datePublished": "2025-01-21"}',
    ],
)
def test_json_ld_is_read_in_whatever_state_it_is(script: str) -> None:
    article = extract(build_page(f'<script type="application/ld+json">{script}</script>'))
    assert (article.published, article.date_witness) == (date(2025, 1, 21), "json_ld")


def test_json_ld_record_of_this_address_goes_before_those_of_others() -> None:
    records = [
        {"@type": "NewsArticle", "url": "https://news.example/deals/other", "datePublished": "2024-02-02"},
        {"@type": "NewsArticle", "mainEntityOfPage": {"@id": URL}, "datePublished": "2025-01-21"},
    ]
    article = extract(build_page(f'<script type="application/ld+json">{json.dumps(records)}</script>'))
    assert article.published == date(2025, 1, 21)


def test_dates_in_elements_far_from_the_title_count_only_if_they_agree() -> None:
    far = f"<p>{PROSE}</p>" * 3
    once = '<div class="card"><span class="post-date">May 6, 2024</span></div>'
    other = '<div class="card"><span class="post-date">June 7, 2024</span></div>'
    assert extract(build_page(body=far + once + once)).published == date(2024, 5, 6)
    both = extract(build_page(body=far + once + other))
    assert "text" not in {one.witness for one in both.date_candidates}


def test_dates_of_other_articles_and_copyright_years_are_no_witness() -> None:
    body = (
        '<div class="related-posts"><time datetime="2024-04-04">4 April 2024</time></div>'
        '<div class="comments"><p class="date">May 6, 2024</p></div><footer>© 2019 Example. June 7, 2023</footer>'
    )
    assert extract(build_page(body=body)).published is None


def test_shown_update_is_used_when_nothing_else_is_there() -> None:
    article = extract(build_page(body="<p>Last updated: December 12, 2025</p>"))
    assert (article.published, article.date_witness) == (date(2025, 12, 12), "text")
    assert "updated" in article.date_candidates[0].raw


def test_declared_change_is_kept_but_never_taken_for_publication() -> None:
    article = extract(build_page('<meta property="article:modified_time" content="2025-12-12">'))
    assert (article.published, article.modified) == (None, date(2025, 12, 12))


def test_change_before_publication_is_dropped() -> None:
    head = '<meta name="date" content="2025-06-01"><meta property="article:modified_time" content="2025-05-01">'
    assert extract(build_page(head)).modified is None


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2025-01-21T23:59:00-08:00", "2025-01-21"),
        ("20250121", "2025-01-21"),
        ("1737417600", "2025-01-21"),
        ("1737417600000", "2025-01-21"),
        ("Sept. 3rd, 2025", "2025-09-03"),
        ("3rd of September 2025", "2025-09-03"),
        ("03.09.2025", "2025-09-03"),
        ("9/23/2025", "2025-09-23"),
        ("03/09/2025", None),
        ("2025-13-41", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_stamp_is_read_or_left_alone(raw: str, day: str | None) -> None:
    assert parse_stamp(raw) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2025/01/21/deal.html", "2025-01-21"),
        ("https://a.example/2025/jan/21/deal", "2025-01-21"),
        ("https://a.example/news/2025-01-21-deal", "2025-01-21"),
        ("https://a.example/news/20250121", "2025-01-21"),
        ("https://a.example/2025/01/deal", None),
        ("https://a.example/item-2025012134", None),
        ("https://a.example/2025/99/99/x", None),
    ],
)
def test_day_in_the_address(url: str, day: str | None) -> None:
    assert find_url_day(url) == (date.fromisoformat(day) if day else None)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_usual_spelling_of_a_day_is_read_back(day: date) -> None:
    for text in (day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}"):
        assert [found for found, _, _ in iter_written_days(f"on {text}.")] == [day]


# --- what surrounds the text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://www.news.example/deals/the-pact?utm_source=x", "https://www.news.example/deals/the-pact"),
        ("/deals/the-pact#top", "https://news.example/deals/the-pact"),
        ("https://other.example.org/deals/pact", URL),
        ("https://news.example/", URL),
        ("javascript:void(0)", URL),
        ("http://[broken", URL),
        ("", URL),
    ],
)
def test_canonical_address_is_taken_within_the_site_only(link: str, expected: str) -> None:
    assert extract(build_page(f'<link rel="canonical" href="{link}">')).url == expected


def test_trackers_are_cleaned_off_the_address() -> None:
    assert extract(build_page(), url=f"{URL}?utm_medium=mail&id=7#part").url == f"{URL}?id=7"


def test_heading_wins_over_the_title_with_the_site_name() -> None:
    head = '<meta property="og:title" content="Two companies renew their agreement | News Example">'
    assert extract(build_page(head)).title == "Two companies renew their agreement"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("admin", ""),
        ("Undefined", ""),
        ("News Example", ""),
        ("By the Deals Desk Last updated August 1", "the Deals Desk"),
        ("Www Facebook Com; Policy Team", "Policy Team"),
        ("x" * 200, ""),
    ],
)
def test_author_junk_is_dropped(raw: str, clean: str) -> None:
    assert clean_author(raw, site_name="News Example") == clean


@pytest.mark.parametrize(("tag", "code"), [("en-GB", "en"), ("DE", "de"), ("zh_Hant", "zh"), ("x", ""), ("", "")])
def test_language_is_the_declared_one(tag: str, code: str) -> None:
    assert extract(build_page().replace(b"lang='en'", f"lang='{tag}'".encode())).language == code


def test_paragraphs_are_joined_by_exactly_one_newline() -> None:
    text = extract(build_page(body="<p>  A first\n\n  line of   several words. <br><br> And another one.</p>")).text
    assert "\n\n" not in text
    assert all(line == " ".join(line.split()) and line for line in text.split("\n"))


def test_version_names_what_the_output_depends_on() -> None:
    assert EXTRACTOR_VERSION.startswith("x1-")


# --- bytes ------------------------------------------------------------------------------------------------------------

QUOTED = "“Souveraineté” – the contract’s price is €40 million, or £35 million, says the naïve note from Zürich."


@pytest.mark.parametrize(
    ("encoding", "content_type", "declared"),
    [
        ("utf-8", "text/html", ""),
        ("utf-8-sig", "text/html", ""),
        ("utf-16", "text/html", ""),
        ("cp1252", "text/html", ""),
        ("cp1252", "text/html", "utf-8"),
        ("cp1252", "text/html; charset=ISO-8859-1", ""),
        ("utf-8", "text/html; charset=windows-1252", "iso-8859-1"),
        ("iso-8859-15", "text/html", "iso-8859-15"),
    ],
)
def test_quotes_and_accents_survive_every_wrong_declaration(encoding: str, content_type: str, declared: str) -> None:
    # iso-8859-15 has the euro sign but no curly quotes.
    quoted = QUOTED if encoding != "iso-8859-15" else QUOTED.translate(str.maketrans("“”–’", '""-\''))
    page = build_page(f'<meta charset="{declared}">' if declared else "", f"<p>{quoted} {PROSE}</p>").decode()
    assert quoted in extract(page.encode(encoding), content_type=content_type).text


def test_a_broken_byte_does_not_turn_the_rest_into_gibberish() -> None:
    page = build_page(body=f"<p>{QUOTED} {QUOTED} {PROSE}</p>").replace(b"note from", b"note \xe2\x80 from", 1)
    assert QUOTED in extract(page).text


def test_declared_legacy_charset_is_used() -> None:
    body = "契約は二〇三〇年まで延長され、両社は計算資源の共同利用を続けると発表した。" * 20
    page = f"<html><head><meta charset='shift_jis'></head><body><p>{body}</p></body></html>".encode("shift_jis")
    assert body in decode_page(page)


def test_python_codecs_that_are_no_charsets_are_never_used() -> None:
    page = build_page('<meta charset="unicode_escape">', "<p>\\x41 caf\xe9</p>").decode().encode("latin-1")
    assert "\\x41 café" in decode_page(page)


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "", "empty_body"),
        (b" \n\x00\x00 ", "text/html", "empty_body"),
        (b"%PDF-1.7 ...", "text/html", "not_html"),
        (gzip.compress(b"<html></html>", mtime=0), "text/html", "not_html"),
        (b'{"title": "x"}', "application/json", "not_html"),
        (b"plain words and nothing else", "text/plain", "not_html"),
        (b'<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>', "text/xml", "not_html"),
        (b"<html>" + b"a" * MAX_BYTES, "text/html", "too_large"),
        (b"<html><body>" + b"<p>word</p>" * 40_000, "text/html", "too_large"),
        (b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(4000)) + b">x</p>", "text/html", "too_large"),
        (b"<html><body><p>Nothing much.</p></body></html>", "text/html", "no_article"),
        (b"<html><body>" + b"<div>" * 5000 + b"deep" + b"</div>" * 5000, "text/html", "no_article"),
    ],
)
def test_bad_input_is_refused_with_its_reason(body: bytes, content_type: str, reason: str) -> None:
    assert refuse(body, content_type=content_type) == reason


@pytest.mark.parametrize(
    ("page", "url", "reason"),
    [
        (build_page(), "https://news.example/", "home_page"),
        (build_page(), "https://news.example/en/", "home_page"),
        (build_page('<meta property="og:type" content="product">'), URL, "product_page"),
        (build_page(), "https://forum.news.example/t/pact/17", "forum_page"),
        (build_page(), "https://news.example/category/deals/", "listing_page"),
        (
            build_page('<script type="application/ld+json">{"@type": "QAPage"}</script>'),
            "https://news.example/q/1",
            "forum_page",
        ),
    ],
)
def test_pages_of_another_kind_are_refused(page: bytes, url: str, reason: str) -> None:
    assert refuse(page, url=url) == reason


def test_interstitial_page_is_refused() -> None:
    short = f"<p>{PROSE}</p>"
    page = f"<html><head><title>Just a moment...</title></head><body><h1>Just a moment...</h1>{short}</body></html>"
    assert refuse(page.encode()) == "blocked_page"


def test_article_in_a_category_folder_is_kept_when_it_is_dated() -> None:
    page = build_page('<meta property="article:published_time" content="2025-03-04">')
    assert extract(page, url="https://news.example/category/deals/pact").published == date(2025, 3, 4)


def test_long_article_that_mentions_a_paywall_is_kept() -> None:
    body = f"<p>{PROSE}</p>" * 8 + "<p>Readers must subscribe to read the letter, says the publisher.</p>"
    assert "must subscribe" in extract(build_page(body=body)).text


@pytest.mark.parametrize("place", ["begin", "middle"])
def test_notice_before_the_end_is_no_paywall(place: str) -> None:
    notice = "<p>Subscribe to read our letter.</p>"
    body = notice + f"<p>{PROSE}</p>" * 3 if place == "begin" else f"<p>{PROSE}</p>{notice}" + f"<p>{PROSE}</p>" * 2
    assert "Subscribe to read" in extract(build_page(body=body)).text


def test_stub_that_only_its_markup_calls_unfree_is_refused() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    assert refuse(build_page(head)) == "paywalled_stub"


def test_null_bytes_and_xml_declarations_do_no_harm() -> None:
    page = b'<?xml version="1.0" encoding="utf-16"?>' + build_page().replace(b"companies", b"com\x00panies")
    assert "two companies said" in extract(page).text


def test_half_a_surrogate_pair_reaches_no_field() -> None:
    script = (
        '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "A \\ud83d deal of two companies", '
        '"author": {"@type": "Person", "name": "Policy \\udc00 Desk"}, "datePublished": "2025-01-02\\ud800"}'
    )
    page = build_page(f'<script type="application/ld+json">{script}</script>').replace(b"h1>", b"h6>")
    article = extract(page)
    words = [article.title, article.author, article.text, *(one.raw for one in article.date_candidates)]
    assert "".join(words).encode("utf-8")
    assert article.published == date(2025, 1, 2)


def test_json_may_nest_without_end() -> None:
    page = build_page(f'<script type="application/ld+json">{"[" * 50_000}</script>')
    assert "two companies said" in extract(page).text


_PIECES = st.sampled_from(
    [
        b"<p>",
        b"</p>",
        b"<table><tr><td>",
        b"</table>",
        b"<h1>",
        b"<!--",
        b"-->",
        b"<script>",
        b"</script>",
        b"<![CDATA[",
    ]
    + [
        b"<time datetime='2025-01-01'>",
        b'<script type="application/ld+json">{"@type":',
        b"\xff\xfe",
        b"\x00",
        b"&#x110000;",
    ]
    + [
        b'<meta name="date" content="',
        b'">',
        b"<ul><li>",
        b"January 5, 2025 ",
        b"<a href='http://['>",
        b"\xc3(",
        b"<base href='x:'>",
    ]
    + [b"<article>", b"<link rel=canonical href='//'>", PROSE.encode(), "“é中".encode()]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(_PIECES, st.binary(max_size=20)), max_size=30), st.booleans())
def test_no_bytes_raise_anything_but_an_extract_error(pieces: list[bytes], is_page: bool) -> None:
    body = b"".join([b"<html><body>" if is_page else b"", *pieces])
    try:
        article = extract(body)
    except ExtractError:
        return
    assert article.text == "\n".join(" ".join(line.split()) for line in article.text.split("\n"))
    assert article.published is None or date(1990, 1, 1) <= article.published <= date(2026, 2, 2)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_address_or_content_type_raises_anything_but_an_extract_error(url: str, content_type: str) -> None:
    with suppress(ExtractError):
        assert PROSE in extract(build_page(), url=url, content_type=content_type).text


def test_the_same_page_always_gives_the_same_article() -> None:
    page = (GOLDEN / "news_article.html").read_bytes()
    assert extract(page).article_id == extract(page).article_id
