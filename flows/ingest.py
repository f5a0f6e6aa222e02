"""The main job: crawl -> load -> extract -> classify and read -> state -> publish.

A task is a source or a batch. A source that fails is a problem in the report and stops nobody else; every step finds
its work anew, so a run that died is made good by the next one.
"""

from pathlib import Path
from typing import Any, cast
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from pactwatch.crawl.run import CrawlResult, run_crawl
from pactwatch.knowledge import update_statements
from pactwatch.pipeline import crawling, documents, reading, reports, runs
from pactwatch.publish import publish_snapshot
from pactwatch.records import Source
from pactwatch.settings import Settings, load_settings
from pactwatch.sources import load_sources
from pactwatch.store import Row, open_store, utc_now

# A crawl mostly waits for its delay, so four of them fit on two cores.
CRAWLS_AT_ONCE = 4


@task(name="crawl source", task_run_name="crawl {source.source_id}", retries=1, retry_delay_seconds=5)
def crawl_source(settings: Settings, source: Source, run_id: str, retry_base_s: float) -> CrawlResult:
    """Crawl one source in its own process; raise where the crawl did not get to its end."""
    job = crawling.plan_crawl(settings, source, run_id=run_id, retry_base_s=retry_base_s)
    return run_crawl(job, timeout_s=job.max_seconds + 60)


@task(name="extract batch", retries=2, retry_delay_seconds=2)
def extract_batch(settings: Settings, fetches: list[Row]) -> dict[str, int]:
    """Extract one batch of archived pages."""
    return documents.extract_batch(settings, fetches)


@task(name="read batch", retries=2, retry_delay_seconds=2)
def read_batch(settings: Settings, passages: list[Row]) -> dict[str, int]:
    """Gate, score and read one batch of passages."""
    return reading.read_batch(settings, reading.load_reader(settings), passages)


@task(name="publish", retries=2, retry_delay_seconds=2)
def publish(settings: Settings) -> str:
    """Bring statements up to date and publish a snapshot; return its path."""
    with open_store(settings) as store:
        update_statements(store, utc_now())
    return str(publish_snapshot(settings, now=utc_now()).path)


@flow(name="ingest", task_runner=ThreadPoolTaskRunner(max_workers=CRAWLS_AT_ONCE), log_prints=False)  # type: ignore[arg-type]
def ingest(
    home: str, source_ids: list[str] | None = None, registry: str = "", retry_base_s: float = 1800.0
) -> dict[str, Any]:
    """Run one ingest of the enabled sources (or of `source_ids`) into `home`; return the report as a dict.

    `registry` is another registry folder than the shipped one; `retry_base_s` is the first pause before a failed page
    is asked for again.
    """
    settings = load_settings(home).prepare()
    with runs.hold_ingest_lock(settings):
        report = runs.start_report("ingest")
        sources = runs.choose_sources(load_sources(Path(registry) if registry else None), source_ids)
        crawling.register(settings, sources)
        # What a dead run left comes first: planning must know of it, or its pages are fetched twice.
        runs.note_load(report, crawling.load_spool(settings))
        crawling.tidy_spool(settings, running_run_id=report.run_id)
        progress = cast(UUID, create_progress_artifact(progress=0.0, key="ingest-progress"))
        futures = [crawl_source.submit(settings, source, report.run_id, retry_base_s) for source in sources]
        for number, (source, future) in enumerate(zip(sources, futures, strict=True), start=1):
            runs.note_crawl(report, source, _crawl_outcome(future))
            update_progress_artifact(progress, progress=50.0 * number / len(sources))
        runs.note_load(report, crawling.load_spool(settings))
        for batch in runs.iter_batches(documents.list_pending_fetches(settings), settings.batch_size):
            runs.note_batch(report, "extract", extract_batch(settings, batch))
        update_progress_artifact(progress, progress=65.0)
        reader = reading.load_reader(settings)
        reading.use_reader(settings, reader)
        passages = reading.list_pending_passages(settings, reader)
        for batch in runs.iter_batches(passages, settings.batch_size):
            runs.note_batch(report, "read", read_batch(settings, batch))
        update_progress_artifact(progress, progress=90.0)
        report.snapshot = publish(settings)
        runs.finish_report(settings, report)
        update_progress_artifact(progress, progress=100.0)
        create_table_artifact(table=report.as_rows(), key="ingest-report", description=f"run {report.run_id}")
    return reports.report_as_dict(report)


def _crawl_outcome(future: PrefectFuture[CrawlResult]) -> CrawlResult | BaseException:
    outcome: CrawlResult | BaseException = future.result(raise_on_failure=False)
    return outcome
