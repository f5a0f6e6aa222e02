"""Finds the four data folders (flows, spiders, models, warehouse) in a checkout and in an installed wheel.

In a wheel they lie under `pactwatch/_project/`; in a checkout at the repository root. The root also goes on `sys.path`,
as Prefect and Scrapy expect of a project, so that `flows.ingest` and `spiders.feed` import under one name in both.
"""

import sys
from functools import cache
from pathlib import Path

from pactwatch.errors import SettingsError


@cache
def find_project_root() -> Path:
    """Return the folder that holds flows/, spiders/, models/ and warehouse/, and put it on `sys.path` once.

    Raises SettingsError when neither a wheel's nor a checkout's folders are there.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "_project", package.parents[1]):
        if (root / "warehouse" / "migrations").is_dir():
            if str(root) not in sys.path:
                sys.path.append(str(root))
            return root
    raise SettingsError(f"no warehouse/migrations beside {package}: reinstall pactwatch, or work in a full checkout")


def find_folder(name: str) -> Path:
    """Return one of the data folders, such as `find_folder("warehouse/views")`."""
    folder = find_project_root() / name
    if not folder.is_dir():
        raise SettingsError(f"the folder {name!r} is missing under {folder.parent}: the installation is incomplete")
    return folder
