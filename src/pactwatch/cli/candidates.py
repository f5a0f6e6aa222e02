"""Commands on what nobody tracks yet: organisations and partnerships that the evidence proposes."""

from typing import Annotated

import typer

from pactwatch.cli.console import State, output, print_rows
from pactwatch.settings import Settings

organisations_app = typer.Typer(
    no_args_is_help=True, help="Organisations: known ones, and names that wait for a person."
)
candidates_app = typer.Typer(no_args_is_help=True, help="Pairs of organisations that might be tracked.")

JsonOption = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
ReviewerOption = Annotated[str, typer.Option(help="The name that the decision is recorded under.")]
LeastOption = Annotated[int, typer.Option(help="Only candidates in at least so many passages.", min=1)]


def _find_settings(context: typer.Context) -> Settings:
    return context.find_object(State).settings  # type: ignore[union-attr]


@organisations_app.command("list")
def list_organisations(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the organisations that mentions are matched with, seeded and accepted."""
    from pactwatch.seed import load_organisations

    rows = [
        {"organisation_id": one.organisation_id, "name": one.name, "role": one.role, "country": one.country}
        for one in load_organisations(added=_find_settings(context).seed_folder)
    ]
    print_rows(rows, as_json=as_json, title=f"{len(rows)} organisations")


@organisations_app.command("candidates")
def list_organisation_candidates_command(
    context: typer.Context, least_passages: LeastOption = 1, as_json: JsonOption = False
) -> None:
    """List names in partner position that no organisation bears, most often seen first."""
    from pactwatch.pipeline.candidates import list_organisation_candidates

    rows = list_organisation_candidates(_find_settings(context), least_passages=least_passages)
    print_rows(rows, as_json=as_json, title="Names that wait for a person", empty="no name waits for a person")


@organisations_app.command("accept")
def accept_organisation_command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The usual short name.")],
    role: Annotated[str, typer.Option(help="What it is: lab, cloud, isv, telco …; a wrong one lists them all.")],
    country: Annotated[str, typer.Option(help="Two capital letters, such as US.")],
    alias: Annotated[list[str] | None, typer.Option(help="Another form of the name; may be repeated.")] = None,
    reviewer: ReviewerOption = "reviewer-1",
) -> None:
    """Make a name an organisation of this home; the next run reads all passages again with it.

    Example: `pactwatch organisations accept "Tarn Cloud" --role cloud --country NO --alias Tarn`.
    """
    from pactwatch.pipeline.candidates import accept_organisation, make_organisation

    organisation = make_organisation(name, role, country, tuple(alias or ()))
    accept_organisation(_find_settings(context).prepare(), organisation, reviewer=reviewer)
    output.print(f"accepted as {organisation.organisation_id}; `pactwatch run` links what was read before")


@organisations_app.command("reject")
def reject_organisation_command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name as `organisations candidates` lists it.")],
    reason: Annotated[str, typer.Option(help="Why it is none, for those who look later.")] = "",
    reviewer: ReviewerOption = "reviewer-1",
) -> None:
    """Take a name off the list of candidates."""
    from pactwatch.pipeline.candidates import CandidateVerdict, reject_candidate

    reject_candidate(_find_settings(context).prepare(), CandidateVerdict("organisation", name, reviewer, reason=reason))
    output.print(f"{name} is no candidate any more")


@candidates_app.command("list")
def list_partnership_candidates_command(
    context: typer.Context, least_passages: LeastOption = 2, as_json: JsonOption = False
) -> None:
    """List pairs of known organisations that have evidence and no tracked partnership."""
    from pactwatch.pipeline.candidates import list_partnership_candidates

    rows = list_partnership_candidates(_find_settings(context), least_passages=least_passages)
    print_rows(rows, as_json=as_json, title="Pairs that might be tracked", empty="no pair waits for a person")


@candidates_app.command("accept")
def accept_partnership_command(
    context: typer.Context,
    organisation_a: Annotated[str, typer.Argument(help="An organisation's id.")],
    organisation_b: Annotated[str, typer.Argument(help="The other organisation's id.")],
    announced: Annotated[str, typer.Option(help="First public announcement: YYYY, YYYY-MM or a day.")],
    basis_url: Annotated[str, typer.Option(help="A page that reports the tie.")],
    pattern: Annotated[list[str] | None, typer.Option(help="What it is watched for; may be repeated.")] = None,
    reviewer: ReviewerOption = "reviewer-1",
) -> None:
    """Track a pair from now on; the next run makes evidence of what was read before.

    Example: `pactwatch candidates accept tarn-cloud openai --announced 2026-03 --basis-url https://example.org/deal`.
    """
    from pactwatch.pipeline.candidates import accept_partnership, make_partnership

    settings = _find_settings(context).prepare()
    partnership = make_partnership(
        settings, (organisation_a, organisation_b), tuple(pattern or ()), basis_url, announced
    )
    accept_partnership(settings, partnership, reviewer=reviewer)
    output.print(f"tracked as {partnership.partnership_id}; `pactwatch run` makes evidence of what was read before")


@candidates_app.command("reject")
def reject_partnership_command(
    context: typer.Context,
    organisation_a: Annotated[str, typer.Argument(help="An organisation's id.")],
    organisation_b: Annotated[str, typer.Argument(help="The other organisation's id.")],
    reason: Annotated[str, typer.Option(help="Why it is none, for those who look later.")] = "",
    reviewer: ReviewerOption = "reviewer-1",
) -> None:
    """Take a pair off the list of candidates."""
    from pactwatch.pipeline.candidates import CandidateVerdict, reject_candidate

    pair = " + ".join(sorted((organisation_a, organisation_b)))
    reject_candidate(_find_settings(context).prepare(), CandidateVerdict("partnership", pair, reviewer, reason=reason))
    output.print(f"{pair} is no candidate any more")
