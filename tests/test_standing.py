import random
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.dates import find_event_dates
from pactwatch.evidence import decide_polarity
from pactwatch.records import Standing
from pactwatch.standing import decide_standing, find_standing_cues
from pactwatch.terms import find_terms


def decide(text: str, model: Standing = "none", **scores: float) -> Standing:
    return decide_standing(text, model_standing=model, model_scores_0to1=scores)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Alder has signed a contract with Birch and closed the round.", "fact"),
        ("Alder uses Birch's models in its assistant.", "fact"),
        ("Alder said it would invest in Birch next year.", "planned"),
        ("Alder is in talks with Birch over a licence, it confirmed.", "planned"),
        ("Birch plans to sell Alder's seats.", "planned"),
        ("Alder will buy Birch, people familiar with the matter said.", "reported"),
        ("Alder reportedly wants out.", "reported"),
        ("Two sources said Alder holds a veto.", "reported"),
        ("The Information reports that Alder wants out.", "reported"),
        ("I think Alder gave too much away. In my view Birch should worry.", "opinion"),
    ],
)
def test_cues_alone_decide_where_no_model_speaks(text: str, standing: Standing) -> None:
    assert decide(text) == standing


def test_attribution_overrules_the_model_and_other_cues_only_lean_on_it() -> None:
    leak = "Alder has signed, people familiar with the matter said."
    assert decide(leak, "fact", fact=0.7, reported=0.2, planned=0.05, opinion=0.05) == "reported"
    assert decide(leak, "fact", fact=0.99, reported=0.01) == "fact"
    plan = "Alder will buy it."
    assert decide(plan, "opinion", opinion=0.9, planned=0.05, fact=0.05) == "opinion"
    assert decide(plan, "fact", fact=0.5, planned=0.45, opinion=0.05) == "planned"


def test_cues_are_given_with_their_place_and_quoted_speech_weighs_half() -> None:
    text = "“I think so,” he said. I think so."
    quoted, own = [cue for cue in find_standing_cues(text) if cue.text == "I"]
    assert text[own.start_char : own.end_char] == "I"
    assert quoted.weight == own.weight / 2


@given(st.text(max_size=300))
def test_any_text_gets_a_standing_and_never_none(text: str) -> None:
    assert decide(text) in {"fact", "planned", "reported", "opinion"}


WORDS = (
    "in 2019 2032 Tuesday May last month Q3 quarter until by $4bn US$ €300m 10 billion won 27% per cent stake GW 18,000"
    " chips H100 three-year exclusivity right of first refusal no longer “ ” \" ' ( ) , . \u200b \ufeff \u202e 通訊"
    " مايكروسوفت ﬃ \x00 \n 99999999999999999999 1e308 I said people"
)


def test_no_reader_fails_or_dawdles_on_hostile_text() -> None:
    chance, words = random.Random(11), WORDS.split(" ")
    texts = [
        chance.choice(["", " ", "  "]).join(chance.choice(words) for _ in range(chance.randint(0, 90)))
        for _ in range(500)
    ]
    pieces = (
        "(",
        "9",
        "9,",
        "$1 ",
        "up to ",
        "5% ",
        "one ",
        "in 2019 ",
        "until 2032 ",
        "“",
        "people ",
        "no longer ",
        "A.",
        "two people ",
    )
    texts += [piece * (20_000 // len(piece)) for piece in pieces]
    for text in texts:
        started = time.process_time()
        find_event_dates(text, date(2025, 3, 20), text[:80])
        find_terms(text, date(2025, 3, 20))
        decide(text)
        decide_polarity(text, "right-of-first-refusal")
        # 20 kB take under 0.1 s where this was measured; the bound is for machines under load.
        assert time.process_time() - started < 3.0, text[:40]
