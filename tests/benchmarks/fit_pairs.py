"""Learns the weights of `pactwatch.pairs` from labelled passages and writes `src/pactwatch/pair_weights.py`.

Logistic regression with an L2 penalty by Newton's method; the second model is fed with cross-fitted scores of the
first. Prints precision, recall and F1 of five-fold cross-validation before it writes anything.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pactwatch import pairs
from pactwatch.link import OrganisationIndex
from pactwatch.names import PREFIX, find_unknown_names
from pactwatch.seed import load_organisations

FOLDS = 5
FIRST_PENALTY, SECOND_PENALTY = 5.0, 3.0
Pair = tuple[str, str]
Weights = dict[str, float]


class Example(NamedTuple):
    """One evidence passage: the features of each pair, and the pairs that the label names."""

    features: list[tuple[Pair, dict[str, float]]]
    gold: set[frozenset[str]]


def load_examples(files: Sequence[Path]) -> list[Example]:
    """Read the evidence passages of the files as examples."""
    organisations = load_organisations()
    index = OrganisationIndex(organisations)
    ids: dict[str, str] = {}
    for organisation in organisations:
        texts = (*organisation.context_aliases, *organisation.former_names, *organisation.aliases)
        ids |= {text: organisation.organisation_id for text in texts if text not in ids}
    ids |= {organisation.name: organisation.organisation_id for organisation in organisations}
    rows = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [_make_example(row, index, ids) for row in rows if row["standing"] != "none"]


def _make_example(row: dict[str, Any], index: OrganisationIndex, ids: dict[str, str]) -> Example:
    text, title = row["text"], row["title"] or ""
    known = index.find_mentions(text, title)
    unknown = find_unknown_names(text, title, known)
    roles = {**index.roles, **{PREFIX + name.name: "unknown" for name in unknown}}
    mentions = (*known, *(mention for name in unknown for mention in name.mentions))
    places = pairs.place_parties(text, title, mentions, roles)
    gold = {frozenset(ids.get(name, PREFIX + name) for name in party) for party in row["parties"]}
    return Example(pairs.iter_features(text, title, places, roles), gold)


def fit(examples: Sequence[Example], penalty: float) -> Weights:
    """Return the weights that maximise the penalised likelihood over every pair of every example."""
    names = sorted({name for example in examples for _, features in example.features for name in features})
    rows = [(pair, features, example.gold) for example in examples for pair, features in example.features]
    matrix = np.array([[features.get(name, 0.0) for name in names] for _, features, _ in rows])
    labels = np.array([float(frozenset(pair) in gold) for pair, _, gold in rows])
    weights: npt.NDArray[np.float64] = np.zeros(len(names))
    for _ in range(100):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (chance - labels) + penalty * weights
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + penalty * np.eye(len(names))
        weights = weights - np.linalg.solve(curve, slope)
        if np.abs(slope).max() < 1e-8:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def add_rivals(examples: Sequence[Example], weights: Weights) -> list[Example]:
    """Return the examples with the features of the second model added."""
    widened = []
    for example in examples:
        scores = {pair: pairs.score_features(features, weights) for pair, features in example.features}
        second = [(pair, {**features, **pairs.describe_rivals(pair, scores)}) for pair, features in example.features]
        widened.append(Example(second, example.gold))
    return widened


def cross_fit(examples: Sequence[Example]) -> list[Example]:
    """Widen each example with a first model that has not seen it."""
    widened: list[Example] = [Example([], set())] * len(examples)
    for fold in range(FOLDS):
        weights = fit([example for i, example in enumerate(examples) if i % FOLDS != fold], FIRST_PENALTY)
        places = range(fold, len(examples), FOLDS)
        for place, example in zip(places, add_rivals([examples[i] for i in places], weights), strict=True):
            widened[place] = example
    return widened


def measure(
    examples: Sequence[Example], weights: Weights, threshold: float, *, is_seeded_only: bool
) -> npt.NDArray[np.int64]:
    """Count (right, wrong, missed) pairs."""
    counts = np.zeros(3, dtype=np.int64)
    for example in examples:
        found = {
            frozenset(p) for p, features in example.features if pairs.score_features(features, weights) >= threshold
        }
        gold = example.gold
        if is_seeded_only:
            found, gold = ({p for p in some if not any(i.startswith(PREFIX) for i in p)} for some in (found, gold))
        counts += (len(found & gold), len(found - gold), len(gold - found))
    return counts


def _print_cross_validation(examples: Sequence[Example]) -> None:
    for is_seeded_only in (True, False):
        for threshold in (0.35, 0.4, 0.45, 0.5):
            counts = np.zeros(3, dtype=np.int64)
            for fold in range(FOLDS):
                weights = fit([example for i, example in enumerate(examples) if i % FOLDS != fold], SECOND_PENALTY)
                counts += measure(examples[fold::FOLDS], weights, threshold, is_seeded_only=is_seeded_only)
            precision, recall = counts[0] / (counts[0] + counts[1]), counts[0] / (counts[0] + counts[2])
            which = "seeded pairs" if is_seeded_only else "all pairs"
            f1 = 2 * precision * recall / (precision + recall)
            print(f"{which}, threshold {threshold}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


def _write(path: Path, first: Weights, second: Weights, count: int) -> None:
    lines = [
        '"""The weights of `pairs.py`; written by `tests/benchmarks/fit_pairs.py`, not by hand.',
        "",
        f"Learnt from {count} authored evidence passages. Chosen over hand-set rules: see `docs/decisions.md`.",
        '"""',
        "",
    ]
    for name, weights in (("FIRST_WEIGHTS", first), ("SECOND_WEIGHTS", second)):
        lines += [
            f"{name}: dict[str, float] = {{",
            *(f'    "{key}": {weights[key]},' for key in sorted(weights)),
            "}",
            "",
        ]
    path.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")


def main() -> None:
    """Read the arguments, cross-validate, fit on everything and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="JSONL files of labelled passages")
    parser.add_argument("--write", type=Path, help="the module to write, src/pactwatch/pair_weights.py")
    arguments = parser.parse_args()
    examples = load_examples(arguments.files)
    widened = cross_fit(examples)
    _print_cross_validation(widened)
    if arguments.write:
        _write(arguments.write, fit(examples, FIRST_PENALTY), fit(widened, SECOND_PENALTY), len(examples))


if __name__ == "__main__":
    main()
