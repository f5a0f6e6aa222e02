"""Finds names of organisations that nobody has seeded, so that they can stand as parties and be put before a person.

In: text, title and the mentions of seeded organisations. Out: `UnknownName` records with their mentions, whose ids
start with `unknown:`. Every run of capitalised words is a candidate; a small linear model (`pair_name_features.py`,
weights in `pair_weights.py`) weighs its form and the places where it stands. Persons, places, products of a named owner
and words that open a sentence stay out. A guess, never an organisation: nothing here may be stored as one before a
person has accepted it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pactwatch.pair_name_features import Candidate, describe_name
from pactwatch.pair_name_words import MARKERS, OPENERS, OTHER_WORDS, SUFFIXES, TRADES
from pactwatch.pair_scoring import score_features
from pactwatch.pair_weights import NAME_WEIGHTS
from pactwatch.records import Mention

PREFIX = "unknown:"
_MAX_NAMES = 40

_TOKEN = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽŻ][\w&+’'.-]*[\w+]|[A-Z]|\d[A-Za-z]\w+|e&|[a-z][A-Z][a-z]\w+)"
_NAME = re.compile(
    rf"(?<![\w@/.’'-]){_TOKEN}(?:\s(?:(?:&|de|du)\s(?=[A-Z])|(?:(?<=Bank\s)|(?<=stry\s)|(?<=sity\s)"
    rf"|(?<=tute\s)|(?<=ment\s))of\s(?=[A-Z]))?{_TOKEN}){{0,4}}"
)
_NO_NAME = re.compile(r"FY\d*|[HQ][1-4]|\d+\w{0,2}|\w+['’](?:d|m|ve|ll|re|t)")
_COMMON_ENDS = MARKERS | TRADES
_LINKS = frozenset({"&", "of", "de", "du", "for"})


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that may be an organisation's: its usual short form, how sure we are of it, and where it stands."""

    name: str
    score_0to1: float
    mentions: tuple[Mention, ...]


def find_unknown_names(
    text: str, title: str, mentions: Sequence[Mention], *, threshold_0to1: float = 0.3
) -> tuple[UnknownName, ...]:
    """Return the likely organisations that no mention covers, in the order of first appearance.

    The default threshold gave the best pairs in cross-validation (`tests/benchmarks/fit_pairs.py`).

    >>> [found.name for found in find_unknown_names("Osprey Labs plc will train on Tarn Cloud.", "", ())]
    ['Osprey Labs', 'Tarn Cloud']
    """
    found = []
    for group in group_candidates(text, title, mentions):
        score = score_features(describe_name(group, text, title, mentions), NAME_WEIGHTS)
        if score >= threshold_0to1:
            name = find_longest(group)
            cuts = tuple(Mention(PREFIX + name, c.start, c.end, c.text, c.in_title) for c in group)
            found.append(UnknownName(name, round(score, 3), cuts))
    return tuple(found)


def group_candidates(text: str, title: str, mentions: Sequence[Mention]) -> list[list[Candidate]]:
    """Return every run of capitalised words that no mention covers, the forms of one name together."""
    candidates = [
        candidate
        for source, in_title in ((title, True), (text, False))
        for candidate in _iter_candidates(source, in_title, [m for m in mentions if m.in_title == in_title])
    ]
    return _group_variants(_cut_headlines(candidates))[:_MAX_NAMES]


def _cut_headlines(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Cut a run of a headline in capitals ("Corvina AI Announce Deal") down to the form that the text has."""
    forms = {candidate.text for candidate in candidates if not candidate.in_title}
    cut = []
    for found in candidates:
        words = found.text.split(" ")
        if found.in_title and len(words) > 2:
            shorter = (" ".join(words[:count]) for count in range(len(words), 1, -1))
            text = next((form for form in shorter if form in forms), found.text)
            found = Candidate(text, found.start, found.start + len(text), in_title=True)
        cut.append(found)
    return cut


def find_longest(group: Sequence[Candidate]) -> str:
    """Return the fullest form of a name."""
    return max((candidate.text for candidate in group), key=len)


def _iter_candidates(source: str, in_title: bool, covered: Sequence[Mention]) -> Iterator[Candidate]:
    taken = bytearray(len(source))
    for mention in covered:
        taken[mention.start_char : mention.end_char] = b"\x01" * (mention.end_char - mention.start_char)
    for match in _NAME.finditer(source):
        words = [
            (m.group(), match.start() + m.start(), match.start() + m.end()) for m in re.finditer(r"\S+", match.group())
        ]
        run: list[tuple[str, int, int]] = []
        for word, start, end in [*words, ("", 0, 0)]:
            bare = re.sub(r"['’]s?$", "", word)
            if word and not any(taken[start:end]) and _may_stand(bare, bool(run)):
                run.append((bare, start, start + len(bare)))
                if bare == word:
                    continue
            if candidate := _trim(source, run, in_title):
                yield candidate
            run = []


def _may_stand(word: str, is_inside: bool) -> bool:
    """Tell whether a capitalised word may be part of a name; inside one, more words may than at its start."""
    if _NO_NAME.fullmatch(word) or word.endswith(("-based", "-born", "-backed", "-style", "-owned")):
        return False
    if is_inside and (word in MARKERS or word in _LINKS):
        return True
    return len(word) > 1 and word not in OPENERS and word not in OTHER_WORDS


def _trim(source: str, run: list[tuple[str, int, int]], in_title: bool) -> Candidate | None:
    while run and (run[-1][0] in SUFFIXES or run[-1][0] in _LINKS):
        if len(run) > 2 and run[-2][0] == "&":
            break
        run.pop()
    while run and run[0][0] in _LINKS:
        run.pop(0)
    if not run or all(word in MARKERS for word, _, _ in run):
        return None
    start, end = run[0][1], run[-1][2]
    text = source[start:end].rstrip(".,'’-")
    return Candidate(text, start, start + len(text), in_title) if len(text) > 2 else None


def _group_variants(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Put "Halden" with "Halden AI": a candidate joins the group whose longest name starts or ends so."""
    groups: dict[str, list[Candidate]] = {}
    homes: dict[str, str] = {}
    for candidate in sorted(candidates, key=lambda c: -len(c.text)):
        home = homes.get(candidate.text, candidate.text)
        groups.setdefault(home, []).append(candidate)
        words = home.split(" ")
        for count in range(1, len(words) + 1):
            homes.setdefault(" ".join(words[:count]), home)
        if len(words) > 1 and len(words[-1]) > 3 and words[-1] not in _COMMON_ENDS:
            homes.setdefault(words[-1], home)
    ordered = [sorted(group, key=lambda c: (c.in_title, c.start)) for group in groups.values()]
    return sorted(ordered, key=lambda group: (group[0].in_title, group[0].start))
