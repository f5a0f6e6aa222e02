"""Takes complete segments out of the spool and keeps their WARC files; reads and checks what is kept.

In: `spool/<run_id>/<source_id>/<nnnn>.jsonl` with `<nnnn>.warc.gz` beside it. Out: fetch and link records, and
`archive/<source_id>/<run_id>-<nnnn>.warc.gz`, written once and never changed. Knows nothing of the warehouse: the
caller loads a segment, in this order: `read_segment`, `store_segment`, one transaction, `finish_segment`. Each step may
be repeated after a kill.
"""

import base64
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import filelock
from fastwarc import ArchiveIterator, WarcRecordType

from pactwatch.crawl.fetchlog import decode_line
from pactwatch.crawl.spool import LOCK_FILE, PART_SUFFIX, flush_folder
from pactwatch.errors import ArchiveError
from pactwatch.records import FetchRecord, LinkRecord

LOADED_SUFFIX = ".loaded"
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Segment:
    """One complete piece of a crawl in the spool."""

    run_id: str
    source_id: str
    number: str
    fetch_log: Path

    @property
    def segment_id(self) -> str:
        """Key of the segment for good: run, source and number."""
        return f"{self.run_id}/{self.source_id}/{self.number}"

    @property
    def warc(self) -> Path:
        """Where its WARC lies in the spool, if it has one."""
        return self.fetch_log.with_suffix(".warc.gz")

    @property
    def archived_name(self) -> str:
        """The WARC's name below the archive folder."""
        return f"{self.source_id}/{self.run_id}-{self.number}.warc.gz"


@dataclass(frozen=True, slots=True)
class Payload:
    """The body of one archived response, dechunked and decompressed; `content_type` is the header's value."""

    body: bytes
    content_type: str
    url: str


@dataclass(frozen=True, slots=True)
class ArchiveProblem:
    """One thing wrong in the archive: the file (relative), the byte where the record starts, what is wrong."""

    warc_file: str
    warc_offset: int
    problem: str

    def __str__(self) -> str:
        return f"{self.warc_file} at byte {self.warc_offset}: {self.problem}"


def iter_complete_segments(spool: Path) -> Iterator[Segment]:
    """Yield the segments of all runs that are complete and not finished, oldest run first.

    `spool` is the home's spool folder. A segment of a crawl that still runs is complete as well once its log is there.
    """
    for log in sorted(spool.glob("*/*/*.jsonl")):
        yield Segment(log.parents[1].name, log.parent.name, log.stem, log)


def read_segment(fetch_log: Path) -> tuple[list[FetchRecord], list[LinkRecord]]:
    """Read a segment's log; raises ArchiveError that names the file and the line that is damaged."""
    fetches: list[FetchRecord] = []
    links: list[LinkRecord] = []
    try:
        lines = fetch_log.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(f"cannot read {fetch_log}: {error}") from error
    if lines.pop() or not lines:
        raise ArchiveError(
            f"{fetch_log}, line {len(lines) + 1}: the log is cut off. Move it away; the run fetches it again"
        )
    for number, line in enumerate(lines, start=1):
        try:
            record = decode_line(line)
        except (ValueError, TypeError) as error:
            raise ArchiveError(f"{fetch_log}, line {number} is damaged: {error}") from error
        if isinstance(record, FetchRecord):
            fetches.append(record)
        else:
            links.append(record)
    return fetches, links


def store_segment(segment: Segment, archive_folder: Path) -> str:
    """Move the segment's WARC into the archive and return its name there, empty for a segment that has none.

    Does nothing when it was moved before. Raises ArchiveError when another file stands in its place.
    """
    target = archive_folder / segment.archived_name
    if not segment.warc.exists():
        return segment.archived_name if target.exists() else ""
    if target.exists():
        if _digest(target) != _digest(segment.warc):
            raise ArchiveError(f"{target} exists and differs from {segment.warc}: move one of them away and look")
        segment.warc.unlink()
        return segment.archived_name
    target.parent.mkdir(parents=True, exist_ok=True)
    segment.warc.replace(target)
    flush_folder(target.parent)
    return segment.archived_name


def finish_segment(segment: Segment) -> None:
    """Mark the segment as loaded, so that `iter_complete_segments` passes it over; its number is not used again."""
    if segment.fetch_log.exists():
        segment.fetch_log.replace(segment.fetch_log.with_suffix(LOADED_SUFFIX))
        flush_folder(segment.fetch_log.parent)


def discard_partial(spool: Path) -> int:
    """Delete what dead crawls left unfinished anywhere below `spool`; return the number of files.

    These are `*.part` files and WARCs whose log was never completed. A crawl that still runs holds a lock and is left
    alone.
    """
    folders = {path.parent for path in spool.rglob(f"*{PART_SUFFIX}")} | {
        path.parent for path in spool.rglob("*.warc.gz")
    }
    count = 0
    for folder in sorted(folders):
        try:
            with filelock.FileLock(folder / LOCK_FILE, timeout=0):
                for path in _find_unfinished(folder):
                    path.unlink()
                    count += 1
        except filelock.Timeout:
            continue
    return count


def read_payload(archive_folder: Path, warc_file: str, warc_offset: int) -> Payload:
    """Read one archived response; `warc_file` is relative to `archive_folder`, `warc_offset` in bytes.

    Raises ArchiveError when there is no whole response at that place.
    """
    file = archive_folder / warc_file
    place = f"{warc_file} at byte {warc_offset}"
    try:
        with file.open("rb") as stream:
            stream.seek(warc_offset)
            # fastwarc took 0.055 ms a record here and warcio 0.070 ms (300 pages of 44 kB, one core); only fastwarc
            # decodes brotli, which archives of others hold.
            record = next(ArchiveIterator(stream, auto_decode="all"))
            if not record.is_http_parsed:
                raise ArchiveError(f"{place} holds no HTTP response")
            url = record.headers.get("WARC-Target-URI") or ""
            return Payload(record.reader.read(), record.http_headers.get("Content-Type") or "", url)
    except OSError as error:
        raise ArchiveError(f"cannot read {place}: {error}") from error
    except (StopIteration, ValueError, RuntimeError) as error:
        raise ArchiveError(f"{place} holds no readable record: {error!r}. Run `pactwatch archive verify`") from error


def verify_archive(archive_folder: Path) -> Iterator[ArchiveProblem]:
    """Read every record of every WARC and yield what is wrong: bad gzip, a cut-off tail, a digest that does not match.

    Nothing is yielded for a sound archive.
    """
    for file in sorted(archive_folder.rglob("*.warc.gz")):
        name = file.relative_to(archive_folder).as_posix()
        try:
            for offset, raw, damage in _iter_members(file):
                if problem := damage or _check_record(raw):
                    yield ArchiveProblem(name, offset, problem)
        except OSError as error:
            yield ArchiveProblem(name, 0, f"cannot be read: {error}")


def _iter_members(file: Path) -> Iterator[tuple[int, bytes, str]]:
    """Yield offset, content and damage (or "") of each gzip member; ends at the first damaged one.

    fastwarc itself reads over a cut-off last member without a word, hence zlib: it also checks each member's CRC.
    """
    with file.open("rb") as stream:
        offset, pending = 0, stream.read(_CHUNK)
        if not pending:
            yield 0, b"", "the file is empty"
        while pending:
            inflate, parts, used = zlib.decompressobj(zlib.MAX_WBITS | 16), [], 0
            while pending and not inflate.eof:
                try:
                    parts.append(inflate.decompress(pending))
                except zlib.error as error:
                    yield offset, b"", f"damaged gzip: {error}"
                    return
                used += len(pending) - len(inflate.unused_data)
                pending = inflate.unused_data or stream.read(_CHUNK)
            if not inflate.eof:
                yield offset, b"", f"cut off: the record's {used} bytes are not all of it"
                return
            yield offset, b"".join(parts), ""
            offset += used


def _check_record(raw: bytes) -> str:
    try:
        record = next(ArchiveIterator(BytesIO(raw), parse_http=True))
    except (StopIteration, ValueError, RuntimeError) as error:
        return f"no WARC record: {error!r}"
    if record.record_type != WarcRecordType.response:
        return ""
    wanted = record.headers.get("WARC-Payload-Digest") or ""
    algorithm, _, value = wanted.partition(":")
    if algorithm not in ("sha1", "sha256") or not value:
        return f"no digest to check against ({wanted!r})"
    digest = hashlib.new(algorithm, record.reader.read())
    # WARC files write digests in base32 by habit and in hexadecimal by the standard's newer examples.
    if value.lower() not in (digest.hexdigest(), base64.b32encode(digest.digest()).decode().lower()):
        return f"the body of {record.headers.get('WARC-Target-URI')} does not match its digest {wanted}"
    return ""


def _find_unfinished(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob(f"*{PART_SUFFIX}"))
    for warc in sorted(folder.glob("*.warc.gz")):
        number = warc.name.removesuffix(".warc.gz")
        if not any((folder / f"{number}{suffix}").exists() for suffix in (".jsonl", LOADED_SUFFIX)):
            yield warc


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
