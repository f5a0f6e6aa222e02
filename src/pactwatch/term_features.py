"""Describes an amount by its surroundings, for the scorer of `terms.py`.

In: a text and a candidate. Out: the names of the features that hold: words beside the amount, words of its sentence,
cues of each kind there, how the amount is written, how large it is and what other amounts stand near.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pactwatch.amounts import Candidate
from pactwatch.term_cues import FORMS, NEARBY
from pactwatch.term_words import find_classes

_TOKEN = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|[$€£]?\d[\d.,]*\w*|[^\sA-Za-z\d]")
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?;:]['\"”’)]?(?=\s)|\n")
_REACH = 170
_STEM = 6
_BESIDE = 6
# Classes that name a relation; the others only colour it.
# fmt: off
_TELLING = {
    "invest", "put", "fund", "equity", "pledge", "stake", "own", "buy", "order", "spend", "pay", "rent", "deal",
    "compute", "site", "value", "market", "revenue", "earn", "profit", "fee", "penalty", "price", "backlog",
    "debt", "growth", "share", "keep", "term", "right", "past", "offer",
}
# fmt: on
_BOUNDS = (2, 4, 8, 100)


class Surroundings(NamedTuple):
    """The same sentence before and after an amount, as text and as stems."""

    before: str
    after: str
    words_before: list[str]
    words_after: list[str]


def describe(text: str, candidate: Candidate, others: Sequence[Candidate]) -> list[str]:
    """Return the features of one candidate; each counts as one.

    `others` are the candidates of the same text.
    """
    around = _look_around(text, candidate)
    found = {"bias", f"group={candidate.group}", *candidate.form, *_describe_size(candidate)}
    found.update(_describe_words(around))
    found.update(_describe_cues(text, candidate, around))
    found.update(_describe_others(candidate, others))
    return sorted(found)


def _look_around(text: str, candidate: Candidate) -> Surroundings:
    before = text[max(0, candidate.start - _REACH) : candidate.start]
    after = text[candidate.end : candidate.end + _REACH]
    stops = [stop.end() for stop in _SENTENCE_END.finditer(before)]
    before = before[stops[-1] if stops else 0 :]
    stop = _SENTENCE_END.search(after)
    after = after[: stop.start() + 1] if stop else after
    return Surroundings(before, after, _split(before), _split(after))


def _split(text: str) -> list[str]:
    return [
        "0" if token[-1].isdigit() or token[0] in "$€£0123456789" else token.lower() for token in _TOKEN.findall(text)
    ]


def _describe_words(around: Surroundings) -> Iterator[str]:
    before, after = around.words_before[::-1], around.words_after
    nearest = (_find_nearest(before), _find_nearest(after))
    yield f"n={nearest[0]}"
    yield f"m={nearest[1]}"
    yield f"nm={nearest[0]}_{nearest[1]}"
    for side, words in (("b", before), ("a", after)):
        beside = [word[:_STEM] for word in words[:_BESIDE]]
        for place in range(2):
            yield f"{side}{place}={beside[place] if len(beside) > place else '^'}"
        yield f"{side}{side}={'_'.join(beside[:2])}"
        yield from (f"{side}~{stem}" for stem in beside)
        yield from (f"s~{word[:_STEM]}" for word in words)
        yield from _describe_classes(side, words)


def _find_nearest(words: Sequence[str]) -> str:
    """Return the class of the nearest telling word of one side."""
    for word in words[:12]:
        telling = [name for name in find_classes(word) if name in _TELLING]
        if telling:
            return telling[0]
    return "none"


def _describe_classes(side: str, words: Sequence[str]) -> Iterator[str]:
    """Yield each class of words of one side with how near it comes; nearer implies farther."""
    seen = set()
    for place, word in enumerate(words):
        for name in find_classes(word):
            if name not in seen:
                seen.add(name)
                yield from (f"{side}:{name}<{bound}" for bound in _BOUNDS if place < bound)


def _describe_cues(text: str, candidate: Candidate, around: Surroundings) -> Iterator[str]:
    framed = f"{around.before[-90:]}\x00{around.after[:70]}"
    for name, pattern in FORMS[candidate.group]:
        if pattern.search(framed):
            yield f"form={name}"
    wide = text[max(0, candidate.start - 400) : candidate.end + 400]
    for name, pattern in NEARBY:
        if pattern.search(wide):
            yield f"near={name}"


def _describe_size(candidate: Candidate) -> Iterator[str]:
    if isinstance(candidate.value, float):
        size = len(str(int(candidate.value)))
        yield f"size={size}"
        if candidate.group in ("share", "span"):
            bounds = (1, 2, 5, 10, 15, 20, 30, 50, 75)
            yield f"from={sum(candidate.value >= bound for bound in bounds)}"


def _describe_others(candidate: Candidate, others: Sequence[Candidate]) -> Iterator[str]:
    same = [other for other in others if other.group == candidate.group]
    yield f"same={min(len(same), 4)}"
    yield "first" if same[0].start >= candidate.start else "later"
    for other in others:
        gap = max(other.start - candidate.end, candidate.start - other.end)
        if other.group != candidate.group and 0 <= gap <= 60:
            yield f"{'after' if other.start > candidate.start else 'before'}:{other.group}"
