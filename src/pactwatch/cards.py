"""Reads one review card: a passage in its article, read for one partnership, with everything a decision needs.

In: an open `Store` and a card id. Out: a frozen `ReviewCard`. Decides nothing and writes nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pactwatch.decisions import card_version, find_standing_batch, load_card_evidence, split_card_id
from pactwatch.errors import ReviewError
from pactwatch.store import Row, Store


@dataclass(frozen=True, slots=True)
class DateClaim:
    """One publication date that a witness gave; `raw` is what it said."""

    witness: str
    value: str
    raw: str


@dataclass(frozen=True, slots=True)
class CardArticle:
    """The article of a card and the source it came from. `link` opens the live page at the passage, or is empty."""

    article_id: str
    title: str
    author: str
    url: str
    link: str
    language: str
    text: str
    published_on: date | None
    date_witness: str | None
    date_claims: tuple[DateClaim, ...]
    modified_on: date | None
    found_late: bool
    source_id: str
    source: str
    tier: str
    rights_note: str


@dataclass(frozen=True, slots=True)
class CardLabel:
    """One label of a card, as read and as judged."""

    evidence_id: str
    label: str
    label_kind: str
    status: str
    polarity: str
    probability_0to1: float
    event_date: str
    event_precision: str
    event_basis: str
    standing: str
    role: str
    quote: str
    verdict: str | None
    reviewer: str | None
    reason: str | None
    note: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class UnflaggedScore:
    """A label that the model saw below its threshold."""

    label: str
    label_kind: str
    probability_0to1: float


@dataclass(frozen=True, slots=True)
class CardParty:
    """Two organisations that the passage's relation holds between."""

    organisation_a: str
    organisation_b: str
    score_0to1: float


@dataclass(frozen=True, slots=True)
class CardTerm:
    """An amount read out of the passage."""

    kind: str
    value: float | str
    unit: str
    as_written: str


@dataclass(frozen=True, slots=True)
class EarlierEvidence:
    """Approved evidence of the same partnership from another passage."""

    evidence_id: str
    label: str
    polarity: str
    event_date: str
    standing: str
    quote: str
    source: str
    published_on: date | None
    link: str


@dataclass(frozen=True, slots=True)
class ArticleCopy:
    """A near-duplicate of the card's article at another address."""

    article_id: str
    title: str
    url: str
    source: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """One passage read for one partnership, with everything a decision needs.

    `article.text[start_char:end_char]` is the passage. `version` goes back with the decision: a card that changed
    meanwhile is refused. `undoable_by` names who made the newest decision that still stands, or is None.
    """

    card_id: str
    version: str
    partnership_id: str
    partnership: str
    state: str
    state_reason: str
    state_confidence: str | None
    article: CardArticle
    start_char: int
    end_char: int
    labels: tuple[CardLabel, ...]
    unflagged: tuple[UnflaggedScore, ...]
    parties: tuple[CardParty, ...]
    terms: tuple[CardTerm, ...]
    earlier: tuple[EarlierEvidence, ...]
    copies: tuple[ArticleCopy, ...]
    undoable_by: str | None

    @property
    def is_open(self) -> bool:
        """True while some label waits for a decision."""
        return any(label.status == "flagged" for label in self.labels)


def load_card(store: Store, card_id: str) -> ReviewCard:
    """Return one card; raise ReviewError when there is no such card."""
    passage_id, partnership_id = split_card_id(card_id)
    evidence = load_card_evidence(store, card_id)
    keys = {"passage_id": passage_id, "partnership_id": partnership_id}
    heads = store.run_named("card_article", **keys)
    if not heads:
        raise ReviewError(f"card {card_id!r} has evidence but no passage: run `pactwatch doctor`")
    head = heads[0]
    standing = find_standing_batch(store.run_named("card_history", **keys))
    return ReviewCard(
        card_id=card_id,
        version=card_version(evidence),
        partnership_id=partnership_id,
        partnership=head["partnership"],
        state=head["state"],
        state_reason=head["state_reason"],
        state_confidence=head["state_confidence"],
        article=_read_article(head),
        start_char=head["start_char"],
        end_char=head["end_char"],
        labels=tuple(_read_label(row) for row in evidence),
        unflagged=_read_unflagged(store.run_named("card_scores", **keys)),
        parties=_read_parties(store.run_named("card_parties", passage_id=passage_id)),
        terms=_read_terms(store.run_named("card_terms", passage_id=passage_id)),
        earlier=tuple(EarlierEvidence(**row) for row in store.run_named("card_earlier", **keys)),
        copies=tuple(ArticleCopy(**row) for row in store.run_named("card_copies", passage_id=passage_id)),
        undoable_by=standing[0]["reviewer"] if standing else None,
    )


def _read_article(head: Row) -> CardArticle:
    claims = json.loads(head["date_candidates"])
    return CardArticle(
        article_id=head["article_id"],
        title=head["title"],
        author=head["author"],
        url=head["url"],
        link=head["link"],
        language=head["language"],
        text=head["text"],
        published_on=head["published_on"],
        date_witness=head["date_witness"],
        date_claims=tuple(DateClaim(str(c["witness"]), str(c["value"]), str(c.get("raw", ""))) for c in claims),
        modified_on=head["modified_on"],
        found_late=head["found_late"],
        source_id=head["source_id"],
        source=head["source"],
        tier=head["tier"],
        rights_note=head["rights_note"],
    )


def _read_label(row: Row) -> CardLabel:
    return CardLabel(
        evidence_id=row["evidence_id"],
        label=row["label"],
        label_kind=row["label_kind"],
        status=row["status"],
        polarity=row["polarity"],
        probability_0to1=row["probability"],
        event_date=row["event_date"],
        event_precision=row["event_precision"],
        event_basis=row["event_basis"],
        standing=row["standing"],
        role=row["role"],
        quote=row["quote"],
        verdict=row["verdict"],
        reviewer=row["reviewer"],
        reason=row["reason"],
        note=row["note"],
        decided_at=row["decided_at"],
    )


def _read_unflagged(rows: Sequence[Row]) -> tuple[UnflaggedScore, ...]:
    return tuple(UnflaggedScore(row["label"], row["label_kind"], row["probability"]) for row in rows)


def _read_parties(rows: Sequence[Row]) -> tuple[CardParty, ...]:
    return tuple(CardParty(row["organisation_a"], row["organisation_b"], row["score"]) for row in rows)


def _read_terms(rows: Sequence[Row]) -> tuple[CardTerm, ...]:
    return tuple(
        CardTerm(
            kind=row["kind"],
            value=row["text_value"] if row["number_value"] is None else row["number_value"],
            unit=row["unit"],
            as_written=row["as_written"],
        )
        for row in rows
    )
