"""What every run needs around its steps: one ingest at a time, a report, batches, log lines a person can follow."""

import logging
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC

import filelock

from pactwatch.crawl.run import CrawlResult
from pactwatch.errors import StoreError
from pactwatch.pipeline.crawling import LoadCounts
from pactwatch.pipeline.reports import RunReport, describe_new_evidence, list_fetch_problems, save_report
from pactwatch.records import Source
from pactwatch.settings import Settings
from pactwatch.sources import find_source
from pactwatch.store import Row, utc_now

log = logging.getLogger("pactwatch.run")


@contextmanager
def hold_ingest_lock(settings: Settings) -> Iterator[None]:
    """Let one ingest at a time work on a home; raise StoreError at once where another one does.

    The lock is the operating system's: it goes with the process that held it, however that ended.
    """
    lock = filelock.FileLock(settings.home / "ingest.lock", timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise StoreError(f"another ingest is at work on {settings.home}: wait for it, or use another --home") from error
    try:
        yield
    finally:
        lock.release()


def start_report(flow: str) -> RunReport:
    """Open the report of a new run; its id sorts by time."""
    now = utc_now()
    return RunReport(run_id=f"{now.astimezone(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}", flow=flow, started_at=now)


def choose_sources(sources: Sequence[Source], source_ids: Sequence[str] | None) -> list[Source]:
    """Return the named sources, or all enabled ones; raise SourceError for an unknown name."""
    if source_ids:
        return [find_source(sources, source_id) for source_id in source_ids]
    return [source for source in sources if source.is_enabled]


def iter_batches(rows: Sequence[Row], size: int) -> Iterator[list[Row]]:
    """Yield the rows in order, `size` at a time."""
    for start in range(0, len(rows), size):
        yield list(rows[start : start + size])


def note_crawl(report: RunReport, source: Source, outcome: CrawlResult | BaseException) -> None:
    """Put one source's crawl, or the error that ended it, into the report and the log."""
    if isinstance(outcome, BaseException):
        report.sources += 1
        report.problems.append(f"{source.source_id}: {outcome}")
        log.warning("crawl %s failed: %s", source.source_id, outcome)
        return
    report.add_crawl(outcome)
    log.info(
        "crawl %s: %d pages, %d new articles, %d not modified, %d failures, %.1f s",
        source.source_id,
        outcome.pages,
        outcome.articles,
        outcome.not_modified,
        outcome.failures,
        outcome.seconds,
    )


def note_load(report: RunReport, counts: LoadCounts) -> None:
    """Put the loading of the spool into the report and the log."""
    report.problems.extend(f"spool: {problem}" for problem in counts.damaged)
    if counts.segments:
        log.info("load: %d segments, %d fetches, %d links", counts.segments, counts.fetches, counts.links)


def note_batch(report: RunReport, step: str, counts: Mapping[str, int]) -> None:
    """Put one batch's counts into the report and the log."""
    report.add(counts)
    log.info("%s: %s", step, ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items()))


def finish_report(settings: Settings, report: RunReport) -> None:
    """Add what the new evidence touches and which pages failed, then store the report."""
    describe_new_evidence(settings, report)
    for row in list_fetch_problems(settings, [report.run_id]):
        again = f"again after {row['next_attempt_at']:%Y-%m-%d %H:%M} UTC" if row["next_attempt_at"] else "for good"
        what = row["error"] or f"HTTP {row['status']}"
        report.problems.append(f"{row['source_id']}: {row['url']}: {what} ({again})")
    save_report(settings, report)
