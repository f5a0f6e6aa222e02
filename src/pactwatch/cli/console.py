"""What all commands share: the settings they work on, and how rows, tables and JSON reach the terminal."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pactwatch.settings import Settings

output = Console()
errors = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class State:
    """The settings of this call; `home_chosen` says that a person named the home."""

    settings: Settings
    home_chosen: bool

    def for_demo(self) -> Settings:
        """Keep demonstration data apart from live data unless a person named the home."""
        if self.home_chosen or os.environ.get("PACTWATCH_HOME"):
            return self.settings
        return replace(self.settings, home=self.settings.home / "demo")


def print_json(value: object) -> None:
    """Print a value as JSON on standard output, dates as ISO text."""
    print(json.dumps(value, default=str, ensure_ascii=False, indent=2))


def print_rows(rows: Sequence[Mapping[str, object]], *, as_json: bool, title: str = "", empty: str = "no rows") -> None:
    """Print rows as a table for people, or as a JSON list for programs."""
    if as_json:
        print_json([dict(row) for row in rows])
    elif not rows:
        output.print(empty)
    else:
        table = Table(title=title or None, title_justify="left", header_style="bold")
        for number, name in enumerate(rows[0]):
            table.add_column(name.replace("_", " "), overflow="fold", no_wrap=number == 0)
        for row in rows:
            table.add_row(*("" if value is None else escape(str(value)) for value in row.values()))
        output.print(table)


def shorten_home(path: Path | str) -> str:
    """Show a path under the working folder in its short form, as a person would type it."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return str(path)
