"""From passages to a model folder: train, calibrate, build, measure, describe; and rebuild or measure an existing one.

Out: `models/passage-labels` with adapter, int8 model, tokenizer, decision, training record, metrics, card and manifest.
Training sees only the training side of the split; calibration and thresholds come from cross-validation within it, so
that the development side stays unseen until it is measured.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from pactwatch.classify import DECISION_FILE, MODEL_FILE, TOKENIZER_FILE, Classifier, Decision, write_manifest
from pactwatch.errors import ModelError
from pactwatch.seed import load_organisations
from pactwatch.taxonomy import load_taxonomy
from pactwatch.train.calibrate import fit_decision
from pactwatch.train.card import write_card
from pactwatch.train.encoding import Logits, make_targets
from pactwatch.train.export import ADAPTER_FILE, export_int8, load_adapter, merge_adapter, read_adapter, save_adapter
from pactwatch.train.fit import Report, Trainer
from pactwatch.train.frozen import FrozenTrainer
from pactwatch.train.metrics import measure
from pactwatch.train.network import find_base_folder
from pactwatch.train.passages import LabelledPassage, check_passages, hash_passages, load_passages
from pactwatch.train.settings import BASE_NAME, BASE_SHA256, TrainSettings
from pactwatch.train.splits import cluster_passages, load_split, take_side
from pactwatch.train.swapping import NameSwapper, find_unknown_names

TRAINING_FILE = "training.json"
METRICS_FILE = "metrics.json"


def train_model(
    passages_folder: Path,
    output_folder: Path,
    *,
    settings: TrainSettings | None = None,
    added: Sequence[LabelledPassage] = (),
    report: Report = lambda line: None,
) -> dict[str, Any]:
    """Train on the folder's training side, write a complete model folder, and return its development figures.

    `added` are further passages to train on, such as those that reviewers decided.

    Raises ModelError when passages break the codebook's rules, the split does not cover them, or the base is wrong.
    """
    settings = settings or TrainSettings()
    base_folder = find_base_folder()
    taxonomy = load_taxonomy()
    passages = load_passages(passages_folder)
    problems = check_passages(passages, taxonomy)
    if problems:
        raise ModelError(f"{len(problems)} problems in {passages_folder}, the first: {problems[0]}")
    training = [*take_side(passages, load_split(passages_folder), "train"), *added]
    trainer = _make_trainer(settings, base_folder, report, training)
    decision = _calibrate(trainer, training)
    report(f"training on all {len(training)} passages")
    adapter = read_adapter(trainer.fit(training))
    output_folder.mkdir(parents=True, exist_ok=True)
    save_adapter(adapter, output_folder / ADAPTER_FILE)
    shutil.copyfile(base_folder / TOKENIZER_FILE, output_folder / TOKENIZER_FILE)
    _write_json(output_folder / DECISION_FILE, decision.to_table())
    _write_json(output_folder / TRAINING_FILE, _describe_training(settings, training))
    build_model(output_folder, base_folder=base_folder)
    metrics = evaluate_model(output_folder, take_side(passages, load_split(passages_folder), "development"))
    _write_json(output_folder / METRICS_FILE, metrics)
    write_card(output_folder, json.loads((output_folder / TRAINING_FILE).read_text(encoding="utf-8")), metrics)
    write_manifest(output_folder)
    return metrics


def build_model(folder: Path, *, base_folder: Path | None = None, output: Path | None = None) -> Path:
    """Build the int8 model from the folder's adapter and the base weights; returns the file written.

    `output` keeps the shipped file as it is and writes elsewhere, for comparison; otherwise the manifest is renewed.
    """
    adapter = load_adapter(folder / ADAPTER_FILE)
    path = output or folder / MODEL_FILE
    export_int8(merge_adapter(adapter, base_folder or find_base_folder()), path)
    if output is None:
        write_manifest(folder)
    return path


def evaluate_model(model_folder: Path, passages: Sequence[LabelledPassage]) -> dict[str, Any]:
    """Score passages with the built model and compare with their labels; see `metrics.measure` for the figures."""
    found = Classifier.load(model_folder).predict([(passage.title, passage.text) for passage in passages])
    return measure(passages, found, load_taxonomy())


def find_unequal_labels(first: Classifier, second: Classifier, passages: Sequence[LabelledPassage]) -> list[str]:
    """Return the ids of passages to which two models give different labels; empty proves them equal on these."""
    pairs = [(passage.title, passage.text) for passage in passages]
    compared = zip(passages, first.predict(pairs), second.predict(pairs), strict=True)
    return [
        passage.passage_id
        for passage, one, other in compared
        if (one.patterns, one.signals, one.kill_list, one.standing, one.is_evidence)
        != (other.patterns, other.signals, other.kill_list, other.standing, other.is_evidence)
    ]


def make_folds(passages: Sequence[LabelledPassage], count: int) -> list[list[int]]:
    """Deal row numbers into folds, whole scenarios at a time, the largest first and into the smallest fold."""
    rows = {passage.passage_id: row for row, passage in enumerate(passages)}
    folds: list[list[int]] = [[] for _ in range(count)]
    for group in sorted(cluster_passages(passages), key=lambda ids: (-len(ids), ids[0])):
        min(folds, key=len).extend(rows[passage_id] for passage_id in group)
    return [sorted(fold) for fold in folds]


def _make_trainer(
    settings: TrainSettings, base_folder: Path, report: Report, training: Sequence[LabelledPassage]
) -> Trainer | FrozenTrainer:
    taxonomy = load_taxonomy()
    if settings.method == "frozen":
        return FrozenTrainer(settings, taxonomy, base_folder, report=report)
    organisations = load_organisations()
    swapper = NameSwapper(settings.swapped_share, organisations, find_unknown_names(training, organisations))
    return Trainer(settings, taxonomy, base_folder, make_pair=swapper.make_pair, report=report)


def _calibrate(trainer: Trainer | FrozenTrainer, training: Sequence[LabelledPassage]) -> Decision:
    """Score every training passage with a network that did not see its scenario, and fit the decision on that."""
    targets = make_targets(training, trainer.taxonomy)
    held_out = Logits(
        labels=np.zeros_like(targets.labels),
        evidence=np.zeros_like(targets.evidence),
        standing=np.zeros((len(training), 4), dtype=np.float32),
    )
    for number, fold in enumerate(make_folds(training, trainer.settings.fold_count), start=1):
        trainer.report(f"fold {number} of {trainer.settings.fold_count}")
        kept = set(range(len(training))) - set(fold)
        found = trainer.score(trainer.fit([training[row] for row in sorted(kept)]), [training[row] for row in fold])
        held_out.labels[fold], held_out.evidence[fold] = found.labels, found.evidence
        held_out.standing[fold] = found.standing
    return fit_decision(held_out, targets, trainer.taxonomy, token_limit=trainer.settings.token_limit)


def _describe_training(settings: TrainSettings, training: Sequence[LabelledPassage]) -> dict[str, Any]:
    return {
        "base": BASE_NAME,
        "base_sha256": BASE_SHA256,
        "passages": len(training),
        "passages_sha256": hash_passages(training),
        "evidence_passages": sum(passage.is_evidence for passage in training),
        "settings": {**asdict(settings), "learning_rate": settings.learning_rate},
    }


def _write_json(path: Path, table: dict[str, Any]) -> None:
    path.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
