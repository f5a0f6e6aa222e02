"""Measures how far the labels of a model depend on what should not matter.

The frozen development passages are scored as they stand and with organisations swapped, numbers changed, sentences in
another order, and typing errors; figures are those of the model's own decisions. Runs without torch.
"""

import argparse
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pactwatch.classify import Classifier
from pactwatch.project import find_folder
from pactwatch.seed import load_organisations
from pactwatch.taxonomy import load_taxonomy
from pactwatch.train.metrics import measure
from pactwatch.train.passages import LabelledPassage, load_passages
from pactwatch.train.splits import load_split, take_side
from pactwatch.train.swapping import NameSwapper, find_unknown_names

_SEED = 3
_TYPO_SHARE = 0.03


def change_numbers(text: str, chance: random.Random) -> str:
    """Replace every digit but those of years by another."""

    def change(found: re.Match[str]) -> str:
        if re.fullmatch(r"(19|20)\d\d", found[0]):
            return found[0]
        return re.sub(r"\d", lambda digit: chance.choice("123456789".replace(digit[0], "")), found[0])

    return re.sub(r"\d+(?:[.,]\d+)*", change, text)


def shuffle_sentences(text: str, chance: random.Random) -> str:
    """Put the sentences in another order."""
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z\"'“])", text)
    chance.shuffle(sentences)
    return " ".join(sentences)


def add_typos(text: str, chance: random.Random) -> str:
    """Swap two neighbouring letters in some of the words."""
    words = text.split(" ")
    for number, word in enumerate(words):
        if len(word) > 3 and chance.random() < _TYPO_SHARE:
            at = chance.randrange(1, len(word) - 2)
            words[number] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def main() -> None:
    """Print one line of figures per change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", type=Path, help="a model folder; default the shipped one")
    classifier = Classifier.load(parser.parse_args().model)
    folder = find_folder("models/passages")
    everything = load_passages(folder)
    passages = take_side(everything, load_split(folder), "development")
    organisations = load_organisations()
    swapper = NameSwapper(1.0, organisations, find_unknown_names(everything, organisations))
    chance = random.Random(_SEED)

    def swap_names(passage: LabelledPassage) -> LabelledPassage:
        title, text = swapper.make_pair(passage, chance)
        return replace(passage, title=title, text=text)

    changes: dict[str, Callable[[LabelledPassage], LabelledPassage]] = {
        "as they stand": lambda one: one,
        "organisations swapped": swap_names,
        "numbers changed": lambda one: replace(one, text=change_numbers(one.text, chance)),
        "sentences in another order": lambda one: replace(one, text=shuffle_sentences(one.text, chance)),
        "typing errors": lambda one: replace(one, text=add_typos(one.text, chance)),
        "without title": lambda one: replace(one, title=""),
    }
    taxonomy = load_taxonomy()
    for name, change in changes.items():
        changed = [change(passage) for passage in passages]
        table = measure(changed, classifier.predict([(one.title, one.text) for one in changed]), taxonomy)
        figures = [f"{group} {table[group]['value']:.3f}" for group in ("patterns", "signals", "evidence", "standing")]
        print(f"{name:<28}", *figures, f"AUROC {table['evidence']['auroc']['value']:.3f}", flush=True)


if __name__ == "__main__":
    main()
