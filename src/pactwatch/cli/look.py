"""Commands that show what is known: query, partnerships, patterns, review."""

import csv
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape

from pactwatch.cli.console import State, output, print_json, print_rows
from pactwatch.errors import StoreError
from pactwatch.project import find_folder
from pactwatch.settings import Settings
from pactwatch.store import read_store, utc_now

partnerships_app = typer.Typer(no_args_is_help=True, help="Tracked partnerships: list, and one with its evidence.")
patterns_app = typer.Typer(no_args_is_help=True, help="The taxonomy: patterns, signals, kill-list moves.")
review_app = typer.Typer(no_args_is_help=True, help="The review queue and the log of decisions.")


class Format(StrEnum):
    """How `query` prints rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def query(
    context: typer.Context,
    sql_or_name: Annotated[str, typer.Argument(help="SQL, or the name of a cookbook query.")] = "",
    list_names: Annotated[bool, typer.Option("--list", help="List the cookbook queries.")] = False,
    output_format: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.TABLE,
    as_json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    parameter: Annotated[
        list[str] | None, typer.Option("--param", help="NAME=VALUE for a cookbook query's parameter.")
    ] = None,
) -> None:
    """Run one read-only query on the published snapshot; it may touch no file and no network.

    Examples: `pactwatch query "select * from out_partnership"`,
    `pactwatch query partnership_timeline --param partnership_id=microsoft-openai`.
    """
    from pactwatch.publish import list_cookbook, run_analyst_query

    if list_names or not sql_or_name:
        rows = list_cookbook()
        if not as_json:
            rows = [{"name": row["name"], "answers": row["purpose"], "parameters": row["parameters"]} for row in rows]
        print_rows(rows, as_json=as_json, title="Cookbook: pactwatch query NAME --param NAME=VALUE")
        return
    parameters = dict(one.split("=", 1) for one in parameter or () if "=" in one)
    settings = context.find_object(State).settings  # type: ignore[union-attr]
    rows = run_analyst_query(settings, sql_or_name, parameters)
    if output_format is Format.CSV:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]) if rows else [])
        writer.writeheader()
        writer.writerows(rows)
    else:
        print_rows(rows, as_json=as_json or output_format is Format.JSON)


@partnerships_app.command("list")
def list_partnerships(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False
) -> None:
    """List tracked partnerships with their state and how much evidence they have."""
    settings = context.find_object(State).settings  # type: ignore[union-attr]
    with read_store(_require_warehouse(settings)) as store:
        rows = store.query(
            "select partnership_id, title, state, confidence, approved_count, flagged_count from out_partnership"
            " order by approved_count + flagged_count desc, partnership_id"
        )
    print_rows(rows, as_json=as_json, title=f"{len(rows)} partnerships")


@partnerships_app.command("show")
def show_partnership(
    context: typer.Context,
    partnership_id: Annotated[str, typer.Argument(help="As `partnerships list` names it.")],
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="State on this day.")] = None,
    known_at: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="By what was known then (UTC).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show a partnership's state on a day, and the statements and quotes that carry it.

    Example: `pactwatch partnerships show microsoft-openai --as-of 2024-01-01`.
    """
    from pactwatch.knowledge import find_state

    settings = _require_warehouse(context.find_object(State).settings)  # type: ignore[union-attr]
    day = (as_of or utc_now()).date()
    moment = known_at.replace(tzinfo=UTC) if known_at else utc_now()
    with read_store(settings) as store:
        known = store.query("select title from core_partnership where partnership_id = $id", id=partnership_id)
        if not known:
            raise StoreError(f"no partnership {partnership_id!r}: `pactwatch partnerships list` names them")
        state = find_state(store, partnership_id, as_of=day, known_at=moment)
        statements = store.query(
            "select label, label_kind, polarity, event_date, held_from, held_until, standing, confidence"
            " from partnership_as_of($day, $moment) where partnership_id = $id order by held_from, label",
            day=day,
            moment=moment,
            id=partnership_id,
        )
        flagged = store.run_named("partnership_evidence", partnership_id=partnership_id)
    if as_json:
        known_state = asdict(state)
        print_json(
            {
                "partnership_id": partnership_id,
                "as_of": day,
                **known_state,
                "statements": statements,
                "evidence": flagged,
            }
        )
        return
    output.print(f"[bold]{escape(known[0]['title'])}[/]  {day}: [bold]{state.state}[/]  {escape(state.reason)}")
    print_rows(statements, as_json=False, title="Statements that held", empty="no approved statements yet")
    for row in flagged[:5]:
        output.print(f"\n{row['status']}  {row['event_date']}  {row['labels']}")
        output.print(f"  “{escape(row['quote_exact'])}”", highlight=False)
        where = f"{row['source_title']}, {row['published_on']}: {row['url']}"
        output.print(f"  [dim]{escape(where)}[/]", highlight=False)


def _require_warehouse(settings: Settings) -> Settings:
    if not settings.warehouse_file.exists():
        raise StoreError(f"no warehouse in {settings.home}: `pactwatch run` or `pactwatch demo` makes one; see --home")
    return settings


@patterns_app.command("list")
def list_patterns(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List the nine patterns with their family and shape."""
    from pactwatch.taxonomy import load_taxonomy

    rows = [
        {"pattern": one.pattern_id, "family": one.family_id, "title": one.title, "shape": one.shape}
        for one in load_taxonomy().patterns
    ]
    print_rows(rows, as_json=as_json, title="Patterns")


@patterns_app.command("check")
def check_patterns() -> None:
    """Validate models/taxonomy; errors name file and field."""
    from pactwatch.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    output.print(
        f"{len(taxonomy.patterns)} patterns, {len(taxonomy.signals)} signals, {len(taxonomy.kill_list)} kill-list moves"
        f" in {find_folder('models/taxonomy').name}: no problem"
    )


@review_app.command("list")
def list_cards(
    context: typer.Context,
    partnership: Annotated[str | None, typer.Option(help="Only this partnership.")] = None,
    most: Annotated[int, typer.Option(help="How many cards.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List the cards that wait for a decision, the most valuable first."""
    from pactwatch.review import QueueFilter, list_queue

    settings = _require_warehouse(context.find_object(State).settings)  # type: ignore[union-attr]
    with read_store(settings) as store:
        entries = list_queue(store, QueueFilter(partnership_id=partnership), row_limit=most)
    rows = [
        {
            "card_id": entry.card_id,
            "partnership": entry.partnership,
            "labels": ", ".join(entry.labels),
            "article": entry.article_title,
            "published": entry.published_on,
            "why now": entry.reason,
        }
        for entry in entries
    ]
    print_rows(rows, as_json=as_json, title="Review queue", empty="nothing waits for a decision")


@review_app.command("verify")
def verify_review(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False
) -> None:
    """Recompute the hash chain of all decisions. Exit code 3 where a row does not fit."""
    from pactwatch.review import verify_decisions

    settings = _require_warehouse(context.find_object(State).settings)  # type: ignore[union-attr]
    with read_store(settings) as store:
        broken = verify_decisions(store)
        total = store.query("select count(*) as decisions from core_decision")[0]["decisions"]
    if as_json:
        print_json({"decisions": total, "broken": [str(one) for one in broken]})
    else:
        output.print(f"{total} decisions, {len(broken)} that do not fit the chain")
    if broken:
        raise typer.Exit(3)


COMMANDS = (query,)
