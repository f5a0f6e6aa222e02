"""Describes two organisations of a passage by how they stand to each other, for the model that chooses the pairs.

In: text, title, the places of every organisation that may be a party, their roles. Out: features in 0..1 by name. No
verdict: `pairs.py` weighs them with weights that `tests/benchmarks/fit_pairs.py` learns. Names that a comma or "and"
joins are read as one list, so that every member of "Arm, Intel and SiFive" stands as near to the verb as the first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import NamedTuple

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
# No two ways to read one text: a list sign is one character or one word.
_LIST_ONLY = re.compile(r"^(?:['’]s)?(?:[\s,/&]|\b(?:and|or|as well as|plus|nor|the|then|also|both|of)\b)*$")
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
JOINED_SCORE = 0.9
_PROVIDERS = frozenset({"hyperscaler", "cloud", "chip_maker", "data_centre"})
_WORD = re.compile(r"[A-Za-zÀ-ž]+|[$€£¥%;:()?]")
_SPEAKS_AFTER = re.compile(
    r"^,?\s(?:[a-z]\w*\s)?(?:says?|said|told|reported|reports|wrote|writes|estimates?|reckons?|thinks|believes|analysts?|calls)\b"
)
_SPEAKS_BEFORE = re.compile(
    r"(?i)\b(?:told|tells|according to|cited by|seen by|reported by|analysts? at|report (?:by|in|from)|says|said"
    r"|of|at)\s(?:the\s)?$"
)


class Place(NamedTuple):
    """Where one organisation stands: sentence number (-1 is the title), start and end in that text.

    `is_name` is False where a noun ("the chipmaker") stands for it.
    """

    sentence: int
    start: int
    end: int
    is_name: bool = True


class Scene(NamedTuple):
    """All that the features of a passage's pairs are read from; `sureness` is 1 for seeded organisations."""

    text: str
    title: str
    places: Mapping[str, Sequence[Place]]
    roles: Mapping[str, str]
    sureness: Mapping[str, float]


class _Sentence(NamedTuple):
    """The names of one sentence in their order, each with the number of the list that it belongs to."""

    places: tuple[tuple[Place, str, int], ...]


def iter_features(scene: Scene) -> list[tuple[tuple[str, str], dict[str, float]]]:
    """Describe every pair of placed organisations; pairs in the order of first appearance."""
    weight = {
        identifier: sum(1.5 if place.sentence < 0 else 1.0 for place in found if place.is_name)
        for identifier, found in scene.places.items()
    }
    sentences = _list_sentences(scene)
    view = _View(scene, weight, sentences, [i for i, found in scene.places.items() if found[0].sentence >= 0])
    return [((a, b), _describe(a, b, view)) for a, b in combinations(scene.places, 2)]


class _View(NamedTuple):
    scene: Scene
    weight: Mapping[str, float]
    sentences: Mapping[int, _Sentence]
    in_text: Sequence[str]


def _list_sentences(scene: Scene) -> dict[int, _Sentence]:
    by_sentence: dict[int, list[tuple[Place, str]]] = {}
    for identifier, found in scene.places.items():
        for place in islice(found, 40):
            by_sentence.setdefault(place.sentence, []).append((place, identifier))
    listed = {}
    for number, found_here in by_sentence.items():
        source = scene.title if number < 0 else scene.text
        ordered = sorted(found_here)
        numbered, group = [], 0
        for index, (place, identifier) in enumerate(ordered):
            if index and not _LIST_ONLY.match(source[ordered[index - 1][0].end : place.start]):
                group += 1
            numbered.append((place, identifier, group))
        listed[number] = _Sentence(tuple(numbered))
    return listed


def _describe(a: str, b: str, view: _View) -> dict[str, float]:
    scene, weight = view.scene, view.weight
    places_a, places_b = scene.places[a], scene.places[b]
    title_a, title_b = (any(place.sentence < 0 for place in found) for found in (places_a, places_b))
    hub = max(weight, key=lambda identifier: weight[identifier], default="")
    features = {
        "bias": 1.0,
        "only_two": float(len(scene.places) == 2),
        "three": float(len(scene.places) == 3),
        "many": float(len(scene.places) >= 5),
        "very_many": float(len(scene.places) >= 8),
        "both_in_title": float(title_a and title_b),
        "one_in_title": float(title_a != title_b),
        "title_of_two": float(title_a and title_b and -1 in view.sentences and len(view.sentences[-1].places) == 2),
        "none_in_title_but_others": float(not title_a and not title_b and -1 in view.sentences),
        "one_only_in_title": float((a in view.in_text) != (b in view.in_text)),
        "both_only_in_title": float(a not in view.in_text and b not in view.in_text),
        "with_hub": float(hub in (a, b)),
        "with_first": float(bool(view.in_text) and view.in_text[0] in (a, b)),
        "first_two": float(list(view.in_text[:2]) == [a, b]),
        "weight_low": float(min(weight[a], weight[b]) <= 1),
        "weight_high": float(min(weight[a], weight[b]) >= 2),
        "speaker": float((title_a != title_b) and bool(_WE.search(scene.text))),
        "kin": float(a.startswith((f"{b}-", f"{b} ")) or b.startswith((f"{a}-", f"{a} "))),
        f"org:{a}": float(a in scene.roles),
        f"org:{b}": float(b in scene.roles),
        f"pair:{min(a, b)}|{max(a, b)}": float(a in scene.roles and b in scene.roles),
        "unsure": 1.0 - min(scene.sureness.get(a, 1.0), scene.sureness.get(b, 1.0)),
    }
    features |= _describe_roles(scene.roles.get(a, "unknown"), scene.roles.get(b, "unknown"))
    features |= _describe_voices(a, b, view)
    features |= _describe_sentences(a, b, view)
    if title_a and title_b:
        features |= _describe_title(a, b, view)
    return features


def _describe_roles(role_a: str, role_b: str) -> dict[str, float]:
    roles = {role_a, role_b}
    providers = sum(role in _PROVIDERS for role in (role_a, role_b))
    low, high = sorted((role_a, role_b))
    return {
        f"roles:{low}|{high}": 1.0,
        f"role:{role_a}": 1.0,
        f"role:{role_b}": 1.0,
        "lab_and_provider": float("lab" in roles and providers == 1),
        "lab_and_other": float("lab" in roles and providers == 0 and roles != {"lab"}),
        "two_providers": float(providers == 2),
        "no_lab_no_provider": float("lab" not in roles and providers == 0),
        "unknown": float("unknown" in roles),
    }


def _describe_voices(a: str, b: str, view: _View) -> dict[str, float]:
    """Tell a party from a name that only speaks: an analyst's bank, a newspaper, a witness."""
    speaks = 0.0
    for identifier in (a, b):
        names = [place for place in view.scene.places[identifier] if place.is_name][:10]
        voices = sum(_is_voice(view.scene.title if p.sentence < 0 else view.scene.text, p) for p in names)
        speaks = max(speaks, voices / len(names) if names else 0.0)
    return {"voice": speaks}


def _is_voice(source: str, place: Place) -> bool:
    after = source[place.end : place.end + 40]
    before = source[max(0, place.start - 30) : place.start]
    return bool(_SPEAKS_AFTER.match(after) or _SPEAKS_BEFORE.search(before))


def _describe_title(a: str, b: str, view: _View) -> dict[str, float]:
    # Of very many places only the first are listed; then the title's may be missing.
    nearest = _find_nearest(a, b, view.sentences[-1]) if -1 in view.sentences else None
    if nearest is None:
        return {}
    first, second = nearest
    between = view.scene.title[first[0].end : second[0].start]
    return {
        "title_same_list": float(first[2] == second[2]),
        "title_relation": float(bool(_RELATION.search(between))),
        "title_preposition": float(bool(_INTO.search(between))),
        "title_rival": float(bool(_RIVAL.search(between))),
        "title_joined": float(bool(re.fullmatch(r"\s(?:and|&|,)\s", between))),
    }


def _describe_sentences(a: str, b: str, view: _View) -> dict[str, float]:
    together = [
        (number, nearest)
        for number, sentence in view.sentences.items()
        if number >= 0 and (nearest := _find_nearest(a, b, sentence)) is not None
    ]
    if not together:
        return {"joined": 0.0, "apart": 1.0, **_describe_apart(a, b, view)}
    number, (first, second) = min(together, key=lambda found: found[1][1][0].start - found[1][0][0].end)
    text, sentence = view.scene.text, view.sentences[number]
    left, right = _find_edges(first, second, sentence)
    between = text[first[0].end : second[0].start]
    core = text[left:right] if left <= right else between
    others = [place for place, identifier, _ in sentence.places if identifier not in (a, b)]
    before = text[max(0, first[0].start - 60) : first[0].start]
    after = text[second[0].end : second[0].end + 60]
    return {
        **_describe_distance(between, core, first, second, sentence),
        **_describe_words(between, core, before, after),
        **dict.fromkeys(_iter_lexical(core, before, after), 1.0),
        # "Amazon / Anthropic" and "the Amazon-Anthropic pact": the writer has paired them; too rare to learn.
        "joined": JOINED_SCORE if between.strip(" ") in _JOINTS else 0.0,
        "sentences": float(len(together) > 1),
        "noun": float(not (first[0].is_name and second[0].is_name)),
        "together": float(bool(_LIST_ONLY.match(between)) and not others and bool(_TOGETHER_AFTER.match(after))),
        "listed_of_two": float(bool(_LIST_ONLY.match(between)) and not others),
        "others_in_sentence": float(bool(others)),
        "opens": float(first[0].start < 4 or not text[max(0, first[0].start - 3) : first[0].start].strip(" \"“‘'")),
        "goods": float(bool(_GOODS.match(after)) or bool(_GOODS.match(text[first[0].end : first[0].end + 60]))),
    }


def _describe_distance(
    between: str,
    core: str,
    first: tuple[Place, str, int],
    second: tuple[Place, str, int],
    sentence: _Sentence,
) -> dict[str, float]:
    groups = second[2] - first[2]
    return {
        "same_sentence": 1.0,
        "near": float(len(core) <= 40),
        "far": float(len(core) > 120),
        "very_near": float(len(between) <= 12),
        "same_list": float(groups == 0),
        "next_list": float(groups == 1),
        "lists_between": min(1.0, max(0.0, (groups - 1) / 4)),
        "first_list": float(first[2] == 0),
        "in_long_list": float(sum(place[2] == second[2] for place in sentence.places) > 2),
        "first_in_long_list": float(sum(place[2] == first[2] for place in sentence.places) > 2),
        "same_list_of_two_lists": float(groups == 0 and sentence.places[-1][2] > 0),
    }


def _describe_words(between: str, core: str, before: str, after: str) -> dict[str, float]:
    return {
        "owned": float(bool(_OWNED.search(core)) and len(core) < 45),
        "negated": float(bool(_NEGATED.search(core)) or bool(_NEGATED.search(before[-25:]))),
        "joins": float(bool(_JOINS.search(core))),
        "joins_before": float(bool(_JOINS.search(before))),
        "compatible": float(bool(_TIED_GOODS.match(after)) or bool(_TIED_GOODS.match(between))),
        "relation_between": float(bool(_RELATION.search(core))),
        "relation_after": float(bool(_RELATION.search(after))),
        "relation_before": float(bool(_RELATION.search(before))),
        "preposition": float(bool(_INTO.search(core))),
        "possessive": float(core.startswith(("'s", "’s")) and len(core) < 30),
        "rival_between": float(bool(_RIVAL.search(core))),
        "rival_before": float(bool(_RIVAL.search(before))),
        "beside": float(bool(_BESIDE.search(core))),
        "clause_break": float(any(mark in core for mark in (";", ":", ", but", ", while", " whereas ", "—", " – "))),
        "comma": float("," in core),
    }


def _iter_lexical(core: str, before: str, after: str) -> Iterator[str]:
    """Name the words between two lists, and the few before the first and after the second name."""
    words = [word.lower() for word in _WORD.findall(core[:300])]
    yield from (f"in:{word}" for word in (words if len(words) <= 16 else words[:6] + words[-6:]))
    if words:
        yield f"last:{words[-1]}"
        yield f"next:{words[0]}"
    yield from (f"after:{word.lower()}" for word in _WORD.findall(after)[:4])
    yield from (f"before:{word.lower()}" for word in _WORD.findall(before)[-3:])


def _find_edges(first: tuple[Place, str, int], second: tuple[Place, str, int], sentence: _Sentence) -> tuple[int, int]:
    """Return the end of the list that holds the first name and the start of the one that holds the second."""
    if first[2] == second[2]:
        return first[0].end, second[0].start
    end = max(place.end for place, _, group in sentence.places if group == first[2])
    return end, min(place.start for place, _, group in sentence.places if group == second[2])


def _describe_apart(a: str, b: str, view: _View) -> dict[str, float]:
    """Say how two names hang together that never share a sentence."""
    sentences = {
        i: {place.sentence for place in found if place.sentence >= 0} for i, found in view.scene.places.items()
    }
    own_a, own_b = sentences[a], sentences[b]
    alone = [
        own
        for identifier, own in ((a, own_a), (b, own_b))
        if own and all(not (own & sentences[other]) for other in view.scene.places if other != identifier)
    ]
    gap = min((abs(one - two) for one in own_a for two in own_b), default=9)
    return {
        "apart_next": float(gap == 1),
        "apart_far": float(3 <= gap < 9),
        "apart_alone": float(bool(alone)),
        "apart_both_alone": float(len(alone) == 2),
    }


def _find_nearest(a: str, b: str, sentence: _Sentence) -> tuple[tuple[Place, str, int], tuple[Place, str, int]] | None:
    """Return the two mentions of one sentence that stand nearest to each other, in the order of the text."""
    best: tuple[tuple[Place, str, int], tuple[Place, str, int]] | None = None
    last: dict[str, tuple[Place, str, int]] = {}
    for found in sentence.places:
        if found[1] not in (a, b):
            continue
        other = last.get(b if found[1] == a else a)
        if other and (best is None or found[0].start - other[0].end < best[1][0].start - best[0][0].end):
            best = (other, found)
        last[found[1]] = found
    return best
