"""Reads the newsroom's texts: TOML front matter between `+++` lines, then a small subset of Markdown.

In: `<folder>/<site>/<slug>.md`. Out: frozen records and, on demand, their HTML, escaped throughout. The subset is
paragraphs split by blank lines, `## Subheading`, `> quote` and `- bullet`; anything else is plain text. Refuses a file
with a missing, unknown or mistyped field, and names both.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, cast, get_args

from markupsafe import Markup

from pactwatch.errors import SourceError

SiteKey = Literal["ledger", "larkfield", "announcements", "register"]
BlockKind = Literal["paragraph", "subheading", "quote", "bullet"]

_SITES: tuple[str, ...] = get_args(SiteKey)
_REQUIRED: Mapping[str, type] = {"title": str, "byline": str, "section": str, "summary": str}
# The feed's undated page and the newsroom's general notes lack these; an article of the main set never does.
_FACTUAL: Mapping[str, type] = {"published": datetime, "basis_url": str}
_OPTIONAL: Mapping[str, type] = {"issuer": str}
_MARKS: tuple[tuple[str, BlockKind], ...] = (("## ", "subheading"), ("> ", "quote"), ("- ", "bullet"))
_TAGS: Mapping[BlockKind, str] = {"paragraph": "p", "subheading": "h2", "quote": "p", "bullet": "li"}
_GROUP_TAGS: Mapping[BlockKind, str] = {"quote": "blockquote", "bullet": "ul"}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article's body as plain text."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One text of the newsroom; `published` is None only on the page that is meant to have no date."""

    site: SiteKey
    slug: str
    title: str
    byline: str
    section: str
    summary: str
    blocks: tuple[Block, ...]
    published: datetime | None = None
    basis_url: str = ""
    issuer: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The plain paragraphs, without headings, quotes and bullets."""
        return tuple(block.text for block in self.blocks if block.kind == "paragraph")


def load_articles(folder: Path | None = None, *, is_factual: bool = True) -> list[DemoArticle]:
    """Load every text under `folder`, newest first, undated ones last; by default the newsroom's main set.

    `is_factual` demands a date and the address of the facts. Raises SourceError naming file and field.
    """
    root = folder or Path(__file__).parent / "articles"
    articles = [load_article(path, is_factual=is_factual) for path in sorted(root.glob("*/*.md"))]
    if not articles:
        raise SourceError(f"{root}: no article found: the installation is incomplete")
    return sort_newest_first(articles)


def load_article(path: Path, *, is_factual: bool = True) -> DemoArticle:
    """Load one text; its folder's name is the site and its own name the slug. Raises SourceError."""
    name = f"{path.parent.name}/{path.name}"
    if path.parent.name not in _SITES:
        raise SourceError(f"{name}: the folder is no site: use one of {', '.join(_SITES)}")
    if not _SLUG.fullmatch(path.stem):
        raise SourceError(f"{name}: the file's name becomes an address: use small letters, digits and single hyphens")
    front, body = _split_front_matter(name, path.read_text(encoding="utf-8"))
    _check_fields(name, front, is_factual=is_factual)
    blocks = parse_blocks(body)
    if not any(block.kind == "paragraph" for block in blocks):
        raise SourceError(f"{name}: body holds no paragraph: write one below the front matter")
    return DemoArticle(site=cast("SiteKey", path.parent.name), slug=path.stem, blocks=blocks, **front)


def sort_newest_first(articles: Sequence[DemoArticle]) -> list[DemoArticle]:
    """Sort by date, newest first; undated ones come last, each group in the order of its slugs."""
    by_slug = sorted(articles, key=lambda article: article.slug)
    return sorted(by_slug, key=lambda article: -article.published.timestamp() if article.published else 0.0)


def parse_blocks(body: str) -> tuple[Block, ...]:
    r"""Split a body into its blocks.

    >>> [block.kind for block in parse_blocks("One.\n\n## Two\n\n- three\n- four")]
    ['paragraph', 'subheading', 'bullet', 'bullet']
    """
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            blocks += [Block("bullet", line[2:].strip()) for line in lines]
        elif lines:
            blocks.append(_parse_block(lines))
    return tuple(blocks)


def render_blocks(blocks: Sequence[Block]) -> Markup:
    """Render blocks as HTML; neighbouring bullets share a list and neighbouring quote lines a quotation.

    >>> str(render_blocks([Block("paragraph", "R & D")]))
    '<p>R &amp; D</p>'
    """
    parts: list[Markup] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        tag = Markup(_TAGS[kind])
        inner = Markup("\n").join(Markup("<{0}>{1}</{0}>").format(tag, block.text) for block in group)
        if kind in _GROUP_TAGS:
            inner = Markup("<{0}>\n{1}\n</{0}>").format(Markup(_GROUP_TAGS[kind]), inner)
        parts.append(inner)
    return Markup("\n").join(parts)


def _parse_block(lines: Sequence[str]) -> Block:
    for mark, kind in _MARKS:
        if lines[0].startswith(mark):
            return Block(kind, " ".join(line.removeprefix(mark).strip() for line in lines))
    return Block("paragraph", " ".join(lines))


def _split_front_matter(name: str, text: str) -> tuple[dict[str, Any], str]:
    parts = re.split(r"^\+\+\+\s*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise SourceError(f"{name}: front matter is missing: start the file with TOML between two +++ lines")
    try:
        return tomllib.loads(parts[1]), parts[2]
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{name}: front matter is no TOML: {error}") from error


def _check_fields(name: str, front: Mapping[str, Any], *, is_factual: bool) -> None:
    known = {**_REQUIRED, **_FACTUAL, **_OPTIONAL}
    required = {**_REQUIRED, **(_FACTUAL if is_factual else {})}
    for key in required:
        if key not in front:
            raise SourceError(f"{name}: {key} is missing: add it to the front matter")
    for key, value in front.items():
        if key not in known:
            raise SourceError(f"{name}: {key} is unknown: known are {', '.join(known)}")
        if not isinstance(value, known[key]) or not value:
            raise SourceError(f"{name}: {key} is {value!r}: write a filled {known[key].__name__}")
    if "published" in front and front["published"].tzinfo is None:
        raise SourceError(f"{name}: published has no time zone: end it with Z")
