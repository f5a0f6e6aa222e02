"""Asks a source's server, once and politely, whether its feed, sitemap or listing still answers.

In: a source. Out: a verdict with the reason. One request for robots.txt and one for the page, redirects counted;
articles are not asked for.
"""

import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from pactwatch.crawl.addresses import is_refused
from pactwatch.crawl.encoding import ACCEPTED, BodyError, decode_body, gunzip
from pactwatch.crawl.links import plausible_day
from pactwatch.records import Source

CheckVerdict = Literal["answers", "blocked", "throttled", "dead", "stale", "robots_forbids", "error"]

STALE_AFTER_DAYS = 90
_TIMEOUT_S = 20.0
_MOST_BYTES = 20 * 1024 * 1024
_MOST_REDIRECTS = 5
_BLOCKED = frozenset({401, 402, 403, 406, 407, 451})
_GONE = frozenset({404, 410})
_DATE_TAGS = re.compile(
    rb"<(?:\w+:)?(?:pubDate|published|updated|date|lastmod|publication_date)>\s*([^<]{8,40})<", re.IGNORECASE
)
_ROOTS = {
    "feed": (re.compile(rb"<(?:\w+:)?(rss|feed|RDF)\b"), "feed"),
    "sitemap": (re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)\b"), "sitemap"),
    "listing": (re.compile(rb"<(html|body|!doctype html)\b", re.IGNORECASE), "HTML page"),
}


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What a source's server said. `status` is 0 where there was no answer, `newest` None where no date stood."""

    source_id: str
    verdict: CheckVerdict
    detail: str
    status: int = 0
    newest: date | None = None
    seconds: float = 0.0


class _Finding(Exception):
    """Ends a check early with its verdict."""

    def __init__(self, verdict: CheckVerdict, detail: str, status: int = 0) -> None:
        super().__init__(detail)
        self.verdict: CheckVerdict = verdict
        self.detail = detail
        self.status = status


def check_source(source: Source, *, user_agent: str) -> SourceCheck:
    """Ask for a source's index page and say how it stands; never raises for what the server does."""
    started = time.monotonic()
    headers = {"User-Agent": user_agent, "Accept-Encoding": ACCEPTED}
    newest: date | None = None
    try:
        # No proxy from the environment: it would resolve names where the guard does not see them.
        with httpx.Client(headers=headers, timeout=_TIMEOUT_S, trust_env=False) as client:
            _heed_robots(client, source, user_agent.partition("/")[0])
            status, body = _fetch(client, source.url, source.allow_loopback)
        _judge_status(status)
        newest = _find_newest(source, body)
        finding = _judge_age(newest, status)
    except _Finding as found:
        finding = found
    except httpx.ConnectError as error:
        finding = _Finding("dead", f"no connection: {error}")
    except httpx.TimeoutException:
        finding = _Finding("error", f"no answer within {_TIMEOUT_S:g} s")
    except (httpx.HTTPError, BodyError) as error:
        finding = _Finding("error", str(error) or type(error).__name__)
    seconds = round(time.monotonic() - started, 3)
    return SourceCheck(source.source_id, finding.verdict, finding.detail, finding.status, newest, seconds)


def _heed_robots(client: httpx.Client, source: Source, agent: str) -> None:
    status, body = _fetch(client, urljoin(source.url, "/robots.txt"), source.allow_loopback)
    if status >= 500 or status == 429:
        raise _Finding("throttled" if status == 429 else "error", f"robots.txt answers {status}", status)
    if status == 200 and not body.lstrip().startswith(b"<"):
        rules = Protego.parse(body.decode("utf-8", "ignore"))
        if not rules.can_fetch(source.url, agent):
            raise _Finding("robots_forbids", "robots.txt forbids this address to us", status)


def _fetch(client: httpx.Client, url: str, allow_loopback: bool) -> tuple[int, bytes]:
    """Return status and decoded body, following redirects one by one so that each address is looked at first."""
    for _ in range(_MOST_REDIRECTS + 1):
        _refuse_address(url, allow_loopback)
        with client.stream("GET", url) as response:
            if response.has_redirect_location:
                url = urljoin(url, response.headers["Location"])
                continue
            if response.headers.get("cf-mitigated") == "challenge":
                raise _Finding("blocked", "the site wants a browser to solve a challenge", response.status_code)
            raw = b"".join(_iter_limited(response))
            encoding = response.headers.get("Content-Encoding", "")
            return response.status_code, decode_body(raw, encoding, most_bytes=_MOST_BYTES)
    raise _Finding("error", f"more than {_MOST_REDIRECTS} redirects")


def _iter_limited(response: httpx.Response) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_raw():
        size += len(chunk)
        if size > _MOST_BYTES:
            raise BodyError(f"larger than {_MOST_BYTES} bytes")
        yield chunk


def _refuse_address(url: str, allow_loopback: bool) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _Finding("error", f"redirects to {url!r}, no web address")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError as error:
        raise _Finding("dead", f"host {parts.hostname} not found: {error}") from error
    if any(is_refused(str(entry[4][0]), allow_loopback=allow_loopback) for entry in found):
        raise _Finding("error", f"address refused: {parts.hostname} is private, loopback or otherwise not public")


def _judge_status(status: int) -> None:
    if status in _GONE:
        raise _Finding("dead", f"status {status}", status)
    if status in _BLOCKED:
        raise _Finding("blocked", f"status {status}", status)
    if status in (429, 503):
        raise _Finding("throttled", f"status {status}", status)
    if status != 200:
        raise _Finding("error", f"status {status}", status)


def _find_newest(source: Source, body: bytes) -> date | None:
    """Return the newest plausible date in the page; raises _Finding when the page is not of the source's kind."""
    if body.startswith(b"\x1f\x8b"):
        body = gunzip(body, most_bytes=_MOST_BYTES)
    root, name = _ROOTS[source.kind]
    if not root.search(body[:4096]):
        raise _Finding("error", f"answers, but not with a {name}", 200)
    days = [plausible_day(_read_date(text), datetime.now(UTC)) for text in _DATE_TAGS.findall(body)]
    return max((day for day in days if day), default=None)


def _judge_age(newest: date | None, status: int) -> _Finding:
    if newest is None:
        return _Finding("answers", "no dates in it", status)
    age_days = (datetime.now(UTC).date() - newest).days
    if age_days > STALE_AFTER_DAYS:
        return _Finding("stale", f"nothing new for {age_days} days", status)
    return _Finding("answers", f"newest item {newest.isoformat()}", status)


def _read_date(raw: bytes) -> date | None:
    text = raw.decode("ascii", "ignore").strip()
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return parse(text).date()
        except (ValueError, TypeError):
            continue
    return None
