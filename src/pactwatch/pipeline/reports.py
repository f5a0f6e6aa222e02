"""What a run did, in numbers and in words: the report that is stored, printed, and kept as file and artifact."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from pactwatch.crawl.run import CrawlResult
from pactwatch.settings import Settings
from pactwatch.store import Row, open_store, read_store, utc_now


@dataclass(slots=True)
class RunReport:
    """Counts of one run. `problems` are sentences that name the source or page; empty means healthy."""

    run_id: str
    flow: str
    started_at: datetime
    sources: int = 0
    pages: int = 0
    not_modified: int = 0
    articles: int = 0
    quarantined: int = 0
    passages: int = 0
    read: int = 0
    gated: int = 0
    evidence_passages: int = 0
    evidence: int = 0
    evidence_by_pattern: dict[str, int] = field(default_factory=dict)
    partnerships_touched: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    snapshot: str = ""
    finished_at: datetime | None = None

    @property
    def status(self) -> str:
        """`healthy`, or `degraded` where something needs a look."""
        return "degraded" if self.problems else "healthy"

    def add(self, counts: Mapping[str, int]) -> None:
        """Add a batch's counts to the fields of the same name; other keys are left alone."""
        for name, count in counts.items():
            if isinstance(getattr(self, name, None), int):
                setattr(self, name, getattr(self, name) + count)

    def add_crawl(self, result: CrawlResult) -> None:
        """Count one source's crawl; a crawl that did not get to its end is a problem."""
        self.sources += 1
        self.pages += result.pages
        self.not_modified += result.not_modified
        if result.error:
            self.problems.append(f"{result.source_id}: {result.error}")

    def as_rows(self) -> list[dict[str, str]]:
        """Return the report as a table of two columns, for people."""
        patterns = ", ".join(f"{name} {count}" for name, count in self.evidence_by_pattern.items()) or "none"
        return [
            {"what": "sources crawled", "count": str(self.sources)},
            {"what": "pages fetched", "count": f"{self.pages} ({self.not_modified} not modified)"},
            {"what": "new articles", "count": str(self.articles)},
            {"what": "pages without an article", "count": str(self.quarantined)},
            {"what": "passages", "count": f"{self.passages} new, {self.read} read, {self.gated} through the gate"},
            {"what": "evidence passages", "count": str(self.evidence_passages)},
            {"what": "evidence by pattern", "count": patterns},
            {"what": "partnerships touched", "count": str(len(self.partnerships_touched))},
            {"what": "problems", "count": str(len(self.problems))},
        ]


def save_report(settings: Settings, report: RunReport) -> None:
    """Append the report to core_run and write it to `reports/<run_id>.json`."""
    report.finished_at = utc_now()
    content = json.dumps(report_as_dict(report), indent=2)
    (settings.reports_folder / f"{report.run_id}.json").write_text(content + "\n")
    row = {
        "run_id": report.run_id,
        "flow": report.flow,
        "status": report.status,
        "report": content,
        "started_at": report.started_at,
        "finished_at": report.finished_at,
    }
    with open_store(settings) as store:
        store.append("core_run", [row])


def report_as_dict(report: RunReport) -> dict[str, Any]:
    """Return the report as plain JSON values."""
    plain: dict[str, Any] = json.loads(json.dumps({**asdict(report), "status": report.status}, default=str))
    return plain


def describe_new_evidence(settings: Settings, report: RunReport) -> None:
    """Fill in which patterns and partnerships the evidence recorded since the run's start belongs to."""
    with read_store(settings) as store:
        patterns = store.run_named("evidence_by_pattern_since", since=report.started_at)
        touched = store.run_named("partnerships_touched_since", since=report.started_at)
    report.evidence_by_pattern = {row["label"]: int(row["passages"]) for row in patterns}
    report.partnerships_touched = [row["partnership_id"] for row in touched]


def list_fetch_problems(settings: Settings, run_ids: Sequence[str]) -> list[Row]:
    """Return the fetches of the given runs that failed, for the report's problems."""
    with read_store(settings) as store:
        return store.run_named("failed_fetches_of_runs", run_ids=list(run_ids))
