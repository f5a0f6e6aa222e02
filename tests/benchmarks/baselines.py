"""Measures what simple methods reach on the frozen development passages: TF-IDF, label definitions, frozen encoders.

All are scored alike: one best threshold per group on the development side (lenient, and the same for every method).
Needs the train extra and the base encoders; `pactwatch model train` makes the rows of trained networks.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from pactwatch.classify import load_tokenizer
from pactwatch.project import find_folder
from pactwatch.taxonomy import Move, Pattern, Signal, load_taxonomy
from pactwatch.train.bases import BaseKey, find_base_folder
from pactwatch.train.build import load_network, make_trainer
from pactwatch.train.encoding import Logits, Targets, encode_pairs, make_targets, pad_batch
from pactwatch.train.metrics import area_under_curve, average_precision, micro_f1
from pactwatch.train.network import load_encoder
from pactwatch.train.passages import LabelledPassage, load_passages
from pactwatch.train.settings import TrainSettings
from pactwatch.train.splits import load_split, take_side

Numbers = npt.NDArray[Any]
Passages = Sequence[LabelledPassage]


def score_tfidf(training: Passages, passages: Passages) -> Logits:
    """TF-IDF over words and word pairs, one logistic regression per output."""
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    known = vectorizer.fit_transform([f"{one.title} {one.text}" for one in training])
    asked = vectorizer.transform([f"{one.title} {one.text}" for one in passages])
    targets = make_targets(training, load_taxonomy())
    columns = [
        LogisticRegression(C=10, class_weight="balanced", max_iter=300).fit(known, wanted).decision_function(asked)
        for wanted in (*targets.labels.T, targets.evidence)
    ]
    rows = targets.standing >= 0
    standing = LogisticRegression(C=10, max_iter=300).fit(known[rows], targets.standing[rows]).decision_function(asked)
    return Logits(labels=np.stack(columns[:-1], axis=1), evidence=columns[-1], standing=standing)


def score_definitions(base: BaseKey, passages: Passages) -> Logits:
    """Cosine between a passage and what the taxonomy says a label means; evidence is the best label's."""
    taxonomy = load_taxonomy()
    described: list[Pattern | Signal | Move] = [*taxonomy.patterns, *taxonomy.signals, *taxonomy.kill_list]
    labels = _embed(base, [("", f"{one.title}. {one.definition}") for one in described])
    found = _embed(base, [(one.title, one.text) for one in passages]) @ labels.T
    return Logits(labels=found, evidence=found.max(axis=1), standing=np.zeros((len(passages), 4), dtype=np.float32))


def score_frozen(base: BaseKey, training: Passages, passages: Passages) -> Logits:
    """Logistic regression on the mean of an untouched encoder's hidden states."""
    trainer = make_trainer(TrainSettings(base=base, method="frozen"), training)
    return trainer.score(trainer.fit(training), passages)


def score_model(folder: Path, training: Passages, passages: Passages) -> Logits:
    """A trained model folder, in float32."""
    settings = TrainSettings(**json.loads((folder / "training.json").read_text())["settings"])
    return make_trainer(settings, training).score(load_network(folder), passages)


def measure(logits: Logits, targets: Targets) -> dict[str, float]:
    """Best micro-F1 and average precision per group, AUROC and best F1 of evidence, accuracy of standing."""
    taxonomy = load_taxonomy()
    ends = np.cumsum([len(taxonomy.pattern_ids), len(taxonomy.signal_ids), len(taxonomy.kill_list_ids)])
    table: dict[str, float] = {}
    for name, start, end in zip(("patterns", "signals", "kill_list"), (0, *ends), ends, strict=False):
        truth, scores = targets.labels[:, start:end].ravel(), logits.labels[:, start:end].ravel()
        table[name] = find_best_f1(truth, scores)
        table[f"{name} AP"] = average_precision(truth, scores)
    table["evidence AUROC"] = area_under_curve(targets.evidence, logits.evidence)
    table["evidence F1"] = find_best_f1(targets.evidence, logits.evidence)
    rows = targets.standing >= 0
    table["standing"] = float((logits.standing[rows].argmax(axis=1) == targets.standing[rows]).mean())
    return table


def find_best_f1(truth: Numbers, scores: Numbers) -> float:
    """Best F1 over 500 thresholds."""
    thresholds = np.quantile(scores, np.linspace(0.02, 0.999, 500))
    return max(micro_f1(truth, (scores >= threshold).astype(float)) for threshold in thresholds)


def _embed(base: BaseKey, pairs: Sequence[tuple[str, str]]) -> Numbers:
    folder = find_base_folder(base)
    encoder, tokenizer = load_encoder(base).eval(), load_tokenizer(folder)
    rows = []
    with torch.inference_mode():
        for ids, types in encode_pairs(tokenizer, pairs, 256):
            batch = [torch.from_numpy(array) for array in pad_batch([(ids, types)])]
            hidden = encoder(input_ids=batch[0], attention_mask=batch[1], token_type_ids=batch[2]).last_hidden_state
            rows.append(hidden[0].mean(dim=0).numpy())
    found: Numbers = np.stack(rows)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


def main() -> None:
    """Print one line of figures per method."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", type=Path, help="folders of trained models to put on the same yardstick")
    folder = find_folder("models/passages")
    passages, split = load_passages(folder), load_split(folder)
    training, development = take_side(passages, split, "train"), take_side(passages, split, "development")
    targets = make_targets(development, load_taxonomy())
    methods: dict[str, Callable[[], Logits]] = {
        "TF-IDF, logistic regression": lambda: score_tfidf(training, development),
        "cosine to definitions, gte-small": lambda: score_definitions("gte-small", development),
        "frozen minilm-l6": lambda: score_frozen("minilm-l6", training, development),
        "frozen gte-small": lambda: score_frozen("gte-small", training, development),
    }
    for model in parser.parse_args().models:
        methods[str(model)] = lambda model=model: score_model(model, training, development)  # type: ignore[misc]
    print(f"{len(training)} training passages, {len(development)} development passages")
    for name, score in methods.items():
        figures = measure(score(), targets)
        print(name, " ".join(f"{key} {value:.3f}" for key, value in figures.items()), sep="\t", flush=True)


if __name__ == "__main__":
    main()
