"""Describes a capitalised name by its form and its places, for the model that tells organisations from other names.

In: the forms of one name in text and title, the mentions of seeded organisations. Out: features in 0..1 by name. No
verdict: `names.py` weighs them with weights that `tests/benchmarks/fit_pairs.py` learns.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pactwatch.pair_name_words import GIVEN_NAMES, MARKERS, TRADES
from pactwatch.records import Mention

_PERSON_BEFORE = re.compile(
    r"(?:\b(?:Mr|Ms|Mrs|Dr|Sir|Judge|President|Minister|Senator|Commissioner|[Aa]nalyst|chief|founder|Chancellor|Premier"
    r"|executive|boss|head|director|chair(?:man|woman)?|CEO|CFO|CTO|by author|lawyer|professor|[Ss]ecretary"
    r"|spokesman|spokeswoman|economist|officer)\.?,?\s)$"
)
_PERSON_AFTER = re.compile(
    r"^(?:,\s(?:the\s|its\s|a\s|head|chief|who|founder|co-founder|partner|general "
    r"counsel|president|managing|senior|vice|an? analyst|CEO)|\s\(\d\d\)|['’]s\s(?:firing|departure|team|note|exit))"
)
_PRODUCT_AFTER = re.compile(
    r"^(?:['’]s)?\s(?:\w+\s)?(?:assistant|agents?|models?|app|apps|chatbot|copilot|chips?|processors?|tool|feature"
    r"|family|weights|bot|browser|accelerators?|console|menu|marketplace|store|smartphones?|phones?|notebooks?|plans?"
    r"|subscription|project|programme|program|initiative|campus|site|cluster|supercomputer|clause)\b"
)
_OWNED = re.compile(
    r"(?:['’]s?|\b(?:its|their|our|his|her|own))\s(?:(?:new|own|forthcoming|flagship|first|latest|\w+-\w+|generative"
    r"|in-house|[a-z]+)\s){0,3}$"
)
_SUBJECT = re.compile(
    r"^\s(?:has|had|have|will|would|may|can|is|was|sells?|sold|buys?|bought|pays?|paid|takes?|took|gets?|got|keeps?|kept"
    r"|owns?|holds?|held|signed|signs|adds?|added|agreed|runs?|hosts?|serves?|trains?|trained|offers?|offered|ended|ends"
    r"|remains?|receives?|granted|grants|launched|announced|plans|wants|moved|picked|chose|named|uses?|used|bills?"
    r"|bundles?|resells?|delivered|refused|claims?|argues|extended|expects|puts?|committed|contracted|became|becomes"
    r"|shall|does|did|must|lists?|listed|gave|gives|built|builds|makes?|made|rents?|leases?|leased|drops?|dropped|swaps?"
    r"|switches|switched|licen[cs]es|licen[cs]ed|taps?|tapped|ships?|joins?|joined|backs|backed|invests|invested"
    r"|loses|lost|wins|won|needs|never|now|cannot|can['’]t|doesn['’]t|didn['’]t|won['’]t|isn['’]t|hasn['’]t)\b"
)
_SAYS = re.compile(r"^(?:,|\s)\s?(?:says?|said|told|tells|wrote|writes|added|asked|thinks|believes|puts it)\b")
_TIE = re.compile(
    r"\b(with|from|by|to|into|between|and|at|for|of|in|over|against|on|through|via|per|than)\s(the\s)?$", re.I
)
_ROLE_BEFORE = re.compile(
    r"(?i)\b(?:start-?up|developer|lab|builder|host|provider|carrier|operator|bank|insurer|lender|maker|retailer|app"
    r"|distributor|cloud|firm|group|company|publisher|broadcaster|studio|supplier|customer|vendor|partner|reseller"
    r"|subsidiary|telco|neocloud|[a-z]+maker|chain|house|specialist|business|consultancy|airline|brand|marque|utility"
    r"|landlord|miner|manufacturer|platform|outfit|unit|institute|foundry|designer|integrator|rival|competitor|newspaper"
    r"|magazine|agency|giant|incumbent|champion|client|tenant|buyer|owner|parent|investor)(?:,\s|\s[‘'“\"]?)$"
)
_ROLE_AFTER = re.compile(
    r"(?i)^,\s(?:an?|the|its|one of|part of|owned|backed|part-owned|based|maker|developer|operator|which|whose|of"
    r"|the country)\b"
)
_SUFFIX_AFTER = re.compile(r"^,?\s(?:Inc|Ltd|Limited|plc|PLC|Corp|LLC|GmbH|AG|ASA|AS|AB|OÜ|SA|S\.p\.A|Pte|FZE|SE|NV)\b")
_DEMONYM_BEFORE = re.compile(r"\b[A-Z][a-z]+(?:ish|ese|an|ch|ss|i|[a-z]['’]s?)\s(?:[a-z-]+\s){0,2}$")
_FIRM_GOODS_AFTER = re.compile(
    r"^['’]s?\s(?:[a-z-]+\s)?(?:models?|engine|software|chips?|halls?|cloud|servers|customers|lawyers"
    r"|founders?|shares?|board|chief|contract|data|racks|app|product|revenue|users|GPUs?|platform|technology)\b"
)
_CALLED_BEFORE = re.compile(r"\b(?:called|named|dubbed|codenamed|code-named|known as|as|brand name|under)\s[‘'“\"]?$")
_DETERMINER_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]|[Aa]n|[Tt]his|[Tt]hat|[Ee]very|[Nn]o|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y)\s$"
)
_OPENS = re.compile(r"(?:^|[.!?:;\n–—])[\s\"'“‘(\[]*$")
_LISTED = re.compile(r"^(?:,|\s?/|,?\s(?:and|or|nor)|\s&)\s?(?:the\s)?$")
_TIED = re.compile(r"^\s(?:with|from|to|by|on|for|into|against|over|through|via)\s(?:the\s)?$")
_RESULTS_TITLE = re.compile(r"(?i)\b(?:call|results|prospectus|annual report|10-K|filing|notes|memo|plc|transcript)\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One run of capitalised words and where it stands; offsets count in the title where `in_title`."""

    text: str
    start: int
    end: int
    in_title: bool


def describe_name(group: Sequence[Candidate], text: str, title: str, mentions: Sequence[Mention]) -> dict[str, float]:
    """Describe the forms of one name; all values in 0..1, features that do not hold are left out."""
    name = max((candidate.text for candidate in group), key=len)
    features = dict.fromkeys(_iter_form(name), 1.0) | dict.fromkeys(_iter_spread(group, title, mentions), 1.0)
    for candidate in group[:20]:
        source = title if candidate.in_title else text
        features |= dict.fromkeys(_iter_place(candidate, source), 1.0)
        features |= dict.fromkeys(_iter_neighbours(candidate, source, mentions), 1.0)
    if all(_opens(candidate, title if candidate.in_title else text) for candidate in group):
        features["always_opens"] = 1.0
        if len(name.split()) == 1:
            features["one_word_opens"] = 1.0
    return features


def _iter_form(name: str) -> Iterator[str]:
    words = name.split()
    yield "bias"
    yield f"words_{min(len(words), 4)}"
    if any(word in MARKERS for word in words):
        yield "marker"
    if words[-1] in MARKERS:
        yield "marker_last"
    if len(words) > 1 and words[-1] in TRADES:
        yield "trade_last"
    if any(re.search(r"[a-z][A-Z]", word) for word in words):
        yield "camel"
    if len(words) == 1 and name.isupper():
        yield "capitals"
    if any(character.isdigit() for character in name):
        yield "digit"
    if "&" in words:
        yield "ampersand"
    if "-" in name:
        yield "hyphen"
    if words[0] in GIVEN_NAMES:
        yield "given_name" if len(words) == 1 else "given_name_first"


def _iter_spread(group: Sequence[Candidate], title: str, mentions: Sequence[Mention]) -> Iterator[str]:
    in_title = any(candidate.in_title for candidate in group)
    in_text = any(not candidate.in_title for candidate in group)
    if len(group) > 1:
        yield "twice"
    if sum(not candidate.in_title for candidate in group) > 2:
        yield "often"
    if len({candidate.text for candidate in group}) > 1:
        yield "two_forms"
    if in_title:
        yield "in_both" if in_text else "title_only"
        if any(candidate.in_title and candidate.start == 0 for candidate in group):
            yield "title_opens"
            if _RESULTS_TITLE.search(title):
                yield "own_report"
    known = {mention.organisation_id for mention in mentions}
    yield f"known_{min(len(known), 3)}"


def _iter_place(candidate: Candidate, source: str) -> Iterator[str]:
    before, after = source[max(0, candidate.start - 45) : candidate.start], source[candidate.end : candidate.end + 50]
    where = "title_" if candidate.in_title else ""
    for name, pattern, part in (
        ("suffix_after", _SUFFIX_AFTER.match, after),
        ("role_before", _ROLE_BEFORE.search, before),
        ("subject", _SUBJECT.match, after),
        ("says", _SAYS.match, after),
        ("role_after", _ROLE_AFTER.match, after),
        ("person_before", _PERSON_BEFORE.search, before),
        ("person_after", _PERSON_AFTER.match, after),
        ("product_after", _PRODUCT_AFTER.match, after),
        ("owned", _OWNED.search, before),
        ("demonym_before", _DEMONYM_BEFORE.search, before),
        ("goods_after", _FIRM_GOODS_AFTER.match, after),
        ("called", _CALLED_BEFORE.search, before),
        ("determiner", _DETERMINER_BEFORE.search, before),
    ):
        if pattern(part):
            yield name
    if after.startswith(("'s ", "’s ", "' ", "’ ")):
        yield "possessive"
    if before.endswith(("'", "‘", "“", '"')):
        yield "quoted"
    if tie := _TIE.search(before):
        yield f"tie_{tie.group(1).lower()}"
    yield where + ("opens" if _OPENS.search(before) else "inside")


def _opens(candidate: Candidate, source: str) -> bool:
    return bool(_OPENS.search(source[max(0, candidate.start - 10) : candidate.start]))


def _iter_neighbours(candidate: Candidate, source: str, mentions: Sequence[Mention]) -> Iterator[str]:
    for mention in mentions[:60]:
        if mention.in_title != candidate.in_title:
            continue
        left, right = candidate.start - mention.end_char, mention.start_char - candidate.end
        if 0 <= left < 12:
            between = source[mention.end_char : candidate.start]
            yield from _iter_joint(between, "after")
        elif 0 <= right < 12:
            yield from _iter_joint(source[candidate.end : mention.start_char], "before")


def _iter_joint(between: str, side: str) -> Iterator[str]:
    if _LISTED.match(between):
        yield "listed_with_known"
    elif between.strip() in ("", "'s", "’s"):
        yield f"close_{side}_known"
    elif _TIED.match(between):
        yield f"tied_{side}_known"
