"""Lists what is wrong with the newsroom on purpose, so that the demonstration and the tests meet it.

In: the loaded texts. Out: how a page departs from its site's ordinary ones, and the addresses that lead nowhere good.
Each trouble is a real item in a feed, a listing or a sitemap. Nothing here renders.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pactwatch.demo.articles import DemoArticle, SiteKey, load_articles


@dataclass(frozen=True, slots=True)
class Treatment:
    """How one page departs from the ordinary page of its site; the defaults depart in nothing.

    `encoding` is what the bytes are in; `tells_charset` whether header and markup say so. `json_ld_date` replaces all
    other machine-readable dates of the page. `fails_once` answers 503 to the first request of a server's life.
    """

    encoding: str = "utf-8"
    tells_charset: bool = True
    json_ld_date: str = ""
    is_paywalled: bool = False
    is_broken: bool = False
    is_syndicated: bool = False
    is_draft: bool = False
    fails_once: bool = False
    is_reserved_by_header: bool = False
    path: str = ""


@dataclass(frozen=True, slots=True)
class DeadLink:
    """An entry of the ledger's feed whose page is gone."""

    path: str
    title: str
    summary: str
    published: datetime


ORDINARY = Treatment()
TREATMENTS: Mapping[tuple[SiteKey, str], Treatment] = {
    ("ledger", "openai-chip-deals-26-gigawatts"): Treatment(fails_once=True),
    ("ledger", "what-an-hour-of-accelerator-costs"): Treatment(is_paywalled=True),
    ("ledger", "notes-for-a-piece-on-chip-financing"): Treatment(
        is_draft=True, path="/drafts/notes-for-a-piece-on-chip-financing"
    ),
    ("larkfield", "paying-for-the-exit"): Treatment(json_ld_date="2099-01-01T00:00:00Z"),
    ("larkfield", "most-favoured-customer-clauses-in-compute"): Treatment(is_reserved_by_header=True),
    ("larkfield", "client-note-on-termination-payments"): Treatment(
        path="/insights/subscribers/client-note-on-termination-payments"
    ),
    ("announcements", "snowflake-and-anthropic-expand-partnership"): Treatment(is_broken=True),
    ("announcements", "amazon-adds-2-75-billion-to-finish-its-anthropic-investment"): Treatment(is_syndicated=True),
    ("register", "autorite-de-la-concurrence-opinion-generative-ai"): Treatment(
        encoding="windows-1252", tells_charset=False
    ),
}
# The feed still gives the address that the ledger used before dates went into its paths.
OLD_ADDRESSES: Mapping[str, str] = {
    "microsoft-puts-1-billion-into-openai": "/news/microsoft-puts-1-billion-into-openai",
}
DEAD_LINK = DeadLink(
    path="/2025/02/18/withdrawn-report-on-a-chip-order",
    title="Withdrawn: report on a chip order",
    summary="This report has been withdrawn.",
    published=datetime(2025, 2, 18, 9, 0, tzinfo=UTC),
)
SYNDICATED_FROM: Mapping[str, str] = {
    "amazon-adds-2-75-billion-to-finish-its-anthropic-investment": "amazon-completes-anthropic-investment",
}
RESERVED_PATTERN = "/insights/subscribers/*"
CALENDAR_PATH = "/notices/calendar"
TAG_PATH = "/notices/topics/partnerships"


def load_trouble_articles(articles: Sequence[DemoArticle]) -> list[DemoArticle]:
    """Load the texts written for the troubles; a syndicated copy gets its later paragraphs from the original."""
    originals = {article.slug: article for article in articles if article.site == "ledger"}
    loaded = load_articles(Path(__file__).parent / "pages", is_factual=False)
    return [_complete(article, originals) for article in loaded]


def find_treatment(article: DemoArticle) -> Treatment:
    """Return how this article's page is to depart from the ordinary."""
    return TREATMENTS.get((article.site, article.slug), ORDINARY)


def break_markup(page: str) -> bytes:
    """Damage a page as careless tools do: unclosed and crossed tags, a bare ampersand, bytes that are no UTF-8."""
    broken = page.replace("</p>", "").replace("</li>", "").replace("</h1>", "</h1></span></b>")
    broken = broken.replace('<div class="body">', '<div class="body"><b><font color=black size=>', 1)
    broken = broken.replace("</main>", "").replace("</body>", "</td></tr>").replace("&amp;", "&")
    return broken.encode().replace(b"<article", b"\x00\xff\xfe<article", 1).replace(b"</html>", b"<!-- \xa0\x85")


def _complete(article: DemoArticle, originals: Mapping[str, DemoArticle]) -> DemoArticle:
    if article.slug not in SYNDICATED_FROM:
        return article
    original = originals[SYNDICATED_FROM[article.slug]]
    return replace(article, blocks=article.blocks + original.blocks[1:])
