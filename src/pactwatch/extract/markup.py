"""Turns a page's bytes into text, and reads what its head declares: JSON-LD records and meta tags.

In: the bytes as served with their content type, and later the parsed tree. Out: a Unicode string, and `PageRecords`. It
refuses what is no HTML at all (`ExtractError` with `empty_body`, `too_large`, `not_html`); it does not judge content.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import charset_normalizer
from lxml.html import HtmlElement

from pactwatch.errors import ExtractError

# The largest of the 407 pages of the shared corpus has 1.8 MB; annual reports as HTML reach 10 MB.
MAX_BYTES: Final = 12_000_000

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_BINARY: Final = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
_HTML_TYPES: Final = ("html", "xml", "text/plain", "octet-stream", "unknown")
_TAG: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|main|section|h1|table)\b", re.I)
_FEED: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.S)
_LONG_TAG: Final = re.compile(r"<[a-z][^<>]{10000,}", re.IGNORECASE)
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_MAX_ATTRIBUTES: Final = 3000
_JSON_DATE: Final = re.compile(r'"(date(?:Published|Created|Modified))"\s*:\s*"([^"]{8,40})"')
_JSON_KIND: Final = re.compile(r'"@type"\s*:\s*"(\w+)"')
# Parts of a record that are other works than the page.
_OTHER_WORKS: Final = frozenset(
    ("comment", "review", "video", "image", "itemlistelement", "mentions", "citation", "author", "publisher", "haspart")
)
_MAX_RECORDS: Final = 2000
# Character sets only: Python's other codecs (punycode, unicode_escape) are slow or no encodings of pages.
_CHARSET: Final = re.compile(
    r"(?:x-)?(?:iso|latin|us-ascii|ascii|windows|cp|koi8|gb|big5|euc|shift|sjis|ms|mac|utf-?(?:16|32)|tis|ks)"
)
# Browsers read these as windows-1252, which has the curly quotes (WHATWG Encoding, section 4.2).
_WESTERN: Final = frozenset(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252"))
# Western pages have few bytes beyond ASCII; from this share on, a guess from the bytes is the better one.
_WESTERN_SHARE: Final = 0.08


@dataclass(frozen=True, slots=True)
class PageRecords:
    """What a page declares of itself: JSON-LD objects in document order, and the first value of each meta name."""

    objects: tuple[dict[str, Any], ...]
    meta: dict[str, str]

    @property
    def kinds(self) -> frozenset[str]:
        """The schema.org types of all objects, in lower case, and the Open Graph type as `og:<type>`."""
        named = [kind for item in self.objects for kind in list_kinds(item)]
        return frozenset([*named, f"og:{self.meta.get('og:type', '').strip().lower()}"])


def list_kinds(item: dict[str, Any]) -> list[str]:
    """Return the types of one JSON-LD object in lower case.

    >>> list_kinds({"@type": ["NewsArticle", "https://schema.org/Report"]})
    ['newsarticle', 'report']
    """
    kinds = item.get("@type")
    found = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1].lower() for kind in found if isinstance(kind, str)]


def decode_page(body: bytes, content_type: str = "") -> str:
    """Return the page as text, in the encoding that fits the bytes, not the one they claim.

    Raises ExtractError: `empty_body`, `too_large` (over `MAX_BYTES`), `not_html` (binary, another type, a feed).
    """
    if not body.strip(b"\x00 \t\r\n"):
        raise ExtractError("empty_body", f"{len(body)} bytes, none of them text")
    if len(body) > MAX_BYTES:
        raise ExtractError("too_large", f"{len(body)} bytes, over the limit of {MAX_BYTES}")
    kind = content_type.split(";")[0].strip().lower()
    if body.startswith(_BINARY) or (kind and not any(known in kind for known in _HTML_TYPES)):
        raise ExtractError("not_html", f"content type {kind or 'not given'}, first bytes {body[:8]!r}")
    text = _decode(body, content_type).replace("\x00", "")
    for tag in _LONG_TAG.finditer(text):
        # libxml2 needs time with the square of a tag's attributes: 40,000 take 3 s, twice over.
        if len(_QUOTED.sub("", tag[0]).split()) > _MAX_ATTRIBUTES:
            raise ExtractError("too_large", f"a tag with over {_MAX_ATTRIBUTES} attributes")
    if _FEED.match(text[:2000]) or not _TAG.search(text):
        raise ExtractError("not_html", f"content type {kind or 'not given'}, begins {text[:40]!r}")
    return text


def _decode(body: bytes, content_type: str) -> str:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # A few broken bytes in a page of real UTF-8 (cut emoji) must not turn the rest into gibberish.
    as_utf8 = body.decode("utf-8", errors="replace")
    broken = as_utf8.count("\ufffd")
    if sum(1 for char in as_utf8 if char > "\x7f") > 3 * broken:
        return as_utf8
    return _decode_legacy(body, content_type)


def _decode_legacy(body: bytes, content_type: str) -> str:
    """Try what the server and the page declare, then windows-1252, then a guess from the bytes."""
    declared = [match[1] for match in (_DECLARED.search(content_type.encode()), _DECLARED.search(body[:4096])) if match]
    for name in (label.decode("ascii", "ignore").lower() for label in declared):
        is_utf8 = name.replace("-", "").replace("_", "") == "utf8"
        if (
            not is_utf8
            and _CHARSET.match(name)
            and (text := _try_encoding(body, "cp1252" if name in _WESTERN else name))
        ):
            return text
    share = sum(1 for byte in body if byte > 0x7F) / len(body)
    guess = None if share < _WESTERN_SHARE else charset_normalizer.from_bytes(body[:20_000]).best()
    return _try_encoding(body, guess.encoding if guess else "cp1252") or body.decode("cp1252", errors="replace")


def _try_encoding(body: bytes, encoding: str) -> str | None:
    try:
        text = body.decode(encoding, errors="replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if text.count("\ufffd") * 100 <= len(text) else None


def read_records(tree: HtmlElement) -> PageRecords:
    """Collect the page's JSON-LD objects (lists, `@graph` and nested ones too) and meta tags."""
    objects: list[dict[str, Any]] = []
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        objects.extend(_iter_objects(script.text or ""))
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (content := element.get("content")):
            meta.setdefault(name.strip().lower(), content.strip())
    return PageRecords(tuple(objects[:_MAX_RECORDS]), meta)


def _iter_objects(text: str) -> Iterator[dict[str, Any]]:
    try:
        stack: list[Any] = [json.loads(text.strip().removesuffix(";"), strict=False)]
    except (ValueError, RecursionError):
        # Broken JSON still carries its types and dates; those of the page itself come first.
        yield from ({name: value} for name, value in _JSON_DATE.findall(text))
        yield from ({"@type": kind} for kind in _JSON_KIND.findall(text))
        return
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node[:1000]))
        elif isinstance(node, dict):
            yield node
            inner = [value for key, value in node.items() if key.lower() not in _OTHER_WORKS]
            stack.extend(value for value in reversed(inner) if isinstance(value, dict | list))
