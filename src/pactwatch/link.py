"""Finds the organisations that a passage and its title name.

In: the seeded organisations, once; then text and title, passage by passage. Out: `Mention` records whose offsets cut
the name back out. Names count with their own capitals and at word bounds, the longest wins; a name that is also a word
("Meta", "Box") counts only where something else in the passage or title shows that the organisation is meant. Pairs
are chosen in `pairs.py`; names that nobody seeded are found in `names.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import ahocorasick

from pactwatch.records import Mention, Organisation

_Kind = Literal["sure", "context", "descriptor"]

# One character for one, so that offsets stay: spaces of all kinds, curly apostrophes, hyphens that do not break.
_SAME_WIDTH = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009\n\t", " ") | {"’": "'", "‘": "'", "\u2011": "-", "\u2010": "-"}
)


class _Name(NamedTuple):
    text: str
    organisation_id: str
    kind: _Kind


class _Hit(NamedTuple):
    start: int
    end: int
    name: _Name


class OrganisationIndex:
    """An Aho-Corasick automaton over every name of the seeded organisations; built once, then only read.

    Sure names (name, aliases, products, former names, tickers) are matched with their capitals, or in capitals
    throughout where the line is; descriptors ("the Windows maker") whatever their case; context aliases with their
    capitals and a reason (`_has_reason`).
    """

    def __init__(self, organisations: Sequence[Organisation]) -> None:
        self.roles = {organisation.organisation_id: organisation.role for organisation in organisations}
        self._names = _build(_iter_names(organisations))
        self._context = _build(
            _Name(word, organisation.organisation_id, "context")
            for organisation in organisations
            for word in organisation.context_words
        )

    def find_mentions(self, text: str, title: str = "") -> tuple[Mention, ...]:
        """Find every mention in `title` (first, `in_title`) and `text`, in the order of each.

        >>> from pactwatch.records import Organisation
        >>> index = OrganisationIndex([Organisation("openai", "OpenAI", "lab", "US", products=("ChatGPT",))])
        >>> [(mention.organisation_id, mention.text) for mention in index.find_mentions("ChatGPT's maker said no.")]
        [('openai', 'ChatGPT')]
        """
        in_title, in_text = self._match_names(title), self._match_names(text)
        sure = {hit.name.organisation_id for hit in (*in_title, *in_text) if hit.name.kind != "context"}
        if any(hit.name.kind == "context" for hit in (*in_title, *in_text)):
            words = [(hit, False) for hit in self._match_context(text)] + [
                (hit, True) for hit in self._match_context(title)
            ]
        else:
            words = []
        kept: list[Mention] = []
        for hits, source, is_title in ((in_title, title, True), (in_text, text, False)):
            for hit in hits:
                if hit.name.kind != "context" or _has_reason(hit, is_title, sure, words):
                    cut = source[hit.start : hit.end]
                    kept.append(Mention(hit.name.organisation_id, hit.start, hit.end, cut, is_title))
        return tuple(kept)

    def _match_names(self, text: str) -> list[_Hit]:
        if self._names is None or not text:
            return []
        plain, folded = _fold(text)
        is_shouted = _is_shouted(plain)
        hits: list[_Hit] = []
        for last, (length, names) in self._names.iter(folded):
            start = last + 1 - length
            if not _is_bounded(plain, start, last + 1):
                continue
            cut = plain[start : last + 1]
            hits.extend(_Hit(start, last + 1, name) for name in names if _has_right_case(cut, name, is_shouted))
        return _keep_longest(hits)

    def _match_context(self, text: str) -> Iterator[_Hit]:
        if self._context is None or not text:
            return
        plain, folded = _fold(text)
        for last, (length, names) in self._context.iter(folded):
            start = last + 1 - length
            if _is_bounded(plain, start, last + 1):
                cut = plain[start : last + 1]
                yield from (
                    _Hit(start, last + 1, n) for n in names if n.text.islower() or cut == n.text.translate(_SAME_WIDTH)
                )


def _iter_names(organisations: Sequence[Organisation]) -> Iterator[_Name]:
    for organisation in organisations:
        identifier, doubtful = organisation.organisation_id, set(organisation.context_aliases)
        sure = {organisation.name, *organisation.aliases, *organisation.products, *organisation.former_names}
        sure |= {variant for ticker in organisation.tickers for variant in (ticker, ticker.replace(":", ": "))}
        yield from (_Name(text, identifier, "sure") for text in sorted(sure - doubtful))
        yield from (_Name(text, identifier, "context") for text in sorted(doubtful))
        yield from (_Name(text, identifier, "descriptor") for text in organisation.descriptors)


def _build(names: Iterable[_Name]) -> "ahocorasick.Automaton | None":
    by_key: dict[str, list[_Name]] = {}
    for name in names:
        by_key.setdefault(_fold(name.text)[1], []).append(name)
    if not by_key:
        return None
    automaton = ahocorasick.Automaton()
    for key, group in by_key.items():
        automaton.add_word(key, (len(key), tuple(group)))
    automaton.make_automaton()
    return automaton


def _fold(text: str) -> tuple[str, str]:
    """Return the text with plain spaces and apostrophes, and the same in lower case; both as long as the text."""
    plain = text.translate(_SAME_WIDTH)
    folded = plain.lower()
    if len(folded) != len(plain):
        folded = "".join(low if len(low := character.lower()) == 1 else character for character in plain)
    return plain, folded


def _is_shouted(plain: str) -> bool:
    return plain.isupper() and sum(character.isalpha() for character in plain) > 12


def _is_bounded(plain: str, start: int, end: int) -> bool:
    """Ask for word bounds in any script; an address ("x@openai.com", "/Apple/") is no mention."""
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if before and (before.isalnum() or before in "_@/#"):
        return False
    return not (after and (after.isalnum() or after in "_@/")) or (after == "/" and plain[end + 1 : end + 2].isupper())


def _has_right_case(cut: str, name: _Name, is_shouted: bool) -> bool:
    if name.kind == "descriptor":
        return True
    wanted = name.text.translate(_SAME_WIDTH)
    if cut == wanted:
        return True
    if name.kind == "context":
        return False
    return cut.isupper() and cut == wanted.upper() and (is_shouted or len(cut) >= 5)


def _keep_longest(hits: list[_Hit]) -> list[_Hit]:
    """Keep the leftmost, longest, surest of overlapping hits."""
    order: dict[_Kind, int] = {"sure": 0, "descriptor": 1, "context": 2}
    kept: list[_Hit] = []
    end = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, order[hit.name.kind], hit.name.organisation_id)):
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return kept


def _has_reason(hit: _Hit, is_title: bool, sure: set[str], words: Sequence[tuple[_Hit, bool]]) -> bool:
    """Believe a doubtful name beside a sure name of its organisation or one of its context words outside it."""
    if hit.name.organisation_id in sure:
        return True
    return any(
        word.name.organisation_id == hit.name.organisation_id
        and (in_title != is_title or word.end <= hit.start or word.start >= hit.end)
        for word, in_title in words
    )
