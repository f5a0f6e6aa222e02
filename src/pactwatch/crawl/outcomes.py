"""Turns a response, or the lack of one, into what the fetch log says of it. No network and no state.

In: status, headers and body, or the exception of a failed download. Out: `Outcome`: an error or none, whether trying
again makes sense, the rights verdict, whether the body may be kept.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from pactwatch.crawl.retries import RETRY_STATUSES
from pactwatch.crawl.rights import ALLOWED, RESERVED, ROBOTS_DISALLOWED, RightsVerdict, judge_headers, judge_page

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HTML_START = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SNIFFED_BYTES = 1024
_MOST_ERROR_CHARS = 300

Headers = Mapping[str, Sequence[str]]


class RobotsForbidden(IgnoreRequest):  # type: ignore[misc]  # scrapy is not followed by mypy
    """robots.txt forbids the address."""


class RobotsUnreachable(IgnoreRequest):  # type: ignore[misc]  # scrapy is not followed by mypy
    """robots.txt could not be had (server error, no connection), so nothing may be fetched for now."""


class TdmReserved(IgnoreRequest):  # type: ignore[misc]  # scrapy is not followed by mypy
    """The site's tdmrep.json reserves the address."""


class BodyRefused(IgnoreRequest):  # type: ignore[misc]  # scrapy is not followed by mypy
    """A body arrived that cannot be decoded or is too large."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one request. `is_kept` says that the body goes into the archive."""

    error: str = ""
    may_heal: bool = False
    verdict: RightsVerdict = RightsVerdict()
    is_kept: bool = False


def judge_article(status: int, headers: Headers, body: bytes, *, agent: str) -> Outcome:
    """Judge an article's response; `headers` have small-letter names, `body` is decoded."""
    if status != 200:
        return Outcome(error=f"status {status}", may_heal=may_heal(status))
    if not body.strip():
        return Outcome(error="empty body", may_heal=True)
    if not is_html(headers, body):
        return Outcome(error=f"content type {_first(headers, 'content-type') or 'missing, and the body is no HTML'}")
    # Latin-1 maps every byte, and all that is looked for is ASCII.
    verdict = judge_page(headers, body.decode("latin-1"), agent=agent)
    return Outcome(verdict=verdict, is_kept=verdict.rights == ALLOWED)


def judge_index(status: int, headers: Headers, *, agent: str) -> Outcome:
    """Judge an index page's response; 304 is no error. A reserved index is read for its links and not kept."""
    if status == 304:
        return Outcome()
    if status != 200:
        return Outcome(error=f"status {status}", may_heal=may_heal(status))
    verdict = judge_headers(headers, agent=agent)
    return Outcome(verdict=verdict, is_kept=verdict.rights == ALLOWED)


def judge_exception(error: BaseException, *, is_address_refused: bool, most_bytes: int) -> Outcome:
    """Judge a download that brought no response.

    `is_address_refused` tells that the host has only addresses that the guard refuses, `most_bytes` the size limit.
    """
    if isinstance(error, RobotsForbidden):
        return Outcome(verdict=RightsVerdict(ROBOTS_DISALLOWED, "robots.txt"))
    if isinstance(error, TdmReserved):
        return Outcome(verdict=RightsVerdict(RESERVED, str(error)))
    if is_address_refused:
        return Outcome(error="address refused: private, loopback or otherwise not public")
    if isinstance(error, RobotsUnreachable):
        return Outcome(error=f"robots.txt unreachable: {error}"[:_MOST_ERROR_CHARS], may_heal=True)
    if isinstance(error, BodyRefused):
        return Outcome(error=str(error), may_heal="truncated" in str(error))
    if isinstance(error, DownloadCancelledError):
        return Outcome(error=f"larger than {most_bytes} bytes")
    if isinstance(error, UnsupportedURLSchemeError | IgnoreRequest):
        return Outcome(error=str(error)[:_MOST_ERROR_CHARS] or "not fetched")
    return Outcome(error=_describe(error), may_heal=True)


def may_heal(status: int) -> bool:
    """Tell whether a status is the server's trouble rather than its answer.

    >>> [may_heal(status) for status in (404, 429, 503)]
    [False, True, True]
    """
    return status in RETRY_STATUSES


def is_html(headers: Headers, body: bytes) -> bool:
    """Tell HTML by its declared type, or by its first kilobyte where no type is declared."""
    declared = _first(headers, "content-type").partition(";")[0].strip().lower()
    return declared in _HTML_TYPES if declared else bool(_HTML_START.search(body[:_SNIFFED_BYTES]))


def _describe(error: BaseException) -> str:
    known = {
        DownloadTimeoutError: "timeout",
        CannotResolveHostError: "host not found",
        DownloadConnectionRefusedError: "connection refused",
        ResponseDataLossError: "truncated: the connection ended before the body did",
    }
    for kind, text in known.items():
        if isinstance(error, kind):
            return text
    return f"{type(error).__name__}: {error}"[:_MOST_ERROR_CHARS]


def _first(headers: Headers, name: str) -> str:
    values = headers.get(name, ())
    return values[0] if values else ""
