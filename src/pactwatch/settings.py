"""One frozen `Settings`, read from the environment once, at the edge (CLI, flow, web server).

In: environment variables `PACTWATCH_*` and the `--home` option. Out: paths and limits. Nothing is created here but on
`Settings.prepare()`.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from pactwatch.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lives and how politely the crawl behaves.

    `contact` stands in the user agent so that a site's owner can reach the operator; some regulators insist on it.
    """

    home: Path
    contact: str = ""
    batch_size: int = 100
    lock_timeout_s: float = 60.0
    snapshots_kept: int = 5

    @property
    def warehouse_file(self) -> Path:
        """The writer's database; analysts use `published_file`."""
        return self.home / "warehouse.duckdb"

    @property
    def spool_folder(self) -> Path:
        """Where crawls hand over WARC and fetch logs."""
        return self.home / "spool"

    @property
    def archive_folder(self) -> Path:
        """Where loaded WARC files stay."""
        return self.home / "archive"

    @property
    def published_folder(self) -> Path:
        """Where snapshots, Parquet and the pointer lie."""
        return self.home / "published"

    @property
    def published_file(self) -> Path:
        """The pointer to the newest snapshot."""
        return self.published_folder / "tracker.duckdb"

    @property
    def models_folder(self) -> Path:
        """Where models that this home promoted lie; the shipped one stays in the installation."""
        return self.home / "models"

    @property
    def seed_folder(self) -> Path:
        """Organisations and partnerships that this home accepted, in the form of the shipped `warehouse/seed`."""
        return self.home / "seed"

    @property
    def reports_folder(self) -> Path:
        """Where each run leaves its report as JSON."""
        return self.home / "reports"

    def prepare(self) -> "Settings":
        """Create the folders of the home; raise SettingsError when that is not possible."""
        try:
            for folder in (
                self.spool_folder,
                self.archive_folder,
                self.published_folder,
                self.reports_folder,
                self.models_folder,
            ):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(f"cannot write to {self.home}: {error}. Choose another folder with --home") from error
        return self


def load_settings(home: Path | str | None = None) -> Settings:
    """Read the environment; `home` (from `--home`) wins over `PACTWATCH_HOME`.

    Raises SettingsError naming the variable when a number cannot be read.
    """
    chosen = home or os.environ.get("PACTWATCH_HOME") or platformdirs.user_data_path("pactwatch")
    return Settings(
        home=Path(chosen).expanduser().resolve(),
        contact=os.environ.get("PACTWATCH_CONTACT", "").strip(),
        batch_size=int(_read_number("PACTWATCH_BATCH_SIZE", 100)),
        lock_timeout_s=_read_number("PACTWATCH_LOCK_TIMEOUT_S", 60.0),
        snapshots_kept=int(_read_number("PACTWATCH_SNAPSHOTS_KEPT", 5)),
    )


def _read_number(name: str, default: float) -> float:
    raw = os.environ.get(name, "")
    try:
        number = float(raw) if raw else default
    except ValueError as error:
        raise SettingsError(f"{name}={raw!r} is not a number") from error
    if number <= 0:
        raise SettingsError(f"{name}={raw!r} must be above zero")
    return number
