import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.passages import MAX_CHARS, MAX_WORDS, split_passages

SENTENCE = "The laboratory will buy capacity from the cloud for another seven years, both of them said on Monday. "


def texts(text: str) -> list[str]:
    return [passage.text for passage in split_passages(text)]


_WORDS = st.sampled_from(
    [
        "Inc.",
        "U.S.",
        "No.",
        "5",
        "$1.25bn",
        "said",
        "The",
        "a",
        "deal.",
        "“Yes,”",
        "“No.”",
        "terms:",
        "two;",
        "x" * 400,
        "Corp.)",
    ]
    + ["- item", "• point", "\n", "\n- ", "\n\n", "  ", "\t", "é", "契約。", "!", "…", "|", "\u2028", "\x0b"]
)
_TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(_WORDS, max_size=400).map(" ".join),
    st.lists(st.text(alphabet="ab .!?:-\n", max_size=300), max_size=8).map("\n".join),
)


@given(_TEXTS)
def test_offsets_cut_the_same_text_back_out(text: str) -> None:
    passages = split_passages(text)
    for passage in passages:
        assert text[passage.start_char : passage.end_char] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert len(passage.text.split()) <= MAX_WORDS
        assert len(passage.text) <= MAX_CHARS
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    ends = [0, *(passage.end_char for passage in passages)]
    assert all(end <= passage.start_char for end, passage in zip(ends, passages, strict=False))


@given(_TEXTS)
def test_splitting_twice_gives_the_same_passages(text: str) -> None:
    assert split_passages(text) == split_passages(text)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_no_word_of_a_long_paragraph_is_lost(lengths: list[int]) -> None:
    paragraph = " ".join(f"{'Word ' * (length - 1)}end of it all today." for length in lengths)
    assert " ".join(texts(paragraph)).split() == paragraph.split()


def test_paragraph_is_one_passage() -> None:
    assert texts(f"{SENTENCE}\n{SENTENCE}") == [SENTENCE.strip(), SENTENCE.strip()]


@pytest.mark.parametrize(
    "line", ["Background", "About Harbour Cloud", "What the new agreement between the two says", "Share", ""]
)
def test_headings_and_scraps_are_left_out(line: str) -> None:
    assert texts(f"{line}\n{SENTENCE}") == [SENTENCE.strip()]


def test_short_sentence_is_kept() -> None:
    assert texts("OpenAI ends the exclusivity of Azure.") == ["OpenAI ends the exclusivity of Azure."]


def test_line_without_letters_is_left_out() -> None:
    assert texts("1,234 | 5,678 | 9,012 | 3,456 | 7,890 | 1,234 | 5,678") == []


def test_long_paragraph_is_cut_at_sentence_ends_into_even_parts() -> None:
    parts = texts(SENTENCE * 20)
    assert len(parts) == 3
    assert all(part.endswith("on Monday.") for part in parts)
    counts = [len(part.split()) for part in parts]
    assert max(counts) - min(counts) <= len(SENTENCE.split())


@pytest.mark.parametrize(
    "kept",
    [
        "Lantern Labs Inc. Chief Executive",
        "the U.S. Department of Commerce",
        "case No. 5 of the list",
        "worth $1.25bn. More",
        "Harbour Cloud Corp. (Port City)",
        "see Art. 7 and Sec. 12 of the contract",
        "J. P. Example & Co. Partners",
        "on Nov. 3 and Dec. 12",
    ],
)
def test_abbreviations_do_not_end_a_sentence(kept: str) -> None:
    # The cut must come as near to the middle as it can, where the abbreviation stands.
    side = "and so the two of them went on and on about it " * 8
    parts = texts(f"It began {side}{kept} {side}until it ended.")
    joined = [part for part in parts if kept in part]
    assert joined if "More" not in kept else not joined


def test_company_form_ends_a_sentence_before_a_word_that_opens_one() -> None:
    filler = "and the partners kept talking about the terms of it " * 8
    parts = texts(f"It {filler}with Lantern Labs Inc. The deal {filler}was done.")
    assert parts[0].endswith("Lantern Labs Inc.")
    assert parts[1].startswith("The deal")


def test_monster_sentence_is_cut_behind_a_comma() -> None:
    parts = texts("the clause says that this holds, " * 60)
    assert len(parts) > 1
    assert all(part.endswith(",") for part in parts[:-1])


def test_text_without_blanks_is_cut_too() -> None:
    assert [len(part) for part in texts("x" * 4000)] == [1500, 1500, 1000]


def test_lead_in_stays_with_its_bullets_in_one_cut() -> None:
    text = f"The parties agreed that:\n- the term ends in 2030;\n- prices fall by a tenth.\n{SENTENCE}"
    assert texts(text) == [
        "The parties agreed that:\n- the term ends in 2030;\n- prices fall by a tenth.",
        SENTENCE.strip(),
    ]


def test_bullets_that_do_not_fit_stand_alone_without_their_mark() -> None:
    item = f"- {SENTENCE * 3}".strip()
    parts = texts(f"The parties agreed on the following points:\n{item}\n{item}\n{item}")
    assert parts[0].startswith("The parties agreed")
    assert len(parts[0].split()) <= MAX_WORDS
    assert parts[-1].startswith("The laboratory")
