"""The part of a crawl that does not depend on the kind of site: which pages to ask for, and what is logged of each.

A kind (`spiders/feed.py`, `sitemap.py`, `listing.py`) reads one index page into links and further index pages; this
class filters them, asks for the articles, and yields one `Fetched` for every request's end.
"""

import re
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import scrapy
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from pactwatch.crawl.addresses import GuardedResolver
from pactwatch.crawl.job import CrawlJob
from pactwatch.crawl.links import canonical_url, clean_title, plausible_day
from pactwatch.crawl.middlewares import iter_header_pairs
from pactwatch.crawl.outcomes import Outcome, judge_article, judge_exception, judge_index
from pactwatch.crawl.retries import parse_retry_after, plan_next_attempt
from pactwatch.crawl.settings import index_bytes
from pactwatch.crawl.spool import Served, digest_payload
from pactwatch.errors import SourceError
from pactwatch.records import FetchKind, FetchRecord, LinkRecord

# A site that fails this often in a row is down; the rest is asked for in a later run.
_MOST_FAILURES_IN_A_ROW = 5


@dataclass(frozen=True, slots=True)
class FoundLink:
    """One article that an index page names, as it stands there."""

    address: str
    title: str = ""
    published: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class IndexPage:
    """What one index page holds: links, newest first where it says so, and addresses of further index pages.

    `is_paged` says that the further pages hold older links, not worth a look where this one brought nothing new.
    """

    links: tuple[FoundLink, ...] = ()
    further: tuple[str, ...] = ()
    is_paged: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """The end of one request, for the spool: the log's record, the body to archive, the links that the page named."""

    record: FetchRecord
    served: Served | None = None
    links: tuple[LinkRecord, ...] = ()


@dataclass(slots=True)
class Tally:
    """Running counts of one crawl, as `CrawlResult` reports them, and the problems for its `error`."""

    pages: int = 0
    articles: int = 0
    not_modified: int = 0
    failures: int = 0
    links: int = 0
    problems: list[str] = field(default_factory=list)


class SourceSpider(scrapy.Spider):  # type: ignore[misc]  # scrapy is not followed by mypy
    """Base of the kinds. A subclass sets `name` to the kind and implements `read_index`."""

    page_kind: FetchKind

    def __init__(self, job: CrawlJob | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if job is None:
            raise SourceError("a spider needs a job: start it with pactwatch.crawl.run.run_crawl")
        self.job = job
        self.tally = Tally()
        self._started = time.monotonic()
        self._pattern = re.compile(job.source.article_pattern)
        self._agent = job.user_agent.partition("/")[0]
        self._asked_pages: set[str] = set()
        self._seen_articles: set[str] = set(job.due_retries)
        self._failures_in_a_row = 0

    def read_index(self, response: Response) -> IndexPage:
        """Read one index page; raises SourceError when it is none. `response.body` is decoded."""
        raise NotImplementedError

    def is_crowded(self) -> bool:
        """Tell whether the crawl has found as many new articles as one run may fetch."""
        return self.tally.links >= self.job.source.max_articles

    def current_time(self) -> datetime:
        """Return the job's time plus what has passed since the crawl began."""
        return self.job.now + timedelta(seconds=time.monotonic() - self._started)

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Ask for the index page, then for the articles that are due again."""
        for request in self._ask_for_pages([self.job.source.url]):
            yield request
        if self.job.source.access == "full":
            for url in list(self.job.due_retries)[: self.job.source.max_articles]:
                yield self._ask_for_article(url)

    # --- index pages --------------------------------------------------------------------------------------------------

    def _ask_for_pages(self, addresses: Iterable[str]) -> Iterator[scrapy.Request]:
        for url in addresses:
            if url in self._asked_pages or len(self._asked_pages) >= self.job.source.max_pages:
                continue
            if not url.startswith(("http://", "https://")):
                continue
            self._asked_pages.add(url)
            validator = self.job.validators.get(url, {})
            headers = {"If-None-Match": validator.get("etag"), "If-Modified-Since": validator.get("last_modified")}
            yield scrapy.Request(
                url,
                headers={name: value for name, value in headers.items() if value},
                callback=self.parse_index,
                errback=self.parse_failure,
                # Before articles, so that the log has the links even where the crawl is cut short.
                priority=10,
                dont_filter=True,
                meta={"page_kind": self.page_kind, "asked_url": url},
            )

    def parse_index(self, response: Response) -> Iterator[Any]:
        """Log an index page with its links, then ask for the articles and the further pages that it names."""
        outcome = judge_index(response.status, _headers(response), agent=self._agent)
        page = IndexPage()
        if response.status == 200:
            try:
                page = self.read_index(response)
            except SourceError as error:
                outcome = replace(outcome, error=str(error))
        links = tuple(self._select(page.links, response.url))
        fetched = self._log_response(response, outcome, links)
        if page.further:
            # Were this page's validators kept, a 304 would hide a further page that failed this time.
            fetched = replace(fetched, record=replace(fetched.record, etag="", last_modified=""))
        if outcome.error:
            self.tally.problems.append(f"{fetched.record.url}: {outcome.error}")
        else:
            self.tally.not_modified += response.status == 304
            self.tally.pages += response.status == 200
        yield fetched
        if not self.is_crowded() and (links or not page.is_paged):
            yield from self._ask_for_pages(urljoin(response.url, address) for address in page.further)
        if self.job.source.access == "full":
            yield from (self._ask_for_article(link.url) for link in links)

    def _select(self, found: Iterable[FoundLink], page_url: str) -> Iterator[LinkRecord]:
        """Yield the links that are articles, new to us, and within what one run may fetch."""
        for link in found:
            if self.is_crowded():
                return
            url = canonical_url(link.address, page_url)
            if not url or url in self._seen_articles or not self._pattern.search(url):
                continue
            self._seen_articles.add(url)
            if url in self.job.known_urls:
                continue
            self.tally.links += 1
            yield LinkRecord(
                url=url,
                title=clean_title(link.title),
                published=plausible_day(link.published, self.job.now),
                found_in=page_url,
                found_at=self.current_time(),
            )

    # --- articles -----------------------------------------------------------------------------------------------------

    def _ask_for_article(self, url: str) -> scrapy.Request:
        return scrapy.Request(
            url,
            callback=self.parse_article,
            errback=self.parse_failure,
            dont_filter=True,
            meta={"page_kind": "article", "asked_url": url, "download_maxsize": self.job.max_bytes},
        )

    def parse_article(self, response: Response) -> Iterator[Fetched]:
        """Log an article's response; ends the crawl where the site asks for patience or is down."""
        outcome = judge_article(response.status, _headers(response), response.body, agent=self._agent)
        yield self._log_response(response, outcome)
        self.tally.articles += outcome.is_kept
        if response.status == 429:
            raise CloseSpider("throttled")
        self._count_in_a_row(outcome)

    def parse_failure(self, failure: Any) -> Iterator[Fetched]:
        """Log a request that brought no response."""
        request = failure.request
        is_article = request.meta["page_kind"] == "article"
        outcome = judge_exception(
            failure.value,
            is_address_refused=(urlparse_cached(request).hostname or "") in GuardedResolver.refused_hosts,
            most_bytes=self.job.max_bytes if is_article else index_bytes(self.job),
        )
        record = FetchRecord(
            url=request.meta["asked_url"],
            final_url=request.url,
            kind=request.meta["page_kind"],
            status=0,
            fetched_at=self.current_time(),
        )
        yield Fetched(self._finish(record, outcome))
        if not is_article:
            self.tally.problems.append(f"{record.url}: {outcome.error or outcome.verdict.reason + ' forbids it'}")
        else:
            self._count_in_a_row(outcome)

    def _count_in_a_row(self, outcome: Outcome) -> None:
        self._failures_in_a_row = self._failures_in_a_row + 1 if outcome.may_heal else 0
        if self._failures_in_a_row >= _MOST_FAILURES_IN_A_ROW:
            raise CloseSpider("failing")

    # --- records ------------------------------------------------------------------------------------------------------

    def _log_response(self, response: Response, outcome: Outcome, links: tuple[LinkRecord, ...] = ()) -> Fetched:
        served: Served = response.meta["served"]
        headers = _headers(response)
        record = FetchRecord(
            url=response.meta["asked_url"],
            final_url=response.url,
            kind=response.meta["page_kind"],
            status=response.status,
            fetched_at=self.current_time(),
            content_type=_first(headers, "content-type"),
            etag="" if outcome.error else _first(headers, "etag"),
            last_modified="" if outcome.error else _first(headers, "last-modified"),
            payload_digest=digest_payload(served.body) if served.body else "",
            byte_count=len(served.body),
        )
        record = self._finish(record, outcome, retry_after=_first(headers, "retry-after"))
        return Fetched(record, served if outcome.is_kept and not outcome.error else None, links)

    def _finish(self, record: FetchRecord, outcome: Outcome, retry_after: str = "") -> FetchRecord:
        """Add verdict, error and, for an article that may heal, when to try again."""
        self.tally.failures += bool(outcome.error)
        now = record.fetched_at
        attempt = self.job.due_retries.get(record.url, 0) + 1 if record.kind == "article" else 1
        is_due_again = outcome.error and outcome.may_heal and record.kind == "article"
        return replace(
            record,
            rights=outcome.verdict.rights,
            rights_reason=outcome.verdict.reason,
            error=outcome.error,
            attempt=attempt,
            next_attempt_at=plan_next_attempt(
                now, attempt, base_s=self.job.retry_base_s, retry_after=parse_retry_after(retry_after, now)
            )
            if is_due_again
            else None,
        )


def _headers(response: Response) -> Mapping[str, list[str]]:
    """Return the headers by small-letter name."""
    headers: dict[str, list[str]] = {}
    for name, value in iter_header_pairs(response):
        headers.setdefault(name.lower(), []).append(value)
    return headers


def _first(headers: Mapping[str, list[str]], name: str) -> str:
    return headers.get(name, [""])[0]
