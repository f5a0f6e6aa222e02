"""The small pure parts of a crawl: addresses, links, dates, encodings, retries, jobs."""

import gzip
import ipaddress
import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.address import IPv4Address

from pactwatch.crawl.addresses import GuardedResolver, is_refused
from pactwatch.crawl.encoding import BodyError, decode_body, gunzip
from pactwatch.crawl.fetchlog import decode_line, encode_line
from pactwatch.crawl.job import CrawlJob, CrawlResult, build_user_agent
from pactwatch.crawl.links import canonical_url, clean_title, plausible_day
from pactwatch.crawl.retries import LONGEST_WAIT, MOST_ATTEMPTS, parse_retry_after, plan_next_attempt
from pactwatch.errors import SourceError
from pactwatch.records import FetchRecord, LinkRecord, Source

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.251",
        "239.1.1.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:db8::1",
        "not an address",
    ],
)
def test_address_that_no_public_site_has_is_refused(address: str) -> None:
    assert is_refused(address, allow_loopback=False)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_public_address_is_let_through(address: str) -> None:
    assert not is_refused(address, allow_loopback=False)


@given(st.ip_addresses())
def test_loopback_source_reaches_loopback_and_nothing_else(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if not is_refused(str(ip), allow_loopback=True):
        mapped = getattr(ip, "ipv4_mapped", None) or ip
        assert mapped.is_loopback
        assert is_refused(str(ip), allow_loopback=False)


class FixedNames:
    """A resolver that knows its answers, and one that receives them: the two ends that Twisted gives the guard."""

    def __init__(self, answers: dict[str, list[str]]) -> None:
        self.answers = answers
        self.received: list[str] = []
        self.is_complete = False

    def resolveHostName(self, receiver: Any, host: str, *_: Any) -> None:  # noqa: N802  Twisted's name
        receiver.resolutionBegan(None)
        for address in self.answers[host]:
            receiver.addressResolved(IPv4Address("TCP", address, 80))
        receiver.resolutionComplete()

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802  Twisted's name
        self.received = []

    def addressResolved(self, address: Any) -> None:  # noqa: N802  Twisted's name
        self.received.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802  Twisted's name
        self.is_complete = True


def test_guard_passes_on_only_the_public_addresses_of_a_host() -> None:
    names = FixedNames({"mixed.example": ["10.0.0.1", "93.184.216.34"], "inside.example": ["10.0.0.1", "127.0.0.1"]})
    guard = GuardedResolver(None, names, allow_loopback=False)
    guard.resolveHostName(names, "mixed.example")
    assert names.received == ["93.184.216.34"]
    assert "mixed.example" not in guard.refused_hosts
    guard.resolveHostName(names, "inside.example")
    assert names.received == []
    assert names.is_complete
    assert "inside.example" in guard.refused_hosts


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("https://Example.com:443/A/?utm_source=x#top", "https://example.com/A/"),
        ("https://example.com/?p=123", "https://example.com/?p=123"),
        ("https://example.com/story?12345", "https://example.com/story?12345"),
        ("https://example.com/news.aspx?cid=12&utm_medium=rss", "https://example.com/news.aspx?cid=12"),
        ("https://example.com/a?cid=12", "https://example.com/a"),
        ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
        ("https://example.com/content/1?ftcamp=rss", "https://example.com/content/1"),
        ("/relative/a b", "https://base.example/relative/a%20b"),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("javascript:void(0)", None),
        ("https://[bad/", None),
        (" ", None),
        ("https://user:pass@example.com/", None),
        ("https://example.com:99999/", None),
        ("https://example.com/" + "a" * 3000, None),
    ],
)
def test_address_is_cleaned_of_what_does_not_name_the_page(address: str, canonical: str | None) -> None:
    assert canonical_url(address, "https://base.example/feed") == canonical


@given(st.text(max_size=60), st.text(alphabet="abc=&?#%/;+ü", max_size=40))
def test_canonical_address_is_its_own_canonical_address(path: str, tail: str) -> None:
    once = canonical_url(f"https://example.com/{path}{tail}")
    if once is not None:
        assert canonical_url(once) == once


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(1994, 12, 31), date(2026, 3, 12), date(2099, 1, 1), None])
def test_implausible_day_is_no_day(day: date | None) -> None:
    assert plausible_day(day, NOW) is None


def test_day_may_run_ahead_by_a_time_zone() -> None:
    assert plausible_day(datetime(2026, 3, 11, 2, tzinfo=UTC), NOW) == date(2026, 3, 11)


def test_title_is_one_line_of_text() -> None:
    assert clean_title("  A &lt;i&gt;b&lt;/i&gt;\n c < d ") == "A b c < d"
    assert len(clean_title("x" * 10_000)) == 300


@given(st.binary(max_size=2000), st.sampled_from(["gzip", "x-gzip", "deflate", "identity", "", "deflate, gzip"]))
def test_body_comes_back_from_every_encoding_asked_for(body: bytes, encoding: str) -> None:
    encoded = body
    for name in encoding.split(", "):
        if name in ("gzip", "x-gzip"):
            encoded = gzip.compress(encoded, mtime=0)
        elif name == "deflate":
            encoded = zlib.compress(encoded)
    assert decode_body(encoded, encoding, most_bytes=10_000) == body


def test_raw_deflate_and_several_gzip_members_are_read() -> None:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    raw = compressor.compress(b"raw " * 50) + compressor.flush()
    assert decode_body(raw, "deflate", most_bytes=1000) == b"raw " * 50
    assert gunzip(gzip.compress(b"one", mtime=0) + gzip.compress(b"two", mtime=0) + b"\0\0", most_bytes=10) == b"onetwo"


@pytest.mark.parametrize(
    ("body", "encoding", "told"),
    [
        (gzip.compress(b"x" * 999, mtime=0)[:-4], "gzip", "truncated"),
        (b"plain text", "gzip", "damaged"),
        (gzip.compress(b"\0" * 5_000_000, mtime=0), "gzip", "larger than 100000 bytes when decompressed"),
        (gzip.compress(b"\0" * 60_000, mtime=0) * 2, "gzip", "larger than 100000 bytes when decompressed"),
        (b"x", "br", "'br' was not asked for"),
        (b"x" * 100_001, "", "larger than 100000 bytes"),
    ],
    ids=["gzip-cut", "gzip-damaged", "gzip-bomb", "gzip-bomb-of-two", "brotli", "plain-too-large"],
)
def test_body_that_cannot_be_had_whole_is_refused(body: bytes, encoding: str, told: str) -> None:
    with pytest.raises(BodyError, match=told):
        decode_body(body, encoding, most_bytes=100_000)


def test_retries_grow_fourfold_to_three_days_and_then_end() -> None:
    waits = [plan_next_attempt(NOW, attempt, base_s=1800) for attempt in range(1, MOST_ATTEMPTS + 1)]
    hours = [(wait - NOW).total_seconds() / 3600 for wait in waits if wait is not None]
    assert hours == [0.5, 2, 8, 32, 72, 72, 72]
    assert waits[-1] is None


@given(st.integers(1, MOST_ATTEMPTS - 1), st.timedeltas(timedelta(), timedelta(days=400)))
def test_retry_after_is_heeded_within_the_longest_wait(attempt: int, asked: timedelta) -> None:
    planned = plan_next_attempt(NOW, attempt, base_s=1, retry_after=asked)
    assert planned is not None
    assert min(asked, LONGEST_WAIT) <= planned - NOW <= LONGEST_WAIT


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("60", timedelta(minutes=1)),
        ("Tue, 10 Mar 2026 12:10:00 GMT", timedelta(minutes=10)),
        ("Tue, 10 Mar 2026 11:00:00 GMT", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_read_in_both_notations(value: str, wait: timedelta | None) -> None:
    assert parse_retry_after(value, NOW) == wait


def test_retry_after_of_absurd_length_does_not_overflow() -> None:
    assert parse_retry_after("9" * 40, NOW) is not None


def test_job_and_result_survive_their_files() -> None:
    source = Source(
        source_id="x",
        title="Ü",
        kind="listing",
        tier="news",
        url="https://a.example/",
        home_url="https://a.example/",
        language="en",
        access="full",
        is_enabled=True,
        selectors={"item": "li"},
        articles_per_run=(1, 2),
        seen=date(2026, 1, 2),
    )
    job = CrawlJob(
        source=source,
        run_id="r",
        spool_folder=Path("/data/spool/r/x"),
        user_agent="a",
        now=NOW,
        validators={"u": {"etag": "e"}},
        known_urls=frozenset({"b", "a"}),
        due_retries={"c": 2},
    )
    assert CrawlJob.from_json(job.to_json()) == job
    result = CrawlResult("x", 1, 2, 3, 4, 5, "timeout", 1.5, "é")
    assert CrawlResult.from_json(result.to_json()) == result


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"source": {"seen": "x"}}'])
def test_what_is_no_job_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="not a crawl job"):
        CrawlJob.from_json(text)


def test_contact_cannot_smuggle_a_header() -> None:
    assert "\n" not in build_user_agent("me@example.org\r\nCookie: x")
    assert "(" not in build_user_agent(" ")


@given(
    st.builds(
        FetchRecord,
        url=st.text(),
        final_url=st.text(),
        kind=st.sampled_from(["feed", "sitemap", "listing", "article"]),
        status=st.integers(0, 599),
        fetched_at=st.datetimes(timezones=st.just(UTC)),
        error=st.text(),
        next_attempt_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    )
    | st.builds(LinkRecord, url=st.text(), title=st.text(), published=st.none() | st.dates())
)
def test_log_line_gives_its_record_back(record: FetchRecord | LinkRecord) -> None:
    line = encode_line(record)
    assert "\n" not in line
    assert decode_line(line) == record
