"""A reviewer's session in a real browser: keys alone, a lost connection, and the tracker afterwards."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from tests.warehouse_fixture import NOW, copy_seeded

from pactwatch.knowledge import find_state
from pactwatch.publish import publish_snapshot
from pactwatch.settings import Settings
from pactwatch.store import Row, open_store, utc_now
from pactwatch.web import create_app

pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra dev)")
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402 - only after the check that it is there

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}: apt-get install chromium"),
]


@dataclass
class Site:
    """The application on a loopback port, and what it stores."""

    settings: Settings
    base: str

    def decisions(self) -> list[Row]:
        with open_store(self.settings) as store:
            return store.query("select verdict, undoes from core_decision order by decision_number")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    settings = copy_seeded(tmp_path)
    publish_snapshot(settings, now=NOW)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield Site(settings, f"http://127.0.0.1:{listener.getsockname()[1]}")
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any script error, refused resource or request to another host."""
    troubles: list[str] = []

    def note_foreign(url: str) -> None:
        if not url.startswith(site.base):
            troubles.append(url)

    def note_refusal(text: str) -> None:
        if "Content Security Policy" in text:
            troubles.append(text)

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    opened.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    opened.on("request", lambda request: note_foreign(request.url))
    opened.on("console", lambda said: note_refusal(said.text))
    yield opened
    context.close()
    assert troubles == []


def press(page: Page, key: str, notice: str) -> None:
    """Press a key and wait until the answer has taken the card's place."""
    page.evaluate("document.querySelector('.review').dataset.seen = 'yes'")
    page.keyboard.press(key)
    page.locator(f".review:not([data-seen]) .notice.is-{notice}").wait_for()


def card_of(page: Page) -> str:
    return str(page.locator(".review").get_attribute("data-card"))


def test_session_by_keyboard_alone_changes_the_tracker(site: Site, page: Page) -> None:
    page.goto(f"{site.base}/review?partnership=birch-cedar")
    rumour = card_of(page)
    press(page, "a", "decided")
    inquiry = card_of(page)
    assert inquiry != rumour
    press(page, "a", "decided")
    press(page, "u", "undone")
    assert card_of(page) == inquiry
    assert [row["verdict"] for row in site.decisions()] == ["approve"] * 5 + ["skip"] * 3
    press(page, "a", "decided")
    page.get_by_role("button", name="Publish 11 changes").click()
    page.locator(".notice.is-published").wait_for()
    page.goto(f"{site.base}/partnerships/birch-cedar")
    assert page.locator(".verdict .chip").first.text_content() == "Active"
    assert page.locator("article.evidence.is-approved").count() == 2
    assert page.locator(".timeline svg .mark.is-approved").count() == 5


def test_keys_toggle_labels_reject_with_a_reason_and_walk(site: Site, page: Page) -> None:
    page.goto(f"{site.base}/review")
    first = card_of(page)
    page.keyboard.press("j")
    page.wait_for_function("card => document.querySelector('.review').dataset.card !== card", arg=first)
    page.keyboard.press("k")
    page.wait_for_function("card => document.querySelector('.review').dataset.card === card", arg=first)
    page.keyboard.press("1")
    assert page.locator(".approve [data-text]").text_content() == "Approve 1 of 2"
    press(page, "a", "decided")
    page.keyboard.press("r")
    press(page, "5", "decided")
    assert [row["verdict"] for row in site.decisions()] == ["relabel"] * 2 + ["reject"] * 3
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    assert len(site.decisions()) == 5


def test_letters_in_the_note_decide_nothing(site: Site, page: Page) -> None:
    page.goto(f"{site.base}/review")
    page.keyboard.press("n")
    page.keyboard.type("a scrap of ajar cases")
    assert page.locator("textarea[name=note]").input_value() == "a scrap of ajar cases"
    page.keyboard.press("Escape")
    press(page, "c", "decided")
    with open_store(site.settings) as store:
        notes = store.query("select distinct note, verdict from core_decision")
    assert notes == [{"note": "a scrap of ajar cases", "verdict": "context"}]


def test_lost_connection_loses_nothing_and_says_so(site: Site, page: Page) -> None:
    page.goto(f"{site.base}/review")
    card = card_of(page)
    page.locator("textarea[name=note]").fill("worth keeping")
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    page.keyboard.press("a")
    page.locator("#trouble:not([hidden])").wait_for()
    assert "The server cannot be reached" in str(page.locator("#trouble").text_content())
    assert page.locator("textarea[name=note]").input_value() == "worth keeping"
    assert "Approve" in str(page.locator(".actions .approve").text_content())
    assert site.decisions() == []
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    page.locator(".notice.is-decided").wait_for()
    assert card_of(page) != card
    assert not page.locator("#trouble").is_visible()
    with open_store(site.settings) as store:
        assert store.query("select distinct note from core_decision") == [{"note": "worth keeping"}]


def test_refused_decision_is_explained_beside_the_card(site: Site, page: Page) -> None:
    page.goto(f"{site.base}/review")
    card = card_of(page)
    page.keyboard.press("r")
    page.locator("#reasons button").click()
    page.locator("#trouble:not([hidden])").wait_for()
    assert "a rejection needs a reason" in str(page.locator("#trouble").text_content())
    assert card_of(page) == card


def test_second_press_while_saving_decides_nothing_more(site: Site, page: Page) -> None:
    page.goto(f"{site.base}/review?partnership=birch-cedar")
    page.keyboard.press("a")
    page.keyboard.press("a")
    page.locator(".notice.is-decided").wait_for()
    page.wait_for_timeout(400)
    assert len(site.decisions()) == 2


def test_undo_pressed_while_saving_is_done_after(site: Site, page: Page) -> None:
    page.goto(f"{site.base}/review?partnership=birch-cedar")
    card = card_of(page)
    page.keyboard.press("a")
    page.keyboard.press("u")
    page.locator(".notice.is-undone").wait_for()
    assert card_of(page) == card
    assert [row["undoes"] is None for row in site.decisions()] == [True, True, False, False]


def test_page_without_scripts_still_decides(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.base}/review?partnership=birch-cedar")
    page.get_by_role("button", name="Context").click()
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("Nothing matches this filter").wait_for()
    context.close()
    with open_store(site.settings) as store:
        assert find_state(store, "birch-cedar", as_of=utc_now().date(), known_at=utc_now()).state == "active"


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(site: Site, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/", "/partnerships/alder-beacon", "/patterns", "/sources", "/review"):
        page.goto(site.base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
