"""Development figures: micro-F1 by group, evidence AUROC and F1, standing, each with a bootstrap interval.

In: passages with their labels and what a model said of them. Out: plain tables for `metrics.json`. The model's own
decisions are measured (thresholds and the evidence rule included), not the best that could be had.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pactwatch.records import PassageLabels
from pactwatch.taxonomy import Taxonomy
from pactwatch.train.calibrate import expected_calibration_error
from pactwatch.train.passages import LabelledPassage

Numbers = npt.NDArray[Any]

_GROUPS = ("patterns", "signals", "kill_list")
_ROUNDS = 1000
_SEED = 7


def measure(passages: Sequence[LabelledPassage], found: Sequence[PassageLabels], taxonomy: Taxonomy) -> dict[str, Any]:
    """Compare what was found with the labels; every figure carries its 95 % interval over passages drawn anew.

    Returns {count, patterns, signals, kill_list, evidence, standing, by_label}.
    """
    ids = {"patterns": taxonomy.pattern_ids, "signals": taxonomy.signal_ids, "kill_list": taxonomy.kill_list_ids}
    table: dict[str, Any] = {"count": len(passages)}
    by_label: dict[str, Any] = {}
    for group in _GROUPS:
        truth = make_matrix([getattr(passage, group) for passage in passages], ids[group])
        said = make_matrix([getattr(labels, group) for labels in found], ids[group])
        scores = read_scores(found, group, ids[group])
        table[group] = {
            **_with_interval(micro_f1, truth, said),
            "precision": _round(_share(truth * said, said)),
            "recall": _round(_share(truth * said, truth)),
            "average_precision": _round(average_precision(truth.ravel(), scores.ravel())),
            "calibration_error": _round(expected_calibration_error(scores.ravel(), truth.ravel())),
        }
        by_label |= {label: _measure_label(truth[:, i], said[:, i]) for i, label in enumerate(ids[group])}
    table["evidence"] = _measure_evidence(passages, found)
    table["standing"] = _measure_standing(passages, found)
    table["by_label"] = by_label
    return table


def area_under_curve(truth: Numbers, scores: Numbers) -> float:
    """AUROC by ranks, ties counted half; NaN where one class is missing."""
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    positives, negatives = truth.sum(), (1 - truth).sum()
    if not positives or not negatives:
        return float("nan")
    return float((ranks[truth > 0].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def average_precision(truth: Numbers, scores: Numbers) -> float:
    """Mean precision at each positive, in falling order of score; NaN without positives."""
    ranked = truth[np.argsort(-scores, kind="stable")]
    if not ranked.sum():
        return float("nan")
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    return float((precision * ranked).sum() / ranked.sum())


def _measure_evidence(passages: Sequence[LabelledPassage], found: Sequence[PassageLabels]) -> dict[str, Any]:
    truth = np.array([passage.is_evidence for passage in passages], dtype=float)
    said = np.array([labels.is_evidence for labels in found], dtype=float)
    scores = np.array([labels.evidence_score_0to1 for labels in found])
    return {
        **_with_interval(micro_f1, truth, said),
        "auroc": _with_interval(area_under_curve, truth, scores),
        "precision": _round(_share(truth * said, said)),
        "recall": _round(_share(truth * said, truth)),
        "calibration_error": _round(expected_calibration_error(scores, truth)),
        "abstained_share": _round(float(np.mean([labels.in_abstain_band for labels in found]))),
    }


def _measure_standing(passages: Sequence[LabelledPassage], found: Sequence[PassageLabels]) -> dict[str, Any]:
    """Accuracy on true evidence: of the likeliest standing, and of the one given out (`none` where it was missed)."""
    pairs = [(passage, labels) for passage, labels in zip(passages, found, strict=True) if passage.is_evidence]
    truth = np.array([passage.standing for passage, _ in pairs])
    scores = [labels.standing_scores_0to1 for _, labels in pairs]
    likeliest = np.array([max(row, key=row.__getitem__) for row in scores])
    given = np.array([labels.standing for _, labels in pairs])
    return {
        **_with_interval(lambda a, b: float((a == b).mean()), truth, likeliest),
        "as_given_out": _round(float((truth == given).mean())),
    }


def _measure_label(truth: Numbers, said: Numbers) -> dict[str, Any]:
    return {
        "positives": int(truth.sum()),
        "f1": _round(micro_f1(truth, said)),
        "precision": _round(_share(truth * said, said)),
        "recall": _round(_share(truth * said, truth)),
    }


def _with_interval(figure: Callable[[Numbers, Numbers], float], truth: Numbers, said: Numbers) -> dict[str, Any]:
    draws = np.random.default_rng(_SEED).integers(0, len(truth), size=(_ROUNDS, len(truth)))
    drawn = [figure(truth[rows], said[rows]) for rows in draws]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return {"value": _round(figure(truth, said)), "interval_95": [_round(float(low)), _round(float(high))]}


def micro_f1(truth: Numbers, said: Numbers) -> float:
    """F1 over all cells of two 0/1 arrays of one shape; NaN where both are empty."""
    total = truth.sum() + said.sum()
    return float(2 * (truth * said).sum() / total) if total else float("nan")


def _share(part: Numbers, whole: Numbers) -> float:
    return float(part.sum() / whole.sum()) if whole.sum() else float("nan")


def make_matrix(rows: Sequence[Sequence[str]], ids: Sequence[str]) -> Numbers:
    """Return (rows, ids): 1.0 where a row holds the id."""
    return np.array([[label in row for label in ids] for row in rows], dtype=float)


def read_scores(found: Sequence[PassageLabels], group: str, ids: Sequence[str]) -> Numbers:
    """Return (passages, ids): the probabilities that a model gave to the labels of a group."""
    name = f"{group.removesuffix('s')}_scores_0to1"
    return np.array([[getattr(labels, name)[label] for label in ids] for labels in found])


def _round(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 4)
