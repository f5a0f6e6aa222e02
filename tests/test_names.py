import time

import pytest

from pactwatch.names import find_unknown_names, group_candidates
from pactwatch.pair_name_features import describe_name
from pactwatch.records import Mention


def names(text: str, title: str = "") -> list[str]:
    return [found.name for found in find_unknown_names(text, title, ())]


def groups(text: str, title: str = "") -> list[list[str]]:
    return [[candidate.text for candidate in group] for group in group_candidates(text, title, ())]


def test_short_forms_join_the_long_name_by_its_first_or_last_words() -> None:
    assert groups("Telefonia Austral pays. Austral said so, and Telefonia agreed.") == [
        ["Telefonia Austral", "Austral", "Telefonia"]
    ]


def test_a_headline_in_capitals_is_cut_to_the_form_of_the_text() -> None:
    title = "Telefonia Austral and Corvina Minds Unveil Pact"
    assert ["Corvina Minds", "Corvina Minds"] in groups("Corvina Minds will train there.", title)


def test_a_firm_of_partners_keeps_its_company_sign() -> None:
    assert groups("It was sold to Paws & Co on Monday.") == [["Paws & Co"]]


@pytest.mark.parametrize(
    "text", ["I'd go. I've been. They'll see.", "In H100 terms Q4 was fine.", "They met in Uppsala."]
)
def test_contractions_periods_and_cities_are_no_names(text: str) -> None:
    assert groups(text) == []


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("The retailer Quarrel signed.", "role_before"),
        ("Quarrel's models run in Riga.", "possessive"),
        ("Osprey Payments came.", "trade_last"),
        ("He called it Quarrel.", "always_opens"),
        ("Anna Quarrel came.", "given_name_first"),
        ("It ships with Quarrel now.", "tie_with"),
    ],
)
def test_form_and_place_of_a_name_are_described(text: str, feature: str) -> None:
    (group,) = group_candidates(text, "", ())
    expected = feature != "always_opens"
    assert (feature in describe_name(group, text, "", ())) is expected


def test_a_name_beside_a_known_one_is_listed_tied_or_close() -> None:
    known = (Mention("alder", 0, 5, "Alder"),)
    for text, feature in (
        ("Alder and Quarrel came.", "listed_with_known"),
        ("Alder with Quarrel came.", "tied_after_known"),
        ("Alder Quarrel came.", "close_after_known"),
    ):
        (group,) = group_candidates(text, "", known)
        assert feature in describe_name(group, text, "", known)


def test_people_are_no_organisations() -> None:
    assert names("Chief executive Maria Quarrel said on Monday that costs would fall.") == []


def test_a_page_of_capitals_takes_bounded_time() -> None:
    started = time.process_time()
    for text in ("Quarrel " * 12_000, "Aa Bb, " * 14_000, "A & B " * 16_000):
        find_unknown_names(text, text[:200], ())
    assert time.process_time() - started < 6.0
