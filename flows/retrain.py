"""Retraining: decisions -> training data -> new model -> comparison -> promotion of what is better.

Needs the train extra. The model in use is left alone unless the candidate is better on the frozen development passages
and, once enough decisions are held back, no worse on those. The comparison is kept either way.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact

from pactwatch.classify import Classifier
from pactwatch.errors import ModelError
from pactwatch.pipeline.models import find_model_folder, promote_model
from pactwatch.pipeline.runs import hold_ingest_lock, log, start_report
from pactwatch.pipeline.training import load_judged_passages
from pactwatch.project import find_folder
from pactwatch.settings import Settings, load_settings
from pactwatch.taxonomy import load_taxonomy
from pactwatch.train.compare import Comparison, compare_models
from pactwatch.train.passages import LabelledPassage, load_passages
from pactwatch.train.settings import TrainSettings
from pactwatch.train.splits import load_split, take_side

# Fewer held decisions than this say nothing about a model.
LEAST_HELD = 30


@task(name="train model")
def train(settings: Settings, judged: list[LabelledPassage], output: str, train_settings: TrainSettings) -> str:
    """Train on the shipped passages and the reviewers' decisions; return the model folder."""
    try:
        from pactwatch.train.build import train_model
    except ImportError as error:
        raise ModelError(f"training needs the train extra ({error.name} is missing): see README") from error
    train_model(find_folder("models/passages"), Path(output), settings=train_settings, added=judged, report=log.info)
    return output


@task(name="compare models")
def compare(current: str, candidate: str, passages: list[LabelledPassage]) -> Comparison:
    """Compare two model folders on labelled passages."""
    pairs = [(passage.title, passage.text) for passage in passages]
    found = [Classifier.load(Path(folder)).predict(pairs) for folder in (current, candidate)]
    return compare_models(passages, found[0], found[1], load_taxonomy())


@flow(name="retrain", log_prints=False)
def retrain(home: str, train_settings: TrainSettings | None = None, promotes: bool = True) -> dict[str, Any]:
    """Retrain on passages and decisions, compare, and promote what is better.

    Returns {run_id, reviewed_passages, held_passages, folder, development, held_decisions (once there are enough),
    is_promoted}; `folder` holds the new model in any case.
    """
    settings = load_settings(home).prepare()
    report = start_report("retrain")
    judged, held = load_judged_passages(settings)
    log.info("%d reviewed passages to train on, %d held back", len(judged), len(held))
    draft = settings.models_folder / f"candidate-{report.run_id}"
    try:
        train(settings, judged, str(draft), train_settings or TrainSettings())
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    table = {
        "run_id": report.run_id,
        "reviewed_passages": len(judged),
        "held_passages": len(held),
        "folder": str(draft),
        **_compare_all(settings, draft, held),
    }
    table["is_promoted"] = promotes and table.pop("is_better")
    if table["is_promoted"]:
        with hold_ingest_lock(settings):
            table["folder"] = str(promote_model(settings, draft, table))
        shutil.rmtree(draft, ignore_errors=True)
    (settings.reports_folder / f"{report.run_id}-retrain.json").write_text(json.dumps(table, indent=1) + "\n")
    rows = [{"figure": name, **figures} for name, figures in table["development"]["figures"].items()]
    create_table_artifact(table=rows, key="retrain-comparison", description=f"run {report.run_id}")
    return table


def _compare_all(settings: Settings, draft: Path, held: list[LabelledPassage]) -> dict[str, Any]:
    """Compare on the development passages and, once there are enough, on the decisions held back."""
    current, folder = str(find_model_folder(settings)), find_folder("models/passages")
    development = take_side(load_passages(folder), load_split(folder), "development")
    first = compare(current, str(draft), development)
    table: dict[str, Any] = {"development": first.to_table(), "is_better": first.is_better}
    if len(held) >= LEAST_HELD:
        second = compare(current, str(draft), held)
        table["held_decisions"] = second.to_table()
        table["is_better"] = first.is_better and second.keeps("evidence")
    return table
