"""Finds names of organisations that nobody has seeded, so that they can stand as parties and be put before a person.

In: text, title and the mentions of seeded organisations. Out: `UnknownName` records with their mentions, whose ids
start with `unknown:`. Works on form and position alone: capitals, an organisation's words ("Labs", "Telecom"),
possession, the place before a verb. Persons, places, products of a named owner and words that open a sentence stay
out. A guess, never an organisation: nothing here may be stored as one before a person has accepted it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pactwatch.records import Mention

PREFIX = "unknown:"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TOKEN = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽŻ][\w&+’'.-]*[\w+]|[A-Z]|\d[A-Za-z]\w+|e&)"
_NAME = re.compile(
    rf"(?<![\w@/.’'-]){_TOKEN}(?:\s(?:(?:&|de|du)\s(?=[A-Z])|(?:(?<=Bank\s)|(?<=stry\s)|(?<=sity\s)"
    rf"|(?<=tute\s)|(?<=ment\s))of\s(?=[A-Z]))?{_TOKEN}){{0,4}}"
)
_MARKERS = _words(
    "AI Labs Lab Cloud Clouds Systems System Data Bank Telecom Telekom Telecoms "
    "Compute Computing Robotics Silicon Intelligence Models Technologies Technology"
    " Group Grid Networks Network Motors Insurance Analytics Neural Health Software Media Energy "
    "Studio Studios Pictures Research University"
    " Institute Hosting Devices Semiconductor Semiconductors Chips Infrastructure Internet "
    "Mobile Communications Solutions Digital Speech Legal Foundry Silicon"
    " Harbor Consulting Partners Ventures Insights Works Labor Logic Courier Ministry Government "
    "Confederation Kraft IA Neuro Quantum Dynamics Bio Therapeutics"
)
_SUFFIXES = _words(
    "Inc Inc. Ltd Ltd. Limited plc PLC Holdings Corp Corp. Corporation LLC GmbH AG SE ASA "
    "AS A/S AB Oy OÜ SA S.A. SAS SpA S.p.A. NV N.V. BV Pte Pty Co Co. Company FZE PBC KK "
    "K.K. SARL"
)
_OPENERS = _words(
    "A About According After All Also Although An And Another Any As At Back Because "
    "Before Being Between Both But By Can Chip Chips Companies Compare Could Critics Customers"
    " Data Despite Developers Did Do Does During Each Earlier Either Even Every Everyone "
    "Everything Expect Few Financial First Five For Four From Full Further Given Go Has Have "
    "He Her"
    " Here His How However I If In Indeed Initially Instead Into Is It Its Just Last Later Let "
    "Like Look Many Margin Maybe Meanwhile Most Mr Mrs Ms Much My Neither New Next No Nobody "
    "None Nor"
    " Not Note Nothing Now Of On Once One Only Or Other Others Our Out Over Own Part People Per "
    "Perhaps Please Q Quietly Rather Regulators Roughly Same Second Separately Several She "
    "Since Six Small So Some Somebody Someone"
    " Something Soon Start Still Such Take Ten Terms Than That The Their Them Then There "
    "These They Thing Third This Those Though Three Through Thus Title To Today Together "
    "Tomorrow Two Under"
    " Until Unlike Up Upon Users Very Was We Well Were What When Where Whether Which While "
    "Who Whose Why Will With Within Without Would Yes Yesterday Yet You Your Answer Question "
    "Analyst CFO CEO CTO"
    " Interviewer Asked Clients Staff Shares Talks Sources Exclusive Separate Alongside "
    "Federal Firms Banks Both Half Twelve Seven Eight Nine Exhibit Section Article Schedule "
    "Form Item Annex Amendment Paragraph"
    " Distributor Licensor Licensee Customer Supplier Buyer Vendor Agreement Company Group "
    "Authority Commission Council Court Board Committee Minister Ministry Party Parties "
    "Issuer Territory State Term Services Models Model Net Sales Receipts"
)
_OTHER_WORDS = _words(
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday "
    "Friday Saturday Sunday"
    " GPU GPUs TPU TPUs CPU CPUs API APIs LLM LLMs AGI SaaS ROFR IPO RPO CFO CEO CTO CIO COO "
    "EU UK US USA UAE GCC ASEAN EMEA APAC Q1 Q2 Q3 Q4 FY GW MW AI IT HR ICYMI ISV OEM MoU "
    "SDK PDF ID SQL HBM"
    " H100 H100s H200 H200s B200 B200s GB200 GB300 A100 MI300 MI450 Blackwell Blackwells "
    "Hopper Grace Stargate Internet English Arabic French German Korean Japanese Chinese Spanish "
    "Italian Indian American British"
    " European Canadian Norwegian Swedish Finnish Danish Dutch Polish Turkish Swiss Austrian "
    "Brazilian Mexican African Asian Nordic Nordics Emirati Saudi Israeli Russian Taiwanese "
    "Singaporean Malaysian Indonesian Vietnamese Thai"
    " Kenyan Nigerian Basque Irish Scottish Portuguese Hungarian Czech Estonian "
    "Latvian Lithuanian Ukrainian Australian America Europe Asia Africa Britain England Scotland "
    "Wales Ireland France Germany Italy Spain Portugal Norway Sweden"
    " Finland Denmark Iceland Netherlands Belgium Luxembourg Switzerland Austria Poland "
    "Czechia Hungary Romania Greece Turkey Ukraine Russia China Japan Korea India Pakistan "
    "Singapore Malaysia Indonesia Vietnam Thailand Philippines"
    " Taiwan Australia Canada Mexico Brazil Argentina Chile Colombia Peru Nigeria Kenya Ghana "
    "Egypt Morocco Israel Qatar Bahrain Kuwait Oman Emirates Estonia Latvia Lithuania "
    "Seattle Redmond Cupertino London Paris Berlin Munich"
    " Brussels Washington Beijing Shanghai Shenzhen Hangzhou Tokyo Osaka Seoul Delhi "
    "Mumbai Bengaluru Bangalore Chennai Dubai Riyadh Doha Jeddah Oslo Stockholm Helsinki "
    "Copenhagen Dublin Zurich Vienna Madrid Lisbon Barcelona Milan"
    " Rome Toronto Montreal Ottawa Vancouver Sydney Melbourne Jakarta Hanoi Bangkok Manila "
    "Taipei Johor Lagos Nairobi Cairo Accra Johannesburg Frankfurt Amsterdam Warsaw Prague "
    "Budapest Tallinn Riga Vilnius Athens Istanbul Santiago"
    " Austin Boston Denver Dallas Houston Chicago Texas California Virginia Ohio Utah "
    "Iowa Arizona Nevada Oregon Wisconsin Michigan Memphis Abilene York Francisco Diego Jersey "
    "Kong Davos Delaware Brazil Essonne Silicon Valley"
    " Western Eastern Northern Southern North South East West Middle Gulf Pacific Atlantic "
    "High Supreme District Parliament Congress Senate Street"
)
_PERIOD = re.compile(r"FY\d*|[HQ][1-4]|\d+\w{0,2}")
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:Mr|Ms|Mrs|Dr|Sir|Judge|President|Minister|Senator|Commissioner|analyst|chief|founder"
    r"|executive|boss|head|director|chair(?:man|woman)?|CEO|CFO|CTO|by author|lawyer|professor"
    r"|partner)\.?,?\s)$"
)
_PERSON_AFTER = re.compile(
    r"^(?:,\s(?:the\s|its\s|a\s|head|chief|who|founder|co-founder|partner|general "
    r"counsel|president|managing|senior|vice)|\s\(\d\d\)|['’]s\s(?:firing|departure|team|lab"
    r"|note|exit))"
)
_PRODUCT_AFTER = re.compile(
    r"^(?:['’]s)?\s(?:\w+\s)?(?:assistant|agents?|models?|app|apps|chatbot|copilot"
    r"|chips?|processors?|tool|feature|family|weights|bot|browser|accelerators?|console"
    r"|menu|marketplace|store|smartphones?|phones?|notebooks?|plan|plans|subscription)\b"
)
_OWNED = re.compile(
    r"(?:['’]s?|\b(?:its|their|our|his|her|own))\s(?:(?:new|own|forthcoming|flagship|first|latest"
    r"|\w+-\w+|generative|in-house|[a-z]+)\s){0,3}$"
)
_SUBJECT = re.compile(
    r"^\s(?:has|had|have|will|would|may|can|is|was|says?|said|told|sells?|sold|buys?|bought"
    r"|pays?|paid|takes?|took|gets?|got|keeps?|kept|owns?|holds?|held|signed|adds?|added"
    r"|agreed|runs?|hosts?|serves?|trains?|trained|offers?|offered"
    r"|ended|ends|remains?|receives?|granted|grants|launched|announced|plans|wants|moved|picked"
    r"|chose|named|uses?|used|bills?|bundles?|resells?|delivered|refused|claims?|argues|extended"
    r"|expects|put|puts|committed|contracted|became|becomes|shall|does|did|must|lists?|listed)\b"
)
_TIE_BEFORE = re.compile(
    r"(?i)\b(?:with|from|by|to|into|between|and|at|for|of|in|over|against|on|through|via|made|per)\s(?:the\s)?$"
)
_ROLE_BEFORE = re.compile(
    r"(?i)\b(?:start-?up|developer|lab|builder|host|provider|carrier|operator|bank|insurer"
    r"|lender|maker|retailer|distributor|cloud|firm|group|company|publisher|broadcaster"
    r"|studio|supplier|customer|vendor|partner|reseller|subsidiary|telco)\s$"
)
_ROLE_AFTER = re.compile(
    r"(?i)^,\s(?:an?|the|its|one of|part of|owned|backed|part-owned|based|maker|developer|operator"
    r"|which|whose|the country)\b"
)


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that may be an organisation's: its usual short form, how sure the form makes us, and where it stands."""

    name: str
    score_0to1: float
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    start: int
    end: int
    in_title: bool


def find_unknown_names(
    text: str, title: str, mentions: Sequence[Mention], *, threshold_0to1: float = 0.4
) -> tuple[UnknownName, ...]:
    """Return the likely organisations that no mention covers, in the order of first appearance.

    >>> [found.name for found in find_unknown_names("Osprey Labs plc will train on Tarn Cloud.", "", ())]
    ['Osprey Labs', 'Tarn Cloud']
    """
    candidates = [
        candidate
        for source, in_title in ((title, True), (text, False))
        for candidate in _iter_candidates(source, in_title, [m for m in mentions if m.in_title == in_title])
    ]
    groups = _group_variants(candidates)
    found = []
    for group in groups:
        score = _score_group(group, text, title)
        if score >= threshold_0to1:
            name = max((candidate.text for candidate in group), key=len)
            cuts = tuple(Mention(PREFIX + name, c.start, c.end, c.text, c.in_title) for c in group)
            found.append(UnknownName(name, score, cuts))
    return tuple(found)


def _iter_candidates(source: str, in_title: bool, covered: Sequence[Mention]) -> Iterator[_Candidate]:
    taken = bytearray(len(source))
    for mention in covered:
        taken[mention.start_char : mention.end_char] = b"\x01" * (mention.end_char - mention.start_char)
    for match in _NAME.finditer(source):
        words = [
            (m.group(), match.start() + m.start(), match.start() + m.end()) for m in re.finditer(r"\S+", match.group())
        ]
        run: list[tuple[str, int, int]] = []
        for word, start, end in [*words, ("", 0, 0)]:
            bare = re.sub(r"['’]s?$", "", word)
            if word and not any(taken[start:end]) and _may_stand(bare, bool(run)):
                run.append((bare, start, start + len(bare)))
                if bare == word:
                    continue
            if candidate := _trim(source, run, in_title):
                yield candidate
            run = []


def _may_stand(word: str, is_inside: bool) -> bool:
    """Tell whether a capitalised word may be part of a name; inside one, more words may than at its start."""
    if _PERIOD.fullmatch(word) or word.endswith(("-based", "-born", "-backed", "-style", "-owned")):
        return False
    if is_inside and (word in _MARKERS or word in ("&", "of", "de", "du")):
        return True
    return len(word) > 1 and word not in _OPENERS and word not in _OTHER_WORDS


def _trim(source: str, run: list[tuple[str, int, int]], in_title: bool) -> _Candidate | None:
    while run and (run[-1][0] in _SUFFIXES or run[-1][0] in ("&", "of", "de", "du", "for")):
        run.pop()
    while run and run[0][0] in ("&", "of", "de", "du", "for"):
        run.pop(0)
    if not run or all(word in _MARKERS for word, _, _ in run):
        return None
    start, end = run[0][1], run[-1][2]
    text = source[start:end].rstrip(".,'’-")
    return _Candidate(text, start, start + len(text), in_title) if len(text) > 2 else None


def _group_variants(candidates: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Put "Halden" with "Halden AI": a candidate joins the group whose longest name starts with its words."""
    groups: dict[str, list[_Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: -len(c.text)):
        home = next(
            (name for name in groups if name == candidate.text or name.startswith(f"{candidate.text} ")), candidate.text
        )
        groups.setdefault(home, []).append(candidate)
    ordered = [sorted(group, key=lambda c: (c.in_title, c.start)) for group in groups.values()]
    return sorted(ordered, key=lambda group: (group[0].in_title, group[0].start))


def _score_group(group: Sequence[_Candidate], text: str, title: str) -> float:
    """Weigh form and positions; the weights were set by hand on authored passages and checked on others."""
    name = max((candidate.text for candidate in group), key=len)
    words = name.split()
    score = 0.0
    score += 0.55 if any(word in _MARKERS for word in words) else 0.0
    score += 0.35 if any(re.search(r"[a-z][A-Z]", word) for word in words) else 0.0
    score += 0.2 if len(group) > 1 else 0.0
    score += 0.2 if {c.in_title for c in group} == {True, False} else 0.0
    score += max(_score_position(candidate, title if candidate.in_title else text, len(words)) for candidate in group)
    score -= (
        0.5 if any(_looks_like_person(candidate, title if candidate.in_title else text) for candidate in group) else 0.0
    )
    score -= (
        0.45
        if any(_looks_like_product(candidate, title if candidate.in_title else text) for candidate in group)
        else 0.0
    )
    return round(min(1.0, max(0.0, score)), 3)


def _score_position(candidate: _Candidate, source: str, words: int) -> float:
    before = source[max(0, candidate.start - 40) : candidate.start]
    after = source[candidate.end : candidate.end + 50]
    is_followed_by_suffix = bool(
        re.match(r",?\s(?:Inc|Ltd|Limited|plc|Corp|LLC|GmbH|AG|ASA|AS|AB|OÜ|SA|S\.p\.A|Pte|FZE)\b", after)
    )
    return max(
        0.6 if is_followed_by_suffix else 0.0,
        0.45 if _ROLE_BEFORE.search(before) else 0.0,
        0.3 if _SUBJECT.match(after) else 0.0,
        0.3 if after.startswith(("'s ", "’s ", "' ", "’ ")) else 0.0,
        0.25 if _ROLE_AFTER.match(after) else 0.0,
        0.2 if _TIE_BEFORE.search(before) else 0.0,
    )


def _looks_like_person(candidate: _Candidate, source: str) -> bool:
    before, after = source[max(0, candidate.start - 30) : candidate.start], source[candidate.end : candidate.end + 40]
    return bool(_PERSON_BEFORE.search(before) or _PERSON_AFTER.match(after) and len(candidate.text.split()) > 1)


def _looks_like_product(candidate: _Candidate, source: str) -> bool:
    before, after = source[max(0, candidate.start - 40) : candidate.start], source[candidate.end : candidate.end + 40]
    is_marked = any(word in _MARKERS for word in candidate.text.split())
    return not is_marked and bool(
        _OWNED.search(before) or (_PRODUCT_AFTER.match(after) and not after.startswith(("'s", "’s")))
    )
