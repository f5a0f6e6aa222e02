import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest
from starlette.testclient import TestClient
from tests.warehouse_fixture import (
    ALDER,
    NOW,
    Found,
    Page,
    add_pages,
    approve_all,
    copy_seeded,
    decide,
    find_card,
    make_settings,
)

from pactwatch.errors import ReviewError, StoreError
from pactwatch.publish import publish_snapshot
from pactwatch.review import list_queue, load_card
from pactwatch.settings import Settings
from pactwatch.store import open_store
from pactwatch.web import create_app, review_pages
from pactwatch.web.article import cut_article
from pactwatch.web.timeline import draw_timeline
from pactwatch.web.words import make_inert, safe_link, show_amount, show_percent

BASE = "http://127.0.0.1"
PAGES = (
    "/",
    "/partnerships",
    f"/partnerships/{ALDER}",
    "/partnerships/birch-cedar",
    "/patterns",
    "/patterns/compute-backed-investment",
    "/patterns/sovereign",
    "/sources",
    "/sources/ledger",
    "/sources/quiet_trade",
    "/review",
)


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The tracker over a small published world in which only one partnership is reviewed; nothing here writes to it."""
    settings = copy_seeded(tmp_path_factory.mktemp("tracker"))
    approve_all(settings, ALDER)
    publish_snapshot(settings, now=NOW)
    with TestClient(create_app(settings), base_url=BASE) as client:
        yield client


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return copy_seeded(tmp_path)


@pytest.fixture
def desk(home: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(home), base_url=BASE, follow_redirects=False) as client:
        yield client


def read_form(page: str, form_id: str = "decision") -> tuple[str, dict[str, str]]:
    """Return action and hidden fields of a form."""
    [(head, body)] = re.findall(rf'<form id="{form_id}"([^>]*)>(.*?)</form>', page, re.DOTALL)
    [action] = re.findall(r' action="([^"]*)"', head)
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', body)
    return action, dict(fields)


def checked_labels(page: str) -> list[str]:
    return re.findall(r'name="label" value="([^"]*)" checked', page)


def send(client: TestClient, page: str, verdict: str = "approve", **fields: Any) -> Any:
    action, hidden = read_form(page)
    data = {**hidden, "label": checked_labels(page), "verdict": verdict, **fields}
    return client.post(action, data=data, headers={"HX-Request": "true", "Origin": BASE})


# --- every page -------------------------------------------------------------------------------------------------------


class _Tags(HTMLParser):
    """Collects what a page loads and links, and whether its tags close."""

    VOID = frozenset({"meta", "link", "img", "input", "br", "rect", "line", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in self.VOID or tag == "rect":
            self.open.append(tag)
        if tag in ("script", "img") or (tag == "link" and "stylesheet" in values.get("rel", "")):
            self.loads.append(values.get("src") or values.get("href", ""))
        if tag == "a":
            self.links.append(values.get("href", ""))
        if "id" in values:
            self.ids.append(values["id"])
        self.inline += [name for name in values if name == "style" or name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parse(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    return tags


@pytest.mark.parametrize("path", PAGES)
def test_page_is_whole_and_asks_no_other_host(tracker: TestClient, path: str) -> None:
    response = tracker.get(path)
    tags = parse(response.text)
    assert response.status_code == 200
    assert tags.open == []
    assert tags.inline == []
    assert len(tags.ids) == len(set(tags.ids))
    assert all(load.startswith("/static/") for load in tags.loads)
    assert len(response.content) < 100_000


def test_every_inner_link_leads_somewhere(tracker: TestClient) -> None:
    waiting, seen = ["/"], {"/"}
    while waiting:
        path = waiting.pop()
        response = tracker.get(path)
        assert response.status_code == 200, path
        if not response.headers["content-type"].startswith("text/html"):
            continue
        found = {link.partition("#")[0] for link in parse(response.text).links if link.startswith("/")}
        waiting += sorted(found - seen)
        seen |= found
    assert {path.partition("?")[0] for path in seen} >= set(PAGES) - {"/patterns/sovereign"}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_json_twin(tracker: TestClient, path: str) -> None:
    twin = tracker.get("/index.json" if path == "/" else f"{path}.json")
    assert twin.headers["content-type"] == "application/json"
    asked = tracker.get(path, params={"format": "json"}).json()
    assert twin.json().keys() == asked.keys()
    assert not any(key.startswith("_") for key in asked)


@pytest.mark.parametrize("path", [*PAGES, "/healthz", "/static/app.css", "/nowhere"])
def test_every_response_carries_the_security_headers(tracker: TestClient, path: str) -> None:
    headers = tracker.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == ("public, max-age=3600" if path.startswith("/static") else "no-store")


@pytest.mark.parametrize("path", ["/nowhere", "/partnerships/none", "/patterns/none", "/sources/none", "/review/none"])
def test_unknown_address_says_so(tracker: TestClient, path: str) -> None:
    response = tracker.get(path)
    assert response.status_code in (404, 422)
    assert "<h1>" in response.text


def test_foreign_host_name_is_not_answered(tracker: TestClient) -> None:
    assert tracker.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_health_names_the_snapshot(tracker: TestClient, desk: TestClient) -> None:
    assert tracker.get("/healthz").json()["snapshot"] == "tracker-20260601T090000Z.duckdb"
    assert desk.get("/healthz").json() == {"status": "ok", "version": "0.1.0", "snapshot": None}


def test_nothing_published_is_said_on_the_page(desk: TestClient) -> None:
    response = desk.get("/")
    assert response.status_code == 503
    assert "Nothing published yet" in response.text


def test_reviewer_without_a_usable_name_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(ReviewError):
        create_app(make_settings(tmp_path), reviewer="")


# --- what the tracker says --------------------------------------------------------------------------------------------


def test_partnership_page_tells_state_reason_timeline_and_quotes(tracker: TestClient) -> None:
    html = tracker.get(f"/partnerships/{ALDER}").text
    assert '<span class="chip state-restructured">Restructured</span>' in html
    assert "Exclusivity ended (21 Jan 2025) is stated as a fact" in html
    assert "from a party, filing or authority: Beacon Cloud newsroom" in html
    assert "Alder may now buy capacity elsewhere" in html
    assert "#:~:text=On%2021%20January" in html
    assert html.count('class="mark is-approved') == 14


def test_flagged_evidence_is_kept_apart_and_not_part_of_the_state(tracker: TestClient) -> None:
    html = tracker.get("/partnerships/birch-cedar").text
    assert '<span class="chip state-unverified">Unverified</span>' in html
    assert "Awaiting review" in html
    assert "judged by nobody" in html
    assert 'href="/review?partnership=birch-cedar"' in html


def test_home_counts_and_lists(tracker: TestClient) -> None:
    data = tracker.get("/index.json").json()
    assert data["counts"] == {
        "partnership_count": 3,
        "verified_count": 1,
        "approved_count": 15,
        "flagged_card_count": 4,
        "article_count": 9,
        "active_source_count": 5,
        "source_count": 6,
    }
    assert [row["partnership_id"] for row in data["partnerships"]][0] == ALDER
    assert len(data["newest"]) == 6


def test_pattern_page_shows_the_library_and_the_partnerships(tracker: TestClient) -> None:
    data = tracker.get("/patterns/compute-backed-investment.json").json()
    assert data["pattern"]["title"] == "Compute-backed investment"
    assert {row["partnership_id"] for row in data["partnerships"]} == {ALDER, "birch-cedar"}
    assert {row["status"] for row in data["evidence"]} == {"approved"}


def test_tracker_follows_the_pointer(home: Settings) -> None:
    publish_snapshot(home, now=NOW)
    with TestClient(create_app(home), base_url=BASE) as client:
        assert client.get("/index.json").json()["counts"]["approved_count"] == 0
        approve_all(home, ALDER)
        publish_snapshot(home, now=NOW)
        assert client.get("/index.json").json()["counts"]["approved_count"] == 15


def test_snapshot_of_an_older_version_is_named_with_the_way_out(home: Settings) -> None:
    path = publish_snapshot(home, now=NOW).path
    with duckdb.connect(str(path)) as connection:
        connection.execute("alter table out_partnership drop column state")
    with TestClient(create_app(home), base_url=BASE) as client:
        response = client.get("/")
    assert response.status_code == 503
    assert "is of another version: run `pactwatch publish`" in response.text


# --- hostile content --------------------------------------------------------------------------------------------------

HOSTILE = Page(
    "ledger",
    'x"><script>alert(1)</script>',
    '<script>alert("title")</script>' + "W" * 10_000,
    "2026-05-30",
    (
        "Birch AI <img src=x onerror=alert(1)> pays \u202eCedar Chips\u202c. {{ 7 * 7 }} </textarea>"
        '<a href="javascript:x">go</a>',
    ),
    (Found(0, "birch-cedar", "equity-investment", 0.6),),
    author="<b>Nobody</b>",
)


DOUBTFUL = Page(
    "ledger",
    "doubts",
    "Doubts",
    "2026-05-30",
    ("Cedar Chips pays Birch AI.", "Cedar Chips may sell Birch AI."),
    (
        Found(0, "birch-cedar", "equity-investment", 0.7),
        Found(0, "birch-cedar", "reseller", 0.3),
        Found(1, "birch-cedar", "reseller", 0.3),
        Found(1, "birch-cedar", "exclusivity", 0.2),
    ),
)


@pytest.fixture
def hostile(home: Settings) -> Iterator[TestClient]:
    add_pages(home, (HOSTILE,))
    with open_store(home) as store:
        store.query("update core_article set url = 'javascript:alert(1)' where author = '<b>Nobody</b>'")
        store.query("update core_source set home_url = 'javascript:alert(1)', rights_note = '<script>'")
    publish_snapshot(home, now=NOW)
    with TestClient(create_app(home), base_url=BASE) as client:
        yield client


def test_hostile_content_is_shown_inert(hostile: TestClient) -> None:
    for path in ("/partnerships/birch-cedar", "/sources/ledger", f"/review/{HOSTILE.passage_id(0)}.birch-cedar"):
        html = hostile.get(path).text
        tags = parse(html)
        assert "&lt;img src=x onerror=alert(1)&gt;" in html
        assert tags.inline == []
        assert not any(link.lower().startswith("javascript:") for link in tags.links)
        assert all(load.startswith("/static/") for load in tags.loads)
        assert "\u202e" not in html
        assert "{{ 7 * 7 }}" in html
        assert "W" * 400 not in html


def test_hostile_query_is_escaped(tracker: TestClient) -> None:
    html = tracker.get("/review", params={"partnership": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fstore.py", "/static//etc/passwd"]
)
def test_static_files_end_at_their_folder(tracker: TestClient, path: str) -> None:
    assert tracker.get(path).status_code == 404


# --- review -----------------------------------------------------------------------------------------------------------


def test_review_shows_the_most_valuable_card_in_its_article(desk: TestClient) -> None:
    html = desk.get("/review").text
    assert "Card 1 of 12" in html
    assert "<mark>Birch AI is said to be designing a processor" in html
    assert "Here because: the partnership has no approved state yet" in html
    assert 'src="/static/htmx.min.js?v=' in html


def test_approval_is_stored_updates_the_state_and_shows_the_next_card(desk: TestClient, home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "cedar-birch-inquiry")
    response = send(desk, desk.get(f"/review/{card.card_id}").text)
    assert response.status_code == 200
    assert "<strong>Approved</strong> and saved." in response.text
    assert "<html" not in response.text
    assert f'data-card="{card.card_id}"' not in response.text
    with open_store(home) as store:
        assert load_card(store, card.card_id).state == "active"
        assert {row["reviewer"] for row in store.query("select reviewer from core_decision")} == {"reviewer-1"}


def test_labels_switched_off_make_a_relabelling(desk: TestClient, home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "birch-chips-rumour")
    response = send(desk, desk.get(f"/review/{card.card_id}").text, label=["custom-silicon"])
    assert "<strong>Relabelled</strong> and saved." in response.text
    with open_store(home) as store:
        statuses = {label.label: label.status for label in load_card(store, card.card_id).labels}
    assert statuses == {"custom-silicon": "approved", "partner-to-competitor": "rejected"}


def test_undo_brings_the_card_back(desk: TestClient, home: Settings) -> None:
    first = desk.get("/review").text
    [card_id] = re.findall(r'data-card="([^"]*)"', first)
    after = send(desk, first).text
    action, hidden = read_form(after, "undo")
    assert action == f"/review/{card_id}/undo"
    response = desk.post(action, data=hidden, headers={"HX-Request": "true"})
    assert "<strong>Undone.</strong>" in response.text
    assert f'data-card="{card_id}"' in response.text
    with open_store(home) as store:
        assert card_id in {entry.card_id for entry in list_queue(store)}


def test_rejection_without_a_reason_is_refused_in_words(desk: TestClient, home: Settings) -> None:
    response = send(desk, desk.get("/review").text, "reject")
    assert response.status_code == 422
    assert response.text.startswith("a rejection needs a reason")
    assert response.headers["content-type"].startswith("text/plain")
    with open_store(home) as store:
        assert store.query("select 1 from core_decision") == []


def test_changed_card_is_refused_and_shown_as_it_stands(desk: TestClient, home: Settings) -> None:
    page = desk.get("/review").text
    [card_id] = re.findall(r'data-card="([^"]*)"', page)
    with open_store(home) as store:
        decide(store, load_card(store, card_id), "context", reviewer="reviewer-2")
    response = send(desk, page)
    assert response.status_code == 409
    assert "changed while you had it open" in response.text
    assert "Context only by reviewer-2" in response.text
    assert send(desk, response.text).status_code == 200


def test_form_without_scripts_is_answered_with_a_redirect(desk: TestClient) -> None:
    page = desk.get("/review?tier=news").text
    action, hidden = read_form(page)
    response = desk.post(action, data={**hidden, "label": checked_labels(page), "verdict": "approve"})
    assert response.status_code == 303
    assert re.fullmatch(r"/review/[0-9a-f]+\.[a-z-]+\?tier=news", response.headers["location"])


def test_filter_stays_while_deciding(desk: TestClient) -> None:
    page = desk.get("/review?partnership=alder-dune").text
    assert "Card 1 of 2" in page
    page = send(desk, page, "context").text
    assert "Card 1 of 1" in page
    assert "Nothing matches this filter" in send(desk, page, "context").text


def test_next_and_previous_walk_the_queue(tracker: TestClient) -> None:
    seen, path = [], "/review"
    while path:
        page = tracker.get(path).text
        seen += re.findall(r'data-card="([^"]*)"', page)
        path = "".join(re.findall(r'id="next" href="([^"]*)"', page))
    assert len(set(seen)) == len(seen) == 4
    [previous] = re.findall(r'id="previous" href="/review/([^"]*)"', page)
    assert previous == seen[-2]


def test_publish_button_shows_what_waits_and_moves_the_snapshot(desk: TestClient, home: Settings) -> None:
    after = send(desk, desk.get("/review").text).text
    assert "Publish 2 changes" in after
    _, hidden = read_form(after, "undo")
    response = desk.post("/review/publish", data={"token": hidden["token"]}, headers={"HX-Request": "true"})
    assert "<strong>Published.</strong>" in response.text
    assert "Publish 2" not in response.text
    assert home.published_file.exists()


def test_failure_while_saving_writes_nothing_and_says_so(
    desk: TestClient, home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise StoreError("the disk is full")

    page = desk.get("/review").text
    monkeypatch.setattr(review_pages, "update_statements", fail)
    response = send(desk, page)
    assert (response.status_code, response.text) == (503, "the disk is full")
    monkeypatch.undo()
    with open_store(home) as store:
        assert store.query("select 1 from core_decision") == []
    assert send(desk, page).status_code == 200


# --- who may post -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        ("", {}),
        ("wrong" * 10, {}),
        (None, {"Origin": "https://evil.example"}),
        (None, {"Origin": "null"}),
        (None, {"Origin": "http://127.0.0.1:9999"}),
        (None, {"Sec-Fetch-Site": "cross-site"}),
        (None, {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_post_from_elsewhere_or_without_token_is_refused(
    tracker: TestClient, token: str | None, headers: dict[str, str]
) -> None:
    action, hidden = read_form(tracker.get("/review").text)
    data = {**hidden, "verdict": "skip", **({} if token is None else {"token": token})}
    for target in (action, action.replace("/decision", "/undo"), "/review/publish"):
        assert tracker.post(target, data=data, headers=headers).status_code == 403
    assert read_form(tracker.get("/review").text)[1]["version"] == hidden["version"]


def test_post_without_the_cookie_is_refused_even_with_a_token(desk: TestClient) -> None:
    action, hidden = read_form(desk.get("/review").text)
    desk.cookies.clear()
    assert desk.post(action, data={**hidden, "verdict": "skip"}).status_code == 403


def test_token_may_come_as_a_header_and_the_cookie_is_strict(desk: TestClient) -> None:
    response = desk.get("/review")
    action, hidden = read_form(response.text)
    assert "HttpOnly" in response.headers["set-cookie"]
    assert "samesite=strict" in response.headers["set-cookie"].lower()
    data = {"version": hidden["version"], "verdict": "skip"}
    assert desk.post(action, data=data, headers={"X-CSRF-Token": hidden["token"]}).status_code == 303


def test_decisions_are_made_by_post_only(tracker: TestClient) -> None:
    action, _ = read_form(tracker.get("/review").text)
    for send_by in (tracker.get, tracker.put, tracker.delete):
        assert send_by(action).status_code in (404, 405)


# --- pure parts -------------------------------------------------------------------------------------------------------


def timeline_row(**changes: Any) -> dict[str, Any]:
    row = {
        "entry_id": "e",
        "status": "approved",
        "label": "equity-investment",
        "label_kind": "signal",
        "polarity": "supports",
        "event_date": "2024",
        "event_from": date(2024, 1, 1),
        "event_to": date(2024, 12, 31),
        "held_from": date(2024, 6, 1),
        "held_until": None,
        "standing": "fact",
        "confidence": "single_source",
        "probability": 0.7,
        "source": "The Ledger",
    }
    return {**row, **changes}


def test_timeline_draws_a_years_precision_as_wide_as_the_year() -> None:
    day = timeline_row(event_date="2024-05-01", event_from=date(2024, 5, 1), event_to=date(2024, 5, 1))
    picture = draw_timeline([timeline_row(), day], date(2026, 1, 1))
    assert picture is not None
    wide, narrow = picture.marks
    assert wide.width > 20 * narrow.width / 9
    assert all(picture.left <= mark.x <= picture.width for mark in picture.marks)


def test_timeline_puts_patterns_above_signals_and_ends_spans_where_they_end() -> None:
    rows = [
        timeline_row(held_until=date(2025, 1, 1)),
        timeline_row(label="reseller", label_kind="pattern", status="flagged", held_from=None, confidence=None),
    ]
    picture = draw_timeline(rows, date(2026, 1, 1))
    assert picture is not None
    assert [lane.label for lane in picture.lanes] == ["reseller", "equity-investment"]
    [span] = picture.spans
    assert not span.is_open
    assert [tick.text for tick in picture.ticks] == ["2024", "2025", "2026"]


def test_timeline_leaves_out_what_is_improbable_and_unjudged() -> None:
    improbable = timeline_row(status="flagged", probability=0.3, label="reseller")
    picture = draw_timeline([timeline_row(probability=0.3), improbable], date(2026, 1, 1))
    assert picture is not None
    assert [lane.label for lane in picture.lanes] == ["equity-investment"]
    assert draw_timeline([improbable], date(2026, 1, 1)) is None


def test_empty_timeline_is_no_picture() -> None:
    assert draw_timeline([], date(2026, 1, 1)) is None


def test_labels_more_probably_wrong_than_right_stand_switched_off(desk: TestClient, home: Settings) -> None:
    page = DOUBTFUL
    add_pages(home, (page,))
    assert checked_labels(desk.get(f"/review/{page.passage_id(0)}.birch-cedar").text) == ["equity-investment"]
    assert checked_labels(desk.get(f"/review/{page.passage_id(1)}.birch-cedar").text) == ["reseller"]


def test_article_is_cut_around_the_passage_and_the_quote(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "alder-investment", ordinal=1)
    text = "\n".join(f"Paragraph {number}." for number in range(5)) + f"\n{card.article.text}"
    start = text.index("Under the agreement")
    quoted = replace(card.labels[0], quote="Alder Labs will buy")
    moved = replace(
        card,
        article=replace(card.article, text=text),
        start_char=start,
        end_char=start + card.end_char - card.start_char,
        labels=(quoted,),
    )
    cut = cut_article(moved)
    assert cut.earlier == ("Paragraph 0.", "Paragraph 1.", "Paragraph 2.")
    assert (len(cut.before), len(cut.after), cut.later) == (3, 1, ())
    assert (cut.lead[-6:], cut.quote) == ("2022, ", "Alder Labs will buy")
    assert not cut.is_shortened


def test_long_article_is_shortened_and_says_so(home: Settings) -> None:
    with open_store(home) as store:
        card = find_card(store, "alder-investment")
    long = replace(card, article=replace(card.article, text=card.article.text + "\n" + "\n".join(["Word " * 100] * 60)))
    cut = cut_article(long)
    assert cut.is_shortened
    assert sum(len(paragraph) for paragraph in cut.later) <= 12_000


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JAVASCRIPT:x", "data:text/html,x", "//evil.example", "http://", "[", ""]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert safe_link(url) == ""


def test_words_for_numbers() -> None:
    assert show_percent(0.0) == "1 %"
    assert show_amount(2.5e6, "chips") == "2.5 million chips"
    assert make_inert("a\u200bb\x07c") == "abc"
