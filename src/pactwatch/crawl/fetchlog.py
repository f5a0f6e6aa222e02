"""One line of the fetch log: a JSON object with `type` `fetch` or `link` and the fields of that record.

Both sides of the spool use this module, so that what the crawl writes is what the archive reads.
"""

import json
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from typing import Any

from pactwatch.records import FetchRecord, LinkRecord

_TYPES: dict[str, type[FetchRecord] | type[LinkRecord]] = {"fetch": FetchRecord, "link": LinkRecord}
_NAMES = {kind: {field.name for field in fields(kind)} for kind in _TYPES.values()}
_TIMES = ("fetched_at", "next_attempt_at", "found_at")


def encode_line(record: FetchRecord | LinkRecord) -> str:
    """Write a record as one line, without its line break.

    >>> encode_line(LinkRecord(url="https://a.example/1", published=date(2026, 3, 1)))[:59]
    '{"type": "link", "url": "https://a.example/1", "title": "",'
    """
    values = {"type": "fetch" if isinstance(record, FetchRecord) else "link", **asdict(record)}
    return json.dumps(values, default=_write_time, ensure_ascii=False)


def decode_line(line: str) -> FetchRecord | LinkRecord:
    """Read a line back; raises ValueError that says what is wrong with it."""
    values: Any = json.loads(line)
    if not isinstance(values, dict) or values.get("type") not in _TYPES:
        raise ValueError("no JSON object with type fetch or link")
    kind = _TYPES[values.pop("type")]
    if unknown := set(values) - _NAMES[kind]:
        raise ValueError(f"unknown fields {', '.join(sorted(unknown))}")
    for name in _TIMES:
        if values.get(name) is not None:
            values[name] = datetime.fromisoformat(values[name]).astimezone(UTC)
    if values.get("published") is not None:
        values["published"] = date.fromisoformat(values["published"])
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(str(error)) from error


def _write_time(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not go into a fetch log")
