import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.link import OrganisationIndex
from pactwatch.names import find_unknown_names
from pactwatch.pairs import find_pairs
from pactwatch.records import Organisation
from pactwatch.seed import load_organisations, load_partnerships

ALDER = Organisation(
    "alder",
    "Alder Labs",
    "lab",
    "US",
    aliases=("Alder",),
    products=("Alderbot",),
    descriptors=("the Alderbot maker",),
    tickers=("NYSE:ALD",),
)
BIRCH = Organisation(
    "birch", "Birch Cloud", "cloud", "FR", aliases=("Birch Cloud Services", "L'Birch"), former_names=("Sapling",)
)
META = Organisation(
    "meta",
    "Meta",
    "lab",
    "US",
    aliases=("Meta Platforms",),
    products=("Llama 4",),
    context_aliases=("Meta",),
    context_words=("Zuckerberg", "model"),
)
AUTHORITY = Organisation("authority", "Competition Office", "regulator", "GB", aliases=("Office of Competition",))
PAPER = Organisation("paper", "Morning Herald", "publisher", "GB")
INDEX = OrganisationIndex([ALDER, BIRCH, META, AUTHORITY, PAPER])


def found(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(mention.organisation_id, mention.text) for mention in INDEX.find_mentions(text, title)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Alder's models run on Birch Cloud.", [("alder", "Alder"), ("birch", "Birch Cloud")]),
        ("An Alder-Birch Cloud pact.", [("alder", "Alder"), ("birch", "Birch Cloud")]),
        ("Alder Labs chose Birch Cloud Services.", [("alder", "Alder Labs"), ("birch", "Birch Cloud Services")]),
        ("Sapling was its old name; L’Birch its French one.", [("birch", "Sapling"), ("birch", "L’Birch")]),
        ("The Alderbot Maker said no.", [("alder", "The Alderbot Maker")]),
        ("Shares (NYSE: ALD) fell.", [("alder", "NYSE: ALD")]),
        ("Aldershot and Alderbots and alder wood and xAlder.", []),
        ("Write to press@Alder or see x.org/Alder now.", []),
        ("ALDER LABS PICKS BIRCH CLOUD", [("alder", "ALDER LABS"), ("birch", "BIRCH CLOUD")]),
        ("Alder\u00a0Labs and Alder\nLabs", [("alder", "Alder\u00a0Labs"), ("alder", "Alder\nLabs")]),
        ("Ἀlder, Älder, Alderé and Alder。", [("alder", "Alder")]),
        ("İİ Alder", [("alder", "Alder")]),
    ],
)
def test_names_count_whole_with_their_capitals_and_the_longest_wins(text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(text) == mentions


def test_a_doubtful_name_needs_a_reason_beside_it() -> None:
    assert found("Meta analysis is a method.") == []
    assert found("Meta will rent it, Zuckerberg said.") == [("meta", "Meta")]
    assert found("Meta will train a new model.") == [("meta", "Meta")]
    assert found("Meta served it.", title="Llama 4 arrives") == [("meta", "Llama 4"), ("meta", "Meta")]
    assert found("Meta.") == []


@pytest.mark.parametrize(
    "text",
    ["It rents halls to Meta for a year.", "Meta's engineers came.", "Meta signed on Monday.", "So Meta agreed."],
)
def test_a_doubtful_name_counts_where_capital_possessive_or_verb_shows_it_to_be_a_name(text: str) -> None:
    assert found(text) == [("meta", "Meta")]


@pytest.mark.parametrize(
    "text", ["A Meta Analysis of it.", "The Julia Meta novels sell.", "Meta analysis is a method."]
)
def test_a_doubtful_name_inside_a_longer_one_is_no_mention(text: str) -> None:
    assert found(text) == []


NORVIA = Organisation("norvia", "Norvian government", "government", "NO", aliases=("government of Norvia",))
SUDIA = Organisation("sudia", "Sudian government", "government", "ES", aliases=("government of Sudia",))
STATES = OrganisationIndex([ALDER, NORVIA, SUDIA])


def states(text: str, title: str = "") -> list[str]:
    return [m.text for m in STATES.find_mentions(text, title) if m.organisation_id == "norvia" and not m.in_title]


def test_the_government_is_that_of_the_one_country_that_is_named() -> None:
    assert states("In Norvia Alder runs it, and the ministry pays.") == ["the ministry"]
    assert states("Alder runs it, and the government pays.", title="A Norvian first") == ["the government"]
    assert states("Norvia and Sudia are far; the government pays.") == []


def test_a_country_that_acts_stands_for_its_government() -> None:
    assert states("Alder signed a deal with Norvia.") == ["Norvia"]
    assert states("Norvia wants halls of its own, Alder says.") == ["Norvia"]
    assert states("The rivers of Norvia are clear.") == []


def test_title_mentions_are_marked_and_their_offsets_count_in_the_title() -> None:
    (mention,) = INDEX.find_mentions("The two companies agreed.", "Alder signs")
    assert (mention.in_title, mention.start_char, mention.end_char) == (True, 0, 5)


@given(st.text(max_size=200), st.text(max_size=60))
def test_every_mention_cuts_its_name_out_of_any_text(text: str, title: str) -> None:
    for mention in INDEX.find_mentions(f"{text} Alder {text}", title):
        source = title if mention.in_title else f"{text} Alder {text}"
        assert source[mention.start_char : mention.end_char] == mention.text


def pairs(text: str, title: str = "") -> list[tuple[str, str]]:
    return [pair.organisation_ids for pair in find_pairs(text, title, INDEX.find_mentions(text, title), INDEX.roles)]


def test_two_parties_of_one_deal_make_one_pair_in_alphabetical_order() -> None:
    assert pairs("Birch Cloud will host the models of Alder Labs.") == [("alder", "birch")]


def test_regulators_and_reporters_are_never_parties() -> None:
    assert pairs("The Competition Office looks at Alder and Birch Cloud, the Morning Herald reported.") == [
        ("alder", "birch")
    ]
    assert pairs("The Competition Office looks at Alder.") == []


def test_a_pair_of_the_title_counts_where_the_passage_speaks_of_it() -> None:
    assert pairs("The two companies signed a five-year contract.", "Alder Labs and Birch Cloud extend pact") == [
        ("alder", "birch")
    ]


def test_two_names_that_the_writer_joins_are_a_pair() -> None:
    text = "Of three cases, Alder / Birch Cloud was closed."
    assert find_pairs(text, "", INDEX.find_mentions(text), INDEX.roles)[0].score_0to1 >= 0.9


def test_scores_lie_between_0_and_1_best_first() -> None:
    text = "Alder signed with Birch Cloud. Meta, says Zuckerberg, is its rival."
    scored = find_pairs(text, "", INDEX.find_mentions(text), INDEX.roles, threshold_0to1=0.0)
    scores = [pair.score_0to1 for pair in scored]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert scored[0].organisation_ids == ("alder", "birch")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Osprey Labs plc will train on Tarn Cloud.", ["Osprey Labs", "Tarn Cloud"]),
        ("The start-up Quarrel has signed. Quarrel's models run in Riga.", ["Quarrel"]),
        ("On Tuesday the Commission met in London. However, nobody came.", []),
        ("Alder Labs signed.", []),
        ("Osprey agreed. Osprey Labs will pay.", ["Osprey Labs"]),
    ],
)
def test_names_that_nobody_seeded_are_found_by_form_and_place(text: str, names: list[str]) -> None:
    unknown = find_unknown_names(text, "", INDEX.find_mentions(text))
    assert [name.name for name in unknown] == names
    assert all(text[m.start_char : m.end_char] == m.text for name in unknown for m in name.mentions)


def test_an_unknown_name_can_be_a_party() -> None:
    text = "Alder Labs will train its models at Tarn Cloud for three years."
    known = INDEX.find_mentions(text)
    unknown = find_unknown_names(text, "", known)
    mentions = (*known, *(mention for name in unknown for mention in name.mentions))
    assert [pair.organisation_ids for pair in find_pairs(text, "", mentions, INDEX.roles)] == [
        ("alder", "unknown:Tarn Cloud")
    ]


def test_the_shipped_seed_loads_and_links_the_great_deals() -> None:
    organisations = load_organisations()
    index = OrganisationIndex(organisations)
    text = "Microsoft will invest in Anthropic, which buys Azure capacity, while Amazon stays its main cloud."
    assert {mention.organisation_id for mention in index.find_mentions(text)} == {"microsoft", "anthropic", "amazon"}
    tracked = {frozenset(partnership.organisation_ids) for partnership in load_partnerships()}
    assert {
        frozenset(("microsoft", "openai")),
        frozenset(("amazon", "anthropic")),
        frozenset(("anthropic", "google")),
    } <= tracked


def test_hostile_text_takes_bounded_time() -> None:
    chance = random.Random(5)
    words = [
        "Alder",
        "Birch Cloud",
        "Meta",
        "Zuckerberg",
        "said",
        "(",
        ")",
        "“",
        "\u200b",
        "A",
        "AI",
        "Osprey Labs",
        "1",
        "and",
        "\n",
    ]
    texts = [" ".join(chance.choice(words) for _ in range(chance.randint(0, 80))) for _ in range(200)]
    texts += [
        piece * (20_000 // len(piece))
        for piece in ("(", "A ", "9", "Alder ", "Alder and Birch Cloud. ", "A&", "AI ", "\u200b")
    ]
    for text in texts:
        started = time.process_time()
        known = INDEX.find_mentions(text, text[:100])
        unknown = find_unknown_names(text, text[:100], known)
        find_pairs(text, text[:100], [*known, *(m for name in unknown for m in name.mentions)], INDEX.roles)
        assert time.process_time() - started < 2.0, text[:40]
