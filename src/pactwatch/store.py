"""Opens the warehouse for one short write or for reading, migrates it, and appends Arrow batches.

In: `Settings` and rows as dicts. Out: rows as dicts. One writer at a time: a writer takes `warehouse.lock`, opens,
commits one transaction and closes. Nothing here knows what the rows mean.
"""

import hashlib
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import filelock
import pyarrow as pa

from pactwatch.errors import StoreError
from pactwatch.project import find_folder
from pactwatch.settings import Settings

Row = dict[str, Any]
Result = TypeVar("Result")

# Errors that go away when another process lets go of the file; everything else is raised at once.
_TRANSIENT = re.compile(r"lock|conflict|being used by another process", re.IGNORECASE)
_ATTEMPTS = 8


def utc_now() -> datetime:
    """Return the time, timezone-aware, to the microsecond that DuckDB keeps."""
    return datetime.now(UTC)


class Store:
    """One open connection to a warehouse. Use `open_store`, not the constructor."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def query(self, sql: str, **parameters: object) -> list[Row]:
        """Run one statement with bound `$name` parameters and return its rows as dicts."""
        cursor = self.connection.execute(sql, parameters or None)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def run_named(self, name: str, **parameters: object) -> list[Row]:
        """Run warehouse/queries/<name>.sql."""
        file = find_folder("warehouse/queries") / f"{name}.sql"
        if not file.is_file():
            raise StoreError(f"no query named {name!r}: `pactwatch query --list` shows them")
        return self.query(file.read_text(), **parameters)

    def append(self, table: str, rows: Sequence[Mapping[str, object]]) -> int:
        """Append rows whose primary key is not there yet, in one statement through Arrow; return how many were new.

        Rows with the same key as a stored row, or as an earlier row of the batch, are left out: the same work done
        twice changes nothing.
        """
        if not rows:
            return 0
        columns = list(rows[0])
        names = ", ".join(f'"{column}"' for column in columns)
        keys = [row["column"] for row in self._key_columns(table)]
        batch = pa.Table.from_pylist([dict(row) for row in rows], schema=self._arrow_schema(table, columns))
        self.connection.register("incoming_batch", batch)
        try:
            keyed = " and ".join(f'stored."{key}" = fresh."{key}"' for key in keys) or "false"
            over = ", ".join(f'"{key}"' for key in keys)
            first_only = f"qualify row_number() over (partition by {over}) = 1" if keys else ""
            return self._run_count(
                f"insert into {table} ({names}) select {names}"
                f" from (select {names} from incoming_batch {first_only}) as fresh"
                f" where not exists (select 1 from {table} as stored where {keyed})"
            )
        finally:
            self.connection.unregister("incoming_batch")

    def _run_count(self, sql: str) -> int:
        # DuckDB streams even the count of an insert: fetch until it is done, or the connection stays busy.
        return sum(int(row[0]) for row in self.connection.execute(sql).fetchall())

    def _key_columns(self, table: str) -> list[Row]:
        return self.query(
            "select unnest(constraint_column_names) as column from duckdb_constraints()"
            " where table_name = $table and constraint_type = 'PRIMARY KEY'",
            table=table,
        )

    def _arrow_schema(self, table: str, columns: Sequence[str]) -> pa.Schema:
        names = ", ".join(f'"{column}"' for column in columns)
        empty = self.connection.sql(f"select {names} from {table} limit 0").to_arrow_table()
        # JSON arrives as an extension type that from_pylist cannot build; it is text on the way in.
        return pa.schema(
            [(f.name, pa.string() if isinstance(f.type, pa.ExtensionType) else f.type) for f in empty.schema]
        )


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Hold the write lock, open the warehouse, run one transaction, commit, close. Rolls back when the body raises.

    Raises StoreError when the lock is not free in `settings.lock_timeout_s`, with the file to look at.
    """
    lock_file = settings.home / "warehouse.lock"
    lock = filelock.FileLock(lock_file, timeout=settings.lock_timeout_s)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise StoreError(
            f"another process has been writing to {settings.warehouse_file} for over {settings.lock_timeout_s:.0f} s."
            f" Wait for it, or look which process holds {lock_file}"
        ) from error
    try:
        connection = _connect_patiently(settings.warehouse_file)
        try:
            migrate(connection, settings.warehouse_file)
            connection.execute("begin")
            try:
                yield Store(connection)
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")
        finally:
            connection.close()
    finally:
        lock.release()


def write_rows(settings: Settings, batches: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, int]:
    """Append batches to several tables in one transaction; return the number of new rows per table."""
    with open_store(settings) as store:
        return {table: store.append(table, rows) for table, rows in batches.items()}


@contextmanager
def read_store(settings: Settings) -> Iterator[Store]:
    """Read the writer's warehouse to plan work; takes the lock too, since DuckDB lets one process in at a time."""
    with open_store(settings) as store:
        yield store


def _connect_patiently(file: Path) -> duckdb.DuckDBPyConnection:
    def connect() -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(str(file))
        connection.execute("set timezone = 'UTC'")
        return connection

    return retry_transient(connect, f"cannot open {file}")


def retry_transient(action: Callable[[], Result], what: str) -> Result:
    """Call `action` again, with growing pauses, while it fails with a lock or conflict error; at most 8 times."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return action()
        except duckdb.Error as error:
            if not _TRANSIENT.search(str(error)) or attempt == _ATTEMPTS:
                raise StoreError(f"{what}: {error}") from error
            time.sleep(0.05 * 2**attempt)
    raise AssertionError("unreachable")


def migrate(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Bring the schema up to the newest migration, each in its own transaction, then renew the views.

    Raises StoreError when the warehouse was made by a newer program, or a merged migration was edited.
    """
    connection.execute(
        "create table if not exists schema_migration"
        " (name text primary key, digest text not null, applied_at timestamptz not null)"
    )
    rows = connection.execute("select name, digest from schema_migration").fetchall()
    applied = {str(name): str(digest) for name, digest in rows}
    files = sorted(find_folder("warehouse/migrations").glob("*.sql"))
    if unknown := set(applied) - {path.name for path in files} - {"views"}:
        names = ", ".join(sorted(unknown))
        raise StoreError(f"{file} holds migrations this program does not know ({names}): upgrade pactwatch")
    for path in files:
        text = path.read_text()
        digest = _digest(text)
        if path.name not in applied:
            _apply(connection, path.name, text, digest)
        elif applied[path.name] != digest:
            raise StoreError(f"migration {path.name} was edited after it was applied to {file}: reinstall pactwatch")
    views = "\n".join(path.read_text() for path in sorted(find_folder("warehouse/views").glob("*.sql")))
    if applied.get("views") != _digest(views):
        _apply(connection, "views", views, _digest(views))


def _apply(connection: duckdb.DuckDBPyConnection, name: str, sql: str, digest: str) -> None:
    connection.execute("begin")
    try:
        connection.execute(sql)
        connection.execute("insert or replace into schema_migration values (?, ?, ?)", [name, digest, utc_now()])
        connection.execute("commit")
    except duckdb.Error as error:
        connection.execute("rollback")
        raise StoreError(f"migration {name} failed and was undone: {error}") from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
