"""Candidates: names that nobody seeded become organisations, and pairs partnerships, when a person says so."""

import json
from pathlib import Path

import pytest
from tests.warehouse_fixture import copy_seeded
from typer.testing import CliRunner

from pactwatch.cli import app
from pactwatch.errors import ReviewError
from pactwatch.pipeline import crawling, reading
from pactwatch.pipeline.candidates import (
    CandidateVerdict,
    accept_organisation,
    accept_partnership,
    list_organisation_candidates,
    list_partnership_candidates,
    make_organisation,
    make_partnership,
    reject_candidate,
    suggest_role,
)
from pactwatch.seed import load_organisations, load_partnerships
from pactwatch.settings import Settings
from pactwatch.store import read_store

URL = "https://example.org/deal"


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A home whose companies no seed knows, read by the real reader."""
    settings = copy_seeded(tmp_path)
    read_all(settings)
    return settings


def read_all(settings: Settings) -> None:
    reader = reading.load_reader(settings)
    reading.read_batch(settings, reader, reading.list_pending_passages(settings, reader))


def names_of(settings: Settings) -> list[str]:
    return [row["name"] for row in list_organisation_candidates(settings)]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Tarn AI", "lab"),
        ("Osprey Labs", "lab"),
        ("Tarn Cloud", "cloud"),
        ("Cedar Semiconductors", "chip_maker"),
        ("Dune Telecom", "telco"),
        ("Morning Post", "publisher"),
        ("Brightworks", "isv"),
    ],
)
def test_role_is_suggested_by_the_name(name: str, role: str) -> None:
    assert suggest_role(name) == role


def test_unknown_names_in_partner_position_wait_with_count_context_and_role(home: Settings) -> None:
    rows = {row["name"]: row for row in list_organisation_candidates(home)}
    beacon = rows["Beacon Cloud"]
    assert beacon["suggested_role"] == "cloud"
    assert beacon["passages"] >= 1
    assert "Alder Labs" in beacon["partners"]
    assert "Beacon Cloud" in beacon["example"]
    assert beacon["url"].startswith("https://")


def test_accepted_organisations_and_their_partnership_link_what_was_read_before(home: Settings) -> None:
    for name, role in (("Alder Labs", "lab"), ("Beacon Cloud", "cloud")):
        accept_organisation(home, make_organisation(name, role, "US"), reviewer="reviewer-1")
    assert not {"Alder Labs", "Beacon Cloud"} & set(names_of(home))
    read_all(home)
    pair = next(
        row
        for row in list_partnership_candidates(home, least_passages=1)
        if {row["organisation_a_id"], row["organisation_b_id"]} == {"alder-labs", "beacon-cloud"}
    )
    assert pair["passages"] >= 1
    partnership = make_partnership(
        home, ("beacon-cloud", "alder-labs"), ("compute-backed-investment",), URL, "2022-03-08"
    )
    accept_partnership(home, partnership, reviewer="reviewer-1")
    crawling.register(home, [])
    read_all(home)
    with read_store(home) as store:
        found = store.query(
            "select distinct passage_id from core_evidence where partnership_id = 'alder-labs-beacon-cloud'"
        )
    assert len(found) == pair["passages"]
    assert list_partnership_candidates(home, least_passages=1) == []


def test_rejected_name_does_not_come_back(home: Settings) -> None:
    name = names_of(home)[0]
    reject_candidate(home, CandidateVerdict("organisation", name, "reviewer-1", reason="a product"))
    assert name not in names_of(home)


def test_what_is_no_candidate_cannot_be_rejected(home: Settings) -> None:
    with pytest.raises(ReviewError, match="is no candidate"):
        reject_candidate(home, CandidateVerdict("organisation", "Beacn Cloud", "reviewer-1"))
    with pytest.raises(ReviewError, match="is no candidate"):
        reject_candidate(home, CandidateVerdict("partnership", "openai + microsoft", "reviewer-1"))


def test_rejected_pair_does_not_come_back(home: Settings) -> None:
    for name, role in (("Alder Labs", "lab"), ("Beacon Cloud", "cloud")):
        accept_organisation(home, make_organisation(name, role, "US"), reviewer="reviewer-1")
    read_all(home)
    assert list_partnership_candidates(home, least_passages=1)
    for row in list_partnership_candidates(home, least_passages=1):
        pair = f"{row['organisation_a_id']} + {row['organisation_b_id']}"
        reject_candidate(home, CandidateVerdict("partnership", pair, "reviewer-1"))
    assert list_partnership_candidates(home, least_passages=1) == []


def test_entry_that_was_written_but_not_recorded_is_recorded_by_the_next_attempt(home: Settings) -> None:
    tarn = make_organisation("Tarn Cloud", "cloud", "NO")
    accept_organisation(home, tarn, reviewer="reviewer-1")
    accept_organisation(home, tarn, reviewer="reviewer-1")
    assert [one.name for one in load_organisations(added=home.seed_folder)].count("Tarn Cloud") == 1


def test_home_whose_entry_the_shipped_seed_came_to_hold_still_loads(home: Settings) -> None:
    folder = home.seed_folder / "organisations"
    folder.mkdir(parents=True)
    entry = '[[organisation]]\norganisation_id = "open-ai"\nname = "OpenAI"\nrole = "lab"\ncountry = "US"\n'
    (folder / "lab.toml").write_text(entry)
    assert load_organisations(added=home.seed_folder) == load_organisations()


def test_accepted_organisation_is_seeded_in_this_home_alone(home: Settings) -> None:
    accept_organisation(home, make_organisation("Tarn Cloud", "cloud", "NO", ("Tarn",)), reviewer="reviewer-1")
    added = {one.organisation_id: one for one in load_organisations(added=home.seed_folder)}
    assert added["tarn-cloud"].aliases == ("Tarn Cloud", "Tarn")
    assert "tarn-cloud" not in {one.organisation_id for one in load_organisations()}


def test_taken_alias_is_refused_and_leaves_nothing_behind(home: Settings) -> None:
    with pytest.raises(ReviewError, match="tarn-ai, one of its names, or the same pair is already taken"):
        accept_organisation(home, make_organisation("Tarn AI", "lab", "US", ("OpenAI",)), reviewer="reviewer-1")
    assert not list((home.seed_folder / "organisations").glob("*.toml"))
    accept_organisation(home, make_organisation("Tarn AI", "lab", "US"), reviewer="reviewer-1")
    with pytest.raises(ReviewError, match="already taken"):
        accept_organisation(home, make_organisation("Tarn AI", "cloud", "US"), reviewer="reviewer-1")
    assert [one.name for one in load_organisations(added=home.seed_folder)][-1] == "Tarn AI"


@pytest.mark.parametrize(
    ("name", "role", "country", "message"),
    [
        ("Tarn", "wizard", "US", "there is no role 'wizard'"),
        ("Tarn", "lab", "Norway", "is no country"),
        ("株式会社", "lab", "JP", "makes no id"),
    ],
)
def test_organisation_that_cannot_be_one_is_refused(name: str, role: str, country: str, message: str) -> None:
    with pytest.raises(ReviewError, match=message):
        make_organisation(name, role, country)


def test_pair_that_is_tracked_already_is_refused(home: Settings) -> None:
    partnership = make_partnership(home, ("openai", "microsoft"), (), URL, "2019")
    with pytest.raises(ReviewError, match="already"):
        accept_partnership(home, partnership, reviewer="reviewer-1")
    assert load_partnerships(added=home.seed_folder) == load_partnerships()


def test_unknown_organisation_or_pattern_is_refused(home: Settings) -> None:
    with pytest.raises(ReviewError, match="no organisation has the id 'nobody'"):
        make_partnership(home, ("openai", "nobody"), (), URL, "2019")
    with pytest.raises(ReviewError, match="no pattern has the id 'friendship'"):
        make_partnership(home, ("openai", "apple"), ("friendship",), URL, "2019")


def test_commands_accept_and_reject(home: Settings) -> None:
    def call(*words: str) -> str:
        result = CliRunner().invoke(app, ["--home", str(home.home), *words])
        assert result.exit_code == 0, result.output
        return result.output

    assert "Beacon Cloud" in call("organisations", "candidates", "--json")
    assert "beacon-cloud" in call("organisations", "accept", "Beacon Cloud", "--role", "cloud", "--country", "US")
    assert "beacon-cloud" in call("organisations", "list", "--json")
    call("organisations", "reject", "Alder Labs", "--reason", "test")
    names = [row["name"] for row in json.loads(call("organisations", "candidates", "--json"))]
    assert not {"Beacon Cloud", "Alder Labs"} & set(names)
    tracked = call("candidates", "accept", "beacon-cloud", "openai", "--announced", "2026", "--basis-url", URL)
    assert "beacon-cloud-openai" in tracked
