"""The checks of `pactwatch doctor`: each says what it looked at, its verdict, and what to do."""

from collections.abc import Callable

from pactwatch import archive
from pactwatch.checks import find_broken_rows
from pactwatch.classify import Classifier
from pactwatch.errors import PactwatchError
from pactwatch.pipeline.models import find_model_folder
from pactwatch.review import verify_decisions
from pactwatch.seed import load_organisations, load_partnerships
from pactwatch.settings import Settings
from pactwatch.sources import load_sources
from pactwatch.store import read_store


def run_checks(settings: Settings) -> list[dict[str, str]]:
    """Run every check; a check that raises is a row with the error, never the end of the others."""
    checks: dict[str, Callable[[Settings], str]] = {
        "registry": lambda _: f"{len(load_sources())} sources",
        "seed": _count_seed,
        "model": lambda settings: f"version {Classifier.load(find_model_folder(settings)).model_version}",
        "contact": _check_contact,
        "warehouse": _check_warehouse,
        "decisions": _check_decisions,
        "archive": _check_archive,
    }
    return [_run_check(name, check, settings) for name, check in checks.items()]


def _run_check(name: str, check: Callable[[Settings], str], settings: Settings) -> dict[str, str]:
    try:
        detail = check(settings)
    except PactwatchError as error:
        return {"check": name, "verdict": "problem", "detail": str(error)}
    verdict, separator, rest = detail.partition("problem: ")
    return {"check": name, "verdict": "problem" if separator else "ok", "detail": rest or verdict}


def _count_seed(settings: Settings) -> str:
    added = settings.seed_folder
    return f"{len(load_organisations(added=added))} organisations, {len(load_partnerships(added=added))} partnerships"


def _check_contact(settings: Settings) -> str:
    if not settings.contact:
        return "problem: set PACTWATCH_CONTACT to a mail address or page, so that sites can reach you"
    return settings.contact


def _check_warehouse(settings: Settings) -> str:
    if not settings.warehouse_file.exists():
        return f"problem: no warehouse in {settings.home} yet: `pactwatch run` or `pactwatch demo` makes one"
    with read_store(settings) as store:
        broken = find_broken_rows(store)
    if broken:
        return "problem: " + ", ".join(f"{name}: {len(rows)} rows" for name, rows in broken.items())
    return f"{settings.warehouse_file.stat().st_size / 1e6:.1f} MB, all checks empty"


def _check_decisions(settings: Settings) -> str:
    if not settings.warehouse_file.exists():
        return "none yet"
    with read_store(settings) as store:
        broken = verify_decisions(store)
    return f"problem: {len(broken)} rows of the decision log do not fit their hash" if broken else "chain holds"


def _check_archive(settings: Settings) -> str:
    problems = [str(problem) for problem in archive.verify_archive(settings.archive_folder)]
    return f"problem: {len(problems)} damaged records, first: {problems[0]}" if problems else "all records match"
