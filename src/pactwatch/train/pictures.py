"""Draws `calibration.svg`: for each group of labels, how often a label is right against how sure the model was.

In: passages with labels and what a model said of them. Out: one SVG, reliability diagrams side by side with the
expected calibration error (Guo et al., arXiv:1706.04599) of each.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pactwatch.records import PassageLabels
from pactwatch.taxonomy import Taxonomy
from pactwatch.train.calibrate import expected_calibration_error
from pactwatch.train.metrics import make_matrix, read_scores
from pactwatch.train.passages import LabelledPassage

Numbers = npt.NDArray[Any]

CALIBRATION_FILE = "calibration.svg"
_BINS = 10
# A bin of fewer scores than this says little; it is drawn pale.
_FEW = 20


def draw_calibration(
    folder: Path, passages: Sequence[LabelledPassage], found: Sequence[PassageLabels], taxonomy: Taxonomy
) -> Path:
    """Write the picture into the model folder and return its path."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    # Without these the same picture differs from run to run.
    mpl.rcParams.update({"svg.hashsalt": "pactwatch", "font.size": 9})
    groups = _collect(passages, found, taxonomy)
    figure = Figure(figsize=(3.0 * len(groups), 3.4), layout="constrained")
    for axes, (name, (scores, truth)) in zip(figure.subplots(1, len(groups)), groups.items(), strict=True):
        _draw_group(axes, name, scores, truth)
    path = folder / CALIBRATION_FILE
    figure.savefig(path, format="svg", metadata={"Date": None})
    return path


def _collect(
    passages: Sequence[LabelledPassage], found: Sequence[PassageLabels], taxonomy: Taxonomy
) -> dict[str, tuple[Numbers, Numbers]]:
    groups: dict[str, tuple[Numbers, Numbers]] = {
        "evidence": (
            np.array([labels.evidence_score_0to1 for labels in found]),
            np.array([float(passage.is_evidence) for passage in passages]),
        )
    }
    for name, ids in (
        ("patterns", taxonomy.pattern_ids),
        ("signals", taxonomy.signal_ids),
        ("kill_list", taxonomy.kill_list_ids),
    ):
        truth = make_matrix([getattr(passage, name) for passage in passages], ids)
        groups[name.replace("_", " ")] = (read_scores(found, name, ids).ravel(), truth.ravel())
    return groups


def _draw_group(axes: Any, name: str, scores: Numbers, truth: Numbers) -> None:
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    for number in range(_BINS):
        inside = bins == number
        if inside.any():
            colour = "#2f6f8f" if inside.sum() >= _FEW else "#bcd3de"
            axes.bar((number + 0.5) / _BINS, truth[inside].mean(), width=0.9 / _BINS, color=colour)
    axes.plot([0, 1], [0, 1], color="#888888", linewidth=0.8, linestyle="--")
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="probability given", title=name, aspect="equal")
    axes.set_ylabel("share that is right" if name == "evidence" else "")
    error = expected_calibration_error(scores, truth)
    axes.text(0.04, 0.93, f"ECE {error:.3f}\n{len(scores)} scores", va="top")
