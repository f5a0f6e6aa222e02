"""Frozen records that travel between stages. No behaviour beyond ids, no input or output.

Ids are content hashes (`content_id`), so that a stage run twice makes the same rows. Times are timezone-aware UTC;
dates of the world are ISO prefixes (`2024`, `2024-Q3`, `2024-11`, `2024-11-22`) with their precision.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Tier = Literal["primary", "regulator", "law_firm", "news", "trade", "wire", "aggregator"]
SourceKind = Literal["feed", "sitemap", "listing"]
Access = Literal["full", "metadata_only"]
FetchKind = Literal["feed", "sitemap", "listing", "article"]
Precision = Literal["day", "month", "quarter", "year"]
Standing = Literal["fact", "planned", "reported", "opinion", "none"]
DateWitness = Literal["feed", "url", "json_ld", "meta", "time", "htmldate", "text"]
EventBasis = Literal["absolute", "partial", "relative", "quarter", "publication", "first_seen"]
LabelKind = Literal["pattern", "signal", "kill_list"]
Polarity = Literal["supports", "contradicts"]
TermKind = Literal["investment", "compute", "revenue", "valuation", "power", "chips", "stake", "duration", "other"]
EvidenceRole = Literal["announcement", "amendment", "termination", "follow_up", "commentary", "context"]
Verdict = Literal["approve", "reject", "relabel", "context", "skip"]


def content_id(*parts: object) -> str:
    """Hash the parts into a stable 20-hex-digit id.

    >>> content_id("a", 1) == content_id("a", 1), content_id("a", 1) == content_id("a1")
    (True, False)
    """
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:20]


# --- crawl ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One response (or failure to get one), as a line of the spool's fetch log.

    `rights` is `allowed`, `reserved`, `robots_disallowed` or `metadata_only`; only `allowed` article bodies are kept.
    `warc_file` is the file's name inside the segment's folder, `warc_offset` the byte where the gzip member starts.
    """

    url: str
    final_url: str
    kind: FetchKind
    status: int
    fetched_at: datetime
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    payload_digest: str = ""
    byte_count: int = 0
    warc_file: str = ""
    warc_offset: int = -1
    rights: str = "allowed"
    rights_reason: str = ""
    error: str = ""
    attempt: int = 1
    next_attempt_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """One article address that a feed, sitemap or listing named, with what it said of it."""

    url: str
    title: str = ""
    published: date | None = None
    found_in: str = ""
    found_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the registry, `spiders/sources/<kind>/<source_id>.toml`; see docs in `sources.py` for each field.

    `access` is `metadata_only` for paywalled and discovery-only sources: their article pages are never fetched.
    `articles_per_run` is the (least, most) count of new articles a normal run finds.
    """

    source_id: str
    title: str
    kind: SourceKind
    tier: Tier
    url: str
    home_url: str
    language: str
    access: Access
    is_enabled: bool
    rights_note: str = ""
    delay_s: float = 2.0
    max_articles: int = 50
    max_pages: int = 10
    window_days: int = 30
    allow_loopback: bool = False
    article_pattern: str = ""
    selectors: dict[str, str] = field(default_factory=dict)
    articles_per_run: tuple[int, int] = (0, 500)
    registry_digest: str = ""
    seen: date | None = None


# --- documents --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """One publication date that a witness gave; `raw` is what it said, at most 80 characters."""

    witness: DateWitness
    value: date
    raw: str


@dataclass(frozen=True, slots=True)
class Article:
    """The readable content of one page.

    `published` is None when no witness gave a plausible date; `date_candidates` holds all that were found, refused ones
    excluded. `text` is paragraphs joined by one newline; passages cut it by character offsets.
    """

    url: str
    title: str
    author: str
    language: str
    published: date | None
    date_witness: DateWitness | None
    date_candidates: tuple[DateCandidate, ...]
    modified: date | None
    text: str
    site_name: str = ""

    @property
    def text_digest(self) -> str:
        """sha256 of title and text; a new digest is a new version of the article."""
        return hashlib.sha256(f"{self.title}\n{self.text}".encode()).hexdigest()

    @property
    def article_id(self) -> str:
        """Stable over re-fetches of the same words at the same address."""
        return content_id("article", self.url, self.text_digest)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: `text == article.text[start_char:end_char]`, exactly."""

    ordinal: int
    start_char: int
    end_char: int
    text: str


# --- classification ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """Whether a passage is worth scoring, and the cue and organisation words that say so."""

    passed: bool
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageLabels:
    """What the model says of one passage; all scores are calibrated probabilities in 0..1.

    `patterns`, `signals` and `kill_list` are the labels at or above their thresholds, empty unless `is_evidence`.
    `in_abstain_band` asks for a person's look whatever the labels.
    """

    is_evidence: bool
    evidence_score_0to1: float
    patterns: tuple[str, ...]
    pattern_scores_0to1: dict[str, float]
    signals: tuple[str, ...]
    signal_scores_0to1: dict[str, float]
    kill_list: tuple[str, ...]
    kill_list_scores_0to1: dict[str, float]
    standing: Standing
    standing_scores_0to1: dict[str, float] = field(default_factory=dict)
    in_abstain_band: bool = False


# --- reading ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as seeded; `organisation_id` never changes. See `warehouse/seed/organisations`."""

    organisation_id: str
    name: str
    role: str
    country: str
    aliases: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    context_aliases: tuple[str, ...] = ()
    context_words: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    descriptors: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Partnership:
    """A tracked tie between exactly two organisations; `partnership_id` never changes."""

    partnership_id: str
    title: str
    organisation_ids: tuple[str, str]
    announced: str
    patterns: tuple[str, ...]
    summary: str
    basis_url: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One organisation found in a passage or its title (`in_title`; offsets then count in the title)."""

    organisation_id: str
    start_char: int
    end_char: int
    text: str
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class PartyPair:
    """Two organisations that the passage's relation holds between, ids in alphabetical order."""

    organisation_ids: tuple[str, str]
    score_0to1: float


@dataclass(frozen=True, slots=True)
class EventDate:
    """A date that the passage gives for what it reports. `value` is an ISO prefix of the given precision."""

    value: str
    precision: Precision
    basis: EventBasis
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Term:
    """An amount with its kind; `value` is a full number, or an ISO prefix where the unit is `end-date`."""

    kind: TermKind
    value: float | str
    unit: str
    as_written: str
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A W3C TextQuoteSelector on the article's stored text."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage, one partnership, one label: a citable claim.

    `evidence_id` does not depend on the model, so that a decision outlives a re-scoring.
    """

    passage_id: str
    partnership_id: str
    label: str
    label_kind: LabelKind
    polarity: Polarity
    score_0to1: float
    event_date: str
    event_precision: Precision
    event_basis: EventBasis
    standing: Standing
    role: EvidenceRole
    quote: Quote

    @property
    def evidence_id(self) -> str:
        """Hash of passage, partnership and label."""
        return content_id("evidence", self.passage_id, self.partnership_id, self.label)
