"""Chooses which of the mentioned organisations the passage's relation holds between.

In: text, title, the mentions of both, each organisation's role. Out: `PartyPair` records with a score. Regulators,
courts and the outlets that report are never parties. Two small linear models weigh where two names stand to each other
(`pair_features.py`) and then against the passage's other pairs; their weights (`pair_weights.py`) are learnt from
authored passages and were chosen over hand-set rules by measurement.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from pactwatch.pair_features import Place, Scene, iter_features
from pactwatch.pair_name_features import Candidate, describe_name
from pactwatch.pair_nouns import find_nouns
from pactwatch.pair_scoring import logit, score_features
from pactwatch.pair_weights import FIRST_WEIGHTS, NAME_WEIGHTS, SECOND_WEIGHTS
from pactwatch.records import Mention, PartyPair

_NEVER_PARTIES = frozenset({"regulator", "court"})
_MAX_ORGANISATIONS = 24
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\bU\.S\.)(?<!\bInc\.)(?<!\bCorp\.)['\"”’)]*\s+(?=[\"“‘'(]?[A-Z0-9])|\n+")
_REPORTS_AFTER = re.compile(
    r"^(?:['’]s)?\s(?:has\s|had\s|first\s|newspaper\s|magazine\s)?(?:reported|reports|wrote|writes"
    r"|learned|understands|has learnt)\b"
)
_REPORTS_BEFORE = re.compile(
    r"(?i)(?:\btold|\bcited by|\baccording to|\binterview with|\bseen by|\breported by|\breport "
    r"in|\breport by|\btell|\btells|\bquoted by|\bfirst reported by|\bsaid on)\s(?:the\s)?$"
)
_REPORTING_ROLES = frozenset({"publisher"})

Pair = tuple[str, str]


def find_pairs(
    text: str, title: str, mentions: Sequence[Mention], roles: Mapping[str, str], *, threshold_0to1: float = 0.4
) -> tuple[PartyPair, ...]:
    """Return the pairs that score at least the threshold, best first; `roles` maps organisation ids to roles.

    Ids that `roles` does not hold are read as unknown organisations. A pair that only the title names counts where the
    passage speaks of it. The default threshold gave the best F1 in cross-validation (see `pair_weights.py`).
    """
    first = iter_features(set_scene(text, title, mentions, roles))
    scores = {pair: score_features(features, FIRST_WEIGHTS) for pair, features in first}
    second = [(pair, {**features, **describe_rivals(pair, scores)}) for pair, features in first]
    scored = [
        PartyPair((min(pair), max(pair)), round(max(score_features(features, SECOND_WEIGHTS), features["joined"]), 4))
        for pair, features in second
    ]
    chosen = [pair for pair in scored if pair.score_0to1 >= threshold_0to1]
    return tuple(sorted(chosen, key=lambda pair: (-pair.score_0to1, pair.organisation_ids)))


def describe_rivals(pair: Pair, scores: Mapping[Pair, float]) -> dict[str, float]:
    """Say how a pair stands against the other pairs: two that both hang on a third rarely hold between them."""
    own = scores[pair]
    by_end: dict[str, dict[str, float]] = {pair[0]: {}, pair[1]: {}}
    for (one, other), score in scores.items():
        for end, far in ((one, other), (other, one)):
            if end in by_end and far not in pair:
                by_end[end][far] = score
    best_a, best_b = (max(by_end[end].values(), default=0.0) for end in pair)
    triangle = max((min(score, by_end[pair[1]].get(far, 0.0)) for far, score in by_end[pair[0]].items()), default=0.0)
    best = max(scores.values())
    return {
        "own": own,
        "triangle": triangle,
        "weaker_than_triangle": float(triangle > own),
        "best_other": max(best_a, best_b),
        "best_of_weaker_end": min(best_a, best_b),
        "is_best": float(own >= best),
        "best_of_all": best,
        "best_of_one_end": float(own >= min(best_a, best_b)),
        "best_of_both_ends": float(own >= max(best_a, best_b)),
        "own_logit": max(-4.0, min(4.0, logit(own))) / 4,
    }


def set_scene(
    text: str,
    title: str,
    mentions: Sequence[Mention],
    roles: Mapping[str, str],
    name_weights: Mapping[str, float] = NAME_WEIGHTS,
) -> Scene:
    """Put the organisations that may be parties where they stand, named or meant by a noun."""
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    names = place_parties(text, title, mentions, roles, starts=starts)
    places = {identifier: list(found) for identifier, found in names.items()}
    for identifier, start, end in find_nouns(text, names, roles):
        places[identifier].append(Place(bisect_right(starts, start) - 1, start, end, is_name=False))
    return Scene(text, title, places, roles, _rate_names(text, title, mentions, roles, name_weights))


def place_parties(
    text: str, title: str, mentions: Sequence[Mention], roles: Mapping[str, str], *, starts: Sequence[int]
) -> dict[str, list[Place]]:
    """Group the mentions that may be parties by organisation, in the order of first appearance in the text."""
    places: dict[str, list[Place]] = {}
    for mention in sorted(mentions, key=lambda found: (found.in_title, found.start_char)):
        role = roles.get(mention.organisation_id, "")
        if role in _NEVER_PARTIES or (role in _REPORTING_ROLES and _is_reporter(text, title, mention)):
            continue
        sentence = -1 if mention.in_title else bisect_right(starts, mention.start_char) - 1
        places.setdefault(mention.organisation_id, []).append(Place(sentence, mention.start_char, mention.end_char))
    ranked = sorted(places, key=lambda identifier: -len(places[identifier]))[:_MAX_ORGANISATIONS]
    return {identifier: found for identifier, found in places.items() if identifier in ranked}


def _rate_names(
    text: str, title: str, mentions: Sequence[Mention], roles: Mapping[str, str], weights: Mapping[str, float]
) -> dict[str, float]:
    """Return how sure each name is that nobody has seeded."""
    known = [mention for mention in mentions if roles.get(mention.organisation_id, "unknown") != "unknown"]
    groups: dict[str, list[Candidate]] = {}
    for m in mentions:
        if roles.get(m.organisation_id, "unknown") == "unknown":
            groups.setdefault(m.organisation_id, []).append(Candidate(m.text, m.start_char, m.end_char, m.in_title))
    return {
        identifier: score_features(describe_name(group, text, title, known), weights)
        for identifier, group in groups.items()
    }


def _is_reporter(text: str, title: str, mention: Mention) -> bool:
    source = title if mention.in_title else text
    before = source[max(0, mention.start_char - 30) : mention.start_char]
    after = source[mention.end_char : mention.end_char + 30]
    return bool(_REPORTS_AFTER.match(after) or _REPORTS_BEFORE.search(before))
