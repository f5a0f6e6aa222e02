"""From passages to a model folder: train, calibrate, build, measure, describe; and rebuild or measure an existing one.

Out: `models/passage-labels` with adapter, int8 model, tokenizer, decision, training record, metrics, card and manifest.
Training sees only the training side of the split; calibration and thresholds come from cross-validation within it, so
that the development side stays unseen until it is measured.
"""

import importlib
import json
import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from pactwatch.classify import (
    DECISION_FILE,
    MODEL_FILE,
    TOKENIZER_FILE,
    Classifier,
    Decision,
    check_model_folder,
    load_decision,
    write_manifest,
)
from pactwatch.errors import ModelError
from pactwatch.seed import load_organisations
from pactwatch.taxonomy import load_taxonomy
from pactwatch.train.bases import BASES, BaseKey, find_base_folder
from pactwatch.train.calibrate import fit_decision
from pactwatch.train.card import write_card
from pactwatch.train.encoding import Logits, make_targets
from pactwatch.train.export import ADAPTER_FILE, export_int8, load_adapter, merge_adapter, read_adapter, save_adapter
from pactwatch.train.fit import Report, Trainer
from pactwatch.train.frozen import FrozenTrainer
from pactwatch.train.metrics import measure
from pactwatch.train.network import PassageNetwork
from pactwatch.train.passages import LabelledPassage, check_passages, hash_passages, load_passages
from pactwatch.train.pictures import draw_calibration
from pactwatch.train.settings import TrainSettings
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
    passages = _load_checked(passages_folder)
    _make_empty(output_folder)
    training = [*take_side(passages, load_split(passages_folder), "train"), *added]
    decision, adapter = _fit(settings, training, report)
    _write_model(output_folder, settings, adapter, decision, _describe_training(settings, training))
    return describe_model(output_folder, take_side(passages, load_split(passages_folder), "development"))


def continue_model(
    passages_folder: Path,
    output_folder: Path,
    start_folder: Path,
    *,
    settings: TrainSettings,
    report: Report = lambda line: None,
) -> dict[str, Any]:
    """Train an existing model further on the folder's training side and write a new one; return its figures.

    Minutes instead of hours, for a few hundred new passages. The decision (scales, thresholds, abstain band) is the
    earlier model's: it was fitted on networks that did not see what they scored, and a short further training with a
    low rate moves it little. The development figures say whether that held. Raises ModelError as `train_model` does.
    """
    passages = _load_checked(passages_folder)
    _make_empty(output_folder)
    record = read_training_record(start_folder)
    kept = {name: record["settings"][name] for name in ("base", "method", "rank", "pooling", "token_limit")}
    settings = replace(settings, **kept)
    training = take_side(passages, load_split(passages_folder), "train")
    report(f"going on from {check_model_folder(start_folder)} on {len(training)} passages")
    trainer = make_trainer(settings, training, report)
    if isinstance(trainer, FrozenTrainer):
        raise ModelError("a model with a frozen encoder has nothing to go on from: train it anew")
    adapter = read_adapter(trainer.fit(training, load_adapter(start_folder / ADAPTER_FILE)))
    described = _describe_training(settings, training) | {"continued_from": record}
    _write_model(output_folder, settings, adapter, load_decision(start_folder), described)
    return describe_model(output_folder, take_side(passages, load_split(passages_folder), "development"))


def build_model(folder: Path, *, output: Path | None = None) -> Path:
    """Build the int8 model from the folder's adapter and the base weights; returns the file written.

    `output` keeps the shipped file as it is and writes elsewhere, for comparison; otherwise the manifest is renewed.
    """
    path = output or folder / MODEL_FILE
    export_int8(load_network(folder), path)
    if output is None:
        write_manifest(folder)
    return path


def describe_model(folder: Path, passages: Sequence[LabelledPassage]) -> dict[str, Any]:
    """Score passages with the built model, write metrics, picture, card and manifest, and return the metrics."""
    taxonomy = load_taxonomy()
    found = Classifier.load(folder).predict([(passage.title, passage.text) for passage in passages])
    metrics = measure(passages, found, taxonomy)
    _write_json(folder / METRICS_FILE, metrics)
    draw_calibration(folder, passages, found, taxonomy)
    write_card(folder, json.loads((folder / TRAINING_FILE).read_text(encoding="utf-8")), metrics)
    write_manifest(folder)
    return metrics


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


def load_network(folder: Path) -> PassageNetwork:
    """Rebuild the trained network of a model folder from its adapter and its base, in float32."""
    base: BaseKey = read_training_record(folder)["settings"]["base"]
    return merge_adapter(load_adapter(folder / ADAPTER_FILE), base)


def read_training_record(folder: Path) -> dict[str, Any]:
    """Read `training.json` of a model folder; raises ModelError when it is no record."""
    try:
        record: dict[str, Any] = json.loads((folder / TRAINING_FILE).read_text(encoding="utf-8"))
        record["settings"]["base"]  # noqa: B018  # a record without it is none
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / TRAINING_FILE}: not readable: {error!r}") from error
    return record


def make_trainer(
    settings: TrainSettings, training: Sequence[LabelledPassage], report: Report = lambda line: None
) -> Trainer | FrozenTrainer:
    """Make what fits and scores networks with these settings; names are swapped among the training passages' own."""
    taxonomy = load_taxonomy()
    if settings.method == "frozen":
        return FrozenTrainer(settings, taxonomy, report=report)
    organisations = load_organisations()
    swapper = NameSwapper(settings.swapped_share, organisations, find_unknown_names(training, organisations))
    return Trainer(settings, taxonomy, make_pair=swapper.make_pair, report=report)


def _fit(
    settings: TrainSettings, training: Sequence[LabelledPassage], report: Report
) -> tuple[Decision, dict[str, Any]]:
    """Fit the decision on passages scored by networks that did not see their scenarios, and a network on all.

    The fits do not depend on each other; `process_count` of them run at once.
    """
    folds = make_folds(training, settings.fold_count)[: settings.scored_fold_count]
    jobs = [(settings, training, fold) for fold in (*folds, [])]
    report(f"{len(jobs)} fits on up to {len(training)} passages, {settings.process_count} at once")
    if settings.process_count > 1:
        with ProcessPoolExecutor(settings.process_count, mp_context=get_context("spawn")) as pool:
            results = list(pool.map(_fit_one, jobs))
    else:
        results = [_fit_one(job, report) for job in jobs]
    held = [row for fold in folds for row in fold]
    scored = [result for result in results if isinstance(result, Logits)]
    logits = Logits(
        labels=np.concatenate([part.labels for part in scored]),
        evidence=np.concatenate([part.evidence for part in scored]),
        standing=np.concatenate([part.standing for part in scored]),
    )
    taxonomy = load_taxonomy()
    targets = make_targets([training[row] for row in held], taxonomy)
    adapter = next(result for result in results if isinstance(result, dict))
    return fit_decision(logits, targets, taxonomy, token_limit=settings.token_limit), adapter


def _fit_one(
    job: tuple[TrainSettings, Sequence[LabelledPassage], list[int]], report: Report | None = None
) -> Logits | dict[str, Any]:
    """Fit without the held rows and score those; with none held, fit on everything and return what was learnt."""
    settings, training, held = job
    trainer = make_trainer(settings, training, report or _print_line)
    out = set(held)
    network = trainer.fit([passage for row, passage in enumerate(training) if row not in out])
    return trainer.score(network, [training[row] for row in held]) if held else read_adapter(network)


def _load_checked(folder: Path) -> tuple[LabelledPassage, ...]:
    passages = load_passages(folder)
    problems = check_passages(passages, load_taxonomy())
    if problems:
        raise ModelError(f"{len(problems)} problems in {folder}, the first: {problems[0]}")
    return passages


def _make_empty(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        raise ModelError(f"{folder} is not empty: name a new folder for the model")
    folder.mkdir(parents=True, exist_ok=True)
    _import_what_comes_last()


def _write_model(
    folder: Path, settings: TrainSettings, adapter: dict[str, Any], decision: Decision, described: dict[str, Any]
) -> None:
    save_adapter(adapter, folder / ADAPTER_FILE)
    shutil.copyfile(find_base_folder(settings.base) / TOKENIZER_FILE, folder / TOKENIZER_FILE)
    _write_json(folder / DECISION_FILE, decision.to_table())
    _write_json(folder / TRAINING_FILE, described)
    build_model(folder)


def _import_what_comes_last() -> None:
    """Fail before hours of training, not after them, where a package of the train extra is missing."""
    for name in ("onnx", "onnxruntime.quantization", "matplotlib"):
        importlib.import_module(name)


def _print_line(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _describe_training(settings: TrainSettings, training: Sequence[LabelledPassage]) -> dict[str, Any]:
    base = BASES[settings.base]
    return {
        "base": base.title,
        "base_million_parameters": base.million_parameters,
        "base_sha256": base.weights_sha256,
        "passages": len(training),
        "passages_sha256": hash_passages(training),
        "evidence_passages": sum(passage.is_evidence for passage in training),
        "settings": asdict(settings),
    }


def _write_json(path: Path, table: dict[str, Any]) -> None:
    path.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
