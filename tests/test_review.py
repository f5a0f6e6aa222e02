import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.warehouse_fixture import (
    ALDER,
    BIRCH,
    DUNE,
    NOW,
    PAGES,
    copy_seeded,
    decide,
    evidence_row,
    find_card,
)

from pactwatch.errors import ReviewError
from pactwatch.records import Verdict
from pactwatch.review import (
    Judgement,
    QueueFilter,
    ReviewCard,
    check_reviewer,
    list_facets,
    list_queue,
    load_card,
    record_decision,
    undo_decision,
    verify_decisions,
)
from pactwatch.settings import Settings
from pactwatch.store import Row, Store, open_store

TODAY = NOW.date()


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return copy_seeded(tmp_path)


@pytest.fixture
def approved(tmp_path: Path) -> Settings:
    return copy_seeded(tmp_path, is_approved=True)


def judge(card: ReviewCard, verdict: Verdict = "approve", **changes: Any) -> Judgement:
    return replace(Judgement(card.card_id, "reviewer-1", verdict, card.version), **changes)


def statuses(store: Store, card: ReviewCard) -> dict[str, str]:
    return {label.label: label.status for label in load_card(store, card.card_id).labels}


def decisions(store: Store) -> list[Row]:
    return store.query("select * from core_decision order by decision_number")


# --- the queue --------------------------------------------------------------------------------------------------------


def test_queue_holds_one_card_per_passage_and_partnership(home: Settings) -> None:
    with open_store(home) as store:
        entries = list_queue(store, today=TODAY)
        assert len(entries) == len({entry.card_id for entry in entries}) == 12
        assert entries[0].queue_length == 12
        assert [entry.value for entry in entries] == sorted((entry.value for entry in entries), reverse=True)


def test_doubtful_fresh_card_of_a_stateless_partnership_comes_first_and_says_why(home: Settings) -> None:
    with open_store(home) as store:
        first = list_queue(store, today=TODAY)[0]
        assert first.article_title == "Birch said to plan chips of its own"
        assert first.reason == (
            "the partnership has no approved state yet; the model is in doubt; published 12 days ago"
        )


def test_more_evidence_for_a_known_statement_is_worth_less(home: Settings) -> None:
    with open_store(home) as store:
        value = {e.source: e.value for e in list_queue(store, QueueFilter(partnership_id=DUNE), today=TODAY)}[
            "Daily Circuit"
        ]
        decide(store, find_card(store, "dune-sells-alder", source_id="ledger"))
        [left] = list_queue(store, QueueFilter(partnership_id=DUNE), today=TODAY)
        assert left.value == pytest.approx(value / 4)
        assert left.reason.startswith("more evidence for a known statement")


def test_contradiction_keeps_its_full_worth(home: Settings) -> None:
    page = PAGES[4]
    with open_store(home) as store:
        decide(store, find_card(store, "alder-investment"))
        row = evidence_row(page, replace(page.found[0], label="exclusivity", polarity="contradicts", ordinal=2))
        store.append("core_evidence", [row])
        entry = next(e for e in list_queue(store, QueueFilter(ALDER), today=TODAY) if e.labels == ("exclusivity",))
        assert entry.reason.startswith("speaks against what the tracker says")


def test_filters_narrow_the_queue(home: Settings) -> None:
    with open_store(home) as store:
        assert {e.partnership_id for e in list_queue(store, QueueFilter(partnership_id=BIRCH))} == {BIRCH}
        assert len(list_queue(store, QueueFilter(label="reseller"))) == 2
        assert {e.source for e in list_queue(store, QueueFilter(tier="law_firm"))} == {"Harbor & Quill insights"}
        assert list_queue(store, QueueFilter(tier="wire")) == []


def test_facets_count_cards_and_not_labels(home: Settings) -> None:
    with open_store(home) as store:
        facets = list_facets(store)
        assert {row["value"]: row["card_count"] for row in facets["partnership"]} == {ALDER: 8, BIRCH: 2, DUNE: 2}
        assert {row["value"]: row["card_count"] for row in facets["tier"]}["law_firm"] == 2


def test_skipped_card_moves_back_and_an_undone_skip_moves_it_forward(home: Settings) -> None:
    with open_store(home) as store:
        first = list_queue(store, today=TODAY)[0]
        card = load_card(store, first.card_id)
        record_decision(store, judge(card, "skip"), now=NOW)
        after = {entry.card_id: entry for entry in list_queue(store, today=TODAY)}[first.card_id]
        assert after.value == pytest.approx(first.value / 10)
        assert after.reason.endswith("skipped 1x")
        undo_decision(store, card.card_id, "reviewer-1", seen_version=load_card(store, card.card_id).version)
        assert list_queue(store, today=TODAY)[0].value == pytest.approx(first.value)


def test_undecided_evidence_that_a_newer_reading_no_longer_finds_leaves_the_queue(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "birch-chips-rumour")
        store.query(
            "insert into core_reading select passage_id, 'passage-labels-2', reader_version, gate_passed, cues, false,"
            " 0.1, 'none', false, recorded_at + interval 1 day from core_reading where passage_id = $id",
            id=card.card_id.split(".")[0],
        )
        assert card.card_id not in {entry.card_id for entry in list_queue(store)}
        with pytest.raises(ReviewError, match="withdrawn by a newer reading"):
            load_card(store, card.card_id)


# --- the card ---------------------------------------------------------------------------------------------------------


def test_card_cuts_its_passage_out_of_the_article(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "alder-investment", ordinal=1)
        text = card.article.text[card.start_char : card.end_char]
        assert text.startswith("Under the agreement signed on 7 March 2022")
        assert text == card.labels[0].quote


def test_card_shows_source_dates_parties_terms_and_scores_below_threshold(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "alder-investment")
        assert (card.article.tier, card.article.rights_note) == ("primary", "Press material, free to quote.")
        assert [claim.witness for claim in card.article.date_claims] == ["feed", "json_ld"]
        assert card.article.date_witness == "json_ld"
        assert [(p.organisation_a, p.organisation_b) for p in card.parties] == [("Alder Labs", "Beacon Cloud")]
        assert [(t.kind, t.value, t.unit) for t in card.terms] == [("investment", 2e9, "USD")]
        assert [(s.label, s.probability_0to1) for s in card.unflagged] == [("governance", 0.18)]
        assert [(label.label, label.event_date) for label in card.labels] == [
            ("compute-backed-investment", "2022-03-07"),
            ("equity-investment", "2022-03-07"),
        ]


def test_card_lists_copies_of_its_article(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "dune-sells-alder", source_id="ledger")
        assert [copy.source for copy in card.copies] == ["Daily Circuit"]


def test_card_shows_earlier_approved_evidence_of_its_partnership_only(home: Settings) -> None:
    with open_store(home) as store:
        decide(store, find_card(store, "alder-investment"))
        decide(store, find_card(store, "dune-sells-alder", source_id="ledger"))
        card = find_card(store, "exclusive-cloud-clauses")
        assert {row.event_date for row in card.earlier} == {"2022-03-07"}
        assert (card.state, card.state_confidence) == ("active", "primary_source")


def test_link_opens_the_live_page_at_the_passage(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "alder-investment")
        assert card.article.link == (
            "https://beacon-newsroom.example/alder-investment#:~:text=Beacon%20Cloud%20is%20putting%20%242,"
            "of%20AI%20models%20to%20date."
        )


@pytest.mark.parametrize("card_id", ["", "nonsense", "abc.", ".abc", "abc.def"])
def test_unknown_card_is_refused(home: Settings, card_id: str) -> None:
    with open_store(home) as store, pytest.raises(ReviewError):
        load_card(store, card_id)


# --- decisions --------------------------------------------------------------------------------------------------------


def test_verdict_writes_one_row_per_label_in_one_batch(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "exclusive-cloud-clauses")
        recorded = record_decision(store, judge(card), now=NOW)
        rows = decisions(store)
        assert [row["decision_number"] for row in rows] == [1, 2, 3]
        assert {row["batch_id"] for row in rows} == {recorded.batch_id}
        assert set(recorded.statuses.values()) == {"approved"}
        assert set(statuses(store, card).values()) == {"approved"}


def test_decision_keeps_before_and_after_and_the_score_shown(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "alder-beacon-deal", ordinal=1)
        record_decision(store, judge(card, "reject", reason="opinion", note=" hearsay "), now=NOW)
        [row] = decisions(store)
        assert json.loads(row["before"])["status"] == "flagged"
        after = json.loads(row["after"])
        assert (after["status"], after["standing"], after["event_date"]) == ("rejected", "opinion", "2022-03-09")
        assert (row["model_score"], row["note"], row["reason"]) == (0.52, "hearsay", "opinion")


def test_approved_values_outlive_a_newer_reading(home: Settings) -> None:
    page = PAGES[2]
    with open_store(home) as store:
        card = find_card(store, page.slug, source_id="daily_circuit")
        decide(store, card)
        newer = evidence_row(
            page, page.found[0], event_date="2020-01-01", model_version="passage-labels-2", recorded_at=NOW
        )
        store.append("core_evidence", [newer])
        dates = {label.event_date for label in load_card(store, card.card_id).labels}
        assert dates == {"2023-11-17"}


@pytest.mark.parametrize(
    ("verdict", "status"),
    [("reject", "rejected"), ("context", "context"), ("skip", "flagged"), ("approve", "approved")],
)
def test_verdict_sets_status(home: Settings, verdict: Verdict, status: str) -> None:
    with open_store(home) as store:
        card = find_card(store, "birch-chips-rumour")
        reason = "opinion" if verdict == "reject" else ""
        record_decision(store, judge(card, verdict, reason=reason), now=NOW)
        assert set(statuses(store, card).values()) == {status}


def test_relabel_keeps_some_labels_and_rejects_the_rest(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "birch-chips-rumour")
        record_decision(store, judge(card, "relabel", labels=("custom-silicon",)), now=NOW)
        assert statuses(store, card) == {"custom-silicon": "approved", "partner-to-competitor": "rejected"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reviewer": ""}, "no reviewer's name"),
        ({"reviewer": "<b>x</b>"}, "no reviewer's name"),
        ({"verdict": "maybe"}, "no verdict"),
        ({"verdict": "reject"}, "needs a reason"),
        ({"verdict": "reject", "reason": "dislike"}, "needs a reason"),
        ({"verdict": "reject", "reason": "other"}, "needs a note"),
        ({"verdict": "relabel", "labels": ()}, "keeps no label"),
        ({"verdict": "relabel", "labels": ("custom-silicon", "partner-to-competitor")}, "keeps every label"),
        ({"verdict": "relabel", "labels": ("governance",)}, "has no label governance"),
        ({"labels": ("custom-silicon",)}, "go with relabel"),
        ({"note": "x" * 2001}, "2001 characters"),
        ({"seen_version": "0" * 16}, "has changed"),
    ],
)
def test_unacceptable_judgement_is_refused_and_nothing_written(
    home: Settings, changes: dict[str, Any], message: str
) -> None:
    with open_store(home) as store:
        card = find_card(store, "birch-chips-rumour")
        with pytest.raises(ReviewError, match=message):
            record_decision(store, judge(card, **changes), now=NOW)
        assert decisions(store) == []


def test_card_decided_by_somebody_else_meanwhile_is_refused_with_their_verdict(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "birch-chips-rumour")
        record_decision(store, judge(card, reviewer="reviewer-2"), now=NOW)
        with pytest.raises(ReviewError, match="reviewer-2 decided approve"):
            record_decision(store, judge(card, "context"), now=NOW)


def test_card_read_anew_meanwhile_is_refused(home: Settings) -> None:
    page = PAGES[6]
    with open_store(home) as store:
        card = find_card(store, page.slug)
        store.append("core_evidence", [evidence_row(page, replace(page.found[0], label="rivalry"))])
        with pytest.raises(ReviewError, match="read anew"):
            record_decision(store, judge(card), now=NOW)


@pytest.mark.parametrize("name", ["reviewer-1", "A. B. Cee", "Ünal", "ann@firm.example"])
def test_ordinary_reviewer_names_are_taken(name: str) -> None:
    assert check_reviewer(f" {name} ") == name


# --- undo -------------------------------------------------------------------------------------------------------------


def undo(store: Store, card: ReviewCard, reviewer: str = "reviewer-1") -> None:
    undo_decision(store, card.card_id, reviewer, seen_version=load_card(store, card.card_id).version, now=NOW)


def test_undo_restores_the_verdict_before_by_a_new_row(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "birch-chips-rumour")
        record_decision(store, judge(card, "relabel", labels=("custom-silicon",)), now=NOW)
        record_decision(store, judge(load_card(store, card.card_id), "context"), now=NOW)
        undo(store, card)
        assert statuses(store, card) == {"custom-silicon": "approved", "partner-to-competitor": "rejected"}
        assert {row["verdict"] for row in decisions(store)[4:]} == {"relabel"}
        undo(store, card)
        assert set(statuses(store, card).values()) == {"flagged"}
        assert len(decisions(store)) == 8
        assert card.card_id in {entry.card_id for entry in list_queue(store)}


def test_undo_of_nothing_is_refused(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "birch-chips-rumour")
        with pytest.raises(ReviewError, match="nothing to undo"):
            undo(store, card)
        record_decision(store, judge(card), now=NOW)
        undo(store, card)
        with pytest.raises(ReviewError, match="nothing to undo"):
            undo(store, card)


def test_nobody_undoes_somebody_elses_decision(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "birch-chips-rumour")
        record_decision(store, judge(card), now=NOW)
        assert load_card(store, card.card_id).undoable_by == "reviewer-1"
        with pytest.raises(ReviewError, match="reviewer-1's: decide anew"):
            undo(store, card, "reviewer-2")


# --- the chain --------------------------------------------------------------------------------------------------------


def test_untouched_chain_holds_over_several_transactions(approved: Settings) -> None:
    with open_store(approved) as store:
        card = find_card(store, "birch-chips-rumour")
        undo(store, card)
        assert verify_decisions(store) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("update core_decision set verdict = 'reject' where decision_number = 3", "content was changed"),
        ("update core_decision set note = 'x' where decision_number = 3", "content was changed"),
        ("update core_decision set after = '{}' where decision_number = 3", "content was changed"),
        (
            "update core_decision set decided_at = decided_at + interval 1 microsecond where decision_number = 3",
            "content",
        ),
        ("delete from core_decision where decision_number = 3", "decision 3 is missing"),
    ],
)
def test_tampered_decision_is_found(approved: Settings, statement: str, problem: str) -> None:
    with open_store(approved) as store:
        store.query(statement)
        broken = verify_decisions(store)
        assert broken
        assert problem in broken[0].problem
        assert {row.decision_number for row in broken} <= {3, 4}


def test_rows_cut_off_at_the_end_are_found_by_the_head_noted_elsewhere(approved: Settings) -> None:
    with open_store(approved) as store:
        number, head = store.query("select decision_number, hash from core_decision order by 1 desc limit 1")[
            0
        ].values()
        store.query("delete from core_decision where decision_number = $number", number=number)
        assert verify_decisions(store) == []
        assert [row.decision_number for row in verify_decisions(store, known_head=(number, head))] == [number]


def test_age_counts_from_publication(home: Settings) -> None:
    with open_store(home) as store:
        later = list_queue(store, QueueFilter(DUNE), today=date(2026, 6, 1) + timedelta(days=30))[0]
        assert "published 305 days ago" in later.reason
