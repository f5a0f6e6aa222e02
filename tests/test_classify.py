"""The classifier as it runs: the same answer every time, no torch, and no altered file."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.classify import Classifier
from pactwatch.errors import ModelError
from pactwatch.project import find_folder
from pactwatch.records import PassageLabels
from pactwatch.taxonomy import load_taxonomy

DEAL = (
    "Amazon adds to its Anthropic investment",
    "Amazon said on Friday it will invest another $4 billion in Anthropic, which named AWS its primary cloud and "
    "training partner and will train its models on Trainium chips.",
)
SHARED = Classifier.load()
RAIN = ("Weather", "Rain is expected in the north on Monday, with some sun in the afternoon.")


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.load()


def test_a_deal_is_evidence_and_the_weather_is_not(classifier: Classifier) -> None:
    deal, rain = classifier.predict([DEAL, RAIN])
    assert deal.is_evidence
    assert "compute-backed-investment" in deal.patterns
    assert not rain.is_evidence
    assert rain.patterns == rain.signals == rain.kill_list == ()


def test_a_passage_scores_the_same_alone_and_in_company(classifier: Classifier) -> None:
    alone = classifier.predict([DEAL])[0]
    assert classifier.predict([RAIN, DEAL, RAIN, DEAL])[1::2] == [alone, alone]


def test_labels_are_those_of_the_taxonomy(classifier: Classifier) -> None:
    found, taxonomy = classifier.predict([DEAL])[0], load_taxonomy()
    assert set(found.pattern_scores_0to1) == set(taxonomy.pattern_ids)
    assert set(found.signal_scores_0to1) == set(taxonomy.signal_ids)
    assert set(found.kill_list_scores_0to1) == set(taxonomy.kill_list_ids)


@settings(max_examples=40, deadline=None)
@given(title=st.text(max_size=60), text=st.text(max_size=400))
def test_any_text_is_scored_between_0_and_1(title: str, text: str) -> None:
    found: PassageLabels = SHARED.predict([(title, text)])[0]
    scores = [found.evidence_score_0to1, *found.pattern_scores_0to1.values(), *found.signal_scores_0to1.values()]
    assert all(0.0 <= score <= 1.0 for score in scores)


@pytest.mark.parametrize("text", ["", " ", "\x00", "a" * 100_000, "word " * 20_000, "\ud800", "漢字" * 500])
def test_hostile_text_is_answered(classifier: Classifier, text: str) -> None:
    assert len(classifier.predict([("", text)])) == 1


def test_an_altered_file_is_refused_by_name(tmp_path: Path) -> None:
    for file in find_folder("models/passage-labels").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "decision.json").open("a") as stream:
        stream.write(" ")
    with pytest.raises(ModelError, match=r"decision\.json was altered"):
        Classifier.load(tmp_path)


def test_scoring_needs_no_torch() -> None:
    code = (
        "import sys; from pactwatch.classify import Classifier; Classifier.load().predict([('', 'text')]);"
        " sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=120).returncode == 0
