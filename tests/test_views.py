from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.warehouse_fixture import ALDER, DUNE, NOW, Page, add_pages, copy_seeded, decide, fetch_row, find_card

from pactwatch.checks import find_broken_rows
from pactwatch.project import find_folder
from pactwatch.settings import Settings
from pactwatch.statements import event_period
from pactwatch.store import Store, migrate, open_store


@pytest.fixture(scope="module")
def memory() -> Store:
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    migrate(connection, Path("memory"))
    return Store(connection)


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return copy_seeded(tmp_path, is_approved=True)


def test_every_column_of_every_out_view_has_a_comment(memory: Store) -> None:
    columns = memory.query(
        "select table_name, column_name, comment from duckdb_columns() where starts_with(table_name, 'out_')"
    )
    assert len(columns) > 100
    assert [row for row in columns if not row["comment"]] == []
    views = memory.query("select view_name, comment from duckdb_views() where starts_with(view_name, 'out_')")
    assert all(row["comment"].startswith("One row per") for row in views)


def test_out_views_of_an_empty_warehouse_are_empty(memory: Store) -> None:
    for row in memory.query("select view_name from duckdb_views() where starts_with(view_name, 'out_')"):
        assert memory.query(f"select * from {row['view_name']}") == []


@pytest.mark.parametrize("event_date", ["2024", "2024-Q1", "2024-Q4", "2024-02", "2023-12", "2024-02-29"])
def test_period_of_an_event_date_is_the_same_in_sql_and_python(memory: Store, event_date: str) -> None:
    [row] = memory.query("select event_first_day($d) as first, event_last_day($d) as last", d=event_date)
    assert (row["first"], row["last"]) == event_period(event_date)


@pytest.mark.parametrize(
    ("url", "quote", "link"),
    [
        ("https://a.example/x", "One-two, & three", "https://a.example/x#:~:text=One%2Dtwo%2C%20%26%20three"),
        ("https://a.example/x#y", "word", "https://a.example/x#y:~:text=word"),
        ("http://a.example/", "a b c d e f g h i j k", "http://a.example/#:~:text=a%20b%20c%20d%20e,g%20h%20i%20j%20k"),
        ("javascript:alert(1)", "word", ""),
        ("data:text/html,x", "word", ""),
    ],
)
def test_link_opens_a_page_at_the_quote_and_nothing_else(memory: Store, url: str, quote: str, link: str) -> None:
    assert memory.query("select quote_link($url, $quote) as link", url=url, quote=quote) == [{"link": link}]


def test_out_evidence_has_a_row_for_each_status(home: Settings) -> None:
    with open_store(home) as store:
        decide(store, find_card(store, "birch-chips-rumour"), "relabel", labels=("custom-silicon",))
        decide(store, find_card(store, "alder-beacon-deal", ordinal=1), "context")
        counts = {
            row["status"]: row["n"]
            for row in store.query("select status, count(*) as n from out_evidence group by status")
        }
        assert counts == {"approved": 21, "rejected": 1, "context": 1}
        [row] = store.query("select * from out_evidence where label = 'right-of-first-refusal'")
        assert (row["source_tier"], row["date_witness"], row["verdict"]) == ("law_firm", "json_ld", "approve")
        assert row["link"].startswith("https://harbor-law.example/exclusive-cloud-clauses#:~:text=On%2021%20January")


def test_out_partnership_counts_by_status_and_names_its_organisations(home: Settings) -> None:
    with open_store(home) as store:
        rows = {row["partnership_id"]: row for row in store.query("select * from out_partnership")}
        assert (rows[ALDER]["organisation_a"], rows[ALDER]["organisation_b"]) == ("Alder Labs", "Beacon Cloud")
        assert (rows[ALDER]["approved_count"], rows[ALDER]["flagged_count"], rows[ALDER]["source_count"]) == (15, 0, 4)
        assert rows[ALDER]["newest_evidence_on"] == date(2025, 2, 12)
        assert rows[DUNE]["patterns"] == ["reseller"]


def test_timeline_puts_statements_and_flagged_evidence_side_by_side(tmp_path: Path) -> None:
    with open_store(copy_seeded(tmp_path)) as store:
        decide(store, find_card(store, "alder-investment"))
        rows = store.query("select * from out_timeline where partnership_id = $id", id=ALDER)
        assert {row["status"] for row in rows} == {"approved", "flagged"}
        approved = next(row for row in rows if row["status"] == "approved" and row["label"] == "equity-investment")
        assert (approved["evidence_count"], approved["source"]) == (1, "Beacon Cloud newsroom")
        assert all(row["confidence"] is None for row in rows if row["status"] == "flagged")


def test_best_quote_of_a_statement_is_the_partys_own(home: Settings) -> None:
    with open_store(home) as store:
        store.query(
            "update core_evidence set event_date = '2022-03-07', event_precision = 'day' where event_date = '2022-03'"
        )
        row = store.query(
            "select source from out_timeline where label = 'equity-investment' and event_date = '2022-03-07'"
        )
        assert row == [{"source": "Beacon Cloud newsroom"}]


def test_found_late_pages_are_marked_in_evidence(home: Settings) -> None:
    add_pages(home, (Page("ledger", "old", "Old news", "2020-01-01", ("Old.",), found_late=True),))
    with open_store(home) as store:
        assert store.query("select 1 from core_article where found_late") != []
        assert store.query("select 1 from out_evidence where found_late") == []


def test_pattern_view_counts_partnerships_and_evidence(home: Settings) -> None:
    with open_store(home) as store:
        rows = {row["pattern"]: row for row in store.query("select * from out_pattern")}
        deal = rows["compute-backed-investment"]
        assert (deal["watched_count"], deal["partnership_count"], deal["approved_count"]) == (2, 2, 4)
        assert (deal["first_event_on"], deal["newest_event_on"]) == (date(2022, 3, 1), date(2024, 5, 14))


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([{"status": 200}], "active"),
        ([{"status": 304}], "active"),
        ([{"status": 403}], "blocked"),
        ([{"status": 0, "rights": "robots_disallowed"}], "blocked"),
        ([{"status": 429}], "throttled"),
        ([{"status": 503}], "throttled"),
        ([{"status": 404}], "dead"),
        ([{"status": 500}], "active"),
        ([{"status": 500}, {"status": 500}, {"status": 0, "error": "timeout"}], "dead"),
        ([{"status": 500}, {"status": 500}, {"status": 200}], "active"),
    ],
)
def test_source_health_follows_the_newest_answers(home: Settings, answers: list[dict[str, Any]], verdict: str) -> None:
    rows = [
        fetch_row("ledger", **{"status": 200, "fetched_at": NOW + timedelta(hours=hour), **answer})
        for hour, answer in enumerate(answers)
    ]
    with open_store(home) as store:
        store.append("raw_fetch", rows)
        assert store.query("select verdict from out_source_health where source_id = 'ledger'") == [{"verdict": verdict}]


def test_source_health_knows_the_never_fetched_the_empty_and_the_stale(home: Settings) -> None:
    with open_store(home) as store:
        store.append(
            "raw_fetch", [fetch_row("quiet_trade", 200), fetch_row("ledger", 200, fetched_at=NOW + timedelta(days=90))]
        )
        rows = {
            row["source_id"]: row["verdict"] for row in store.query("select source_id, verdict from out_source_health")
        }
        assert (rows["quiet_trade"], rows["ledger"]) == ("empty", "stale")


def test_checks_find_nothing_in_a_sound_warehouse(home: Settings) -> None:
    with open_store(home) as store:
        assert find_broken_rows(store) == {}


BREAKAGES = {
    "orphan_evidence": "delete from core_passage where ordinal = 1",
    "passage_offsets": "update core_passage set start_char = start_char + 1 where ordinal = 1",
    "quote_not_in_passage": "update core_evidence set quote_exact = 'never said' where label = 'exclusivity'",
    "event_date_form": "update core_evidence set event_date = '2022-03-32' where label = 'exclusivity'",
    "probability_range": "update core_score set probability = 1.2 where label = 'exclusivity'",
    "decision_chain": "delete from core_decision where decision_number = 2",
    "orphan_decision": "update core_decision set evidence_id = 'gone' where decision_number = 2",
    "statement_without_evidence": "update core_statement set evidence_ids = ['gone'] where label = 'exclusivity'",
    "approved_without_statement": "delete from core_statement where label = 'exclusivity'",
    "statement_history": "update core_statement set recorded_to = recorded_from where label = 'exclusivity'",
    "state_without_statement": "delete from core_partnership_state where partnership_id = 'alder-dune'",
    "published_in_future": "update core_article set published_on = '2099-01-01' where source_id = 'harbor_law'",
    "withheld_page_kept": "insert into raw_fetch by name select a.fetch_id, f.* exclude (fetch_id)"
    " replace ('reserved' as rights) from core_article as a, raw_fetch as f where a.source_id = 'harbor_law'"
    " and f.source_id = 'harbor_law'",
}


def test_every_check_has_a_breakage_that_it_finds() -> None:
    assert {file.stem for file in find_folder("warehouse/checks").glob("*.sql")} == set(BREAKAGES)


@pytest.mark.parametrize("check", BREAKAGES)
def test_check_finds_its_breakage(home: Settings, check: str) -> None:
    with open_store(home) as store:
        store.query(BREAKAGES[check])
        assert check in find_broken_rows(store)
