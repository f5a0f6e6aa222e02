"""Reviewers' decisions as training material: passages whose every flagged label was decided.

Out: `LabelledPassage` records, four in five to train on and the rest held back to measure with. Which side a passage is
on follows from its words, so neither a copy nor a page that is read anew changes sides.
"""

import hashlib
import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from pactwatch.records import Standing
from pactwatch.settings import Settings
from pactwatch.store import Row, read_store
from pactwatch.train.passages import LabelledPassage

# Rejections for these reasons say that the passage is no evidence; the others speak of dates, parties or extraction.
_NO_EVIDENCE_REASONS = frozenset({"no_partnership", "own_use"})
_HELD_ONE_IN = 5


def load_judged_passages(settings: Settings) -> tuple[list[LabelledPassage], list[LabelledPassage]]:
    """Return (to train on, held back) from the decisions of this home; both empty where nothing was decided."""
    with read_store(settings) as store:
        rows = store.run_named("judged_labels")
    judged = [
        passage
        for _, group in groupby(rows, key=itemgetter("passage_id"))
        if (passage := _label_passage(list(group))) is not None
    ]
    held = [passage for passage in judged if _is_held(passage.text)]
    return [passage for passage in judged if not _is_held(passage.text)], held


def _label_passage(rows: Sequence[Row]) -> LabelledPassage | None:
    """Turn one passage's decisions into labels; None where they leave open what the passage shows."""
    if any(row["status"] in ("flagged", "context") for row in rows):
        return None
    approved = [row for row in rows if row["status"] == "approved"]
    if not approved and not all(row["reason"] in _NO_EVIDENCE_REASONS for row in rows):
        return None
    standing: Standing = approved[0]["standing"] if approved else "none"
    parties = {(row["organisation_a"], row["organisation_b"]) for row in approved}
    return LabelledPassage(
        passage_id=rows[0]["passage_id"],
        voice="reviewed",
        title=rows[0]["title"],
        published=rows[0]["published_on"].isoformat() if rows[0]["published_on"] else "",
        text=rows[0]["text"],
        patterns=_labels_of_kind(approved, "pattern"),
        signals=_labels_of_kind(approved, "signal"),
        kill_list=_labels_of_kind(approved, "kill_list"),
        standing=standing,
        parties=tuple(sorted(parties)),
        event_dates=(),
        terms=(),
        basis_url=rows[0]["url"],
    )


def _labels_of_kind(rows: Sequence[Row], kind: str) -> tuple[str, ...]:
    return tuple(sorted({row["label"] for row in rows if row["label_kind"] == kind}))


def _is_held(text: str) -> bool:
    words = " ".join(re.findall(r"\w+", text.lower()))
    return int(hashlib.sha256(words.encode()).hexdigest(), 16) % _HELD_ONE_IN == 0
