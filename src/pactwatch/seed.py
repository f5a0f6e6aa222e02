"""Loads the seeded organisations and partnerships, strictly: a slip in a file stops the program at once.

In: `warehouse/seed/organisations/<role>.toml` and `warehouse/seed/partnerships.toml`. Out: `Organisation` and
`Partnership` records in the order of files and entries. Refuses unknown keys, double ids, one alias in two
organisations, a pair listed twice and ids that nobody defined; each message names file, entry and field.
"""

import logging
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from pactwatch.errors import SettingsError
from pactwatch.project import find_folder
from pactwatch.records import Organisation, Partnership

log = logging.getLogger("pactwatch.seed")

_TEXT_FIELDS = ("organisation_id", "name", "role", "country")
_LIST_FIELDS = ("aliases", "products", "context_aliases", "context_words", "former_names", "descriptors", "tickers")
_ALIAS_FIELDS = ("aliases", "products", "context_aliases", "former_names", "descriptors", "tickers")
_PARTNERSHIP_FIELDS = ("partnership_id", "title", "organisation_ids", "announced", "patterns", "summary", "basis_url")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ISO_PREFIX = re.compile(r"\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def load_organisations(folder: Path | None = None, *, added: Path | None = None) -> tuple[Organisation, ...]:
    """Load every `organisations/*.toml` below `folder` (default: the shipped `warehouse/seed`).

    `added` is a folder of the same form with what a home has accepted since; it may be missing. Where the shipped seed
    came to hold the same, an added entry is left out with a warning, so that an upgrade never stops a home. Raises
    SettingsError naming file, entry and field when an entry cannot be used.
    """
    root = (folder or find_folder("warehouse/seed")) / "organisations"
    files = sorted(root.glob("*.toml"))
    if not files:
        raise SettingsError(f"no organisation files in {root}: the installation is incomplete")
    loaded = list(_iter_organisations(files))
    if added:
        loaded += _drop_known(loaded, _iter_organisations(sorted((added / "organisations").glob("*.toml"))))
    _check_unique_ids([(path, organisation.organisation_id) for path, organisation in loaded], "organisation_id")
    _check_aliases(loaded)
    return tuple(organisation for _, organisation in loaded)


def load_partnerships(folder: Path | None = None, *, added: Path | None = None) -> tuple[Partnership, ...]:
    """Load `partnerships.toml` below `folder` (default: the shipped `warehouse/seed`), ids checked.

    `added` is as in `load_organisations`. Raises SettingsError naming file, entry and field when an entry cannot be
    used.
    """
    root = folder or find_folder("warehouse/seed")
    files = [root / "partnerships.toml"]
    if added and (added / "partnerships.toml").is_file():
        files.append(added / "partnerships.toml")
    known = {organisation.organisation_id for organisation in load_organisations(root, added=added)}
    loaded = [
        (path, _parse_partnership(path, number, entry))
        for path in files
        for number, entry in enumerate(_read_entries(path, "partnership"), start=1)
    ]
    _check_unique_ids([(path, one.partnership_id) for path, one in loaded if path.parent == root], "partnership_id")
    seen: dict[frozenset[str], str] = {}
    kept: list[Partnership] = []
    for path, partnership in loaded:
        problem = ""
        pair = frozenset(partnership.organisation_ids)
        if unknown := sorted(set(partnership.organisation_ids) - known):
            problem = f"no organisation has the id {unknown[0]!r}"
        elif pair in seen:
            problem = f"the same two organisations already stand in {seen[pair]!r}"
        if problem and path.parent == root:
            raise SettingsError(f"{path.name}, {partnership.partnership_id}, organisation_ids: {problem}")
        if problem:
            log.warning("%s, %s is left out: %s", path, partnership.partnership_id, problem)
            continue
        seen[pair] = partnership.partnership_id
        kept.append(partnership)
    return tuple(kept)


def _iter_organisations(files: Sequence[Path]) -> Iterator[tuple[Path, Organisation]]:
    for path in files:
        for number, entry in enumerate(_read_entries(path, "organisation"), start=1):
            yield path, _parse_organisation(path, number, entry)


def _drop_known(
    shipped: Sequence[tuple[Path, Organisation]], added: Iterable[tuple[Path, Organisation]]
) -> Iterator[tuple[Path, Organisation]]:
    """Yield the added organisations that the shipped seed does not hold under the same id or one of their names."""
    ids = {organisation.organisation_id for _, organisation in shipped}
    names = {name for _, one in shipped for name in (one.name, *_list_aliases(one))}
    for path, organisation in added:
        taken = sorted({organisation.name, *_list_aliases(organisation)} & names)
        if organisation.organisation_id in ids or taken:
            why = f"{taken[0]!r} already names another" if taken else "its id is already taken"
            log.warning("%s, %s is left out: %s", path, organisation.organisation_id, why)
        else:
            yield path, organisation


def _list_aliases(organisation: Organisation) -> Iterator[str]:
    for field in _ALIAS_FIELDS:
        yield from getattr(organisation, field)


def _read_entries(path: Path, table: str) -> list[Mapping[str, Any]]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read {path}: {error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} is not valid TOML: {error}") from error
    if extra := sorted(set(document) - {table}):
        raise SettingsError(f"{path.name}: unknown table or key {extra[0]!r}; entries stand under [[{table}]]")
    entries = document.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingsError(f"{path.name}: write entries as [[{table}]], not [{table}]")
    return entries


def _parse_organisation(path: Path, number: int, entry: Mapping[str, Any]) -> Organisation:
    where = _name_entry(path, number, entry.get("organisation_id"))
    _check_keys(where, entry, allowed=(*_TEXT_FIELDS, *_LIST_FIELDS), required=_TEXT_FIELDS)
    values: dict[str, Any] = {field: _read_text(where, entry, field) for field in _TEXT_FIELDS}
    _check_slug(where, "organisation_id", values["organisation_id"])
    if values["role"].replace("_", "-") != path.stem.replace("_", "-"):
        raise SettingsError(f"{where}, role: {values['role']!r} stands in the file of {path.stem!r}")
    values |= {field: _read_list(where, entry, field) for field in _LIST_FIELDS}
    if values["context_words"] and not values["context_aliases"]:
        raise SettingsError(f"{where}, context_words: of no use without context_aliases")
    return Organisation(**values)


def _parse_partnership(path: Path, number: int, entry: Mapping[str, Any]) -> Partnership:
    where = _name_entry(path, number, entry.get("partnership_id"))
    _check_keys(where, entry, allowed=_PARTNERSHIP_FIELDS, required=_PARTNERSHIP_FIELDS)
    ids = _read_list(where, entry, "organisation_ids")
    if len(ids) != 2:
        raise SettingsError(f"{where}, organisation_ids: {len(ids)} ids where exactly two different ones belong")
    announced = _read_text(where, entry, "announced")
    if not _ISO_PREFIX.fullmatch(announced):
        raise SettingsError(f"{where}, announced: {announced!r} is not YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD")
    patterns = _read_list(where, entry, "patterns")
    for pattern in patterns:
        _check_slug(where, "patterns", pattern)
    identifier, url = _read_text(where, entry, "partnership_id"), _read_text(where, entry, "basis_url")
    _check_slug(where, "partnership_id", identifier)
    if not url.startswith(("https://", "http://")):
        raise SettingsError(f"{where}, basis_url: {url!r} is not an address")
    title, summary = _read_text(where, entry, "title"), _read_text(where, entry, "summary")
    return Partnership(identifier, title, (ids[0], ids[1]), announced, patterns, summary, url)


def _name_entry(path: Path, number: int, identifier: object) -> str:
    return f"{path.name}, {identifier}" if isinstance(identifier, str) else f"{path.name}, entry {number}"


def _check_keys(where: str, entry: Mapping[str, Any], *, allowed: Sequence[str], required: Sequence[str]) -> None:
    if unknown := sorted(set(entry) - set(allowed)):
        raise SettingsError(f"{where}, {unknown[0]}: unknown field; known are {', '.join(allowed)}")
    if missing := [field for field in required if field not in entry]:
        raise SettingsError(f"{where}, {missing[0]}: the field is missing")


def _check_slug(where: str, field: str, value: str) -> None:
    if not _SLUG.fullmatch(value):
        raise SettingsError(f"{where}, {field}: {value!r} must be lower-case words joined by hyphens")


def _read_text(where: str, entry: Mapping[str, Any], field: str) -> str:
    value = entry[field]
    if not isinstance(value, str) or not value.strip() or value != value.strip():
        raise SettingsError(f"{where}, {field}: {value!r} must be text with no space around it")
    return value


def _read_list(where: str, entry: Mapping[str, Any], field: str) -> tuple[str, ...]:
    values = entry.get(field, [])
    if not isinstance(values, list):
        raise SettingsError(f"{where}, {field}: {values!r} must be a list of texts")
    for value in values:
        if not isinstance(value, str) or not value.strip() or value != value.strip():
            raise SettingsError(f"{where}, {field}: {value!r} must be text with no space around it")
    if len(set(values)) != len(values):
        raise SettingsError(f"{where}, {field}: a value stands there twice")
    return tuple(values)


def _check_unique_ids(found: Sequence[tuple[Path, str]], field: str) -> None:
    first: dict[str, Path] = {}
    for path, identifier in found:
        if identifier in first:
            raise SettingsError(f"{path.name}, {identifier}, {field}: already taken in {first[identifier].name}")
        first[identifier] = path


def _check_aliases(loaded: Sequence[tuple[Path, Organisation]]) -> None:
    owners: dict[str, tuple[str, str]] = {}
    for path, organisation in loaded:
        texts = chain(
            [("name", organisation.name)],
            ((field, alias) for field in _ALIAS_FIELDS for alias in getattr(organisation, field)),
        )
        for field, alias in texts:
            owner, owner_file = owners.setdefault(alias, (organisation.organisation_id, path.name))
            if owner != organisation.organisation_id:
                where = f"{path.name}, {organisation.organisation_id}, {field}"
                raise SettingsError(f"{where}: {alias!r} already names {owner!r} in {owner_file}")
