"""Compares two models on the same passages and says whether the second is better.

In: passages with labels and what two models said of them. Out: a `Comparison`, with a sentence per reason. Intervals
are of the paired difference: both models are measured on the same passages drawn anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pactwatch.records import PassageLabels
from pactwatch.taxonomy import Taxonomy
from pactwatch.train.metrics import area_under_curve, make_matrix, micro_f1
from pactwatch.train.passages import LabelledPassage

Numbers = npt.NDArray[Any]

# A figure may fall by this much for the sake of the others; more is a loss that users would see.
TOLERATED_FALL = 0.01
_ROUNDS, _SEED = 1000, 7


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure under both models; the interval holds 95 % of the paired differences."""

    name: str
    current: float
    candidate: float
    difference_interval_95: tuple[float, float]

    @property
    def difference(self) -> float:
        """Candidate minus current."""
        return self.candidate - self.current


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on `count` passages; `reasons` say in words why the candidate is better or not."""

    count: int
    changes: tuple[FigureChange, ...]
    is_better: bool
    reasons: tuple[str, ...]

    def keeps(self, name: str) -> bool:
        """Whether the candidate's figure is at most a tolerated fall below the current one."""
        return all(change.difference >= -TOLERATED_FALL for change in self.changes if change.name == name)

    def to_table(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "passages": self.count,
            "is_better": self.is_better,
            "reasons": list(self.reasons),
            "figures": {
                change.name: {
                    "current": round(change.current, 4),
                    "candidate": round(change.candidate, 4),
                    "difference_interval_95": [round(value, 4) for value in change.difference_interval_95],
                }
                for change in self.changes
            },
        }


def compare_models(
    passages: Sequence[LabelledPassage],
    current: Sequence[PassageLabels],
    candidate: Sequence[PassageLabels],
    taxonomy: Taxonomy,
) -> Comparison:
    """Compare what two models said of the passages.

    The candidate is better when patterns and signals together gain and no figure falls by more than `TOLERATED_FALL`.
    """
    figures = _list_figures(passages, taxonomy)
    draws = np.random.default_rng(_SEED).integers(0, len(passages), size=(_ROUNDS, len(passages)))
    changes = tuple(_compare_figure(name, figure, current, candidate, draws) for name, figure in figures)
    gain = sum(change.difference for change in changes if change.name in ("patterns", "signals"))
    fallen = [change for change in changes if change.difference < -TOLERATED_FALL]
    reasons = [f"patterns and signals together change by {gain:+.3f}"]
    reasons += [f"{change.name} falls from {change.current:.3f} to {change.candidate:.3f}" for change in fallen]
    return Comparison(len(passages), changes, gain > 0 and not fallen, tuple(reasons))


Figure = Callable[[Sequence[PassageLabels]], Callable[[Numbers], float]]


def _list_figures(passages: Sequence[LabelledPassage], taxonomy: Taxonomy) -> list[tuple[str, Figure]]:
    is_evidence = np.array([passage.is_evidence for passage in passages], dtype=float)
    standings = np.array([passage.standing for passage in passages])

    def labels_of(group: str, ids: Sequence[str]) -> Figure:
        truth = make_matrix([getattr(passage, group) for passage in passages], ids)

        def prepare(found: Sequence[PassageLabels]) -> Callable[[Numbers], float]:
            said = make_matrix([getattr(labels, group) for labels in found], ids)
            return lambda rows: micro_f1(truth[rows], said[rows])

        return prepare

    def evidence(found: Sequence[PassageLabels]) -> Callable[[Numbers], float]:
        said = np.array([labels.is_evidence for labels in found], dtype=float)
        return lambda rows: micro_f1(is_evidence[rows], said[rows])

    def ranking(found: Sequence[PassageLabels]) -> Callable[[Numbers], float]:
        scores = np.array([labels.evidence_score_0to1 for labels in found])
        return lambda rows: area_under_curve(is_evidence[rows], scores[rows])

    def standing(found: Sequence[PassageLabels]) -> Callable[[Numbers], float]:
        said = np.array([labels.standing for labels in found])

        def share(rows: Numbers) -> float:
            kept = rows[is_evidence[rows] > 0]
            return float((said[kept] == standings[kept]).mean()) if len(kept) else float("nan")

        return share

    return [
        ("patterns", labels_of("patterns", taxonomy.pattern_ids)),
        ("signals", labels_of("signals", taxonomy.signal_ids)),
        ("evidence", evidence),
        ("evidence_auroc", ranking),
        ("standing", standing),
    ]


def _compare_figure(
    name: str,
    figure: Figure,
    current: Sequence[PassageLabels],
    candidate: Sequence[PassageLabels],
    draws: Numbers,
) -> FigureChange:
    first, second = figure(current), figure(candidate)
    every = np.arange(draws.shape[1])
    differences = [second(rows) - first(rows) for rows in draws]
    low, high = np.nanpercentile(differences, [2.5, 97.5])
    return FigureChange(name, first(every), second(every), (float(low), float(high)))
