"""Cuts a card's article for the page: the passage, what stands around it, and the rest to unfold. Pure.

In: a `ReviewCard`. Out: paragraphs as text. Puts no markup in: the template does.
"""

from dataclasses import dataclass

from pactwatch.review import ReviewCard

# Paragraphs shown on each side of the passage without unfolding.
_AROUND = 3
# A page stays light on long articles: this much of the rest can be unfolded, the link leads to all of it.
_REST_CHARS = 12_000


@dataclass(frozen=True, slots=True)
class CutArticle:
    """`quote` is the part of the passage that is quoted; `lead` and `trail` are the passage before and after it."""

    earlier: tuple[str, ...]
    before: tuple[str, ...]
    lead: str
    quote: str
    trail: str
    after: tuple[str, ...]
    later: tuple[str, ...]
    is_shortened: bool


def cut_article(card: ReviewCard) -> CutArticle:
    """Cut the article around the card's passage."""
    text = card.article.text
    before = _split(text[: card.start_char])
    after = _split(text[card.end_char :])
    earlier, later = before[:-_AROUND], after[_AROUND:]
    kept_earlier = _take(earlier[::-1])[::-1]
    kept_later = _take(later)
    passage = text[card.start_char : card.end_char]
    lead, quote, trail = _find_quote(passage, card.labels[0].quote)
    return CutArticle(
        earlier=kept_earlier,
        before=before[-_AROUND:],
        lead=lead,
        quote=quote,
        trail=trail,
        after=after[:_AROUND],
        later=kept_later,
        is_shortened=len(kept_earlier) < len(earlier) or len(kept_later) < len(later),
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def _take(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    kept: list[str] = []
    room = _REST_CHARS
    for paragraph in paragraphs:
        room -= len(paragraph)
        if room < 0:
            break
        kept.append(paragraph)
    return tuple(kept)


def _find_quote(passage: str, quote: str) -> tuple[str, str, str]:
    lead, found, trail = passage.partition(quote)
    return (lead, found, trail) if found else ("", passage, "")
