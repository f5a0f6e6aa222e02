"""Scrapy's settings for every crawl; `job_settings` adds what one job says.

Also what `scrapy list` reads in a checkout (scrapy.cfg). What is set here differs from Scrapy's default for a reason
that stands beside it.
"""

from typing import Any

from pactwatch.crawl.encoding import ACCEPTED
from pactwatch.crawl.job import PRODUCT, CrawlJob, build_user_agent

BOT_NAME = "pactwatch"
SPIDER_MODULES = ["spiders"]
USER_AGENT = build_user_agent("")

# Politeness: one request at a time, the exact delay, robots.txt under our own name.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = PRODUCT
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0
# Jitter would also shorten the delay below what a site asks for.
DOWNLOAD_DELAY_JITTER = 0.0
REFERRER_POLICY = "no-referrer"
COOKIES_ENABLED = False
# In the order of the index page, newest first; Scrapy would take the last one first.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# Safety: verified TLS, web schemes only, no proxy that would resolve names behind the guard's back, no remote control.
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
TWISTED_DNS_RESOLVER = "pactwatch.crawl.addresses.GuardedResolver"
PACTWATCH_ALLOW_LOOPBACK = False
HTTPPROXY_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
METAREFRESH_ENABLED = False

# Limits.
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
MEMUSAGE_LIMIT_MB = 1024
REDIRECT_MAX_TIMES = 5
# Once within a crawl, and not where the server itself asks for patience (429, 503): see `retries` for those of days.
RETRY_TIMES = 1
RETRY_HTTP_CODES = [408, 500, 502, 504, 522, 524]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"

# Every status is an answer that the fetch log records.
HTTPERROR_ALLOW_ALL = True
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml,*/*;q=0.1",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": ACCEPTED,
}
COMPRESSION_ENABLED = False
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "pactwatch.crawl.middlewares.StrictRobotsMiddleware": 100,
    "pactwatch.crawl.middlewares.TdmReservationMiddleware": 110,
    # Where Scrapy's decompression would stand: behind redirects, before retries.
    "pactwatch.crawl.middlewares.StrictDecodingMiddleware": 590,
}
ITEM_PIPELINES = {"pactwatch.crawl.pipeline.SpoolPipeline": 100}
LOG_LEVEL = "WARNING"


def job_settings(job: CrawlJob) -> dict[str, Any]:
    """Return the settings that come from one job."""
    return {
        "USER_AGENT": job.user_agent,
        # "Pactwatch/0.1.0 (+…)" is matched against robots.txt by its product token alone.
        "ROBOTSTXT_USER_AGENT": job.user_agent.partition("/")[0],
        "DOWNLOAD_DELAY": job.source.delay_s,
        "DOWNLOAD_MAXSIZE": index_bytes(job),
        "REDIRECT_MAX_TIMES": job.max_redirects,
        "CLOSESPIDER_TIMEOUT": job.max_seconds,
        "PACTWATCH_ALLOW_LOOPBACK": job.source.allow_loopback,
    }


def index_bytes(job: CrawlJob) -> int:
    """Return the limit on a feed's or sitemap's size: lists are longer than articles."""
    return 4 * job.max_bytes
