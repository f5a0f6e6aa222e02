"""Learns the weights of `pactwatch.terms` from labelled passages and writes `src/pactwatch/term_weights.py`.

One multinomial logistic regression for each model of `term_scorer.MODELS`, with an L1 penalty (few features stay) and a
small L2 penalty, by accelerated proximal gradient. Prints precision, recall and F1 of cross-validation, a file of
passages left out at a time, before it writes anything.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pactwatch.amounts import Candidate
from pactwatch.term_features import describe
from pactwatch.term_scorer import MODELS, STEP
from pactwatch.terms import find_candidates

LEAST_COUNT = 3
SENTENCE_DAY = date(2026, 6, 1)
_MARK = re.compile(r"\[(\w+)\|([^\]]+)\]")
# Tried in cross-validation: L1 0.3, 0.6 and 1, L2 0.3, 1 and 3, least count 3 and 5; all within a point of F1.
L1, L2, ROUNDS = 0.6, 1.0, 400
LEAST_CHANCES = (0.3, 0.35, 0.4, 0.45, 0.5)
KINDS = {
    "money": ("none", "investment", "compute", "revenue", "valuation", "other"),
    "share": ("none", "stake", "revenue", "other"),
    "count": ("none", "counts"),
    "span": ("none", "counts"),
    "end": ("none", "counts"),
}
Matrix = npt.NDArray[np.float64]
Key = tuple[float | str, str]
Weights = dict[str, dict[str, Matrix]]


class Example(NamedTuple):
    """One candidate: its passage, model, value, features and what it is."""

    passage: str
    model: str
    key: Key
    features: list[str]
    kind: str


def load_examples(path: Path) -> list[Example]:
    """Read the candidates of the evidence passages of one file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [example for row in rows if row["standing"] != "none" for example in _read_row(row)]


def _read_row(row: dict[str, Any]) -> list[Example]:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    labels = {_key(term["value"], term["unit"].split(" per ")[0]): term["kind"] for term in row["terms"]}
    candidates = find_candidates(row["text"], published)
    return [_make_example(row, c, candidates, labels) for c in candidates if c.group in MODELS]


def _make_example(
    row: dict[str, Any], candidate: Candidate, candidates: Sequence[Candidate], labels: Mapping[Key, str]
) -> Example:
    key, model = _key(candidate.value, candidate.unit), MODELS[candidate.group]
    kind = labels.get(key, "none")
    if kind not in KINDS[model]:
        kind = "none" if kind == "none" or "counts" not in KINDS[model] else "counts"
    return Example(row["id"], model, key, describe(row["text"], candidate, candidates), kind)


def load_sentences() -> list[Example]:
    """Read the plain sentences as examples; an amount counts by the mark that it overlaps."""
    lines = Path(__file__).with_name("term_sentences.txt").read_text(encoding="utf-8").splitlines()
    return [example for line in lines if not line.startswith("#") for example in _read_sentence(line)]


def _read_sentence(line: str) -> list[Example]:
    text, marks = "", []
    for place, part in enumerate(_MARK.split(line)):
        if place % 3 == 1:
            kind = part
        else:
            if place % 3 == 2:
                marks.append((kind, len(text), len(text) + len(part)))
            text += part
    examples = []
    candidates = find_candidates(text, SENTENCE_DAY)
    for candidate in (c for c in candidates if c.group in MODELS):
        kind = next((k for k, start, end in marks if start < candidate.end and candidate.start < end), "none")
        key = _key(candidate.value, candidate.unit)
        examples.append(_make_example({"id": line, "text": text}, candidate, candidates, {key: kind}))
    return examples


def _key(value: float | str, unit: str) -> Key:
    if unit == "end-date":
        return str(value), unit
    return (round(float(value) / 12, 2), "years") if unit == "months" else (round(float(value), 2), unit)


def fit(examples: Sequence[Example], kinds: Sequence[str]) -> dict[str, Matrix]:
    """Return a row of weights, one for each kind, for every feature that matters."""
    counts = Counter(feature for example in examples for feature in example.features)
    names = sorted(name for name, count in counts.items() if count >= LEAST_COUNT)
    places = {name: place for place, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)))
    for row, example in enumerate(examples):
        matrix[row, [places[name] for name in example.features if name in places]] = 1.0
    labels = np.array([[float(example.kind == kind) for kind in kinds] for example in examples])
    weights = _descend(matrix, labels)
    return {name: weights[place] for name, place in places.items() if np.abs(weights[place]).max() >= STEP / 2}


def _descend(matrix: Matrix, labels: Matrix) -> Matrix:
    """Minimise the penalised loss by FISTA (https://doi.org/10.1137/080716542)."""
    step = 1 / (0.5 * float(np.linalg.norm(matrix, 2)) ** 2 + L2)
    weights = momentum = np.zeros((matrix.shape[1], labels.shape[1]))
    pace = 1.0
    for _ in range(ROUNDS):
        logits = matrix @ momentum
        parts = np.exp(logits - logits.max(axis=1, keepdims=True))
        slope = matrix.T @ (parts / parts.sum(axis=1, keepdims=True) - labels) + L2 * momentum
        moved = momentum - step * slope
        moved = np.sign(moved) * np.maximum(np.abs(moved) - step * L1, 0)
        next_pace = (1 + np.sqrt(1 + 4 * pace**2)) / 2
        momentum = moved + (pace - 1) / next_pace * (moved - weights)
        weights, pace = moved, next_pace
    return weights


def fit_all(examples: Sequence[Example]) -> Weights:
    """Fit every model on its own examples."""
    return {model: fit([e for e in examples if e.model == model], kinds) for model, kinds in KINDS.items()}


def score(example: Example, weights: Weights) -> Matrix:
    """Return the probability of each kind of the example's model."""
    table = weights[example.model]
    rows = [table[feature] for feature in example.features if feature in table]
    total = np.sum(rows, axis=0) if rows else np.zeros(len(KINDS[example.model]))
    parts = np.exp(total - total.max())
    return np.asarray(parts / parts.sum())


def measure(examples: Sequence[Example], weights: Weights, least_chance: float) -> dict[str, Matrix]:
    """Count (right, wrong, missed) values for each model, a value of a passage once."""
    merged: dict[tuple[str, str, Key], tuple[Matrix, str]] = {}
    for example in examples:
        chances = score(example, weights)
        place = (example.passage, example.model, example.key)
        merged[place] = (np.maximum(merged[place][0], chances) if place in merged else chances, example.kind)
    counts = {model: np.zeros(3) for model in KINDS}
    for (_, model, _), (chances, kind) in merged.items():
        best = 1 + int(chances[1:].argmax())
        found = KINDS[model][best] if chances[best] >= least_chance else "none"
        right, is_found, is_label = found == kind != "none", found != "none", kind != "none"
        counts[model] += (right, is_found and not right, is_label and not right)
    return counts


def _print_cross_validation(files: Mapping[str, list[Example]]) -> None:
    totals = {(chance, model): np.zeros(3) for chance in LEAST_CHANCES for model in (*KINDS, "all")}
    plain = load_sentences()
    for left_out in files:
        weights = fit_all([e for name, some in files.items() if name != left_out for e in some] + plain)
        for chance in LEAST_CHANCES:
            for model, counts in measure(files[left_out], weights, chance).items():
                totals[chance, model] += counts
                totals[chance, "all"] += counts
    for (chance, model), (right, wrong, missed) in totals.items():
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"least chance {chance}, {model:<6} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


def _write(path: Path, weights: Weights, count: int) -> None:
    lines = [
        '"""The weights of `term_scorer.py`; written by `tests/benchmarks/fit_terms.py`, not by hand.',
        "",
        f"Learnt from {count} amounts in authored evidence passages. A table holds names and weights by turns:",
        "one weight for each kind of the model, in hundredths, empty where it is 0.",
        '"""',
        "",
        "KINDS: dict[str, tuple[str, ...]] = {",
        *(f"    {model!r}: {kinds!r}," for model, kinds in KINDS.items()),
        "}",
        "",
        "TABLES: dict[str, tuple[str, ...]] = {",
    ]
    for model, table in weights.items():
        lines += [f'    "{model}": (', *(f"        {line!r}," for line in _wrap(table)), "    ),"]
    path.write_text("\n".join([*lines, "}"]) + "\n", encoding="utf-8")


def _wrap(table: Mapping[str, Matrix]) -> list[str]:
    """Return the table in lines of about 105 characters."""
    lines = [""]
    for name in sorted(table):
        numbers = [round(float(weight) / STEP) for weight in table[name]]
        pair = f"{name} {','.join(str(number) if number else '' for number in numbers)}"
        if len(lines[-1]) + len(pair) > 104:
            lines.append("")
        lines[-1] = f"{lines[-1]} {pair}".strip()
    return lines


def main() -> None:
    """Read the arguments, cross-validate, fit on everything and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="JSONL files of labelled passages")
    parser.add_argument("--write", type=Path, help="the module to write, src/pactwatch/term_weights.py")
    arguments = parser.parse_args()
    files = {path.stem: load_examples(path) for path in arguments.files}
    _print_cross_validation(files)
    if arguments.write:
        examples = [example for some in files.values() for example in some] + load_sentences()
        _write(arguments.write, fit_all(examples), len(examples))


if __name__ == "__main__":
    main()
