from collections.abc import Mapping

import pytest

from pactwatch.link import OrganisationIndex
from pactwatch.pair_features import Place, Scene, iter_features
from pactwatch.pair_nouns import find_nouns
from pactwatch.pair_scoring import logit, parse_weights, score_features
from pactwatch.pairs import describe_rivals, find_pairs, set_scene
from pactwatch.records import Organisation

ALDER = Organisation("alder", "Alder Labs", "lab", "US", aliases=("Alder",))
BIRCH = Organisation("birch", "Birch Cloud", "cloud", "FR", aliases=("Birch",))
CEDAR = Organisation("cedar", "Cedar Chips", "chip_maker", "US", aliases=("Cedar",))
DOGWOOD = Organisation("dogwood", "Dogwood", "lab", "US")
INDEX = OrganisationIndex([ALDER, BIRCH, CEDAR, DOGWOOD])


def scene(text: str, title: str = "") -> Scene:
    return set_scene(text, title, INDEX.find_mentions(text, title), INDEX.roles)


def features(text: str, title: str = "") -> Mapping[tuple[str, str], Mapping[str, float]]:
    return dict(iter_features(scene(text, title)))


def test_every_member_of_a_list_stands_as_near_to_the_verb_as_the_first() -> None:
    found = features("Birch hosts Alder, Dogwood and Cedar.")
    for other in ("alder", "dogwood", "cedar"):
        assert found["birch", other]["next_list"] == 1.0
        assert found["birch", other]["in:hosts"] == 1.0
    assert found["alder", "dogwood"]["same_list"] == 1.0


def test_two_names_that_never_share_a_sentence_are_apart() -> None:
    found = features("Birch grew. Alder grew too.")["birch", "alder"]
    assert (found["apart"], found["apart_next"], found["joined"]) == (1.0, 1.0, 0.0)


def test_a_name_that_only_speaks_is_a_voice() -> None:
    found = features("Birch hosts Alder, Dogwood said.")
    assert found["birch", "dogwood"]["voice"] == 1.0
    assert found["birch", "alder"]["voice"] == 0.0


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Birch grew. Alder pays the cloud.", [("birch", "the cloud")]),
        ("Cedar sells. The chipmaker also lends to Alder.", [("cedar", "The chipmaker")]),
        ("Alder and Dogwood met. The lab left.", []),
        ("Birch bought Cedar. The company grew.", [("cedar", "The company")]),
        ("The company grew.", []),
    ],
)
def test_a_noun_stands_for_the_one_organisation_that_it_fits(text: str, nouns: list[tuple[str, str]]) -> None:
    places = {
        identifier: [place for place in found if place.is_name] for identifier, found in scene(text).places.items()
    }
    assert [(i, text[start:end]) for i, start, end in find_nouns(text, places, INDEX.roles)] == nouns


def test_a_noun_is_a_place_and_no_name() -> None:
    (birch,) = [place for place in scene("Birch grew. Alder pays the cloud.").places["birch"] if not place.is_name]
    assert birch == Place(1, 23, 32, is_name=False)


def test_two_ids_of_one_house_are_kin() -> None:
    index = OrganisationIndex(
        [Organisation("fir", "Fir", "telco", "DE"), Organisation("fir-mobile", "Firm", "telco", "DE")]
    )
    text = "Fir owns Firm."
    ((_, found),) = iter_features(set_scene(text, "", index.find_mentions(text), index.roles))
    assert found["kin"] == 1.0


def test_a_pair_knows_how_it_stands_against_the_others() -> None:
    scores = {("a", "b"): 0.9, ("a", "c"): 0.8, ("b", "c"): 0.2}
    assert describe_rivals(("b", "c"), scores)["weaker_than_triangle"] == 1.0
    assert describe_rivals(("a", "b"), scores)["is_best"] == 1.0
    assert describe_rivals(("a", "b"), {("a", "b"): 0.5})["triangle"] == 0.0


def test_weights_are_read_scored_and_turned_back() -> None:
    weights = parse_weights("bias -1.0  in:to 3.0")
    score = score_features({"bias": 1.0, "in:to": 1.0, "unheard": 1.0}, weights)
    assert logit(score) == pytest.approx(2.0)
    assert score_features({"bias": 1e9}, weights) >= 0.0


def test_a_supplier_and_its_lab_are_found_and_two_rivals_are_not() -> None:
    text = "Alder Labs signed a five-year contract with Birch Cloud to train its models, the two said."
    assert [pair.organisation_ids for pair in find_pairs(text, "", INDEX.find_mentions(text), INDEX.roles)] == [
        ("alder", "birch")
    ]
    assert find_pairs("", "", (), INDEX.roles) == ()
