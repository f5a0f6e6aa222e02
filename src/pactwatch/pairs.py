"""Chooses which of the mentioned organisations the passage's relation holds between.

In: text, title, the mentions of both, each organisation's role. Out: `PartyPair` records with a score. Regulators,
courts and the outlets that report are never parties. Two small linear models weigh where two names stand to each other
and then against the passage's other pairs; their weights (`pair_weights.py`) are learnt from authored passages and
were chosen over hand-set rules by measurement.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from pactwatch.pair_weights import FIRST_WEIGHTS, SECOND_WEIGHTS
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
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s|[Ww]e['’](?:ve|re|ll))\b")
_RIVAL = re.compile(
    r"(?i)\b(?:rivals?|competitors?|competing|compete[sd]?|unlike|versus|than|like|such as|against"
    r"|compared|whereas|as did|ahead of|catch up|match(?:ing)?)\b"
)
_RELATION = re.compile(
    r"(?i)\b(?:agree\w*|allian\w+|back(?:s|ed|er|ing)|bought|build\w*|built|bundl\w*"
    r"|buy\w*|cho(?:se|sen|ose)|clause|collaborat\w+|commit\w*|contract\w*|"
    r"custom\w*|deal\w*|deploy\w*|distribut\w+|embed\w*|exclusiv\w+|expand\w*|extend\w*"
    r"|first refusal|hold\w*|host\w*|integrat\w+|invest\w*|"
    r"joint\w*|licen[cs]\w+|list\w*|market\w*|move[sd]?|offer\w*|order\w*|own(?:s|ed)|pact"
    r"|partner\w*|pay(?:s|ing)?|paid|plac\w+|power\w*|prefer\w*|provid\w+|purchas\w+|"
    r"rel(?:y|ies|iance)|rent\w*|resell\w*|revenue|run(?:s|ning)?|sell\w*|serv\w+|settle\w*"
    r"|shar\w+|sign\w*|sold|stake|suppl\w+|take\w*|tie\w*|train\w*|use[sd]?|using|warrant\w*)\b"
)
_LIST_ONLY = re.compile(
    r"^(?:['’]s)?(?:\s?[,/&]|\s(?:and|or|as well as|plus|nor)\b|\s|\b(?:the|then|also|both|of)\b)*$"
)
_BESIDE = re.compile(
    r"(?i)\b(?:alongside|beside|besides|next to|in addition to|on top of|as well as|together "
    r"with|along with|and also|after)\b"
)
_INTO = re.compile(r"(?i)\b(?:with|into|from|in|on|to|by|for|of|at|through|via|inside)(?:\sthe)?\s?$")
_GOODS = re.compile(
    r"^(?:['’]s)?[\s-](?:\w+\s){0,3}?(?:chips?|GPUs?|TPUs?|processors?|accelerators?|hardware"
    r"|silicon|parts|[A-Z]+\d{2,4}s?|Grace|Blackwells?|Hopper)\b|^-(?:backed|based|owned|powered"
    r"|style)"
)
_OWNED = re.compile(
    r"(?i)\b(?:part-owned|owned|controlled|operated|part of|arm|subsidiary|unit|parent"
    r"|ex-|former\w*|founded|alumni|spin-?off|backed)\b"
)
_NEGATED = re.compile(r"(?i)\b(?:no|not|never|nothing|neither|nor|without|declined|denied|cannot|\w+n['’]t)\b")
_JOINS = re.compile(r"(?i)\b(?:join(?:s|ed|ing)?|such as|including|includes|like|among|follow(?:s|ed|ing)?|after)\b")
_TOGETHER_AFTER = re.compile(
    r"^\s(?:have|has|today|jointly|also|both|on \w+day|said|say|announced|agreed|signed|will|are"
    r"|were|partner|expand|plan|to)\b"
)
_TIED_GOODS = re.compile(r"^-(?:compatible|style|like|trained|only|first|powered)\b")
_JOINTS = frozenset("/-–—")
_JOINED_SCORE = 0.9
_PROVIDERS = frozenset({"hyperscaler", "cloud", "chip_maker", "data_centre"})


class Place(NamedTuple):
    """Where one organisation stands: sentence number (-1 is the title), start and end in that text."""

    sentence: int
    start: int
    end: int


def find_pairs(
    text: str, title: str, mentions: Sequence[Mention], roles: Mapping[str, str], *, threshold_0to1: float = 0.4
) -> tuple[PartyPair, ...]:
    """Return the pairs that score at least the threshold, best first; `roles` maps organisation ids to roles.

    Ids that `roles` does not hold are read as unknown organisations. A pair that only the title names counts where the
    passage speaks of it. The default threshold gave the best F1 in cross-validation (see `pair_weights.py`).
    """
    places = place_parties(text, title, mentions, roles)
    first = iter_features(text, title, places, roles)
    scores = {pair: score_features(features, FIRST_WEIGHTS) for pair, features in first}
    second = [(pair, {**features, **describe_rivals(pair, scores)}) for pair, features in first]
    scored = [
        PartyPair((min(pair), max(pair)), round(max(score_features(features, SECOND_WEIGHTS), features["joined"]), 4))
        for pair, features in second
    ]
    chosen = [pair for pair in scored if pair.score_0to1 >= threshold_0to1]
    return tuple(sorted(chosen, key=lambda pair: (-pair.score_0to1, pair.organisation_ids)))


def score_features(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the logistic score, in 0..1, of one pair's features under a table of weights."""
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-total))


def describe_rivals(pair: tuple[str, str], scores: Mapping[tuple[str, str], float]) -> dict[str, float]:
    """Say how a pair stands against the other pairs: two that both hang on a third rarely hold between them."""
    own = scores[pair]
    by_end: dict[str, dict[str, float]] = {pair[0]: {}, pair[1]: {}}
    for (one, other), score in scores.items():
        for end, far in ((one, other), (other, one)):
            if end in by_end and far not in pair:
                by_end[end][far] = score
    best_a, best_b = (max(by_end[end].values(), default=0.0) for end in pair)
    triangle = max((min(score, by_end[pair[1]].get(far, 0.0)) for far, score in by_end[pair[0]].items()), default=0.0)
    return {
        "own": own,
        "triangle": triangle,
        "weaker_than_triangle": float(triangle > own),
        "best_other": max(best_a, best_b),
        "best_of_weaker_end": min(best_a, best_b),
        "is_best": float(own >= max(scores.values())),
    }


def place_parties(
    text: str, title: str, mentions: Sequence[Mention], roles: Mapping[str, str]
) -> dict[str, list[Place]]:
    """Group the mentions that may be parties by organisation, in the order of first appearance in the text."""
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    places: dict[str, list[Place]] = {}
    for mention in sorted(mentions, key=lambda found: (found.in_title, found.start_char)):
        role = roles.get(mention.organisation_id, "")
        if role in _NEVER_PARTIES or (role in _REPORTING_ROLES and _is_reporter(text, title, mention)):
            continue
        sentence = -1 if mention.in_title else bisect_right(starts, mention.start_char) - 1
        places.setdefault(mention.organisation_id, []).append(Place(sentence, mention.start_char, mention.end_char))
    ranked = sorted(places, key=lambda identifier: -len(places[identifier]))[:_MAX_ORGANISATIONS]
    return {identifier: found for identifier, found in places.items() if identifier in ranked}


def _is_reporter(text: str, title: str, mention: Mention) -> bool:
    source = title if mention.in_title else text
    before = source[max(0, mention.start_char - 30) : mention.start_char]
    after = source[mention.end_char : mention.end_char + 30]
    return bool(_REPORTS_AFTER.match(after) or _REPORTS_BEFORE.search(before))


def iter_features(
    text: str, title: str, places: Mapping[str, Sequence[Place]], roles: Mapping[str, str]
) -> list[tuple[tuple[str, str], dict[str, float]]]:
    """Describe every pair of placed organisations by the features that the weights weigh; all values in 0..1."""
    weight = {
        identifier: sum(1.5 if place.sentence < 0 else 1.0 for place in found) for identifier, found in places.items()
    }
    in_text = [identifier for identifier, found in places.items() if found[0].sentence >= 0]
    hub = max(weight, key=lambda identifier: weight[identifier], default="")
    return [
        ((a, b), _describe(_Pair(a, b, text, title, places, roles), weight, hub, in_text))
        for a, b in combinations(places, 2)
    ]


class _Pair(NamedTuple):
    a: str
    b: str
    text: str
    title: str
    places: Mapping[str, Sequence[Place]]
    roles: Mapping[str, str]


def _describe(pair: _Pair, weight: Mapping[str, float], hub: str, in_text: Sequence[str]) -> dict[str, float]:
    places_a, places_b = pair.places[pair.a], pair.places[pair.b]
    title_a, title_b = (any(place.sentence < 0 for place in found) for found in (places_a, places_b))
    features = {
        "bias": 1.0,
        "only_two": float(len(pair.places) == 2),
        "three": float(len(pair.places) == 3),
        "many": float(len(pair.places) >= 5),
        "both_in_title": float(title_a and title_b),
        "one_in_title": float(title_a != title_b),
        "none_in_title_but_others": float(
            not title_a
            and not title_b
            and any(p[0].sentence < 0 or any(q.sentence < 0 for q in p) for p in pair.places.values())
        ),
        "one_only_in_title": float((pair.a in in_text) != (pair.b in in_text)),
        "both_only_in_title": float(pair.a not in in_text and pair.b not in in_text),
        "with_hub": float(hub in (pair.a, pair.b)),
        "with_first": float(bool(in_text) and in_text[0] in (pair.a, pair.b)),
        "first_two": float(list(in_text[:2]) == [pair.a, pair.b]),
        "weight_low": float(min(weight[pair.a], weight[pair.b]) <= 1),
        "speaker": float((title_a != title_b) and bool(_WE.search(pair.text))),
    }
    features |= _describe_roles(pair.roles.get(pair.a, "unknown"), pair.roles.get(pair.b, "unknown"))
    features |= _describe_sentences(pair)
    return features


def _describe_roles(role_a: str, role_b: str) -> dict[str, float]:
    roles = {role_a, role_b}
    providers = sum(role in _PROVIDERS for role in (role_a, role_b))
    return {
        "lab_and_provider": float("lab" in roles and providers == 1),
        "lab_and_other": float("lab" in roles and providers == 0 and roles != {"lab"}),
        "two_labs": float(roles == {"lab"}),
        "two_providers": float(providers == 2),
        "no_lab_no_provider": float("lab" not in roles and providers == 0),
        "unknown": float("unknown" in roles),
        "two_unknown": float(roles == {"unknown"}),
        "publisher": float("publisher" in roles),
        "investor": float(bool(roles & {"investor", "sovereign_fund"})),
        "government": float("government" in roles),
    }


def _describe_sentences(pair: _Pair) -> dict[str, float]:
    together = _find_nearest(pair)
    if together is None:
        return {"joined": 0.0, "apart": 1.0, **_describe_apart(pair)}
    first, second = together
    between = pair.text[first.end : second.start]
    others = [
        place
        for identifier, found in pair.places.items()
        if identifier not in (pair.a, pair.b)
        for place in found
        if place.sentence == first.sentence
    ]
    stripped = _strip_others(between, first.end, others)
    before, after = pair.text[max(0, first.start - 60) : first.start], pair.text[second.end : second.end + 60]
    return {
        # "Amazon / Anthropic" and "the Amazon-Anthropic pact": the writer has paired them; too rare to learn.
        "joined": _JOINED_SCORE if between.strip(" ") in _JOINTS else 0.0,
        "same_sentence": 1.0,
        "near": float(len(between) <= 40),
        "far": float(len(between) > 120),
        "very_near": float(len(between) <= 12),
        "owned": float(bool(_OWNED.search(between)) and len(between) < 45),
        "negated": float(bool(_NEGATED.search(between)) or bool(_NEGATED.search(before[-25:]))),
        "joins": float(bool(_JOINS.search(between))),
        "joins_before": float(bool(_JOINS.search(before))),
        "together": float(bool(_LIST_ONLY.match(between)) and not others and bool(_TOGETHER_AFTER.match(after))),
        "compatible": float(bool(_TIED_GOODS.match(after)) or bool(_TIED_GOODS.match(between))),
        "opens": float(first.start < 4 or not pair.text[max(0, first.start - 3) : first.start].strip(" \"“‘'")),
        "listed": float(bool(_LIST_ONLY.match(stripped))),
        "listed_of_two": float(bool(_LIST_ONLY.match(between)) and not others),
        "others_between": float(any(first.end <= place.start < second.start for place in others)),
        "others_in_sentence": float(bool(others)),
        "relation_between": float(bool(_RELATION.search(between))),
        "relation_after": float(bool(_RELATION.search(after))),
        "preposition": float(bool(_INTO.search(between))),
        "possessive": float(between.startswith(("'s", "’s")) and len(between) < 30),
        "rival_between": float(bool(_RIVAL.search(between))),
        "rival_before": float(bool(_RIVAL.search(before))),
        "beside": float(bool(_BESIDE.search(between))),
        "goods": float(bool(_GOODS.match(after)) or bool(_GOODS.match(pair.text[first.end : first.end + 60]))),
        "clause_break": float(any(mark in between for mark in (";", ":", ", but", ", while", " whereas ", "—", " – "))),
    }


def _describe_apart(pair: _Pair) -> dict[str, float]:
    """Say how two names hang together that never share a sentence."""
    sentences = {i: {place.sentence for place in found if place.sentence >= 0} for i, found in pair.places.items()}
    a, b = sentences[pair.a], sentences[pair.b]
    alone = [
        own
        for identifier, own in ((pair.a, a), (pair.b, b))
        if own and all(not (own & sentences[other]) for other in pair.places if other != identifier)
    ]
    gap = min((abs(one - two) for one in a for two in b), default=9)
    return {
        "apart_next": float(gap == 1),
        "apart_far": float(3 <= gap < 9),
        "apart_alone": float(bool(alone)),
        "apart_both_alone": float(len(alone) == 2),
    }


def _find_nearest(pair: _Pair) -> tuple[Place, Place] | None:
    """Return the two mentions of one sentence that stand nearest to each other, in the order of the text."""
    together = [
        (min(p, q, key=lambda place: place.start), max(p, q, key=lambda place: place.start))
        for p in pair.places[pair.a][:40]
        for q in pair.places[pair.b][:40]
        if p.sentence == q.sentence >= 0
    ]
    return min(together, key=lambda both: both[1].start - both[0].end, default=None)


def _strip_others(between: str, offset: int, others: Sequence[Place]) -> str:
    characters = list(between)
    for place in others:
        for index in range(max(0, place.start - offset), min(len(characters), place.end - offset)):
            characters[index] = " "
    return "".join(characters)
