"""Reads the amounts of a passage: money, power, chips, stakes, shares of revenue, seats, durations and end dates.

In: a passage's text and, for dates that lean on it, the publication day. Out: `Term` records in the order of the text,
with full numbers, ISO currencies and the words as written ("up to" included). `amounts.py` and `durations.py` find
every amount; a learnt scorer decides which are terms of the deal and of which kind. Growth rates, margins, market
values and prices stay out or go to `other`; nothing is computed from two figures.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import get_args

from pactwatch.amounts import MOST_PER_READER, Candidate, Group, iter_amounts
from pactwatch.durations import iter_end_dates, iter_spans
from pactwatch.records import Term, TermKind
from pactwatch.term_features import describe
from pactwatch.term_scorer import MODELS, score_kinds

_ONLY_KIND: Mapping[Group, TermKind] = {
    "power": "power",
    "chips": "chips",
    "stock": "stake",
    "seats": "other",
    "span": "duration",
    "end": "duration",
}
# The likeliest kind counts from this chance on: the best of 0.3 to 0.5 by F1 in the cross-validation of `fit_terms.py`.
_LEAST_CHANCE_0TO1 = 0.4
# A paragraph holds some dozens at most; a page of figures must not cost minutes.
_MOST_AMOUNTS = 200


def find_terms(text: str, published: date | None = None) -> tuple[Term, ...]:
    """Find the amounts in `text`, in its order; `text[start_char:end_char] == as_written` for each.

    Values are full numbers (4000000000, not "4bn"), months as years (0.5); an end date is an ISO prefix with the unit
    `end-date`. With `published`, end dates already past are left out and "the end of the year" gets its year.

    >>> [(term.kind, term.value, term.unit) for term in find_terms("It will invest up to $4bn over three years.")]
    [('investment', 4000000000.0, 'USD'), ('duration', 3.0, 'years')]
    """
    candidates = find_candidates(text, published)
    kinds = _choose_kinds(text, candidates)
    return tuple(
        Term(kind, a.value, a.unit, text[a.start : a.end], a.start, a.end)
        for a in candidates
        if (kind := kinds[a.value, a.unit])
    )


def find_candidates(text: str, published: date | None) -> list[Candidate]:
    """Return every amount, span and date to come in the order of the text."""
    found = list(iter_amounts(text))
    taken = bytearray(len(text))
    for reader in (iter(found), iter_spans(text), iter_end_dates(text, published)):
        free = [a for a in islice(reader, MOST_PER_READER) if not any(taken[a.start : a.end])]
        found += [amount for amount in free if amount.group in ("span", "end")]
        for amount in free:
            taken[amount.start : amount.end] = b"\x01" * (amount.end - amount.start)
    return sorted(found, key=lambda amount: (amount.start, amount.end))[:_MOST_AMOUNTS]


def _choose_kinds(text: str, candidates: Sequence[Candidate]) -> dict[tuple[float | str, str], TermKind | None]:
    """Decide once for each value: an amount named twice is the same amount, and its clearest mention counts."""
    chances: dict[tuple[float | str, str], dict[str, float]] = {}
    for candidate in candidates:
        scores = _score(text, candidate, candidates)
        merged = chances.setdefault((candidate.value, candidate.unit), {})
        for kind, chance in scores.items():
            merged[kind] = max(merged.get(kind, 0.0), chance)
    chosen: dict[tuple[float | str, str], TermKind | None] = {}
    for key, merged in chances.items():
        best = max(get_args(TermKind), key=lambda kind: merged.get(kind, 0.0))
        chosen[key] = best if merged.get(best, 0.0) >= _LEAST_CHANCE_0TO1 else None
    return chosen


def _score(text: str, candidate: Candidate, candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return the chance of each kind."""
    only = _ONLY_KIND.get(candidate.group)
    if only and candidate.group not in MODELS:
        return {only: 1.0}
    scores = score_kinds(candidate.group, describe(text, candidate, candidates))
    return {only: 1 - scores["none"]} if only else scores
