"""Registry -> crawl jobs -> finished spool segments -> raw_fetch and raw_link rows.

The crawl itself is a subprocess that knows no warehouse: what it must know of earlier runs travels in its job.
"""

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta

from pactwatch import archive
from pactwatch.crawl.job import CrawlJob, build_user_agent
from pactwatch.crawl.run import DONE_FILE
from pactwatch.errors import ArchiveError
from pactwatch.records import FetchRecord, LinkRecord, Organisation, Partnership, Source, content_id
from pactwatch.seed import load_organisations, load_partnerships
from pactwatch.settings import Settings
from pactwatch.store import Row, open_store, read_store, utc_now

# An article first seen this long after its publication says nothing about how busy the last weeks were.
FOUND_LATE_AFTER = timedelta(days=30)
DAMAGED_FOLDER = "damaged"


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What one pass over the spool brought in."""

    segments: int = 0
    fetches: int = 0
    links: int = 0
    damaged: tuple[str, ...] = ()


def register(settings: Settings, sources: Sequence[Source]) -> None:
    """Record the registry and the seed where they differ from what is recorded."""
    now = utc_now()
    organisations = load_organisations(added=settings.seed_folder)
    partnerships = load_partnerships(added=settings.seed_folder)
    with open_store(settings) as store:
        store.append("core_source", [_source_row(source, now) for source in sources])
        store.append("core_organisation", [_organisation_row(organisation, now) for organisation in organisations])
        store.append("core_organisation_alias", [row for o in organisations for row in _alias_rows(o, now)])
        store.append("core_partnership", [_partnership_row(partnership, now) for partnership in partnerships])
        store.append(
            "core_partnership_pattern",
            [
                {"partnership_id": partnership.partnership_id, "pattern": pattern, "recorded_at": now}
                for partnership in partnerships
                for pattern in partnership.patterns
            ],
        )


def _source_row(source: Source, now: datetime) -> Row:
    return {
        "source_id": source.source_id,
        "title": source.title,
        "kind": source.kind,
        "tier": source.tier,
        "url": source.url,
        "home_url": source.home_url,
        "language": source.language,
        "access": source.access,
        "is_enabled": source.is_enabled,
        "rights_note": source.rights_note,
        "registry_digest": source.registry_digest,
        "recorded_at": now,
    }


def _organisation_row(organisation: Organisation, now: datetime) -> Row:
    return {
        "organisation_id": organisation.organisation_id,
        "name": organisation.name,
        "role": organisation.role,
        "country": organisation.country,
        "redirect_id": None,
        "recorded_at": now,
    }


def _alias_rows(organisation: Organisation, now: datetime) -> list[Row]:
    kinds = {
        "name": (organisation.name, *organisation.aliases),
        "product": organisation.products,
        "context": organisation.context_aliases,
        "former": organisation.former_names,
        "descriptor": organisation.descriptors,
        "ticker": organisation.tickers,
    }
    return [
        {
            "organisation_id": organisation.organisation_id,
            "alias": alias,
            "alias_kind": kind,
            "recorded_at": now,
        }
        for kind, aliases in kinds.items()
        for alias in dict.fromkeys(aliases)
    ]


def _partnership_row(partnership: Partnership, now: datetime) -> Row:
    first, second = partnership.organisation_ids
    return {
        "partnership_id": partnership.partnership_id,
        "title": partnership.title,
        "organisation_a_id": min(first, second),
        "organisation_b_id": max(first, second),
        "announced": partnership.announced,
        "summary": partnership.summary,
        "basis_url": partnership.basis_url,
        "redirect_id": None,
        "recorded_at": now,
    }


def plan_crawl(settings: Settings, source: Source, *, run_id: str, retry_base_s: float = 1800.0) -> CrawlJob:
    """Make the job of one source: validators of its index pages, addresses already had, and retries that are due.

    An address is done when its newest fetch answered, was refused for good, or has no further attempt planned.
    """
    now = utc_now()
    with read_store(settings) as store:
        newest = store.run_named("newest_fetch_by_url", source_id=source.source_id)
        unasked = store.run_named("unasked_links", source_id=source.source_id)
    validators = {
        row["url"]: {"etag": row["etag"], "last_modified": row["last_modified"]}
        for row in newest
        if row["kind"] != "article" and (row["etag"] or row["last_modified"])
    }
    articles = [row for row in newest if row["kind"] == "article"]
    due = {
        row["url"]: int(row["attempt"])
        for row in articles
        if row["next_attempt_at"] is not None and row["next_attempt_at"] <= now
    }
    if source.access == "full":
        due |= {row["url"]: 0 for row in unasked}
    return CrawlJob(
        source=source,
        run_id=run_id,
        spool_folder=settings.spool_folder / run_id / source.source_id,
        user_agent=build_user_agent(settings.contact),
        validators=validators,
        known_urls=frozenset(row["url"] for row in articles if row["url"] not in due),
        due_retries=due,
        retry_base_s=retry_base_s,
        now=now,
    )


def load_spool(settings: Settings) -> LoadCounts:
    """Load every finished segment of the spool, also those that an earlier run left; each in one transaction.

    The WARC moves into the archive first and the fetch log is marked last, so a kill between any two steps is made good
    by the next call. A damaged segment is set aside under `spool/damaged` and named in the result.
    """
    segments = fetches = links = 0
    damaged: list[str] = []
    for segment in archive.iter_complete_segments(settings.spool_folder):
        try:
            new_fetches, new_links = _load_segment(settings, segment)
        except ArchiveError as error:
            _set_aside(settings, segment)
            damaged.append(str(error))
            continue
        segments, fetches, links = segments + 1, fetches + new_fetches, links + new_links
    return LoadCounts(segments, fetches, links, tuple(damaged))


def _load_segment(settings: Settings, segment: archive.Segment) -> tuple[int, int]:
    fetches, links = archive.read_segment(segment.fetch_log)
    warc_file = archive.store_segment(segment, settings.archive_folder)
    is_complete = (segment.fetch_log.parent / DONE_FILE).exists()
    published = {link.url: link.published for link in links}
    fetch_rows = [
        {
            **_fetch_row(fetch, segment, index, warc_file=warc_file, is_complete=is_complete),
            "found_late": is_found_late(published.get(fetch.url), fetch.fetched_at),
        }
        for index, fetch in enumerate(fetches)
    ]
    segment_row = {
        "segment_id": segment.segment_id,
        "source_id": segment.source_id,
        "run_id": segment.run_id,
        "fetch_count": len(fetches),
        "loaded_at": utc_now(),
    }
    with open_store(settings) as store:
        new = (0, 0)
        if store.append("raw_segment", [segment_row]):
            new_links = store.append("raw_link", [_link_row(link, segment) for link in links])
            new = (store.append("raw_fetch", fetch_rows), new_links)
    archive.finish_segment(segment)
    return new


def is_found_late(published: date | None, fetched_at: datetime) -> bool:
    """Say whether a page was first seen long after its publication; an undated page is not."""
    return published is not None and fetched_at - datetime.combine(published, time(), UTC) > FOUND_LATE_AFTER


def _fetch_row(fetch: FetchRecord, segment: archive.Segment, index: int, *, warc_file: str, is_complete: bool) -> Row:
    row = asdict(fetch)
    row["fetch_id"] = content_id("fetch", segment.segment_id, index)
    row["run_id"], row["source_id"] = segment.run_id, segment.source_id
    row["segment_id"] = segment.segment_id
    row["warc_file"] = warc_file if fetch.warc_file else ""
    if not is_complete and fetch.kind != "article":
        # A crawl that died may not have told all that this index page lists: ask for the page again, unconditionally.
        row["etag"] = row["last_modified"] = ""
    return row


def _link_row(link: LinkRecord, segment: archive.Segment) -> Row:
    return {
        "link_id": content_id("link", segment.source_id, link.url),
        "source_id": segment.source_id,
        "run_id": segment.run_id,
        "url": link.url,
        "title": link.title,
        "published_on": link.published,
        "found_in": link.found_in,
        "found_at": link.found_at or utc_now(),
    }


def _set_aside(settings: Settings, segment: archive.Segment) -> None:
    damaged = settings.spool_folder / DAMAGED_FOLDER
    damaged.mkdir(exist_ok=True)
    for file in (segment.fetch_log, segment.warc):
        if file.exists():
            shutil.move(file, damaged / f"{segment.segment_id.replace('/', '-')}{''.join(file.suffixes)}")


def tidy_spool(settings: Settings, *, running_run_id: str) -> None:
    """Remove what dead crawls left half-written, and the folders of runs that are fully loaded."""
    archive.discard_partial(settings.spool_folder)
    for run in settings.spool_folder.iterdir():
        if run.is_dir() and run.name not in (running_run_id, DAMAGED_FOLDER) and not any(run.rglob("*.jsonl")):
            shutil.rmtree(run)
