"""Splits passages into a training part and a frozen development part without leakage.

Passages that tell one scenario stay on one side: near-duplicates and contrast pairs (MinHash over word pairs),
neighbours that one voice wrote under one title, passages that retell the same page, and passages about the same
little-used pair of organisations. An assignment once written is never changed: `extend_split` only places what is new.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal

from rensa import RMinHash, RMinHashLSH

from pactwatch.errors import ModelError
from pactwatch.train.passages import LabelledPassage

Side = Literal["train", "development", "aside"]

SPLIT_FILE = "split.json"
# Read on the 880 starter passages: the 24 pairs above .12 are contrast pairs or retellings, below .10 come strangers.
_LEAST_OVERLAP = 0.12
_HASHES, _BANDS, _SEED = 128, 64, 20240501
# A pair of organisations in up to this many passages is one invented or rare scenario; OpenAI and Microsoft are not.
_RARE_PAIR = 5
# A larger group always trains: a scenario of dozens of passages would turn the development figures into its own.
_LARGEST_DEVELOPMENT_GROUP = 14


def cluster_passages(passages: Sequence[LabelledPassage]) -> list[list[str]]:
    """Group passage ids by scenario; every id stands in exactly one group, groups and ids in input order."""
    parents = {passage.passage_id: passage.passage_id for passage in passages}

    def find_root(passage_id: str) -> str:
        while parents[passage_id] != passage_id:
            parents[passage_id] = parents[parents[passage_id]]
            passage_id = parents[passage_id]
        return passage_id

    joined = (_iter_near_duplicates, _iter_same_title, _iter_same_page, _iter_rare_pairs)
    for first, second in chain.from_iterable(find(passages) for find in joined):
        parents[find_root(first)] = find_root(second)
    groups: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        groups[find_root(passage.passage_id)].append(passage.passage_id)
    return list(groups.values())


def extend_split(
    passages: Sequence[LabelledPassage],
    assigned: Mapping[str, Side] | None = None,
    *,
    development_share: float = 0.2,
) -> dict[str, Side]:
    """Assign every passage to a side; what `assigned` holds stays.

    A group that touches one side joins it; one that touches both leaves its new members `aside`; new groups go where
    labels are most lacking, so that each label keeps about `development_share` of its positives in development.
    """
    known = assigned or {}
    split: dict[str, Side] = {p.passage_id: known[p.passage_id] for p in passages if p.passage_id in known}
    by_id = {passage.passage_id: passage for passage in passages}
    totals = Counter(label for passage in passages for label in _stratify_by(passage))
    held = Counter(label for i, side in split.items() if side == "development" for label in _stratify_by(by_id[i]))
    groups = sorted(cluster_passages(passages), key=lambda group: (-len(group), _spread(group[0])))
    for group in groups:
        new = [passage_id for passage_id in group if passage_id not in split]
        sides = {split[passage_id] for passage_id in group if passage_id in split} - {"aside"}
        labels = Counter(label for passage_id in new for label in _stratify_by(by_id[passage_id]))
        may_hold_out = len(group) <= _LARGEST_DEVELOPMENT_GROUP
        side = _choose_side(sides, labels, totals=totals, held=held, share=development_share if may_hold_out else 0.0)
        if side == "development":
            held.update(labels)
        split.update({passage_id: side for passage_id in new})
    return {passage.passage_id: split[passage.passage_id] for passage in passages}


def load_split(folder: Path) -> dict[str, Side]:
    """Read `split.json`; raises ModelError when it is missing or damaged, or names a passage on two sides."""
    path = folder / SPLIT_FILE
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        sides: tuple[Side, ...] = ("train", "development", "aside")
        named: dict[str, Side] = {passage_id: side for side in sides for passage_id in table[side]}
        if len(named) != sum(len(table[side]) for side in sides):
            raise ValueError("a passage stands on two sides")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: not readable as a split: {error}") from error
    return named


def write_split(folder: Path, split: Mapping[str, Side]) -> None:
    """Write `split.json` with the ids of each side, sorted."""
    sides: tuple[Side, ...] = ("development", "aside", "train")
    table = {side: sorted(passage_id for passage_id, found in split.items() if found == side) for side in sides}
    (folder / SPLIT_FILE).write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def take_side(passages: Sequence[LabelledPassage], split: Mapping[str, Side], side: Side) -> list[LabelledPassage]:
    """Return the passages of one side in order; raises ModelError for a passage that the split does not know."""
    unknown = [passage.passage_id for passage in passages if passage.passage_id not in split]
    if unknown:
        raise ModelError(f"{len(unknown)} passages such as {unknown[0]} are in no split: extend the split first")
    return [passage for passage in passages if split[passage.passage_id] == side]


def _choose_side(
    sides: set[Side], labels: Counter[str], *, totals: Counter[str], held: Counter[str], share: float
) -> Side:
    if len(sides) > 1:
        return "aside"
    if sides:
        return sides.pop()
    # Chi-square distance of the development part from its aim, without and with this group.
    without = sum((held[label] - share * totals[label]) ** 2 / totals[label] for label in labels)
    joined = sum((held[label] + count - share * totals[label]) ** 2 / totals[label] for label, count in labels.items())
    return "development" if joined < without else "train"


def _stratify_by(passage: LabelledPassage) -> tuple[str, ...]:
    return (*passage.labels, f"standing {passage.standing}", f"voice {passage.voice}", "any")


def _spread(passage_id: str) -> str:
    return hashlib.sha256(passage_id.encode()).hexdigest()


def _word_pairs(passage: LabelledPassage) -> set[str]:
    words = re.findall(r"\w+", passage.text.lower())
    return {f"{first} {second}" for first, second in zip(words, words[1:], strict=False)} or set(words)


def _iter_near_duplicates(passages: Sequence[LabelledPassage]) -> Iterator[tuple[str, str]]:
    index = RMinHashLSH(_LEAST_OVERLAP, _HASHES, _BANDS)
    pairs = [_word_pairs(passage) for passage in passages]
    for number, words in enumerate(pairs):
        sketch = RMinHash(_HASHES, _SEED)
        sketch.update(sorted(words))
        for other in index.query(sketch):
            # The index proposes, the exact overlap decides: a sketch of 64 bands of two lets many strangers through.
            if len(words & pairs[other]) >= _LEAST_OVERLAP * len(words | pairs[other]):
                yield passages[number].passage_id, passages[other].passage_id
        index.insert(number, sketch)


def _iter_same_title(passages: Sequence[LabelledPassage]) -> Iterator[tuple[str, str]]:
    last: dict[tuple[str, str], str] = {}
    for passage in passages:
        if passage.title:
            key = (passage.voice, passage.title)
            if key in last:
                yield last[key], passage.passage_id
            last[key] = passage.passage_id


def _iter_same_page(passages: Sequence[LabelledPassage]) -> Iterator[tuple[str, str]]:
    last: dict[str, str] = {}
    for passage in passages:
        if passage.basis_url:
            if passage.basis_url in last:
                yield last[passage.basis_url], passage.passage_id
            last[passage.basis_url] = passage.passage_id


def _iter_rare_pairs(passages: Sequence[LabelledPassage]) -> Iterator[tuple[str, str]]:
    holders: dict[frozenset[str], list[str]] = defaultdict(list)
    for passage in passages:
        for pair in passage.parties:
            holders[frozenset(pair)].append(passage.passage_id)
    for ids in holders.values():
        if len(ids) <= _RARE_PAIR:
            yield from zip(ids, ids[1:], strict=False)
