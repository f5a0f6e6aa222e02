"""Commands on single texts, without a warehouse: extract, classify."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from pactwatch.cli.console import State, print_json
from pactwatch.errors import PactwatchError, SettingsError
from pactwatch.settings import Settings

Backend = Literal["onnx", "torch"]


def extract(
    file: Annotated[str, typer.Argument(help="An HTML file, or - for standard input.")],
    url: Annotated[str, typer.Option(help="Where the page came from; its date and links may be read from it.")] = "",
) -> None:
    """Print the article of one HTML page as JSON: title, author, date with witness, text, passages.

    Example: `pactwatch extract page.html --url https://example.org/2025/01/21/deal`.
    """
    from pactwatch.extract import extract_article
    from pactwatch.passages import split_passages

    body = sys.stdin.buffer.read() if file == "-" else _read_file(file)
    article = extract_article(body, url=url, fetched_on=datetime.now(UTC).date())
    print_json(
        {
            "url": article.url,
            "title": article.title,
            "author": article.author,
            "date": article.published,
            "date_witness": article.date_witness,
            "date_candidates": [
                {"witness": one.witness, "date": one.value, "raw": one.raw} for one in article.date_candidates
            ],
            "language": article.language,
            "text": article.text,
            "passages": [
                {"ordinal": one.ordinal, "start_char": one.start_char, "end_char": one.end_char, "text": one.text}
                for one in split_passages(article.text)
            ],
        }
    )


def classify(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="JSONL with id, title, published, text; - for standard input.")] = "-",
    backend: Annotated[Backend, typer.Option(help="onnx, or torch for a GPU (needs the train extra).")] = "onnx",
) -> None:
    """Read JSONL passages and print JSONL readings in the same order.

    Each line in: id, title, published (YYYY-MM-DD), text. Each line out: id, evidence, score, patterns, pattern_scores,
    signals, signal_scores, kill_list, standing, parties, event_dates, terms. A line that is no such object comes back
    with its number and an error.

    Example: `pactwatch classify passages.jsonl > readings.jsonl`.
    """
    from pactwatch.pipeline.reading import describe_reading

    reader = _load_reader(context.find_object(State).settings, backend)  # type: ignore[union-attr]

    def read_line(line: bytes) -> dict[str, Any]:
        passage = json.loads(line)
        reading = reader.read(
            str(passage["text"]),
            title=str(passage.get("title") or ""),
            published=_parse_day(passage.get("published")),
            gated=False,
        )
        return {"id": passage.get("id"), **describe_reading(reader, reading)}

    failed = 0
    lines = sys.stdin.buffer if file == "-" else _read_file(file).splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer = read_line(line)
        except (ValueError, KeyError, TypeError, AttributeError, PactwatchError) as error:
            failed += 1
            answer = {"line": number, "error": f"not a passage ({type(error).__name__}: {error})"}
        print(json.dumps(answer, ensure_ascii=False))
    if failed:
        typer.echo(f"{failed} lines could not be read; each carries its error", err=True)
        raise typer.Exit(3)


def _load_reader(settings: Settings, backend: Backend) -> Any:
    from pactwatch.pipeline.models import find_model_folder
    from pactwatch.pipeline.reading import Reader, load_reader

    if backend == "onnx":
        return load_reader(settings)
    try:
        from pactwatch.train.torch_backend import TorchClassifier
    except ImportError as error:
        raise SettingsError(f"the torch backend needs the train extra ({error.name} is missing): see README") from error
    return Reader(TorchClassifier(find_model_folder(settings)))


def _parse_day(raw: object) -> date | None:
    return date.fromisoformat(str(raw)[:10]) if raw else None


def _read_file(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise SettingsError(f"cannot read {file}: {error.strerror}") from error


COMMANDS = (extract, classify)
