"""Runs one ingest of the newsroom without the flow engine, and ends itself with SIGKILL at a chosen step.

python drive_run.py HOME BASE_PORT [STEP]
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pactwatch import archive, publish
from pactwatch.crawl.run import run_crawl
from pactwatch.demo.registry import demo_sources
from pactwatch.knowledge import update_statements
from pactwatch.pipeline import crawling, documents, reading, runs
from pactwatch.settings import Settings
from pactwatch.store import open_store, utc_now


def die(*_: object, **__: object) -> None:
    """End this process and the crawls it started, as the kernel would."""
    os.killpg(0, signal.SIGKILL)


def die_on_call(module: object, name: str, *, call: int = 1) -> None:
    """Replace a function by one that dies when it is called for the n-th time."""
    real: Callable[..., object] = getattr(module, name)
    calls = iter(range(1, 10_000))

    def guarded(*args: object, **kwargs: object) -> object:
        if next(calls) == call:
            die()
        return real(*args, **kwargs)

    setattr(module, name, guarded)


def wait_for_retry() -> None:
    """Wait until the page that answered 503 (Retry-After: 1) may be asked for again."""
    time.sleep(1.2)


def arm(kill_at: str, home: Path) -> None:
    """Make the chosen step deadly."""
    if kill_at == "crawl":
        threading.Thread(target=_die_after_first_segment, args=(home,), daemon=True).start()
    elif kill_at == "before_load":
        die_on_call(archive, "store_segment", call=2)
    elif kill_at == "loaded_not_finished":
        die_on_call(archive, "finish_segment", call=2)
    elif kill_at == "before_extract":
        die_on_call(documents, "open_store", call=1)
    elif kill_at == "before_read":
        die_on_call(reading, "write_rows", call=2)
    elif kill_at == "mid_publish":
        die_on_call(publish, "_move_pointer")


def _die_after_first_segment(home: Path) -> None:
    while not list(home.glob("spool/*/*/*.jsonl")):
        time.sleep(0.01)
    die()


def main() -> None:
    """Do what flows/ingest.py does, step by step."""
    home, base_port, kill_at = Path(sys.argv[1]), int(sys.argv[2]), (sys.argv[3:] or [""])[0]
    os.setpgrp()
    settings = Settings(home=home, batch_size=20).prepare()
    arm(kill_at, home)
    report = runs.start_report("drive")
    sources = demo_sources(base_port)
    crawling.register(settings, sources)
    crawling.load_spool(settings)
    crawling.tidy_spool(settings, running_run_id=report.run_id)
    jobs = [crawling.plan_crawl(settings, source, run_id=report.run_id, retry_base_s=1.0) for source in sources]
    with ThreadPoolExecutor(len(jobs)) as pool:
        list(pool.map(lambda job: run_crawl(job, timeout_s=60), jobs))
    crawling.load_spool(settings)
    for batch in runs.iter_batches(documents.list_pending_fetches(settings), settings.batch_size):
        documents.extract_batch(settings, batch)
    reader = reading.load_reader()
    for batch in runs.iter_batches(reading.list_pending_passages(settings, reader), 100):
        reading.read_batch(settings, reader, batch)
    with open_store(settings) as store:
        update_statements(store, utc_now())
    publish.publish_snapshot(settings, now=utc_now())


if __name__ == "__main__":
    main()
