"""Finds the organisations that a passage and its title name.

In: the seeded organisations, once; then text and title, passage by passage. Out: `Mention` records whose offsets cut
the name back out. Names count with their own capitals and at word bounds, the longest wins; a name that is also a word
("Meta", "Box") counts only where something else in the passage or title shows that the organisation is meant, or where
its capital in mid-sentence, its possessive or its verb does. "The government" is that of the one country that the
passage names. Pairs are chosen in `pairs.py`; names that nobody seeded are found in `names.py`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

import ahocorasick

from pactwatch.records import Mention, Organisation

_Kind = Literal["sure", "context", "descriptor"]

# One character for one, so that offsets stay: spaces of all kinds, curly apostrophes, hyphens that do not break.
_SAME_WIDTH = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009\n\t", " ") | {"’": "'", "‘": "'", "\u2011": "-", "\u2010": "-"}
)
_STATE_WORDS = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Aa]|[Nn]ational|[Ff]ederal|[Hh]er|[Hh]is)\s(?:(?:national|central|federal|country['’]s|royal|digital|"
    r"new|present|current)\s)?(?:[Gg]overnment|[Ss]tate|[Mm]inistry|[Mm]inister|[Kk]ingdom|[Rr]epublic|[Cc]abinet|[Tt]reasury)\b"
    r"(?!\s(?:of\sthe\sart|Street|bank))|\b(?:[Gg]overnment|[Mm]inist(?:ry|er|ries|ers))\b"
)
_STATE_NAME = re.compile(r"(?:the )?[Gg]overnment of (?:the )?([A-Z][\w -]+)|([A-Z][\w -]+) [Gg]overnment")
_STATE_ACTS = re.compile(
    r"\s(?:will|would|has|had|is|wants|means|plans|signed|signs|buys|bought|pays|paid|gets|got|takes|took|chose|picked"
    r"|agreed|joined|joins|launched|gives|gave|became|hopes|intends|keeps|owns|holds|runs)\b"
)
_STATE_TIES = re.compile(r"\b(?:with|between|for|[Tt]o help|[Aa]greement with|deal with|pact with)\s$")
_PLACE_BEFORE = re.compile(r"(?i)\b(?:in|near|at|outside|of|via)\s$")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?:;\n])[\s\"'“‘(\[]*$")
_ACTS = re.compile(
    r"(?:'s?\s|\s(?:has|had|will|would|says|said|plans|sells|sold|buys|bought|pays|paid|signed|added|agreed|runs|hosts"
    r"|offers|offered|launched|announced|wants|picked|chose|uses|used|bundles|resells|committed|now|is|was|already)\s)"
)
_MAX_STATES = 40
_OPENING_WORDS = frozenset({"Together", "Nothing", "Three", "Time", "Free Pro", "Play", "Scale"})


class _Name(NamedTuple):
    text: str
    organisation_id: str
    kind: _Kind
    is_own: bool = True


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
        self._states = _build(_iter_states(organisations))
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
                if (
                    hit.name.kind != "context"
                    or _has_reason(hit, is_title, sure, words)
                    or _stands_as_name(source, hit, is_title)
                ):
                    cut = source[hit.start : hit.end]
                    kept.append(Mention(hit.name.organisation_id, hit.start, hit.end, cut, is_title))
        return (*kept, *self._find_states(text, title, kept))

    def _find_states(self, text: str, title: str, found: Sequence[Mention]) -> Iterator[Mention]:
        """Read "the government" as that of the one country named, and a country that acts as its government."""
        countries = self._match(self._states, text)
        named = {hit.name.organisation_id for hit in (*countries, *self._match(self._states, title))}
        taken = [(mention.start_char, mention.end_char) for mention in found if not mention.in_title]
        cuts = [
            (hit.name.organisation_id, hit.start, hit.end)
            for hit in countries
            if _STATE_ACTS.match(text, hit.end) or _STATE_TIES.search(text[max(0, hit.start - 20) : hit.start])
        ]
        if len(named) == 1 and not named & {mention.organisation_id for mention in found}:
            cuts += [(next(iter(named)), m.start(), m.end()) for m in islice(_STATE_WORDS.finditer(text), 20)]
        for identifier, start, end in sorted(cuts, key=lambda cut: cut[1:])[:_MAX_STATES]:
            if all(end <= left or start >= right for left, right in taken):
                taken.append((start, end))
                yield Mention(identifier, start, end, text[start:end])

    def _match_names(self, text: str) -> list[_Hit]:
        return self._match(self._names, text)

    def _match(self, automaton: "ahocorasick.Automaton | None", text: str) -> list[_Hit]:
        if automaton is None or not text:
            return []
        plain, folded = _fold(text)
        is_shouted = _is_shouted(plain)
        hits: list[_Hit] = []
        for last, (length, names) in automaton.iter(folded):
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
        own = organisation.name.lower()
        yield from (
            _Name(text, identifier, "context", text.lower() in own or own in text.lower()) for text in sorted(doubtful)
        )
        yield from (_Name(text, identifier, "descriptor") for text in organisation.descriptors)


def _iter_states(organisations: Sequence[Organisation]) -> Iterator[_Name]:
    """Take the countries out of the names of their governments: "government of Denmark", "Danish government"."""
    for organisation in organisations:
        if organisation.role == "government":
            texts = {organisation.name, *organisation.aliases}
            found = {m.group(1) or m.group(2) for text in texts if (m := _STATE_NAME.fullmatch(text))}
            yield from (_Name(text, organisation.organisation_id, "sure") for text in sorted(found))


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


def _stands_as_name(source: str, hit: _Hit, is_title: bool) -> bool:
    """Believe a doubtful name that a capital in mid-sentence, a possessive or a verb shows to be one."""
    cut, before = source[hit.start : hit.end], source[max(0, hit.start - 40) : hit.start]
    after = source[hit.end : hit.end + 30].translate(_SAME_WIDTH)
    if cut.islower() or _is_part_of_name(before, after, is_own=hit.name.is_own):
        return False
    if not hit.name.is_own and _PLACE_BEFORE.search(before):
        return False
    if _SENTENCE_OPENS.search(before):
        return cut not in _OPENING_WORDS and bool(_ACTS.match(after))
    return not is_title or _is_plain_title(source)


def _is_part_of_name(before: str, after: str, *, is_own: bool) -> bool:
    if before.endswith("-"):
        return True
    head, _, word = before.removesuffix(" ").rpartition(" ")
    if before.endswith(" ") and word[:1].isupper() and word[-1:].isalnum() and not _SENTENCE_OPENS.search(head):
        return True
    return is_own and after[:1] == " " and after[1:2].isupper()


def _is_plain_title(title: str) -> bool:
    """Tell whether a title keeps its capitals for names."""
    words = [word for word in title[:300].split()[1:] if word[:1].isalpha() and len(word) > 3]
    return sum(word[:1].islower() for word in words) * 2 >= len(words)
