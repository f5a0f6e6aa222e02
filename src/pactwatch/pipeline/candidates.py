"""Organisations and partnerships that nobody tracks yet: what is proposed, and what a person makes of it.

An accepted one is written to `<home>/seed`, in the form of the shipped `warehouse/seed`, and read from there like the
rest; the next run reads all passages again with it, the old ones too. Every verdict is also a row of
core_candidate_decision. A proposal is never an organisation before somebody has accepted it.
"""

import json
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import filelock

from pactwatch.decisions import check_reviewer
from pactwatch.errors import PactwatchError, ReviewError
from pactwatch.pipeline import crawling
from pactwatch.project import find_folder
from pactwatch.records import Organisation, Partnership
from pactwatch.seed import load_organisations, load_partnerships
from pactwatch.settings import Settings
from pactwatch.store import Row, open_store, read_store, utc_now
from pactwatch.taxonomy import load_taxonomy

# What the end of a name says of its bearer, the first that fits.
_ROLE_ENDINGS = (
    ("lab", r"AI|A\.I\.|Labs?|Intelligence|Research"),
    ("cloud", r"Cloud|Compute|Cloudworks"),
    ("chip_maker", r"Semiconductors?|Silicon|Chips|Micro(?:systems|devices)?"),
    ("data_centre", r"Data ?[Cc]ent(?:er|re)s?|Digital Realty|Infrastructure"),
    ("telco", r"Telecom\w*|Mobile|Networks?|Tel|Communications"),
    ("publisher", r"Press|Media|News|Times|Post|Publishing|Verlag"),
    ("consultancy", r"Consulting|Consultants|Advisory|Partners"),
    ("investor", r"Capital|Ventures|Fund"),
    ("government", r"Ministry|Government|Authority"),
)
_ROLE_PATTERNS = tuple((role, re.compile(rf".*\b(?:{endings})")) for role, endings in _ROLE_ENDINGS)


@dataclass(frozen=True, slots=True)
class CandidateVerdict:
    """What a person says of a candidate; an accepted one has a `result_id`."""

    kind: Literal["organisation", "partnership"]
    candidate: str
    reviewer: str
    reason: str = ""
    result_id: str | None = None


def suggest_role(name: str) -> str:
    """Guess an organisation's role from its name; `isv` where nothing speaks for another."""
    return next((role for role, pattern in _ROLE_PATTERNS if pattern.fullmatch(name)), "isv")


def list_organisation_candidates(settings: Settings, *, least_passages: int = 1) -> list[Row]:
    """Return names in partner position that no organisation bears, most often seen first."""
    known = {alias for one in load_organisations(added=settings.seed_folder) for alias in (one.name, *one.aliases)}
    with read_store(settings) as store:
        rows = store.run_named("organisation_candidates", least_passages=least_passages)
    return [row for row in rows if row["name"] not in known]


def list_partnership_candidates(settings: Settings, *, least_passages: int = 2) -> list[Row]:
    """Return pairs of known organisations with evidence and no tracked partnership, most evidence first."""
    with read_store(settings) as store:
        return store.run_named("partnership_candidates", least_passages=least_passages)


def make_organisation(name: str, role: str, country: str, aliases: tuple[str, ...] = ()) -> Organisation:
    """Make the record of a candidate; raises ReviewError for a role or country that does not exist."""
    roles = sorted(path.stem for path in find_folder("warehouse/seed/organisations").glob("*.toml"))
    if role not in roles:
        raise ReviewError(f"there is no role {role!r}; there are {', '.join(roles)}")
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise ReviewError(f"{country!r} is no country: two capital letters, such as US")
    return Organisation(_make_slug(name), name, role, country, aliases=tuple(dict.fromkeys((name, *aliases))))


def accept_organisation(settings: Settings, organisation: Organisation, *, reviewer: str) -> None:
    """Make a candidate an organisation of this home, its id permanent.

    Raises ReviewError when its id or a name is taken, and leaves nothing behind then.
    """
    check_reviewer(reviewer)
    entry = {
        "organisation_id": organisation.organisation_id,
        "name": organisation.name,
        "role": organisation.role,
        "country": organisation.country,
        "aliases": list(organisation.aliases),
    }
    _add_entry(settings, Path("organisations") / f"{organisation.role}.toml", "organisation", entry)
    _record(
        settings, CandidateVerdict("organisation", organisation.name, reviewer, result_id=organisation.organisation_id)
    )


def make_partnership(
    settings: Settings, organisation_ids: tuple[str, str], patterns: tuple[str, ...], basis_url: str, announced: str
) -> Partnership:
    """Make the record of a pair to be tracked; raises ReviewError for organisations or patterns nobody knows."""
    first, second = sorted(organisation_ids)
    names = {one.organisation_id: one.name for one in load_organisations(added=settings.seed_folder)}
    if missing := [one for one in (first, second) if one not in names]:
        raise ReviewError(f"no organisation has the id {missing[0]!r}: `pactwatch organisations list` names them")
    if unknown := sorted(set(patterns) - set(load_taxonomy().pattern_ids)):
        raise ReviewError(f"no pattern has the id {unknown[0]!r}: `pactwatch patterns list` names them")
    title = f"{names[first]} and {names[second]}"
    summary = f"{title}, accepted from evidence."
    return Partnership(f"{first}-{second}", title, (first, second), announced, patterns, summary, basis_url)


def accept_partnership(settings: Settings, partnership: Partnership, *, reviewer: str) -> None:
    """Track a pair of organisations from now on; raises ReviewError when it is tracked already."""
    check_reviewer(reviewer)
    entry = {
        "partnership_id": partnership.partnership_id,
        "title": partnership.title,
        "organisation_ids": list(partnership.organisation_ids),
        "announced": partnership.announced,
        "patterns": list(partnership.patterns),
        "summary": partnership.summary,
        "basis_url": partnership.basis_url,
    }
    _add_entry(settings, Path("partnerships.toml"), "partnership", entry)
    candidate = " + ".join(partnership.organisation_ids)
    _record(settings, CandidateVerdict("partnership", candidate, reviewer, result_id=partnership.partnership_id))


def reject_candidate(settings: Settings, verdict: CandidateVerdict) -> None:
    """Take a candidate off the list; `verdict.candidate` is a name, or two organisation ids joined by ' + '.

    Accepting it later undoes this. Raises ReviewError for what is no candidate.
    """
    check_reviewer(verdict.reviewer)
    if verdict.kind == "organisation":
        waiting = {row["name"] for row in list_organisation_candidates(settings)}
    else:
        rows = list_partnership_candidates(settings, least_passages=1)
        waiting = {f"{row['organisation_a_id']} + {row['organisation_b_id']}" for row in rows}
    if verdict.candidate not in waiting:
        raise ReviewError(f"{verdict.candidate!r} is no candidate; the list of candidates has the exact names")
    _record(settings, verdict)


def _make_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not slug:
        raise ReviewError(f"{name!r} makes no id: give the name in Latin letters")
    return slug


def _add_entry(settings: Settings, relative: Path, table: str, entry: Mapping[str, object]) -> None:
    """Append one entry to a seed file of the home, once it has been proved on a copy that the whole seed takes it.

    An entry that stands there already, from an attempt that ended before it was recorded, is left as it is.
    """
    # A JSON string or list of strings is a valid TOML value too.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    block = f"[[{table}]]\n" + "\n".join(lines) + "\n\n"
    settings.seed_folder.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(settings.seed_folder / ".lock", timeout=settings.lock_timeout_s):
        path = settings.seed_folder / relative
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        if block in before:
            return
        _prove(settings, relative, before + block, str(entry[f"{table}_id"]))
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_text(before + block, encoding="utf-8")
        draft.replace(path)


def _prove(settings: Settings, relative: Path, content: str, new_id: str) -> None:
    """Load the shipped seed with a copy of the home's and the new content; raise ReviewError if it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "seed"
        shutil.copytree(settings.seed_folder, copy, ignore=shutil.ignore_patterns(".*"))
        (copy / relative).parent.mkdir(parents=True, exist_ok=True)
        (copy / relative).write_text(content, encoding="utf-8")
        try:
            known = {one.organisation_id for one in load_organisations(added=copy)}
            known |= {one.partnership_id for one in load_partnerships(added=copy)}
        except PactwatchError as error:
            raise ReviewError(f"not accepted: {error}") from error
    taken = {one.organisation_id for one in load_organisations(added=settings.seed_folder)}
    taken |= {one.partnership_id for one in load_partnerships(added=settings.seed_folder)}
    if new_id not in known or new_id in taken:
        raise ReviewError(f"not accepted: {new_id}, one of its names, or the same pair is already taken")


def _record(settings: Settings, verdict: CandidateVerdict) -> None:
    row = {
        "candidate_kind": verdict.kind,
        "candidate": verdict.candidate,
        "verdict": "accept" if verdict.result_id else "reject",
        "result_id": verdict.result_id,
        "reason": verdict.reason,
        "reviewer": verdict.reviewer,
        "decided_at": utc_now(),
    }
    # What the readers know must be in the warehouse before they make evidence of it.
    crawling.register(settings, [])
    with open_store(settings) as store:
        store.append("core_candidate_decision", [row])
