"""Starts a crawl as a subprocess and waits for it.

A Scrapy reactor cannot start twice in one process, and a crawl that hangs or grows must be something that can be ended:
hence `python -m pactwatch.crawl JOBFILE`. While it runs, the spool's fetch log grows; nothing else is said.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from pactwatch.crawl.job import CrawlJob, CrawlResult

__all__ = ["DONE_FILE", "JOB_FILE", "LOG_FILE", "CrawlJob", "CrawlResult", "run_crawl"]

SETTINGS_MODULE = "pactwatch.crawl.settings"
JOB_FILE = "job.json"
DONE_FILE = "done.json"
LOG_FILE = "crawl.log"
# A crawl that is asked to stop ends the download it is in (30 s at most) and completes its segment.
_GRACE_S = 40.0
_TAIL_LINES = 12
_TAIL_BYTES = 8192


def run_crawl(job: CrawlJob, timeout_s: float) -> CrawlResult:
    """Crawl one source and return how it went; does not raise for anything that the crawl itself meets.

    `timeout_s` is when the process is asked to stop, and some 40 s later killed; `job.max_seconds` below it lets the
    crawl end by itself. Raises OSError when the spool cannot be written or Python not be started.
    """
    folder = job.spool_folder
    folder.mkdir(parents=True, exist_ok=True)
    job_file, done_file, log_file = folder / JOB_FILE, folder / DONE_FILE, folder / LOG_FILE
    done_file.unlink(missing_ok=True)
    job_file.write_text(job.to_json(), encoding="utf-8")
    started = time.monotonic()
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "pactwatch.crawl", str(job_file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            env={**os.environ, "SCRAPY_SETTINGS_MODULE": SETTINGS_MODULE},
        )
        ending = _wait(process, timeout_s)
    seconds = round(time.monotonic() - started, 3)
    if done_file.exists():
        result = CrawlResult.from_json(done_file.read_text(encoding="utf-8"))
        problems = "; ".join(problem for problem in (ending, result.error) if problem)
        return replace(result, seconds=seconds, error=problems)
    return CrawlResult(
        source_id=job.source.source_id,
        finished_reason="killed" if ending else "crashed",
        seconds=seconds,
        error=ending or f"the crawl ended with code {process.returncode}: {_read_tail(log_file)}",
    )


def _wait(process: subprocess.Popen[bytes], timeout_s: float) -> str:
    try:
        process.wait(timeout_s)
        return ""
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGTERM)
    except BaseException:
        # The caller is being ended (Ctrl-C, a cancelled task): the child must not outlive it.
        process.terminate()
        raise
    try:
        process.wait(_GRACE_S)
        return f"stopped after {timeout_s:g} s"
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return f"killed {_GRACE_S:g} s after it was asked to stop, at {timeout_s:g} s"


def _read_tail(log_file: Path) -> str:
    """Return the last lines of a log, joined by ` | `; empty when there is nothing."""
    raw = log_file.read_bytes()[-_TAIL_BYTES:] if log_file.exists() else b""
    lines = [line.strip() for line in raw.decode("utf-8", "replace").splitlines() if line.strip()]
    return " | ".join(lines[-_TAIL_LINES:])
