"""The life of a model: comparison, promotion, what decisions teach, and what a replay shows."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.warehouse_fixture import copy_seeded, decide, find_card
from typer.testing import CliRunner

from pactwatch.classify import DECISION_FILE, Classifier, write_manifest
from pactwatch.cli import app
from pactwatch.errors import ModelError
from pactwatch.pipeline import reading
from pactwatch.pipeline.candidates import (
    accept_organisation,
    accept_partnership,
    make_organisation,
    make_partnership,
)
from pactwatch.pipeline.models import find_model_folder, promote_model, restore_shipped_model
from pactwatch.pipeline.reprocess import replay_model
from pactwatch.pipeline.training import load_judged_passages
from pactwatch.project import find_folder
from pactwatch.records import PassageLabels
from pactwatch.settings import Settings
from pactwatch.store import open_store
from pactwatch.taxonomy import load_taxonomy
from pactwatch.train.compare import compare_models
from pactwatch.train.passages import LabelledPassage, load_passages

SHIPPED = find_folder("models/passage-labels")
PASSAGES = load_passages()[:60]
TAXONOMY = load_taxonomy()


def label_as(passage: LabelledPassage) -> PassageLabels:
    """Say of a passage exactly what its labels are."""
    return PassageLabels(
        is_evidence=passage.is_evidence,
        evidence_score_0to1=float(passage.is_evidence),
        patterns=passage.patterns,
        pattern_scores_0to1={},
        signals=passage.signals,
        signal_scores_0to1={},
        kill_list=passage.kill_list,
        kill_list_scores_0to1={},
        standing=passage.standing,
        standing_scores_0to1={},
    )


RIGHT = [label_as(passage) for passage in PASSAGES]


@pytest.fixture
def shy_model(tmp_path: Path) -> Path:
    """A whole model folder that finds no evidence at all: its threshold is out of reach."""
    folder = tmp_path / "shy"
    shutil.copytree(SHIPPED, folder)
    table = json.loads((folder / DECISION_FILE).read_text())
    table["evidence"][2] = 1.1
    (folder / DECISION_FILE).write_text(json.dumps(table))
    write_manifest(folder)
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home").prepare()


def test_model_that_finds_more_labels_is_better() -> None:
    half = [replace(labels, patterns=(), signals=()) if i % 2 else labels for i, labels in enumerate(RIGHT)]
    comparison = compare_models(PASSAGES, half, RIGHT, TAXONOMY)
    assert comparison.is_better
    patterns = comparison.changes[0]
    assert patterns.candidate == 1.0
    assert patterns.difference_interval_95[0] > 0


def test_model_that_loses_evidence_is_not_better_whatever_its_labels() -> None:
    current = [replace(labels, patterns=()) for labels in RIGHT]
    deaf = [replace(labels, is_evidence=labels.is_evidence and i % 3 > 0) for i, labels in enumerate(RIGHT)]
    comparison = compare_models(PASSAGES, current, deaf, TAXONOMY)
    assert not comparison.is_better
    assert any(reason.startswith("evidence falls from 1.000") for reason in comparison.reasons)
    assert not comparison.keeps("evidence")
    assert comparison.keeps("patterns")


def test_same_model_is_not_better_than_itself() -> None:
    assert not compare_models(PASSAGES, RIGHT, RIGHT, TAXONOMY).is_better


def test_home_works_with_the_shipped_model_until_another_is_promoted(settings: Settings, shy_model: Path) -> None:
    assert find_model_folder(settings) == SHIPPED
    promoted = promote_model(settings, shy_model, {"why": "test"})
    shutil.rmtree(shy_model)
    assert find_model_folder(settings) == promoted
    version = Classifier.load(promoted).model_version
    assert json.loads((settings.models_folder / f"{version}-comparison.json").read_text()) == {"why": "test"}
    restore_shipped_model(settings)
    assert find_model_folder(settings) == SHIPPED


def test_damaged_model_is_not_promoted(settings: Settings, shy_model: Path) -> None:
    (shy_model / DECISION_FILE).write_text("{}")
    with pytest.raises(ModelError, match=r"decision\.json"):
        promote_model(settings, shy_model, {})
    assert find_model_folder(settings) == SHIPPED


def test_pointer_to_a_model_that_is_gone_names_the_way_out(settings: Settings, shy_model: Path) -> None:
    shutil.rmtree(promote_model(settings, shy_model, {}))
    with pytest.raises(ModelError, match="remove it to use the shipped model"):
        find_model_folder(settings)


def test_promote_refuses_what_is_not_better_unless_told(settings: Settings, shy_model: Path) -> None:
    call = ["--home", str(settings.home), "model", "promote", str(shy_model)]
    result = CliRunner().invoke(app, call)
    assert isinstance(result.exception, ModelError)
    assert "evidence falls" in result.output
    assert find_model_folder(settings) == SHIPPED
    assert CliRunner().invoke(app, [*call, "--anyway"]).exit_code == 0
    assert find_model_folder(settings) != SHIPPED


def test_decisions_become_passages_to_train_on(tmp_path: Path) -> None:
    settings = copy_seeded(tmp_path)
    assert load_judged_passages(settings) == ([], [])
    with open_store(settings) as store:
        approved = find_card(store, "alder-investment")
        decide(store, approved, "approve")
        rejected = find_card(store, "alder-investment", 1)
        decide(store, rejected, "reject", reason="no_partnership")
    judged = {passage.passage_id: passage for part in load_judged_passages(settings) for passage in part}
    kept = judged[approved.card_id.split(".")[0]]
    assert "compute-backed-investment" in kept.patterns
    assert "equity-investment" in kept.signals
    assert kept.parties == (("Alder Labs", "Beacon Cloud"),)
    assert not judged[rejected.card_id.split(".")[0]].is_evidence


def test_rejection_for_a_wrong_date_teaches_the_model_nothing(tmp_path: Path) -> None:
    settings = copy_seeded(tmp_path)
    with open_store(settings) as store:
        decide(store, find_card(store, "alder-investment", 1), "reject", reason="wrong_date")
    assert load_judged_passages(settings) == ([], [])


def test_replay_with_another_model_shows_what_would_go_and_writes_nothing(tmp_path: Path, shy_model: Path) -> None:
    settings = copy_seeded(tmp_path)
    with open_store(settings) as store:
        decide(store, find_card(store, "alder-investment"), "approve")
        before = store.query("select count(*) as count from core_reading")
    call = ["--home", str(settings.home), "reprocess", "--model", str(shy_model), "--json"]
    table = json.loads(CliRunner().invoke(app, call).stdout)
    assert table["counts"]["evidence lost"] > 0
    assert table["counts"]["no longer found, stays approved"] > 0
    assert "evidence gained" not in table["counts"]
    with open_store(settings) as store:
        assert store.query("select count(*) as count from core_reading") == before
    assert find_model_folder(settings) == SHIPPED


def test_replay_with_the_model_in_use_changes_nothing(tmp_path: Path) -> None:
    settings = copy_seeded(tmp_path)
    accept_all_names(settings)
    read_all(settings)
    table = replay_model(settings, find_model_folder(settings)).to_table()
    assert table["replayed"] == table["unchanged"] > 0


def test_going_back_to_the_first_model_brings_its_evidence_back(tmp_path: Path, shy_model: Path) -> None:
    settings = copy_seeded(tmp_path)
    accept_all_names(settings)
    read_all(settings)
    first = count_evidence(settings)
    promote_model(settings, shy_model, {})
    read_all(settings)
    none = count_evidence(settings)
    restore_shipped_model(settings)
    read_all(settings)
    assert first > 0
    assert none == 0
    assert count_evidence(settings) == first


def accept_all_names(settings: Settings) -> None:
    """Track two of the fixture's invented companies with the real readers."""
    for name, role in (("Alder Labs", "lab"), ("Beacon Cloud", "cloud")):
        accept_organisation(settings, make_organisation(name, role, "US"), reviewer="reviewer-1")
    pair = ("alder-labs", "beacon-cloud")
    partnership = make_partnership(settings, pair, (), "https://example.org/deal", "2022")
    accept_partnership(settings, partnership, reviewer="reviewer-1")


def read_all(settings: Settings) -> None:
    reader = reading.load_reader(settings)
    reading.use_reader(settings, reader)
    reading.read_batch(settings, reader, reading.list_pending_passages(settings, reader))


def count_evidence(settings: Settings) -> int:
    with open_store(settings) as store:
        rows = store.query(
            "select evidence_id from core_evidence_judged where partnership_id = 'alder-labs-beacon-cloud'"
        )
    return len(rows)


def test_accepted_replay_withdraws_what_was_flagged_and_keeps_what_was_approved(
    tmp_path: Path, shy_model: Path
) -> None:
    settings = copy_seeded(tmp_path)
    with open_store(settings) as store:
        card = find_card(store, "alder-investment")
        decide(store, card, "approve")
    call = ["--home", str(settings.home), "reprocess", "--model", str(shy_model), "--accept", "--json"]
    assert CliRunner().invoke(app, call).exit_code == 0
    with open_store(settings) as store:
        rows = store.query("select passage_id, status from core_evidence_judged")
    assert {row["status"] for row in rows} == {"approved"}
    assert {row["passage_id"] for row in rows} == {card.card_id.split(".")[0]}


@pytest.mark.parametrize("options", [[], ["--extractor", "--model", "x"]])
def test_reprocess_wants_to_know_what_to_replay(settings: Settings, options: list[str]) -> None:
    result = CliRunner().invoke(app, ["--home", str(settings.home), "reprocess", *options])
    assert "say what to replay" in str(result.exception)
