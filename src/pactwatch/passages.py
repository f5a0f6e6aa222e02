"""An article's text -> passages: the paragraphs that the model reads, as exact cuts of the text.

In: `Article.text`, paragraphs joined by one newline. Out: `Passage` records in order, `text[start_char:end_char] ==
passage.text`. Headings and other short lines are left out, long paragraphs are cut at sentence ends; nothing is
rewritten.
"""

import re
from collections.abc import Iterator
from typing import Final

from pactwatch.records import Passage

# Raised by hand whenever the same text may give other passages.
PASSAGES_VERSION: Final = "p1"

MAX_WORDS: Final = 150
# Text without blanks between words (Chinese, Japanese) is bounded by this; 150 English words have about 950 characters.
MAX_CHARS: Final = 1_500
MIN_CHARS: Final = 40
# A shorter line counts if it is a sentence: "OpenAI ends the exclusivity of Azure." is news.
_MIN_SENTENCE_WORDS: Final = 4
# Up to here, a line that ends without punctuation is a heading or a caption. In the shared corpus these were one
# passage in eleven, and what they say stands in the paragraph below.
_HEADING_CHARS: Final = 80

_WORD: Final = re.compile(r"\S+")
_BULLET: Final = re.compile(r"[-•*–]\s+")
_SENTENCE_TAIL: Final = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_CLAUSE_TAIL: Final = re.compile(r"[.!?…。！？:;,\"'”’»)\]]$")
_SENTENCE_GAP: Final = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*(\s+)(?=[\"'“‘«(\[]?[A-Z0-9À-Þ])|(?<=[。！？])()")
_SOFT_GAP: Final = re.compile(r"(?<=[;:,])\s+")
_ABBREVIATION: Final = re.compile(
    r"(?:mr|mrs|ms|dr|prof|st|jr|sr|hon|gov|sen|rep|gen|nos?|vs?|al|art|arts|secs?|figs?|ch|cl|paras?|pp?|vol|eds?|approx"
    r"|ca|est|dept|e\.g|i\.e|cf|viz|u\.n|d\.c|n\.v|s\.a|s\.p\.a|a\.g|l\.p|l\.l\.c|ph\.d|jan|feb|mar|apr|jun|jul|aug|sept?"
    r"|oct|nov|dec|[a-z])",
    re.IGNORECASE,
)
# These end a sentence only before a word that opens one: "Apple Inc. The deal", but "Apple Inc. Chief Executive".
_COMPANY_FORM: Final = re.compile(r"(?:inc|corp|cos?|ltd|llc|plc|bros|etc|u\.s|u\.k|e\.u|a\.m|p\.m)", re.IGNORECASE)
_OPENER: Final = re.compile(
    r"\W*(?:the|an?|its?|in|on|at|as|but|and|this|that|these|those|they|their|s?he|h[ei]s|her|we|our|by|for|from|with|under"
    r"|after|before|while|when|if|both|neither|however|meanwhile|separately|according|since|last|earlier)\b",
    re.IGNORECASE,
)

Span = tuple[int, int]


def split_passages(text: str) -> tuple[Passage, ...]:
    r"""Cut the text into passages of at most 150 words.

    A lead-in that ends with a colon stays together with the bullets under it as far as they fit.

    >>> [p.text for p in split_passages("Background\nThe companies signed a new agreement on Monday, they said.")]
    ['The companies signed a new agreement on Monday, they said.']
    """
    parts = (part for block in _join_bullets(text, _find_lines(text)) for part in _split_block(text, block))
    useful = [part for part in parts if _is_useful(text, part)]
    return tuple(
        Passage(ordinal=ordinal, start_char=start, end_char=end, text=text[start:end])
        for ordinal, (start, end) in enumerate(useful)
    )


def _find_lines(text: str) -> list[Span]:
    """Return the lines that are not blank, without the blanks around them."""
    return [trimmed for match in re.finditer(r"[^\n]+", text) if (trimmed := _trim(text, match.span()))]


def _trim(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _join_bullets(text: str, lines: list[Span]) -> Iterator[Span]:
    """Yield one span a block: a line, or a lead-in with the bullets that follow it. Single bullets lose their mark."""
    index = 0
    while index < len(lines):
        start, end = lines[index]
        is_lead_in = text[end - 1] == ":" and not _BULLET.match(text, start, end)
        index += 1
        joined = end
        while is_lead_in and index < len(lines) and _BULLET.match(text, *lines[index]):
            if not _fits(text, (start, lines[index][1])):
                break
            joined = lines[index][1]
            index += 1
        mark = _BULLET.match(text, start, end)
        yield (mark.end() if mark else start, joined)


def _fits(text: str, span: Span) -> bool:
    start, end = span
    return end - start <= MAX_CHARS and len(_WORD.findall(text, start, end)) <= MAX_WORDS


def _is_useful(text: str, span: Span) -> bool:
    cut = text[slice(*span)]
    if len(cut) < MIN_CHARS:
        return _SENTENCE_TAIL.search(cut) is not None and len(cut.split()) >= _MIN_SENTENCE_WORDS
    is_item = "\n" in cut or " | " in cut or (span[0] > 0 and text[span[0] - 1] != "\n")
    is_heading = len(cut) < _HEADING_CHARS and not is_item and _CLAUSE_TAIL.search(cut) is None
    return not is_heading and any(char.isalpha() for char in cut)


# --- long paragraphs --------------------------------------------------------------------------------------------------


def _split_block(text: str, block: Span) -> Iterator[Span]:
    """Yield the block, or parts of about equal length that end with a sentence; a monster sentence is cut within."""
    if _fits(text, block):
        yield block
        return
    pieces = [piece for sentence in _find_sentences(text, block) for piece in _split_sentence(text, sentence)]
    words = len(_WORD.findall(text[slice(*block)]))
    part_count = max(-(-words // MAX_WORDS), -(-(block[1] - block[0]) // MAX_CHARS))
    target_chars = (block[1] - block[0]) / part_count
    start, end = pieces[0]
    for piece_start, piece_end in pieces[1:]:
        # A part is full when the next sentence would not fit, or would carry it farther beyond the even share.
        is_full = (piece_start + piece_end) / 2 - start > target_chars
        if is_full or not _fits(text, (start, piece_end)):
            yield start, end
            start = piece_start
        end = piece_end
    yield start, end


def _find_sentences(text: str, block: Span) -> Iterator[Span]:
    start = block[0]
    for gap in _SENTENCE_GAP.finditer(text, *block):
        if gap.lastindex == 1 and _is_abbreviation(text, gap, start):
            continue
        end = gap.start(gap.lastindex or 0)
        if end > start and (sentence := _trim(text, (start, end))):
            yield sentence
        start = gap.end()
    if rest := _trim(text, (start, block[1])):
        yield rest


def _is_abbreviation(text: str, gap: re.Match[str], start: int) -> bool:
    """Say whether the full stop before the gap belongs to an abbreviation, so that the sentence goes on."""
    before = text[max(start, gap.start() - 40) : gap.start()]
    if not before.endswith("."):
        return False
    last = before.split()[-1].strip("\"'“‘«([").rstrip(".")
    if _COMPANY_FORM.fullmatch(last):
        return _OPENER.match(text, gap.end()) is None
    return _ABBREVIATION.fullmatch(last) is not None


def _split_sentence(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the sentence, or cuts of it behind a comma or semicolon, else between words, else anywhere."""
    start, end = sentence
    while not _fits(text, (start, end)):
        limit = _find_limit(text, start, end)
        soft = [gap.start() for gap in _SOFT_GAP.finditer(text, start + (limit - start) // 2, limit)]
        blank = max((index for index in range(start + 1, limit) if text[index].isspace()), default=limit)
        cut = soft[-1] if soft else blank
        if piece := _trim(text, (start, cut)):
            yield piece
        start = cut
    if rest := _trim(text, (start, end)):
        yield rest


def _find_limit(text: str, start: int, end: int) -> int:
    """Return the end of the longest beginning that fits."""
    limit = min(end, start + MAX_CHARS)
    for count, word in enumerate(_WORD.finditer(text, start, limit), start=1):
        if count > MAX_WORDS:
            return word.start()
    return limit
