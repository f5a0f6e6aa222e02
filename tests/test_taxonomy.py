import shutil
from pathlib import Path

import pytest

from pactwatch.errors import ModelError
from pactwatch.project import find_folder
from pactwatch.taxonomy import load_taxonomy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_folder("models/taxonomy"), tmp_path / "taxonomy"))


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_shipped_taxonomy_holds_all_labels_of_the_codebook_in_order() -> None:
    taxonomy = load_taxonomy()
    assert taxonomy.pattern_ids == (
        "compute-backed-investment",
        "exclusive-then-multi-home",
        "oem-third-party-model",
        "reseller",
        "sovereign",
        "marketplace",
        "isv-embedded",
        "model-hosting",
        "partner-to-competitor",
    )
    assert len(taxonomy.signal_ids) == 15
    assert taxonomy.signal_ids[0] == "equity-investment"
    assert len(taxonomy.kill_list_ids) == 15
    assert len(taxonomy.label_ids) == len(set(taxonomy.label_ids)) == 39


def test_each_kill_list_move_stands_under_its_pattern() -> None:
    moves = {move.move_id: move.pattern_id for move in load_taxonomy().kill_list}
    assert moves["rofr-as-anchor"] == "exclusive-then-multi-home"
    assert moves["deferred-ip-allocation"] == "oem-third-party-model"
    assert moves["circular-revenue"] == "compute-backed-investment"


def test_kind_of_a_label_is_found_and_unknown_labels_have_none() -> None:
    taxonomy = load_taxonomy()
    assert taxonomy.find_kind("reseller") == "pattern"
    assert taxonomy.find_kind("distribution") == "signal"
    assert taxonomy.find_kind("circular-revenue") == "kill_list"
    assert taxonomy.find_kind("resellers") is None


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("reseller.toml", "excludes =", "exclude =", r"reseller\.toml: unknown fields \['exclude'\]"),
        ("reseller.toml", 'id = "reseller"', 'id = "resale"', "must be the file's name"),
        ("reseller.toml", '"distribution"', '"distributing"', r"reseller\.toml: signals \['distributing'\]"),
        ("reseller.toml", 'family = "reseller"', 'family = "oem"', "families.toml says otherwise"),
        ("signals.toml", 'id = "rivalry"', 'id = "governance"', "'governance' stands twice"),
        ("signals.toml", 'title = "Rivalry"', 'title = ""', "'title' must be a text"),
        ("signals.toml", "version = 1", "version = = 1", "not readable as TOML"),
        ("families.toml", '"marketplace"]', '"market"]', r"market\.toml is missing"),
        ("families.toml", 'patterns = ["oem-third-party-model"]', "patterns = []", "'patterns' must be a list of ids"),
    ],
)
def test_broken_taxonomy_is_refused_with_file_and_field(
    folder: Path, name: str, old: str, new: str, message: str
) -> None:
    _edit(folder / name, old, new)
    with pytest.raises(ModelError, match=message):
        load_taxonomy(folder)


def test_pattern_file_that_no_family_lists_is_refused(folder: Path) -> None:
    shutil.copyfile(folder / "reseller.toml", folder / "franchise.toml")
    with pytest.raises(ModelError, match=r"\['franchise'\] stand in no family"):
        load_taxonomy(folder)
