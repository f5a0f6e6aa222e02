from pathlib import Path

import pytest

from pactwatch.errors import SettingsError
from pactwatch.seed import load_organisations, load_partnerships

LAB = """
[[organisation]]
organisation_id = "alder-labs"
name = "Alder Labs"
role = "lab"
country = "US"
aliases = ["Alder"]
products = ["Alderbot"]

[[organisation]]
organisation_id = "birch-ai"
name = "Birch AI"
role = "lab"
country = "FR"
context_aliases = ["Birch"]
context_words = ["model"]
"""
PARTNERSHIP = """
[[partnership]]
partnership_id = "alder-birch"
title = "Alder Labs and Birch AI"
organisation_ids = ["alder-labs", "birch-ai"]
announced = "2024-Q3"
patterns = ["reseller"]
summary = "Birch sells what Alder makes."
basis_url = "https://example.org/alder-birch"
"""


def write_seed(folder: Path, lab: str = LAB, partnership: str = PARTNERSHIP) -> Path:
    (folder / "organisations").mkdir(parents=True)
    (folder / "organisations" / "lab.toml").write_text(lab)
    (folder / "partnerships.toml").write_text(partnership)
    return folder


def test_a_clean_seed_loads_in_order(tmp_path: Path) -> None:
    folder = write_seed(tmp_path)
    first, second = load_organisations(folder)
    assert (first.name, first.products, second.context_words) == ("Alder Labs", ("Alderbot",), ("model",))
    (partnership,) = load_partnerships(folder)
    assert partnership.organisation_ids == ("alder-labs", "birch-ai")
    assert partnership.announced == "2024-Q3"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('country = "US"', 'country = "US"\ncolour = "red"', "lab.toml, alder-labs, colour: unknown field"),
        ('organisation_id = "birch-ai"', 'organisation_id = "alder-labs"', "organisation_id: already taken"),
        (
            'context_aliases = ["Birch"]',
            'context_aliases = ["Alder"]',
            "context_aliases: 'Alder' already names 'alder-labs'",
        ),
        ('name = "Birch AI"', 'name = "Alderbot"', "birch-ai, name: 'Alderbot' already names"),
        ('country = "FR"\n', "", "birch-ai, country: the field is missing"),
        ('aliases = ["Alder"]', 'aliases = "Alder"', "aliases: 'Alder' must be a list"),
        ('aliases = ["Alder"]', 'aliases = ["Alder", "Alder"]', "aliases: a value stands there twice"),
        ('name = "Alder Labs"', 'name = " "', "name: ' ' must be text"),
        ('organisation_id = "alder-labs"', 'organisation_id = "Alder Labs"', "must be lower-case words"),
        ('role = "lab"\ncountry = "US"', 'role = "cloud"\ncountry = "US"', "role: 'cloud' stands in the file of 'lab'"),
        ("[[organisation]]", "[organisation]", "lab.toml"),
        ('context_aliases = ["Birch"]\n', "", "context_words: of no use"),
    ],
)
def test_a_slip_in_an_organisation_names_file_entry_and_field(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in LAB
    folder = write_seed(tmp_path, lab=LAB.replace(old, new))
    with pytest.raises(SettingsError) as caught:
        load_organisations(folder)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"alder-labs", "birch-ai"', '"alder-labs", "cedar"', "organisation_ids: no organisation has the id 'cedar'"),
        ('"alder-labs", "birch-ai"', '"alder-labs"', "organisation_ids: 1 ids"),
        ('"2024-Q3"', '"autumn 2024"', "announced: 'autumn 2024'"),
        ('"2024-Q3"', '"2024-13"', "announced: '2024-13'"),
        ('patterns = ["reseller"]', "patterns = [3]", "patterns: 3 must be text"),
        ("https://example.org/alder-birch", "example.org", "basis_url: 'example.org'"),
        ('summary = "Birch', 'note = "x"\nsummary = "Birch', "alder-birch, note: unknown field"),
    ],
)
def test_a_slip_in_a_partnership_names_file_entry_and_field(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in PARTNERSHIP
    folder = write_seed(tmp_path, partnership=PARTNERSHIP.replace(old, new))
    with pytest.raises(SettingsError) as caught:
        load_partnerships(folder)
    assert words in str(caught.value)


def test_one_pair_in_two_partnerships_is_refused_in_either_order(tmp_path: Path) -> None:
    twin = PARTNERSHIP.replace("alder-birch", "birch-alder", 1).replace(
        '"alder-labs", "birch-ai"', '"birch-ai", "alder-labs"'
    )
    with pytest.raises(SettingsError, match="already stand in 'alder-birch'"):
        load_partnerships(write_seed(tmp_path, partnership=PARTNERSHIP + twin))


def test_an_empty_or_broken_folder_is_an_error_and_not_an_empty_seed(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no organisation files"):
        load_organisations(tmp_path)
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_organisations(write_seed(tmp_path, lab="[[organisation]\n"))
