"""Learns the weights of `pactwatch.dates` from labelled passages and writes `src/pactwatch/date_weights.py`.

Logistic regression with an L2 penalty by Newton's method. Prints precision, recall and F1 with one file left out at a
time before it writes anything. Run with OMP_NUM_THREADS=1.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pactwatch.date_features import RULED_OUT, Features, describe_forms
from pactwatch.date_forms import DateForm, iter_forms
from pactwatch.dates import score_features

PENALTY, BIAS_PENALTY = 6.0, 0.01
FEWEST = 5  # a feature seen less often is left out
THRESHOLDS_0TO1 = (0.31, 0.34, 0.37, 0.4, 0.43, 0.46)
Weights = dict[str, float]


class Example(NamedTuple):
    """One evidence passage: its dates, the features of each, and the values that the label names."""

    forms: list[DateForm]
    features: list[Features]
    gold: set[str]


def load_examples(path: Path) -> list[Example]:
    """Read the evidence passages of a JSONL file as examples."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [_make_example(row) for row in rows if row["standing"] != "none"]


def _make_example(row: dict[str, Any]) -> Example:
    text, title = row["text"], row["title"] or ""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    forms = sorted(iter_forms(text, published, title), key=lambda form: form.start_char)
    return Example(forms, describe_forms(text, title, published, forms), set(row["event_dates"]))


def fit(examples: Sequence[Example]) -> Weights:
    """Return the weights that maximise the penalised likelihood over every date of every example."""
    rows = [
        (features, form.reading.value in example.gold)
        for example in examples
        for form, features in zip(example.forms, example.features, strict=True)
        if not any(features.get(name) for name in RULED_OUT)
    ]
    seen = Counter(name for features, _ in rows for name in features)
    names = sorted(name for name, count in seen.items() if count >= FEWEST)
    matrix = np.array([[features.get(name, 0.0) for name in names] for features, _ in rows])
    labels = np.array([float(is_event) for _, is_event in rows], dtype=np.float64)
    penalty = np.array([BIAS_PENALTY if name == "bias" else PENALTY for name in names])
    weights: npt.NDArray[np.float64] = np.zeros(len(names))
    for _ in range(100):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (chance - labels) + penalty * weights
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty)
        weights = weights - np.linalg.solve(curve, slope)
        if np.abs(slope).max() < 1e-8:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def measure(examples: Sequence[Example], weights: Weights, threshold_0to1: float) -> npt.NDArray[np.int64]:
    """Count (right, wrong, missed) values."""
    counts = np.zeros(3, dtype=np.int64)
    for example in examples:
        found = {
            form.reading.value
            for form, features in zip(example.forms, example.features, strict=True)
            if score_features(features, weights) >= threshold_0to1
        }
        counts += (len(found & example.gold), len(found - example.gold), len(example.gold - found))
    return counts


def _print_cross_validation(files: Sequence[Sequence[Example]]) -> None:
    counts = {threshold: np.zeros(3, dtype=np.int64) for threshold in THRESHOLDS_0TO1}
    for left_out, examples in enumerate(files):
        weights = fit([example for i, others in enumerate(files) if i != left_out for example in others])
        for threshold in THRESHOLDS_0TO1:
            counts[threshold] += measure(examples, weights, threshold)
    for threshold, (right, wrong, missed) in counts.items():
        precision, recall = right / (right + wrong), right / (right + missed)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"threshold {threshold}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


def _write(path: Path, weights: Weights, count: int) -> None:
    lines = [
        '"""The weights of `dates.py`; written by `tests/benchmarks/fit_dates.py`, not by hand.',
        "",
        f"Learnt from the dates of {count} authored evidence passages.",
        '"""',
        "",
        "WEIGHTS: dict[str, float] = {",
        *(f'    "{name}": {weights[name]},' for name in sorted(weights)),
        "}",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read the arguments, cross-validate, fit on everything and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="JSONL files of labelled passages")
    parser.add_argument("--write", type=Path, help="the module to write, src/pactwatch/date_weights.py")
    arguments = parser.parse_args()
    files = [load_examples(path) for path in arguments.files]
    if len(files) > 1:
        _print_cross_validation(files)
    if arguments.write:
        examples = [example for examples in files for example in examples]
        _write(arguments.write, fit(examples), len(examples))


if __name__ == "__main__":
    main()
