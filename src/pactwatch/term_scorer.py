"""Scores what an amount is, by weights learnt from labelled passages.

In: the features of a candidate (`term_features.py`). Out: a probability for each kind that its group allows and for
`none`. The weights stand in `term_weights.py`; `tests/benchmarks/fit_terms.py` learns them.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache

from pactwatch.amounts import Group
from pactwatch.term_weights import KINDS, TABLES

# Groups of which nearly every amount counts are not scored: chips and power are, share counts and seats are not.
MODELS: Mapping[Group, str] = {
    "money": "money",
    "share": "share",
    "power": "count",
    "chips": "count",
    "span": "span",
    "end": "end",
}
# Weights are stored as whole numbers of this fraction.
STEP = 0.01


def score_kinds(group: Group, features: Sequence[str]) -> dict[str, float]:
    """Return the probability of each kind, in 0..1, summing to 1."""
    name = MODELS[group]
    kinds, table = KINDS[name], _load_table(name)
    totals = [0.0] * len(kinds)
    for feature in features:
        for place, weight in table.get(feature, ()):
            totals[place] += weight
    top = max(totals)
    parts = [math.exp(total - top) for total in totals]
    return {kind: part / sum(parts) for kind, part in zip(kinds, parts, strict=True)}


@cache
def _load_table(name: str) -> dict[str, tuple[tuple[int, float], ...]]:
    """Read the weights of one model: names and comma-separated weights by turns, an empty weight is 0."""
    words = " ".join(TABLES[name]).split()
    return {
        feature: tuple((place, int(weight) * STEP) for place, weight in enumerate(weights.split(",")) if weight)
        for feature, weights in zip(words[::2], words[1::2], strict=True)
    }
