"""Appends reviewers' decisions, one row per piece of evidence, and takes them back.

In: a `Judgement` on a card (one passage, one partnership, all its labels). Out: rows of core_decision, all of one card
in the caller's transaction. Never changes or removes a row: an undo is a row that restores what was before.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from pactwatch.decision_chain import canonical_json, hash_decision, load_chain_head
from pactwatch.errors import ReviewError
from pactwatch.records import Verdict, content_id
from pactwatch.store import Row, Store, utc_now

# What a reviewer may give as the reason of a rejection; `other` needs a note.
REJECT_REASONS: Mapping[str, str] = {
    "no_partnership": "No partnership between named organisations",
    "wrong_parties": "Wrong parties",
    "wrong_label": "Labels do not fit the passage",
    "wrong_date": "Wrong event date",
    "opinion": "Opinion or speculation only",
    "own_use": "A customer's own use, no role in the other's channel",
    "misread_page": "Text was extracted wrongly",
    "other": "Other (say what in the note)",
}
_REVIEWER = re.compile(r"[^\W_][\w .@'-]{1,59}")
_NOTE_CHARS = 2000
_Draft = tuple[Row, dict[str, Any], dict[str, Any]]  # evidence, before, after
# The values of a piece of evidence that a decision freezes: statements follow these, whatever a later reading says.
_JUDGED = ("label", "polarity", "event_date", "event_precision", "standing", "role")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer says of a card.

    `labels` are the labels to keep (only with `relabel`, a proper part of the card's). `reason` is a key of
    REJECT_REASONS with `reject`, else free or empty. `seen_version` is the `version` of the card that the reviewer saw.
    """

    card_id: str
    reviewer: str
    verdict: Verdict
    seen_version: str
    labels: tuple[str, ...] | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """One verdict on one card as stored; `statuses` maps evidence_id to its status now."""

    batch_id: str
    card_id: str
    partnership_id: str
    verdict: Verdict
    statuses: dict[str, str]
    decided_at: datetime
    undoes: str | None = None


def split_card_id(card_id: str) -> tuple[str, str]:
    """Return (passage_id, partnership_id); raise ReviewError for anything else."""
    passage_id, dot, partnership_id = card_id.partition(".")
    if not (passage_id and dot and partnership_id):
        raise ReviewError(f"{card_id!r} is no card: expected <passage_id>.<partnership_id>")
    return passage_id, partnership_id


def load_card_evidence(store: Store, card_id: str) -> list[Row]:
    """Return the card's evidence rows, patterns first; raise ReviewError when there are none."""
    passage_id, partnership_id = split_card_id(card_id)
    rows = store.run_named("card_evidence", passage_id=passage_id, partnership_id=partnership_id)
    if not rows:
        raise ReviewError(f"no evidence on card {card_id!r}: it may have been withdrawn by a newer reading")
    return rows


def card_version(evidence: Iterable[Mapping[str, Any]]) -> str:
    """Hash what a reviewer of the card saw: its evidence rows and the newest decision on each."""
    keys = ("evidence_id", "probability", "model_version", "reader_version", "newest_decision_number", *_JUDGED)
    seen = sorted(canonical_json({key: row[key] for key in keys}) for row in evidence)
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()[:16]


def check_reviewer(name: str) -> str:
    """Return the reviewer's name without outer blanks; raise ReviewError when it is none."""
    cleaned = name.strip()
    if not _REVIEWER.fullmatch(cleaned):
        raise ReviewError(
            f"{name!r} is no reviewer's name: 2 to 60 letters, digits, blanks or . _ - ' @, a letter or digit first"
        )
    return cleaned


# --- recording --------------------------------------------------------------------------------------------------------


def record_decision(store: Store, judgement: Judgement, *, now: datetime | None = None) -> RecordedDecision:
    """Append one decision per label of the card.

    Raises ReviewError, and writes nothing, when the name, verdict, reason or labels are not acceptable, or the card has
    changed since `judgement.seen_version`.
    """
    reviewer = check_reviewer(judgement.reviewer)
    evidence = _load_unchanged(store, judgement.card_id, judgement.seen_version)
    _check_judgement(judgement, {str(row["label"]) for row in evidence})
    kept = set(judgement.labels or ())
    drafts: list[_Draft] = []
    for row in evidence:
        before = {"status": row["status"], "verdict": row["verdict"], **{key: row[key] for key in _JUDGED}}
        status = _status_after(judgement.verdict, row["label"] in kept, str(row["status"]))
        drafts.append((row, before, {**before, "status": status, "verdict": judgement.verdict}))
    batch = _Batch(
        judgement.card_id, reviewer, judgement.verdict, judgement.reason, judgement.note.strip(), now or utc_now()
    )
    return _append_batch(store, batch, drafts)


def undo_decision(
    store: Store, card_id: str, reviewer: str, *, seen_version: str, now: datetime | None = None
) -> RecordedDecision:
    """Take back the reviewer's newest standing decision on a card by appending rows that restore what was before.

    Raises ReviewError when there is none, somebody else made it, or the card has changed since `seen_version`.
    """
    name = check_reviewer(reviewer)
    evidence = {str(row["evidence_id"]): row for row in _load_unchanged(store, card_id, seen_version)}
    undone = find_standing_batch(_load_history(store, card_id))
    if not undone:
        raise ReviewError(f"nothing to undo on card {card_id}")
    if undone[0]["reviewer"] != name:
        raise ReviewError(f"the newest decision on card {card_id} is {undone[0]['reviewer']}'s: decide anew instead")
    drafts: list[_Draft] = []
    for row in undone:
        restored = json.loads(row["before"])
        if row["evidence_id"] in evidence:
            drafts.append((evidence[row["evidence_id"]], json.loads(row["after"]), restored))
    if not drafts:
        raise ReviewError(f"nothing to undo on card {card_id}: a newer reading has withdrawn its evidence")
    verdict: Verdict = drafts[0][2]["verdict"] or "skip"
    undoes = str(undone[0]["batch_id"])
    batch = _Batch(card_id, name, verdict, "undo", "", now or utc_now(), undoes)
    return _append_batch(store, batch, drafts)


def find_standing_batch(history: Sequence[Row]) -> list[Row]:
    """Return the rows of the newest decision that no undo has taken back; an empty list when there is none."""
    undone = {row["undoes"] for row in history if row["undoes"]}
    standing = [row for row in history if not row["undoes"] and row["batch_id"] not in undone]
    return [row for row in standing if row["batch_id"] == standing[-1]["batch_id"]]


@dataclass(frozen=True, slots=True)
class _Batch:
    card_id: str
    reviewer: str
    verdict: Verdict
    reason: str
    note: str
    decided_at: datetime
    undoes: str | None = None


def _load_history(store: Store, card_id: str) -> list[Row]:
    passage_id, partnership_id = split_card_id(card_id)
    return store.run_named("card_history", passage_id=passage_id, partnership_id=partnership_id)


def _load_unchanged(store: Store, card_id: str, seen_version: str) -> list[Row]:
    evidence = load_card_evidence(store, card_id)
    if card_version(evidence) != seen_version:
        newest = max(evidence, key=lambda row: row["newest_decision_number"])
        who = f": {newest['reviewer']} decided {newest['verdict']}" if newest["reviewer"] else ": it was read anew"
        raise ReviewError(f"card {card_id} has changed since you opened it{who}. Look at it again")
    return evidence


def _check_judgement(judgement: Judgement, labels: Collection[str]) -> None:
    if judgement.verdict not in get_args(Verdict):
        raise ReviewError(f"{judgement.verdict!r} is no verdict: one of {', '.join(get_args(Verdict))}")
    if len(judgement.note) > _NOTE_CHARS:
        raise ReviewError(f"the note has {len(judgement.note)} characters, at most {_NOTE_CHARS} are kept")
    if judgement.verdict == "reject":
        _check_reason(judgement)
    if judgement.verdict == "relabel":
        _check_labels(judgement, labels)
    elif judgement.labels is not None:
        raise ReviewError(f"labels to keep go with relabel, not with {judgement.verdict}")


def _check_reason(judgement: Judgement) -> None:
    if judgement.reason not in REJECT_REASONS:
        raise ReviewError(f"a rejection needs a reason: one of {', '.join(REJECT_REASONS)}")
    if judgement.reason == "other" and not judgement.note.strip():
        raise ReviewError("the reason 'other' needs a note")


def _check_labels(judgement: Judgement, labels: Collection[str]) -> None:
    kept = set(judgement.labels or ())
    if unknown := kept - set(labels):
        raise ReviewError(f"card {judgement.card_id} has no label {', '.join(sorted(unknown))}")
    if not kept:
        raise ReviewError("relabel keeps no label: reject the card instead")
    if kept == set(labels):
        raise ReviewError("relabel keeps every label: approve the card instead")


def _status_after(verdict: Verdict, is_kept: bool, status: str) -> str:
    if verdict == "relabel":
        return "approved" if is_kept else "rejected"
    return {"approve": "approved", "reject": "rejected", "context": "context"}.get(verdict, status)


def _append_batch(store: Store, batch: _Batch, drafts: Sequence[_Draft]) -> RecordedDecision:
    number, previous = load_chain_head(store)
    batch_id = content_id("batch", batch.card_id, number, previous)
    rows = []
    for evidence, before, after in drafts:
        number += 1
        row: Row = {
            "decision_number": number,
            "decision_id": content_id("decision", evidence["evidence_id"], number, previous),
            "batch_id": batch_id,
            "undoes": batch.undoes,
            "evidence_id": evidence["evidence_id"],
            "reviewer": batch.reviewer,
            "verdict": batch.verdict,
            "before": canonical_json(before),
            "after": canonical_json(after),
            "reason": batch.reason,
            "note": batch.note,
            "model_version": evidence["model_version"],
            "model_score": float(evidence["probability"]),
            "decided_at": batch.decided_at,
            "previous_hash": previous,
        }
        row["hash"] = previous = hash_decision(row)
        rows.append(row)
    store.append("core_decision", rows)
    return RecordedDecision(
        batch_id=batch_id,
        card_id=batch.card_id,
        partnership_id=split_card_id(batch.card_id)[1],
        verdict=batch.verdict,
        statuses={str(evidence["evidence_id"]): str(after["status"]) for evidence, _, after in drafts},
        decided_at=batch.decided_at,
        undoes=batch.undoes,
    )
