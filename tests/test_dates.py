import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.date_features import describe_forms
from pactwatch.date_forms import iter_forms
from pactwatch.date_scene import Passage, find_names
from pactwatch.date_weights import WEIGHTS
from pactwatch.dates import choose_event_date, find_event_dates, first_day, score_features
from pactwatch.records import EventDate

THURSDAY = date(2025, 3, 20)


def read(text: str, published: date | None = THURSDAY, title: str = "") -> list[str]:
    return [found.value for found in find_event_dates(text, published, title)]


def resolve(text: str, published: date | None = THURSDAY, title: str = "") -> list[str]:
    forms = sorted(iter_forms(text, published, title), key=lambda form: form.start_char)
    return [form.reading.value for form in forms]


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
        ("Since the 14th it has been for sale.", ["2025-03-14"]),
        ("Since the autumn it has sold both.", ["2024"]),
        ("It reserved the hall last spring.", ["2024"]),
        ("This summer it will open.", ["2025"]),
        ("It should be done by the end of the year.", ["2025"]),
        ("The first racks go in during the second half.", ["2025"]),
        ("In the first quarter of next year it pays again.", ["2026-Q1"]),
        ("It came in the December quarter.", ["2024-Q4"]),
        ("Last quarter they sold more.", ["2024-Q4"]),
        ("January's agreement covers chips.", ["2025-01"]),
        ("A 2027, '28, '29 journey.", ["2027", "2028", "2029"]),
        ("Two years on from the deal they part.", ["2023"]),
        ("They talked over the weekend.", ["2025-03"]),
        ("The filing appeared last night.", ["2025-03-19"]),
        ("The file is dated 2024/11/22.", ["2024-11-22"]),
        ("Sales for the three months ended March 31, 2024 rose.", ["2024-Q1"]),
        ("Sales for the year ended 31 December 2024 rose.", ["2024"]),
        ("The switch comes on Monday, March 24.", ["2025-03-24"]),
    ],
)
def test_dates_are_resolved_against_the_day_of_publication(text: str, values: list[str]) -> None:
    assert resolve(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The lab will sell seats from Friday, it said.", ["2025-03-21"]),
        ("It will ship in October.", ["2025-10"]),
        ("It will ship the racks agreed in October.", ["2024-10"]),
        ("It will ship racks, the firm said on Wednesday.", ["2025-03-19"]),
        ("It has reserved the hall from September.", ["2025-09"]),
        ("Until January it was the only host.", ["2025-01"]),
        ("It runs until January.", ["2026-01"]),
        ("The lab will hand over chips, at its Texas campus, in the first quarter.", ["2025-Q1"]),
        ("The lab will hand over chips in the fourth quarter.", ["2025-Q4"]),
        ("The racks will arrive on the 4th.", ["2025-04-04"]),
    ],
)
def test_the_last_word_of_tense_says_whether_a_date_lies_ahead(text: str, values: list[str]) -> None:
    assert resolve(text) == values


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


@pytest.mark.parametrize(
    ("published", "title", "text", "values"),
    [
        (
            date(2025, 11, 4),
            "Marrow signs with Kestrel Cloud",
            "Marrow AI will rent chips from Kestrel Cloud for five years, the companies said on Monday. The founder, a"
            " keen rower, was seen on the river last week, and by Friday his office had sent flowers to everybody.",
            ["2025-11-03"],
        ),
        (
            date(2025, 6, 12),
            "Kestrel Cloud and the cost of chips",
            "In March 2024 Kestrel Cloud bought 9% of Marrow AI and became its sole host. Nobody at the market that"
            " Wednesday could say what a chip will cost by 2030.",
            ["2024-03"],
        ),
        (
            date(2026, 2, 10),
            "Marrow opens its models to Ostrander Cloud",
            "Marrow AI today announced that Ostrander Cloud offers its models from March. Kestrel has hosted them until"
            " now and does so until 2031.",
            ["2026-02-10", "2026-03"],
        ),
    ],
)
def test_days_on_which_people_merely_do_things_are_no_events(
    published: date, title: str, text: str, values: list[str]
) -> None:
    assert read(text, published, title) == values


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
    assert resolve("Last month, on Tuesday, in May, this spring and in 2019.", published=None) == ["2019"]


def test_this_quarter_on_a_call_is_the_one_in_the_title_and_never_a_fiscal_one() -> None:
    assert resolve("We signed them this quarter.", title="Fourth-quarter 2024 remarks") == ["2024-Q4"]
    assert resolve("We signed four in the quarter.", title="Fourth-quarter 2024 remarks") == ["2024-Q4"]
    assert resolve("We signed them this quarter.", title="Broadcom Q4 FY25 call") == []
    assert resolve("First racks go in this quarter.", title="A big order") == ["2025-Q1"]


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


@settings(deadline=None)  # the clock of a loaded machine says nothing about the code
@given(
    st.dates(date(1991, 1, 1), date(2059, 12, 31)),
    st.sampled_from(["{d:%B} {d.day}, {d.year}", "{d.day} {d:%B} {d.year}", "{d:%Y-%m-%d}"]),
)
def test_every_written_day_is_read_back(day: date, form: str) -> None:
    assert resolve(f"They signed on {form.format(d=day)}.") == [day.isoformat()]


@settings(deadline=None)  # the clock of a loaded machine says nothing about the code
@given(
    st.dates(date(2000, 1, 1), date(2059, 1, 1)),
    st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
)
def test_a_weekday_lies_within_the_week_before_publication(published: date, weekday: str) -> None:
    (value,) = resolve(f"They signed on {weekday}.", published)
    day = date.fromisoformat(value)
    assert published - timedelta(days=6) <= day <= published
    assert f"{day:%A}" == weekday


@settings(deadline=None)  # the clock of a loaded machine says nothing about the code
@given(st.text(max_size=300), st.none() | st.dates(date(1995, 1, 1), date(2050, 1, 1)))
def test_any_text_gives_real_dates_inside_it(text: str, published: date | None) -> None:
    for found in find_event_dates(text, published):
        assert 0 <= found.start_char < found.end_char <= len(text)
        assert 1990 <= first_day(found.value).year <= 2060


def test_a_date_far_down_among_other_things_counts_less_than_the_same_date_in_the_first_sentence() -> None:
    lead, filler = "Marrow AI signed with Kestrel Cloud in May 2024.", "The hall is large. The lake is cold. It rains. "
    first, last = (
        describe_forms(text, "Marrow signs", THURSDAY, list(iter_forms(text, THURSDAY, "Marrow signs")))[0]
        for text in (lead + " " + filler, filler + lead)
    )
    assert first["first_sentence"] == 1
    assert "first_sentence" not in last
    assert score_features(first) > score_features(last)


def test_every_weight_belongs_to_a_feature_and_none_names_a_year_or_a_company() -> None:
    assert not [name for name in WEIGHTS if any(mark in name for mark in ("19", "20", "OpenAI", "Microsoft"))]


def test_a_scene_is_the_sentence_around_a_date_without_the_date() -> None:
    text = "It rains. Marrow, which sells maps, signed in May 2024 with SAP; so what? It snows."
    start = text.index("May")
    scene = Passage(text, "").cut(start, start + len("May 2024"))
    assert (scene.before, scene.after) == ("Marrow, which sells maps, signed in ", " with SAP; so what")
    assert (scene.clause_before, scene.clause_after) == ("signed in ", " with SAP")
    assert (scene.place, scene.is_last) == (1, False)
    assert find_names(scene.sentence) == {"Marrow", "SAP"}


@pytest.mark.parametrize(
    "text",
    [
        "on Monday " * 10_000,
        "May " * 25_000,
        "." * 100_000,
        "A. " * 33_000 + "2024",
        "a" * 100_000,
        "in 2024, " * 11_000,
    ],
)
def test_a_hostile_text_of_a_hundred_thousand_characters_takes_bounded_time(text: str) -> None:
    started = time.process_time()
    find_event_dates(text, THURSDAY, "A title")
    assert time.process_time() - started < 3
