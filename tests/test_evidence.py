from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.errors import ExtractError
from pactwatch.evidence import READER_VERSION, ReadPassage, build_evidence, decide_polarity, text_fragment_url
from pactwatch.records import EventDate, EvidenceRole, Mention, PartyPair, Passage, PassageLabels, Polarity, Quote

ARTICLE = (
    "A headline stands here.\n"
    "Rain fell on the town all week. Alder signed a contract with Birch, which becomes its only cloud."
    " Birch puts $2 billion into Alder. Nobody commented on the weather.\n"
    "The end."
)
START, END = ARTICLE.index("Rain"), ARTICLE.index("\nThe end")
TEXT = ARTICLE[START:END]


def place(name: str, identifier: str) -> list[Mention]:
    return [Mention(identifier, i, i + len(name), name) for i in range(len(TEXT)) if TEXT.startswith(name, i)]


LABELS = PassageLabels(
    is_evidence=True,
    evidence_score_0to1=0.9,
    patterns=("exclusive-then-multi-home",),
    pattern_scores_0to1={"exclusive-then-multi-home": 0.8, "reseller": 0.1},
    signals=("exclusivity", "equity-investment"),
    signal_scores_0to1={"exclusivity": 0.7, "equity-investment": 0.6},
    kill_list=("premature-exclusivity",),
    kill_list_scores_0to1={"premature-exclusivity": 0.5},
    standing="fact",
)
READ = ReadPassage(
    passage_id="p1",
    passage=Passage(1, START, END, TEXT),
    article_text=ARTICLE,
    published=date(2025, 3, 20),
    labels=LABELS,
    mentions=(*place("Alder", "alder"), *place("Birch", "birch")),
    pairs=(PartyPair(("alder", "birch"), 0.5), PartyPair(("alder", "cedar"), 0.9)),
    event=EventDate("2025-03-18", "day", "relative", 0, 0),
    standing="fact",
)
TRACKED = {("alder", "birch"): "alder-birch"}


def test_each_label_of_a_tracked_pair_becomes_one_piece_of_evidence() -> None:
    made = build_evidence(READ, TRACKED)
    assert [(e.label, e.label_kind, e.score_0to1) for e in made] == [
        ("exclusive-then-multi-home", "pattern", 0.4),
        ("exclusivity", "signal", 0.35),
        ("equity-investment", "signal", 0.3),
        ("premature-exclusivity", "kill_list", 0.25),
    ]
    assert {(e.partnership_id, e.event_date, e.event_basis, e.standing) for e in made} == {
        ("alder-birch", "2025-03-18", "relative", "fact")
    }
    assert len({e.evidence_id for e in made}) == 4


def test_untracked_pairs_and_passages_without_evidence_give_nothing() -> None:
    assert build_evidence(READ, {}) == ()
    assert build_evidence(replace(READ, labels=replace(LABELS, is_evidence=False)), TRACKED) == ()


def test_the_quote_is_whole_sentences_cut_from_the_article() -> None:
    by_label = {e.label: e.quote for e in build_evidence(READ, TRACKED)}
    assert by_label["exclusivity"].exact.startswith("Alder signed a contract with Birch")
    assert "Birch puts $2 billion into Alder." in by_label["equity-investment"].exact
    for quote in by_label.values():
        assert quote.prefix + quote.exact + quote.suffix in ARTICLE
        assert len(quote.exact) <= 300
        assert quote.exact[-1] == "."
        assert max(len(quote.prefix), len(quote.suffix)) <= 32


def test_offsets_that_do_not_cut_the_passage_out_are_refused() -> None:
    with pytest.raises(ExtractError, match="p1"):
        build_evidence(replace(READ, article_text=ARTICLE[1:]), TRACKED)


@pytest.mark.parametrize(
    ("text", "label", "polarity"),
    [
        ("Microsoft gives up its right of first refusal.", "right-of-first-refusal", "contradicts"),
        ("Then on 28 October the option went.", "right-of-first-refusal", "contradicts"),
        ("Birch has a right of first refusal over new capacity.", "right-of-first-refusal", "supports"),
        ("The right of first refusal lapses at the end of 2027.", "right-of-first-refusal", "supports"),
        ("Birch refused on Thursday to waive its right to match.", "right-of-first-refusal", "supports"),
        ("It takes a board observer and a non-exclusive licence.", "governance", "supports"),
        ("Birch used its right to match.", "right-of-first-refusal", "supports"),
        ("Microsoft has given up its observer seat.", "governance", "contradicts"),
        ("Microsoft takes a board seat.", "governance", "supports"),
        ("The agreement is not exclusive.", "exclusivity", "contradicts"),
        ("Birch is its exclusive cloud.", "exclusivity", "supports"),
        ("Exclusivity ended in May.", "exclusivity-ended", "supports"),
        ("It sold its stake in Alder.", "equity-investment", "contradicts"),
        ("It bought a stake in Alder.", "equity-investment", "supports"),
        ("It no longer sells the seats.", "reseller", "contradicts"),
        ("The deal left ownership open.", "deferred-ip-allocation", "supports"),
    ],
)
def test_the_end_or_denial_of_the_labelled_element_contradicts(text: str, label: str, polarity: Polarity) -> None:
    assert decide_polarity(text, label) == polarity


def test_exclusivity_that_ends_in_part_still_supports_what_stays() -> None:
    text = "Exclusivity ended for Alder and Birch in research, and stays for sales."
    passage = Passage(0, 0, len(text), text)
    read = replace(
        READ, passage=passage, article_text=text, mentions=(), labels=replace(LABELS, patterns=(), kill_list=())
    )
    only = replace(read, labels=replace(read.labels, signals=("exclusivity",)))
    both_scores = {"exclusivity": 0.7, "exclusivity-ended": 0.8}
    both = replace(
        read, labels=replace(read.labels, signals=("exclusivity", "exclusivity-ended"), signal_scores_0to1=both_scores)
    )
    assert [e.polarity for e in build_evidence(only, TRACKED)] == ["contradicts"]
    assert [e.polarity for e in build_evidence(both, TRACKED)] == ["supports", "supports"]


@pytest.mark.parametrize(
    ("changes", "role"),
    [
        ({}, "announcement"),
        ({"standing": "opinion"}, "commentary"),
        ({"event": EventDate("2019", "year", "partial", 0, 0)}, "context"),
        ({"standing": "reported"}, "follow_up"),
        (
            {"labels": replace(LABELS, signals=("renegotiation",), signal_scores_0to1={"renegotiation": 0.7})},
            "amendment",
        ),
    ],
)
def test_roles_follow_cues_and_the_distance_of_the_event(changes: dict[str, object], role: EvidenceRole) -> None:
    assert build_evidence(replace(READ, **changes), TRACKED)[0].role == role  # type: ignore[arg-type]


def test_the_end_of_exclusivity_is_a_termination() -> None:
    labels = replace(LABELS, patterns=(), signals=("exclusivity-ended",), signal_scores_0to1={"exclusivity-ended": 0.7})
    assert build_evidence(replace(READ, labels=labels), TRACKED)[0].role == "termination"


def test_fragment_links_encode_what_the_syntax_uses_and_keep_the_pages_own_fragment() -> None:
    quote = Quote("One-off, A & B: 50%", "before it, a word ", " and after it")
    url = text_fragment_url("https://example.org/a?x=1#part", quote)
    assert url == (
        "https://example.org/a?x=1#part:~:text=before%20it%2C%20a%20word-,One%2Doff%2C%20A%20%26%20B%3A%2050%25,-and%20after%20it"
    )


def test_long_quotes_are_given_by_their_ends_and_halved_words_are_left_out() -> None:
    words = " ".join(f"word{n}" for n in range(20))
    url = text_fragment_url(
        "https://example.org/a", Quote(f"{words}.", "x" * 28 + " to ", " then\nnext paragraph begins here")
    )
    assert url == (
        "https://example.org/a#:~:text=to-,word0%20word1%20word2%20word3%20word4%20word5,"
        "word14%20word15%20word16%20word17%20word18%20word19.,-then"
    )


@given(st.text(min_size=1, max_size=200), st.text(max_size=32), st.text(max_size=32))
def test_a_fragment_never_holds_a_bare_comma_or_ampersand_of_the_text(exact: str, prefix: str, suffix: str) -> None:
    fragment = text_fragment_url("https://example.org/", Quote(exact, prefix, suffix)).split(":~:text=", 1)[1]
    assert "&" not in fragment
    assert fragment.count(",") <= 3
    parts = fragment.split(",")
    before = [part[:-1] for part in parts if part.endswith("-")]
    after = [part[1:] for part in parts if part.startswith("-")]
    inside = [part for part in parts if not part.startswith("-") and not part.endswith("-")]
    for texts, source in ((before, prefix), (after, suffix), (inside, exact)):
        assert all(word in source for part in texts for word in unquote(part).split())


def test_the_reader_has_a_version() -> None:
    assert READER_VERSION
