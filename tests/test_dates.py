from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.dates import choose_event_date, find_event_dates, first_day
from pactwatch.records import EventDate

THURSDAY = date(2025, 3, 20)


def read(text: str, published: date | None = THURSDAY, title: str = "") -> list[str]:
    return [found.value for found in find_event_dates(text, published, title)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Signed on March 10, 2025 in Riga.", ["2025-03-10"]),
        ("Signed on 4 April 2024, as amended on 30 June 2024.", ["2024-04-04", "2024-06-30"]),
        ("Dated 2024-11-22.", ["2024-11-22"]),
        ("It invested in October 2023.", ["2023-10"]),
        ("Microsoft first invested in 2019.", ["2019"]),
        ("In the third quarter of 2024 they agreed.", ["2024-Q3"]),
        ("They agreed in Q3 2024.", ["2024-Q3"]),
        ("They agreed in the fourth quarter.", ["2024-Q4"]),
        ("On Tuesday it bought a stake.", ["2025-03-18"]),
        ("On Thursday it bought a stake.", ["2025-03-20"]),
        ("Last Thursday it bought a stake.", ["2025-03-13"]),
        ("It was struck last month.", ["2025-02"]),
        ("It was struck in May last year.", ["2024-05"]),
        ("It was struck last week.", ["2025-03"]),
        ("The centre opens later this year.", ["2025"]),
        ("They fell out two years ago.", ["2023"]),
        ("They signed three months ago.", ["2024-12"]),
        ("It said so yesterday.", ["2025-03-19"]),
        ("The two today announced a pact.", ["2025-03-20"]),
        ("They launched it in September.", ["2024-09"]),
        ("They will launch it in September.", ["2025-09"]),
        ("On 4 February they signed.", ["2025-02-04"]),
        ("The first racks go live in the second half of 2026.", ["2026"]),
        ("They agreed from 2023 on and again in May 2024.", ["2023", "2024-05"]),
        ("They announced it on the 3rd.", ["2025-03-03"]),
    ],
)
def test_dates_are_resolved_against_the_day_of_publication(text: str, values: list[str]) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "The licence runs until 2032.",
        "The contract lasts through October 2030.",
        "The right lapses on 31 December 2026.",
        "It must be paid by 2028.",
        "Revenue grew in the six months ended June 30, 2024.",
        "The lab, founded in 2021, has 800 people.",
        "The Enterprise Act 2002 does not reach so far.",
        "Guidance for fiscal 2027 is unchanged.",
        "They still rent from it today, and the market may second that.",
        "It may march on; a second party sat down.",
        "The price is $2025 and the code A2024.",
        "The firm bought 2024 GPUs.",
    ],
)
def test_terms_accounts_and_ordinary_words_are_no_events(text: str) -> None:
    assert read(text) == []


def test_an_end_that_has_come_is_an_event_and_one_ahead_is_a_term() -> None:
    assert read("Until June 2024 it was bound to one cloud.") == ["2024-06"]
    assert read("Until June 2026 it is bound to one cloud.") == []


@pytest.mark.parametrize(
    "text", ["On February 30, 2025 they met.", "Dated 31.02.2025.", "On 2025-13-01.", "In 2999.", "On June 31."]
)
def test_dates_that_no_calendar_has_are_refused(text: str) -> None:
    assert read(text) == []


def test_a_dateline_is_no_event_of_its_own() -> None:
    assert read("OSLO, March 18 - The lab named a host.") == []


def test_without_a_publication_day_only_full_dates_are_read() -> None:
    assert read("Last month, on Tuesday, in May and in 2019.", published=None) == ["2019"]


def test_this_quarter_on_a_call_is_the_one_in_the_title_and_never_a_fiscal_one() -> None:
    assert read("We signed them this quarter.", title="Fourth-quarter 2024 remarks") == ["2024-Q4"]
    assert read("We signed them this quarter.", title="Broadcom Q4 FY25 call") == []
    assert read("First racks go in this quarter.", title="A big order") == ["2025-Q1"]


def test_a_date_is_given_once_with_its_precision_basis_and_place() -> None:
    text = "In May 2024, yes, in May 2024."
    (found,) = find_event_dates(text, THURSDAY)
    assert (found.value, found.precision, found.basis) == ("2024-05", "month", "partial")
    assert text[found.start_char : found.end_char] == "May 2024"


def made(*values: str) -> list[EventDate]:
    precision = {4: "year", 7: "month", 10: "day"}
    return [EventDate(v, "quarter" if "Q" in v else precision[len(v)], "absolute", 0, 1) for v in values]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "chosen"),
    [
        (["2019", "2025-03-18"], "2025-03-18"),
        (["2025-03", "2025-03-18"], "2025-03-18"),
        (["2024-Q4", "2024-09"], "2024-Q4"),
        (["2025-06-01", "2025-02"], "2025-02"),
        (["2025-06-01"], "2025-06-01"),
        (["2026"], "2025-03-20"),
        (["2030-01-01"], "2025-03-20"),
        ([], "2025-03-20"),
    ],
)
def test_the_latest_event_not_after_publication_dates_the_evidence(values: list[str], chosen: str) -> None:
    best = choose_event_date(made(*values), THURSDAY)
    assert best is not None
    assert best.value == chosen
    assert (best.basis == "publication") == (chosen == "2025-03-20")


def test_nothing_dates_an_undated_passage_of_an_undated_article() -> None:
    assert choose_event_date([], None) is None
    undated = choose_event_date(made("2019", "2024-05"), None)
    assert undated is not None
    assert undated.value == "2024-05"


@given(
    st.dates(date(1991, 1, 1), date(2059, 12, 31)),
    st.sampled_from(["{d:%B} {d.day}, {d.year}", "{d.day} {d:%B} {d.year}", "{d:%Y-%m-%d}"]),
)
def test_every_written_day_is_read_back(day: date, form: str) -> None:
    assert read(f"They signed on {form.format(d=day)}.") == [day.isoformat()]


@given(
    st.dates(date(2000, 1, 1), date(2059, 1, 1)),
    st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
)
def test_a_weekday_lies_within_the_week_before_publication(published: date, weekday: str) -> None:
    (value,) = read(f"They signed on {weekday}.", published)
    day = date.fromisoformat(value)
    assert published - timedelta(days=6) <= day <= published
    assert f"{day:%A}" == weekday


@given(st.text(max_size=300), st.none() | st.dates(date(1995, 1, 1), date(2050, 1, 1)))
def test_any_text_gives_real_dates_inside_it(text: str, published: date | None) -> None:
    for found in find_event_dates(text, published):
        assert 0 <= found.start_char < found.end_char <= len(text)
        assert 1990 <= first_day(found.value).year <= 2060
