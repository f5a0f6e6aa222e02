"""`python -m pactwatch.crawl JOBFILE`: one crawl in this process, which then ends.

Started by `run.run_crawl`. Exit code 0 when the crawl came to an end, whatever it met; `done.json` says what. Imports
nothing of the warehouse.
"""

import sys
import time
from pathlib import Path

from scrapy.crawler import CrawlerProcess
from scrapy.utils.project import get_project_settings

from pactwatch.crawl.job import CrawlJob, CrawlResult
from pactwatch.crawl.run import DONE_FILE
from pactwatch.crawl.settings import job_settings
from pactwatch.crawl.spider import SourceSpider
from pactwatch.project import find_project_root

# Scrapy's reasons for an end, in the words of CrawlResult; others are its own words.
_REASONS = {"closespider_timeout": "timeout"}


def main(arguments: list[str]) -> int:
    """Run the job of the file that is named first and write `done.json` beside its segments."""
    job = CrawlJob.from_json(Path(arguments[0]).read_text(encoding="utf-8"))
    # Puts the folder that holds `spiders` on the path.
    find_project_root()
    settings = get_project_settings()
    settings.update(job_settings(job), priority="cmdline")
    started = time.monotonic()
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(job.source.kind)
    process.crawl(crawler, job=job)
    process.start()
    reason, exceptions = crawler.stats.get_value("finish_reason"), crawler.stats.get_value("spider_exceptions/count", 0)
    if not isinstance(crawler.spider, SourceSpider) or not reason or reason == "spool" or exceptions:
        print(f"the crawl broke: finish reason {reason!r}, {exceptions} exceptions in the spider", file=sys.stderr)
        return 1
    result = _sum_up(crawler.spider, reason, time.monotonic() - started)
    (job.spool_folder / f"{DONE_FILE}.part").write_text(result.to_json(), encoding="utf-8")
    (job.spool_folder / f"{DONE_FILE}.part").replace(job.spool_folder / DONE_FILE)
    return 0


def _sum_up(spider: SourceSpider, reason: str, seconds: float) -> CrawlResult:
    tally = spider.tally
    return CrawlResult(
        source_id=spider.job.source.source_id,
        pages=tally.pages,
        articles=tally.articles,
        not_modified=tally.not_modified,
        failures=tally.failures,
        links=tally.links,
        finished_reason=_REASONS.get(reason, reason),
        seconds=round(seconds, 3),
        error="; ".join(tally.problems),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
