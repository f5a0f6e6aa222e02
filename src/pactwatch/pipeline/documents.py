"""Archived article pages -> articles, passages and near-duplicate clusters.

Work list: allowed article fetches that this extractor version has not read. A page that yields nothing is a row of
core_extraction with its reason, and the rest goes on.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pactwatch import archive
from pactwatch.corroborate import assign_clusters
from pactwatch.errors import ArchiveError, ExtractError
from pactwatch.extract import EXTRACTOR_VERSION, extract_article
from pactwatch.passages import PASSAGES_VERSION, split_passages
from pactwatch.pipeline.crawling import is_found_late
from pactwatch.records import Article, content_id
from pactwatch.settings import Settings
from pactwatch.store import Row, open_store, read_store, utc_now

_VERSION = f"{EXTRACTOR_VERSION}+{PASSAGES_VERSION}"


@dataclass(slots=True)
class DocumentRows:
    """Rows of one batch, ready to append."""

    articles: list[Row] = field(default_factory=list)
    passages: list[Row] = field(default_factory=list)
    extractions: list[Row] = field(default_factory=list)


def list_pending_fetches(settings: Settings) -> list[Row]:
    """Return the article fetches that wait for extraction, oldest first."""
    with read_store(settings) as store:
        return store.run_named("pending_extraction", extractor_version=_VERSION)


def extract_batch(settings: Settings, fetches: Sequence[Row]) -> dict[str, int]:
    """Extract a batch of archived pages and append the result in one transaction; return counts."""
    rows = DocumentRows()
    for fetch in fetches:
        _extract_one(settings, fetch, rows)
    _cluster(settings, rows.articles)
    with open_store(settings) as store:
        return {
            "articles": store.append("core_article", rows.articles),
            "passages": store.append("core_passage", rows.passages),
            "extractions": store.append("core_extraction", rows.extractions),
            "quarantined": sum(1 for row in rows.extractions if row["article_id"] is None),
        }


def _cluster(settings: Settings, articles: list[Row]) -> None:
    """Give each new article the cluster of the stored article that it is a copy of, or its own.

    Signing texts takes a second per thousand, so it happens outside the write lock; one ingest at a time adds articles.
    """
    with read_store(settings) as store:
        known = store.query("select article_id, text, cluster_id from core_article order by recorded_at, article_id")
    clusters = assign_clusters(
        [(row["article_id"], row["text"]) for row in articles],
        known=[(row["article_id"], row["text"]) for row in known],
    )
    cluster_of_known = {row["article_id"]: row["cluster_id"] for row in known}
    for row in articles:
        cluster = clusters[row["article_id"]]
        row["cluster_id"] = cluster_of_known.get(cluster, cluster)


def extract_archived(settings: Settings, fetch: Row) -> Article:
    """Extract one archived page; raises ExtractError where it yields no article, ArchiveError where it is damaged."""
    payload = archive.read_payload(settings.archive_folder, fetch["warc_file"], fetch["warc_offset"])
    return extract_article(
        payload.body,
        url=fetch["final_url"],
        content_type=payload.content_type,
        feed_date=fetch["feed_date"],
        fetched_on=fetch["fetched_at"].date(),
    )


def _extract_one(settings: Settings, fetch: Row, rows: DocumentRows) -> None:
    now = utc_now()
    outcome: Row = {
        "fetch_id": fetch["fetch_id"],
        "extractor_version": _VERSION,
        "article_id": None,
        "reason": "",
        "detail": "",
        "recorded_at": now,
    }
    rows.extractions.append(outcome)
    try:
        article = extract_archived(settings, fetch)
    except ExtractError as error:
        outcome["reason"], outcome["detail"] = error.reason, error.detail[:300]
        return
    except ArchiveError as error:
        outcome["reason"], outcome["detail"] = "archive_damaged", str(error)[:300]
        return
    outcome["article_id"] = article.article_id
    rows.articles.append(_article_row(article, fetch, now))
    rows.passages.extend(_passage_rows(article, now))


def _article_row(article: Article, fetch: Row, now: datetime) -> Row:
    published = article.published
    candidates = [
        {"witness": one.witness, "value": one.value.isoformat(), "raw": one.raw} for one in article.date_candidates
    ]
    return {
        "article_id": article.article_id,
        "fetch_id": fetch["fetch_id"],
        "source_id": fetch["source_id"],
        "url": article.url,
        "title": article.title,
        "author": article.author,
        "language": article.language,
        "published_on": published,
        "date_witness": article.date_witness,
        "date_candidates": json.dumps(candidates),
        "modified_on": article.modified,
        "text": article.text,
        "text_digest": article.text_digest,
        "cluster_id": article.article_id,
        "found_late": is_found_late(published, fetch["fetched_at"]),
        "extractor_version": _VERSION,
        "recorded_at": now,
    }


def _passage_rows(article: Article, now: datetime) -> list[Row]:
    return [
        {
            "passage_id": content_id("passage", article.article_id, PASSAGES_VERSION, passage.start_char),
            "article_id": article.article_id,
            "ordinal": passage.ordinal,
            "start_char": passage.start_char,
            "end_char": passage.end_char,
            "text": passage.text,
            "passages_version": PASSAGES_VERSION,
            "recorded_at": now,
        }
        for passage in split_passages(article.text)
    ]
