"""Measures the reading stages on labelled passages: precision, recall and F1 per field, and passages per second per
core.

Run with OMP_NUM_THREADS=1. Only passages with a standing other than `none` count; labels are those of the codebook.
Parties are scored twice: pairs whose both names are seeded, and all pairs, with unknown names read by `names.py`.
"""

import argparse
import json
import time
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pactwatch.dates import find_event_dates
from pactwatch.link import OrganisationIndex
from pactwatch.names import PREFIX, find_unknown_names
from pactwatch.pairs import find_pairs
from pactwatch.project import find_project_root
from pactwatch.records import Organisation
from pactwatch.seed import load_organisations
from pactwatch.standing import decide_standing
from pactwatch.terms import find_terms

Row = dict[str, Any]
Found = set[Hashable]
Counts = tuple[int, int, int]


class Reader:
    """The reading stages joined as a run joins them."""

    def __init__(self, organisations: Sequence[Organisation]) -> None:
        self.index = OrganisationIndex(organisations)
        self.names = {organisation.organisation_id: organisation.name for organisation in organisations}
        self.ids: dict[str, str] = {}
        for organisation in organisations:
            for text in (*organisation.context_aliases, *organisation.former_names, *organisation.aliases):
                self.ids.setdefault(text, organisation.organisation_id)
        self.ids |= {organisation.name: organisation.organisation_id for organisation in organisations}

    def read_parties(self, row: Row) -> Found:
        """Return the pairs of ids; ids of unknown names start with `unknown:`."""
        text, title = row["text"], row["title"] or ""
        known = self.index.find_mentions(text, title)
        unknown = find_unknown_names(text, title, known)
        roles = {**self.index.roles, **{PREFIX + name.name: "unknown" for name in unknown}}
        mentions = (*known, *(mention for name in unknown for mention in name.mentions))
        return {frozenset(pair.organisation_ids) for pair in find_pairs(text, title, mentions, roles)}

    def label_parties(self, row: Row) -> Found:
        """Return the labelled pairs as ids."""
        return {frozenset(self.ids.get(name, PREFIX + name) for name in party) for party in row["parties"]}


def _published(row: Row) -> date | None:
    return date.fromisoformat(row["published"]) if row["published"] else None


def _read_dates(row: Row) -> Found:
    return {found.value for found in find_event_dates(row["text"], _published(row), row["title"] or "")}


def _read_terms(row: Row) -> Found:
    return {_key_term(term.kind, term.value, term.unit) for term in find_terms(row["text"], _published(row))}


def _label_terms(row: Row) -> Found:
    return {_key_term(term["kind"], term["value"], term["unit"].split(" per ")[0]) for term in row["terms"]}


def _key_term(kind: str, value: float | str, unit: str) -> Hashable:
    if unit == "months":
        value, unit = float(value) / 12, "years"
    return kind, str(value) if unit == "end-date" else round(float(value), 2), unit


def _read_standing(row: Row) -> Found:
    return {decide_standing(row["text"], model_standing="none", model_scores_0to1={})}


def _only_seeded(pairs: Found) -> Found:
    return {pair for pair in pairs if isinstance(pair, frozenset) and not any(i.startswith(PREFIX) for i in pair)}


def count(rows: Sequence[Row], read: Callable[[Row], Found], label: Callable[[Row], Found]) -> Counts:
    """Count (right, wrong, missed) values over all rows."""
    right = wrong = missed = 0
    for row in rows:
        found, wanted = read(row), label(row)
        right, wrong, missed = right + len(found & wanted), wrong + len(found - wanted), missed + len(wanted - found)
    return right, wrong, missed


def print_line(field: str, counts: Counts) -> None:
    """Print one line of the table."""
    right, wrong, missed = counts
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{field:<24}{precision:>10.3f}{recall:>8.3f}{f1:>8.3f}{right + missed:>9}")


def load_rows(files: Sequence[Path]) -> list[Row]:
    """Read every row of the JSONL files."""
    return [
        json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def _find_default_files() -> list[Path]:
    root = find_project_root()
    own = sorted((root / "models" / "passages").glob("*.jsonl"))
    return own or sorted((root.parent / "shared" / "taxonomy" / "passages").glob("*.jsonl"))


def _measure_speed(reader: Reader, rows: Sequence[Row]) -> float:
    started = time.process_time()
    for row in rows:
        reader.read_parties(row)
        _read_dates(row)
        _read_terms(row)
        _read_standing(row)
    return len(rows) / (time.process_time() - started)


def main() -> None:
    """Read the arguments, print the table and the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="JSONL of labelled passages; default models/passages")
    rows = load_rows(parser.parse_args().files or _find_default_files())
    evidence = [row for row in rows if row["standing"] != "none"]
    reader = Reader(load_organisations())
    print(f"{len(evidence)} evidence passages of {len(rows)}")
    print(f"{'field':<24}{'precision':>10}{'recall':>8}{'F1':>8}{'labels':>9}")
    pairs = {id(row): reader.read_parties(row) for row in evidence}
    seeded = count(
        evidence, lambda row: _only_seeded(pairs[id(row)]), lambda row: _only_seeded(reader.label_parties(row))
    )
    print_line("parties, seeded", seeded)
    print_line("parties, all", count(evidence, lambda row: pairs[id(row)], reader.label_parties))
    print_line("event dates", count(evidence, _read_dates, lambda row: set(row["event_dates"])))
    print_line("terms", count(evidence, _read_terms, _label_terms))
    print_line("standing, rules alone", count(evidence, _read_standing, lambda row: {row["standing"]}))
    print(f"{_measure_speed(reader, rows):.0f} passages a second on one core, all readers")


if __name__ == "__main__":
    main()
