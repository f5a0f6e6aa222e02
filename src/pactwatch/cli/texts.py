"""Commands on single texts, without a warehouse: extract, classify."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from pactwatch.cli.console import State, print_json
from pactwatch.errors import SettingsError
from pactwatch.settings import Settings

Backend = Literal["onnx", "torch"]
_CHUNK = 64


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

    lines = sys.stdin.buffer if file == "-" else _read_file(file).splitlines()
    failed = 0
    for chunk in _iter_chunks(enumerate(lines, start=1)):
        passages = [_parse_passage(line) for _, line in chunk]
        asked = [one for one in passages if not isinstance(one, str)]
        labels = iter(reader.classifier.predict([(one.title, one.text) for one in asked]))
        for (number, _), passage in zip(chunk, passages, strict=True):
            if isinstance(passage, str):
                failed += 1
                answer: dict[str, Any] = {"line": number, "error": passage}
            else:
                reading = reader.read(
                    passage.text, title=passage.title, published=passage.published, labels=next(labels)
                )
                answer = {"id": passage.passage_id, **describe_reading(reader, reading)}
            print(json.dumps(answer, ensure_ascii=False))
    if failed:
        typer.echo(f"{failed} lines could not be read; each carries its error", err=True)
        raise typer.Exit(3)


@dataclass(frozen=True, slots=True)
class _Asked:
    passage_id: object
    title: str
    text: str
    published: date | None


def _iter_chunks(lines: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    """Yield the lines that are not blank, some at a time: a GPU scores many at once, and a pipe waits for few."""
    chunk: list[tuple[int, bytes]] = []
    for number, line in lines:
        if line.strip():
            chunk.append((number, line))
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _parse_passage(line: bytes) -> _Asked | str:
    """Return the passage of a line, or in words why it is none."""
    try:
        passage = json.loads(line)
        if not isinstance(passage["text"], str):
            raise TypeError("text is no text")
        return _Asked(
            passage.get("id"), str(passage.get("title") or ""), passage["text"], _parse_day(passage.get("published"))
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return f"not a passage ({type(error).__name__}: {error})"


def _load_reader(settings: Settings, backend: Backend) -> Any:
    from pactwatch.pipeline.models import find_model_folder
    from pactwatch.pipeline.reading import Reader, load_reader

    if backend == "onnx":
        return load_reader(settings)
    try:
        from pactwatch.train.torch_backend import TorchClassifier
    except ImportError as error:
        raise SettingsError(f"the torch backend needs the train extra ({error.name} is missing): see README") from error
    return Reader(TorchClassifier(find_model_folder(settings)), settings.seed_folder)


def _parse_day(raw: object) -> date | None:
    return date.fromisoformat(str(raw)[:10]) if raw else None


def _read_file(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise SettingsError(f"cannot read {file}: {error.strerror}") from error


COMMANDS = (extract, classify)
