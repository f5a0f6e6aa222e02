"""A small warehouse of invented companies, appended row by row: three partnerships, six sources, nine articles."""

import atexit
import json
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pactwatch.cards import ReviewCard
from pactwatch.decisions import Judgement, RecordedDecision, card_version, load_card_evidence, record_decision
from pactwatch.knowledge import update_statements
from pactwatch.records import Article, Precision, Verdict, content_id
from pactwatch.review import QueueFilter, list_queue, load_card
from pactwatch.settings import Settings
from pactwatch.store import Store, open_store, write_rows

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
MODEL = "passage-labels-1"
READER = "reader-1"
ALDER = "alder-beacon"
BIRCH = "birch-cedar"
DUNE = "alder-dune"

_PATTERNS = (
    "compute-backed-investment",
    "exclusive-then-multi-home",
    "model-hosting",
    "reseller",
    "sovereign",
    "partner-to-competitor",
)
_MOVES = ("circular-revenue", "single-supplier-concentration")


@dataclass(frozen=True)
class Found:
    """One label that the model found in a paragraph."""

    ordinal: int
    partnership_id: str
    label: str
    probability: float
    event_date: str = ""
    standing: str = "fact"
    role: str = "announcement"
    polarity: str = "supports"

    @property
    def label_kind(self) -> str:
        if self.label in _PATTERNS:
            return "pattern"
        return "kill_list" if self.label in _MOVES else "signal"


@dataclass(frozen=True)
class Page:
    """One article with what was found in it."""

    source_id: str
    slug: str
    title: str
    published: str
    paragraphs: tuple[str, ...]
    found: tuple[Found, ...] = ()
    cluster: str = ""
    found_late: bool = False
    author: str = ""
    terms: dict[int, tuple[str, float, str, str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"https://{self.source_id.replace('_', '-')}.example/{self.slug}"

    @property
    def article(self) -> Article:
        published = date.fromisoformat(self.published) if self.published else None
        return Article(
            url=self.url,
            title=self.title,
            author=self.author,
            language="en",
            published=published,
            date_witness="json_ld" if published else None,
            date_candidates=(),
            modified=None,
            text="\n".join(self.paragraphs),
        )

    def passage_id(self, ordinal: int) -> str:
        return content_id("passage", self.article.article_id, ordinal)


SOURCES = (
    ("beacon_newsroom", "Beacon Cloud newsroom", "primary", "Press material, free to quote."),
    (
        "market_authority",
        "Market Authority press releases",
        "regulator",
        "Crown material, free to quote with attribution.",
    ),
    ("harbor_law", "Harbor & Quill insights", "law_firm", "Quotation with link."),
    ("ledger", "The Ledger", "news", "Quotation with link."),
    ("daily_circuit", "Daily Circuit", "news", "Quotation with link."),
    ("quiet_trade", "Quiet Trade Weekly", "trade", ""),
)

ORGANISATIONS = (
    ("alder", "Alder Labs", "lab", "US"),
    ("beacon", "Beacon Cloud", "cloud", "US"),
    ("birch", "Birch AI", "lab", "FR"),
    ("cedar", "Cedar Chips", "chip_maker", "TW"),
    ("dune", "Dune Telecom", "carrier", "IN"),
)

PARTNERSHIPS = (
    (
        ALDER,
        "Alder Labs and Beacon Cloud",
        "alder",
        "beacon",
        "2022-03",
        ("compute-backed-investment", "exclusive-then-multi-home"),
    ),
    (BIRCH, "Birch AI and Cedar Chips", "birch", "cedar", "2024-05-14", ("compute-backed-investment",)),
    (DUNE, "Alder Labs and Dune Telecom", "alder", "dune", "2025-Q3", ("reseller",)),
)

PAGES = (
    Page(
        "beacon_newsroom",
        "alder-investment",
        "Beacon Cloud invests in Alder Labs",
        "2022-03-08",
        (
            "Beacon Cloud is putting $2 billion into Alder Labs, its largest holding in a maker of AI models to date.",
            "Under the agreement signed on 7 March 2022, Alder Labs will buy its computing from Beacon Cloud alone for"
            " five"
            " years, and Beacon Cloud becomes the only cloud that serves Alder models to customers.",
            "Engineers of both firms will work side by side in three data centres. Staff at both companies were told"
            " on Monday.",
        ),
        (
            Found(0, ALDER, "compute-backed-investment", 0.97, "2022-03-07"),
            Found(0, ALDER, "equity-investment", 0.98, "2022-03-07"),
            Found(1, ALDER, "exclusive-then-multi-home", 0.91, "2022-03-07"),
            Found(1, ALDER, "exclusivity", 0.95, "2022-03-07"),
            Found(1, ALDER, "compute-commitment", 0.88, "2022-03-07"),
        ),
        terms={0: ("investment", 2e9, "USD", "$2 billion")},
    ),
    Page(
        "ledger",
        "alder-beacon-deal",
        "Alder takes $2 billion from its cloud supplier",
        "2022-03-09",
        (
            "Alder Labs, which builds large language models, has taken $2 billion from Beacon Cloud, the company that"
            " also rents it"
            " nearly all of its machines.",
            "Rivals grumbled that the money would come straight back as cloud bills.",
        ),
        (
            Found(0, ALDER, "compute-backed-investment", 0.93, "2022-03"),
            Found(0, ALDER, "equity-investment", 0.9, "2022-03"),
            Found(1, ALDER, "circular-revenue", 0.52, "2022-03-09", "opinion", "commentary"),
        ),
    ),
    Page(
        "daily_circuit",
        "alder-beacon-more",
        "Beacon adds $4 billion to its Alder stake",
        "2023-11-20",
        (
            "Beacon Cloud said it had completed a further investment of $4 billion in Alder Labs on 17 November 2023,"
            " which takes"
            " its total to $6 billion.",
        ),
        (
            Found(0, ALDER, "equity-investment", 0.94, "2023-11-17"),
            Found(0, ALDER, "compute-backed-investment", 0.81, "2023-11-17"),
        ),
        terms={0: ("investment", 4e9, "USD", "$4 billion")},
    ),
    Page(
        "ledger",
        "alder-beacon-more",
        "Alder gets another $4 billion from Beacon",
        "2023-11-20",
        ("The cloud firm Beacon closed a second investment in Alder Labs, worth $4 billion, on 17 November 2023.",),
        (Found(0, ALDER, "equity-investment", 0.89, "2023-11-17"),),
    ),
    Page(
        "harbor_law",
        "exclusive-cloud-clauses",
        "What the end of an exclusive cloud clause teaches",
        "2025-02-12",
        (
            "On 21 January 2025 Alder Labs and Beacon Cloud amended their agreement: Alder may now buy capacity"
            " elsewhere, while"
            " Beacon keeps a right of first refusal on new capacity.",
            "Counsel who draft such clauses should ask at signing what ends them. The parties here had not, and needed"
            " most of a year"
            " to find terms on which the sole-supplier promise could be let go.",
            "Clauses of this kind are common in distribution law, where they have been litigated for a century.",
        ),
        (
            Found(0, ALDER, "exclusive-then-multi-home", 0.9, "2025-01-21", "fact", "amendment"),
            Found(0, ALDER, "exclusivity-ended", 0.86, "2025-01-21", "fact", "amendment"),
            Found(0, ALDER, "right-of-first-refusal", 0.83, "2025-01-21", "fact", "amendment"),
            Found(1, ALDER, "exclusivity-ended", 0.47, "2025-02-12", "opinion", "commentary"),
        ),
    ),
    Page(
        "market_authority",
        "cedar-birch-inquiry",
        "Market Authority looks at the tie between Cedar Chips and Birch AI",
        "2026-04-02",
        (
            "The Market Authority has opened an initial inquiry into the investment by Cedar Chips in Birch AI,"
            " completed on"
            " 14 May 2024, and invites comments until the end of the month.",
        ),
        (
            Found(0, BIRCH, "regulatory-scrutiny", 0.96, "2026-04-02"),
            Found(0, BIRCH, "compute-backed-investment", 0.64, "2024-05-14"),
            Found(0, BIRCH, "equity-investment", 0.71, "2024-05-14"),
        ),
    ),
    Page(
        "daily_circuit",
        "birch-chips-rumour",
        "Birch said to plan chips of its own",
        "2026-05-20",
        (
            "Birch AI is said to be designing a processor so that it needs fewer parts from Cedar Chips, according to"
            " two people who"
            " asked not to be named.",
        ),
        (
            Found(0, BIRCH, "partner-to-competitor", 0.58, "2026-05-20", "reported"),
            Found(0, BIRCH, "custom-silicon", 0.62, "2026-05-20", "reported"),
        ),
    ),
    Page(
        "ledger",
        "dune-sells-alder",
        "Dune Telecom puts Alder assistant in its mobile plans",
        "2025-08-30",
        (
            "Dune Telecom plans to bundle a year of the Alder assistant with its mobile plans from the third quarter"
            " of 2025, it said.",
            "Shares in Dune rose two per cent.",
        ),
        (
            Found(0, DUNE, "reseller", 0.79, "2025-Q3", "planned"),
            Found(0, DUNE, "distribution", 0.74, "2025-Q3", "planned"),
        ),
        cluster="dune-story",
    ),
    Page(
        "daily_circuit",
        "dune-sells-alder",
        "Dune Telecom puts Alder assistant in its mobile plans",
        "2025-08-30",
        (
            "Dune Telecom plans to bundle a year of the Alder assistant with its mobile plans from the third quarter"
            " of 2025, it said."
            " The offer starts in two cities.",
        ),
        (Found(0, DUNE, "reseller", 0.77, "2025-Q3", "planned"),),
        cluster="dune-story",
    ),
)


def make_settings(home: Path) -> Settings:
    """Return settings over an empty home that exists."""
    return Settings(home=home, lock_timeout_s=10.0, snapshots_kept=2).prepare()


def copy_seeded(home: Path, *, is_approved: bool = False) -> Settings:
    """Return settings over a home with the seeded warehouse; it is built once per process and copied."""
    settings = make_settings(home)
    shutil.copyfile(_build_template(is_approved), settings.warehouse_file)
    return settings


@cache
def _build_template(is_approved: bool) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="pactwatch-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if is_approved:
        settings = copy_seeded(folder)
        approve_all(settings)
    else:
        settings = make_settings(folder)
        seed_warehouse(settings)
    return settings.warehouse_file


def seed_warehouse(settings: Settings, pages: tuple[Page, ...] = PAGES) -> None:
    """Append the whole small world; every piece of evidence is flagged."""
    batches = {"core_source": _source_rows(), **_registry_rows(), "raw_fetch": _listing_fetches()}
    batches["raw_link"] = [_link_row(page) for page in pages]
    write_rows(settings, batches)
    add_pages(settings, pages)


def add_pages(settings: Settings, pages: tuple[Page, ...]) -> None:
    """Append articles with passages, readings, scores, parties, terms and evidence."""
    names = ("core_article", "core_passage", "core_reading", "core_score", "core_party", "core_term", "core_evidence")
    batches: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for page in pages:
        batches["core_article"].append(_article_row(page))
        for ordinal in range(len(page.paragraphs)):
            _add_passage(batches, page, ordinal)
        batches["core_evidence"] += [evidence_row(page, found) for found in page.found]
    write_rows(settings, {name: rows for name, rows in batches.items() if rows})


def evidence_row(page: Page, found: Found, **changes: object) -> dict[str, Any]:
    """Return one row of core_evidence."""
    event_date = found.event_date or page.published
    return {
        "evidence_id": content_id("evidence", page.passage_id(found.ordinal), found.partnership_id, found.label),
        "passage_id": page.passage_id(found.ordinal),
        "partnership_id": found.partnership_id,
        "label": found.label,
        "label_kind": found.label_kind,
        "polarity": found.polarity,
        "score": found.probability,
        "event_date": event_date,
        "event_precision": precision_of(event_date),
        "event_basis": "absolute" if event_date != page.published else "publication",
        "standing": found.standing,
        "role": found.role,
        "quote_exact": page.paragraphs[found.ordinal],
        "quote_prefix": "",
        "quote_suffix": "",
        "model_version": MODEL,
        "reader_version": READER,
        "recorded_at": NOW - timedelta(days=1),
        **changes,
    }


def precision_of(event_date: str) -> Precision:
    """Return the precision of an ISO prefix."""
    if "Q" in event_date:
        return "quarter"
    precision: Precision = get_args(Precision)[{10: 0, 7: 1, 4: 3}[len(event_date)]]
    return precision


def find_card(store: Store, slug: str, ordinal: int = 0, source_id: str = "") -> ReviewCard:
    """Return the first card of a paragraph, by the page's slug."""
    page = next(p for p in PAGES if p.slug == slug and source_id in ("", p.source_id))
    partnership = next(found.partnership_id for found in page.found if found.ordinal == ordinal)
    return load_card(store, f"{page.passage_id(ordinal)}.{partnership}")


def decide(store: Store, card: ReviewCard, verdict: Verdict = "approve", **changes: Any) -> RecordedDecision:
    """Record a decision on a card as it stands now, and update the statements."""
    reviewer = changes.pop("reviewer", "reviewer-1")
    now = changes.pop("now", NOW)
    version = card_version(load_card_evidence(store, card.card_id))
    judgement = Judgement(card.card_id, reviewer, verdict, version, **changes)
    recorded = record_decision(store, judgement, now=now)
    update_statements(store, now, [recorded.partnership_id])
    return recorded


def approve_all(settings: Settings, partnership_id: str | None = None) -> None:
    """Approve every flagged card, of one partnership or of all."""
    with open_store(settings) as store:
        for entry in list_queue(store, QueueFilter(partnership_id), row_limit=1000, today=NOW.date()):
            version = card_version(load_card_evidence(store, entry.card_id))
            record_decision(store, Judgement(entry.card_id, "reviewer-1", "approve", version), now=NOW)
        update_statements(store, NOW)


def _source_rows() -> list[dict[str, Any]]:
    return [
        {
            "source_id": source_id,
            "title": title,
            "kind": "feed",
            "tier": tier,
            "url": f"https://{source_id.replace('_', '-')}.example/feed.xml",
            "home_url": f"https://{source_id.replace('_', '-')}.example/",
            "language": "en",
            "access": "full",
            "is_enabled": True,
            "rights_note": rights,
            "registry_digest": "1",
            "recorded_at": NOW - timedelta(days=30),
        }
        for source_id, title, tier, rights in SOURCES
    ]


def _registry_rows() -> dict[str, list[dict[str, Any]]]:
    recorded = {"recorded_at": NOW - timedelta(days=30)}
    return {
        "core_organisation": [
            {"organisation_id": key, "name": name, "role": role, "country": country, "redirect_id": None, **recorded}
            for key, name, role, country in ORGANISATIONS
        ],
        "core_organisation_alias": [
            {"organisation_id": key, "alias": name, "alias_kind": "name", **recorded}
            for key, name, _, _ in ORGANISATIONS
        ],
        "core_partnership": [
            {
                "partnership_id": key,
                "title": title,
                "organisation_a_id": first,
                "organisation_b_id": second,
                "announced": announced,
                "summary": f"What {title} do together, in one sentence.",
                "basis_url": "https://ledger.example/alder-beacon-deal",
                "redirect_id": None,
                **recorded,
            }
            for key, title, first, second, announced, _ in PARTNERSHIPS
        ],
        "core_partnership_pattern": [
            {"partnership_id": key, "pattern": pattern, **recorded}
            for key, _, _, _, _, patterns in PARTNERSHIPS
            for pattern in patterns
        ],
    }


def fetch_row(source_id: str, status: int, **changes: object) -> dict[str, Any]:
    """Return one row of raw_fetch for a source's feed."""
    row: dict[str, Any] = {
        "source_id": source_id,
        "run_id": "run-1",
        "segment_id": f"segment-{source_id}",
        "url": f"https://{source_id.replace('_', '-')}.example/feed.xml",
        "final_url": f"https://{source_id.replace('_', '-')}.example/feed.xml",
        "kind": "feed",
        "status": status,
        "content_type": "application/rss+xml",
        "etag": "",
        "last_modified": "",
        "payload_digest": "",
        "byte_count": 1000,
        "warc_file": "",
        "warc_offset": -1,
        "rights": "allowed",
        "rights_reason": "",
        "error": "",
        "attempt": 1,
        "next_attempt_at": None,
        "found_late": False,
        "fetched_at": NOW - timedelta(days=1),
        **changes,
    }
    return {"fetch_id": content_id("fetch", row["source_id"], row["url"], row["fetched_at"]), **row}


def _listing_fetches() -> list[dict[str, Any]]:
    # The trade weekly was never fetched.
    return [fetch_row(source_id, 200) for source_id, _, _, _ in SOURCES if source_id != "quiet_trade"]


def _link_row(page: Page) -> dict[str, Any]:
    return {
        "link_id": content_id("link", page.source_id, page.url),
        "source_id": page.source_id,
        "run_id": "run-1",
        "url": page.url,
        "title": page.title,
        "published_on": date.fromisoformat(page.published) if page.published else None,
        "found_in": f"https://{page.source_id.replace('_', '-')}.example/feed.xml",
        "found_at": NOW - timedelta(days=1),
    }


def _article_row(page: Page) -> dict[str, Any]:
    article = page.article
    claims = [
        {"witness": "feed", "value": page.published, "raw": f"{page.published}T07:00:00Z"},
        {"witness": "json_ld", "value": page.published, "raw": page.published},
    ]
    return {
        "article_id": article.article_id,
        "fetch_id": content_id("fetch", page.url),
        "source_id": page.source_id,
        "url": page.url,
        "title": page.title,
        "author": page.author,
        "language": "en",
        "published_on": article.published,
        "date_witness": article.date_witness,
        "date_candidates": json.dumps(claims if page.published else []),
        "modified_on": None,
        "text": article.text,
        "text_digest": article.text_digest,
        "cluster_id": page.cluster or article.article_id,
        "found_late": page.found_late,
        "extractor_version": "extract-1",
        "recorded_at": NOW - timedelta(days=1),
    }


def _add_passage(batches: dict[str, list[dict[str, Any]]], page: Page, ordinal: int) -> None:
    passage_id = page.passage_id(ordinal)
    start = len("\n".join(page.paragraphs[:ordinal])) + (1 if ordinal else 0)
    found = [entry for entry in page.found if entry.ordinal == ordinal]
    versions = {"model_version": MODEL, "reader_version": READER}
    batches["core_passage"].append(
        {
            "passage_id": passage_id,
            "article_id": page.article.article_id,
            "ordinal": ordinal,
            "start_char": start,
            "end_char": start + len(page.paragraphs[ordinal]),
            "text": page.paragraphs[ordinal],
            "passages_version": "passages-1",
            "recorded_at": NOW - timedelta(days=1),
        }
    )
    batches["core_reading"].append(
        {
            "passage_id": passage_id,
            **versions,
            "gate_passed": bool(found),
            "cues": [],
            "is_evidence": bool(found),
            "evidence_score": 0.9 if found else 0.1,
            "standing": found[0].standing if found else "none",
            "in_abstain_band": False,
            "recorded_at": NOW - timedelta(days=1),
        }
    )
    if not found:
        return
    scores = [(entry.label, entry.label_kind, entry.probability) for entry in found]
    if "governance" not in {entry.label for entry in found}:
        scores.append(("governance", "signal", 0.18))
    batches["core_score"] += [
        {
            "passage_id": passage_id,
            "model_version": MODEL,
            "label": label,
            "label_kind": kind,
            "probability": probability,
        }
        for label, kind, probability in scores
    ]
    first, second = next((a, b) for key, _, a, b, _, _ in PARTNERSHIPS if key == found[0].partnership_id)
    batches["core_party"].append(
        {
            "passage_id": passage_id,
            **versions,
            "organisation_a_id": first,
            "organisation_b_id": second,
            "score": 0.9,
            "partnership_id": found[0].partnership_id,
        }
    )
    if ordinal in page.terms:
        kind, number, unit, as_written = page.terms[ordinal]
        at = page.paragraphs[ordinal].index(as_written)
        batches["core_term"].append(
            {
                "passage_id": passage_id,
                **versions,
                "ordinal": 0,
                "kind": kind,
                "number_value": number,
                "text_value": None,
                "unit": unit,
                "as_written": as_written,
                "start_char": at,
                "end_char": at + len(as_written),
            }
        )
