"""Which articles are copies of one text, so that ten reprints of a wire story count as one origin.

In: pairs of id and text. Out: for each id, the id of the earliest article of its cluster; and the name of the wire or
outlet that a text says it comes from. Nothing here knows sources, evidence or confidence.

Near-duplicates are found with MinHash and banded LSH (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of Massive
Datasets", chapter 3), in rensa's implementation.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rensa import RMinHash, RMinHashLSH

# 32 bands of 3 rows over pairs of neighbouring words. Measured on 385 real articles against altered copies of each: all
# found with 15 % of the sentences or words replaced, .97 with 30 % and .57 with 45 % of the sentences, .96 of copies
# cut to half, all with a third of foreign text around. The most alike of 74,000 pairs of different articles has .06.
_HASHES: Final = 96
_BANDS: Final = 32
_ALIKE_0TO1: Final = 0.35
_SEED: Final = 42
# Fewer words are a notice, not a story; two of them are alike by chance.
_FEWEST_WORDS: Final = 20
_WORD: Final = re.compile(r"\w+")

_MARK_CHARS: Final = 400
_WIRES: Final = (
    ("Reuters", r"\(Reuters\)|(?:©|copyright|source:) ?(?:thomson )?reuters"),
    (
        "Associated Press",
        r"\(AP\) ?[-–—]|copyright \d{4} (?:the )?associated press",
    ),
    ("Agence France-Presse", r"\(AFP\)|©? ?\d{4} AFP\b"),
    ("Bloomberg", r"\(Bloomberg\)"),
    ("PR Newswire", r"/ ?PR ?Newswire ?/|(?:source|via|from):? PR ?Newswire"),
    ("Business Wire", r"\(BUSINESS WIRE\)|(?:source|via|from|on):? business ?wire(?:\.com)?"),
    ("GlobeNewswire", r"\(GLOBE ?NEWSWIRE\)|(?:source|via|from):? globe ?newswire"),
    ("ACCESSWIRE", r"/ ?ACCESSWIRE ?/"),
    ("EIN Presswire", r"/ ?EIN ?Presswire(?:\.com)? ?/"),
)
_WIRE_MARKS: Final = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _WIRES)
_OUTLET: Final = r"(?-i:[A-Z])[\w&'’.-]*(?: (?-i:[A-Z])[\w&'’.-]*){0,4}"
_FIRST_APPEARED: Final = re.compile(
    r"\b(?:this|the) (?:article|story|post|piece|report|column)\b[^.\n]{0,40}?\b(?:first|originally|previously) "
    rf"(?:appeared|published|ran|posted)(?: here)? (?:in|on|at|by) (?:the )?(?P<outlet>{_OUTLET})"
    rf"|\b(?:republished|reprinted) (?:with permission )?(?:from|courtesy of) (?:the )?(?P<source>{_OUTLET})",
    re.IGNORECASE,
)


class ClusterIndex:
    """Near-duplicate clusters that grow: each text joins the cluster of the most alike earlier one, or founds its own.

    The same texts in the same order always give the same clusters.
    """

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        self._index = RMinHashLSH(threshold=_ALIKE_0TO1, num_perm=_HASHES, num_bands=_BANDS)
        self._signatures: list[RMinHash] = []
        self._clusters: list[str] = []
        self._cluster_of: dict[str, str] = {}
        self.add(known)

    def add(self, documents: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Take in pairs of id and text, earliest first; return the cluster of each id, also of ids that were known."""
        pairs = list(documents)
        fresh = list({key: text for key, text in pairs if key not in self._cluster_of}.items())
        signatures = RMinHash.from_token_sets([_list_shingles(text) for _, text in fresh], _HASHES, _SEED)
        for (key, text), signature in zip(fresh, signatures, strict=True):
            self._cluster_of[key] = self._place(key, text, signature)
        return {key: self._cluster_of[key] for key, _ in pairs}

    def _place(self, key: str, text: str, signature: RMinHash) -> str:
        if len(_WORD.findall(text, 0, 1000)) < _FEWEST_WORDS:
            return key
        alike = [(signature.jaccard(self._signatures[row]), -row) for row in self._index.query(signature)]
        best_0to1, minus_row = max(alike, default=(0.0, 0))
        cluster = self._clusters[-minus_row] if best_0to1 >= _ALIKE_0TO1 else key
        self._index.insert(len(self._signatures), signature)
        self._signatures.append(signature)
        self._clusters.append(cluster)
        return cluster


def assign_clusters(documents: Sequence[tuple[str, str]], known: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """Return, for each id of `documents`, the id of the earliest member of its cluster.

    `documents` and `known` are pairs of id and text, each earliest first; all of `known` is earlier than all of
    `documents`. About 1,100 articles a second and core: keep a `ClusterIndex` where many batches follow each other.

    >>> text = "The two companies said on Monday that their agreement will run for seven more years and add chips " * 3
    >>> assign_clusters([("b", text + "Copy."), ("c", "Something else entirely.")], known=[("a", text)])
    {'b': 'a', 'c': 'c'}
    """
    return ClusterIndex(known).add(documents)


def find_origin_mark(text: str) -> str | None:
    """Return the wire or outlet that the text names as its origin at its beginning or end, or None.

    >>> find_origin_mark("SEATTLE, March 3, 2025 /PRNewswire/ -- Example Corp. said")
    'PR Newswire'
    >>> find_origin_mark("A long story. This story first appeared in Example Weekly.")
    'Example Weekly'
    """
    head, tail = text[:_MARK_CHARS], text[-_MARK_CHARS:]
    for part in (head, tail):
        for name, pattern in _WIRE_MARKS:
            if pattern.search(part):
                return name
        if match := _FIRST_APPEARED.search(part):
            return str(match["outlet"] or match["source"]).rstrip(".’'")
    return None


def _list_shingles(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return [f"{first} {second}" for first, second in zip(words, words[1:], strict=False)] or words or [""]
