"""Scrapy's way to the spool: every `Fetched` item goes into the open segment, which is completed when full or old."""

from typing import Any

from scrapy.utils.defer import deferred_from_coro
from twisted.internet.task import LoopingCall

from pactwatch.crawl.spider import Fetched
from pactwatch.crawl.spool import SpoolWriter

_LOOK_EVERY_S = 5.0


class SpoolPipeline:
    """Writes the segments of one crawl; a spool that cannot be written ends the crawl."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._writer: SpoolWriter | None = None
        self._timer: Any = None

    @classmethod
    def from_crawler(cls, crawler: Any) -> "SpoolPipeline":
        """Build as Scrapy asks for it."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Take the spool folder's lock and start looking at the segment's age."""
        self._writer = SpoolWriter(self._crawler.spider.job.spool_folder)
        self._timer = LoopingCall(self._writer.roll_if_due)
        self._timer.start(_LOOK_EVERY_S, now=False)

    def process_item(self, item: Fetched) -> Fetched:
        """Log one fetch."""
        assert self._writer is not None
        try:
            self._writer.write_fetch(item.record, item.served, item.links)
        except OSError as error:
            # Without a spool nothing that is fetched now can be kept: stop asking.
            self._crawler.spider.tally.problems.append(f"cannot write the spool: {error}")
            deferred_from_coro(self._crawler.engine.close_spider_async(reason="spool"))
            raise
        return item

    def close_spider(self) -> None:
        """Complete the last segment; Scrapy calls this on SIGTERM as well."""
        if self._timer is not None and self._timer.running:
            self._timer.stop()
        if self._writer is not None:
            self._writer.close()
