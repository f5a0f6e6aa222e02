import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.terms import find_terms


def read(text: str, published: date | None = None) -> list[tuple[str, float | str, str]]:
    return [(term.kind, term.value, term.unit) for term in find_terms(text, published)]


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("$4bn", 4e9, "USD"),
        ("US$1.25 billion", 1.25e9, "USD"),
        ("EUR 300m", 3e8, "EUR"),
        ("€15 million", 1.5e7, "EUR"),
        ("10 billion won", 1e10, "KRW"),
        ("Rs 500 crore", 5e9, "INR"),
        ("2.1 billion rupees", 2.1e9, "INR"),
        ("¥100 billion", 1e11, "JPY"),
        ("300 million dirhams", 3e8, "AED"),
        ("C$240 mln", 2.4e8, "CAD"),
        ("S$31 million", 3.1e7, "SGD"),
        ("240 million Singapore dollars", 2.4e8, "SGD"),
        ("twelve million euro", 1.2e7, "EUR"),
        ("thirteen billion dollars", 1.3e10, "USD"),
        ("$8,750,000", 8.75e6, "USD"),
        ("a billion dollars", 1e9, "USD"),
        ("£40k", 4e4, "GBP"),
    ],
)
def test_sums_become_full_numbers_with_their_currency(written: str, value: float, unit: str) -> None:
    assert read(f"It will invest {written} in Alder Labs.") == [("investment", value, unit)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("It will buy $38 billion of cloud capacity.", [("compute", 3.8e10, "USD")]),
        ("It put a further $4 billion into Anthropic.", [("investment", 4e9, "USD")]),
        ("The lab is valued at $29.5 billion.", [("valuation", 2.95e10, "USD")]),
        ("The deal brought $2 billion in revenue.", [("revenue", 2e9, "USD")]),
        ("It pays a licence fee of $20-25 million.", [("other", 2e7, "USD"), ("other", 2.5e7, "USD")]),
        ("OpenAI will deploy 6 gigawatts of GPUs.", [("power", 6.0, "GW")]),
        ("A 40-megawatt site.", [("power", 40.0, "MW")]),
        ("The next half-gigawatt.", [("power", 0.5, "GW")]),
        ("18,000 Nvidia Grace Blackwell chips", [("chips", 18000.0, "chips")]),
        ("up to one million TPUs", [("chips", 1e6, "chips")]),
        ("the 100,000-chip cluster", [("chips", 1e5, "chips")]),
        ("We own about 27 percent of OpenAI.", [("stake", 27.0, "%")]),
        ("It has a 4.9 per cent stake.", [("stake", 4.9, "%")]),
        ("A warrant for up to 160 million shares.", [("stake", 1.6e8, "shares")]),
        ("Microsoft takes 20% of revenue.", [("revenue", 20.0, "%")]),
        ("It keeps a quarter of the fees.", [("revenue", 25.0, "%")]),
        ("They hand us thirty cents of every euro.", [("revenue", 30.0, "%")]),
        ("The commission rises from 15 to 30 per cent of sales.", [("revenue", 15.0, "%"), ("revenue", 30.0, "%")]),
        ("a seven-year contract", [("duration", 7.0, "years")]),
        ("over three years", [("duration", 3.0, "years")]),
        ("eighteen months of Gemini Pro", [("duration", 1.5, "years")]),
        ("The licence runs until 2032.", [("duration", "2032", "end-date")]),
        ("through October 2030", [("duration", "2030-10", "end-date")]),
        ("The right lapses on 31 December 2026.", [("duration", "2026-12-31", "end-date")]),
        ("It renewed its agreement to 2030.", [("duration", "2030", "end-date")]),
        ("It sold 4,000 ChatGPT seats.", [("other", 4000.0, "seats")]),
    ],
)
def test_the_words_around_an_amount_give_its_kind(text: str, terms: list[tuple[str, float | str, str]]) -> None:
    assert read(text) == terms


@pytest.mark.parametrize(
    "text",
    [
        "Shares rose 1.1% in late trading.",
        "The 75% margin fell.",
        "They founded it three years ago; a ten-year-old firm.",
        "The rows ran from 2019 to 2024.",
        "Until 31 February 2027.",
        "It won a case, and a real one; the won rose.",
        "H100 and GPT-4 on page 12.",
    ],
)
def test_what_is_no_term_of_a_deal_stays_out(text: str) -> None:
    assert read(text) == []


def test_qualifiers_stay_in_what_was_written() -> None:
    written = [
        term.as_written for term in find_terms("Up to here: up to $4bn, more than 2 GW and at least 5,000 chips.")
    ]
    assert written == ["up to $4bn", "more than 2 GW", "at least 5,000 chips"]


def test_an_end_date_already_past_is_no_term_and_the_year_is_the_years() -> None:
    assert read("It was bound until June 2024.", date(2025, 3, 20)) == []
    assert read("It lasts until the end of the year.", date(2025, 3, 20)) == [("duration", "2025", "end-date")]


@given(
    st.integers(1, 999), st.sampled_from([("bn", 1e9), (" billion", 1e9), ("m", 1e6), (" million", 1e6), ("tn", 1e12)])
)
def test_number_and_scale_multiply(number: int, scale: tuple[str, float]) -> None:
    (term,) = find_terms(f"It will invest ${number}{scale[0]} in Alder Labs.")
    assert term.value == number * scale[1]


@given(st.text(max_size=300))
def test_every_term_cuts_its_own_words_out_of_any_text(text: str) -> None:
    for term in find_terms(text, date(2025, 3, 20)):
        assert text[term.start_char : term.end_char] == term.as_written
        assert term.unit


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Kestrel puts three hundred billion dollars into the lab.", [("investment", 3e11, "USD")]),
        ("OpenAI has ordered three hundred billion of compute from Oracle.", [("compute", 3e11, "USD")]),
        ("The lab gets half a billion euros of cloud services.", [("compute", 5e8, "EUR")]),
        ("It has ordered a quarter of a trillion of cloud services.", [("compute", 2.5e11, "USD")]),
        ("A warrant for a hundred and sixty million shares.", [("stake", 1.6e8, "shares")]),
        ("It ordered a gigawatt of chips.", [("power", 1.0, "GW")]),
        ("Three and a half gigawatts of TPUs.", [("power", 3.5, "GW")]),
        ("SoftBank and OpenAI own the joint venture 50-50.", [("stake", 50.0, "%")]),
        ("Sixty-two per cent of its revenue came from Microsoft.", [("revenue", 62.0, "%")]),
        ("Jio customers get Gemini Pro free for a year and a half.", [("duration", 1.5, "years")]),
        ("The deal runs for two and a half years.", [("duration", 2.5, "years")]),
    ],
)
def test_amounts_in_words_are_read_in_full(text: str, terms: list[tuple[str, float | str, str]]) -> None:
    assert read(text) == terms


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It will invest ten billion dollars in the lab now and thirty later.", 3e10, "USD"),
        ("The warrant vests as purchases rise from one gigawatt to six.", 6.0, "GW"),
        ("Alder has ordered 10,000 GPUs from Kestrel and a further 8,000 for its Texas site.", 8000.0, "chips"),
    ],
)
def test_a_bare_number_leans_on_the_amount_before_it(text: str, value: float, unit: str) -> None:
    assert (value, unit) in [(term.value, term.unit) for term in find_terms(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Alphabet's market value passed $4 trillion on the news.",
        "Analysts raised their target for the shares to $210.",
        "The market for such chips may reach $400 billion.",
        "Half of the staff had never used the tool.",
        "Talks took eighteen months.",
        "The first racks come online in 2029.",
        "The deal was signed on April 13.",
    ],
)
def test_sums_and_times_outside_the_deal_stay_out(text: str) -> None:
    assert read(text, date(2026, 3, 20)) == []


def test_an_amount_named_twice_has_one_kind() -> None:
    terms = find_terms("Microsoft has put $13 billion into OpenAI. What the $13 billion bought is a matter of taste.")
    assert {(term.kind, term.value) for term in terms} == {("investment", 1.3e10)}


def test_bare_sums_take_the_currency_of_the_passage() -> None:
    terms = find_terms("The bank invested €40 million in Alder, ten million of it at once.")
    assert {(term.value, term.unit) for term in terms} == {(4e7, "EUR"), (1e7, "EUR")}


@given(st.text(alphabet="$€1234567890 .,%amillionbygwhundredt\n-", max_size=400))
def test_amounts_never_come_from_nowhere(text: str) -> None:
    for term in find_terms(text):
        assert text[term.start_char : term.end_char] == term.as_written
        assert isinstance(term.value, str) or term.value >= 0


@pytest.mark.parametrize(
    "piece", ["a hundred and ", "one two ", "$1bn to ", "half a ", "10-", "5 years and a half ", "GW "]
)
def test_endless_numbers_cost_no_minutes(piece: str) -> None:
    started = time.process_time()
    find_terms(piece * (100_000 // len(piece)), date(2025, 3, 20))
    # Under a second where this was measured; the bound is for machines under load.
    assert time.process_time() - started < 10.0
