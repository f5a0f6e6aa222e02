import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.corroborate import ClusterIndex, assign_clusters, find_origin_mark

WORDS = [
    f"{start}{end}"
    for start in ("pa", "le", "mi", "co", "tu", "ra")
    for end in ("ct", "nd", "st", "rm", "ver", "lo", "gan")
]


def write_story(seed: int, *, sentences: int = 40) -> list[str]:
    dice = random.Random(seed)
    return [" ".join(dice.choices(WORDS, k=dice.randint(10, 20))).capitalize() + "." for _ in range(sentences)]


def join(sentences: list[str]) -> str:
    return " ".join(sentences)


def test_reprint_with_changes_joins_the_earliest_copy() -> None:
    story, other = write_story(1), write_story(2)
    edited = [*story[:34], *other[:6]]
    wrapped = ["Our correspondent adds a line of his own here.", *story, *other[:8]]
    shortened = story[:26]
    clusters = assign_clusters(
        [("a", join(story)), ("b", join(edited)), ("c", join(wrapped)), ("d", join(shortened)), ("e", join(other))]
    )
    assert clusters == {"a": "a", "b": "a", "c": "a", "d": "a", "e": "e"}


def test_stored_articles_found_the_clusters_of_new_ones() -> None:
    story = join(write_story(3))
    assert assign_clusters([("new", story), ("alone", join(write_story(4)))], known=[("old", story)]) == {
        "new": "old",
        "alone": "alone",
    }


def test_a_copy_of_a_copy_belongs_to_the_first() -> None:
    story, other = write_story(5), write_story(6)
    first_half_kept = [*story[:28], *other[:12]]
    clusters = assign_clusters([("c", join(first_half_kept))], known=[("a", join(story)), ("b", join(first_half_kept))])
    assert clusters == {"c": "a"}


def test_an_id_that_is_stored_keeps_its_cluster() -> None:
    story = join(write_story(7))
    assert assign_clusters([("b", story)], known=[("a", story), ("b", story)]) == {"b": "a"}


@pytest.mark.parametrize("text", ["", "Sign up for our letter.", "—"])
def test_scraps_are_never_copies_of_each_other(text: str) -> None:
    assert assign_clusters([("a", text), ("b", text)]) == {"a": "a", "b": "b"}


def test_no_documents_have_no_clusters() -> None:
    assert assign_clusters([]) == {}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=12), st.integers(0, 12))
def test_batches_give_what_one_pass_gives(seeds: list[int], cut: int) -> None:
    documents = [(f"id{number}", join(write_story(seed))) for number, seed in enumerate(seeds)]
    index = ClusterIndex(documents[:cut])
    assert index.add(documents[cut:]) == {key: assign_clusters(documents)[key] for key, _ in documents[cut:]}
    assert index.add(documents) == assign_clusters(documents)


def test_clusters_are_the_same_in_another_process() -> None:
    script = (
        "from pactwatch.corroborate import assign_clusters\n"
        "t='the two companies agreed on new terms for chips and power and people on monday in the port city '\n"
        "print(assign_clusters([('a', t*3), ('b', t*3+'but others did not'), ('c', t[::-1]*3)]))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {"{'a': 'a', 'b': 'a', 'c': 'c'}\n"}


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("PORT CITY (Reuters) - The cloud said on Monday that", "Reuters"),
        ("PORT CITY, March 3, 2025 /PRNewswire/ -- Harbour Cloud today", "PR Newswire"),
        ("PORT CITY--(BUSINESS WIRE)--Harbour Cloud today", "Business Wire"),
        ("PORT CITY, March 3, 2025 (GLOBE NEWSWIRE) -- Harbour", "GlobeNewswire"),
        ("PORT CITY (AP) — The cloud said", "Associated Press"),
        ("PORT CITY (Bloomberg) -- The cloud said", "Bloomberg"),
        ("x" * 900 + " This story first appeared in Circuit Notes.", "Circuit Notes"),
        (
            "x" * 900 + "\nThis article was originally published on The Example Ledger and is shown here",
            "Example Ledger",
        ),
        ("x" * 900 + " Reprinted with permission from the Port City Gazette.", "Port City Gazette"),
        ("The companies told Reuters that they would not talk.", None),
        ("x" * 900 + " (Reuters) " + "x" * 900, None),
        ("The story began when the cloud first appeared in the market.", None),
        ("", None),
    ],
)
def test_origin_mark_is_read_at_either_end_only(text: str, mark: str | None) -> None:
    assert find_origin_mark(text) == mark
