"""Turns passages into token ids and label matrices; tokenises with the run time's own function."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pactwatch.classify import encode_pair
from pactwatch.records import Standing
from pactwatch.taxonomy import Taxonomy
from pactwatch.train.passages import LabelledPassage

STANDINGS: tuple[Standing, ...] = ("fact", "planned", "reported", "opinion")

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
Encoded = tuple[list[int], list[int]]


@dataclass(frozen=True, slots=True)
class Targets:
    """What the heads should say.

    labels: (passages, labels) of 0 and 1; evidence: (passages,) of 0 and 1; standing: (passages,) index into STANDINGS,
    -1 where there is no evidence.
    """

    labels: Floats
    evidence: Floats
    standing: Integers


@dataclass(frozen=True, slots=True)
class Logits:
    """Raw outputs. labels: (passages, labels), evidence: (passages,), standing: (passages, 4), all float32."""

    labels: Floats
    evidence: Floats
    standing: Floats


def make_targets(passages: Sequence[LabelledPassage], taxonomy: Taxonomy) -> Targets:
    """Build the label matrices in the taxonomy's order."""
    columns = {label: number for number, label in enumerate(taxonomy.label_ids)}
    labels = np.zeros((len(passages), len(columns)), dtype=np.float32)
    for row, passage in enumerate(passages):
        labels[row, [columns[label] for label in passage.labels]] = 1.0
    evidence = np.array([passage.is_evidence for passage in passages], dtype=np.float32)
    standing = [STANDINGS.index(p.standing) if p.standing in STANDINGS else -1 for p in passages]
    return Targets(labels=labels, evidence=evidence, standing=np.array(standing, dtype=np.int64))


def encode_pairs(tokenizer: Any, pairs: Sequence[tuple[str, str]], token_limit: int) -> list[Encoded]:
    """Tokenise (title, text) pairs into (input ids, token types)."""
    return [encode_pair(tokenizer, title, text, token_limit) for title, text in pairs]


def iter_batches(lengths: Sequence[int], batch_size: int, source: random.Random) -> Iterator[list[int]]:
    """Yield shuffled batches of row numbers; rows of like length share a batch, which halves the padding."""
    order = sorted(range(len(lengths)), key=lambda row: (lengths[row] // 24, source.random()))
    batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    source.shuffle(batches)
    yield from batches


def pad_batch(encoded: Sequence[Encoded]) -> tuple[Integers, Integers, Integers]:
    """Stack into (input ids, attention mask, token types), each (rows, longest), padded with zeros."""
    longest = max(len(ids) for ids, _ in encoded)
    ids, mask, types = (np.zeros((len(encoded), longest), dtype=np.int64) for _ in range(3))
    for row, (row_ids, row_types) in enumerate(encoded):
        ids[row, : len(row_ids)] = row_ids
        mask[row, : len(row_ids)] = 1
        types[row, : len(row_types)] = row_types
    return ids, mask, types
