"""Says of a page that was read whether it is an article at all, and why not.

In: `PageFacts`. Out: nothing, or an `ExtractError` with the quarantine reason. Rules err on the side of keeping: a page
kept wrongly costs the scoring of a few passages, a page refused wrongly loses evidence. Thresholds were set on the 407
pages of the shared corpus: 20 of the 40 that are no articles are refused, and 1 of the 367 articles, of which
trafilatura finds only teasers of other pages (`tests/benchmarks/extraction.py`).
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pactwatch.errors import ExtractError

# The shortest corpus article whose text was found has 607 characters.
MIN_CHARS: Final = 300
# Words in lines of 15 or more: prose, not menus, prices or captions. Articles start at 43, product pages end at 20.
MIN_PROSE_WORDS: Final = 25
_PROSE_LINE_WORDS: Final = 15
# A notice fills the page; an article that mentions one is longer.
_NOTICE_CHARS: Final = 1_500
_STUB_CHARS: Final = 2_500
# The notice of a paywall ends what is shown.
_STUB_END_CHARS: Final = 600

_NOT_FOUND: Final = re.compile(
    r"\b(?:404|page (?:was |could )?not (?:be )?found|can(?:no|')t find (?:that|the|this) page"
    r"|(?:page|article|content) (?:is )?(?:no longer available|does ?n[o']t exist))\b",
    re.IGNORECASE,
)
_BLOCKED: Final = re.compile(
    r"just a moment|attention required|access denied|are you a (?:robot|human)|unusual traffic|captcha"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|enable javascript (?:and cookies )?to (?:continue|view)",
    re.IGNORECASE,
)
_PAYWALL: Final = re.compile(
    r"(?:^|[.!?:] )(?:please )?(?:subscribe|sign (?:in|up)|log in|register|become a (?:member|subscriber)|start your)"
    r"[^.\n]{0,60}\b(?:to (?:continue|keep|read|view|unlock|access)|for (?:full )?access)|to continue reading"
    r"|(?:this|the full|the rest of this) (?:article|story|content|post) is (?:only |reserved )?(?:available )?"
    r"(?:for|to) [^.\n]{0,30}(?:subscribers|members)|already a (?:subscriber|member)"
    r"|(?:subscribers?|members?)[- ]only (?:content|article|story)",
    re.IGNORECASE | re.MULTILINE,
)
_ARTICLE_KIND: Final = re.compile(
    r"^(?:\w*article|blogposting|liveblogposting|socialmediaposting|report|og:.*article)$"
)
_PRODUCT_KINDS: Final = frozenset(("product", "productgroup", "og:product", "og:product.group", "og:product.item"))
_FORUM_KINDS: Final = frozenset(("discussionforumposting", "qapage"))
_FORUM_PATH: Final = re.compile(r"^/(?:forums?|threads?|topic|questions|discussion)/", re.IGNORECASE)
_FORUM_HOST: Final = re.compile(r"^(?:forums?|boards|community|discuss)\.", re.IGNORECASE)
_LISTING_PATH: Final = re.compile(
    r"/(?:product-category|category|categories|tags?|authors?|search|archives?|page/\d+)(?:/|$)", re.IGNORECASE
)
_LISTING_KINDS: Final = frozenset(("collectionpage", "searchresultspage", "profilepage"))
_HOME_PATH: Final = re.compile(r"^/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:index\.\w+|home/?)?$", re.IGNORECASE)
_LISTING_HEADINGS: Final = 5
# A teaser has a sentence or two; every undated corpus article with that many linked headings has a longer paragraph.
_TEASER_WORDS: Final = 45


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the rules look at. `kinds` are the declared types (see `PageRecords.kinds`)."""

    url: str
    title: str
    text: str
    kinds: frozenset[str]
    is_free: bool
    is_dated: bool
    linked_headings: int

    @property
    def is_declared_article(self) -> bool:
        """Whether JSON-LD or Open Graph call the page an article."""
        return any(map(_ARTICLE_KIND.match, self.kinds))

    @property
    def prose_words(self) -> int:
        """Words in lines of at least 15 words."""
        counts = (len(line.split()) for line in self.text.split("\n"))
        return sum(count for count in counts if count >= _PROSE_LINE_WORDS)

    @property
    def longest_line_words(self) -> int:
        """Words in the longest line."""
        return max((len(line.split()) for line in self.text.split("\n")), default=0)


def count_linked_headings(tree: HtmlElement) -> int:
    """Count headings (h2 to h5) that are links: teasers of other pages."""
    headings = tree.iter("h2", "h3", "h4", "h5")
    return sum(1 for heading in headings if heading.find(".//a") is not None or heading.getparent().tag == "a")


def check_page(facts: PageFacts) -> None:
    """Raise ExtractError with the quarantine reason if the page is no article; return otherwise."""
    _check_notices(facts)
    if len(facts.text) < MIN_CHARS or facts.prose_words < MIN_PROSE_WORDS:
        raise ExtractError("no_article", f"{len(facts.text)} characters, {facts.prose_words} words of prose")
    _check_kind(facts)


def _check_notices(facts: PageFacts) -> None:
    head = f"{facts.title}\n{facts.text[:400]}"
    if len(facts.text) < _NOTICE_CHARS:
        if match := _NOT_FOUND.search(head):
            raise ExtractError("soft_404", f"says {match[0]!r}")
        if match := _BLOCKED.search(head):
            raise ExtractError("blocked_page", f"says {match[0]!r}")
    if len(facts.text) < _STUB_CHARS:
        match = _PAYWALL.search(facts.text[-_STUB_END_CHARS:])
        if match or not facts.is_free:
            says = f"says {match[0]!r}" if match else "declares that it is not free"
            raise ExtractError("paywalled_stub", f"{len(facts.text)} characters, {says}")


def _check_kind(facts: PageFacts) -> None:
    parts = urlsplit(facts.url)
    if facts.url and _HOME_PATH.match(parts.path) and not parts.query.startswith(("p=", "id=")):
        raise ExtractError("home_page", f"path {parts.path!r}")
    is_forum = bool(_FORUM_PATH.match(parts.path) or _FORUM_HOST.match(parts.netloc))
    # A forum's own markup calls its threads articles too.
    if facts.kinds & _FORUM_KINDS or (is_forum and not facts.is_declared_article):
        raise ExtractError("forum_page", f"path {parts.path!r}, declared {_list_kinds(facts)}")
    if facts.is_declared_article:
        return
    if facts.kinds & _PRODUCT_KINDS:
        raise ExtractError("product_page", f"declared {_list_kinds(facts)}")
    is_list = bool(facts.kinds & _LISTING_KINDS or _LISTING_PATH.search(parts.path))
    teasers = facts.linked_headings
    is_teasers = teasers >= _LISTING_HEADINGS and facts.longest_line_words <= _TEASER_WORDS
    if not facts.is_dated and (is_list or is_teasers):
        raise ExtractError("listing_page", f"{teasers} linked headings, no date, declared {_list_kinds(facts)}")


def _list_kinds(facts: PageFacts) -> str:
    return ", ".join(sorted(kind for kind in facts.kinds if kind != "og:")) or "nothing"
