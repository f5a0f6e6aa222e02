import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.partnerships import ApprovedEvidence, Statement, derive_state, derive_statements, event_period
from pactwatch.records import EvidenceRole, Polarity, Standing
from pactwatch.statements import count_origins, grade_confidence

DECIDED = datetime(2026, 6, 1, tzinfo=UTC)
LATER = date(2026, 6, 1)


def make_evidence(number: int = 1, **changes: object) -> ApprovedEvidence:
    row = ApprovedEvidence(
        evidence_id=f"e{number}",
        partnership_id="a-b",
        label="compute-backed-investment",
        label_kind="pattern",
        polarity="supports",
        event_date="2023-01-23",
        precision="day",
        standing="fact",
        tier="news",
        source_id=f"source{number}",
        cluster_id=f"cluster{number}",
        is_party_source=True,
        decided_at=DECIDED,
        found_late=False,
        published_on=date(2023, 1, 24),
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def make_statements(*rows: ApprovedEvidence) -> tuple[Statement, ...]:
    return derive_statements(replace(row, evidence_id=f"e{number}") for number, row in enumerate(rows))


def state_of(*rows: ApprovedEvidence, as_of: date = LATER) -> str:
    return derive_state(make_statements(*rows), as_of).state


# --- statements -------------------------------------------------------------------------------------------------------


def test_same_label_and_date_make_one_statement_with_all_its_evidence() -> None:
    statements = derive_statements([make_evidence(2), make_evidence(1)])
    assert [s.evidence_ids for s in statements] == [("e1", "e2")]


def test_other_date_polarity_or_partnership_makes_another_statement() -> None:
    rows = [
        make_evidence(1),
        make_evidence(2, event_date="2023-01", precision="month"),
        make_evidence(3, polarity="contradicts"),
        make_evidence(4, partnership_id="c-d"),
    ]
    assert len({s.statement_id for s in derive_statements(rows)}) == 4


def test_statement_id_does_not_depend_on_the_evidence() -> None:
    [one] = derive_statements([make_evidence(1)])
    [other] = derive_statements([make_evidence(2), make_evidence(3)])
    assert one.statement_id == other.statement_id


@pytest.mark.parametrize(
    ("event_date", "published", "held_from"),
    [
        ("2023-01-23", date(2023, 1, 24), date(2023, 1, 23)),
        ("2023", date(2023, 3, 5), date(2023, 3, 5)),
        ("2023", date(2024, 3, 5), date(2023, 12, 31)),
        ("2023", None, date(2023, 12, 31)),
        ("2023-Q2", date(2023, 2, 1), date(2023, 4, 1)),
    ],
)
def test_coarse_date_holds_from_the_day_by_which_it_must_have_happened(
    event_date: str, published: date | None, held_from: date
) -> None:
    [statement] = derive_statements([make_evidence(event_date=event_date, published_on=published)])
    assert statement.held_from == held_from


def test_plan_holds_from_the_day_it_was_told() -> None:
    row = make_evidence(event_date="2027", precision="year", standing="planned", published_on=date(2026, 2, 1))
    assert derive_statements([row])[0].held_from == date(2026, 2, 1)


def test_statement_is_found_late_only_when_all_its_evidence_is() -> None:
    assert not derive_statements([make_evidence(1, found_late=True), make_evidence(2)])[0].found_late
    assert derive_statements([make_evidence(1, found_late=True)])[0].found_late


@pytest.mark.parametrize(
    ("rows", "confidence"),
    [
        ([make_evidence(tier="primary")], "primary_source"),
        ([make_evidence(tier="regulator", is_party_source=False)], "primary_source"),
        ([make_evidence(tier="primary", is_party_source=False)], "single_source"),
        ([make_evidence(1), make_evidence(2)], "multi_source"),
        ([make_evidence(1), make_evidence(2, cluster_id="cluster1")], "single_source"),
        ([make_evidence(1), make_evidence(2, source_id="source1")], "single_source"),
        ([make_evidence(1), make_evidence(2, standing="opinion")], "single_source"),
        ([make_evidence(standing="reported")], "rumored"),
        ([make_evidence(1, standing="reported"), make_evidence(2, standing="reported")], "rumored"),
        ([make_evidence(standing="reported", tier="primary")], "rumored"),
        ([make_evidence(standing="opinion")], "single_source"),
        ([make_evidence(1, standing="reported"), make_evidence(2)], "single_source"),
    ],
)
def test_confidence_follows_origin_and_standing(rows: list[ApprovedEvidence], confidence: str) -> None:
    assert grade_confidence(rows)[0] == confidence


def test_confidence_reason_names_the_sources() -> None:
    assert grade_confidence([make_evidence(2), make_evidence(1)])[1] == "2 independent origins: source1, source2"


def test_copies_of_one_story_are_one_origin_however_many_carry_it() -> None:
    assert count_origins([("a", "1"), ("b", "1"), ("c", "1"), ("a", "2")]) == 2


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("1234")), max_size=10), st.randoms())
def test_origins_do_not_depend_on_order_and_share_nothing(pairs: list[tuple[str, str]], rng: random.Random) -> None:
    count = count_origins(pairs)
    shuffled = pairs[:]
    rng.shuffle(shuffled)
    assert count_origins(shuffled) == count
    assert count <= min(len({s for s, _ in pairs}), len({c for _, c in pairs}))
    assert (count == 0) == (not pairs)


def test_event_period_covers_leap_days_and_quarters() -> None:
    assert event_period("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert event_period("2024-Q4") == (date(2024, 10, 1), date(2024, 12, 31))


# --- state ------------------------------------------------------------------------------------------------------------


def step(
    label: str,
    day: str,
    role: EvidenceRole = "announcement",
    standing: Standing = "fact",
    polarity: Polarity = "supports",
) -> ApprovedEvidence:
    return make_evidence(
        label=label,
        event_date=day,
        role=role,
        standing=standing,
        polarity=polarity,
        published_on=date.fromisoformat(day),
    )


FORMED = step("compute-backed-investment", "2019-07-22")
GREW = step("equity-investment", "2023-01-23")
LOOSENED = step("exclusivity-ended", "2025-01-21", "amendment")
ENDED = step("compute-backed-investment", "2026-03-01", "termination", polarity="contradicts")


def test_nothing_approved_is_unverified_and_says_so() -> None:
    assert derive_state((), LATER).reason == "no approved evidence yet"
    assert derive_state((), LATER).state == "unverified"


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([step("compute-commitment", "2019-07-22", standing="planned")], "announced"),
        ([FORMED], "active"),
        ([step("compute-commitment", "2019-07-01", standing="planned"), FORMED], "active"),
        ([FORMED, GREW], "expanded"),
        ([FORMED, step("equity-investment", "2019-08-05")], "active"),
        ([FORMED, step("equity-investment", "2023-01-23", "follow_up")], "active"),
        ([FORMED, GREW, LOOSENED], "restructured"),
        ([FORMED, step("governance", "2025-10-28", "amendment")], "restructured"),
        ([FORMED, LOOSENED, step("compute-commitment", "2025-09-01")], "expanded"),
        ([FORMED, step("exclusive-then-multi-home", "2019-07-22", "amendment")], "active"),
        ([LOOSENED], "restructured"),
        ([FORMED, step("compute-backed-investment", "2024-01-01", "commentary", polarity="contradicts")], "disputed"),
        ([FORMED, ENDED], "ended"),
        ([FORMED, step("model-hosting", "2021-01-01"), ENDED], "restructured"),
        ([FORMED, ENDED, step("reseller", "2026-05-01")], "active"),
        ([FORMED, step("rivalry", "2024-08-01"), step("regulatory-scrutiny", "2024-09-01")], "active"),
        ([step("compute-backed-investment", "2024-01-01", standing="reported")], "unverified"),
        ([step("compute-backed-investment", "2024-01-01", standing="opinion")], "unverified"),
        ([step("rivalry", "2024-08-01")], "unverified"),
    ],
)
def test_state_follows_the_course_of_events(rows: list[ApprovedEvidence], state: str) -> None:
    assert state_of(*rows) == state


def test_dispute_is_settled_by_a_later_fact_about_the_same_label() -> None:
    denial = step("compute-backed-investment", "2024-01-01", "commentary", polarity="contradicts")
    assert state_of(FORMED, denial, step("compute-backed-investment", "2024-02-01", "follow_up")) == "active"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2019, 1, 1), "unverified"),
        (date(2020, 1, 1), "active"),
        (date(2024, 1, 1), "expanded"),
        (date(2025, 1, 20), "expanded"),
        (date(2025, 1, 21), "restructured"),
    ],
)
def test_state_as_of_a_day_knows_nothing_of_later_days(day: date, state: str) -> None:
    assert state_of(FORMED, GREW, LOOSENED, as_of=day) == state


def test_reason_names_the_carrier_its_confidence_and_what_was_before() -> None:
    state = derive_state(make_statements(FORMED, GREW, LOOSENED), LATER)
    assert state.reason == (
        "exclusivity-ended (2025-01-21) is stated as a fact; single source, 1 piece of evidence;"
        " before that expanded since 2023-01-23"
    )
    assert (state.confidence, state.since) == ("single_source", date(2025, 1, 21))


def test_best_confirmed_statement_of_a_day_carries_the_state() -> None:
    rows = [FORMED, replace(GREW, label="distribution"), GREW, replace(GREW, source_id="other", cluster_id="other")]
    assert derive_state(make_statements(*rows), LATER).reason.startswith("equity-investment (2023-01-23)")


_ROWS = st.builds(
    step,
    label=st.sampled_from(
        ["compute-backed-investment", "reseller", "equity-investment", "exclusivity", "exclusivity-ended", "rivalry"]
    ),
    day=st.sampled_from(["2019-07-22", "2019-08-01", "2023-01-23", "2025-01-21", "2026-03-01"]),
    role=st.sampled_from(["announcement", "amendment", "termination", "follow_up", "commentary"]),
    standing=st.sampled_from(["fact", "planned", "reported", "opinion"]),
    polarity=st.sampled_from(["supports", "contradicts"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_ROWS, max_size=8), st.randoms(), st.sampled_from([date(2020, 1, 1), date(2025, 6, 1), LATER]))
def test_order_of_arrival_changes_neither_statements_nor_state(
    rows: list[ApprovedEvidence], rng: random.Random, as_of: date
) -> None:
    numbered = [replace(row, evidence_id=f"e{number}") for number, row in enumerate(rows)]
    shuffled = numbered[:]
    rng.shuffle(shuffled)
    statements, again = derive_statements(numbered), derive_statements(shuffled)
    assert statements == again
    mixed = list(again)
    rng.shuffle(mixed)
    assert derive_state(statements, as_of) == derive_state(mixed, as_of)


@settings(max_examples=100, deadline=None)
@given(st.lists(_ROWS, max_size=8))
def test_evidence_of_later_days_never_changes_the_state_of_a_day(rows: list[ApprovedEvidence]) -> None:
    day = date(2024, 1, 1)
    statements = make_statements(*rows)
    past = [statement for statement in statements if statement.held_from <= day]
    known, past_only = derive_state(statements, day), derive_state(past, day)
    assert (known.state, known.since, known.confidence) == (past_only.state, past_only.since, past_only.confidence)
