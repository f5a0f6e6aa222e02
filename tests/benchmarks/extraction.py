"""Measures extraction on the 407 real pages of ../shared/corpus, against trafilatura's own plain call in the same run.

Prints pages per second, the text's median and mean token F1, title and author matches, exact-day dates with the wrong
ones by witness, and every refusal by reason: of the 40 pages that are no articles, and of the 367 that are.

    python tests/benchmarks/extraction.py [--most 407] [--wrong]
"""

import argparse
import gzip
import json
import logging
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import trafilatura

from pactwatch.errors import ExtractError
from pactwatch.extract import EXTRACTOR_VERSION, extract_article
from pactwatch.records import Article

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
# The pages were collected by March 2026; nothing in them can be later than this.
FETCHED_ON = date(2026, 7, 1)
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Result:
    """One page: its gold record, our article or the reason for none, and trafilatura's plain text."""

    gold: dict[str, Any]
    body: bytes
    article: Article | None
    reason: str
    plain: str

    @property
    def is_article(self) -> bool:
        """Whether gold calls the page an article."""
        return bool(self.gold["page_type"] == "article")


def token_f1(found: str, wanted: str) -> float:
    """Return the F1 of the two texts' words as multisets."""
    one, two = Counter(WORD.findall(found.lower())), Counter(WORD.findall(wanted.lower()))
    common = sum((one & two).values())
    return 2 * common / (sum(one.values()) + sum(two.values())) if common else 0.0


def is_day_on_page(day: date, body: bytes) -> bool:
    """Say whether the page holds the day in any usual spelling, so that a reader could have found it."""
    month = f"{day:%b}"
    spellings = (
        rf"{day:%Y}[-/.]?{day:%m}[-/.]?{day:%d}",
        rf"{month}[a-z]*\.?\s+0?{day.day}(?:st|nd|rd|th)?,?\s+{day.year}",
        rf"0?{day.day}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{month}[a-z]*\.?,?[\s-]+{day.year}",
        rf"0?{day.month}[/.]0?{day.day}[/.](?:{day:%Y}|{day:%y})",
        rf"0?{day.day}[/.]0?{day.month}[/.](?:{day:%Y}|{day:%y})",
    )
    return re.search("|".join(spellings), body.decode("utf-8", "replace"), re.IGNORECASE) is not None


def timed(action: Callable[[], None]) -> float:
    """Return the seconds of processor time that the action took."""
    start = time.process_time()
    action()
    return time.process_time() - start


def run(most: int) -> tuple[list[Result], float, float]:
    """Extract the pages both ways; return results with our and trafilatura's seconds."""
    with (CORPUS / "gold.jsonl").open(encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines][:most]
    bodies = [gzip.decompress((CORPUS / "pages" / f"{entry['id']}.html.gz").read_bytes()) for entry in gold]
    plain: list[str] = []
    ours: list[tuple[Article | None, str]] = []

    def run_ours() -> None:
        for entry, body in zip(gold, bodies, strict=True):
            try:
                ours.append((extract_article(body, url=entry["url"] or "", fetched_on=FETCHED_ON), ""))
            except ExtractError as error:
                ours.append((None, error.reason))

    our_s = timed(run_ours)
    plain_s = timed(lambda: plain.extend(trafilatura.extract(body) or "" for body in bodies))
    parts = zip(gold, bodies, ours, plain, strict=True)
    return [Result(entry, body, *one, text) for entry, body, one, text in parts], our_s, plain_s


def report_texts(results: list[Result]) -> None:
    """Print text, title and author quality on the gold articles; a refused article counts as empty."""
    articles = [result for result in results if result.is_article]
    ours = [token_f1(r.article.text if r.article else "", r.gold["text"] or "") for r in articles]
    theirs = [token_f1(r.plain, r.gold["text"] or "") for r in articles]
    print(f"\ntext, {len(articles)} articles      median F1   mean F1   pages under .50")
    for name, scores in (("pactwatch", ours), ("trafilatura.extract()", theirs)):
        low = sum(score < 0.5 for score in scores)
        print(f"  {name:<24} {statistics.median(scores):8.4f} {statistics.fmean(scores):9.4f} {low:10}")
    kept = [result for result in articles if result.article is not None]

    def share(field: str) -> str:
        pairs = [(getattr(r.article, field), r.gold[field]) for r in kept if r.gold[field]]
        same = sum(WORD.findall(found.casefold()) == WORD.findall(wanted.casefold()) for found, wanted in pairs)
        return f"{field} equal to gold in {same} of {len(pairs)} ({same / max(1, len(pairs)):.3f})"

    print(f"  {share('title')}; {share('author')}")


def report_dates(results: list[Result], *, show_wrong: bool) -> None:
    """Print the exact-day rates and, per witness, how often it spoke, was right, was believed and was then wrong."""
    dated = [result for result in results if result.is_article and result.gold["date"]]
    findable = [r for r in dated if is_day_on_page(date.fromisoformat(r.gold["date"]), r.body)]
    right = {id(r) for r in dated if r.article and str(r.article.published) == r.gold["date"]}
    none = sum(1 for r in dated if r.article is None or r.article.published is None)
    modified = [r for r in dated if id(r) not in right and r.article and str(r.article.modified) == r.gold["date"]]
    found = sum(1 for r in findable if id(r) in right)
    print(
        f"\ndates: {len(right)} of {len(dated)} dated articles exact to the day ({len(right) / max(1, len(dated)):.3f})"
    )
    print(
        f"  gold day is somewhere on the page: {found} of {len(findable)} exact ({found / max(1, len(findable)):.3f})"
    )
    print(f"  no date given: {none}; gold has the day of the declared last change: {len(modified)}")
    undated = [result for result in results if result.is_article and not result.gold["date"] and result.article]
    given = Counter(r.article.date_witness for r in undated if r.article and r.article.published)
    print(f"  gold has no date: {len(undated)} articles, of which dated all the same: {dict(given)}")
    print("  witness    spoke  first right  share  believed  then wrong")
    for witness in ("feed", "url", "json_ld", "meta", "time", "text", "htmldate"):
        firsts = {
            id(r): next((str(c.value) for c in r.article.date_candidates if c.witness == witness), "")
            for r in dated
            if r.article
        }
        spoke = [r for r in dated if firsts.get(id(r))]
        good = sum(firsts[id(r)] == r.gold["date"] for r in spoke)
        believed = [r for r in dated if r.article and r.article.date_witness == witness]
        wrong = [r for r in believed if id(r) not in right]
        rate = f"{good / len(spoke):.2f}" if spoke else "-"
        print(f"  {witness:<9} {len(spoke):6} {good:12} {rate:>6} {len(believed):9} {len(wrong):11}")
    for result in (r for r in dated if show_wrong and id(r) not in right):
        article = result.article
        said = [(c.witness, str(c.value)) for c in article.date_candidates] if article else result.reason
        print(f"    {result.gold['id']} gold {result.gold['date']} {said}")


def report_refusals(results: list[Result]) -> None:
    """Print the reasons for which pages were refused, non-articles and articles apart."""
    for title, chosen in (
        ("no articles", [result for result in results if not result.is_article]),
        ("articles", [result for result in results if result.is_article]),
    ):
        refused = [result for result in chosen if result.reason]
        reasons = ", ".join(f"{reason} {count}" for reason, count in Counter(r.reason for r in refused).most_common())
        print(f"\nrefused of {len(chosen)} {title}: {len(refused)} ({reasons})")
        if title == "articles":
            for result in refused:
                print(f"  {result.gold['id']} {result.reason} {result.gold['url'][:80]}")


def main() -> int:
    """Run and print; 0 also where the corpus is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=407, help="how many pages, from the first")
    parser.add_argument("--wrong", action="store_true", help="list every wrong date")
    options = parser.parse_args()
    if not (CORPUS / "gold.jsonl").is_file():
        print(f"no corpus at {CORPUS}: nothing measured")
        return 0
    logging.disable(logging.CRITICAL)
    results, our_s, plain_s = run(options.most)
    count = len(results)
    print(f"extractor {EXTRACTOR_VERSION}, {count} pages, one thread, processor time")
    print(f"  pactwatch (text, metadata, dates): {count / our_s:.1f} pages/s, {1000 * our_s / count:.1f} ms a page")
    print(f"  trafilatura.extract() (text only): {count / plain_s:.1f} pages/s, {1000 * plain_s / count:.1f} ms a page")
    report_texts(results)
    report_dates(results, show_wrong=options.wrong)
    report_refusals(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
