"""What one crawl is told and what it answers, both as JSON: the crawl runs in a process of its own.

In: a source of the registry and what the warehouse already knows of it. Out: the text of a job file and its result.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pactwatch import __version__
from pactwatch.errors import SourceError
from pactwatch.records import Source

PRODUCT = "Pactwatch"


@dataclass(frozen=True, slots=True)
class CrawlJob:
    """One crawl of one source.

    `spool_folder` is `spool/<run_id>/<source_id>`, absolute. `validators` maps an index page (feed, sitemap, listing)
    to its last `{"etag": …, "last_modified": …}`. `known_urls` are article addresses not to ask for: fetched and final,
    or waiting for a retry that is not due yet. `due_retries` maps an article address to ask for, whether an index page
    still names it or not, to the number of attempts already made (0 for one that was found and never asked for).
    `now` is the time the crawl starts from. A failed article is due again `retry_base_s * 4 ** (attempt - 1)` later.
    """

    source: Source
    run_id: str
    spool_folder: Path
    user_agent: str
    now: datetime
    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    known_urls: frozenset[str] = frozenset()
    due_retries: dict[str, int] = field(default_factory=dict)
    max_seconds: float = 600.0
    max_bytes: int = 5 * 1024 * 1024
    max_redirects: int = 5
    retry_base_s: float = 1800.0

    def to_json(self) -> str:
        """Write the job as `from_json` reads it."""
        return json.dumps(asdict(self), default=_plain, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "CrawlJob":
        """Read a job file; raises SourceError when it is not one."""
        try:
            values: dict[str, Any] = json.loads(text)
            source = values.pop("source")
            if source["seen"]:
                source["seen"] = date.fromisoformat(source["seen"])
            source["articles_per_run"] = tuple(source["articles_per_run"])
            values["spool_folder"] = Path(values["spool_folder"])
            values["known_urls"] = frozenset(values["known_urls"])
            values["now"] = datetime.fromisoformat(values["now"]).astimezone(UTC)
            return cls(source=Source(**source), **values)
        except (ValueError, TypeError, KeyError) as error:
            raise SourceError(f"not a crawl job: {error!r}") from error


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """How a crawl went, from `done.json` or, where a crawl did not get that far, from how its process ended.

    `pages` counts index pages that were read, `articles` article pages whose body was kept, `not_modified` answers 304,
    `failures` fetches with an error, `links` article addresses found. `finished_reason` is `finished`, `timeout` (its
    own `max_seconds`), `throttled` (the site asked for a pause), `failing` (five failures in a row), `shutdown` (asked
    to stop), `killed` or `crashed`. `error` is empty for a healthy crawl and else what an operator should read first.
    """

    source_id: str
    pages: int = 0
    articles: int = 0
    not_modified: int = 0
    failures: int = 0
    links: int = 0
    finished_reason: str = "finished"
    seconds: float = 0.0
    error: str = ""

    def to_json(self) -> str:
        """Write the result as `from_json` reads it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "CrawlResult":
        """Read `done.json`; raises SourceError when it is not one."""
        try:
            values: Mapping[str, Any] = json.loads(text)
            return cls(**values)
        except (ValueError, TypeError) as error:
            raise SourceError(f"not a crawl result: {error!r}") from error


def build_user_agent(contact: str) -> str:
    """Say who asks: product, version and how to reach the operator.

    >>> build_user_agent("ops@example.org").removeprefix(f"Pactwatch/{__version__} ")
    '(+ops@example.org)'
    """
    # A line break would let a setting write a second header.
    reachable = " ".join(contact.split())
    return f"{PRODUCT}/{__version__} (+{reachable})" if reachable else f"{PRODUCT}/{__version__}"


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} does not go into a job file")
