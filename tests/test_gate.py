"""The gate: it may let through too much, and must not keep evidence back."""

from itertools import chain

import pytest

from pactwatch.gate import Gate, load_cues
from pactwatch.project import find_folder
from pactwatch.seed import load_organisations
from pactwatch.train.passages import load_passages


@pytest.fixture(scope="module")
def gate() -> Gate:
    names = ((*o.aliases, *o.products, *o.context_aliases, *o.former_names) for o in load_organisations())
    return Gate(chain.from_iterable(names), load_cues())


def test_evidence_passages_get_through(gate: Gate) -> None:
    evidence = [one for one in load_passages(find_folder("models/passages")) if one.is_evidence]
    passed = sum(gate.check(one.text, one.title).passed for one in evidence)
    assert passed / len(evidence) >= 0.995


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rain is expected in the north on Monday, with some sun in the afternoon.",
        "The recipe needs two apples, a cup of sugar and half an hour in the oven.",
        "Use an oracle of your own choice; the target moves when the box is open.",
    ],
)
def test_what_names_no_deal_is_kept_back(gate: Gate, text: str) -> None:
    assert not gate.check(text).passed


def test_cues_say_what_was_seen(gate: Gate) -> None:
    verdict = gate.check("Microsoft will invest another $10 billion in OpenAI, the maker of ChatGPT.")
    assert verdict.passed
    assert {"Microsoft", "OpenAI"} <= set(verdict.cues)
