"""The tracker's pages: home, partnership, pattern, source. Reads the published snapshot and nothing else.

In: GET requests. Out: HTML or its JSON twin. Holds no rules: what is shown stands in the out_ views.
"""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from pactwatch.store import Row, Store
from pactwatch.taxonomy import Pattern, Taxonomy
from pactwatch.web.reader import SnapshotReader
from pactwatch.web.render import Renderer
from pactwatch.web.timeline import draw_timeline

_NEWEST = 6
# Passages on a partnership's page, by status: a page stays light; the queue and the out_ views hold the rest.
_SHOWN = {"approved": 60, "flagged": 10, "context": 10}


def make_router(reader: SnapshotReader, renderer: Renderer) -> APIRouter:
    """Return the routes of the tracker."""
    router = APIRouter()

    @router.get("/")
    def home(request: Request) -> Response:
        with reader.open() as store:
            data = {
                "counts": store.run_named("page_counts")[0],
                "partnerships": store.run_named("page_partnerships", pattern=None),
                "newest": _find_evidence(store, status="approved", row_limit=_NEWEST),
                **_find_edition(store),
            }
        return renderer.show(request, "home.html", data)

    @router.get("/partnerships")
    def partnerships(request: Request) -> Response:
        with reader.open() as store:
            data = {"partnerships": store.run_named("page_partnerships", pattern=None), **_find_edition(store)}
        return renderer.show(request, "partnerships.html", data)

    @router.get("/partnerships/{partnership_id}")
    def partnership(request: Request, partnership_id: str) -> Response:
        with reader.open() as store:
            rows = store.run_named("page_partnership", partnership_id=partnership_id)
            if not rows:
                raise HTTPException(404, f"No partnership {partnership_id!r} is tracked.")
            timeline = store.run_named("page_timeline", partnership_id=partnership_id)
            evidence = [
                row
                for status, most in _SHOWN.items()
                for row in _find_evidence(store, partnership_id=partnership_id, status=status, row_limit=most)
            ]
            edition = _find_edition(store)
        data = {
            "partnership": rows[0],
            "timeline": timeline,
            "evidence": evidence,
            "_picture": draw_timeline(timeline, datetime.now(UTC).date()),
            "_sources": {row["source_id"]: row["source"] for row in evidence},
            **edition,
        }
        return renderer.show(request, "partnership.html", data)

    @router.get("/patterns")
    def patterns(request: Request) -> Response:
        with reader.open() as store:
            counts = {row["pattern"]: row for row in store.run_named("page_patterns")}
            edition = _find_edition(store)
        return renderer.show(
            request, "patterns.html", {"families": _join_families(renderer.taxonomy, counts), **edition}
        )

    @router.get("/patterns/{pattern_id}")
    def pattern(request: Request, pattern_id: str) -> Response:
        found = _find_pattern(renderer.taxonomy, pattern_id)
        with reader.open() as store:
            data = {
                "pattern": found,
                "family": next(f for f in renderer.taxonomy.families if f.family_id == found.family_id),
                "signals": [s for s in renderer.taxonomy.signals if s.signal_id in found.signal_ids],
                "partnerships": store.run_named("page_partnerships", pattern=pattern_id),
                "evidence": _find_evidence(store, label=pattern_id, status="approved", row_limit=20),
                **_find_edition(store),
            }
        return renderer.show(request, "pattern.html", data)

    _add_sources(router, reader, renderer)
    return router


def _add_sources(router: APIRouter, reader: SnapshotReader, renderer: Renderer) -> None:
    @router.get("/sources")
    def sources(request: Request) -> Response:
        with reader.open() as store:
            data = {"sources": store.run_named("page_sources", source_id=None), **_find_edition(store)}
        return renderer.show(request, "sources.html", data)

    @router.get("/sources/{source_id}")
    def source(request: Request, source_id: str) -> Response:
        with reader.open() as store:
            rows = store.run_named("page_sources", source_id=source_id)
            if not rows:
                raise HTTPException(404, f"No source {source_id!r} is in the registry.")
            evidence = _find_evidence(store, source_id=source_id, row_limit=50)
            edition = _find_edition(store)
        shown = [row for row in evidence if row["status"] in ("approved", "flagged")]
        return renderer.show(request, "source.html", {"source": rows[0], "evidence": shown, **edition})


def _find_evidence(store: Store, **chosen: Any) -> list[Row]:
    every = {"partnership_id": None, "label": None, "source_id": None, "status": None, "row_limit": None}
    return store.run_named("page_evidence", **{**every, **chosen})


def _find_edition(store: Store) -> dict[str, Any]:
    """Say how far the snapshot goes: its name, and when the newest fact or judgement in it was recorded."""
    file = store.query("select path from duckdb_databases() where not internal")[0]["path"]
    stamp = str(file).rsplit("tracker-", 1)[-1].removesuffix(".duckdb")
    published_at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return {"edition": {"name": f"tracker-{stamp}", "published_at": published_at}}


def _find_pattern(taxonomy: Taxonomy, pattern_id: str) -> Pattern:
    for pattern in taxonomy.patterns:
        if pattern.pattern_id == pattern_id:
            return pattern
    raise HTTPException(404, f"No pattern {pattern_id!r} is in the library.")


def _join_families(taxonomy: Taxonomy, counts: dict[str, Row]) -> list[dict[str, Any]]:
    nothing = {"watched_count": 0, "partnership_count": 0, "approved_count": 0, "flagged_count": 0}
    by_id = {pattern.pattern_id: pattern for pattern in taxonomy.patterns}
    return [
        {
            "title": family.title,
            "patterns": [{"pattern": by_id[key], "counts": counts.get(key, nothing)} for key in family.pattern_ids],
        }
        for family in taxonomy.families
    ]
