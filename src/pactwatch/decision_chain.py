"""The hash chain over reviewers' decisions: each row's hash covers its content and the hash of the row before it.

In: rows of core_decision. Out: hashes, and the rows that are not as they were written. Writes nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pactwatch.store import Row, Store

FIRST_HASH = "0" * 64
_HASHED = (
    "decision_number",
    "decision_id",
    "batch_id",
    "undoes",
    "evidence_id",
    "reviewer",
    "verdict",
    "before",
    "after",
    "reason",
    "note",
    "model_version",
    "model_score",
    "decided_at",
    "previous_hash",
)


@dataclass(frozen=True, slots=True)
class BrokenDecision:
    """A row of the chain that is not as it was written, and what is wrong with it."""

    decision_number: int
    decision_id: str
    problem: str


def canonical_json(value: object) -> str:
    """Return the one JSON text of a value: keys sorted, no blanks, times in UTC.

    >>> canonical_json({"b": 1, "a": None})
    '{"a":null,"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_encode)


def _encode(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} has no canonical form")


def hash_decision(row: Mapping[str, Any]) -> str:
    """Return sha256 over the hash of the row before and the canonical JSON of this row."""
    hashed = {key: row[key] for key in _HASHED}
    for key in ("before", "after"):
        hashed[key] = json.loads(row[key])
    return hashlib.sha256(f"{row['previous_hash']}\n{canonical_json(hashed)}".encode()).hexdigest()


def load_chain_head(store: Store) -> tuple[int, str]:
    """Return number and hash of the newest decision; (0, FIRST_HASH) when there is none."""
    rows = store.query("select decision_number, hash from core_decision order by decision_number desc limit 1")
    return (int(rows[0]["decision_number"]), str(rows[0]["hash"])) if rows else (0, FIRST_HASH)


def verify_decisions(store: Store, *, known_head: tuple[int, str] | None = None) -> list[BrokenDecision]:
    """Recompute the chain and return the rows that are not as they were written; an empty list means all is well.

    `known_head` is (number, hash) of a decision noted elsewhere, such as in the manifest of a published snapshot:
    without it, rows cut off at the end, or a chain rewritten from some row on, cannot be seen.
    """
    broken: list[BrokenDecision] = []
    previous, expected, hashes = FIRST_HASH, 1, {0: FIRST_HASH}
    for row in store.run_named("decision_log"):
        number = int(row["decision_number"])
        for problem in _find_problems(row, expected, previous):
            broken.append(BrokenDecision(number, str(row["decision_id"]), problem))
        previous, expected = str(row["hash"]), number + 1
        hashes[number] = previous
    if known_head is not None and hashes.get(known_head[0]) != known_head[1]:
        broken.append(BrokenDecision(known_head[0], "", f"the hash noted for it elsewhere is {known_head[1]}"))
    return broken


def _find_problems(row: Row, expected: int, previous: str) -> Iterable[str]:
    if row["decision_number"] != expected:
        yield f"decision {expected} is missing before it"
    if row["previous_hash"] != previous:
        yield "does not continue the row before it"
    try:
        is_intact = row["hash"] == hash_decision(row)
    except ValueError:
        is_intact = False
    if not is_intact:
        yield "its content was changed after it was written"
