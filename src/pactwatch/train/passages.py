"""Labelled passages: reads `models/passages/*.jsonl` and checks every line against the codebook.

Out: `LabelledPassage` records in file order. `load_passages` refuses what it cannot read; `check_passages` reports what
reads well but breaks a rule, so that a whole file can be mended in one go.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from pactwatch.errors import ModelError
from pactwatch.project import find_folder
from pactwatch.records import Standing, TermKind
from pactwatch.taxonomy import Taxonomy

REQUIRED_FIELDS = (
    "id", "voice", "title", "published", "text", "patterns", "signals", "kill_list", "standing", "parties",
    "event_dates", "terms",
)  # fmt: skip
OPTIONAL_FIELDS = ("basis_url", "note")
TERM_UNITS = frozenset({"GW", "MW", "%", "shares", "chips", "years", "months", "seats", "end-date"})

_ID = re.compile(r"[a-z]+[0-9]*-[0-9]{3,}")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_EVENT_DATE = re.compile(r"\d{4}(-Q[1-4]|-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """One authored passage with all labels of the codebook; `title` and `published` are empty where there was none.

    `terms` keeps the authored tables: `kind`, `value`, `unit`. `note` gives the reason for a label that breaks a rule.
    """

    passage_id: str
    voice: str
    title: str
    published: str
    text: str
    patterns: tuple[str, ...]
    signals: tuple[str, ...]
    kill_list: tuple[str, ...]
    standing: Standing
    parties: tuple[tuple[str, str], ...]
    event_dates: tuple[str, ...]
    terms: tuple[dict[str, Any], ...]
    basis_url: str = ""
    note: str = ""

    @property
    def is_evidence(self) -> bool:
        """Whether the passage says something about the structure of a named partnership."""
        return self.standing != "none"

    @property
    def labels(self) -> tuple[str, ...]:
        """Patterns, signals and moves together."""
        return self.patterns + self.signals + self.kill_list


def load_passages(folder: Path | None = None) -> tuple[LabelledPassage, ...]:
    """Read every `*.jsonl` of the folder (default `models/passages`) in name order.

    Raises ModelError that names file, line and field.
    """
    folder = folder or find_folder("models/passages")
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise ModelError(f"no *.jsonl in {folder}: there is nothing to train on")
    return tuple(passage for file in files for passage in _iter_file(file))


def hash_passages(passages: Iterable[LabelledPassage]) -> str:
    """Return the sha256 over everything the model learns from, independent of file names and order."""
    lines = sorted(
        json.dumps([p.passage_id, p.title, p.text, p.patterns, p.signals, p.kill_list, p.standing]) for p in passages
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def check_passages(passages: Sequence[LabelledPassage], taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return one sentence per broken rule, each starting with the passage's id; empty when all is well."""
    counts = Counter(passage.passage_id for passage in passages)
    problems = [f"{passage_id}: the id stands {count} times" for passage_id, count in counts.items() if count > 1]
    texts = Counter(passage.text for passage in passages)
    problems += [f"{p.passage_id}: the same text stands elsewhere too" for p in passages if texts[p.text] > 1]
    for passage in passages:
        found = (*_check_form(passage), *_check_labels(passage, taxonomy), *_check_reading(passage))
        problems += [f"{passage.passage_id}: {problem}" for problem in found]
    return tuple(problems)


def _iter_file(path: Path) -> Iterator[LabelledPassage]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield _parse_line(json.loads(line))
            except (ValueError, TypeError, KeyError) as error:
                raise ModelError(f"{path.name} line {number}: {error}") from error


def _parse_line(row: dict[str, Any]) -> LabelledPassage:
    missing = [name for name in REQUIRED_FIELDS if name not in row]
    unknown = sorted(set(row) - set(REQUIRED_FIELDS) - set(OPTIONAL_FIELDS))
    if missing or unknown:
        raise ValueError(f"missing fields {missing}, unknown fields {unknown}")
    return LabelledPassage(
        passage_id=str(row["id"]),
        voice=str(row["voice"]),
        title=row["title"] or "",
        published=row["published"] or "",
        text=row["text"],
        patterns=tuple(row["patterns"]),
        signals=tuple(row["signals"]),
        kill_list=tuple(row["kill_list"]),
        standing=row["standing"],
        parties=tuple((str(first), str(second)) for first, second in row["parties"]),
        event_dates=tuple(row["event_dates"]),
        terms=tuple(cast(list[dict[str, Any]], row["terms"])),
        basis_url=row.get("basis_url", ""),
        note=row.get("note", ""),
    )


def _check_form(passage: LabelledPassage) -> Iterator[str]:
    if not _ID.fullmatch(passage.passage_id):
        yield "an id is letters, digits, a hyphen and at least three digits"
    if not passage.text.strip() or passage.text != passage.text.strip() or "\n\n" in passage.text:
        yield "the text must be one paragraph (question and answer count as one) without blanks around it"
    if len(passage.text.split()) > _LONGEST_WORDS:
        yield f"{len(passage.text.split())} words; a passage has at most {_LONGEST_WORDS}"
    if passage.published and not _DAY.fullmatch(passage.published):
        yield f"published {passage.published!r} is no day"
    if not passage.voice:
        yield "the voice is missing"


def _check_labels(passage: LabelledPassage, taxonomy: Taxonomy) -> Iterator[str]:
    groups = (
        ("patterns", passage.patterns, taxonomy.pattern_ids),
        ("signals", passage.signals, taxonomy.signal_ids),
        ("kill_list", passage.kill_list, taxonomy.kill_list_ids),
    )
    for name, labels, known in groups:
        if set(labels) - set(known):
            yield f"{name} {sorted(set(labels) - set(known))} are not in the taxonomy"
        if len(set(labels)) != len(labels):
            yield f"{name} repeats a label"
    if passage.standing not in get_args(Standing):
        yield f"standing {passage.standing!r} is none of {get_args(Standing)}"
    if passage.is_evidence and not (passage.labels and passage.parties):
        yield "evidence needs at least one label and one pair of parties; otherwise standing is none"
    if not passage.is_evidence and (passage.labels or passage.parties):
        yield "standing none goes with no label and no parties"
    for move in taxonomy.kill_list:
        if move.move_id in passage.kill_list and move.pattern_id not in passage.patterns and not passage.note:
            yield f"{move.move_id} stands without {move.pattern_id}; if the move is named outright, say so in note"


def _check_reading(passage: LabelledPassage) -> Iterator[str]:
    for first, second in passage.parties:
        if not first or not second or first == second:
            yield f"the pair {[first, second]} does not name two organisations"
    if len({frozenset(pair) for pair in passage.parties}) != len(passage.parties):
        yield "a pair of parties stands twice"
    for value in passage.event_dates:
        if not _EVENT_DATE.fullmatch(value):
            yield f"event date {value!r} is no YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD"
    for term in passage.terms:
        if set(term) != {"kind", "value", "unit"} or term["kind"] not in get_args(TermKind):
            yield f"term {term} must have kind (one of {get_args(TermKind)}), value and unit"
        elif term["unit"] not in TERM_UNITS and not _CURRENCY.fullmatch(str(term["unit"])):
            yield f"term unit {term['unit']!r} is no currency and none of {sorted(TERM_UNITS)}"
