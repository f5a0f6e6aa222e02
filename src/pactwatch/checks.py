"""Runs the checks of `warehouse/checks`: each is a query that must return no rows.

In: an open `Store`, the warehouse or a snapshot. Out: the rows that should not be there, per check. Mends nothing.
"""

from pactwatch.project import find_folder
from pactwatch.store import Row, Store

# More than this many broken rows of one check say nothing new.
_MOST_ROWS = 100


def find_broken_rows(store: Store) -> dict[str, list[Row]]:
    """Return the first hundred rows of every check that returned any, by the check's file name."""
    broken = {}
    for file in sorted(find_folder("warehouse/checks").glob("*.sql")):
        rows = store.query(f"select * from ({file.read_text()}\n) limit {_MOST_ROWS}")
        if rows:
            broken[file.stem] = rows
    return broken
