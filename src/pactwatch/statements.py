"""Approved evidence -> dated statements with their confidence. Pure: no store, no clock.

In: `ApprovedEvidence`, in any order. Out: `Statement`s, one per (partnership, label, polarity, event date), each with
the evidence that carries it and how far it may be trusted, in words.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pactwatch.records import EvidenceRole, LabelKind, Polarity, Precision, Standing, Tier, content_id

Confidence = Literal["primary_source", "multi_source", "single_source", "rumored"]

_STANDINGS: tuple[Standing, ...] = ("fact", "planned", "reported", "opinion", "none")
_ROLES: tuple[EvidenceRole, ...] = ("termination", "amendment", "announcement", "follow_up", "commentary", "context")


@dataclass(frozen=True, slots=True)
class ApprovedEvidence:
    """One piece of evidence as a reviewer approved it.

    `is_party_source` is False where the source is known to belong to an organisation outside the partnership.
    `published_on` is the article's date; it says by when an event of coarse date had happened.
    """

    evidence_id: str
    partnership_id: str
    label: str
    label_kind: LabelKind
    polarity: Polarity
    event_date: str
    precision: Precision
    standing: Standing
    tier: Tier
    source_id: str
    cluster_id: str
    is_party_source: bool
    decided_at: datetime
    found_late: bool
    role: EvidenceRole = "announcement"
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What the approved evidence says of one label at one event date.

    `held_from` is the first day on which the evidence shows it to hold; `standing` and `role` are the strongest among
    the evidence. `found_late` is True where every piece of evidence reached us long after it was published.
    """

    partnership_id: str
    label: str
    label_kind: LabelKind
    polarity: Polarity
    event_date: str
    precision: Precision
    held_from: date
    standing: Standing
    role: EvidenceRole
    found_late: bool
    confidence: Confidence
    confidence_reason: str
    evidence_ids: tuple[str, ...]

    @property
    def statement_id(self) -> str:
        """Hash of what is stated, not of the evidence for it."""
        return content_id("statement", self.partnership_id, self.label, self.polarity, self.event_date)


def event_period(event_date: str) -> tuple[date, date]:
    """Return the first and last day of an ISO prefix.

    >>> event_period("2024-Q3"), event_period("2024-02")[1]
    ((datetime.date(2024, 7, 1), datetime.date(2024, 9, 30)), datetime.date(2024, 2, 29))
    """
    year, _, rest = event_date.partition("-")
    if len(rest) == 5:
        day = date.fromisoformat(event_date)
        return day, day
    if rest.startswith("Q"):
        first, last = 3 * int(rest[1]) - 2, 3 * int(rest[1])
    else:
        first, last = (int(rest), int(rest)) if rest else (1, 12)
    return date(int(year), first, 1), date(int(year), last, calendar.monthrange(int(year), last)[1])


def derive_statements(approved: Iterable[ApprovedEvidence]) -> tuple[Statement, ...]:
    """Group approved evidence (one row per evidence_id) into statements, ordered by partnership, day and label.

    The order in which the evidence arrives does not change the result.
    """
    groups: dict[tuple[str, str, str, str], dict[str, ApprovedEvidence]] = defaultdict(dict)
    for row in approved:
        groups[row.partnership_id, row.label, row.polarity, row.event_date][row.evidence_id] = row
    statements = [_state_group(sorted(rows.values(), key=lambda row: row.evidence_id)) for rows in groups.values()]
    return tuple(sorted(statements, key=lambda s: (s.partnership_id, s.held_from, s.label, s.polarity, s.event_date)))


def _state_group(rows: Sequence[ApprovedEvidence]) -> Statement:
    first = rows[0]
    standing = min((row.standing for row in rows), key=_STANDINGS.index)
    carrying = [row for row in rows if row.standing == standing]
    confidence, reason = grade_confidence(rows)
    return Statement(
        partnership_id=first.partnership_id,
        label=first.label,
        label_kind=first.label_kind,
        polarity=first.polarity,
        event_date=first.event_date,
        precision=first.precision,
        held_from=min(_held_from(row) for row in carrying),
        standing=standing,
        role=min((row.role for row in carrying), key=_ROLES.index),
        found_late=all(row.found_late for row in rows),
        confidence=confidence,
        confidence_reason=reason,
        evidence_ids=tuple(row.evidence_id for row in rows),
    )


def _held_from(row: ApprovedEvidence) -> date:
    """First day on which this evidence shows its statement to hold.

    A fact dated "2026" and published in March 2026 had happened by March; published in 2027, by the end of 2026. Taking
    the first day of the period instead would let an event of September hold in January. A plan holds once it is told.
    """
    first, last = event_period(row.event_date)
    if row.standing != "fact":
        return row.published_on or first
    return last if row.published_on is None else max(first, min(row.published_on, last))


def grade_confidence(rows: Sequence[ApprovedEvidence]) -> tuple[Confidence, str]:
    """Return the confidence of evidence for one statement, and why in words.

    Only evidence that states a fact or a confirmed plan counts; commentary is no origin.
    """
    stated = [row for row in rows if row.standing in ("fact", "planned")]
    if not stated:
        if any(row.standing == "reported" for row in rows):
            return "rumored", "rests on unnamed sources only"
        return "single_source", f"commentary only ({_list_sources(rows)}); nobody states it as a fact or a plan"
    primary = [row for row in stated if row.tier == "regulator" or (row.tier == "primary" and row.is_party_source)]
    if primary:
        return "primary_source", f"from a party, filing or authority: {_list_sources(primary)}"
    origins = count_origins((row.source_id, row.cluster_id) for row in stated)
    if origins >= 2:
        return "multi_source", f"{origins} independent origins: {_list_sources(stated)}"
    copies = f", {len(stated)} pieces of evidence of one origin" if len(stated) > 1 else ""
    return "single_source", f"one origin: {_list_sources(stated)}{copies}"


def count_origins(pairs: Iterable[tuple[str, str]]) -> int:
    """Count independent origins: the most (source, cluster) pairs that share neither source nor cluster.

    A maximum bipartite matching by augmenting paths (Kuhn's algorithm), so the order of the pairs does not matter.

    >>> count_origins([("a", "1"), ("b", "1")]), count_origins([("a", "1"), ("b", "1"), ("b", "2")])
    (1, 2)
    """
    clusters_of: dict[str, set[str]] = defaultdict(set)
    for source, cluster in pairs:
        clusters_of[source].add(cluster)
    source_of: dict[str, str] = {}

    def find_cluster(source: str, seen: set[str]) -> bool:
        for cluster in clusters_of[source] - seen:
            seen.add(cluster)
            if cluster not in source_of or find_cluster(source_of[cluster], seen):
                source_of[cluster] = source
                return True
        return False

    return sum(find_cluster(source, set()) for source in list(clusters_of))


def _list_sources(rows: Iterable[ApprovedEvidence]) -> str:
    return ", ".join(sorted({row.source_id for row in rows}))
