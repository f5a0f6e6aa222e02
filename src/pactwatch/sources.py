"""Loads and validates the source registry, `spiders/sources/<kind>/<source_id>.toml`.

In: a folder of TOML files. Out: `records.Source`, sorted by id. Refuses a file with any problem, and names all of them:
file, field, what is wrong, what to write instead. No source is silently left out and no field silently defaulted.
`pactwatch.crawl.check` asks a source's server whether it still answers; nothing here opens a connection.

A file holds, besides `# comments`:

    title, url, home_url, tier, language, enabled, access     required
    rights_note, seen                                         optional; `seen` is the day somebody saw the URL answer
    [crawl]      delay_s, max_articles, max_pages, window_days, allow_loopback, article_pattern
    [selectors]  item, link, title, date, next                CSS, listings only; item and link are required there
    [expect]     articles_least, articles_most                how many new articles a normal run finds
"""

import difflib
import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, cast, get_args
from urllib.parse import urlsplit

from pactwatch.errors import SourceError
from pactwatch.project import find_folder
from pactwatch.records import Access, Source, SourceKind, Tier

# Below this many seconds between two requests a crawl of somebody else's server is a nuisance; loopback may go faster.
POLITE_DELAY_S = 0.5
_LONGEST_DELAY_S = 3600.0
# The record holds the defaults; a file that leaves a key out gets them.
_ARTICLES_PER_RUN = cast("tuple[int, int]", {entry.name: entry.default for entry in fields(Source)}["articles_per_run"])
_KINDS: tuple[str, ...] = get_args(SourceKind)
_SOURCE_ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")

Check = Callable[[Any], str]


def load_sources(folder: Path | None = None) -> list[Source]:
    """Load every source of the registry, sorted by `source_id`.

    `folder` holds one folder per kind (feed, sitemap, listing); by default the project's own registry. Raises
    SourceError that lists every problem of every file.
    """
    root = folder or find_folder("spiders/sources")
    sources: list[Source] = []
    problems: list[str] = []
    for path in sorted(root.rglob("*")):
        if path.is_dir():
            continue
        try:
            sources.append(load_source(path, root))
        except SourceError as error:
            problems.append(str(error))
    problems += _find_duplicates(sources)
    if problems:
        raise SourceError("\n".join(problems))
    return sorted(sources, key=lambda source: source.source_id)


def load_source(path: Path, root: Path | None = None) -> Source:
    """Load one file; its folder's name is the kind and its own name the id.

    Raises SourceError with one line per problem; `root` shortens the file's name in it.
    """
    name = path.relative_to(root).as_posix() if root else f"{path.parent.name}/{path.name}"
    try:
        raw = path.read_bytes()
        document = tomllib.loads(raw.decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{name}: not readable as TOML in UTF-8: {error}") from error
    problems = list(_check_place(path, root)) + list(_check_document(document, path.parent.name))
    if problems:
        raise SourceError("\n".join(f"{name}: {problem}" for problem in problems))
    return _build(path, document, hashlib.sha256(raw).hexdigest())


def find_source(sources: Sequence[Source], source_id: str) -> Source:
    """Return the source of that id; raise SourceError with the nearest ids when there is none."""
    by_id = {source.source_id: source for source in sources}
    if source_id in by_id:
        return by_id[source_id]
    near = difflib.get_close_matches(source_id, by_id, n=3, cutoff=0.5)
    hint = f"; did you mean {', '.join(near)}?" if near else "; `pactwatch sources list` shows them"
    raise SourceError(f"no source {source_id!r} in the registry{hint}")


# --- rules ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rule:
    """What one key must be: its Python type in TOML, whether it may be left out, and a check that names the fix."""

    wanted: type
    required: bool = False
    check: Check = field(default=lambda value: "")


def _not_empty(value: str) -> str:
    return "" if value.strip() else "is empty: write what a reader should see"


def _one_of(*choices: str) -> Check:
    return lambda value: "" if value in choices else f"is {value!r}: use one of {', '.join(choices)}"


def _between(least: float, most: float) -> Check:
    return lambda value: "" if least <= value <= most else f"is {value}: use {least:g} to {most:g}"


def _language(value: str) -> str:
    return "" if _LANGUAGE.fullmatch(value) else f"is {value!r}: use a code such as en or pt-BR"


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"is {value!r}, no address ({error}): write it as a browser shows it"
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\x00-\x1f]", value):
        return f"is {value!r}: use a full address that starts with https:// and has no blanks"
    if parts.username or parts.password:
        return "holds a user name or password: credentials do not belong into the registry"
    return "holds a #fragment, which a server never sees: leave it out" if parts.fragment else ""


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        return f"is {value!r}, no regular expression ({error}): see docs.python.org/3/library/re.html"
    return ""


def _css(value: str) -> str:
    from parsel.csstranslator import HTMLTranslator  # parsel costs a tenth of a second and only listings need it

    try:
        HTMLTranslator().css_to_xpath(value)
    except Exception as error:  # cssselect has several roots of errors; each means the selector is wrong
        return f"is {value!r}, no CSS selector ({error}): write one as parsel reads it, such as a::attr(href)"
    return ""


_TOP: Mapping[str, _Rule] = {
    "title": _Rule(str, True, _not_empty),
    "url": _Rule(str, True, _web_address),
    "home_url": _Rule(str, True, _web_address),
    "tier": _Rule(str, True, _one_of(*get_args(Tier))),
    "language": _Rule(str, True, _language),
    "enabled": _Rule(bool, True),
    "access": _Rule(str, True, _one_of(*get_args(Access))),
    "rights_note": _Rule(str, False, _not_empty),
    "seen": _Rule(date),
}
_TABLES: Mapping[str, Mapping[str, _Rule]] = {
    "crawl": {
        "delay_s": _Rule(float, False, _between(0, _LONGEST_DELAY_S)),
        "max_articles": _Rule(int, False, _between(1, 10_000)),
        "max_pages": _Rule(int, False, _between(1, 1_000)),
        "window_days": _Rule(int, False, _between(1, 36_500)),
        "allow_loopback": _Rule(bool),
        "article_pattern": _Rule(str, False, _pattern),
    },
    "selectors": {
        "item": _Rule(str, True, _css),
        "link": _Rule(str, True, _css),
        "title": _Rule(str, False, _css),
        "date": _Rule(str, False, _css),
        "next": _Rule(str, False, _css),
    },
    "expect": {
        "articles_least": _Rule(int, False, _between(0, 100_000)),
        "articles_most": _Rule(int, False, _between(0, 100_000)),
    },
}
_TYPE_NAMES = {str: "text in quotes", bool: "true or false", int: "a whole number", float: "a number", date: "a date"}


# --- checking ---------------------------------------------------------------------------------------------------------


def _check_place(path: Path, root: Path | None) -> Iterator[str]:
    if path.suffix != ".toml":
        yield "is no .toml file: the registry holds nothing else"
    if path.parent.name not in _KINDS or (root and path.parent.parent != root):
        yield f"lies in the wrong folder: put it into one of {', '.join(kind + '/' for kind in _KINDS)}"
    if not _SOURCE_ID.fullmatch(path.stem):
        yield f"its name {path.stem!r} is the source id: use small letters, digits and single underscores"


def _check_document(document: Mapping[str, Any], kind: str) -> Iterator[str]:
    flat = {key: value for key, value in document.items() if key not in _TABLES}
    yield from _check_table("", flat, _TOP)
    for table, rules in _TABLES.items():
        wanted = table in document or (table == "selectors" and kind == "listing")
        if not wanted:
            continue
        content = document.get(table, {})
        if not isinstance(content, dict):
            yield f"{table} is {content!r}: make it a table, [{table}]"
        elif table == "selectors" and kind != "listing":
            yield "[selectors] is for listings only: a feed or a sitemap says itself where its articles are"
        else:
            yield from _check_table(f"{table}.", content, rules)
    yield from _check_together(document)


def _check_table(prefix: str, content: Mapping[str, Any], rules: Mapping[str, _Rule]) -> Iterator[str]:
    for key in content:
        if key not in rules:
            near = difflib.get_close_matches(key, rules, n=1)
            yield f"{prefix}{key} is unknown: " + (
                f"did you mean {near[0]}?" if near else f"known are {', '.join(rules)}"
            )
    for key, rule in rules.items():
        if key not in content:
            if rule.required:
                yield f"{prefix}{key} is missing: add {key} = {_TYPE_NAMES[rule.wanted]}"
            continue
        value = content[key]
        if not _has_type(value, rule.wanted):
            yield f"{prefix}{key} is {value!r}: write {_TYPE_NAMES[rule.wanted]}"
        elif problem := rule.check(value):
            yield f"{prefix}{key} {problem}"


def _has_type(value: object, wanted: type) -> bool:
    if wanted is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    # A bool is an int and a datetime is a date for Python, but not for somebody who writes TOML.
    return type(value) is wanted


def _check_together(document: Mapping[str, Any]) -> Iterator[str]:
    expect, crawl = document.get("expect"), document.get("crawl")
    if isinstance(expect, dict):
        least, most = expect.get("articles_least", 0), expect.get("articles_most", _ARTICLES_PER_RUN[1])
        if _has_type(least, int) and _has_type(most, int) and least > most:
            yield f"expect.articles_least {least} is above articles_most {most}: swap or correct them"
    if isinstance(crawl, dict):
        delay_s = crawl.get("delay_s", POLITE_DELAY_S)
        if _has_type(delay_s, float) and delay_s < POLITE_DELAY_S and crawl.get("allow_loopback") is not True:
            yield f"crawl.delay_s is {delay_s}: use at least {POLITE_DELAY_S}; only a loopback source may go faster"


def _find_duplicates(sources: Sequence[Source]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for source in sources:
        if source.source_id in seen:
            taken_by = f"{seen[source.source_id]}/{source.source_id}.toml"
            yield f"{source.kind}/{source.source_id}.toml: the id is taken by {taken_by}: rename one of them"
        seen[source.source_id] = source.kind


def _build(path: Path, document: Mapping[str, Any], digest: str) -> Source:
    crawl: dict[str, Any] = dict(document.get("crawl", {}))
    if "delay_s" in crawl:
        crawl["delay_s"] = float(crawl["delay_s"])
    expect: Mapping[str, Any] = document.get("expect", {})
    least, most = _ARTICLES_PER_RUN
    return Source(
        source_id=path.stem,
        title=document["title"],
        kind=cast("SourceKind", path.parent.name),
        tier=document["tier"],
        url=document["url"],
        home_url=document["home_url"],
        language=document["language"],
        access=document["access"],
        is_enabled=document["enabled"],
        rights_note=document.get("rights_note", ""),
        selectors=dict(document.get("selectors", {})),
        articles_per_run=(expect.get("articles_least", least), expect.get("articles_most", most)),
        registry_digest=digest,
        seen=document.get("seen"),
        **crawl,
    )
