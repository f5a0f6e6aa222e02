"""Shows what another model, or a newer extractor, would change in a home, before anything is accepted.

Replays all stored passages (model) or archived pages (extractor). Out: a `Changes` record; writes nothing. What
reviewers approved stays approved in any case: a decision freezes what was judged.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pactwatch.classify import Classifier
from pactwatch.errors import ArchiveError, ExtractError
from pactwatch.pipeline.documents import extract_archived
from pactwatch.pipeline.reading import Reader, cite_evidence
from pactwatch.records import Evidence
from pactwatch.settings import Settings
from pactwatch.store import Row, read_store

Report = Callable[[int, int], None]


@dataclass(slots=True)
class Changes:
    """What would change. `rows` hold one change each: `change`, what it concerns, and before and after where known."""

    what: str
    replayed: int = 0
    unchanged: int = 0
    rows: list[Row] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How often each kind of change occurs."""
        return dict(Counter(row["change"] for row in self.rows).most_common())

    def by_label(self) -> dict[str, dict[str, int]]:
        """How many pieces of evidence each label gains and loses."""
        table: dict[str, dict[str, int]] = {}
        for row in self.rows:
            kind = row["change"].removeprefix("evidence ")
            if kind in ("gained", "lost"):
                table.setdefault(row["label"], {"gained": 0, "lost": 0})[kind] += 1
        return dict(sorted(table.items(), key=lambda item: -sum(item[1].values())))

    def to_table(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "what": self.what,
            "replayed": self.replayed,
            "unchanged": self.unchanged,
            "counts": self.counts,
            "by_label": self.by_label(),
            "changes": self.rows,
        }


def replay_model(settings: Settings, model_folder: Path, report: Report = lambda done, total: None) -> Changes:
    """Read every current passage with another model and compare the evidence with what is stored.

    Raises ModelError when the folder is no whole model.
    """
    reader = Reader(Classifier.load(model_folder), settings.seed_folder)
    with read_store(settings) as store:
        passages = store.run_named("passages_to_reprocess")
        stored = store.run_named("evidence_to_reprocess")
    before: dict[str, dict[str, Row]] = {}
    for row in stored:
        before.setdefault(row["passage_id"], {})[row["evidence_id"]] = row
    changes = Changes(f"model {reader.model_version}")
    for number, passage in enumerate(passages, start=1):
        found = list(_compare_passage(reader, passage, before.get(passage["passage_id"], {})))
        changes.replayed += 1
        changes.unchanged += not found
        changes.rows.extend(found)
        report(number, len(passages))
    return changes


def replay_extractor(settings: Settings, report: Report = lambda done, total: None) -> Changes:
    """Extract every archived article page again and compare title, day and text with the newest stored version."""
    with read_store(settings) as store:
        pages = store.run_named("pages_to_reprocess")
    changes = Changes("extractor")
    for number, page in enumerate(pages, start=1):
        found = list(_compare_page(settings, page))
        changes.replayed += 1
        changes.unchanged += not found
        changes.rows.extend(found)
        report(number, len(pages))
    return changes


def _compare_passage(reader: Reader, passage: Row, before: dict[str, Row]) -> Iterator[Row]:
    reading = reader.read(passage["text"], title=passage["title"], published=passage["published_on"])
    after = {evidence.evidence_id: evidence for evidence in cite_evidence(reader, passage, reading)}
    where = {"passage_id": passage["passage_id"], "url": passage["url"], "text": passage["text"]}
    for evidence_id in after.keys() - before.keys():
        found = after[evidence_id]
        yield {
            "change": "evidence gained",
            "partnership_id": found.partnership_id,
            "label": found.label,
            "score": round(found.score_0to1, 4),
            **where,
        }
    for evidence_id in before.keys() - after.keys():
        lost = before[evidence_id]
        change = "evidence lost" if lost["status"] == "flagged" else f"no longer found, stays {lost['status']}"
        yield {"change": change, "partnership_id": lost["partnership_id"], "label": lost["label"], **where}
    for evidence_id in before.keys() & after.keys():
        if before[evidence_id]["status"] == "flagged":
            yield from _compare_values(before[evidence_id], after[evidence_id], where)


def _compare_values(before: Row, after: Evidence, where: Row) -> Iterator[Row]:
    for name in ("standing", "event_date"):
        if before[name] != getattr(after, name):
            yield {
                "change": f"other {name}",
                "partnership_id": after.partnership_id,
                "label": after.label,
                "before": before[name],
                "after": getattr(after, name),
                **where,
            }


def _compare_page(settings: Settings, page: Row) -> Iterator[Row]:
    where = {"url": page["url"], "fetch_id": page["fetch_id"]}
    try:
        article = extract_archived(settings, page)
    except ExtractError as error:
        if page["article_id"] is not None:
            yield {"change": "article lost", "before": page["title"], "after": error.reason, **where}
        return
    except ArchiveError as error:
        yield {"change": "archive damaged", "before": "", "after": str(error), **where}
        return
    if page["article_id"] is None:
        yield {"change": "article gained", "before": "", "after": article.title, **where}
        return
    figures = (("title", article.title), ("published_on", article.published), ("text_digest", article.text_digest))
    for name, value in figures:
        if page[name] != value:
            yield {"change": f"other {name}", "before": str(page[name]), "after": str(value), **where}
