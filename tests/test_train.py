"""Training and building: the shipped model is what its adapter, its base and the builder make."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

pytest.importorskip("torch", reason="needs the train extra: pip install 'pactwatch[train]'")

from pactwatch.classify import Classifier, check_model_folder  # noqa: E402  # after the skip
from pactwatch.errors import ModelError  # noqa: E402  # after the skip
from pactwatch.project import find_folder  # noqa: E402  # after the skip
from pactwatch.taxonomy import load_taxonomy  # noqa: E402  # after the skip
from pactwatch.train.bases import BaseKey, check_base, find_base_folder, unpack_base  # noqa: E402  # after the skip
from pactwatch.train.build import build_model, continue_model, find_unequal_labels, train_model  # noqa: E402  # after the skip
from pactwatch.train.export import merge_adapter, read_adapter, start_from  # noqa: E402  # after the skip
from pactwatch.train.fit import Trainer  # noqa: E402  # after the skip
from pactwatch.train.network import make_network  # noqa: E402  # after the skip
from pactwatch.train.passages import hash_passages, load_passages  # noqa: E402  # after the skip
from pactwatch.train.settings import Method, TrainSettings  # noqa: E402  # after the skip
from pactwatch.train.splits import load_split, take_side  # noqa: E402  # after the skip

PASSAGES = find_folder("models/passages")
SHIPPED = find_folder("models/passage-labels")
SMALL: BaseKey = "minilm-l6"
FROZEN = TrainSettings(base=SMALL, method="frozen")
SHORT = TrainSettings(base=SMALL, epoch_count=1)


def is_here(key: BaseKey) -> bool:
    try:
        return bool(find_base_folder(key))
    except ModelError:
        return False


pytestmark = [pytest.mark.train, pytest.mark.skipif(not is_here(SMALL), reason=f"the base {SMALL} is not installed")]


def copy_folder(source: Path, target: Path) -> Path:
    target.mkdir()
    for file in source.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    return target


@pytest.mark.skipif(not is_here("gte-small"), reason="the base gte-small is not unpacked")
def test_the_shipped_file_equals_the_rebuilt_one(tmp_path: Path) -> None:
    rebuilt = copy_folder(SHIPPED, tmp_path / "rebuilt")
    build_model(rebuilt)
    passages = take_side(load_passages(PASSAGES), load_split(PASSAGES), "development")[:60]
    assert find_unequal_labels(Classifier.load(SHIPPED), Classifier.load(rebuilt), passages) == []


def test_the_shipped_model_was_trained_on_the_shipped_passages() -> None:
    training = take_side(load_passages(PASSAGES), load_split(PASSAGES), "train")
    record = json.loads((SHIPPED / "training.json").read_text())
    assert record["passages_sha256"] == hash_passages(training)
    assert record["passages"] == len(training)


@pytest.mark.parametrize("method", ["lora", "full"])
def test_what_is_stored_scores_as_what_was_trained(method: Method) -> None:
    passages = load_passages(PASSAGES)[:16]
    trainer = Trainer(TrainSettings(base=SMALL, method=method, epoch_count=1), load_taxonomy())
    network = trainer.fit(passages)
    stored = trainer.score(merge_adapter(read_adapter(network), SMALL), passages)
    # Float16 rounds each weight by at most one part in two thousand.
    assert np.abs(stored.labels - trainer.score(network, passages).labels).max() < 0.02


def test_training_twice_gives_the_same_weights() -> None:
    passages = load_passages(PASSAGES)[:16]
    trainer = Trainer(SHORT, load_taxonomy())
    first, second = read_adapter(trainer.fit(passages)), read_adapter(trainer.fit(passages))
    assert all(bool((first[name] == second[name]).all()) for name in first)


def test_another_base_is_refused(tmp_path: Path) -> None:
    save_file({"embeddings.word_embeddings.weight": np.zeros((2, 2), dtype=np.float32)}, tmp_path / "model.safetensors")
    with pytest.raises(ModelError, match="has another"):
        check_base(SMALL, tmp_path)


def test_archive_that_is_none_is_refused_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTWATCH_BASES", str(tmp_path / "bases"))
    archive = tmp_path / "models.tgz"
    archive.write_bytes(b"half a download")
    with pytest.raises(ModelError, match="not the archive"):
        unpack_base(archive)
    assert list((tmp_path / "bases").iterdir()) == []


def test_an_adapter_that_does_not_fit_is_refused() -> None:
    trainer = Trainer(SHORT, load_taxonomy())
    tensors = read_adapter(trainer.fit(load_passages(PASSAGES)[:8]))
    with pytest.raises(ModelError, match="does not fit"):
        merge_adapter({**tensors, "encoder.layer.9.down": tensors["heads.bias"]}, SMALL)


def test_a_small_training_makes_a_whole_model_folder(tmp_path: Path) -> None:
    metrics = train_model(copy_some_passages(tmp_path / "passages"), tmp_path / "model", settings=FROZEN)
    assert check_model_folder(tmp_path / "model")
    assert metrics["evidence"]["auroc"]["value"] > 0.5
    assert "heads alone" in (tmp_path / "model" / "card.md").read_text()


def test_a_model_goes_on_from_another_and_keeps_its_decision(tmp_path: Path) -> None:
    passages, first = copy_some_passages(tmp_path / "passages"), tmp_path / "first"
    once = replace(SHORT, fold_count=2, scored_fold_count=1)
    train_model(passages, first, settings=once)
    metrics = continue_model(passages, tmp_path / "second", first, settings=replace(once, learning_rate=1e-5))
    assert metrics["count"] > 0
    record = json.loads((tmp_path / "second" / "training.json").read_text())
    assert record["continued_from"]["settings"]["learning_rate"] == once.learning_rate
    assert (tmp_path / "second" / "decision.json").read_bytes() == (first / "decision.json").read_bytes()
    assert check_model_folder(first) != check_model_folder(tmp_path / "second")
    assert "then on all of them" in (tmp_path / "second" / "card.md").read_text()


def test_training_starts_where_the_stored_adapter_left_off() -> None:
    passages = load_passages(PASSAGES)[:16]
    trainer = Trainer(SHORT, load_taxonomy())
    stored = read_adapter(trainer.fit(passages))
    fresh = make_network(SHORT, len(load_taxonomy().label_ids))
    start_from(fresh, stored)
    assert all(bool((value == stored[name]).all()) for name, value in read_adapter(fresh).items())
    with pytest.raises(ModelError, match="does not fit these settings"):
        start_from(make_network(replace(SHORT, rank=4), len(load_taxonomy().label_ids)), stored)


def test_passages_that_break_a_rule_are_not_trained_on(tmp_path: Path) -> None:
    folder = copy_some_passages(tmp_path / "passages")
    file = folder / "starter-1.jsonl"
    file.write_text(file.read_text().replace('"compute-backed-investment"', '"compute-for-equity"', 1))
    with pytest.raises(ModelError, match="compute-for-equity"):
        train_model(folder, tmp_path / "model", settings=FROZEN)


def copy_some_passages(folder: Path) -> Path:
    """Copy 180 passages with their split."""
    folder.mkdir()
    kept: set[str] = set()
    for number in (1, 2):
        lines = (PASSAGES / f"starter-{number}.jsonl").read_text().splitlines()[:90]
        kept |= {json.loads(line)["id"] for line in lines}
        (folder / f"starter-{number}.jsonl").write_text("\n".join(lines) + "\n")
    split = json.loads((PASSAGES / "split.json").read_text())
    small = {side: [passage_id for passage_id in ids if passage_id in kept] for side, ids in split.items()}
    (folder / "split.json").write_text(json.dumps(small))
    return folder
