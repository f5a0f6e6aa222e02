"""Segments, from the crawl's writer to the archive: what is kept, what survives a kill, what damage is found."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch import archive
from pactwatch.crawl.spool import Served, SpoolWriter, digest_payload
from pactwatch.errors import ArchiveError, SourceError
from pactwatch.records import FetchRecord, LinkRecord

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def make_fetch(number: int = 1, body: bytes = b"<html>body</html>") -> FetchRecord:
    url = f"https://a.example/{number}"
    return FetchRecord(url, url, "article", 200, NOW, payload_digest=digest_payload(body), byte_count=len(body))


def serve(body: bytes = b"<html>body</html>", headers: tuple[tuple[str, str], ...] = HTML) -> Served:
    return Served("HTTP/1.1 200", headers, body, "127.0.0.1")


def write_run(spool: Path, count: int = 3, *, run: str = "r1", source: str = "s", per_segment: int = 2) -> None:
    writer = SpoolWriter(spool / run / source, fetches_per_segment=per_segment)
    for number in range(count):
        writer.write_fetch(make_fetch(number), serve(), [LinkRecord(f"https://a.example/{number}")])
    writer.close()


def archive_all(spool: Path, folder: Path) -> list[str]:
    names = []
    for segment in list(archive.iter_complete_segments(spool)):
        names.append(archive.store_segment(segment, folder))
        archive.finish_segment(segment)
    return names


def test_segments_roll_over_and_give_their_records_back(tmp_path: Path) -> None:
    write_run(tmp_path, 5)
    segments = list(archive.iter_complete_segments(tmp_path))
    assert [segment.segment_id for segment in segments] == ["r1/s/0001", "r1/s/0002", "r1/s/0003"]
    fetches, links = archive.read_segment(segments[1].fetch_log)
    assert [fetch.url for fetch in fetches] == ["https://a.example/2", "https://a.example/3"]
    assert [link.url for link in links] == [fetch.url for fetch in fetches]
    assert fetches[0].warc_file == "0002.warc.gz"


def test_old_segment_is_completed_though_it_is_not_full(tmp_path: Path) -> None:
    clock = iter([0.0, 30.0, 61.0, 61.0])
    writer = SpoolWriter(tmp_path / "r" / "s", clock=lambda: next(clock))
    writer.write_fetch(make_fetch(), None)
    writer.roll_if_due()
    assert list(archive.iter_complete_segments(tmp_path)) == []
    writer.roll_if_due()
    assert len(list(archive.iter_complete_segments(tmp_path))) == 1
    writer.close()


def test_second_crawl_of_a_run_goes_on_counting_after_loaded_segments(tmp_path: Path) -> None:
    write_run(tmp_path / "spool")
    archive_all(tmp_path / "spool", tmp_path / "archive")
    write_run(tmp_path / "spool", 1)
    assert [segment.number for segment in archive.iter_complete_segments(tmp_path / "spool")] == ["0003"]


# Each example writes through to the disk several times, which is as slow as the disk.
@settings(deadline=None, max_examples=30)
@given(body=st.binary(min_size=1, max_size=500), name=st.text(alphabet="äöü€abc", min_size=1, max_size=8))
def test_archived_body_comes_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, name: str
) -> None:
    folder = tmp_path_factory.mktemp("spool")
    zipped = gzip.compress(body, mtime=0)
    headers = (*HTML, ("X-Name", name.encode().decode("latin-1")), ("Transfer-Encoding", "chunked"))
    writer = SpoolWriter(folder)
    plain = writer.write_fetch(make_fetch(1, body), serve(body, headers))
    packed = writer.write_fetch(make_fetch(2, zipped), serve(zipped, (*headers, ("Content-Encoding", "gzip"))))
    writer.close()
    for record in (plain, packed):
        payload = archive.read_payload(folder, record.warc_file, record.warc_offset)
        assert payload == archive.Payload(body, "text/html; charset=utf-8", record.url)
    assert list(archive.verify_archive(folder)) == []


def test_fetch_without_a_body_has_a_log_and_no_warc(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path / "spool" / "r" / "s")
    writer.write_fetch(make_fetch(), None)
    writer.close()
    (segment,) = archive.iter_complete_segments(tmp_path / "spool")
    assert archive.store_segment(segment, tmp_path / "archive") == ""
    assert archive.read_segment(segment.fetch_log)[0][0].warc_file == ""


def test_storing_twice_changes_nothing(tmp_path: Path) -> None:
    write_run(tmp_path / "spool")
    segment = next(archive.iter_complete_segments(tmp_path / "spool"))
    copy = segment.warc.read_bytes()
    name = archive.store_segment(segment, tmp_path / "archive")
    assert name == "s/r1-0001.warc.gz"
    assert archive.store_segment(segment, tmp_path / "archive") == name
    segment.warc.write_bytes(copy)
    assert archive.store_segment(segment, tmp_path / "archive") == name
    assert not segment.warc.exists()
    archive.finish_segment(segment)
    archive.finish_segment(segment)
    assert segment not in list(archive.iter_complete_segments(tmp_path / "spool"))


def test_archive_is_never_overwritten(tmp_path: Path) -> None:
    write_run(tmp_path / "spool")
    segment = next(archive.iter_complete_segments(tmp_path / "spool"))
    archive.store_segment(segment, tmp_path / "archive")
    segment.warc.write_bytes(b"something else")
    with pytest.raises(ArchiveError, match="differs from"):
        archive.store_segment(segment, tmp_path / "archive")


def test_partial_files_of_a_dead_crawl_are_discarded_and_those_of_a_live_one_kept(tmp_path: Path) -> None:
    write_run(tmp_path, run="dead")
    dead = tmp_path / "dead" / "s"
    (dead / "0003.jsonl.part").write_text("{")
    (dead / "0003.warc.gz").write_bytes(b"renamed, and then the power went")
    alive = SpoolWriter(tmp_path / "alive" / "s")
    alive.write_fetch(make_fetch(), serve())
    assert archive.discard_partial(tmp_path) == 2
    alive.close()
    assert [segment.segment_id for segment in archive.iter_complete_segments(tmp_path)] == [
        "alive/s/0001",
        "dead/s/0001",
        "dead/s/0002",
    ]
    assert archive.discard_partial(tmp_path) == 0


def test_two_crawls_cannot_write_to_one_folder(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path)
    with pytest.raises(SourceError, match="another crawl writes"):
        SpoolWriter(tmp_path)
    writer.close()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda text: text.replace('"type": "fetch"', '"type": "fetched"', 1), "line 1 is damaged"),
        (lambda text: text[: text.index("\n") + 20] + "\n", "line 2 is damaged"),
        (lambda text: text[:-10], "line 4: the log is cut off"),
        (lambda text: text.replace('"status": 200', '"state": 200', 1), "unknown fields state"),
        (lambda text: text.replace('"url": ', '"title": ', 1), "line 1 is damaged"),
        (lambda text: "", "line 1: the log is cut off"),
    ],
)
def test_damaged_log_is_named_with_its_line(tmp_path: Path, damage: Callable[[str], str], told: str) -> None:
    write_run(tmp_path)
    log = next(archive.iter_complete_segments(tmp_path)).fetch_log
    log.write_text(damage(log.read_text()))
    with pytest.raises(ArchiveError, match=told):
        archive.read_segment(log)


def test_sound_archive_has_no_problems(tmp_path: Path) -> None:
    write_run(tmp_path / "spool", 5)
    archive_all(tmp_path / "spool", tmp_path / "archive")
    assert list(archive.verify_archive(tmp_path / "archive")) == []


def test_cut_off_tail_is_found_where_it_starts(tmp_path: Path) -> None:
    write_run(tmp_path / "spool", 2)
    (name,) = archive_all(tmp_path / "spool", tmp_path / "archive")
    file = tmp_path / "archive" / name
    file.write_bytes(file.read_bytes()[:-10])
    (problem,) = archive.verify_archive(tmp_path / "archive")
    assert problem.problem.startswith("cut off")
    assert str(problem).startswith(f"{name} at byte {problem.warc_offset}: cut off")
    assert problem.warc_offset > 0


def test_body_that_does_not_match_its_digest_is_found(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path / "archive" / "s")
    writer.write_fetch(make_fetch(1, b"what was digested"), serve(b"what was written"))
    writer.close()
    (problem,) = archive.verify_archive(tmp_path / "archive")
    assert "does not match its digest" in problem.problem


@pytest.mark.parametrize(("content", "told"), [(b"", "the file is empty"), (b"plain text", "damaged gzip")])
def test_file_that_is_no_warc_is_found(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "x.warc.gz").write_bytes(content)
    (problem,) = archive.verify_archive(tmp_path)
    assert told in problem.problem


def test_flipped_byte_is_found_wherever_it_lies(tmp_path: Path) -> None:
    write_run(tmp_path / "spool", 1)
    (name,) = archive_all(tmp_path / "spool", tmp_path / "archive")
    file = tmp_path / "archive" / name
    sound = file.read_bytes()
    # The ten bytes of a gzip header hold a time and a system that no checksum covers.
    for position in range(10, len(sound)):
        file.write_bytes(sound[:position] + bytes([sound[position] ^ 1]) + sound[position + 1 :])
        assert list(archive.verify_archive(tmp_path / "archive")), f"byte {position}"


@pytest.mark.parametrize(
    ("file", "offset"), [("missing.warc.gz", 0), ("s/r1-0001.warc.gz", 7), ("s/r1-0001.warc.gz", 10**6)]
)
def test_place_without_a_record_is_an_error_that_names_it(tmp_path: Path, file: str, offset: int) -> None:
    write_run(tmp_path / "spool", 1)
    archive_all(tmp_path / "spool", tmp_path / "archive")
    with pytest.raises(ArchiveError, match=f"{file} at byte {offset}"):
        archive.read_payload(tmp_path / "archive", file, offset)
