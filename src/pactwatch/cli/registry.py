"""Commands on the source registry and the archive of raw pages."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Annotated

import typer
from rich.progress import track

from pactwatch import archive
from pactwatch.cli.console import State, errors, output, print_json, print_rows
from pactwatch.crawl.job import build_user_agent
from pactwatch.sources import find_source, load_sources

sources_app = typer.Typer(no_args_is_help=True, help="The source registry: list, show, check.")
archive_app = typer.Typer(no_args_is_help=True, help="The archive of raw pages (WARC).")


@sources_app.command("list")
def list_sources(
    enabled: Annotated[bool, typer.Option("--enabled", help="Only those that a run crawls.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List the sources with kind, tier and whether a run crawls them."""
    rows = [
        {
            "source_id": source.source_id,
            "title": source.title,
            "kind": source.kind,
            "tier": source.tier,
            "access": source.access,
            "enabled": source.is_enabled,
            "seen": source.seen,
        }
        for source in load_sources()
        if source.is_enabled or not enabled
    ]
    print_rows(rows, as_json=as_json, title=f"{len(rows)} sources")


@sources_app.command("show")
def show_source(
    source_id: Annotated[str, typer.Argument(help="As `sources list` names it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show every field of one source."""
    fields = asdict(find_source(load_sources(), source_id))
    if as_json:
        print_json(fields)
    else:
        print_rows([{"field": name, "value": value} for name, value in fields.items()], as_json=False, title=source_id)


@sources_app.command("check")
def check_sources(
    context: typer.Context,
    source_ids: Annotated[list[str] | None, typer.Argument(help="Default: all enabled sources.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Ask each source once: answers, blocked, throttled, dead, stale, robots forbids. Exit code 3 if one does not.

    Example: `pactwatch sources check openai_news ftc_press`.
    """
    from pactwatch.crawl.check import check_source

    agent = build_user_agent(context.find_object(State).settings.contact)  # type: ignore[union-attr]
    sources = load_sources()
    chosen = [find_source(sources, one) for one in source_ids or ()] or [one for one in sources if one.is_enabled]
    with ThreadPoolExecutor(max_workers=8) as pool:
        asked = pool.map(lambda source: check_source(source, user_agent=agent), chosen)
        checks = list(track(asked, total=len(chosen), description="asking", console=errors, disable=as_json))
    print_rows([asdict(check) for check in checks], as_json=as_json, title="Sources")
    if any(check.verdict != "answers" for check in checks):
        raise typer.Exit(3)


@archive_app.command("verify")
def verify_archive(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False
) -> None:
    """Read every archived record again and compare its digest. Exit code 3 where one is damaged."""
    settings = context.find_object(State).settings  # type: ignore[union-attr]
    problems = [str(problem) for problem in archive.verify_archive(settings.archive_folder)]
    files = sum(1 for _ in settings.archive_folder.rglob("*.warc.gz"))
    if as_json:
        print_json({"files": files, "problems": problems})
    else:
        output.print(f"{files} WARC files, {len(problems)} problems")
        for problem in problems:
            output.print(f"  {problem}", markup=False)
    if problems:
        raise typer.Exit(3)
