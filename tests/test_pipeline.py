"""The whole way of the data over the bundled newsroom: what one run makes, what a second adds, what a kill costs."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.drive_run import wait_for_retry

from pactwatch.demo.registry import demo_sources
from pactwatch.demo.site import Newsroom, serve_newsroom
from pactwatch.settings import Settings
from pactwatch.store import open_store, read_store

DRIVER = Path(__file__).parent / "drive_run.py"
# Fetch times, run ids and segment names differ between any two runs; what the world said must not.
CONTENT = {
    "raw_link": "source_id, url, title, published_on",
    "core_article": "article_id, url, title, published_on, date_witness, text_digest, cluster_id = article_id",
    "core_passage": "passage_id, article_id, ordinal, start_char, end_char",
    "core_extraction": "article_id, reason",
    "core_reading": "passage_id, model_version, reader_version, gate_passed, is_evidence, round(evidence_score, 6)",
    "core_score": "passage_id, label, round(probability, 6)",
    "core_party": "passage_id, organisation_a_id, organisation_b_id, partnership_id",
    "core_term": "passage_id, ordinal, kind, number_value, text_value, unit",
    "core_evidence": "evidence_id, passage_id, partnership_id, label, event_date, standing, quote_exact",
}


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with serve_newsroom(0) as site:
        yield site


def drive(home: Path, newsroom: Newsroom, kill_at: str = "") -> int:
    command = [sys.executable, str(DRIVER), str(home), str(newsroom.base_port), kill_at]
    return subprocess.run(command, check=False, capture_output=True, timeout=240).returncode


def read_content(home: Path) -> dict[str, list[tuple[object, ...]]]:
    with read_store(Settings(home=home)) as store:
        return {
            table: store.connection.execute(f"select {columns} from {table} order by all").fetchall()
            for table, columns in CONTENT.items()
        }


@pytest.fixture(scope="module")
def first_run(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("undisturbed")
    assert drive(home, newsroom) == 0
    wait_for_retry()
    assert drive(home, newsroom) == 0
    return home


def test_one_run_makes_articles_passages_and_evidence(first_run: Path) -> None:
    counts = {table: len(rows) for table, rows in read_content(first_run).items()}
    assert counts["core_article"] >= 55
    assert counts["core_passage"] >= 300
    assert counts["core_evidence"] >= 100


def test_the_great_partnerships_have_evidence(first_run: Path) -> None:
    with read_store(Settings(home=first_run)) as store:
        rows = store.query("select distinct partnership_id from core_evidence")
    found = {row["partnership_id"] for row in rows}
    organisations = [{"microsoft", "openai"}, {"amazon", "anthropic"}, {"anthropic", "google"}]
    for pair in organisations:
        assert any(pair == set(partnership_id.split("-")) for partnership_id in found), pair


def test_a_second_run_adds_no_row(first_run: Path, newsroom: Newsroom) -> None:
    before = read_content(first_run)
    asked = len(newsroom.requests)
    assert drive(first_run, newsroom) == 0
    assert read_content(first_run) == before
    answered = [request.status for request in list(newsroom.requests)[asked:] if "robots" not in request.path]
    assert answered.count(200) <= len(demo_sources()), "only pages without validators may be read again"


def test_an_analyst_reads_the_snapshot_while_the_warehouse_is_written(first_run: Path) -> None:
    settings = Settings(home=first_run)
    code = (
        "import duckdb, sys; rows = duckdb.connect(sys.argv[1], read_only=True)"
        ".sql('select count(*) from out_evidence').fetchall(); print(rows[0][0])"
    )
    with open_store(settings) as store:
        store.query("create table held_open (id integer)")
        command = [sys.executable, "-c", code, str(settings.published_file)]
        analyst = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
        store.query("drop table held_open")
    assert int(analyst.stdout) >= 100


@pytest.mark.parametrize(
    "kill_at",
    ["crawl", "before_load", "loaded_not_finished", "before_extract", "before_read", "mid_publish"],
)
def test_a_kill_and_a_run_end_in_the_same_rows(
    kill_at: str, first_run: Path, newsroom: Newsroom, tmp_path: Path
) -> None:
    assert drive(tmp_path, newsroom, kill_at) == -9
    assert drive(tmp_path, newsroom) == 0
    assert read_content(tmp_path) == read_content(first_run)


def test_troublesome_pages_are_set_aside_with_a_reason(first_run: Path) -> None:
    with read_store(Settings(home=first_run)) as store:
        reasons = store.query("select distinct reason from core_extraction where article_id is null")
        refused = store.query("select distinct rights from raw_fetch where rights <> 'allowed'")
        undated = store.query("select count(*) as articles from core_article where published_on is null")
        future = store.query("select count(*) as articles from core_article where published_on > current_date")
    assert reasons
    assert {row["rights"] for row in refused} >= {"reserved", "robots_disallowed"}
    assert undated[0]["articles"] >= 1
    assert future[0]["articles"] == 0
