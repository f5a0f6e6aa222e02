"""The command line: one command per thing a person wants, errors as one line with the way out, `--json` for programs.

Exit codes: 0 healthy, 1 an error that stopped the command, 2 wrong usage, 3 finished but something needs a look.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pactwatch import __version__
from pactwatch.cli import candidates, look, model, registry, texts, work
from pactwatch.cli.console import State, errors
from pactwatch.errors import PactwatchError
from pactwatch.settings import load_settings

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Watches law firms, tech news, newsrooms and regulators for changes in AI partnerships; keeps the evidence.",
    epilog="First steps: `pactwatch demo`, then `pactwatch serve`, then `pactwatch query --list`.",
)

for module in (work, look, texts, model):
    for command in module.COMMANDS:
        app.command(name=command.__name__.removesuffix("_command").replace("_", "-"))(command)
app.add_typer(registry.sources_app, name="sources")
app.add_typer(registry.archive_app, name="archive")
app.add_typer(candidates.organisations_app, name="organisations")
app.add_typer(candidates.candidates_app, name="candidates")
app.add_typer(look.partnerships_app, name="partnerships")
app.add_typer(look.patterns_app, name="patterns")
app.add_typer(look.review_app, name="review")
app.add_typer(model.model_app, name="model")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pactwatch {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(help="Where data lives; also PACTWATCH_HOME. Default: the user's data folder.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    context.obj = State(load_settings(home), home_chosen=home is not None)


def main() -> None:
    """Run the command line; turn errors that Pactwatch raises on purpose into one line and exit code 1."""
    try:
        app()
    except PactwatchError as error:
        errors.print(f"[bold red]error:[/] {error}", highlight=False)
        sys.exit(1)
    except KeyboardInterrupt:
        errors.print("stopped; nothing is lost, the next run goes on from here")
        sys.exit(130)
