"""Rewrites the expected records beside the golden pages. Run it after a wanted change and read the diff.

Each `<name>.json` keeps what is known from outside (`url`, `content_type`, `feed_date`, `fetched_on`); all else is
renewed.

    python tests/golden/write_expected.py
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from pactwatch.errors import ExtractError
from pactwatch.extract import extract_article
from pactwatch.passages import split_passages

FOLDER = Path(__file__).parent


def read_outside(name: str) -> dict[str, Any]:
    """Return what is known of the page from outside, with usual values for a new page."""
    file = FOLDER / f"{name}.json"
    stored = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    usual = {"url": f"https://pages.example/{name}", "content_type": "text/html", "feed_date": None}
    return {key: stored.get(key, value) for key, value in {**usual, "fetched_on": "2026-02-01"}.items()}


def extract_golden(name: str, outside: dict[str, Any]) -> dict[str, Any]:
    """Return the record of the page: its article with the passages' texts, or the reason why there is none."""
    feed_date = outside["feed_date"]
    try:
        article = extract_article(
            (FOLDER / f"{name}.html").read_bytes(),
            url=outside["url"],
            content_type=outside["content_type"],
            feed_date=date.fromisoformat(feed_date) if feed_date else None,
            fetched_on=date.fromisoformat(outside["fetched_on"]),
        )
    except ExtractError as error:
        return {"refused": error.reason}
    return {
        "url": article.url,
        "title": article.title,
        "author": article.author,
        "site_name": article.site_name,
        "language": article.language,
        "published": str(article.published) if article.published else None,
        "date_witness": article.date_witness,
        "date_candidates": [[one.witness, str(one.value), one.raw] for one in article.date_candidates],
        "modified": str(article.modified) if article.modified else None,
        "paragraphs": article.text.split("\n"),
        "passages": [passage.text for passage in split_passages(article.text)],
    }


def main() -> None:
    """Write the record of every golden page."""
    for page in sorted(FOLDER.glob("*.html")):
        outside = read_outside(page.stem)
        record = {**outside, "expected": extract_golden(page.stem, outside)}
        text = json.dumps(record, indent=2, ensure_ascii=False)
        page.with_suffix(".json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
