"""Joins what the stages read out of one passage into citable claims: one `Evidence` per tracked partnership and label.

In: a `ReadPassage` (the passage with its article's text and everything the other stages said of it) and the tracked
partnerships by pair. Out: `Evidence` with polarity, role and an exact quote, cut from the stored text. Pairs that are
not tracked and labels under their thresholds give nothing; nothing is read anew here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote as percent_encode

from pactwatch.errors import ExtractError
from pactwatch.records import (
    EventDate,
    Evidence,
    EvidenceRole,
    LabelKind,
    Mention,
    PartyPair,
    Passage,
    PassageLabels,
    Polarity,
    Quote,
    Standing,
)

READER_VERSION = "2"
"""Version of the reading stages together; raise it when one of them reads differently: passages are then read again."""

_QUOTE_MOST = 300
_CONTEXT_WIDTH = 32
_CONTEXT_DAYS = 150
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\bU\.S\.)(?<!\bInc\.)(?<!\bCorp\.)(?<!\bLtd\.)[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9À-Þ])|\n+"
)


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage and all that was read of it. `article_text[passage.start_char:passage.end_char] == passage.text`."""

    passage_id: str
    passage: Passage
    article_text: str
    published: date | None
    labels: PassageLabels
    mentions: tuple[Mention, ...]
    pairs: tuple[PartyPair, ...]
    event: EventDate
    standing: Standing


# What each label speaks of: the sentence with these words carries the quote; an end told beside them contradicts.
_TOPICS: Mapping[str, re.Pattern[str]] = {
    label: re.compile(rf"(?i)\b(?:{words})")
    for label, words in {
        "equity-investment": r"stakes?\b|shares?\b|invest\w*|equity|warrants?\b|notes\b|convertible"
        r"|funding|owns?\b|holding",
        "compute-commitment": r"compute|computing|capacity|cloud|chips?\b|GPUs?\b|TPUs?\b|gigawatts?|GW\b|megawatts?"
        r"|MW\b|contract|commit\w*|order\w*|data cent\w+",
        "exclusivity": r"exclusiv\w+|preferred|primary|sole\b|only\b|nobody else|nowhere else",
        "exclusivity-ended": r"exclusiv\w+|non-exclusive|preferred|sole\b|only\b|any cloud|tie\b",
        "right-of-first-refusal": r"first refusal|rofr|right to match|matching right|match\b|first call"
        r"|first look|asked first|step in\b|the option|veto",
        "multi-homing": r"second\b|also\b|alongside|beside|add(?:s|ed)?\b|another|other clouds?|as well as|next to"
        r"|both\b",
        "custom-silicon": r"chips?\b|silicon|accelerators?|processors?|TPUs?\b|Trainium\d?|Maia|designs?\b",
        "revenue-share": r"revenue|share\b|per ?cent|percent|%|commission|cut\b|fees?\b|receipts",
        "ip-rights": r"licen[cs]\w+|rights to\b|access\b|weights|intellectual property|IP\b|research\b",
        "distribution": r"sell\w*|sold\b|resell\w*|offer\w*|bundl\w*|marketplace|store\b|distribut\w+|available"
        r"|channel|customers",
        "governance": r"board|seat\b|observer|voting|votes?\b|governance|consent|consultation|director",
        "renegotiation": r"amend\w*|extend\w*|renew\w*|renegotiat\w*|restructur\w*|terms?\b|dispute\w*|end(?:s"
        r"|ed|ing)?\b|new agreement",
        "regulatory-scrutiny": r"authorit\w+|commission|CMA\b|FTC\b|regulator\w*|antitrust|court|competition"
        r"|probe|inquiry|investigat\w+|tribunal",
        "rivalry": r"rival\w*|compet\w+|against|own models?|in-house",
        "data-residency": r"data\b|jurisdiction|within\b|local\b|residency|hosted in|sovereign\w*",
        "model-hosting": r"models?\b|serv\w+|host\w*|inference|API\b|Bedrock|Vertex|Foundry|Azure",
        "marketplace": r"marketplace|store\b|listed|listing|billing|billed|bill\b|invoice|app drawer",
        "reseller": r"resell\w*|sell\w*|sold\b|bundl\w*|seats?\b|licen[cs]es?\b|distribut\w+|carrier",
        "oem-third-party-model": r"powered|runs on|under the hood|built on|models?\b|brand\w*",
        "isv-embedded": r"inside\b|embedded|integrat\w+|agent\w*|connector|app\b|plug\w*|panel",
        "sovereign": r"sovereign\w*|government|national|local\b|ministr\w+|state\b|country",
        "partner-to-competitor": r"rival\w*|compet\w+|own (?:chip|model|data)\w*|in-house|rel(?:y|iance)\b|replace",
        "exclusive-then-multi-home": r"exclusiv\w+|first refusal|sole\b|preferred|second\b|also\b|add\w*|other clouds?",
        "compute-backed-investment": r"invest\w*|stakes?\b|compute|computing|capacity|chips?\b|billion"
        r"|gigawatts?|equity",
    }.items()
}

_ENDED = re.compile(
    r"(?i)\b(?:no longer|g(?:i|a)ves? up(?! \d)|given up|giving up|surrender\w*|relinquish\w*|renounc\w*"
    r"|waived?\b|los(?:es|t|ing)\b|lapsed|expired|ended|ends\b(?! (?:on|in|at)\b)|ending"
    r"|terminat(?:ed|es|ing)|cancel\w*"
    r"|scrap\w*|dropp\w*|drops\b|dropped|abandon\w*|withdr\w+|pulled|pulls\b|quit\w*"
    r"|left\b|leaves\b|stepp\w+ down\b(?! to)|steps down\b(?! to)|struck (?:\w+ ){0,2}down|dissolv\w+|wound down"
    r"|wind\w* down|stopped|discontinu\w*|walked away"
    r"|option went|clause goes|right to match goes|freed|free to\b|divest\w*|sold (?:its|all|every"
    r"|his|their)|exit(?:s|ed)\b|moved off|dead\b|deletes?\b|deleted|removed|without (?:a |any "
    r")?(?:exclusiv\w+|right))"
)
_DENIED = re.compile(
    r"(?i)\b(?:no (?:active )?plans?\b|no talks|never (?:had"
    r"|was|were|been)|denie[sd]|denying|will not take|not take one|rul(?:es|ed) out"
    r"|has no (?:stake|right|seat)|no (?:stake|seat|right)\b|did not take|took no)\b"
)
_AHEAD = re.compile(
    r"(?i)\b(?:lapses|expires|ends|until|will (?:end|lapse|expire)|would (?:end|lapse)|may (?:end|lapse)|if)\b"
)
# An end speaks against these; of the rest (exclusivity-ended, rivalry, kill-list moves) the end is the label itself.
_CAN_END = frozenset(_TOPICS) - {
    "exclusivity-ended",
    "renegotiation",
    "rivalry",
    "partner-to-competitor",
    "exclusive-then-multi-home",
    "compute-backed-investment",
    "sovereign",
    "data-residency",
    "regulatory-scrutiny",
}
_VAGUE_ENDS = frozenset({"left", "ending", "ends", "free to", "freed", "lost", "loses", "declined"})
_NOT_EXCLUSIVE = re.compile(r"(?i)\b(?:not exclusive|non-exclusive|no exclusiv\w+)\b")
_KEEPS = re.compile(
    r"(?i)\b(?:refus\w+|declin\w+|not|never|nor|\w+n['’]t|if|may|might|could|would|should|were to|asked)\s"
    r"(?:\w+\s){0,3}(?:to\s)?$"
)
_REACH = 70

_AMENDS = re.compile(
    r"(?i)\b(?:amend\w*|extend\w*|extension|renew\w*|renegotiat\w*|restructur\w*|revis\w+"
    r"|expand\w*|widen\w*|deepen\w*|rewritten|new terms|definitive agreement|further \$|loosen\w*"
    r"|replac\w+)\b"
)
_ANNOUNCES = re.compile(
    r"(?i)\b(?:announc\w+|unveil\w*|sign(?:s|ed)|agree[ds]?|launch\w*|today|introduc\w+"
    r"|will\b|said (?:on|it)|to (?:invest|buy|sell|offer|build|use)|has (?:become|added|bought"
    r"|taken|begun)|enter(?:s|ed) into|strikes?|struck|reveal\w*)\b"
)


def build_evidence(read: ReadPassage, partnerships: Mapping[tuple[str, str], str]) -> tuple[Evidence, ...]:
    """Return one `Evidence` per tracked partnership of the passage and label at or above its threshold.

    `partnerships` maps a pair of organisation ids in alphabetical order to its partnership. The score is the label's
    times the pair's: how likely it is that the label holds, and between these two. Raises ExtractError when the
    passage's offsets do not cut its text out of the article.
    """
    if read.article_text[read.passage.start_char : read.passage.end_char] != read.passage.text:
        raise ExtractError("passage_offsets", f"{read.passage_id} is not at {read.passage.start_char} of its article")
    if not read.labels.is_evidence:
        return ()
    return tuple(
        _make_evidence(read, pair, partnerships[pair.organisation_ids], label)
        for pair in read.pairs
        if pair.organisation_ids in partnerships
        for label in _iter_labels(read.labels)
    )


class _Label(NamedTuple):
    name: str
    kind: LabelKind
    score_0to1: float


def _iter_labels(labels: PassageLabels) -> Iterator[_Label]:
    for name in labels.patterns:
        yield _Label(name, "pattern", labels.pattern_scores_0to1[name])
    for name in labels.signals:
        yield _Label(name, "signal", labels.signal_scores_0to1[name])
    for name in labels.kill_list:
        yield _Label(name, "kill_list", labels.kill_list_scores_0to1[name])


def _make_evidence(read: ReadPassage, pair: PartyPair, partnership_id: str, label: _Label) -> Evidence:
    # Where exclusivity ended in one field and stays in another, the label `exclusivity` speaks of what stays.
    is_partial = label.name == "exclusivity" and "exclusivity-ended" in read.labels.signals
    polarity = "supports" if is_partial else decide_polarity(read.passage.text, label.name)
    return Evidence(
        passage_id=read.passage_id,
        partnership_id=partnership_id,
        label=label.name,
        label_kind=label.kind,
        polarity=polarity,
        score_0to1=round(label.score_0to1 * pair.score_0to1, 6),
        event_date=read.event.value,
        event_precision=read.event.precision,
        event_basis=read.event.basis,
        standing=read.standing,
        role=decide_role(read, label.name, polarity),
        quote=_cut_quote(read, pair, label.name),
    )


def decide_polarity(text: str, label: str) -> Polarity:
    """Say `contradicts` when the passage tells the end or the denial of what the label names, else `supports`.

    The end must stand within some words of the label's own words and not be a date still ahead ("lapses in 2027").

    >>> decide_polarity("Microsoft gives up its right of first refusal.", "right-of-first-refusal")
    'contradicts'
    >>> decide_polarity("Microsoft holds a right of first refusal.", "right-of-first-refusal")
    'supports'
    """
    if label not in _CAN_END:
        return "supports"
    topic = _TOPICS[label]
    for start, end in _split_sentences(text):
        sentence = text[start:end]
        told = [found.span() for found in topic.finditer(sentence)]
        if label == "exclusivity" and _NOT_EXCLUSIVE.search(sentence):
            return "contradicts"
        for cue in (*_ENDED.finditer(sentence), *_DENIED.finditer(sentence)):
            is_near = any(a - _REACH <= cue.end() and cue.start() <= b + _REACH for a, b in told)
            is_ahead = bool(_AHEAD.search(sentence[max(0, cue.start() - 12) : cue.end()]))
            is_kept = bool(_KEEPS.search(sentence[max(0, cue.start() - 40) : cue.start()]))
            if is_near and not (is_ahead or is_kept) and _is_plain(label, cue, sentence):
                return "contradicts"
    return "supports"


def _is_plain(label: str, cue: re.Match[str], sentence: str) -> bool:
    """Ask more of labels whose words are everyday words: there the end must come right before them."""
    if label in ("right-of-first-refusal", "exclusivity"):
        return True
    is_vague = cue.group().lower() in _VAGUE_ENDS
    return not is_vague and (label == "governance" or bool(_TOPICS[label].search(sentence[cue.end() : cue.end() + 30])))


def decide_role(read: ReadPassage, label: str, polarity: Polarity) -> EvidenceRole:
    """Say what the passage is to the event: announcement, change, end, news after it, commentary or background.

    An event more than 150 days before publication is background, whoever tells it.
    """
    text = read.passage.text
    if read.published is not None and (read.published - _read_last_day(read.event.value)).days > _CONTEXT_DAYS:
        return "context"
    if read.standing == "opinion":
        return "commentary"
    if polarity == "contradicts" or label == "exclusivity-ended":
        return "termination"
    if "renegotiation" in read.labels.signals or _AMENDS.search(text):
        return "amendment"
    if read.standing == "reported" or not _ANNOUNCES.search(text):
        return "follow_up"
    return "announcement"


def _read_last_day(value: str) -> date:
    year = int(value[:4])
    if "Q" in value:
        return date(year, 3 * int(value[-1]), 28)
    if len(value) == 10:
        return date.fromisoformat(value)
    return date(year, int(value[5:7]), 28) if len(value) == 7 else date(year, 12, 31)


# --- quotes -----------------------------------------------------------------------------------------------------------


def _split_sentences(text: str) -> list[tuple[int, int]]:
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    spans = [(start, start + len(text[start:end].rstrip())) for start, end in pairwise(starts)]
    return [(start, end) for start, end in spans if end > start]


def _cut_quote(read: ReadPassage, pair: PartyPair, label: str) -> Quote:
    start, end = _choose_sentences(read, pair, label)
    offset = read.passage.start_char
    first, last = offset + start, offset + end
    text = read.article_text
    return Quote(text[first:last], text[max(0, first - _CONTEXT_WIDTH) : first], text[last : last + _CONTEXT_WIDTH])


def _choose_sentences(read: ReadPassage, pair: PartyPair, label: str) -> tuple[int, int]:
    """Choose whole sentences, at most about 300 characters in a row, that name both parties and the label's matter."""
    text = read.passage.text
    spans = _split_sentences(text) or [(0, len(text))]
    places = [
        [m.start_char for m in read.mentions if not m.in_title and m.organisation_id == identifier]
        for identifier in pair.organisation_ids
    ]
    topic = _TOPICS.get(label)
    best, best_worth = spans[0], -1.0
    for index, (start, _) in enumerate(spans):
        for _, end in spans[index:]:
            if end - start > _QUOTE_MOST and end != spans[index][1]:
                break
            worth = _weigh_run(text[start:end], topic, [any(start <= p < end for p in found) for found in places])
            if read.event.end_char and start <= read.event.start_char < end:
                worth += 0.5
            worth -= (end - start) / 2000
            if worth > best_worth:
                best, best_worth = (start, end), worth
    return best


def _weigh_run(run: str, topic: re.Pattern[str] | None, has_party: Sequence[bool]) -> float:
    return 2.0 * sum(has_party) + (1.5 if topic is not None and topic.search(run) else 0.0)


def text_fragment_url(url: str, quote: Quote) -> str:
    """Return the address that opens the live page at the quote (https://wicg.github.io/scroll-to-text-fragment/).

    Long quotes are given by their first and last words; words around the quote settle which of two equal places is
    meant.

    >>> text_fragment_url("https://example.org/a", Quote("Alder, Inc. said so.", "", ""))
    'https://example.org/a#:~:text=Alder%2C%20Inc.%20said%20so.'
    """
    words = quote.exact.split()
    if len(words) > 12:
        target = f"{_encode(' '.join(words[:6]))},{_encode(' '.join(words[-6:]))}"
    else:
        target = _encode(" ".join(words))
    # A word that the 32 characters cut in two would match nothing; other paragraphs are other blocks.
    before = quote.prefix.rsplit("\n", 1)[-1]
    prefix = before.split()[1:] if len(quote.prefix) == _CONTEXT_WIDTH and before == quote.prefix else before.split()
    after = quote.suffix.split("\n", 1)[0]
    suffix = after.split()[:-1] if len(quote.suffix) == _CONTEXT_WIDTH and after == quote.suffix else after.split()
    parts = [
        f"{_encode(' '.join(prefix))}-," if prefix else "",
        target,
        f",-{_encode(' '.join(suffix))}" if suffix else "",
    ]
    base, _, fragment = url.partition("#")
    return f"{base}#{fragment.split(':~:', 1)[0]}:~:text={''.join(parts)}"


def _encode(text: str) -> str:
    # The hyphen is legal in an address but marks prefix and suffix here.
    return percent_encode(text, safe="", errors="replace").replace("-", "%2D")
