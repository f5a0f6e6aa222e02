"""Measures scoring and gating: passages per second of the shipped model, of plain transformers, and of the gate.

The shipped model runs as in production: int8, one passage per call, two threads. Beside it, where torch and the base
weights are installed, runs the same encoder in transformers: eager attention, float32, unsorted batches of 32, two
threads, in the same process run after run, so that the ratio holds on a busy machine too. The gate is measured with all
seeded organisations; its pass rate on real pages needs ../shared/corpus and is left out without it.
"""

import argparse
import importlib.util
import json
import re
import statistics
import time
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from pactwatch.classify import Classifier, encode_pair
from pactwatch.errors import ModelError
from pactwatch.gate import Gate, load_cues
from pactwatch.project import find_folder, find_project_root
from pactwatch.seed import load_organisations
from pactwatch.train.passages import LabelledPassage, load_passages

Pairs = Sequence[tuple[str, str]]

_THREADS, _BATCH, _ROUNDS = 2, 32, 3
_SHORTEST_WORDS = 8


def main() -> None:
    """Run all measurements and print one JSON table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=160, help="how many authored passages to score")
    count = parser.parse_args().passages
    started = time.perf_counter()
    classifier = Classifier.load(thread_count=_THREADS)
    table: dict[str, Any] = {"load_s": round(time.perf_counter() - started, 3)}
    passages = load_passages()
    pairs = [(passage.title, passage.text) for passage in passages[:: max(1, len(passages) // count)]]
    table |= measure_scoring(classifier, pairs)
    table |= measure_gate(passages)
    print(json.dumps(table, indent=1))


def measure_scoring(classifier: Classifier, pairs: Pairs) -> dict[str, Any]:
    """Time the shipped model and, if it can run, plain transformers, in turns; medians of passages per second."""
    plain = _find_plain_scorer()
    shipped_speeds, plain_speeds = [], []
    for _ in range(_ROUNDS):
        shipped_speeds.append(_time(lambda: classifier.predict(pairs), len(pairs)))
        if plain is not None:
            plain_speeds.append(_time(lambda: plain(pairs), len(pairs)))
    tokens = [len(encode_pair(classifier._tokenizer, title, text, 512)[0]) for title, text in pairs]
    table: dict[str, Any] = {
        "passages": len(pairs),
        "tokens_median": statistics.median(tokens),
        "shipped_per_s": round(statistics.median(shipped_speeds), 1),
        "shipped_ms_per_passage": round(1000 / statistics.median(shipped_speeds), 2),
    }
    if not plain_speeds:
        return table | {"transformers_per_s": "torch or the base weights are not installed"}
    table["transformers_per_s"] = round(statistics.median(plain_speeds), 1)
    ratios = [fast / slow for fast, slow in zip(shipped_speeds, plain_speeds, strict=True)]
    table["times_faster"] = round(statistics.median(ratios), 1)
    return table


def measure_gate(passages: Sequence[LabelledPassage]) -> dict[str, Any]:
    """Time the gate on authored passages; its recall on evidence, and its pass rate on real pages if they are there."""
    names = chain.from_iterable(
        (*o.aliases, *o.products, *o.context_aliases, *o.former_names) for o in load_organisations()
    )
    gate = Gate(names, load_cues())
    evidence = [passage for passage in passages if passage.is_evidence]
    speed = _time(lambda: [gate.check(passage.text, passage.title) for passage in passages], len(passages))
    passed = sum(gate.check(passage.text, passage.title).passed for passage in evidence)
    table: dict[str, Any] = {"gate_per_s": round(speed), "gate_recall": round(passed / len(evidence), 4)}
    corpus = find_project_root().parent / "shared" / "corpus" / "gold.jsonl"
    if not corpus.is_file():
        return table | {"gate_pass_rate": "../shared/corpus is absent"}
    paragraphs = _read_paragraphs(corpus)
    let_through = sum(gate.check(text, title).passed for title, text in paragraphs)
    return table | {"real_paragraphs": len(paragraphs), "gate_pass_rate": round(let_through / len(paragraphs), 4)}


def _time(work: Callable[[], object], count: int) -> float:
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def _find_plain_scorer() -> Callable[[Pairs], object] | None:
    """Return transformers as a newcomer would run it, or None where torch or the base weights are missing."""
    if importlib.util.find_spec("torch") is None:
        return None
    import torch

    from pactwatch.classify import load_tokenizer
    from pactwatch.train.bases import find_base_folder
    from pactwatch.train.encoding import encode_pairs, pad_batch
    from pactwatch.train.network import load_encoder

    torch.set_num_threads(_THREADS)
    record = json.loads((find_folder("models/passage-labels") / "training.json").read_text(encoding="utf-8"))
    base = record["settings"]["base"]
    try:
        encoder, tokenizer = load_encoder(base).eval(), load_tokenizer(find_base_folder(base))
    except ModelError:
        return None

    def score(pairs: Pairs) -> None:
        with torch.inference_mode():
            for start in range(0, len(pairs), _BATCH):
                ids, mask, types = pad_batch(encode_pairs(tokenizer, pairs[start : start + _BATCH], 256))
                encoder(*(torch.from_numpy(array) for array in (ids, mask, types)))

    return score


def _read_paragraphs(path: Path) -> list[tuple[str, str]]:
    """Cut the main texts of the real pages into (title, paragraph) pairs of at least eight words."""
    with path.open(encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    return [
        (page["title"] or "", part.strip())
        for page in pages
        for part in re.split(r"\n+", page["text"] or "")
        if len(part.split()) >= _SHORTEST_WORDS
    ]


if __name__ == "__main__":
    main()
