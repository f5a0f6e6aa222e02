"""The review page: one card at a time, decided by button or key. Reads and writes the warehouse in short transactions.

In: GET and POST requests under /review. Out: the whole page, or its workspace alone for htmx. Decides nothing itself:
`review` records, `knowledge` derives what follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from pactwatch.decision_chain import load_chain_head
from pactwatch.decisions import card_version, load_card_evidence
from pactwatch.errors import ReviewError, StoreError
from pactwatch.knowledge import update_statements
from pactwatch.publish import load_manifest, publish_snapshot
from pactwatch.records import Verdict
from pactwatch.review import (
    REJECT_REASONS,
    Judgement,
    QueueEntry,
    QueueFilter,
    ReviewCard,
    check_reviewer,
    list_facets,
    list_queue,
    load_card,
    record_decision,
    undo_decision,
)
from pactwatch.settings import Settings
from pactwatch.store import Store, open_store, utc_now
from pactwatch.web.article import cut_article
from pactwatch.web.render import Renderer
from pactwatch.web.security import TOKEN_COOKIE, check_post, find_token

# Cards that next and previous walk through; the count shown is that of the whole queue.
_WALK = 300


class DecisionForm(BaseModel):
    """What the card's form sends; `label` are the labels that are switched on."""

    verdict: Verdict
    version: str = Field(max_length=64)
    label: list[str] = Field(default=[], max_length=60)
    reason: str = Field(default="", max_length=60)
    note: str = Field(default="", max_length=2000)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every route of the review page needs."""

    settings: Settings
    renderer: Renderer
    reviewer: str

    def show(
        self,
        request: Request,
        store: Store,
        card_id: str | None,
        chosen: QueueFilter,
        *,
        notice: dict[str, Any] | None = None,
    ) -> Response:
        """Show a card (the queue's first where card_id is None) with the queue around it."""
        queue = list_queue(store, chosen, row_limit=_WALK)
        if card_id is None and queue:
            card_id = queue[0].card_id
        card = None if card_id is None else load_card(store, card_id)
        token = find_token(request)
        data = {
            "card": card,
            "queue": queue[:12],
            "queue_length": queue[0].queue_length if queue else 0,
            "facets": list_facets(store),
            "chosen": chosen,
            "reviewer": self.reviewer,
            "reject_reasons": REJECT_REASONS,
            "last": self._find_last(store),
            "unpublished": _count_unpublished(self.settings, store),
            "notice": notice,
            **_place_card(card, queue),
            "_article": None if card is None else cut_article(card),
            "_suggested": () if card is None else _suggest_labels(card),
            "_query": _write_query(chosen),
            "_token": token,
        }
        status = 409 if notice and notice["kind"] == "changed" else 200
        template = "review_workspace.html" if request.headers.get("hx-request") else "review.html"
        response = self.renderer.show(request, template, data, status=status)
        response.set_cookie(TOKEN_COOKIE, token, httponly=True, samesite="strict")
        return response

    def _find_last(self, store: Store) -> dict[str, Any] | None:
        rows = store.run_named("last_decision", reviewer=self.reviewer)
        if not rows:
            return None
        return {**rows[0], "version": card_version(load_card_evidence(store, str(rows[0]["card_id"])))}


def make_router(settings: Settings, renderer: Renderer, reviewer: str) -> APIRouter:
    """Return the routes of the review page; decisions are recorded under `reviewer`."""
    desk = _Desk(settings, renderer, check_reviewer(reviewer))
    router = APIRouter(prefix="/review")

    @router.get("")
    def show_first(request: Request, chosen: Annotated[QueueFilter, Depends(_read_filter)]) -> Response:
        with open_store(settings) as store:
            return desk.show(request, store, None, chosen)

    @router.get("/{card_id}")
    def show_card(request: Request, card_id: str, chosen: Annotated[QueueFilter, Depends(_read_filter)]) -> Response:
        with open_store(settings) as store:
            return desk.show(request, store, card_id, chosen)

    _add_decisions(router, desk)
    _add_publish(router, desk)
    return router


def _add_decisions(router: APIRouter, desk: _Desk) -> None:
    @router.post("/{card_id}/decision", dependencies=[Depends(check_post)])
    def decide(
        request: Request,
        card_id: str,
        form: Annotated[DecisionForm, Form()],
        chosen: Annotated[QueueFilter, Depends(_read_filter)],
    ) -> Response:
        with open_store(desk.settings) as store:
            following = _find_following(card_id, list_queue(store, chosen, row_limit=_WALK))
            evidence = load_card_evidence(store, card_id)
            judgement = _read_judgement(card_id, [str(row["label"]) for row in evidence], desk.reviewer, form)
            try:
                recorded = record_decision(store, judgement)
            except ReviewError:
                if card_version(evidence) == form.version:
                    raise
                return desk.show(request, store, card_id, chosen, notice={"kind": "changed", "card_id": card_id})
            update_statements(store, utc_now(), [recorded.partnership_id])
            if not request.headers.get("hx-request"):
                return _redirect(following, chosen)
            notice = {"kind": "decided", "verdict": recorded.verdict, "card_id": card_id}
            return desk.show(request, store, following, chosen, notice=notice)

    @router.post("/{card_id}/undo", dependencies=[Depends(check_post)])
    def undo(
        request: Request,
        card_id: str,
        version: Annotated[str, Form(max_length=64)],
        chosen: Annotated[QueueFilter, Depends(_read_filter)],
    ) -> Response:
        with open_store(desk.settings) as store:
            undone = undo_decision(store, card_id, desk.reviewer, seen_version=version)
            update_statements(store, utc_now(), [undone.partnership_id])
            if not request.headers.get("hx-request"):
                return _redirect(card_id, chosen)
            notice = {"kind": "undone", "verdict": undone.verdict, "card_id": card_id}
            return desk.show(request, store, card_id, chosen, notice=notice)


def _add_publish(router: APIRouter, desk: _Desk) -> None:
    @router.post("/publish", dependencies=[Depends(check_post)])
    def publish(request: Request, chosen: Annotated[QueueFilter, Depends(_read_filter)]) -> Response:
        with open_store(desk.settings) as store:
            update_statements(store, utc_now())
        result = publish_snapshot(desk.settings, now=utc_now())
        if not request.headers.get("hx-request"):
            return _redirect(None, chosen)
        with open_store(desk.settings) as store:
            notice = {"kind": "published", "is_new": result.is_new, "seconds": result.seconds}
            return desk.show(request, store, None, chosen, notice=notice)


# --- reading requests -------------------------------------------------------------------------------------------------


def _read_filter(
    partnership: Annotated[str, Query(max_length=200)] = "",
    label: Annotated[str, Query(max_length=200)] = "",
    tier: Annotated[str, Query(max_length=40)] = "",
) -> QueueFilter:
    return QueueFilter(partnership or None, label or None, tier or None)


def _write_query(chosen: QueueFilter) -> str:
    pairs = (("partnership", chosen.partnership_id), ("label", chosen.label), ("tier", chosen.tier))
    query = urlencode([(key, value) for key, value in pairs if value])
    return f"?{query}" if query else ""


def _read_judgement(card_id: str, labels: Sequence[str], reviewer: str, form: DecisionForm) -> Judgement:
    """Read the form; an approval of some of the card's labels only is a relabelling."""
    kept = tuple(label for label in labels if label in form.label)
    verdict: Verdict = form.verdict
    if verdict == "approve" and len(kept) < len(labels):
        verdict = "relabel"
    return Judgement(
        card_id=card_id,
        reviewer=reviewer,
        verdict=verdict,
        seen_version=form.version,
        labels=kept if verdict == "relabel" else None,
        reason=form.reason if verdict == "reject" else "",
        note=form.note,
    )


def _suggest_labels(card: ReviewCard) -> tuple[str, ...]:
    """Return the labels that stand switched on: what is approved, else what is more probably right than wrong.

    The most probable label is always on: a card is in the queue because something may be true of it.
    """
    approved = tuple(label.label for label in card.labels if label.status == "approved")
    best = max(label.probability_0to1 for label in card.labels)
    return approved or tuple(label.label for label in card.labels if label.probability_0to1 >= min(best, 0.5))


def _find_following(card_id: str, queue: Sequence[QueueEntry]) -> str | None:
    ids = [entry.card_id for entry in queue]
    if card_id not in ids:
        return ids[0] if ids else None
    at = ids.index(card_id)
    return next(iter(ids[at + 1 :] + ids[:at]), None)


def _place_card(card: ReviewCard | None, queue: Sequence[QueueEntry]) -> dict[str, Any]:
    """Say where a card stands in the queue, why, and what comes before and after it."""
    ids = [entry.card_id for entry in queue]
    if card is None or card.card_id not in ids:
        return {"position": None, "why": "", "previous_id": None, "next_id": ids[0] if ids else None}
    at = ids.index(card.card_id)
    return {
        "position": at + 1,
        "why": queue[at].reason,
        "previous_id": ids[at - 1] if at else None,
        "next_id": ids[at + 1] if at + 1 < len(ids) else None,
    }


def _count_unpublished(settings: Settings, store: Store) -> int:
    """Count decisions that the published snapshot does not hold yet."""
    try:
        published = int(load_manifest(settings)["decision_head"]["number"])
    except StoreError:
        published = 0
    head, _ = load_chain_head(store)
    return head - published


def _redirect(card_id: str | None, chosen: QueueFilter) -> Response:
    path = "/review" if card_id is None else f"/review/{quote(card_id)}"
    return RedirectResponse(path + _write_query(chosen), status_code=303)
