"""How crawls end: by themselves, when asked to, killed, or not started at all; and what each end leaves behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.crawl_site import CrawlSite, Page, collect, item, make_job, make_source, serve_site

from pactwatch import archive
from pactwatch.crawl.job import CrawlJob, CrawlResult
from pactwatch.crawl.run import DONE_FILE, JOB_FILE, SETTINGS_MODULE, run_crawl


def build_slow(site: CrawlSite, count: int) -> None:
    site.add_feed("/feed", *(item(site.add_article(f"/s/{number}")) for number in range(count)))


@contextmanager
def start_crawl(job: CrawlJob) -> Iterator[subprocess.Popen[bytes]]:
    """Start a crawl as `run_crawl` does, for a test that ends it in its own way."""
    job.spool_folder.mkdir(parents=True)
    job_file = job.spool_folder / JOB_FILE
    job_file.write_text(job.to_json())
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": SETTINGS_MODULE}
    with subprocess.Popen([sys.executable, "-m", "pactwatch.crawl", str(job_file)], env=environment) as process:
        yield process


def test_kill_leaves_only_whole_segments(tmp_path: Path) -> None:
    with serve_site() as site:
        build_slow(site, 90)
        job = make_job(site, tmp_path, make_source(site, max_articles=90, delay_s=0.02))
        with start_crawl(job) as process:
            wait_for(lambda: (job.spool_folder / "0002.warc.gz.part").exists())
            process.send_signal(signal.SIGKILL)
    crawl = collect(site, tmp_path, CrawlResult("t"))
    assert [segment.number for segment in crawl.segments] == ["0001"]
    assert len(crawl.fetches) == 25
    assert len(crawl.links) == 90
    assert b"Article at" in crawl.read("/s/0")
    assert archive.discard_partial(tmp_path) == 2
    assert not list(tmp_path.rglob("*.part"))


def test_crawl_that_is_asked_to_stop_completes_its_segment(tmp_path: Path) -> None:
    with serve_site() as site:
        build_slow(site, 50)
        job = make_job(site, tmp_path, make_source(site, delay_s=0.2))
        with start_crawl(job) as process:
            wait_for(lambda: "/s/2" in site.paths())
            process.send_signal(signal.SIGTERM)
    result = CrawlResult.from_json((job.spool_folder / DONE_FILE).read_text())
    crawl = collect(site, tmp_path, result)
    assert (process.returncode, result.finished_reason) == (0, "shutdown")
    assert 2 <= result.articles == len(crawl.fetches) - 1 < 50
    assert not list(tmp_path.rglob("*.part"))


def test_crawl_past_its_time_is_ended_from_outside(tmp_path: Path) -> None:
    with serve_site() as site:
        build_slow(site, 5)
        result = run_crawl(make_job(site, tmp_path, make_source(site)), timeout_s=0.05)
    assert (result.finished_reason, result.error) == ("killed", "stopped after 0.05 s")
    assert list(archive.iter_complete_segments(tmp_path)) == []


def test_crawl_ends_by_itself_at_its_own_limit_or_where_the_site_throttles(tmp_path: Path) -> None:
    with serve_site() as site, ThreadPoolExecutor(2) as pool:
        build_slow(site, 50)
        limited = make_job(site, tmp_path / "limited", make_source(site, delay_s=0.3), max_seconds=1.5)
        site.add_feed("/busy", *(item(site.url(path)) for path in ("/too-many", *(f"/s/{n}" for n in range(9)))))
        site.pages["/too-many"] = Page(b"", "text/plain", 429)
        throttled = make_job(site, tmp_path / "throttled", replace(make_source(site), url=site.url("/busy")))
        results = list(pool.map(lambda job: run_crawl(job, timeout_s=60), (limited, throttled)))
    assert results[0].finished_reason == "timeout"
    assert results[1].finished_reason == "throttled"
    # A request or two may be on their way before the 429 is read.
    assert results[1].articles <= 3


def test_crawl_that_cannot_start_reports_the_end_of_its_log(tmp_path: Path) -> None:
    with serve_site() as site:
        source = replace(make_source(site), article_pattern="(")
        result = run_crawl(make_job(site, tmp_path, source), timeout_s=60)
    assert result.finished_reason == "crashed"
    assert "unterminated subpattern" in result.error


def test_crawl_imports_nothing_of_the_warehouse() -> None:
    code = (
        "import sys, pactwatch.crawl.__main__ as main; from pactwatch.project import find_project_root;"
        " find_project_root(); import spiders.feed, spiders.sitemap, spiders.listing, pactwatch.crawl.pipeline;"
        " print(sorted({'duckdb', 'pactwatch.store'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"


def wait_for(has_come: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not has_come():
        assert time.monotonic() < end, "what was waited for did not come"
        time.sleep(0.005)
