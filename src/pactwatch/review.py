"""The review queue: flagged evidence as cards, those first whose decision is worth most, with the reason in words.

In: an open `Store`. Out: frozen records for the page or the command line. Cards are read in `cards` and decided in
`decisions`; both are offered here as well. Imports no stage: deriving what a decision changes is the caller's work.
"""

from dataclasses import dataclass
from datetime import date

from pactwatch.cards import CardLabel, ReviewCard, load_card
from pactwatch.decision_chain import BrokenDecision, verify_decisions
from pactwatch.decisions import (
    REJECT_REASONS,
    Judgement,
    RecordedDecision,
    check_reviewer,
    record_decision,
    undo_decision,
)
from pactwatch.store import Row, Store, utc_now

__all__ = [
    "REJECT_REASONS",
    "BrokenDecision",
    "CardLabel",
    "Judgement",
    "QueueEntry",
    "QueueFilter",
    "RecordedDecision",
    "ReviewCard",
    "check_reviewer",
    "list_facets",
    "list_queue",
    "load_card",
    "record_decision",
    "undo_decision",
    "verify_decisions",
]


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which cards to list; None means all. `label` is a pattern, signal or kill-list move among the card's."""

    partnership_id: str | None = None
    label: str | None = None
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One card in the queue; `value` orders it (higher first) and `reason` says why it stands there.

    `labels` and `probabilities_0to1` run in parallel, the most probable first. `queue_length` counts all cards that
    match the filter.
    """

    card_id: str
    partnership_id: str
    partnership: str
    article_title: str
    source: str
    tier: str
    published_on: date | None
    labels: tuple[str, ...]
    probabilities_0to1: tuple[float, ...]
    value: float
    reason: str
    queue_length: int


def list_queue(
    store: Store, chosen: QueueFilter | None = None, *, row_limit: int = 50, today: date | None = None
) -> list[QueueEntry]:
    """Return the cards with flagged evidence, those first whose decision is worth most.

    Worth is uncertainty of the most doubtful label x freshness (a half after 180 days) x effect (1 where the
    partnership has no state yet or the evidence contradicts, .6 for a new statement, .25 for more evidence of a known
    one); each skip divides it by ten.
    """
    chosen = chosen or QueueFilter()
    rows = store.run_named(
        "review_queue",
        partnership_id=chosen.partnership_id,
        label=chosen.label,
        tier=chosen.tier,
        today=today or utc_now().date(),
        row_limit=row_limit,
    )
    return [_read_entry(row) for row in rows]


def list_facets(store: Store) -> dict[str, list[Row]]:
    """Return the filters: `partnership`, `label` and `tier`, each with rows of value, title and card_count."""
    facets: dict[str, list[Row]] = {"partnership": [], "label": [], "tier": []}
    for row in store.run_named("queue_filters"):
        facets[str(row["facet"])].append(row)
    return facets


def _read_entry(row: Row) -> QueueEntry:
    return QueueEntry(
        card_id=row["card_id"],
        partnership_id=row["partnership_id"],
        partnership=row["partnership"],
        article_title=row["article_title"],
        source=row["source"],
        tier=row["tier"],
        published_on=row["published_on"],
        labels=tuple(row["labels"]),
        probabilities_0to1=tuple(row["probabilities"]),
        value=row["value"],
        reason=_explain_entry(row),
        queue_length=row["queue_length"],
    )


def _explain_entry(row: Row) -> str:
    if row["has_contradiction"]:
        effect = "speaks against what the tracker says"
    elif row["state"] == "unverified":
        effect = "the partnership has no approved state yet"
    elif row["is_new_statement"]:
        effect = "would add a new statement"
    else:
        effect = "more evidence for a known statement"
    doubt = "the model is in doubt" if row["uncertainty"] >= 0.5 else "the model is fairly sure"
    age = f"published {row['age_days']} days ago" if row["published_on"] else "undated"
    skips = f"; skipped {row['skip_count']}x" if row["skip_count"] else ""
    return f"{effect}; {doubt}; {age}{skips}"
