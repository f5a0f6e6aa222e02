import json
import shutil
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.warehouse_fixture import ALDER, NOW, copy_seeded, decide, fetch_row, find_card, make_settings

from pactwatch import publish as publish_module
from pactwatch.decisions import Judgement, record_decision
from pactwatch.errors import StoreError
from pactwatch.knowledge import update_statements
from pactwatch.publish import (
    find_published,
    list_cookbook,
    load_manifest,
    open_published,
    publish_snapshot,
    run_analyst_query,
)
from pactwatch.review import verify_decisions
from pactwatch.settings import Settings
from pactwatch.snapshot_views import digest_file
from pactwatch.store import open_store

OUT_VIEWS = {"out_evidence", "out_partnership", "out_pattern", "out_source_health", "out_timeline"}
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return copy_seeded(tmp_path, is_approved=True)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = copy_seeded(tmp_path_factory.mktemp("published"), is_approved=True)
    publish_snapshot(settings, now=NOW)
    return settings


@pytest.fixture
def republished(published: Settings, tmp_path: Path) -> Settings:
    """A home of its own with one published snapshot, and a change since."""
    shutil.copytree(published.home, tmp_path / "home", symlinks=True)
    settings = make_settings(tmp_path / "home")
    change(settings)
    return settings


def change(settings: Settings) -> None:
    with open_store(settings) as store:
        decide(store, find_card(store, "birch-chips-rumour"), "context", now=LATER)


def test_snapshot_is_read_through_the_pointer_and_equals_the_warehouse(home: Settings) -> None:
    result = publish_snapshot(home, now=NOW)
    with open_store(home) as store:
        expected = store.query("select * from out_partnership order by all")
    with open_published(home) as snapshot:
        assert snapshot.query("select * from out_partnership order by all") == expected
    assert result.is_new
    assert (result.path.name, home.published_file.resolve()) == ("tracker-20260601T090000Z.duckdb", result.path)
    assert result.rows["out_partnership"] == 3


def test_every_out_view_lies_beside_the_snapshot_as_parquet(home: Settings) -> None:
    result = publish_snapshot(home, now=NOW)
    assert {file.stem for file in result.parquet_files} == OUT_VIEWS
    for file in result.parquet_files:
        [(rows,)] = duckdb.execute(f"select count(*) from '{file}'").fetchall()
        assert rows == result.rows[file.stem]


def test_comments_survive_in_the_snapshot(home: Settings) -> None:
    publish_snapshot(home, now=NOW)
    missing = "select column_name from duckdb_columns() where starts_with(table_name, 'out_') and comment is null"
    with open_published(home) as snapshot:
        assert snapshot.query(missing) == []
        assert snapshot.query("select comment from duckdb_tables() where table_name = 'out_pattern'")[0]["comment"]


def test_manifest_says_what_is_in_it(home: Settings) -> None:
    result = publish_snapshot(home, now=NOW)
    manifest = load_manifest(home)
    assert manifest["sha256"] == digest_file(result.path)
    assert manifest["schema"] == "0002_candidates.sql"
    assert set(manifest["views"]) == OUT_VIEWS
    assert manifest["tables"]["core_article"] == 9


def test_decision_head_in_the_manifest_shows_rows_cut_off_later(home: Settings) -> None:
    head = publish_snapshot(home, now=NOW).decision_head
    with open_store(home) as store:
        assert verify_decisions(store, known_head=head) == []
        store.query("delete from core_decision where decision_number = $number", number=head[0])
        assert [broken.decision_number for broken in verify_decisions(store, known_head=head)] == [head[0]]


def test_unchanged_warehouse_is_not_published_again(home: Settings) -> None:
    first = publish_snapshot(home, now=NOW)
    again = publish_snapshot(home, now=LATER)
    assert (again.is_new, again.path) == (False, first.path)
    with open_store(home) as store:
        run = {"run_id": "r", "flow": "ingest", "status": "ok", "report": "{}", "started_at": NOW, "finished_at": NOW}
        store.append("core_run", [run])
    assert not publish_snapshot(home, now=LATER).is_new
    change(home)
    assert publish_snapshot(home, now=LATER).is_new


def test_open_reader_keeps_its_snapshot_while_the_pointer_moves(home: Settings) -> None:
    publish_snapshot(home, now=NOW)
    count = "select count(*) as rows from out_evidence where status = 'context'"
    with open_published(home) as reader:
        assert reader.query(count) == [{"rows": 0}]
        change(home)
        publish_snapshot(home, now=LATER)
        assert reader.query(count) == [{"rows": 0}]
    with open_published(home) as reader:
        assert reader.query(count) == [{"rows": 2}]


def test_old_snapshots_go_and_the_last_few_stay(home: Settings) -> None:
    for hours in range(4):
        with open_store(home) as store:
            store.append("raw_fetch", [fetch_row("ledger", 200, fetched_at=NOW + timedelta(hours=hours))])
        publish_snapshot(home, now=NOW + timedelta(hours=hours))
    names = sorted(path.name for path in home.published_folder.iterdir() if path.name.startswith("tracker-"))
    assert names == [
        "tracker-20260601T110000Z",
        "tracker-20260601T110000Z.duckdb",
        "tracker-20260601T120000Z",
        "tracker-20260601T120000Z.duckdb",
    ]


def test_clock_that_runs_backwards_still_names_the_newest_last(home: Settings) -> None:
    publish_snapshot(home, now=NOW)
    change(home)
    assert publish_snapshot(home, now=NOW - timedelta(days=1)).path.name == "tracker-20260601T090001Z.duckdb"


def raise_before(_: Callable[..., Any]) -> Callable[..., Any]:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise OSError("the disk is gone")

    return broken


def raise_after(step: Callable[..., Any]) -> Callable[..., Any]:
    def broken(*args: Any, **kwargs: Any) -> None:
        step(*args, **kwargs)
        raise OSError("the disk is gone")

    return broken


STEPS_BEFORE_THE_POINTER = (
    "_copy_changed_warehouse",
    "_fill_folder",
    "settle_views",
    "export_views",
    "digest_file",
    "sync_path",
    "_put_in_place",
    "_move_pointer",
)


@pytest.mark.parametrize("step", STEPS_BEFORE_THE_POINTER)
def test_failure_at_any_step_leaves_the_snapshot_before(
    republished: Settings, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = find_published(republished)
    with monkeypatch.context() as patch:
        patch.setattr(publish_module, step, raise_before(getattr(publish_module, step)))
        with pytest.raises(OSError, match="disk is gone"):
            publish_snapshot(republished, now=LATER)
        assert find_published(republished) == before
        assert run_analyst_query(republished, "select count(*) as rows from out_partnership") == [{"rows": 3}]


@pytest.mark.parametrize("step", ["_fill_folder", "_move_pointer"])
def test_failure_right_after_a_step_leaves_a_whole_snapshot(
    republished: Settings, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(publish_module, step, raise_after(getattr(publish_module, step)))
        with pytest.raises(OSError, match="disk is gone"):
            publish_snapshot(republished, now=LATER)
        assert load_manifest(republished)["sha256"] == digest_file(find_published(republished))
    publish_snapshot(republished, now=LATER)
    assert list(republished.published_folder.glob("*.part")) == []
    with open_published(republished) as snapshot:
        assert snapshot.query("select count(*) as rows from out_evidence where status = 'context'") == [{"rows": 2}]


def test_failing_check_stops_the_publish_and_names_itself(home: Settings) -> None:
    with open_store(home) as store:
        store.query("update core_passage set end_char = end_char + 1 where ordinal = 0")
    with pytest.raises(StoreError, match="passage_offsets"):
        publish_snapshot(home, now=NOW)
    assert not home.published_file.exists()


def test_approval_without_statements_is_not_published(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "birch-chips-rumour")
        record_decision(store, Judgement(card.card_id, "reviewer-1", "context", card.version))
    with pytest.raises(StoreError, match="statement_without_evidence"):
        publish_snapshot(home, now=NOW)
    with open_store(home) as store:
        update_statements(store, NOW)
    assert publish_snapshot(home, now=NOW).is_new


def test_two_publishes_at_once_make_whole_snapshots(home: Settings) -> None:
    results: list[bool] = []

    def publish() -> None:
        results.append(publish_snapshot(home, now=NOW).is_new)

    threads = [threading.Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False, True]


# --- reading ----------------------------------------------------------------------------------------------------------


def test_nothing_published_is_said_with_the_way_out(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    with pytest.raises(StoreError, match="pactwatch publish"), open_published(settings):
        pass


def test_damaged_manifest_is_named(home: Settings) -> None:
    publish_snapshot(home, now=NOW)
    (find_published(home).with_suffix("") / "manifest.json").write_text("{")
    with pytest.raises(StoreError, match="manifest.json"):
        load_manifest(home)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_parquet('https://example.com/x.parquet')",
        "copy out_partnership to 'stolen.csv'",
        "attach 'other.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
        "delete from core_decision",
        "create table mine as select 1",
        "drop table out_partnership",
        "select 1; select 2",
        "selec 1",
        "select * from no_such_table",
        "export database '/tmp/stolen'",
    ],
)
def test_analysts_query_touches_no_file_no_network_and_no_row(published: Settings, sql: str) -> None:
    with pytest.raises(StoreError):
        run_analyst_query(published, sql)


def test_analysts_query_binds_parameters_and_leaves_the_rest_null(published: Settings) -> None:
    sql = "select $a::int as a, $b as b"
    assert run_analyst_query(published, sql, {"a": "3"}) == [{"a": 3, "b": None}]
    with pytest.raises(StoreError, match="no parameter c; it has: a, b"):
        run_analyst_query(published, sql, {"c": 1})


def test_unknown_name_suggests_a_near_one(published: Settings) -> None:
    with pytest.raises(StoreError, match="partnership_states"):
        run_analyst_query(published, "partnership_state")


def test_cookbook_has_purpose_grain_and_parameters_for_every_query() -> None:
    rows = list_cookbook()
    assert len(rows) >= 10
    assert all(row["purpose"] and row["grain"].startswith("one row") for row in rows)
    assert next(row for row in rows if row["name"] == "statements_as_of")["parameters"].startswith(
        "event_day, known_at"
    )


@pytest.mark.parametrize("name", [row["name"] for row in list_cookbook()])
def test_cookbook_query_runs_on_the_snapshot(published: Settings, name: str) -> None:
    given = {"partnership_timeline": {"partnership_id": ALDER}, "statements_as_of": {"event_day": "2026-01-01"}}
    rows = run_analyst_query(published, name, given.get(name))
    empty = {"conflicting_statements", "contradictions_to_review", "review_backlog", "sources_to_mend"}
    assert bool(rows) == (name not in empty)


def test_conflicting_cookbook_queries_find_conflicts(home: Settings) -> None:
    with open_store(home) as store:
        store.query(
            "insert into core_evidence by name select 'x' || evidence_id as evidence_id, 'contradicts' as polarity,"
            " * exclude (evidence_id, polarity) from core_evidence where label = 'compute-commitment'"
        )
    publish_snapshot(home, now=NOW)
    [conflict] = run_analyst_query(home, "conflicting_statements")
    assert (conflict["label"], conflict["said_confidence"]) == ("compute-commitment", "primary_source")
    assert len(run_analyst_query(home, "contradictions_to_review")) == 1


def test_reader_in_another_process_needs_nothing_but_duckdb(home: Settings) -> None:
    publish_snapshot(home, now=NOW)
    copy = home.home / "elsewhere.duckdb"
    shutil.copyfile(home.published_file, copy)
    connection = duckdb.connect(str(copy), read_only=True)
    assert connection.execute("select count(*) from out_timeline").fetchall()[0][0] > 0
    [(states,)] = connection.execute("select count(*) from partnership_as_of('2026-01-01', now())").fetchall()
    connection.close()
    assert states > 0
    assert json.loads((find_published(home).with_suffix("") / "manifest.json").read_text())["snapshot"]
