"""Statements -> the lifecycle state of a partnership on a day, with the reason in words. Pure: no store, no clock.

In: `Statement`s of one partnership, in any order (`derive_statements` makes them from approved evidence). Out: a
`PartnershipState`. Refuses to count rumours and commentary towards a state.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pactwatch.records import EvidenceRole
from pactwatch.statements import ApprovedEvidence, Confidence, Statement, derive_statements, event_period

__all__ = [
    "ApprovedEvidence",
    "Confidence",
    "PartnershipState",
    "State",
    "Statement",
    "derive_state",
    "derive_statements",
    "event_period",
]

State = Literal["announced", "active", "expanded", "restructured", "disputed", "ended", "unverified"]

_CONFIDENCES: tuple[Confidence, ...] = ("primary_source", "multi_source", "single_source", "rumored")


@dataclass(frozen=True, slots=True)
class PartnershipState:
    """The state of one partnership; `confidence` and `since` belong to the statement that brought it there."""

    state: State
    reason: str
    confidence: Confidence | None = None
    since: date | None = None


# The tie itself: while one of these holds, the partnership has not ended.
_TIES = frozenset(
    {
        "compute-backed-investment",
        "oem-third-party-model",
        "reseller",
        "sovereign",
        "marketplace",
        "isv-embedded",
        "model-hosting",
    }
)
# A new one of these, at a later date, is more of the partnership.
_GROWTH = _TIES | {"equity-investment", "compute-commitment", "custom-silicon", "distribution", "data-residency"}
# These say by themselves that the terms changed; _TERMS say so where the evidence amends them.
_CHANGES = frozenset({"exclusivity-ended", "renegotiation"})
_TERMS = frozenset(
    {
        "exclusive-then-multi-home",
        "exclusivity",
        "right-of-first-refusal",
        "multi-homing",
        "revenue-share",
        "ip-rights",
        "governance",
    }
)
# They accompany a partnership and say nothing of whether or how it goes on; neither do kill-list moves.
_BYSTANDERS = frozenset({"partner-to-competitor", "rivalry", "regulatory-scrutiny"})
# Two growth statements closer than this are one event told with two dates (signing and closing, or a late report).
# Chosen by hand on the Microsoft-OpenAI and Amazon-Anthropic histories, whose real steps lie six weeks or more apart.
_NEW_STEP_DAYS = 30
_NEW_ROLES: tuple[EvidenceRole, ...] = ("announcement", "amendment")
_CHANGE_ROLES: tuple[EvidenceRole, ...] = ("amendment", "termination")


class _Course:
    """Walks the statements of one partnership in order of time and keeps the state."""

    def __init__(self) -> None:
        self.state: State = "unverified"
        self.carrier: Statement | None = None
        self.former: tuple[State, date] | None = None
        self.ties: set[str] = set()
        self.supported: set[str] = set()
        self.formed_on: date | None = None
        self.grown_on: date | None = None

    def take(self, statement: Statement) -> None:
        state = self._find_move(statement)
        # Of several statements of one day that say the same, the first in `_order` (best confirmed) carries the state.
        is_echo = self.carrier is not None and (state, statement.held_from) == (self.state, self.carrier.held_from)
        if state is not None and not is_echo:
            if self.carrier is not None and state != self.state:
                self.former = (self.state, self.carrier.held_from)
            self.state, self.carrier = state, statement
            if self.formed_on is None and statement.standing == "fact":
                self.formed_on = statement.held_from
        self._remember(statement)

    def _find_move(self, statement: Statement) -> State | None:
        if statement.label in _BYSTANDERS or statement.label_kind == "kill_list":
            return None
        if statement.standing == "planned":
            return "announced" if self.state == "unverified" and statement.polarity == "supports" else None
        if statement.polarity == "contradicts":
            return self._find_denial(statement)
        if statement.label in _CHANGES or (statement.label in _TERMS and statement.role == "amendment"):
            # What changes on the day a partnership forms is a term of the deal, or what the deal does to another one.
            return None if statement.held_from == self.formed_on else "restructured"
        is_settled = self.state == "disputed" and self.carrier is not None and self.carrier.label == statement.label
        if is_settled or self.state in ("unverified", "announced"):
            return "active"
        return self._find_growth(statement)

    def _find_denial(self, statement: Statement) -> State | None:
        if statement.role in _CHANGE_ROLES:
            is_last_tie = statement.role == "termination" and self.ties == {statement.label}
            return "ended" if is_last_tie else "restructured"
        return "disputed" if statement.label in self.supported else None

    def _find_growth(self, statement: Statement) -> State | None:
        if statement.label not in _GROWTH or statement.role not in _NEW_ROLES:
            return None
        if self.state == "ended":
            return "active"
        is_new_step = self.grown_on is None or (statement.held_from - self.grown_on).days >= _NEW_STEP_DAYS
        return "expanded" if is_new_step else None

    def _remember(self, statement: Statement) -> None:
        if statement.standing != "fact":
            return
        if statement.polarity == "supports":
            self.supported.add(statement.label)
            self.ties |= {statement.label} & _TIES
            if statement.label in _GROWTH or self.grown_on is None:
                self.grown_on = statement.held_from
        elif statement.role in _CHANGE_ROLES:
            self.supported.discard(statement.label)
            self.ties.discard(statement.label)


def derive_state(statements: Collection[Statement], as_of: date) -> PartnershipState:
    """Return the state of one partnership on a day, from its statements in any order.

    Rumours and commentary are not counted. On one day, growth comes before a change of terms and a denial comes last.
    """
    past = [statement for statement in statements if statement.held_from <= as_of]
    counted = [s for s in past if s.confidence != "rumored" and s.standing in ("fact", "planned")]
    if not counted:
        return PartnershipState("unverified", _explain_nothing(len(statements), len(past)))
    course = _Course()
    for statement in sorted(counted, key=_order):
        course.take(statement)
    if course.carrier is None:
        labels = ", ".join(sorted({s.label for s in counted}))
        return PartnershipState("unverified", f"approved evidence speaks only of {labels}: that shows no partnership")
    return PartnershipState(
        course.state, _explain(course, course.carrier), course.carrier.confidence, course.carrier.held_from
    )


def _order(statement: Statement) -> tuple[date, int, int, str, str, str]:
    ranks = {"supports": 1 if statement.label in _CHANGES else 2 if statement.label in _TERMS else 0, "contradicts": 3}
    return (
        statement.held_from,
        ranks[statement.polarity],
        _CONFIDENCES.index(statement.confidence),
        statement.label,
        statement.event_date,
        statement.polarity,
    )


def _explain_nothing(known: int, past: int) -> str:
    if past:
        return "approved evidence is rumour or commentary only"
    return "approved evidence speaks only of later days" if known else "no approved evidence yet"


def _explain(course: _Course, carrier: Statement) -> str:
    verb = {"supports": "is", "contradicts": "is denied or ended, which is"}[carrier.polarity]
    stated = {"fact": "stated as a fact", "planned": "announced as a plan"}[carrier.standing]
    count = len(carrier.evidence_ids)
    reason = (
        f"{carrier.label} ({carrier.event_date}) {verb} {stated}; {carrier.confidence.replace('_', ' ')},"
        f" {count} {'piece' if count == 1 else 'pieces'} of evidence"
    )
    if course.former is None:
        return reason
    return f"{reason}; before that {course.former[0]} since {course.former[1].isoformat()}"
