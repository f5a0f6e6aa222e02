"""The formulas of the learnt readers: features and weights to a score in 0..1, and back to its logit."""

import math
from collections.abc import Mapping


def score_features(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the logistic score, in 0..1, of a table of features under a table of weights.

    >>> score_features({"bias": 1.0, "near": 1.0}, {"bias": -2.0, "near": 2.0})
    0.5
    """
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-min(60.0, max(-60.0, total))))


def logit(score_0to1: float) -> float:
    """Return the logit of a score, cut off at -14 and 14 where the score is all but 0 or 1."""
    bounded = min(1 - 1e-6, max(1e-6, score_0to1))
    return math.log(bounded / (1 - bounded))


def parse_weights(table: str) -> dict[str, float]:
    """Read a table of weights: names and numbers in turn, with any space between them.

    >>> parse_weights("bias -2.0  near 2.0")
    {'bias': -2.0, 'near': 2.0}
    """
    words = table.split()
    return {name: float(weight) for name, weight in zip(words[::2], words[1::2], strict=True)}
