import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.warehouse_fixture import ALDER, BIRCH, NOW, copy_seeded, decide, find_card

from pactwatch.decisions import card_version, load_card_evidence
from pactwatch.knowledge import (
    derive_states,
    find_state,
    load_approved,
    load_statements,
    update_statements,
)
from pactwatch.partnerships import derive_statements
from pactwatch.records import Verdict
from pactwatch.review import Judgement, list_queue, load_card, record_decision, undo_decision
from pactwatch.settings import Settings
from pactwatch.store import Row, Store, open_store

HELD = (
    "select * exclude (recorded_from, recorded_to) from core_statement where recorded_to is null order by statement_id"
)
STATES = (
    "select partnership_id, state, reason, since from core_partnership_state where recorded_to is null order by all"
)


KNOWN = NOW + timedelta(days=1)


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return copy_seeded(tmp_path)


@pytest.fixture
def approved(tmp_path: Path) -> Settings:
    return copy_seeded(tmp_path, is_approved=True)


def test_nothing_approved_leaves_no_statement(home: Settings) -> None:
    with open_store(home) as store:
        assert not update_statements(store, NOW).has_changed
        assert store.query("select 1 from core_statement") == []


def test_second_update_changes_nothing(approved: Settings) -> None:
    with open_store(approved) as store:
        before = store.query("select * from core_statement order by all")
        assert not update_statements(store, NOW + timedelta(days=1)).has_changed
        assert store.query("select * from core_statement order by all") == before


def test_new_evidence_touches_only_the_statement_it_carries(home: Settings) -> None:
    with open_store(home) as store:
        decide(store, find_card(store, "alder-beacon-more", source_id="daily_circuit"))
        decide(store, find_card(store, "alder-beacon-deal"))
        before = store.query("select count(*) as rows from core_statement")[0]["rows"]
        decide(store, find_card(store, "alder-beacon-more", source_id="ledger"), now=NOW + timedelta(hours=1))
        rows = store.query(
            "select confidence, recorded_to is null as is_held from core_statement"
            " where label = 'equity-investment' and event_date = '2023-11-17' order by recorded_from"
        )
        assert rows == [
            {"confidence": "single_source", "is_held": False},
            {"confidence": "multi_source", "is_held": True},
        ]
        assert store.query("select count(*) as rows from core_statement")[0]["rows"] == before + 1


def test_undone_approval_closes_statement_and_state(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "cedar-birch-inquiry")
        decide(store, card)
        assert store.query(STATES)[0]["state"] == "active"
        undo_decision(store, card.card_id, "reviewer-1", seen_version=load_card(store, card.card_id).version)
        update_statements(store, NOW, [BIRCH])
        assert store.query(STATES) == []
        assert store.query(HELD) == []
        assert store.query("select state from out_partnership where partnership_id = $id", id=BIRCH) == [
            {"state": "unverified"}
        ]


def test_clock_that_stands_still_makes_no_empty_period(home: Settings) -> None:
    with open_store(home) as store:
        for slug in ("alder-investment", "alder-beacon-deal", "exclusive-cloud-clauses"):
            decide(store, find_card(store, slug), now=NOW)
        assert store.query("select 1 from core_partnership_state where recorded_to <= recorded_from") == []
        assert len(store.query("select 1 from core_partnership_state")) > 1


def test_company_newsroom_is_a_party_only_to_its_own_partnerships(approved: Settings) -> None:
    with open_store(approved) as store:
        store.query("update core_partnership set organisation_b_id = 'cedar' where partnership_id = $id", id=ALDER)
        rows = {row.source_id: row.is_party_source for row in load_approved(store, [ALDER])}
        assert rows == {"beacon_newsroom": False, "daily_circuit": True, "harbor_law": True, "ledger": True}


def test_state_in_the_views_is_the_state_that_the_stage_derives(approved: Settings) -> None:
    with open_store(approved) as store:
        derived = derive_states(derive_statements(load_approved(store)), NOW.date())
        shown = {row["partnership_id"]: row for row in store.query("select * from out_partnership")}
        assert {
            key: (row["state"], row["state_reason"], row["state_since"], row["confidence"])
            for key, row in shown.items()
        } == {key: (state.state, state.reason, state.since, state.confidence) for key, state in derived.items()}
        assert {key: state.state for key, state in derived.items()} == {
            "alder-beacon": "restructured",
            "alder-dune": "announced",
            "birch-cedar": "active",
        }


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2022, 1, 1), "unverified"),
        (date(2023, 1, 1), "active"),
        (date(2024, 1, 1), "expanded"),
        (date(2026, 1, 1), "restructured"),
    ],
)
def test_history_of_a_partnership_is_told_day_by_day(approved: Settings, day: date, state: str) -> None:
    with open_store(approved) as store:
        assert find_state(store, ALDER, as_of=day, known_at=KNOWN).state == state


def test_as_of_with_known_at_in_the_past_never_sees_later_knowledge(home: Settings) -> None:
    with open_store(home) as store:
        decide(store, find_card(store, "alder-investment"), now=NOW)
        decide(store, find_card(store, "exclusive-cloud-clauses"), now=NOW + timedelta(days=2))
        known = [
            find_state(store, ALDER, as_of=date(2026, 6, 1), known_at=NOW + timedelta(days=days)).state
            for days in (-1, 1, 3)
        ]
        assert known == ["unverified", "active", "restructured"]


def held_labels(store: Store, day: str, known_at: datetime = KNOWN) -> set[str]:
    rows = store.query(
        "select label from partnership_as_of($day, $known_at) where partnership_id = $id",
        day=day,
        known_at=known_at,
        id=ALDER,
    )
    return {row["label"] for row in rows}


def test_exclusivity_holds_until_the_day_it_ended(approved: Settings) -> None:
    with open_store(approved) as store:
        assert "exclusivity" not in held_labels(store, "2022-03-06")
        assert "exclusivity" in held_labels(store, "2025-01-20")
        assert "exclusivity" not in held_labels(store, "2025-01-21")
        assert "exclusivity-ended" in held_labels(store, "2025-01-21")
        assert held_labels(store, "2026-01-01", NOW - timedelta(days=400)) == set()


def test_statements_read_back_are_the_statements_that_were_derived(approved: Settings) -> None:
    with open_store(approved) as store:
        derived = derive_statements(load_approved(store, [ALDER]))
        assert load_statements(store, ALDER, KNOWN) == derived


def replay(store: Store) -> tuple[list[Row], list[Row]]:
    store.query("delete from core_statement")
    store.query("delete from core_partnership_state")
    update_statements(store, NOW)
    return store.query(HELD), store.query(STATES)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_replaying_the_decisions_gives_the_same_statements(
    tmp_path_factory: pytest.TempPathFactory, rng: random.Random
) -> None:
    home = copy_seeded(tmp_path_factory.mktemp("replay"))
    with open_store(home) as store:
        cards = [entry.card_id for entry in list_queue(store, row_limit=5, today=NOW.date())]
        decided: list[str] = []
        for minute in range(10):
            card_id, now = rng.choice(cards), NOW + timedelta(minutes=minute)
            version = card_version(load_card_evidence(store, card_id))
            if card_id in decided and rng.random() < 0.5:
                undo_decision(store, card_id, "reviewer-1", seen_version=version, now=now)
                decided.remove(card_id)
            else:
                verdict: Verdict = rng.choice(["approve", "reject", "context", "skip"])
                reason = "opinion" if verdict == "reject" else ""
                record_decision(store, Judgement(card_id, "reviewer-1", verdict, version, reason=reason), now=now)
                decided.append(card_id)
            update_statements(store, now, [card_id.split(".")[1]])
        assert (store.query(HELD), store.query(STATES)) == replay(store)
