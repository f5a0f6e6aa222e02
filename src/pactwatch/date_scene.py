"""Cuts out what stands around a date: its sentence, its clause, the names in them, and its place in the passage.

In: a passage and its title. Out: one `Scene` for a stretch of the passage. Sentences are cut off some hundred
characters away from the date, so that a text without full stops costs no more than another.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

_REACH = 320
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n")
_CLAUSE_END = re.compile(r"[,;:–—()]\s?|\s-\s|\b(?:and|but|while|which|who|whose|whereas|though|although|because)\b")
_CAPITAL = re.compile(r"\b[A-Z][\w&.-]{0,40}\w")
_NO_NAME = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|The|This|That|These|Those|It|Its|He|She|They|We|In|On|At|By|For|From|Since|Until|After"
    r"|Before|And|But|So|As|An|If|What|When|Who|How|Why|Where|Now|There|Then|Not|No|Under|With|To|Of|AI|Last|Next"
    r"|Both|Two|Three|One|Our|Their|His|Her|You|Your|All|Q[1-4]"
)


class Scene(NamedTuple):
    """The words around a date, the date itself left out; `place` counts sentences from zero."""

    before: str
    after: str
    clause_before: str
    clause_after: str
    place: int
    is_last: bool

    @property
    def sentence(self) -> str:
        """Both sides of the sentence."""
        return f"{self.before} {self.after}"

    @property
    def clause(self) -> str:
        """Both sides of the clause."""
        return f"{self.clause_before} {self.clause_after}"


class Passage:
    """A passage that scenes are cut from, read once."""

    def __init__(self, text: str, title: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in _SENTENCE_END.finditer(text))]
        self.title_names = find_names(title)
        self.first_names = find_names(text[: self.starts[1] if len(self.starts) > 1 else None][:1000])

    def cut(self, start: int, end: int) -> Scene:
        """Cut out the scene of the stretch from `start` to `end`."""
        place = bisect_right(self.starts, start) - 1
        after = self.text[end : end + _REACH]
        stop = _SENTENCE_END.search(after)
        before = self.text[max(self.starts[place], start - _REACH) : start]
        after = after[: stop.start()] if stop else after
        breaks = [found.end() for found in _CLAUSE_END.finditer(before)]
        clause_stop = _CLAUSE_END.search(after, 2)
        return Scene(
            before,
            after,
            before[breaks[-1] :] if breaks else before,
            after[: clause_stop.start()] if clause_stop else after,
            place,
            is_last=place == len(self.starts) - 1,
        )


def find_names(stretch: str) -> set[str]:
    """Return the capitalised words of a stretch that are no month, weekday or common opening word.

    >>> sorted(find_names("The Mistral deal, signed on Monday with SAP"))
    ['Mistral', 'SAP']
    """
    return {word for word in _CAPITAL.findall(stretch) if not _NO_NAME.fullmatch(word)}
