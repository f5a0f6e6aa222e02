"""Reads `models/taxonomy`: the families, patterns, signals and kill-list moves that labels are made of.

In: `families.toml` (order of families and patterns), `<pattern>.toml`, `signals.toml`. Out: one frozen `Taxonomy` whose
order is fixed, since model outputs and tables follow it. Refuses unknown fields, repeated ids and dangling references.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pactwatch.errors import ModelError
from pactwatch.project import find_folder
from pactwatch.records import LabelKind

_PATTERN_FIELDS = frozenset({"id", "family", "title", "shape", "definition", "excludes", "signals", "kill_list"})
_ENTRY_FIELDS = frozenset({"id", "title", "definition"})
_FAMILY_FIELDS = frozenset({"id", "title", "patterns"})


@dataclass(frozen=True, slots=True)
class Family:
    """A group of patterns; `pattern_ids` in order."""

    family_id: str
    title: str
    pattern_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A kill-list move: one way in which deals of its pattern fail."""

    move_id: str
    title: str
    definition: str
    pattern_id: str


@dataclass(frozen=True, slots=True)
class Signal:
    """A structural element that a passage can state, shared by several patterns."""

    signal_id: str
    title: str
    definition: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape that partnerships take; `signal_ids` are the signals that usually come with it."""

    pattern_id: str
    family_id: str
    title: str
    shape: str
    definition: str
    excludes: str
    signal_ids: tuple[str, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All labels, in the order in which the model's outputs stand."""

    families: tuple[Family, ...]
    patterns: tuple[Pattern, ...]
    signals: tuple[Signal, ...]

    @property
    def kill_list(self) -> tuple[Move, ...]:
        """All moves, pattern after pattern."""
        return tuple(move for pattern in self.patterns for move in pattern.moves)

    @property
    def pattern_ids(self) -> tuple[str, ...]:
        """The patterns' ids in order."""
        return tuple(pattern.pattern_id for pattern in self.patterns)

    @property
    def signal_ids(self) -> tuple[str, ...]:
        """The signals' ids in order."""
        return tuple(signal.signal_id for signal in self.signals)

    @property
    def kill_list_ids(self) -> tuple[str, ...]:
        """The moves' ids in order."""
        return tuple(move.move_id for move in self.kill_list)

    @property
    def label_ids(self) -> tuple[str, ...]:
        """Patterns, then signals, then moves: the columns of the model's label head."""
        return self.pattern_ids + self.signal_ids + self.kill_list_ids

    def find_kind(self, label_id: str) -> LabelKind | None:
        """Say what kind of label an id is; None when the taxonomy does not know it."""
        kinds: dict[LabelKind, tuple[str, ...]] = {
            "pattern": self.pattern_ids,
            "signal": self.signal_ids,
            "kill_list": self.kill_list_ids,
        }
        return next((kind for kind, ids in kinds.items() if label_id in ids), None)


def load_taxonomy(folder: Path | None = None) -> Taxonomy:
    """Read and validate the taxonomy; `folder` defaults to the project's `models/taxonomy`.

    Raises ModelError that names the file, the field and the value.
    """
    folder = folder or find_folder("models/taxonomy")
    signals = _load_signals(folder / "signals.toml")
    families = _load_families(folder / "families.toml")
    listed = [pattern_id for family in families for pattern_id in family.pattern_ids]
    patterns = tuple(_load_pattern(folder / f"{pattern_id}.toml") for pattern_id in listed)
    taxonomy = Taxonomy(families=families, patterns=patterns, signals=signals)
    _check_references(folder, taxonomy)
    return taxonomy


def _load_families(path: Path) -> tuple[Family, ...]:
    entries = _read_entries(path, "family", _FAMILY_FIELDS)
    return tuple(
        Family(_take_text(path, entry, "id"), _take_text(path, entry, "title"), _take_ids(path, entry, "patterns"))
        for entry in entries
    )


def _load_signals(path: Path) -> tuple[Signal, ...]:
    entries = _read_entries(path, "signal", _ENTRY_FIELDS)
    return tuple(
        Signal(_take_text(path, entry, "id"), _take_text(path, entry, "title"), _take_text(path, entry, "definition"))
        for entry in entries
    )


def _load_pattern(path: Path) -> Pattern:
    table = _read_table(path)
    _refuse_unknown(path, table, _PATTERN_FIELDS)
    pattern_id = _take_text(path, table, "id")
    if pattern_id != path.stem:
        raise ModelError(f"{path.name}: id is {pattern_id!r}, it must be the file's name {path.stem!r}")
    moves = _take_list(path, table, "kill_list") if "kill_list" in table else []
    return Pattern(
        pattern_id=pattern_id,
        family_id=_take_text(path, table, "family"),
        title=_take_text(path, table, "title"),
        shape=_take_text(path, table, "shape"),
        definition=_take_text(path, table, "definition"),
        excludes=_take_text(path, table, "excludes"),
        signal_ids=_take_ids(path, table, "signals"),
        moves=tuple(_read_move(path, entry, pattern_id) for entry in moves),
    )


def _read_move(path: Path, entry: dict[str, Any], pattern_id: str) -> Move:
    _refuse_unknown(path, entry, _ENTRY_FIELDS)
    return Move(
        move_id=_take_text(path, entry, "id"),
        title=_take_text(path, entry, "title"),
        definition=_take_text(path, entry, "definition"),
        pattern_id=pattern_id,
    )


def _check_references(folder: Path, taxonomy: Taxonomy) -> None:
    seen: set[str] = set()
    for label_id in taxonomy.label_ids:
        if label_id in seen:
            raise ModelError(f"{folder.name}: the id {label_id!r} stands twice; every label needs its own")
        seen.add(label_id)
    for family in taxonomy.families:
        for pattern in taxonomy.patterns:
            if (pattern.pattern_id in family.pattern_ids) != (pattern.family_id == family.family_id):
                raise ModelError(
                    f"{pattern.pattern_id}.toml: family is {pattern.family_id!r}, families.toml says otherwise"
                )
    for pattern in taxonomy.patterns:
        unknown = set(pattern.signal_ids) - set(taxonomy.signal_ids)
        if unknown:
            raise ModelError(f"{pattern.pattern_id}.toml: signals {sorted(unknown)} are not in signals.toml")
    strays = {path.stem for path in folder.glob("*.toml")} - set(taxonomy.pattern_ids) - {"families", "signals"}
    if strays:
        raise ModelError(f"{folder.name}: {sorted(strays)} stand in no family; list them in families.toml")


def _read_table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"{path.name} is missing from {path.parent}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{path.name}: not readable as TOML: {error}") from error


def _read_entries(path: Path, key: str, fields: frozenset[str]) -> list[dict[str, Any]]:
    table = _read_table(path)
    _refuse_unknown(path, table, frozenset({"version", key}))
    entries = _take_list(path, table, key)
    for entry in entries:
        _refuse_unknown(path, entry, fields)
    return entries


def _refuse_unknown(path: Path, table: dict[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise ModelError(f"{path.name}: unknown fields {unknown}; known are {sorted(known)}")


def _take_text(path: Path, table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ModelError(f"{path.name}: {key!r} must be a text that is not empty, found {value!r}")
    return " ".join(value.split())


def _take_list(path: Path, table: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = table.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(entry, dict) for entry in value):
        raise ModelError(f"{path.name}: {key!r} must hold at least one [[{key}]] table, found {value!r}")
    return cast(list[dict[str, Any]], value)


def _take_ids(path: Path, table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(entry, str) for entry in value):
        raise ModelError(f"{path.name}: {key!r} must be a list of ids, found {value!r}")
    return tuple(value)
