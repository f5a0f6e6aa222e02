"""Fits what turns raw outputs into labels: Platt scaling, thresholds for F1, abstain band, the standing's temperature.

In: logits of passages that the scoring networks did not train on (cross-validation folds). Out: a `Decision`. A label
with few positives borrows from its group: scaling and threshold are drawn towards the group's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pactwatch.classify import Decision, Scale
from pactwatch.taxonomy import Taxonomy
from pactwatch.train.encoding import STANDINGS, Floats, Logits, Targets

Numbers = npt.NDArray[Any]

# At this many positives a label's own threshold counts as much as its group's.
_BORROWED_POSITIVES = 20.0
_STEPS = 60
# Outside the abstain band at least this share of the decisions on evidence is right.
_CERTAIN_SHARE = 0.97
# Half the width at which the band stops in any case: a reviewer must not be asked about everything.
_WIDEST_BAND = 0.15


@dataclass(frozen=True, slots=True)
class Platt:
    """probability = 1 / (1 + exp(-(slope * logit + intercept)))."""

    slope: float
    intercept: float

    def apply(self, logits: Numbers) -> Numbers:
        """Return probabilities, elementwise."""
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(self.slope * logits + self.intercept, -60, 60))))


def fit_platt(logits: Numbers, truth: Numbers, *, prior: Platt | None = None, prior_weight: float = 0.0) -> Platt:
    """Fit by Newton steps on Platt's smoothed targets (Platt 1999), drawn towards `prior` with `prior_weight`.

    logits, truth: (passages,). The slope stays above 0.05, so that order is never turned round.
    """
    positives, negatives = truth.sum(), (1 - truth).sum()
    wanted = np.where(truth > 0, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    centre = np.array([prior.slope, prior.intercept]) if prior else np.array([1.0, 0.0])
    weight = np.full(2, prior_weight if prior else 1e-3)
    design = np.stack([logits, np.ones_like(logits)], axis=1).astype(np.float64)
    theta = centre.copy()
    for _ in range(_STEPS):
        found = 1.0 / (1.0 + np.exp(-np.clip(design @ theta, -60, 60)))
        gradient = design.T @ (found - wanted) + weight * (theta - centre)
        curvature = (design * (found * (1 - found))[:, None]).T @ design + np.diag(weight + 1e-6)
        step = np.linalg.solve(curvature, gradient)
        theta = theta - np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-8:
            break
    return Platt(slope=max(0.05, float(theta[0])), intercept=float(theta[1]))


def find_threshold(probabilities: Numbers, truth: Numbers) -> float:
    """Return the probability at which F1 is highest; the middle between two scores, so that ties do not matter."""
    order = np.argsort(-probabilities, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    ranked = probabilities[order]
    # Between two equal scores nothing can be cut.
    f1[:-1][ranked[:-1] == ranked[1:]] = -1.0
    best = int(np.argmax(f1))
    upper = probabilities[order[best]]
    lower = probabilities[order[best + 1]] if best + 1 < len(order) else 0.0
    return float((upper + lower) / 2)


def fit_group(logits: Floats, truth: Floats) -> list[Scale]:
    """Fit one scale per column. logits, truth: (passages, labels of one group).

    The group's fit pools all its columns; each label starts there and moves as far as its own positives carry it.
    """
    shared = fit_platt(logits.ravel(), truth.ravel())
    shared_threshold = find_threshold(shared.apply(logits.ravel()), truth.ravel())
    scales = []
    for column in range(logits.shape[1]):
        own, wanted = logits[:, column], truth[:, column]
        platt = fit_platt(own, wanted, prior=shared, prior_weight=2.0)
        count = float(wanted.sum())
        share = count / (count + _BORROWED_POSITIVES)
        threshold = share * find_threshold(platt.apply(own), wanted) + (1 - share) * shared_threshold
        scales.append(Scale(platt.slope, platt.intercept, float(np.clip(threshold, 0.02, 0.98))))
    return scales


def fit_decision(logits: Logits, targets: Targets, taxonomy: Taxonomy, *, token_limit: int) -> Decision:
    """Fit everything on held-out logits, rows as in `targets`."""
    first, second = len(taxonomy.pattern_ids), len(taxonomy.pattern_ids) + len(taxonomy.signal_ids)
    columns = (slice(0, first), slice(first, second), slice(second, None))
    groups = [fit_group(logits.labels[:, part], targets.labels[:, part]) for part in columns]
    evidence = fit_platt(logits.evidence, targets.evidence)
    scores = evidence.apply(logits.evidence)
    threshold = find_threshold(scores, targets.evidence)
    is_evidence = targets.evidence > 0
    return Decision(
        patterns=dict(zip(taxonomy.pattern_ids, groups[0], strict=True)),
        signals=dict(zip(taxonomy.signal_ids, groups[1], strict=True)),
        moves=dict(zip(taxonomy.kill_list_ids, groups[2], strict=True)),
        move_patterns={move.move_id: move.pattern_id for move in taxonomy.kill_list},
        evidence=Scale(evidence.slope, evidence.intercept, threshold),
        abstain_band_0to1=_find_abstain_band(scores, targets.evidence, threshold),
        standings=STANDINGS,
        standing_temperature=_fit_temperature(logits.standing[is_evidence], targets.standing[is_evidence]),
        token_limit=token_limit,
    )


def expected_calibration_error(probabilities: Numbers, truth: Numbers, *, bin_count: int = 10) -> float:
    """Mean gap between probability and share of positives over equally wide bins, weighted by their size."""
    bins = np.minimum((probabilities * bin_count).astype(int), bin_count - 1)
    gaps = [
        abs(probabilities[bins == number].mean() - truth[bins == number].mean()) * (bins == number).mean()
        for number in range(bin_count)
        if (bins == number).any()
    ]
    return float(sum(gaps))


def _find_abstain_band(scores: Numbers, truth: Numbers, threshold: float) -> tuple[float, float]:
    """Widen the band around the threshold until what lies outside is right often enough, or the band at its widest."""
    low, high = threshold, threshold
    for width in np.linspace(0.0, _WIDEST_BAND, 16):
        low, high = max(0.0, threshold - width), min(1.0, threshold + width)
        outside = (scores < low) | (scores >= high)
        if outside.any() and ((scores >= high) == (truth > 0))[outside].mean() >= _CERTAIN_SHARE:
            break
    return float(low), float(high)


def _fit_temperature(logits: Floats, truth: Sequence[int] | Numbers) -> float:
    """Choose the softmax temperature with the lowest log loss (Guo et al., arXiv:1706.04599)."""
    temperatures = np.geomspace(0.25, 8.0, 61)
    losses = []
    for temperature in temperatures:
        scaled = logits / temperature
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        log_share = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        losses.append(-log_share[np.arange(len(logits)), truth].mean())
    return float(temperatures[int(np.argmin(losses))])
