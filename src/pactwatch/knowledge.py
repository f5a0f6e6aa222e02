"""Joins the stage `partnerships` to the warehouse: what the approved evidence says now becomes what we hold.

In: an open `Store`. Out: rows of core_statement and core_partnership_state: those that no longer follow from the
evidence are closed with `recorded_to`, new ones opened. Running it again changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pactwatch.partnerships import (
    ApprovedEvidence,
    PartnershipState,
    Statement,
    derive_state,
    derive_statements,
)
from pactwatch.store import Row, Store


@dataclass(frozen=True, slots=True)
class StatementCounts:
    """What one update changed."""

    approved: int
    statements_opened: int
    statements_closed: int
    states_opened: int
    states_closed: int

    @property
    def has_changed(self) -> bool:
        """True when any row was opened or closed."""
        return bool(self.statements_opened or self.statements_closed or self.states_opened or self.states_closed)


def update_statements(store: Store, now: datetime, partnership_ids: Sequence[str] | None = None) -> StatementCounts:
    """Bring statements and states in line with the approved evidence, touching only rows that change.

    `partnership_ids` limits the work to those partnerships (a decision touches one); None means all. States are those
    of the day of `now`, so that an event with a future date takes effect with the first run on that day or later.
    """
    chosen = None if partnership_ids is None else list(partnership_ids)
    approved = load_approved(store, chosen)
    statements = derive_statements(approved)
    moment = _next_moment(store, now)
    wanted = {statement.statement_id: _statement_row(statement) for statement in statements}
    opened, closed = _replace_rows(
        store, "core_statement", wanted, store.run_named("open_statements", partnership_ids=chosen), moment
    )
    states = {key: _state_row(key, state) for key, state in derive_states(statements, now.date()).items()}
    states_opened, states_closed = _replace_rows(
        store, "core_partnership_state", states, store.run_named("open_states", partnership_ids=chosen), moment
    )
    return StatementCounts(len(approved), opened, closed, states_opened, states_closed)


def load_approved(store: Store, partnership_ids: Sequence[str] | None = None) -> tuple[ApprovedEvidence, ...]:
    """Return the approved evidence of some partnerships, or of all."""
    chosen = None if partnership_ids is None else list(partnership_ids)
    return tuple(ApprovedEvidence(**row) for row in store.run_named("approved_evidence", partnership_ids=chosen))


def load_statements(store: Store, partnership_id: str, known_at: datetime) -> tuple[Statement, ...]:
    """Return the statements of a partnership that we held at `known_at`, whatever day they are about."""
    rows = store.run_named("statements_known_at", partnership_id=partnership_id, known_at=known_at)
    return tuple(_read_statement(row) for row in rows)


def find_state(store: Store, partnership_id: str, *, as_of: date, known_at: datetime) -> PartnershipState:
    """Return the state of a partnership on a day, by what we knew at `known_at`."""
    return derive_state(load_statements(store, partnership_id, known_at), as_of)


def derive_states(statements: Iterable[Statement], as_of: date) -> dict[str, PartnershipState]:
    """Return the state of every partnership that has a statement."""
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        grouped[statement.partnership_id].append(statement)
    return {key: derive_state(group, as_of) for key, group in grouped.items()}


def _next_moment(store: Store, now: datetime) -> datetime:
    """Return `now`, or just after the newest recorded time where a clock stood still or ran backwards."""
    rows = store.query(
        "select max(greatest(recorded_from, coalesce(recorded_to, recorded_from))) as newest from ("
        "select recorded_from, recorded_to from core_statement"
        " union all select recorded_from, recorded_to from core_partnership_state)"
    )
    newest: datetime | None = rows[0]["newest"]
    return now if newest is None else max(now, newest + timedelta(microseconds=1))


def _replace_rows(
    store: Store, table: str, wanted: dict[str, Row], held: list[Row], moment: datetime
) -> tuple[int, int]:
    """Close held rows that are not wanted as they are, open wanted ones that are not held; return (opened, closed)."""
    key = "statement_id" if table == "core_statement" else "partnership_id"
    held_by_key = {str(row[key]): row for row in held}
    stale = [name for name, row in held_by_key.items() if wanted.get(name) != row]
    fresh = [row for name, row in wanted.items() if held_by_key.get(name) != row]
    if stale:
        store.query(
            f"update {table} set recorded_to = $moment where recorded_to is null and list_contains($stale, {key})",
            moment=moment,
            stale=stale,
        )
    store.append(table, [{**row, "recorded_from": moment, "recorded_to": None} for row in fresh])
    return len(fresh), len(stale)


def _statement_row(statement: Statement) -> Row:
    return {
        "statement_id": statement.statement_id,
        "partnership_id": statement.partnership_id,
        "label": statement.label,
        "label_kind": statement.label_kind,
        "polarity": statement.polarity,
        "event_date": statement.event_date,
        "event_precision": statement.precision,
        "held_from": statement.held_from,
        "standing": statement.standing,
        "role": statement.role,
        "found_late": statement.found_late,
        "confidence": statement.confidence,
        "confidence_reason": statement.confidence_reason,
        "evidence_ids": list(statement.evidence_ids),
    }


def _read_statement(row: Row) -> Statement:
    return Statement(
        partnership_id=row["partnership_id"],
        label=row["label"],
        label_kind=row["label_kind"],
        polarity=row["polarity"],
        event_date=row["event_date"],
        precision=row["event_precision"],
        held_from=row["held_from"],
        standing=row["standing"],
        role=row["role"],
        found_late=row["found_late"],
        confidence=row["confidence"],
        confidence_reason=row["confidence_reason"],
        evidence_ids=tuple(row["evidence_ids"]),
    )


def _state_row(partnership_id: str, state: PartnershipState) -> Row:
    return {
        "partnership_id": partnership_id,
        "state": state.state,
        "reason": state.reason,
        "confidence": state.confidence,
        "since": state.since,
    }
