"""Commands that do work: demo, run, publish, serve, doctor."""

import logging
import os
import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.logging import RichHandler
from rich.markup import escape

from pactwatch.cli.console import State, errors, output, print_json, print_rows, shorten_home
from pactwatch.project import find_project_root
from pactwatch.settings import Settings
from pactwatch.store import open_store, read_store, utc_now

EXIT_DEGRADED = 3
# How a run report ends a problem that no later run will heal.
FOR_GOOD = "(for good)"


def demo(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="First of the newsroom's four loopback ports; 0 takes free ones.")] = 8741,
    keep_open: Annotated[bool, typer.Option(help="Keep the newsroom open, so that links to its pages work.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Run the whole cycle on the bundled newsroom (loopback only), then say what to look at.

    Example: `pactwatch demo`, or `pactwatch --home here demo --keep-open`.
    """
    from pactwatch.demo.registry import write_registry
    from pactwatch.demo.site import serve_newsroom

    settings = context.find_object(State).for_demo().prepare()  # type: ignore[union-attr]
    with serve_newsroom(port) as newsroom, tempfile.TemporaryDirectory() as folder:
        if not as_json:
            output.print(f"newsroom of four sites open on {', '.join(newsroom.urls.values())}")
        write_registry(Path(folder), newsroom.base_port)
        report = _run_ingest(settings, registry=folder, retry_base_s=1.0, quiet=as_json)
        if _has_due_retries(settings):
            again = _run_ingest(settings, registry=folder, retry_base_s=1.0, quiet=True)
            report = _join_reports(report, again)
        _show_report(settings, report, as_json=as_json)
        if keep_open:
            output.print(f"\nthe newsroom stays open ({', '.join(newsroom.urls.values())}); Ctrl-C closes it")
            threading.Event().wait()


def run(
    context: typer.Context,
    source: Annotated[list[str] | None, typer.Option(help="Only this source; may be given several times.")] = None,
    registry: Annotated[Path | None, typer.Option(help="Another registry folder than the shipped one.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Run one ingest of the live sources. Exit code 0 healthy, 3 finished with problems, 1 stopped.

    Example: `pactwatch run --source openai_news --source ftc_press`.
    """
    settings = context.find_object(State).settings.prepare()  # type: ignore[union-attr]
    report = _run_ingest(settings, source_ids=source, registry=str(registry or ""), quiet=as_json)
    _show_report(settings, report, as_json=as_json)
    if report["problems"]:
        raise typer.Exit(EXIT_DEGRADED)


def _run_ingest(
    settings: Settings,
    *,
    source_ids: list[str] | None = None,
    registry: str = "",
    retry_base_s: float = 1800.0,
    quiet: bool = False,
) -> dict[str, Any]:
    prepare_flows(settings, quiet=quiet)
    from flows.ingest import ingest

    report: dict[str, Any] = ingest(
        home=str(settings.home), source_ids=source_ids, registry=registry, retry_base_s=retry_base_s
    )
    return report


def prepare_flows(settings: Settings, *, quiet: bool = False) -> None:
    """Make flows importable and their log visible; call it before a flow is imported."""
    _prepare_prefect(settings)
    _show_log(quiet)
    find_project_root()
    if not quiet:
        output.print("[dim]starting the flow engine[/]")


def _prepare_prefect(settings: Settings) -> None:
    """Keep Prefect's data in the home, its telemetry off, and give its temporary server time on a slow machine."""
    os.environ.setdefault("PREFECT_HOME", str(settings.home / "prefect"))
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    os.environ.setdefault("PREFECT_LOGGING_SERVER_LEVEL", "ERROR")


def _show_log(quiet: bool) -> None:
    logger = logging.getLogger("pactwatch")
    logger.setLevel(logging.WARNING if quiet else logging.INFO)
    if not logger.handlers:
        logger.addHandler(RichHandler(console=errors, show_path=False, show_level=False, log_time_format="%H:%M:%S"))
        logger.propagate = False


def _has_due_retries(settings: Settings) -> bool:
    with read_store(settings) as store:
        return bool(store.run_named("due_retries", horizon_s=5.0))


def _join_reports(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Add the second pass's counts to the first's; of its problems those stay that no retry can heal."""
    joined = {name: first[name] + value if isinstance(value, int) else value for name, value in second.items()}
    joined["sources"] = first["sources"]
    joined["evidence_by_pattern"] = dict(Counter(first["evidence_by_pattern"]) + Counter(second["evidence_by_pattern"]))
    joined["partnerships_touched"] = sorted({*first["partnerships_touched"], *second["partnerships_touched"]})
    joined["problems"] = [one for one in first["problems"] if one.endswith(FOR_GOOD)] + second["problems"]
    joined["status"] = "degraded" if joined["problems"] else "healthy"
    return joined


def _show_report(settings: Settings, report: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(report)
        return
    from pactwatch.pipeline.reports import RunReport

    rows = RunReport(**{name: value for name, value in report.items() if name != "status"}).as_rows()
    output.print()
    print_rows(rows, as_json=False, title="What this run did")
    for problem in report["problems"][:12]:
        output.print(f"  [yellow]problem[/] {escape(problem)}", highlight=False)
    _show_best_evidence(settings)
    home = shorten_home(settings.home)
    output.print(f"\n[bold]Snapshot[/]  {shorten_home(report['snapshot'])}")
    output.print("[bold]Next[/]")
    for line in (
        f"pactwatch --home {home} serve",
        f'pactwatch --home {home} query "select partnership_id, state, approved_count from out_partnership limit 10"',
        f"pactwatch --home {home} partnerships show microsoft-openai --as-of 2024-01-01",
    ):
        output.print(f"  {escape(line)}", highlight=False)


def _show_best_evidence(settings: Settings) -> None:
    with read_store(settings) as store:
        best = store.run_named("best_evidence", most=3)
    for row in best:
        output.print(f"\n[bold]{row['partnership_id']}[/]  {row['label']}  [dim]event {row['event_date']}[/]")
        output.print(f"  “{escape(row['quote_exact'])}”", highlight=False)
        output.print(
            f"  [dim]{escape(row['source_title'])}, {row['published_on']}: {escape(row['url'])}[/]", highlight=False
        )


def publish(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False
) -> None:
    """Bring statements up to date and publish a snapshot for analysts and the tracker pages."""
    from pactwatch.knowledge import update_statements
    from pactwatch.publish import publish_snapshot

    settings = context.find_object(State).settings.prepare()  # type: ignore[union-attr]
    with open_store(settings) as store:
        update_statements(store, utc_now())
    result = publish_snapshot(settings, now=utc_now())
    if as_json:
        print_json({"path": result.path, "seconds": result.seconds})
    else:
        output.print(f"published {shorten_home(result.path)} in {result.seconds:.1f} s")


def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8740,
    reviewer: Annotated[str, typer.Option(help="The name that decisions are recorded under.")] = "reviewer-1",
) -> None:
    """Open the tracker and the review page on http://127.0.0.1:8740 (loopback only).

    Example: `pactwatch serve --port 9000 --reviewer reviewer-2`.
    """
    import uvicorn

    from pactwatch.web import create_app

    settings = context.find_object(State).settings.prepare()  # type: ignore[union-attr]
    output.print(f"tracker on http://127.0.0.1:{port}/   review on http://127.0.0.1:{port}/review   Ctrl-C stops")
    uvicorn.run(create_app(settings, reviewer=reviewer), host="127.0.0.1", port=port, log_level="warning")


def doctor(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print the checks as JSON.")] = False
) -> None:
    """Check home, model, registry, warehouse and archive; exit code 3 where one of them needs a look."""
    from pactwatch.cli.doctor import run_checks

    settings = context.find_object(State).settings  # type: ignore[union-attr]
    rows = run_checks(settings)
    print_rows(rows, as_json=as_json, title="Doctor")
    if any(row["verdict"] != "ok" for row in rows):
        raise typer.Exit(EXIT_DEGRADED)


COMMANDS = (demo, run, publish, serve, doctor)
