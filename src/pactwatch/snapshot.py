"""Reads the published snapshot: for pages, and for analysts' own SQL, which may touch no file and no network.

In: `Settings`. Out: a read-only `Store`, or rows. Never opens the writer's warehouse: a running ingest is never in the
way.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pactwatch.errors import StoreError
from pactwatch.project import find_folder
from pactwatch.settings import Settings
from pactwatch.store import Row, Store

_HEAD = re.compile(
    r"-- Cookbook: (?P<purpose>.+?)\. Grain: (?P<grain>.+?)\.\s*(?:-- )?Parameters: (?P<parameters>.+?)\.\n", re.DOTALL
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def find_published(settings: Settings) -> Path:
    """Return the snapshot that the pointer names; raise StoreError when nothing is published yet."""
    if not settings.published_file.exists():
        raise StoreError(f"nothing is published in {settings.published_folder} yet: run `pactwatch publish`")
    return settings.published_file.resolve()


@contextmanager
def open_published(settings: Settings) -> Iterator[Store]:
    """Open the newest snapshot, read-only and locked down: no file, no network, no extension, no change of settings."""
    connection = open_locked(find_published(settings))
    try:
        yield Store(connection)
    finally:
        connection.close()


def open_locked(file: Path) -> duckdb.DuckDBPyConnection:
    """Open a snapshot file read-only with external access off; the caller closes the connection.

    Connections of one process to one file share DuckDB's settings, so the lock is set once and found by the next.
    """
    connection = duckdb.connect(str(file), read_only=True)
    locked = connection.execute("select current_setting('lock_configuration')").fetchone()
    if locked is None or not locked[0]:
        connection.execute("set global timezone = 'UTC'")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    return connection


def list_cookbook() -> list[Row]:
    """Return name, purpose, grain and parameters of every analyst's query in `warehouse/queries`."""
    rows: list[Row] = []
    for file in sorted(find_folder("warehouse/queries").glob("*.sql")):
        head = _HEAD.match(file.read_text())
        if head:
            rows.append({"name": file.stem, **head.groupdict()})
    return rows


def run_analyst_query(
    settings: Settings, sql_or_name: str, parameters: Mapping[str, object] | None = None
) -> list[Row]:
    """Run one statement, or a named query, on the snapshot and return its rows.

    Parameters that are not given are null. Raises StoreError for unknown names and parameters, for more than one
    statement, and for everything DuckDB refuses, writing and reading files included.
    """
    sql = _find_sql(sql_or_name)
    with open_published(settings) as store:
        try:
            return store.query(sql, **_bind(sql, parameters or {}))
        except duckdb.Error as error:
            raise StoreError(f"the query failed: {error}") from error


def _find_sql(sql_or_name: str) -> str:
    if not _NAME.fullmatch(sql_or_name):
        return sql_or_name
    file = find_folder("warehouse/queries") / f"{sql_or_name}.sql"
    if file.is_file():
        return file.read_text()
    near = difflib.get_close_matches(sql_or_name, [str(row["name"]) for row in list_cookbook()], n=3)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise StoreError(f"no query named {sql_or_name!r}: {hint}`pactwatch query --list` shows them")


def _bind(sql: str, given: Mapping[str, object]) -> dict[str, object]:
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise StoreError(f"the query cannot be read: {error}") from error
    if len(statements) != 1:
        raise StoreError(f"expected one statement, got {len(statements)}")
    wanted = statements[0].named_parameters
    if unknown := set(given) - wanted:
        known = ", ".join(sorted(wanted)) or "none"
        raise StoreError(f"the query has no parameter {', '.join(sorted(unknown))}; it has: {known}")
    return {name: given.get(name) for name in wanted}
