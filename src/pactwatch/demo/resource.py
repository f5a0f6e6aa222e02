"""One thing that a newsroom site serves, with the validators of HTTP's conditional requests.

In: bytes and what is known about them. Out: headers and the answer to "has it changed?". Nothing here opens a socket.
Method: RFC 9110, section 13 (https://www.rfc-editor.org/rfc/rfc9110#section-13): a given ETag outranks a date.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from pactwatch.demo.articles import SiteKey


@dataclass(frozen=True, slots=True)
class Resource:
    """A body with its media type; `modified` is None where the site gives no date, `location` is set on a redirect.

    `fails_once` answers 503 to the first request of a server's life.
    """

    body: bytes
    media_type: str
    modified: datetime | None = None
    extra_headers: tuple[tuple[str, str], ...] = ()
    location: str = ""
    fails_once: bool = False

    @property
    def etag(self) -> str:
        """A strong validator made from the content alone, so that a restart changes nothing."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:24]}"'

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a 200 or 304 answer, without Content-Type."""
        headers = {"etag": self.etag, "cache-control": "no-cache", **dict(self.extra_headers)}
        if self.modified is not None:
            headers["last-modified"] = format_datetime(self.modified.astimezone(UTC), usegmt=True)
        return headers

    def is_unchanged_for(self, request_headers: Mapping[str, str]) -> bool:
        """Whether the client's copy is current, by If-None-Match or, where that is absent, If-Modified-Since."""
        if tags := request_headers.get("if-none-match"):
            return any(tag.strip().removeprefix("W/") in (self.etag, "*") for tag in tags.split(","))
        since = request_headers.get("if-modified-since")
        if not since or self.modified is None:
            return False
        try:
            return self.modified.replace(microsecond=0) <= parsedate_to_datetime(since).replace(tzinfo=UTC)
        except ValueError:
            return False  # RFC 9110: a date that cannot be read is as good as none


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a feed, a listing or a sitemap: where it points and what it says."""

    site: SiteKey
    path: str
    title: str
    summary: str
    published: datetime | None
    section_slug: str
    section_label: str
    picture: str = ""
    byline: str = ""
