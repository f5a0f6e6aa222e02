"""Reads what a site says about machines keeping its pages, and gives a verdict. Pure functions.

Signals: `X-Robots-Tag` and meta robots (noai, noimageai, noarchive, nosnippet, none), the TDM Reservation Protocol in
its three places (header, meta, `/.well-known/tdmrep.json`; https://www.w3.org/community/reports/tdmrep/). robots.txt is
the crawl's own matter: what it forbids is never fetched. Where signals differ, the one that reserves wins.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

ALLOWED = "allowed"
RESERVED = "reserved"
ROBOTS_DISALLOWED = "robots_disallowed"
METADATA_ONLY = "metadata_only"

# Page-level rules under which nothing of the page's text may be kept or quoted. `noindex` is not among them: it asks
# search engines not to list the page, and `noimageai` speaks of pictures, which are not kept at all.
_RESERVING = frozenset({"noai", "noarchive", "none", "nosnippet"})
_RULES_WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
# Meta tags stand in the head; a page whose head is longer than this has none.
_HEAD_CHARS = 200_000
_META = "<meta"
# Possessive and anchored at a word's start, so that a hostile tag costs no more than its length.
_ATTRIBUTE = re.compile(r"""(?<![a-zA-Z:_-])([a-zA-Z:_-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_MOST_TDM_RULES = 1000


@dataclass(frozen=True, slots=True)
class RightsVerdict:
    """`rights` as in `FetchRecord.rights`; `reason` names the signal, empty where there was none."""

    rights: str = ALLOWED
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TdmRule:
    """One entry of `tdmrep.json`: a location pattern (`*` any run of characters, `$` the end) and its reservation."""

    location: str
    is_reserved: bool


def judge_page(headers: Mapping[str, Sequence[str]], text: str, *, agent: str) -> RightsVerdict:
    """Judge one response by its headers (small-letter names) and, for HTML, its text; `agent` is our product token."""
    for verdict in (judge_headers(headers, agent=agent), judge_html(text, agent=agent)):
        if verdict.rights != ALLOWED:
            return verdict
    return RightsVerdict()


def judge_headers(headers: Mapping[str, Sequence[str]], *, agent: str) -> RightsVerdict:
    """Judge the response headers, their names in small letters.

    >>> judge_headers({"x-robots-tag": ["noindex, noarchive"]}, agent="Pactwatch").reason
    'X-Robots-Tag: noarchive'
    >>> judge_headers({"x-robots-tag": ["googlebot: noarchive"]}, agent="Pactwatch").rights
    'allowed'
    """
    for value in headers.get("x-robots-tag", ()):
        for rule in _iter_rules(value, agent):
            if rule in _RESERVING:
                return RightsVerdict(RESERVED, f"X-Robots-Tag: {rule}")
    if any(value.strip() == "1" for value in headers.get("tdm-reservation", ())):
        return RightsVerdict(RESERVED, "header tdm-reservation: 1")
    return RightsVerdict()


def judge_html(text: str, *, agent: str) -> RightsVerdict:
    """Judge the meta tags of a page.

    >>> judge_html('<meta content="1" name="tdm-reservation">', agent="Pactwatch").reason
    'meta tdm-reservation: 1'
    """
    for name, content in _iter_metas(text[:_HEAD_CHARS]):
        if name == "tdm-reservation" and content.strip() == "1":
            return RightsVerdict(RESERVED, "meta tdm-reservation: 1")
        if name in ("robots", agent.lower()):
            for rule in _split_rules(content):
                if rule in _RESERVING:
                    return RightsVerdict(RESERVED, f"meta {name}: {rule}")
    return RightsVerdict()


def parse_tdmrep(body: bytes) -> tuple[TdmRule, ...]:
    """Read `/.well-known/tdmrep.json`; an unreadable file reserves nothing, as the protocol has it.

    >>> parse_tdmrep(b'[{"location": "/news/*", "tdm-reservation": 1}]')
    (TdmRule(location='/news/*', is_reserved=True),)
    """
    try:
        entries = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(entries, list):
        return ()
    rules = []
    for entry in entries[:_MOST_TDM_RULES]:
        if isinstance(entry, dict) and isinstance(entry.get("location"), str):
            rules.append(TdmRule(entry["location"], str(entry.get("tdm-reservation")) == "1"))
    return tuple(rules)


def judge_location(url: str, rules: Iterable[TdmRule]) -> RightsVerdict:
    """Judge an address by a site's `tdmrep.json`: the longest pattern that matches decides, as in robots.txt.

    >>> judge_location("https://a.example/news/1", [TdmRule("/", False), TdmRule("/news/*", True)]).rights
    'reserved'
    """
    parts = urlsplit(url)
    path = unquote(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    matching = [rule for rule in rules if _matches(rule.location, path)]
    if not matching:
        return RightsVerdict()
    decisive = max(matching, key=lambda rule: (len(rule.location), rule.is_reserved))
    return RightsVerdict(RESERVED, f"tdmrep.json: {decisive.location}") if decisive.is_reserved else RightsVerdict()


def _iter_rules(header: str, agent: str) -> Iterator[str]:
    """Yield the rules of one X-Robots-Tag that speak to everybody or to us: a product token opens its own list."""
    is_for_us = True
    for part in header.split(","):
        name, colon, rest = part.partition(":")
        if colon and name.strip().lower() not in _RULES_WITH_VALUE:
            is_for_us = name.strip().lower() == agent.lower()
            part = rest
        if is_for_us:
            yield from _split_rules(part)


def _split_rules(text: str) -> Iterator[str]:
    for part in re.split(r"[,\s]+", text.lower()):
        if part:
            yield part


def _iter_metas(head: str) -> Iterator[tuple[str, str]]:
    text = _strip_comments(head)
    small, position = text.lower(), 0
    while (start := small.find(_META, position)) >= 0:
        position = text.find(">", start)
        if position < 0:
            return
        values = {
            name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(text[start + len(_META) : position])
        }
        if "name" in values:
            yield values["name"].strip().lower(), values.get("content", "")


def _strip_comments(text: str) -> str:
    # A regular expression would scan to the end from each of a hostile page's thousands of unclosed comments.
    kept, position = [], 0
    while (start := text.find("<!--", position)) >= 0:
        kept.append(text[position:start])
        end = text.find("-->", start)
        if end < 0:
            return "".join(kept)
        position = end + 3
    return "".join([*kept, text[position:]])


def _matches(location: str, path: str) -> bool:
    is_anchored = location.endswith("$")
    # Split at the wildcards and look for the pieces in order: unlike a regular expression, this cannot be made to hang.
    pieces = unquote(location.removesuffix("$")).split("*")
    if not path.startswith(pieces[0]):
        return False
    position = len(pieces[0])
    for piece in pieces[1:]:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    if not is_anchored:
        return True
    return position == len(path) if len(pieces) == 1 else path.endswith(pieces[-1])
