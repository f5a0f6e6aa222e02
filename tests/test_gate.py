"""The gate: it may let through too much, and must not keep evidence back."""

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.errors import ModelError
from pactwatch.gate import Gate, load_cues
from pactwatch.project import find_folder
from pactwatch.seed import load_organisations
from pactwatch.train.passages import load_passages

ALIASES = ("Microsoft", "OpenAI", "Amazon", "AWS", "Anthropic", "Meta", "Arm", "Apple", "Snap")


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(ALIASES, load_cues())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Amazon put another $4 billion into Anthropic on Friday.", ""),
        ("OpenAI to Microsoft: we would rather share 8% than 20%.", ""),
        (
            "The two companies will extend their agreement on cloud capacity until 2030.",
            "Microsoft and OpenAI talk",
        ),
        ("Microsoft's own chips will replace some of what it buys.", ""),
    ],
)
def test_passage_on_known_organisations_passes(gate: Gate, text: str, title: str) -> None:
    assert gate.check(text, title).passed


@pytest.mark.parametrize(
    "text",
    [
        "Polder Cloud refused on Thursday to waive its right to match rival bids for Arkwright AI's clusters.",
        "Corvane had promised to host the model with Halden alone, under an exclusive agreement until 2028.",
        "Under the hood the assistant of Freshbrook runs on Kiroku's language model, its supplier since May.",
    ],
)
def test_passage_on_organisations_that_nobody_seeded_passes_on_strong_cues(gate: Gate, text: str) -> None:
    assert gate.check(text).passed


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The recipe needs two eggs, a little butter and some patience.", ""),
        ("We met on the pier, and the weather was fine.", "Apple picking in October"),
        ("Metaphors and armies snap at apples in this poem about autumn.", ""),
        ("Use an oracle of your own choice; the target moves when the box is open.", ""),
        ("Temperatures will stay above twenty degrees in the north on Monday.", ""),
    ],
)
def test_passage_without_names_or_deals_is_stopped(gate: Gate, text: str, title: str) -> None:
    verdict = gate.check(text, title)
    assert not verdict.passed
    assert verdict.cues == ()


def test_paragraph_without_names_passes_under_a_title_that_names_two_organisations(gate: Gate) -> None:
    text = "Similar offers for other sectors are conceivable, the two said."
    assert gate.check(text, "Microsoft and OpenAI court civil servants").passed
    assert not gate.check(text, "Two firms court civil servants").passed


def test_name_counts_only_as_a_whole_word(gate: Gate) -> None:
    assert "Meta" not in gate.check("Metadata is sold by Snapdragon under an exclusive licence to Armenia.").cues
    assert "Meta" in gate.check("Meta's chips come from a supplier, it said.").cues


def test_verdict_lists_names_and_cues_that_were_seen(gate: Gate) -> None:
    cues = gate.check("Amazon invests in Anthropic.").cues
    assert {"Amazon", "Anthropic", "invest"} <= set(cues)
    assert len(gate.check("Amazon, Anthropic, AWS and OpenAI: " + " ".join(load_cues().groups["deal"])).cues) == 12


def test_gate_without_any_alias_still_reads_cues() -> None:
    assert Gate((), load_cues()).check("Halden AI signed an exclusive contract with Nordlys Cloud.").passed


@given(text=st.text(), title=st.text())
@settings(max_examples=150, deadline=None)
def test_any_text_gets_the_same_verdict_twice(text: str, title: str) -> None:
    gate = Gate(ALIASES, load_cues())
    assert gate.check(text, title) == gate.check(text, title)


@given(filler=st.text(alphabet=st.characters(blacklist_categories=("L", "N", "Cs")), max_size=30))
@settings(max_examples=60, deadline=None)
def test_punctuation_around_it_hides_no_tie(filler: str) -> None:
    gate = Gate(ALIASES, load_cues())
    assert gate.check(f"{filler}Amazon{filler} invests in {filler}Anthropic{filler}").passed


def test_authored_evidence_on_seeded_organisations_gets_through() -> None:
    organisations = load_organisations()
    names = chain.from_iterable((*o.aliases, *o.products, *o.context_aliases, *o.former_names) for o in organisations)
    seeded = Gate(names, load_cues())
    known = {name for one in organisations for name in (one.name, *one.aliases)}
    evidence = [
        passage
        for passage in load_passages()
        if any(first in known and second in known for first, second in passage.parties)
    ]
    missed = [passage.passage_id for passage in evidence if not seeded.check(passage.text, passage.title).passed]
    assert len(missed) / len(evidence) <= 0.015, missed


@pytest.mark.parametrize("old", ["strong = [", "company_endings = ["])
def test_cue_file_without_a_group_is_refused(tmp_path: Path, old: str) -> None:
    text = (find_folder("models/gate") / "cues.toml").read_text(encoding="utf-8")
    (tmp_path / "cues.toml").write_text(text.replace(old, f"not_{old}"), encoding="utf-8")
    with pytest.raises(ModelError, match="must be a list of words"):
        load_cues(tmp_path)


def test_missing_cue_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cues\.toml"):
        load_cues(tmp_path)
