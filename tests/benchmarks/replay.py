"""Replays the real pages of ../shared/corpus through the whole product and measures what comes out.

The pages are served over loopback as four RSS feeds, as they were served once (no charset header), crawled, archived,
extracted, read. Prints pages per second by stage, the text's token F1 and the dates against gold, wrong dates by
witness, pages without an article, and every passage that was flagged as evidence.

    python tests/benchmarks/replay.py [--most 407] [--flagged]
"""

import argparse
import gzip
import json
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from pactwatch.crawl.run import run_crawl
from pactwatch.pipeline import crawling, documents, reading, runs
from pactwatch.settings import Settings
from pactwatch.sources import load_sources
from pactwatch.store import read_store

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
FEEDS = 4


def serve(pages: dict[str, bytes]) -> ThreadingHTTPServer:
    """Serve paths on a free loopback port until the process ends; no charset, as the pages were kept."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "application/rss+xml" if self.path.endswith(".xml") else "text/html")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def lay_out(gold: list[dict[str, Any]], registry: Path) -> dict[str, dict[str, Any]]:
    """Start the servers, write the registry, and return gold by the address that the crawl will see."""
    by_url: dict[str, dict[str, Any]] = {}
    (registry / "feed").mkdir(parents=True)
    for number in range(FEEDS):
        mine = gold[number::FEEDS]
        pages: dict[str, bytes] = {}
        server = serve(pages)
        root = f"http://127.0.0.1:{server.server_port}"
        items = []
        for entry in mine:
            path = f"/{entry['id']}{urlsplit(entry['url']).path.rstrip('/')}"
            pages[path] = gzip.decompress((CORPUS / "pages" / f"{entry['id']}.html.gz").read_bytes())
            by_url[root + path] = entry
            items.append(
                f"<item><title>{escape(entry['title'] or '')}</title><link>{escape(root + path)}</link></item>"
            )
        feed = f"<rss version='2.0'><channel><title>replay {number}</title>{''.join(items)}</channel></rss>"
        pages["/feed.xml"] = feed.encode()
        (registry / "feed" / f"replay_{number}.toml").write_text(
            f'title = "Replay {number}"\nurl = "{root}/feed.xml"\nhome_url = "{root}/"\ntier = "news"\n'
            'language = "en"\n'
            'enabled = true\naccess = "full"\n[crawl]\ndelay_s = 0.0\nmax_articles = 500\nallow_loopback = true\n'
        )
    return by_url


def token_f1(found: str, gold: str) -> float:
    """Bag-of-words F1 of two texts, 0..1."""
    ours, theirs = Counter(re.findall(r"\w+", found.lower())), Counter(re.findall(r"\w+", gold.lower()))
    both = sum((ours & theirs).values())
    return 2 * both / (ours.total() + theirs.total()) if both else 0.0


def main() -> int:
    """Run the replay and print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--most", type=int, default=1000, help="how many pages at the most")
    arguments.add_argument("--flagged", action="store_true", help="print every passage flagged as evidence")
    chosen = arguments.parse_args()
    if not CORPUS.is_dir():
        print(f"skipped: {CORPUS.name} is not here; the benchmark needs the real pages of ../shared/corpus")
        return 0
    gold = [json.loads(line) for line in (CORPUS / "gold.jsonl").open()][: chosen.most]
    with tempfile.TemporaryDirectory() as folder:
        by_url = lay_out(gold, Path(folder) / "registry")
        settings = Settings(home=Path(folder) / "home").prepare()
        seconds = replay(settings, Path(folder) / "registry")
        with read_store(settings) as store:
            articles = store.query("select url, title, text, published_on, date_witness from core_article")
            refused = store.query(
                "select fetched.url, done.reason from core_extraction as done"
                " join raw_fetch as fetched using (fetch_id) where done.article_id is null"
            )
            failed = store.query("select url, status, error from raw_fetch where kind = 'article' and warc_file = ''")
            flagged = store.query(
                "select article.url, passage.text, reading.evidence_score from core_reading as reading"
                " join core_passage as passage using (passage_id) join core_article as article using (article_id)"
                " where reading.is_evidence order by reading.evidence_score desc"
            )
            passages = store.query("select count(*) as n, count(*) filter (gate_passed) as gated from core_reading")[0]
    report(gold, by_url, {"articles": articles, "refused": refused, "failed": failed}, seconds)
    print(f"\npassages {passages['n']}, through the gate {passages['gated']} ({passages['gated'] / passages['n']:.1%}),"
          f" flagged as evidence {len(flagged)} ({1000 * len(flagged) / passages['n']:.2f} per 1,000)")  # fmt: skip
    for row in flagged if chosen.flagged else flagged[:5]:
        print(f"  {row['evidence_score']:.2f}  {row['url'].split('/')[3]}  {row['text'][:140]!r}")
    return 0


def replay(settings: Settings, registry: Path) -> dict[str, float]:
    """Run the stages one after the other, so that each has its own time; return seconds by stage."""
    seconds: dict[str, float] = {}
    sources = load_sources(registry)
    crawling.register(settings, sources)

    def timed(stage: str, action: Callable[[], object]) -> None:
        started = time.perf_counter()
        action()
        seconds[stage] = time.perf_counter() - started

    def crawl() -> None:
        jobs = [crawling.plan_crawl(settings, source, run_id="replay") for source in sources]
        with ThreadPoolExecutor(FEEDS) as pool:
            for result in pool.map(lambda job: run_crawl(job, timeout_s=600), jobs):
                if result.error:
                    print(f"{result.source_id}: {result.error}", file=sys.stderr)

    def extract() -> None:
        for batch in runs.iter_batches(documents.list_pending_fetches(settings), settings.batch_size):
            documents.extract_batch(settings, batch)

    def read() -> None:
        reader = reading.load_reader()
        for batch in runs.iter_batches(reading.list_pending_passages(settings, reader), 2000):
            reading.read_batch(settings, reader, batch)

    timed("crawl and archive", crawl)
    timed("load", lambda: crawling.load_spool(settings))
    timed("extract", extract)
    timed("gate, classify, read", read)
    return seconds


def report(
    gold: list[dict[str, Any]],
    by_url: dict[str, dict[str, Any]],
    found: dict[str, list[dict[str, Any]]],
    seconds: dict[str, float],
) -> None:
    """Print speed, text, dates and refusals."""
    total = sum(seconds.values())
    print(f"{len(gold)} pages in {total:.1f} s: {len(gold) / total:.1f} pages/s end to end")
    for stage, spent in seconds.items():
        print(f"  {stage:<22}{spent:7.1f} s {spent / total:6.1%}")
    articles = [(row, by_url[row["url"]]) for row in found["articles"] if row["url"] in by_url]
    scores = [token_f1(row["text"], entry["text"]) for row, entry in articles if entry["page_type"] == "article"]
    print(f"\narticles {len(articles)}")
    print(f"token F1 median {statistics.median(scores):.4f}, mean {statistics.mean(scores):.4f}")
    dated = [(row, entry) for row, entry in articles if entry["page_type"] == "article" and entry["date"]]
    right = [row for row, entry in dated if str(row["published_on"]) == entry["date"]]
    print(f"exact day {len(right)}/{len(dated)} = {len(right) / len(dated):.3f}")
    wrong = Counter(str(row["date_witness"]) for row, entry in dated if str(row["published_on"]) != entry["date"])
    used = Counter(str(row["date_witness"]) for row, entry in dated)
    for witness, count in used.most_common():
        print(f"  {witness:<10} used {count:4d}  wrong {wrong[witness]:3d}")
    types = {url: entry["page_type"] for url, entry in by_url.items()}
    refusals = Counter((types.get(row["url"], "?"), row["reason"]) for row in found["refused"])
    print("\npages without an article, by gold page type and reason")
    for (kind, reason), count in refusals.most_common():
        print(f"  {kind:<16}{reason:<20}{count}")
    if found["failed"]:
        print(f"not fetched: {[(row['url'][-60:], row['status'], row['error'][:60]) for row in found['failed'][:8]]}")


if __name__ == "__main__":
    sys.exit(main())
