"""From what an index page says to a clean, dated link: canonical addresses and plausible days. Pure functions."""

import html
import re
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from courlan import clean_url

# Feeds and pages of partnerships between AI companies do not reach further back; 1970 is a zero in somebody's database.
_EARLIEST_DAY = date(1995, 1, 1)
# A feed's clock may run ahead by its time zone, not by more.
_AHEAD = timedelta(days=1)
_LONGEST_URL = 2000
# What publishers put behind their own feed links and courlan does not know. None of them selects a page.
_FEED_TRACKERS = frozenset({"cmp", "cmpid", "ncid", "ftcamp", "smid", "taid", "guccounter", "mod", "feedtype"})
# Names that courlan drops as trackers though old content systems number their pages with them, as in news.aspx?cid=12.
_MAY_IDENTIFY = frozenset({"cid", "eid", "uid", "ref", "session", "source", "keyword"})
_SCRIPT = re.compile(r"\.(aspx?|php|cfm|jsp|do|cgi|pl)$|/$", re.IGNORECASE)


def canonical_url(address: str, base_url: str = "") -> str | None:
    """Clean an address so that the same page has one name: no fragment, no trackers, ordered query, small-letter host.

    Relative addresses are resolved against `base_url`. None for what no page can be fetched from.

    >>> canonical_url("HTTPS://Example.com/a?utm_source=x&id=5#top")
    'https://example.com/a?id=5'
    >>> canonical_url("mailto:press@example.com") is None
    True
    """
    absolute = _resolve(address, base_url)
    if absolute is None:
        return None
    parts = urlsplit(absolute)
    query = "" if _is_bare(parts.query) else _drop_feed_trackers(parts.query)
    cleaned = clean_url(urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, "")))
    if not cleaned:
        return None
    result = urlsplit(cleaned)
    kept = parts.query if _is_bare(parts.query) else _keep_identity(parts.path, query, result.query)
    # courlan shows international hosts in Unicode; a request and robots.txt want the ASCII form.
    netloc = _ascii_netloc(result.netloc)
    return urlunsplit((result.scheme, netloc, result.path or "/", kept, "")) if netloc else None


def plausible_day(moment: date | datetime | None, now: datetime) -> date | None:
    """Return the day that an index page gives, or None where it is missing, before 1995 or in the future.

    >>> plausible_day(date(2099, 1, 1), datetime(2026, 3, 1)) is None
    True
    """
    if moment is None:
        return None
    day = moment.date() if isinstance(moment, datetime) else moment
    return day if _EARLIEST_DAY <= day <= (now + _AHEAD).date() else None


def clean_title(title: str, *, most_chars: int = 300) -> str:
    """Make one line of text out of a title that may hold markup, entities and line breaks.

    >>> clean_title("A &amp;amp; B <b>sign</b>")
    'A & B sign'
    """
    text = html.unescape(html.unescape(title[: most_chars * 8]))
    return " ".join(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text).split())[:most_chars]


def _resolve(address: str, base_url: str) -> str | None:
    if not address.strip():
        # An empty link resolves to the page that holds it.
        return None
    try:
        # courlan would close the gap where a blank stands.
        absolute = urljoin(base_url, re.sub(r"[\t\r\n]", "", address.strip()).replace(" ", "%20"))
        parts = urlsplit(absolute)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    if not usable or parts.username or parts.password or len(absolute) > _LONGEST_URL:
        return None
    return absolute


def _is_bare(query: str) -> bool:
    """Tell whether a query is one value without a name, as in story?12345, which courlan would drop."""
    return bool(query) and "=" not in query


def _drop_feed_trackers(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in pairs if name.lower() not in _FEED_TRACKERS])


def _keep_identity(path: str, before: str, after: str) -> str:
    if after or not _SCRIPT.search(path):
        return after
    pairs = [(name, value) for name, value in parse_qsl(before) if name.lower() in _MAY_IDENTIFY and value.isdigit()]
    return urlencode(sorted(pairs))


def _ascii_netloc(netloc: str) -> str:
    try:
        return netloc.encode("ascii").decode() if netloc.isascii() else netloc.encode("idna").decode()
    except UnicodeError:
        return ""
