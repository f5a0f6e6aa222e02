"""Writes what a crawl fetched as segments: `<nnnn>.warc.gz` with the bodies and `<nnnn>.jsonl` with the fetch log.

In: fetches with or without a body, and the links that an index page named. Out: files that appear under their final
names only when complete; a log without its `.part` ending means that the whole segment is there. One index page and its
links are one call, hence in one segment: a kill can never keep a page's validators and lose its links.
"""

import hashlib
import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import filelock
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pactwatch.crawl.fetchlog import encode_line
from pactwatch.errors import SourceError
from pactwatch.records import FetchRecord, LinkRecord

PART_SUFFIX = ".part"
LOCK_FILE = "crawl.lock"
_NUMBER = re.compile(r"(\d{4,})\.")
# Headers that describe how the bytes travelled and would mislead a reader of the archive, where they are not there.
_TRANSPORT = ("transfer-encoding", "content-length")


@dataclass(frozen=True, slots=True)
class Served:
    """One response as it came: `body` still compressed where the server compressed it, headers in their order."""

    status_line: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    ip_address: str = ""


def digest_payload(body: bytes) -> str:
    """Name a body as `WARC-Payload-Digest` and `FetchRecord.payload_digest` do.

    >>> digest_payload(b"")[:18]
    'sha256:e3b0c44298f'
    """
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def flush_folder(folder: Path) -> None:
    """Make renames in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class SpoolWriter:
    """Appends to one segment after the other in `folder`; holds the folder's lock until `close`."""

    def __init__(
        self,
        folder: Path,
        *,
        fetches_per_segment: int = 25,
        seconds_per_segment: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = filelock.FileLock(folder / LOCK_FILE, timeout=0)
        try:
            self._lock.acquire()
        except filelock.Timeout as error:
            raise SourceError(f"another crawl writes to {folder}: wait for it to end") from error
        self._limits = (fetches_per_segment, seconds_per_segment)
        self._clock = clock
        self._segment: _OpenSegment | None = None

    def write_fetch(self, record: FetchRecord, served: Served | None, links: Sequence[LinkRecord] = ()) -> FetchRecord:
        """Log one fetch with its links; `served` is archived, and the record returned says where."""
        self.roll_if_due()
        if self._segment is None:
            self._segment = _OpenSegment(self._folder, _next_number(self._folder), self._clock())
        if served is not None:
            record = self._segment.archive(record, served)
        self._segment.log(record, *links)
        self._segment.fetch_count += 1
        return record

    def roll_if_due(self) -> None:
        """Complete the open segment when it is full or old, so that a kill loses little."""
        most, seconds = self._limits
        segment = self._segment
        if segment and (segment.fetch_count >= most or self._clock() - segment.opened_at >= seconds):
            segment.complete()
            self._segment = None

    def close(self) -> None:
        """Complete the open segment and release the folder."""
        if self._segment is not None:
            self._segment.complete()
            self._segment = None
        self._lock.release()


class _OpenSegment:
    """The segment that is being written, under `.part` names."""

    def __init__(self, folder: Path, number: str, opened_at: float) -> None:
        self.fetch_count = 0
        self.opened_at = opened_at
        self._folder = folder
        self._warc_name = f"{number}.warc.gz"
        self._log_name = f"{number}.jsonl"
        self._log_file = self._part(self._log_name).open("w", encoding="utf-8", newline="\n")
        self._warc_file: BinaryIO | None = None

    def archive(self, record: FetchRecord, served: Served) -> FetchRecord:
        if self._warc_file is None:
            self._warc_file = self._part(self._warc_name).open("wb")
        offset = self._warc_file.tell()
        _write_response(self._warc_file, record, served)
        return replace(record, warc_file=self._warc_name, warc_offset=offset)

    def log(self, *records: FetchRecord | LinkRecord) -> None:
        self._log_file.write("".join(f"{encode_line(record)}\n" for record in records))
        # Whoever watches the crawl reads this file while it grows.
        self._log_file.flush()

    def complete(self) -> None:
        if self._warc_file is not None:
            self._warc_file.flush()
            os.fsync(self._warc_file.fileno())
            self._warc_file.close()
            self._part(self._warc_name).replace(self._folder / self._warc_name)
        os.fsync(self._log_file.fileno())
        self._log_file.close()
        # The WARC must be there for good before the log says so.
        flush_folder(self._folder)
        self._part(self._log_name).replace(self._folder / self._log_name)
        flush_folder(self._folder)

    def _part(self, name: str) -> Path:
        return self._folder / f"{name}{PART_SUFFIX}"


def _write_response(stream: BinaryIO, record: FetchRecord, served: Served) -> None:
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in _TRANSPORT else name, value) for name, value in served.headers
    ]
    headers.append(("Content-Length", str(len(served.body))))
    protocol, _, status = served.status_line.partition(" ")
    warc_headers = {
        "WARC-Date": record.fetched_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "WARC-Payload-Digest": record.payload_digest,
    }
    if served.ip_address:
        warc_headers["WARC-IP-Address"] = served.ip_address
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    writer.write_record(
        writer.create_warc_record(
            record.final_url,
            "response",
            payload=BytesIO(served.body),
            length=len(served.body),
            http_headers=StatusAndHeaders(status, headers, protocol=protocol),
            warc_headers_dict=warc_headers,
        )
    )


def _next_number(folder: Path) -> str:
    """One above every number ever used here, loaded and unfinished segments included."""
    used = [int(match[1]) for path in folder.iterdir() if (match := _NUMBER.match(path.name))]
    return f"{max(used, default=0) + 1:04d}"
