"""Says how firmly a passage states its relation: `fact`, `planned`, `reported`, `opinion`.

In: the passage's text and what the classifier's standing head thinks. Out: one `Standing`. Attribution cues ("people
familiar", "reportedly") overrule the head, since they are the definition of `reported`; elsewhere the cues only add to
the head's scores. Without a head the cues decide alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pactwatch.records import Standing


@dataclass(frozen=True, slots=True)
class StandingCue:
    """Words that speak for one standing, where they stand, and how much (0..3) they weigh."""

    standing: Standing
    text: str
    start_char: int
    end_char: int
    weight: float


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{pattern})")


_PEOPLE = (
    r"(?:people|persons?|sources?|engineers|executives|employees|officials|insiders|bankers"
    r"|men|women|advisers|managers)"
)
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|several|some|multiple|unnamed)"
_CUES: tuple[tuple[Standing, float, re.Pattern[str]], ...] = (
    (
        "reported",
        3.0,
        _compile(
            r"reportedly|rumou?red|rumou?rs?\b|leaks?\b|leaked\b|is said to\b|are said to\b|said to "
            r"be\b|word is\b|the press has it"
        ),
    ),
    (
        "reported",
        3.0,
        _compile(
            rf"{_PEOPLE} (?:who (?:are|were|have) )?(?:\w+ )?(?:familiar|close to|briefed|with (?:direct "
            rf")?knowledge|involved|with sight|in the talks|near the)"
        ),
    ),
    (
        "reported",
        3.0,
        _compile(
            rf"(?:{_COUNT} )(?:\w+ )?{_PEOPLE}(?: \w+)? (?:said|say|says|told|tell|cited|reveal\w*|with|who"
            rf"|close|familiar|involved)\b"
        ),
    ),
    (
        "reported",
        2.5,
        _compile(
            rf"(?:according to|cit(?:es|ed|ing)) (?:\w+ )?{_PEOPLE}\b|{_PEOPLE} (?:said|say|tell|told"
            rf"|reveal\w*)\b|person (?:said|told)\b|sources:"
        ),
    ),
    (
        "reported",
        2.5,
        re.compile(
            r"\b(?:[Tt]he )?(?:Information|Reuters|Bloomberg|Handelsblatt|Financial Times|FT|Wall Street "
            r"Journal|WSJ|Journal|Times|Nikkei|Axios|Verge|CNBC|Semafor|Fortune|Les Echos"
            r"|Caixin|Post)(?:['’]s)?,? (?:\w+ )?(?:report(?:s|ed)|writes|wrote|learn(?:s|ed|t)|has "
            r"(?:it|learned)|understands|says|said)\b"
        ),
    ),
    (
        "reported",
        2.0,
        _compile(
            r"report(?:ed|s) (?:that|by|in|,)|i['’]?m told|i hear\b|we hear\b|we understand that|has "
            r"learn(?:ed|t)\b|what i hear"
        ),
    ),
    (
        "planned",
        1.2,
        _compile(
            r"will(?! not be asked)\b|shall\b|is to\b|are to\b|going to\b|about to\b|set to\b|due to (?:be"
            r"|open|start|launch|come)\b|would (?:also )?(?:invest|launch|open|be|build|offer|buy"
            r"|join|sell|run|use|set|take|put|go)\b"
        ),
    ),
    (
        "planned",
        1.6,
        _compile(
            r"plans?(?: to| for|,)\b|planned\b|planning\b|intends?\b|intention\b|aims? to\b|hopes? to\b"
            r"|expects? to\b|prepar(?:es|ing) to|proposes?\b|proposed\b|considering\b|weigh(?:s"
            r"|ing)\b|mulls?\b"
        ),
    ),
    (
        "planned",
        1.8,
        _compile(
            r"in (?:talks|discussions?|negotiations?)|letter of intent|memorandum of understanding|\bMoU\b"
            r"|non-binding|option to\b|once (?:approved|licensed)|has offered\b|given notice\b"
        ),
    ),
    (
        "opinion",
        2.2,
        re.compile(
            r"(?:(?<=^)|(?<=[.!?;:,]\s)|(?<=\s)|(?<=[“\"(]))(?:I|I['’](?:m|d|ve|ll)|my|My|mine|me)\b(?! "
            r"(?:told|hear))"
        ),
    ),
    (
        "opinion",
        2.0,
        _compile(
            r"in (?:my|our) (?:view|opinion|judge?ment|reading)|our (?:reading|view|lesson)|we (?:think"
            r"|believe|suspect|would draw|would argue|read|doubt)|arguably|frankly|of course|call it\b"
            r"|calls? that\b|if you want to know|your own conclusions"
        ),
    ),
    (
        "opinion",
        1.3,
        _compile(
            r"seems?\b|looks? (?:like|to|more|less|as)\b|perhaps\b|maybe\b|probably\b|surely\b|no doubt\b"
            r"|plainly\b|hardly\b|presumably|suggests?\b|should\b|ought\b|might\b|one wonders|the point\b"
            r"|the lesson|the moral|the irony|real (?:story|question|reason)|the question is|makes "
            r"sense|bet(?:s|ting)? (?:is|on|that)|hedg(?:e|es|ing)\b|insurance\b|expect (?:the|thin|more"
            r"|a)\b"
        ),
    ),
    ("opinion", 1.2, re.compile(r"\?(?:\s|$)")),
    (
        "opinion",
        0.8,
        _compile(
            r"isn['’]t|doesn['’]t|don['’]t|can['’]t|that['’]s\b|there['’]s\b|it['’]s\b|nobody\b|nothing\b"
            r"|everyone\b|everybody\b|exactly\b|really\b|simply\b|merely\b|like a\b|sort of\b|a kind of\b"
            r"|pointed\b|awkward\b"
        ),
    ),
    (
        "fact",
        1.6,
        _compile(
            r"signed\b|closed\b|completed\b|entered into\b|has (?:bought|taken|added|granted|licensed"
            r"|agreed|decided|approved|cleared|found|ended|become|begun|launched|put|given"
            r"|placed|opened)\b|have (?:signed|agreed|concluded|entered)\b|(?:today|yesterday) "
            r"\w+ed\b|announced\b|took effect|effective\b|in force\b|now (?:sells?|serves?|offers?"
            r"|runs?|provides?|carries|resells?|available)\b"
        ),
    ),
    (
        "fact",
        1.0,
        _compile(
            r"we (?:hold|own|have|put|signed|invested|agreed|recogni[sz]e|added|launched|incorporate"
            r"|pay|took|gave)\b|accounted for\b|the (?:cma|authority|commission|court|tribunal|council"
            r"|minister)\b|\bhereby\b|pursuant to|under the (?:agreement|contract|master)|agreement "
            r"dated|said on \w+day\b|is (?:served|sold|embedded|hosted|listed|available)\b|are (?:served"
            r"|sold|hosted|listed|distributed)\b|can (?:now|be)\b"
        ),
    ),
)
_ORDER: tuple[Standing, ...] = ("fact", "planned", "reported", "opinion")
# Weights that a cue class can add up to: many "will"s are no more of a plan than two.
_CAPS: Mapping[Standing, float] = {"fact": 4.0, "planned": 4.0, "reported": 5.0, "opinion": 6.0, "none": 0.0}
_BASE: Mapping[Standing, float] = {"fact": 1.5, "planned": 0.0, "reported": 0.0, "opinion": 0.0}
_CUE_SHARE = 0.08
_LEAD_SHARE = 2.4
# A company that speaks of itself ("we", questions and answers) states facts in the first person.
_SPOKEN_SHARE = 0.3
_SPOKEN = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b|^(?:Q|Interviewer|Analyst)\b", re.MULTILINE)
_FIRST_SENTENCE = re.compile(r".{20,600}?[.!?](?=\s|$)", re.DOTALL)


def find_standing_cues(text: str) -> tuple[StandingCue, ...]:
    """Find the words that speak for a standing, in the order of the text; words in quotation marks weigh half."""
    quoted = [match.span() for match in re.finditer(r"[“\"][^“”\"]{0,600}[”\"]", text)]
    cues = []
    for standing, weight, pattern in _CUES:
        for match in pattern.finditer(text):
            is_quoted = any(start <= match.start() < end for start, end in quoted)
            cues.append(StandingCue(standing, match.group(), *match.span(), weight / 2 if is_quoted else weight))
    return tuple(sorted(cues, key=lambda cue: (cue.start_char, cue.end_char, cue.standing)))


def decide_standing(text: str, *, model_standing: Standing, model_scores_0to1: Mapping[str, float]) -> Standing:
    """Decide the standing of an evidence passage from the model's head and the text's cues.

    `model_standing` `none` or empty scores mean that there is no head to hear: the cues decide alone, and the answer
    is never `none`.

    >>> text = "Alder will buy Birch, people familiar with the talks said."
    >>> decide_standing(text, model_standing="none", model_scores_0to1={})
    'reported'
    """
    weights = _weigh(text)
    is_alone = model_standing == "none" or not model_scores_0to1
    if weights["reported"] >= 2.5 and (is_alone or model_scores_0to1.get("reported", 0.0) >= 0.1):
        return "reported"
    if is_alone:
        return max(_ORDER, key=lambda standing: weights[standing] + _BASE[standing])
    return max(_ORDER, key=lambda standing: model_scores_0to1.get(standing, 0.0) + _CUE_SHARE * weights[standing])


def _weigh(text: str) -> dict[Standing, float]:
    weights: dict[Standing, float] = dict.fromkeys(_ORDER, 0.0)
    opening = _FIRST_SENTENCE.match(text)
    lead_end = opening.end() if opening else len(text)
    opinion_share = _SPOKEN_SHARE if _SPOKEN.search(text) else 1.0
    for cue in find_standing_cues(text):
        share = opinion_share if cue.standing == "opinion" else 1.0
        # A news paragraph puts what it reports into its first sentence; a "will" there is the news.
        if cue.standing == "planned" and cue.start_char < lead_end:
            share = _LEAD_SHARE
        weights[cue.standing] += cue.weight * share
    return {standing: min(weight, _CAPS[standing]) for standing, weight in weights.items()}
