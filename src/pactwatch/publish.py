"""Publishes the warehouse as a snapshot that analysts and pages read: DuckDB, Parquet of every out_ view, a manifest.

In: the writer's warehouse. Out: `published/tracker-<UTC>.duckdb` and the folder `published/tracker-<UTC>/` beside it;
then the pointer `published/tracker.duckdb` moves in one step. Whatever fails before that leaves the previous snapshot.
Refuses to publish a warehouse in which a check fails.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import filelock

from pactwatch.checks import find_broken_rows
from pactwatch.decision_chain import load_chain_head
from pactwatch.errors import StoreError
from pactwatch.settings import Settings
from pactwatch.snapshot import find_published, list_cookbook, open_published, run_analyst_query
from pactwatch.snapshot_views import digest_file, export_views, settle_views, sync_path
from pactwatch.store import Store, open_store

__all__ = [
    "PublishResult",
    "find_published",
    "list_cookbook",
    "load_manifest",
    "open_published",
    "publish_snapshot",
    "run_analyst_query",
]

_STAMP = "%Y%m%dT%H%M%SZ"
# Rows of these tables change nothing that the out_ views show.
_UNSEEN_TABLES = ("core_run", "schema_migration")


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What was published. `is_new` is False where nothing had changed and the snapshot is the one from before.

    `rows` maps each out_ view to its number of rows; `decision_head` is number and hash of the newest decision, for
    `verify_decisions(known_head=...)`.
    """

    path: Path
    is_new: bool
    size_bytes: int
    rows: dict[str, int]
    parquet_files: tuple[Path, ...]
    decision_head: tuple[int, str]
    seconds: float


def publish_snapshot(settings: Settings, *, now: datetime) -> PublishResult:
    """Publish the warehouse as it is, unless nothing has changed since the snapshot before.

    Raises StoreError when a check of `warehouse/checks` fails on the copy, or another publish does not end.
    """
    started = time.perf_counter()
    settings.prepare()
    with _hold_publish_lock(settings):
        _clear_leftovers(settings)
        name = _choose_name(settings, now)
        part = settings.published_folder / f"{name}.duckdb.part"
        content = _copy_changed_warehouse(settings, part)
        if content is not None:
            folder = settings.published_folder / f"{name}.part"
            manifest = {"snapshot": f"{name}.duckdb", "published_at": now.astimezone(UTC).isoformat(), **content}
            _fill_folder(part, folder, manifest)
            _put_in_place(settings, name)
            _prune(settings)
    return _read_result(settings, is_new=content is not None, seconds=time.perf_counter() - started)


def load_manifest(settings: Settings) -> dict[str, Any]:
    """Return the manifest of the newest snapshot; raise StoreError when nothing is published or it cannot be read."""
    file = _folder_of(find_published(settings)) / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(file.read_text())
    except (OSError, ValueError) as error:
        raise StoreError(f"cannot read {file}: {error}. `pactwatch publish` makes a new snapshot") from error
    return manifest


# --- the copy ---------------------------------------------------------------------------------------------------------


def _copy_changed_warehouse(settings: Settings, part: Path) -> dict[str, Any] | None:
    """Copy the warehouse under the write lock and describe it; return None when the snapshot before is the same."""
    with open_store(settings) as store:
        content = _describe_content(store)
        if _is_published(settings, str(content["fingerprint"])):
            return None
        with _checkpointed(store):
            shutil.copyfile(settings.warehouse_file, part)
    sync_path(part)
    return content


def _describe_content(store: Store) -> dict[str, Any]:
    """Count the rows of every table. Since rows are only appended or closed, equal counts mean equal content."""
    names = store.query(
        "select table_name from duckdb_tables() where schema_name = 'main' and not temporary order by table_name"
    )
    counts = {
        str(row["table_name"]): int(store.query(f'select count(*) as rows from "{row["table_name"]}"')[0]["rows"])
        for row in names
        if row["table_name"] not in _UNSEEN_TABLES
    }
    held = store.query(
        "select (select count(*) from core_statement where recorded_to is null) as statements,"
        " (select count(*) from core_partnership_state where recorded_to is null) as states"
    )[0]
    schema = store.query("select name, digest from schema_migration order by name")
    number, head = load_chain_head(store)
    seen = json.dumps([counts, held, schema, head], sort_keys=True)
    return {
        "schema": [row["name"] for row in schema if row["name"] != "views"][-1],
        "tables": counts,
        "decision_head": {"number": number, "hash": head},
        "fingerprint": hashlib.sha256(seen.encode()).hexdigest(),
    }


def _is_published(settings: Settings, fingerprint: str) -> bool:
    try:
        return bool(load_manifest(settings)["fingerprint"] == fingerprint)
    except StoreError:
        return False


@contextmanager
def _checkpointed(store: Store) -> Iterator[None]:
    """Leave the store's transaction and write everything into the file, so that it may be copied; then go on."""
    store.connection.execute("commit")
    try:
        store.connection.execute("checkpoint").fetchall()
        yield
    finally:
        store.connection.execute("begin")


# --- what lies beside it ----------------------------------------------------------------------------------------------


def _fill_folder(snapshot: Path, folder: Path, manifest: dict[str, Any]) -> None:
    """Check the copy, settle its out_ views, write Parquet of them and the manifest into the (unfinished) folder."""
    folder.mkdir()
    connection = duckdb.connect(str(snapshot))
    try:
        connection.execute("set timezone = 'UTC'")
        store = Store(connection)
        if broken := find_broken_rows(store):
            found = "; ".join(f"{name}: {len(rows)} rows, first {rows[0]}" for name, rows in broken.items())
            raise StoreError(f"not published, since checks fail: {found}. See warehouse/checks and `pactwatch doctor`")
        settle_views(store)
        manifest["views"] = export_views(store, folder)
    finally:
        connection.close()
    sync_path(snapshot)
    manifest["bytes"] = snapshot.stat().st_size
    manifest["sha256"] = digest_file(snapshot)
    file = folder / "manifest.json"
    file.write_text(json.dumps(manifest, indent=2))
    sync_path(file)
    sync_path(folder)


# --- putting it in place ----------------------------------------------------------------------------------------------


def _put_in_place(settings: Settings, name: str) -> None:
    """Rename folder and copy to their final names, then move the pointer: the one step that publishes."""
    published = settings.published_folder
    (published / f"{name}.part").rename(published / name)
    (published / f"{name}.duckdb.part").rename(published / f"{name}.duckdb")
    sync_path(published)
    _move_pointer(settings, f"{name}.duckdb")


def _move_pointer(settings: Settings, target: str) -> None:
    fresh = settings.published_folder / "tracker.duckdb.part"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(settings.published_file)
    sync_path(settings.published_folder)


def _prune(settings: Settings) -> None:
    """Remove all but the newest `snapshots_kept`. An open reader keeps its file until it closes it."""
    for file in _list_snapshots(settings)[: -settings.snapshots_kept]:
        _remove_snapshot(file)


def _clear_leftovers(settings: Settings) -> None:
    """Remove what an interrupted publish left: unfinished files, and snapshots that the pointer never reached."""
    for leftover in settings.published_folder.glob("*.part"):
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()
    pointed = _find_pointed(settings)
    for file in _list_snapshots(settings):
        if pointed is None or file.name > pointed.name:
            _remove_snapshot(file)
    for folder in settings.published_folder.glob("tracker-*Z"):
        if not folder.with_suffix(".duckdb").exists():
            shutil.rmtree(folder)


def _remove_snapshot(file: Path) -> None:
    file.unlink()
    shutil.rmtree(_folder_of(file), ignore_errors=True)


def _choose_name(settings: Settings, now: datetime) -> str:
    """Name by the second, and always after the newest snapshot: the order of names is the order of publishing."""
    moment, pointed = now.astimezone(UTC), _find_pointed(settings)
    if pointed is not None:
        newest = datetime.strptime(pointed.stem.removeprefix("tracker-"), _STAMP).replace(tzinfo=UTC)
        moment = max(moment, newest + timedelta(seconds=1))
    return f"tracker-{moment.strftime(_STAMP)}"


def _find_pointed(settings: Settings) -> Path | None:
    return settings.published_file.resolve() if settings.published_file.exists() else None


def _list_snapshots(settings: Settings) -> list[Path]:
    return sorted(settings.published_folder.glob("tracker-*Z.duckdb"))


def _folder_of(snapshot: Path) -> Path:
    return snapshot.with_suffix("")


def _read_result(settings: Settings, *, is_new: bool, seconds: float) -> PublishResult:
    path, manifest = find_published(settings), load_manifest(settings)
    views: dict[str, dict[str, Any]] = manifest["views"]
    return PublishResult(
        path=path,
        is_new=is_new,
        size_bytes=int(manifest["bytes"]),
        rows={name: int(view["rows"]) for name, view in views.items()},
        parquet_files=tuple(_folder_of(path) / str(view["file"]) for view in views.values()),
        decision_head=(int(manifest["decision_head"]["number"]), str(manifest["decision_head"]["hash"])),
        seconds=seconds,
    )


@contextmanager
def _hold_publish_lock(settings: Settings) -> Iterator[None]:
    lock_file = settings.published_folder / "publish.lock"
    try:
        with filelock.FileLock(lock_file, timeout=settings.lock_timeout_s):
            yield
    except filelock.Timeout as error:
        raise StoreError(
            f"another process is publishing: wait for it, or look which process holds {lock_file}"
        ) from error
