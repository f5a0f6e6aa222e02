"""What surrounds training and needs no torch: passages and their rules, splits, calibration, figures, name swapping."""

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.errors import ModelError, SettingsError
from pactwatch.project import find_folder
from pactwatch.seed import load_organisations
from pactwatch.taxonomy import load_taxonomy
from pactwatch.train.calibrate import expected_calibration_error, find_threshold, fit_platt
from pactwatch.train.metrics import area_under_curve, average_precision
from pactwatch.train.passages import LabelledPassage, check_passages, hash_passages, load_passages
from pactwatch.train.settings import TrainSettings, parse_settings
from pactwatch.train.splits import cluster_passages, extend_split, load_split, take_side, write_split
from pactwatch.train.swapping import NameSwapper, find_unknown_names

PASSAGES = load_passages()
DEAL = LabelledPassage(
    passage_id="t1-001",
    voice="wire",
    title="Amazon lifts its stake",
    published="2024-11-22",
    text="Amazon put another $4 billion into Anthropic, which named AWS its main training partner.",
    patterns=("compute-backed-investment",),
    signals=("equity-investment",),
    kill_list=(),
    standing="fact",
    parties=(("Amazon", "Anthropic"),),
    event_dates=("2024-11-22",),
    terms=({"kind": "investment", "value": 4_000_000_000, "unit": "USD"},),
)


def test_all_shipped_passages_keep_the_rules() -> None:
    assert check_passages(PASSAGES, load_taxonomy()) == ()
    assert len(PASSAGES) >= 400


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (replace(DEAL, passage_id="x"), "an id is letters"),
        (replace(DEAL, text=" text"), "without blanks around it"),
        (replace(DEAL, text="word " * 200 + "end"), "201 words"),
        (replace(DEAL, published="2024-13-01"), "is no day"),
        (replace(DEAL, patterns=("investment",)), "not in the taxonomy"),
        (replace(DEAL, signals=("rivalry", "rivalry")), "repeats a label"),
        (replace(DEAL, standing="none"), "standing none goes with no label"),
        (replace(DEAL, parties=()), "evidence needs at least one label and one pair"),
        (replace(DEAL, parties=(("Amazon", "Amazon"),)), "does not name two organisations"),
        (replace(DEAL, parties=(("Amazon", "Anthropic"), ("Anthropic", "Amazon"))), "stands twice"),
        (replace(DEAL, kill_list=("rofr-as-anchor",)), "stands without exclusive-then-multi-home"),
        (replace(DEAL, event_dates=("2024-Q5",)), "event date '2024-Q5'"),
        (replace(DEAL, terms=({"kind": "investment", "value": 4, "unit": "dollars"},)), "'dollars' is no currency"),
        (replace(DEAL, terms=({"kind": "price", "value": 4, "unit": "USD"},)), "must have kind"),
    ],
)
def test_broken_rule_is_reported_with_the_passage_id(broken: LabelledPassage, message: str) -> None:
    assert check_passages([DEAL], load_taxonomy()) == ()
    problems = check_passages([broken], load_taxonomy())
    assert any(problem.startswith(f"{broken.passage_id}: ") and message in problem for problem in problems), problems


def test_same_id_and_same_text_twice_are_reported() -> None:
    problems = check_passages([DEAL, DEAL], load_taxonomy())
    assert "t1-001: the id stands 2 times" in problems
    assert "t1-001: the same text stands elsewhere too" in problems


@pytest.mark.parametrize("line", ["{", '{"id": "a1-001"}', "[]"])
def test_unreadable_line_is_named_by_file_and_number(tmp_path: Path, line: str) -> None:
    good = (find_folder("models/passages") / "starter-1.jsonl").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "some.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"some\.jsonl line 2"):
        load_passages(tmp_path)


def test_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nothing to train on"):
        load_passages(tmp_path)


def test_hash_of_passages_follows_content_and_not_order() -> None:
    assert hash_passages(PASSAGES[:9]) == hash_passages(PASSAGES[8::-1])
    assert hash_passages([DEAL]) != hash_passages([replace(DEAL, text=DEAL.text + " It said so.")])


# --- splits -----------------------------------------------------------------------------------------------------------


def test_shipped_split_covers_every_passage_and_keeps_scenarios_together() -> None:
    split = load_split(find_folder("models/passages"))
    assert set(split) == {passage.passage_id for passage in PASSAGES}
    for group in cluster_passages(PASSAGES):
        placed = [passage_id for passage_id in group if split[passage_id] != "aside"]
        # Later passages can join two scenarios that were placed on two sides before: then none of them may train.
        is_joined_later = all(passage_id.startswith("p") for passage_id in placed)
        assert is_joined_later or len({split[passage_id] for passage_id in placed}) == 1, group


def test_development_side_holds_part_of_every_pattern() -> None:
    development = take_side(PASSAGES, load_split(find_folder("models/passages")), "development")
    for pattern_id in load_taxonomy().pattern_ids:
        total = sum(pattern_id in passage.patterns for passage in PASSAGES)
        assert 0.08 <= sum(pattern_id in passage.patterns for passage in development) / total <= 0.35


def test_split_once_assigned_never_changes_when_passages_come() -> None:
    first = extend_split(PASSAGES[:300])
    second = extend_split(PASSAGES, first)
    assert all(second[passage_id] == side for passage_id, side in first.items())
    assert set(second) == {passage.passage_id for passage in PASSAGES}


def test_near_copy_of_a_development_passage_is_kept_out_of_training() -> None:
    held = next(p for p in PASSAGES if p.is_evidence and len(p.text.split()) > 40)
    copy = replace(held, passage_id="t1-002", title="Other words", text=held.text + " The shares rose.", parties=())
    assert extend_split([held, copy], {held.passage_id: "development"})["t1-002"] == "development"
    other = replace(held, passage_id="t1-003", title="More words", text="In short, " + held.text, parties=())
    sides = extend_split([held, other, copy], {held.passage_id: "development", "t1-003": "train"})
    assert sides["t1-002"] == "aside"


def test_written_split_reads_back_and_damaged_split_is_refused(tmp_path: Path) -> None:
    split = extend_split(PASSAGES[:50])
    write_split(tmp_path, split)
    assert load_split(tmp_path) == split
    (tmp_path / "split.json").write_text(json.dumps({"train": []}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"split\.json"):
        load_split(tmp_path)
    with pytest.raises(ModelError, match="are in no split"):
        take_side([DEAL], split, "train")


# --- calibration and figures ------------------------------------------------------------------------------------------


def test_platt_scaling_finds_the_slope_and_shift_that_made_the_data() -> None:
    source = np.random.default_rng(3)
    logits = source.normal(0, 3, 4000)
    truth = (source.random(4000) < 1 / (1 + np.exp(-(0.5 * logits - 1)))).astype(float)
    platt = fit_platt(logits, truth)
    assert abs(platt.slope - 0.5) < 0.06
    assert abs(platt.intercept + 1) < 0.15
    assert expected_calibration_error(platt.apply(logits), truth) < 0.02


def test_platt_scaling_stays_near_its_prior_without_positives() -> None:
    shared = fit_platt(np.array([-2.0, -1.0, 1.0, 2.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    alone = fit_platt(np.array([-2.0, -1.0]), np.zeros(2), prior=shared, prior_weight=1000.0)
    assert abs(alone.slope - shared.slope) < 0.05


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), min_size=2, max_size=40))
@settings(max_examples=100, deadline=None)
def test_chosen_threshold_is_at_least_as_good_as_any_other(rows: list[tuple[float, bool]]) -> None:
    scores = np.array([score for score, _ in rows])
    truth = np.array([float(wanted) for _, wanted in rows])
    if not truth.any():
        return

    def f1_at(threshold: float) -> float:
        said = (scores >= threshold).astype(float)
        return float(2 * (said * truth).sum() / (said.sum() + truth.sum()))

    chosen = find_threshold(scores, truth)
    assert f1_at(chosen) == pytest.approx(max(f1_at(score) for score in scores))


def test_area_and_precision_of_known_rankings() -> None:
    truth = np.array([1.0, 0.0, 1.0, 0.0])
    assert area_under_curve(truth, np.array([4.0, 3.0, 2.0, 1.0])) == 0.75
    assert area_under_curve(truth, np.zeros(4)) == 0.5
    assert average_precision(truth, np.array([4.0, 3.0, 2.0, 1.0])) == pytest.approx((1 + 2 / 3) / 2)
    assert np.isnan(area_under_curve(np.ones(3), np.arange(3.0)))


# --- swapping ---------------------------------------------------------------------------------------------------------


def test_swapped_passage_names_others_of_the_role_and_each_organisation_once() -> None:
    organisations = load_organisations()
    swapper = NameSwapper(1.0, organisations, ())
    title, text = swapper.make_pair(replace(DEAL, text=f"{DEAL.text} Amazon and Anthropic agree."), random.Random(5))
    roles = {organisation.name: organisation.role for organisation in organisations}
    first = text.split(" put another")[0]
    assert roles[first] == roles["Amazon"]
    assert text.count(first) == 2 + text.count(f"named {first}")
    assert title == f"{first} lifts its stake"


def test_passage_stays_as_it_is_without_a_source_of_chance() -> None:
    swapper = NameSwapper(1.0, load_organisations(), ("Lumenfold",))
    assert swapper.make_pair(DEAL, None) == (DEAL.title, DEAL.text)


def test_unknown_names_are_parties_that_no_seed_bears() -> None:
    rows = [DEAL, replace(DEAL, parties=(("Lumenfold", "Amazon"),))]
    assert find_unknown_names(rows, load_organisations()) == ["Lumenfold"]


def test_settings_are_read_from_texts() -> None:
    read = parse_settings(["base=minilm-l6", "epoch_count=3", "learning_rate=0.001"])
    assert read == TrainSettings(base="minilm-l6", epoch_count=3, learning_rate=0.001)


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("depth=3", "there is no setting 'depth'"),
        ("epoch_count=many", "epoch_count is of type int"),
        ("method=magic", "method is one of frozen, lora, full"),
    ],
)
def test_wrong_setting_is_named_with_what_it_may_be(choice: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        parse_settings([choice])
