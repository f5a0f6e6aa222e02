"""Settles the out_ views of a snapshot that is being made, and writes them as Parquet.

In: an open `Store` on the unfinished copy. Out: tables in place of the out_ views, files beside it. Never touches the
warehouse.
"""

import hashlib
import os
from pathlib import Path

from pactwatch.store import Store


def settle_views(store: Store) -> None:
    """Turn the snapshot's out_ views into tables of the same name, columns and comments, sorted by partnership.

    A snapshot never changes, and its readers filter by partnership, source or status: from the views each question
    would rank all evidence again (0.9 s for one timeline at 200,000 pieces of evidence, 8 ms from the tables).
    """
    views = store.query(
        "select view_name as name, comment from duckdb_views() where not internal and starts_with(view_name, 'out_')"
    )
    columns = store.query(
        "select table_name, column_name, comment from duckdb_columns()"
        " where starts_with(table_name, 'out_') and comment is not null"
    )
    sorted_views = {column["table_name"] for column in columns if column["column_name"] == "partnership_id"}
    for view in views:
        order = "order by partnership_id" if view["name"] in sorted_views else "order by 1"
        store.query(f"create table settled_{view['name']} as select * from {view['name']} {order}")
    # Views stand on each other: none may go before all are settled.
    for view in views:
        store.query(f"drop view {view['name']}")
    for view in views:
        store.query(f"alter table settled_{view['name']} rename to {view['name']}")
        store.query(f"comment on table {view['name']} is {_quote(view['comment'] or '')}")
    for column in columns:
        store.query(f"comment on column {column['table_name']}.{column['column_name']} is {_quote(column['comment'])}")


def export_views(store: Store, folder: Path) -> dict[str, dict[str, object]]:
    """Write each settled out_ table as Parquet; return rows, file name and sha256 by table."""
    names = store.query(
        "select table_name from duckdb_tables() where starts_with(table_name, 'out_') order by table_name"
    )
    views: dict[str, dict[str, object]] = {}
    for row in names:
        name = str(row["table_name"])
        file = folder / f"{name}.parquet"
        counted = store.query(f"copy {name} to {_quote(str(file))} (format parquet, compression zstd)")
        sync_path(file)
        views[name] = {"rows": counted[0]["Count"], "file": file.name, "sha256": digest_file(file)}
    return views


def _quote(text: str) -> str:
    """Write a text as an SQL literal, where DuckDB takes no parameter."""
    return "'" + text.replace("'", "''") + "'"


def sync_path(path: Path) -> None:
    """Wait until a file's content, or a folder's entries, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def digest_file(file: Path) -> str:
    """Return the sha256 of a file's content."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
