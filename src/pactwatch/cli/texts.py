"""Commands on single texts, without a warehouse: extract, classify; and what the shipped model is."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from pactwatch.cli.console import errors, print_json
from pactwatch.cli.console import output as output_console
from pactwatch.errors import PactwatchError, SettingsError
from pactwatch.project import find_folder
from pactwatch.train.settings import Method

model_app = typer.Typer(no_args_is_help=True, help="The shipped model: what it is and how good it is.")


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
    file: Annotated[str, typer.Argument(help="JSONL with id, title, published, text; - for standard input.")] = "-",
) -> None:
    """Read JSONL passages and print JSONL readings in the same order.

    Each line in: id, title, published (YYYY-MM-DD), text. Each line out: id, evidence, score, patterns, pattern_scores,
    signals, signal_scores, kill_list, standing, parties, event_dates, terms. A line that is no such object comes back
    with its number and an error.

    Example: `pactwatch classify passages.jsonl > readings.jsonl`.
    """
    from pactwatch.pipeline.reading import Reader, describe_reading, load_reader

    reader: Reader = load_reader()

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


def _parse_day(raw: object) -> date | None:
    return date.fromisoformat(str(raw)[:10]) if raw else None


def _read_file(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise SettingsError(f"cannot read {file}: {error.strerror}") from error


@model_app.command("info")
def model_info(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """Show the shipped model: version, files, development figures."""
    from pactwatch.classify import Classifier

    version = Classifier.load().model_version
    metrics = json.loads((find_folder("models/passage-labels") / "metrics.json").read_text())
    if as_json:
        print_json({"model_version": version, "metrics": metrics})
    else:
        output_console.print(f"[bold]passage-labels[/] version {version}")
        output_console.print_json(data=metrics)


@model_app.command("train")
def train_model_command(
    output: Annotated[Path, typer.Argument(help="A new folder for the model.")],
    method: Annotated[Method, typer.Option(help="What learns: heads, an adapter, or all weights.")] = "frozen",
    folds: Annotated[int, typer.Option(help="Cross-validation folds for calibration.")] = 5,
    epochs: Annotated[int, typer.Option(help="Epochs; not for frozen.")] = 12,
) -> None:
    """Train on models/passages and write a complete model folder with its development figures (needs the train extra).

    Example: `pactwatch model train build/model`.
    """
    try:
        from pactwatch.train.build import train_model
        from pactwatch.train.settings import TrainSettings
    except ImportError as error:
        raise SettingsError(f"training needs the train extra ({error.name} is missing): see README") from error
    settings = TrainSettings(method=method, fold_count=folds, epoch_count=epochs)
    metrics = train_model(find_folder("models/passages"), output, settings=settings, report=errors.print)
    output_console.print_json(data={name: value for name, value in metrics.items() if name != "by_label"})


@model_app.command("evaluate")
def evaluate_model_command(
    folder: Annotated[Path | None, typer.Argument(help="A model folder. Default: the shipped one.")] = None,
) -> None:
    """Score the frozen development passages and print figures by label as JSON.

    Example: `pactwatch model evaluate build/model`.
    """
    from pactwatch.classify import Classifier
    from pactwatch.taxonomy import load_taxonomy
    from pactwatch.train.metrics import measure
    from pactwatch.train.passages import load_passages
    from pactwatch.train.splits import load_split, take_side

    passages_folder = find_folder("models/passages")
    passages = take_side(load_passages(passages_folder), load_split(passages_folder), "development")
    found = Classifier.load(folder).predict([(passage.title, passage.text) for passage in passages])
    print_json(measure(passages, found, load_taxonomy()))


COMMANDS = (extract, classify)
