"""Learns the weights of `pactwatch.names` and `pactwatch.pairs` and writes `src/pactwatch/pair_weights.py`.

Logistic regression with an L2 penalty, three times: is a capitalised name an organisation that is a party; does the
relation hold between two names; the same once more, beside the first model's scores of the other pairs. Each model is
fed with cross-fitted scores of the one before. Writes the weights, then prints precision, recall and F1 of
cross-validation file by file. Needs scipy, which the `train` extra brings.
"""

import argparse
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pactwatch import names, pairs
from pactwatch.link import OrganisationIndex
from pactwatch.names import PREFIX
from pactwatch.pair_features import iter_features
from pactwatch.pair_name_features import describe_name
from pactwatch.pair_scoring import score_features
from pactwatch.records import Mention, Organisation
from pactwatch.seed import load_organisations

NAME_PENALTY, FIRST_PENALTY, SECOND_PENALTY = 3.0, 5.0, 4.0
NAME_THRESHOLD, THRESHOLDS = 0.3, (0.35, 0.4, 0.45, 0.5)
# A word or an organisation counts as a feature where this many pairs have it, a pair of organisations from three on.
LEAST_COUNT, LEAST_PAIR_COUNT = 10, 3
LEAST_WEIGHT = 0.03
FOLDS = 4
WORDS = ("in:", "last:", "next:", "after:", "before:")
Pair = tuple[str, str]
Features = Mapping[str, float]
Weights = dict[str, float]


@dataclass
class Example:
    """One evidence passage: its file, names and pairs with their features, and the pairs that the label names."""

    file: str
    row: dict[str, Any]
    known: tuple[Mention, ...]
    gold: set[frozenset[str]]
    groups: list[tuple[str, list[Mention], Features]] = field(default_factory=list)
    pairs: list[tuple[Pair, Features]] = field(default_factory=list)

    def is_party(self, name: str) -> bool:
        """Tell whether a name, or a longer or shorter form of it, is labelled as a party."""
        wanted = {end.removeprefix(PREFIX) for pair in self.gold for end in pair if end.startswith(PREFIX)}
        return any(x == name or x.startswith(f"{name} ") or name.startswith(f"{x} ") for x in wanted)

    def is_gold(self, pair: Pair) -> bool:
        """Tell whether a pair is labelled, unknown names by a shorter form too."""
        return any(all(any(_is_form(end, far) for far in gold) for end in pair) for gold in self.gold)


def _is_form(found: str, labelled: str) -> bool:
    return found == labelled or (found.startswith(PREFIX) and labelled.startswith(f"{found} "))


def load_examples(
    files: Sequence[Path], organisations: Sequence[Organisation], index: OrganisationIndex
) -> list[Example]:
    """Read the evidence passages of the files as examples without pairs."""
    ids: dict[str, str] = {}
    for organisation in organisations:
        texts = (*organisation.context_aliases, *organisation.former_names, *organisation.aliases)
        ids |= {text: organisation.organisation_id for text in texts if text not in ids}
    ids |= {organisation.name: organisation.organisation_id for organisation in organisations}
    examples = []
    for path in files:
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if row["standing"] != "none":
                gold = {frozenset(ids.get(name, PREFIX + name) for name in party) for party in row["parties"]}
                known = index.find_mentions(row["text"], row["title"] or "")
                examples.append(_add_groups(Example(path.stem, row, known, gold)))
    return examples


def _add_groups(example: Example) -> Example:
    text, title = example.row["text"], example.row["title"] or ""
    for group in names.group_candidates(text, title, example.known):
        name = names.find_longest(group)
        mentions = [Mention(PREFIX + name, c.start, c.end, c.text, c.in_title) for c in group]
        example.groups.append((name, mentions, describe_name(group, text, title, example.known)))
    return example


def add_pairs(examples: Sequence[Example], weights: Features, roles: Mapping[str, str]) -> None:
    """Give each example its pairs, with the unknown names that these weights let through."""
    for example in examples:
        found = [
            m for _, ms, features in example.groups if score_features(features, weights) >= NAME_THRESHOLD for m in ms
        ]
        scene = pairs.set_scene(
            example.row["text"], example.row["title"] or "", (*example.known, *found), roles, weights
        )
        example.pairs = list(iter_features(scene))


def add_rivals(examples: Iterable[Example], weights: Features) -> None:
    """Put the features of the second model in the place of those of the first."""
    for example in examples:
        scores = {pair: score_features(features, weights) for pair, features in example.pairs}
        example.pairs = [
            (pair, {**_drop_words(features), **pairs.describe_rivals(pair, scores)}) for pair, features in example.pairs
        ]


def _drop_words(features: Features) -> dict[str, float]:
    return {name: value for name, value in features.items() if not name.startswith(WORDS)}


def fit(rows: Sequence[tuple[Features, bool]], penalty: float) -> Weights:
    """Return the weights that maximise the penalised likelihood; rare words and tiny weights are left out."""
    counts = Counter(name for features, _ in rows for name, value in features.items() if value)
    kept = {
        name
        for name, count in counts.items()
        if ":" not in name or count >= (LEAST_PAIR_COUNT if name.startswith("pair:") else LEAST_COUNT)
    }
    columns = {name: number for number, name in enumerate(sorted(kept))}
    cells = [
        (row, columns[name], value)
        for row, (features, _) in enumerate(rows)
        for name, value in features.items()
        if value and name in columns
    ]
    rows_at, columns_at, values = (np.array(part) for part in zip(*cells, strict=True))
    matrix = csr_matrix((values, (rows_at, columns_at)), shape=(len(rows), len(columns)))
    weights = _maximise(matrix, np.array([float(is_right) for _, is_right in rows]), penalty)
    return {name: round(float(weights[n]), 2) for name, n in columns.items() if abs(weights[n]) >= LEAST_WEIGHT}


def _maximise(matrix: csr_matrix, labels: npt.NDArray[np.float64], penalty: float) -> npt.NDArray[np.float64]:
    transposed = matrix.T.tocsr()

    def find_loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        logits = matrix @ weights
        loss = np.logaddexp(0, logits).sum() - labels @ logits + penalty / 2 * weights @ weights
        return float(loss), transposed @ (1 / (1 + np.exp(-logits)) - labels) + penalty * weights

    start = np.zeros(matrix.shape[1])
    return np.asarray(minimize(find_loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x)


def fit_names(examples: Iterable[Example]) -> Weights:
    """Learn which unknown names are parties."""
    return fit([(f, example.is_party(name)) for example in examples for name, _, f in example.groups], NAME_PENALTY)


def fit_pairs(examples: Iterable[Example], penalty: float) -> Weights:
    """Learn which pairs hold."""
    return fit([(f, example.is_gold(pair)) for example in examples for pair, f in example.pairs], penalty)


def cross_fit(examples: Sequence[Example], roles: Mapping[str, str]) -> tuple[Weights, Weights]:
    """Give every example the features of the last model, made by models that have not seen its file.

    Returns the weights of the first two models over everything.
    """
    files = sorted({example.file for example in examples})
    folds = [frozenset(files[number::FOLDS]) for number in range(FOLDS)]
    for fold in folds:
        own, others = _split(examples, fold)
        add_pairs(own, fit_names(others), roles)
    first = fit_pairs(examples, FIRST_PENALTY)
    weights = [fit_pairs(_split(examples, fold)[1], FIRST_PENALTY) for fold in folds]
    for fold, fold_weights in zip(folds, weights, strict=True):
        add_rivals(_split(examples, fold)[0], fold_weights)
    return fit_names(examples), first


def _split(examples: Sequence[Example], files: Collection[str]) -> tuple[list[Example], list[Example]]:
    return [e for e in examples if e.file in files], [e for e in examples if e.file not in files]


def _print_cross_validation(examples: Sequence[Example]) -> None:
    files = {example.file for example in examples}
    weights = {file: fit_pairs(_split(examples, {file})[1], SECOND_PENALTY) for file in files}
    for is_seeded_only in (True, False):
        for threshold in THRESHOLDS:
            right = wrong = missed = 0
            for example in examples:
                found = {
                    frozenset(pair)
                    for pair, f in example.pairs
                    if max(score_features(f, weights[example.file]), f["joined"]) >= threshold
                }
                gold = example.gold
                if is_seeded_only:
                    found, gold = (
                        {p for p in some if not any(i.startswith(PREFIX) for i in p)} for some in (found, gold)
                    )
                right, wrong, missed = right + len(found & gold), wrong + len(found - gold), missed + len(gold - found)
            precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            which = "seeded pairs" if is_seeded_only else "all pairs"
            print(f"{which}, threshold {threshold}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


def _write(path: Path, tables: Mapping[str, Weights], count: int) -> None:
    lines = [
        '"""The weights of `names.py` and `pairs.py`; written by `tests/benchmarks/fit_pairs.py`, not by hand.',
        "",
        f"Learnt from {count} authored evidence passages. Chosen over hand-set rules: see `docs/decisions.md`.",
        '"""',
        "",
        "from pactwatch.pair_scoring import parse_weights",
    ]
    for name, weights in tables.items():
        lines += ["", f"{name} = parse_weights(", '    """']
        line = ""
        for entry in (f"{key} {weights[key]}" for key in sorted(weights)):
            if len(line) + len(entry) > 114:
                lines.append(line.rstrip())
                line = ""
            line += entry + "  "
        lines += [line.rstrip(), '    """', ")"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read the arguments, cross-validate, fit on everything and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="JSONL files of labelled passages")
    parser.add_argument("--write", type=Path, help="the module to write, src/pactwatch/pair_weights.py")
    arguments = parser.parse_args()
    organisations = load_organisations()
    index = OrganisationIndex(organisations)
    examples = load_examples(arguments.files, organisations, index)
    name_weights, first = cross_fit(examples, index.roles)
    if arguments.write:
        second = fit_pairs(examples, SECOND_PENALTY)
        tables = {"NAME_WEIGHTS": name_weights, "FIRST_WEIGHTS": first, "SECOND_WEIGHTS": second}
        _write(arguments.write, tables, len(examples))
    _print_cross_validation(examples)


if __name__ == "__main__":
    main()
