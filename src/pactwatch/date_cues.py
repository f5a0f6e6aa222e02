"""Holds the cues that tell a date of an event from other dates: classes of words, and turns of phrase beside a date.

Words are taken in classes, so that a scorer learns from little data; no class holds a name of a tracked organisation.
"""

import re

_LEADS = (
    "in on since from by until till through to after before during of for at as last this next coming early late mid"
    " end the a about around between and or that than its earlier later only back up every each"
)
LEADS = frozenset(_LEADS.split())
WORDS: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"(?i)\b(?:{words})\b")
    for name, words in {
        "deal": r"agree(?:d|s|ments?)?|sign(?:s|ed|ing)?|deals?|contracts?|pacts?|partner(?:s|ed|ships?)?|alliances?"
        r"|struck|tied|teamed|licen[cs]e[ds]?|renew(?:ed|al)?|extend(?:ed|s)?|amend(?:ed|ment)?|order(?:s|ed)?",
        "money": r"invest(?:s|ed|ments?|or|ors)?|bought|buy|paid|pay|acquir(?:ed|es)|stakes?|took|put|pledged"
        r"|committed|commitment|round|funding|raised|lent|loan",
        "launch": r"launch(?:ed|es)?|released?|introduc\w+|unveil\w+|opened|opens?|adds?|added|began|begun|begins?"
        r"|start(?:s|ed|ing)?|debut\w*|roll\w*|arriv\w+|appear\w*|available|live|brought|came|comes|goes|went|offer\w*",
        "announce": r"announc\w+|disclos\w+|confirm\w+|revealed|filed|filing|approved|cleared|decided|ruled|closed"
        r"|completed|named|chose|chosen|picked|selected",
        "leave": r"end(?:ed|s)?|drop(?:ped|s)?|cut|left|leav\w+|quit|lapsed?|expire[ds]?|loosen\w*|gave\s+up|lost"
        r"|scrapped|suspended|withdr\w+|replac\w+|switch\w*|moved|barred|stopped|cancel\w*",
        "deliver": r"deliver\w*|deploy\w*|gigawatts?|megawatts?|GW|MW|chips|capacity|racks|systems|halls?|site",
        "say": r"said|says|told|wrote|writes|reported|reports|according|sources|spokes\w+|interview|memo|call",
        "results": r"revenues?|sales|turnover|profits?|loss(?:es)?|earnings|results|shares|stock|valu(?:ed|ation)"
        r"|forecast|guidance|customers|users|employees|costs?|bill|spend(?:ing)?|spent",
        "past_life": r"founded|established|born|joined|worked|spun|grew|used\s+to|once|ago|history|former(?:ly)?|back"
        r"|years|decade|remember",
        "will": r"will|would|shall|plans?|planned|expect\w*|due|aims?|hopes?|intends?|means\s+to|set\s+to|to\s+be|goal"
        r"|target\w*|scheduled|slated|promised",
        "maybe": r"could|might|may|if|should|whether|perhaps|possibl\w+|talks|considering|weighing|mulling|dreams?",
        "have": r"has|have|had",
        "is": r"is|are|isn['’]t|aren['’]t",
        "was": r"was|were|wasn['’]t|weren['’]t",
        "not": r"not|no|never|nobody|nothing|without|n['’]t|neither|nor",
        "sources": r"sources?|people|person|familiar|knowledge|anonym\w+",
        "outlet": r"(?:Bloomberg|Reuters|Times|Journal|Information|Verge|Forbes|newspaper|paper|magazine)(?:\s\w+)?",
        "first_person": r"I|my|me|I['’](?:d|m|ve|ll)",
        "you": r"you|your|one['’]s",
        "person": r"he|she|his|her|him|man|woman|founder|chief",
        "we": r"we|our|us",
        "they": r"they|their|both|two|pair|companies|parties|sides",
        "court": r"court|judge|lawsuit|sued|trial|commission|regulators?|authority|watchdog|CMA|FTC|antitrust"
        r"|ministers?|officials",
        "exclusive": r"exclusiv\w*|sole(?:ly)?|alone|only|first\s+refusal|preferred|primary",
        "fund": r"market|traders?|analysts?|bankers?|bell|percent|per\s+cent",
        "scene": r"weekend|morning|afternoon|evening|night|dinner|lunch|stage|conference|keynote|day|week|meeting|desk",
        "report_name": r"report|annual|budget|edition|model|handsets?|act|regulation|prices?|summit|fair|show|games"
        r"|outage",
    }.items()
}
TODAY_EVENT = re.compile(
    r"(?i)\b(?:from|starting|beginning|effective|as\sof|have|has)\s*$|\b(?:announc|launch|sign"
    r"|agree|open|releas|unveil|introduc|said|add|confirm|publish|complet|report|extend|went)\w*\s(?:\w+\s){0,3}$"
)
TODAY_VERB = re.compile(
    r"(?i)^[,:]?\s(?:\w+ly\s)?(?:(?:it|we|they)\s)?(?!used|based|called|owned)(?:\w{3,}ed\b|that\b|unveil|said)"
)
END = re.compile(
    r"(?i)\b(?:until|till|through|thru|by|before|to|no later than|expir\w+|lapses?|ends?|ending|terminat\w+|matures?"
    r"|due|not before|beyond|past|valid)\s(?:(?:on|in|at|to|by|as\sof|until)\s)?"
    r"(?:(?:at\sleast|about|around|roughly)\s)?"
    r"(?:(?:the\s)?(?:early|mid|late|beginning|start|middle|end|close|summer|spring|autumn|fall|first\shalf"
    r"|second\shalf)\s?(?:of\s)?(?:fiscal\s|calendar\s)?)?(?:mid-)?$"
)
OWN_END = re.compile(r"(?i)^(?:until|till|through|by|before)\b")
BIRTH_OR_LAW = re.compile(
    r"(?i)\b(?:(?:founded|established|incorporated|born)\s(?:\w+\s){0,2}in|acts?|regulations?|form|rules?|law|directive"
    r"|model\syear)\s(?:of\s)?$"
)
ACCOUNTS = re.compile(
    r"(?i)\b(?:(?:as\sof|as\sat|dated\sas\sof)|(?:billion|million|trillion)\sat|(?:fiscal|financial|fy)(?:\syear)?(?:\sof)?"
    r"|(?:revenues?|sales|turnover|profits?|losses|bookings|earnings|emissions)\s(?:for|in|of|during)(?:\sthe)?)\s$"
)
YEAR_OF_SOMETHING = re.compile(
    r"(?i)\s?(?:Act|Regulations?|budget|capacity|edition|forecast|guidance|model|outlook|prices?"
    r"|results|revenues?|sales|target|vintage|annual|report|estimates?|plan|season|World|Olympic)\b"
)
SAID = re.compile(
    r"(?i)\b(?:said|says|told\s(?:\w+\s)?\w+|announced|statement|presented|agreed)\s(?:\w+\s){0,2}(?:on\s)?$"
)
REPORTED = re.compile(
    r"(?i)\b(?:reported|reports?|wrote|writes|showed|shown|seen|according\sto\s(?:\w+\s){1,3})\s(?:on\s)?$"
)
SAID_AFTER = re.compile(r"(?i)^,?\s(?:that\b|it\b|he\b|she\b|said\b|citing\b|reported\b)")
INDEFINITE = re.compile(r"(?i)\b(?:a|an|one|any|every|each|some|another)\s(?:\w+\s)?(?:on\s)?$")
FUNCTION_WORD = re.compile(
    r"\s(?:and|but|to|as|after|for|that|when|with|by|in|on|at|of|from|or|than|is|was|has|had|it|the|a)\b"
)
SUM = re.compile(r"[$€£¥]\s?\d|\b(?:billion|million|trillion|bn|mln|GW|MW)\b")
SPOKEN_TITLE = re.compile(
    r"(?i)\bcall\b|\bresults\b|\bepisode|\bep\.|\bpodcast|\btranscript|\bremarks|\bForm\s|10-[QK]"
)
