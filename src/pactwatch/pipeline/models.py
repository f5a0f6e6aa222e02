"""Which model a home works with, and the promotion of another one.

A home starts with the shipped model. A promoted model is copied into `<home>/models/<version>` and named by the file
`<home>/models/current`, which is replaced atomically: a reader sees the old model or the new one, never half of each.
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pactwatch.classify import check_model_folder
from pactwatch.errors import ModelError
from pactwatch.project import find_folder
from pactwatch.settings import Settings

COMPARISON_FILE = "comparison.json"
_POINTER = "current"


def find_model_folder(settings: Settings) -> Path:
    """Return the folder of the model that this home works with.

    Raises ModelError when the home names a promoted model that is not there.
    """
    pointer = settings.models_folder / _POINTER
    if not pointer.is_file():
        return find_folder("models/passage-labels")
    folder = settings.models_folder / pointer.read_text(encoding="utf-8").strip()
    if not folder.is_dir():
        raise ModelError(f"{pointer} names {folder.name}, which is not there: remove it to use the shipped model")
    return folder


def promote_model(settings: Settings, folder: Path, comparison: Mapping[str, Any]) -> Path:
    """Copy a model folder into the home, keep the comparison beside it, and make it the one that is used.

    Returns the copy. Passages are read again by the next ingest. Raises ModelError when the folder is not whole.
    """
    version = check_model_folder(folder)
    target = settings.models_folder / version
    if not target.is_dir():
        fresh = settings.models_folder / f".{version}.{os.getpid()}"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(folder, fresh)
        fresh.replace(target)
    _replace(settings.models_folder / f"{version}-{COMPARISON_FILE}", json.dumps(comparison, indent=1) + "\n")
    _replace(settings.models_folder / _POINTER, version + "\n")
    return target


def restore_shipped_model(settings: Settings) -> None:
    """Go back to the shipped model; promoted ones stay where they are."""
    (settings.models_folder / _POINTER).unlink(missing_ok=True)


def _replace(path: Path, content: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(content, encoding="utf-8")
    draft.replace(path)
