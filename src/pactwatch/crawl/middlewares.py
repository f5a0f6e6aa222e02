"""The crawl's manners, as Scrapy downloader middlewares: robots.txt, TDM reservation, strict decoding.

Each raises one of the exceptions of `outcomes`, which the spider writes into the fetch log; none of them decides more
than whether a request may go out or a body may come in.
"""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from pactwatch.crawl.encoding import BodyError, decode_body
from pactwatch.crawl.outcomes import BodyRefused, RobotsForbidden, RobotsUnreachable, TdmReserved
from pactwatch.crawl.rights import RESERVED, TdmRule, judge_location, parse_tdmrep
from pactwatch.crawl.spool import Served

TDMREP_PATH = "/.well-known/tdmrep.json"


class StrictRobotsMiddleware(RobotsTxtMiddleware):  # type: ignore[misc]  # scrapy is not followed by mypy
    """Scrapy's, made to follow RFC 9309 where it is lax, and to slow down to a site's Crawl-delay.

    No robots.txt because of a server error or no connection forbids everything for now; a 4xx or an HTML page allows
    everything. https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1
    """

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._unreachable: dict[str, str] = {}
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Let the request pass, or raise RobotsForbidden or RobotsUnreachable."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        parser = await self.robot_parser(request)
        netloc = urlparse_cached(request).netloc
        if netloc in self._unreachable:
            raise RobotsUnreachable(self._unreachable[netloc])
        if parser is not None and not parser.allowed(request.url, self._agent):
            raise RobotsForbidden("robots.txt")

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            raise RobotsUnreachable(f"status {response.status}")
        if response.status != 200 or response.body.lstrip()[:1] == b"<":
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)
        self._slow_down(urlparse_cached(request).hostname or "", self._parsers[netloc].crawl_delay(self._agent))

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._unreachable[netloc] = str(exc) or type(exc).__name__
        super()._robots_error(exc, netloc)

    def _slow_down(self, host: str, crawl_delay_s: float | None) -> None:
        downloader = self.crawler.engine.downloader
        delay_s = max(self.crawler.settings.getfloat("DOWNLOAD_DELAY"), crawl_delay_s or 0.0)
        # The slot is thrown away after a minute without use; the settings outlive it.
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": delay_s, "jitter": 0}
        if host in downloader.slots:
            downloader.slots[host].delay = delay_s


class TdmReservationMiddleware:
    """Asks each site once for its tdmrep.json before the first article, and keeps back what it reserves."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self._rules: dict[str, tuple[TdmRule, ...]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> "TdmReservationMiddleware":
        """Build as Scrapy asks for it."""
        return cls(crawler)

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Let the request pass, or raise TdmReserved with the location that reserves it."""
        if request.meta.get("page_kind") != "article":
            return
        site = urlparse_cached(request)._replace(path="", params="", query="", fragment="").geturl()
        if site not in self._rules:
            self._rules[site] = await self._fetch_rules(site)
        verdict = judge_location(request.url, self._rules[site])
        if verdict.rights == RESERVED:
            raise TdmReserved(verdict.reason)

    async def _fetch_rules(self, site: str) -> tuple[TdmRule, ...]:
        request = Request(f"{site}{TDMREP_PATH}", callback=NO_CALLBACK, meta={"max_retry_times": 0})
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # whatever kept the file away, the protocol takes it for unset; the log says what
            self.crawler.spider.logger.info("no %s: %r", request.url, error)
            return ()
        return parse_tdmrep(response.body) if response.status == 200 else ()


class StrictDecodingMiddleware:
    """Keeps the response as it was served in `request.meta["served"]` and hands on the decoded body.

    Takes the place of Scrapy's decompression, which passes on as much as it got of a truncated gzip body.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes

    @classmethod
    def from_crawler(cls, crawler: Any) -> "StrictDecodingMiddleware":
        """Build as Scrapy asks for it, with the setting `DOWNLOAD_MAXSIZE`."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Response:
        """Return the response with a plain body, or raise BodyRefused."""
        request.meta["served"] = Served(
            status_line=f"{response.protocol or 'HTTP/1.1'} {response.status}",
            headers=tuple(iter_header_pairs(response)),
            body=response.body,
            ip_address=str(response.ip_address or ""),
        )
        encoding = ",".join(value.decode("latin-1") for value in response.headers.getlist("Content-Encoding"))
        most_bytes = request.meta.get("download_maxsize", self._most_bytes)
        try:
            body = decode_body(response.body, encoding, most_bytes=most_bytes)
        except BodyError as error:
            raise BodyRefused(str(error)) from error
        return response.replace(body=body) if body is not response.body else response


def iter_header_pairs(response: Response) -> list[tuple[str, str]]:
    """Return the headers as text pairs, repeated ones repeated."""
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
