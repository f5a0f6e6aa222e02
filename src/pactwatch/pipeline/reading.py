"""Passages -> gate, label scores, parties, dates, terms, standing, evidence.

Work list: passages that this model and reader version have not read. The reader version covers the gate, the readers
and the seed, so that a new organisation or rule reads the old passages again.
"""

import functools
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from pactwatch.classify import Classifier
from pactwatch.dates import choose_event_date, find_event_dates
from pactwatch.evidence import READER_VERSION, ReadPassage, build_evidence
from pactwatch.gate import GATE_VERSION, Gate, load_cues
from pactwatch.link import OrganisationIndex
from pactwatch.names import PREFIX as UNKNOWN_PREFIX
from pactwatch.names import find_unknown_names
from pactwatch.pairs import find_pairs
from pactwatch.pipeline.candidates import suggest_role
from pactwatch.pipeline.models import find_model_folder
from pactwatch.project import find_folder
from pactwatch.records import EventDate, Evidence, Mention, PartyPair, Passage, PassageLabels, Standing, Term
from pactwatch.seed import load_organisations, load_partnerships
from pactwatch.settings import Settings
from pactwatch.standing import decide_standing
from pactwatch.store import Row, open_store, read_store, utc_now, write_rows
from pactwatch.terms import find_terms

# Scores under this are noise and would be nine rows in ten.
LEAST_STORED_PROBABILITY = 0.01


@dataclass(frozen=True, slots=True)
class PassageReading:
    """All that is read out of one passage; the readers' part is empty where `labels.is_evidence` is False."""

    cues: tuple[str, ...]
    gate_passed: bool
    labels: PassageLabels
    standing: Standing = "none"
    mentions: tuple[Mention, ...] = ()
    pairs: tuple[PartyPair, ...] = ()
    event_dates: tuple[EventDate, ...] = ()
    terms: tuple[Term, ...] = ()


_NOT_SCORED = PassageLabels(
    is_evidence=False,
    evidence_score_0to1=0.0,
    patterns=(),
    pattern_scores_0to1={},
    signals=(),
    signal_scores_0to1={},
    kill_list=(),
    kill_list_scores_0to1={},
    standing="none",
)


class Reader:
    """The gate, the model and the readers, loaded once per process. Use `load_reader`."""

    def __init__(self, classifier: Classifier, added_seed: Path | None = None) -> None:
        organisations = load_organisations(added=added_seed)
        self.classifier = classifier
        self.gate = Gate(
            chain.from_iterable((*o.aliases, *o.products, *o.context_aliases, *o.former_names) for o in organisations),
            load_cues(),
        )
        self.index = OrganisationIndex(organisations)
        self._names = {organisation.organisation_id: organisation.name for organisation in organisations}
        self.roles = {organisation.organisation_id: organisation.role for organisation in organisations}
        self.tracked = {
            (min(p.organisation_ids), max(p.organisation_ids)): p.partnership_id
            for p in load_partnerships(added=added_seed)
        }
        self.model_version = classifier.model_version
        self.reader_version = f"{READER_VERSION}+{GATE_VERSION}+{_digest_seed(added_seed)}"

    def name_of(self, organisation_id: str) -> str:
        """Return the usual name of a known organisation, or the words that an unknown one was found by."""
        return self._names.get(organisation_id, organisation_id.removeprefix(UNKNOWN_PREFIX))

    def read(
        self, text: str, *, title: str, published: date | None, labels: PassageLabels | None = None
    ) -> PassageReading:
        """Read one passage.

        With `labels`, from a caller that scored it already, the gate has no say, and evidence in which no pair of
        organisations is found stays evidence: a person asked about this very passage.
        """
        verdict = self.gate.check(text, title)
        is_asked = labels is not None
        if labels is None:
            if not verdict.passed:
                return PassageReading(verdict.cues, False, _NOT_SCORED)
            labels = self.classifier.predict([(title, text)])[0]
        if not labels.is_evidence:
            return PassageReading(verdict.cues, verdict.passed, labels)
        mentions = self.index.find_mentions(text, title)
        unknown = find_unknown_names(text, title, mentions)
        placed = (*mentions, *(mention for name in unknown for mention in name.mentions))
        pairs = find_pairs(text, title, placed, self.roles)
        if not pairs and not is_asked:
            # Evidence speaks of a tie between named organisations; a model that sees no names for it is mistaken.
            return PassageReading(verdict.cues, verdict.passed, _without_evidence(labels))
        return PassageReading(
            cues=verdict.cues,
            gate_passed=verdict.passed,
            labels=labels,
            standing=decide_standing(
                text, model_standing=labels.standing, model_scores_0to1=labels.standing_scores_0to1
            ),
            mentions=mentions,
            pairs=pairs,
            event_dates=find_event_dates(text, published, title),
            terms=find_terms(text, published),
        )


def _without_evidence(labels: PassageLabels) -> PassageLabels:
    return replace(labels, is_evidence=False, patterns=(), signals=(), kill_list=(), standing="none")


def load_reader(settings: Settings | None = None) -> Reader:
    """Load the model of this home (without settings, the shipped one) and the seed; about a second.

    Raises ModelError or SettingsError.
    """
    if settings is None:
        return _load_reader(None, None, _digest_seed(None))
    return _load_reader(find_model_folder(settings), settings.seed_folder, _digest_seed(settings.seed_folder))


@functools.lru_cache(maxsize=2)
def _load_reader(folder: Path | None, added_seed: Path | None, _seed_digest: str) -> Reader:
    return Reader(Classifier.load(folder), added_seed)


def _digest_seed(added: Path | None) -> str:
    digest = hashlib.sha256()
    for folder in (find_folder("warehouse/seed"), *([added] if added else [])):
        for file in sorted(folder.rglob("*.toml")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


def use_reader(settings: Settings, reader: Reader) -> None:
    """Record that readings are taken from this model and reader from now on, if they were not before.

    Without it, going back to an earlier model would change nothing: its readings are older, and none is pending.
    """
    versions = {"model_version": reader.model_version, "reader_version": reader.reader_version}
    with open_store(settings) as store:
        if store.query("select model_version, reader_version from core_reader_in_use") != [versions]:
            store.append("core_reader_use", [{**versions, "used_from": utc_now()}])


def list_pending_passages(settings: Settings, reader: Reader) -> list[Row]:
    """Return the passages that wait for this reader, article by article."""
    with read_store(settings) as store:
        return store.run_named(
            "pending_reading", model_version=reader.model_version, reader_version=reader.reader_version
        )


def read_batch(settings: Settings, reader: Reader, passages: Sequence[Row]) -> dict[str, int]:
    """Read a batch outside the lock, append the result in one transaction, and return counts.

    A passage whose reading changed nothing is still a row of core_reading: it will not be read again.
    """
    now = utc_now()
    batches: dict[str, list[Row]] = {
        table: []
        for table in ("core_reading", "core_score", "core_party", "core_unknown_name", "core_term", "core_evidence")
    }
    for passage in passages:
        reading = reader.read(passage["text"], title=passage["title"], published=passage["published_on"])
        _add_rows(batches, reader, passage, reading, now)
    written = write_rows(settings, batches)
    return {
        "read": written["core_reading"],
        "gated": sum(1 for row in batches["core_reading"] if row["gate_passed"]),
        "evidence_passages": sum(1 for row in batches["core_reading"] if row["is_evidence"]),
        "evidence": written["core_evidence"],
    }


def _add_rows(
    batches: dict[str, list[Row]], reader: Reader, passage: Row, reading: PassageReading, now: datetime
) -> None:
    key = {
        "passage_id": passage["passage_id"],
        "model_version": reader.model_version,
        "reader_version": reader.reader_version,
    }
    batches["core_reading"].append(
        {
            **key,
            "gate_passed": reading.gate_passed,
            "cues": list(reading.cues),
            "is_evidence": reading.labels.is_evidence,
            "evidence_score": reading.labels.evidence_score_0to1,
            "standing": reading.standing,
            "in_abstain_band": reading.labels.in_abstain_band,
            "recorded_at": now,
        }
    )
    batches["core_score"].extend(_score_rows(key, reading.labels))
    for pair in reading.pairs:
        first, second = pair.organisation_ids
        if first.startswith(UNKNOWN_PREFIX) or second.startswith(UNKNOWN_PREFIX):
            batches["core_unknown_name"].extend(_unknown_rows(key, reader, pair, now))
            continue
        batches["core_party"].append(
            {
                **key,
                "organisation_a_id": first,
                "organisation_b_id": second,
                "score": pair.score_0to1,
                "partnership_id": reader.tracked.get((first, second)),
            }
        )
    batches["core_term"].extend(_term_row(key, ordinal, term) for ordinal, term in enumerate(reading.terms))
    for evidence in cite_evidence(reader, passage, reading):
        batches["core_evidence"].append(_evidence_row(key, evidence, now))


def cite_evidence(reader: Reader, passage: Row, reading: PassageReading) -> tuple[Evidence, ...]:
    """Make the citable claims of one read passage, one per tracked partnership and label."""
    if not reading.labels.is_evidence or not reading.pairs:
        return ()
    dated = passage["published_on"] or passage["first_seen_on"]
    event = choose_event_date(reading.event_dates, dated)
    if event is None:
        return ()
    if passage["published_on"] is None and event.basis == "publication":
        event = replace(event, basis="first_seen")
    read = ReadPassage(
        passage_id=passage["passage_id"],
        passage=Passage(passage["ordinal"], passage["start_char"], passage["end_char"], passage["text"]),
        article_text=passage["article_text"],
        published=dated,
        labels=reading.labels,
        mentions=reading.mentions,
        pairs=reading.pairs,
        event=event,
        standing=reading.standing,
    )
    return build_evidence(read, reader.tracked)


def _score_rows(key: dict[str, str], labels: PassageLabels) -> Iterator[Row]:
    groups = (
        ("pattern", labels.pattern_scores_0to1),
        ("signal", labels.signal_scores_0to1),
        ("kill_list", labels.kill_list_scores_0to1),
    )
    for kind, scores in groups:
        for label, probability in scores.items():
            if probability >= LEAST_STORED_PROBABILITY:
                yield {
                    "passage_id": key["passage_id"],
                    "model_version": key["model_version"],
                    "label": label,
                    "label_kind": kind,
                    "probability": probability,
                }


def _unknown_rows(key: dict[str, str], reader: Reader, pair: PartyPair, now: datetime) -> Iterator[Row]:
    """Give one row per side of the pair that nobody has seeded."""
    first, second = pair.organisation_ids
    for unknown, partner in ((first, second), (second, first)):
        if unknown.startswith(UNKNOWN_PREFIX):
            name = reader.name_of(unknown)
            yield {
                **key,
                "name": name,
                "partner": reader.name_of(partner),
                "partner_organisation_id": None if partner.startswith(UNKNOWN_PREFIX) else partner,
                "suggested_role": suggest_role(name),
                "score": pair.score_0to1,
                "recorded_at": now,
            }


def _term_row(key: dict[str, str], ordinal: int, term: Term) -> Row:
    is_text = isinstance(term.value, str)
    return {
        **key,
        "ordinal": ordinal,
        "kind": term.kind,
        "number_value": None if is_text else float(term.value),
        "text_value": term.value if is_text else None,
        "unit": term.unit,
        "as_written": term.as_written,
        "start_char": term.start_char,
        "end_char": term.end_char,
    }


def _evidence_row(key: dict[str, str], evidence: Evidence, now: datetime) -> Row:
    return {
        **key,
        "evidence_id": evidence.evidence_id,
        "partnership_id": evidence.partnership_id,
        "label": evidence.label,
        "label_kind": evidence.label_kind,
        "polarity": evidence.polarity,
        "score": evidence.score_0to1,
        "event_date": evidence.event_date,
        "event_precision": evidence.event_precision,
        "event_basis": evidence.event_basis,
        "standing": evidence.standing,
        "role": evidence.role,
        "quote_exact": evidence.quote.exact,
        "quote_prefix": evidence.quote.prefix,
        "quote_suffix": evidence.quote.suffix,
        "recorded_at": now,
    }


def describe_reading(reader: Reader, reading: PassageReading) -> dict[str, Any]:
    """Return a reading in the form that `pactwatch classify` prints (see DESIGN, command line)."""
    labels = reading.labels
    is_evidence = labels.is_evidence
    return {
        "evidence": is_evidence,
        "score": round(labels.evidence_score_0to1, 6),
        "patterns": list(labels.patterns),
        "pattern_scores": {label: round(score, 6) for label, score in labels.pattern_scores_0to1.items()},
        "signals": list(labels.signals),
        "signal_scores": {label: round(score, 6) for label, score in labels.signal_scores_0to1.items()},
        "kill_list": list(labels.kill_list),
        "standing": reading.standing if is_evidence else "none",
        "parties": [[reader.name_of(one) for one in pair.organisation_ids] for pair in reading.pairs],
        "event_dates": [event.value for event in reading.event_dates],
        "terms": [
            {"kind": term.kind, "value": term.value, "unit": term.unit, "as_written": term.as_written}
            for term in reading.terms
        ],
    }
