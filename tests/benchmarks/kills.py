"""Kills a run at random moments, lets the next run finish, and compares all rows with an undisturbed run.

Each trial starts tests/drive_run.py on a fresh home, ends it and the crawls it started with SIGKILL after a random
time, runs it again to its end, and compares what test_pipeline.CONTENT names.

    python tests/benchmarks/kills.py [--trials 20] [--seed 1]
"""

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.drive_run import wait_for_retry
from tests.test_pipeline import CONTENT, DRIVER, read_content

from pactwatch.demo.site import Newsroom, serve_newsroom


def start(home: Path, newsroom: Newsroom) -> subprocess.Popen[bytes]:
    """Start one run in a process group of its own."""
    command = [sys.executable, str(DRIVER), str(home), str(newsroom.base_port)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finish(home: Path, newsroom: Newsroom) -> None:
    """Run to the end."""
    process = start(home, newsroom)
    if process.wait(timeout=300):
        raise SystemExit(f"a run on {home} failed with code {process.returncode}")


def main() -> int:
    """Run the trials and print one line each."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--trials", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    dice = random.Random(chosen.seed)
    differing = 0
    with serve_newsroom(0) as newsroom, tempfile.TemporaryDirectory() as folder:
        # The page that answers 503 once heals in the first run and is asked for again in the second.
        finish(Path(folder) / "undisturbed", newsroom)
        wait_for_retry()
        finish(Path(folder) / "undisturbed", newsroom)
        started = time.monotonic()
        finish(Path(folder) / "timed", newsroom)
        longest = time.monotonic() - started
        wanted = read_content(Path(folder) / "undisturbed")
        for trial in range(1, chosen.trials + 1):
            home = Path(folder) / f"trial-{trial}"
            process = start(home, newsroom)
            delay = dice.uniform(0.3, longest)
            time.sleep(delay)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            finish(home, newsroom)
            found = read_content(home)
            wrong = [table for table in CONTENT if found[table] != wanted[table]]
            differing += bool(wrong)
            verdict = f"DIFFERS in {wrong}" if wrong else "same rows"
            print(f"trial {trial:2d}: killed after {delay:5.2f} s; {verdict}", flush=True)
    print(f"{chosen.trials} kills, {differing} with other rows than the undisturbed run ({longest:.1f} s)")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
