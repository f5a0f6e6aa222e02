"""The classes of words that tell what an amount is for: investing, buying, earning, valuing, lasting and so on.

In: a word in lower case. Out: the names of its classes. The classes are shared by all amounts; what each is worth for
which kind is learnt (`term_weights.py`).
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_CLASSES: Mapping[str, str] = {
    "invest": r"invest\w*|stakes?",
    "put": r"puts?|putting|pour\w*|pump\w*|plough\w*|plow\w*|inject\w*|sinks?|sunk|sank|contribut\w*|inject\w*",
    "fund": r"rais\w*|rounds?|fund\w*|financ\w*|series|tranches?|cheques?|infusion|instal\w*|capitali\w*",
    "equity": r"equity|convertible\w*|notes?|stock|shares?|warrants?|shareholders?|stockholders?|preferred",
    "pledge": r"pledg\w*|promis\w*|commit\w*|undert\w+|earmark\w*",
    "backer": r"backe\w+|backing|backs|investors?|investees?|owners?|partners?",
    "stake": r"stakes?|holdings?|interest|position|slice|ownership|minority|majority|shareholding"
    r"|diluted|participation",
    "own": r"owns?|owned|owning|holds?|held|holders?|belongs?|control\w*|sits?",
    "buy": r"buy\w*|bought|purchas\w*|acquir\w*|procur\w*|takeover|acquisition",
    "order": r"orders?|ordered|ordering|takes?|took|taking|taken|draws?|consum\w+|reserv\w+",
    "spend": r"spend\w*|spent|outlays?|budgets?|expenditures?|capex",
    "pay": r"pay\w*|paid|ow(?:e|es|ed|ing)|bill\w*|invoic\w*|remit\w*",
    "rent": r"rent\w*|leas\w*|hir(?:e|es|ed|ing)|lets?|tenants?|landlords?|hosting",
    "deal": r"deals?|contract\w*|agree\w*|pacts?|accords?|arrange\w*|sign\w*|partnership"
    r"|alliance|tie-up|memorandum|letter",
    "compute": r"comput\w*|clouds?|capacity|azure|aws|servers?|racks?|chips?|gpus?|tpus?|processors?|accelerators?"
    r"|infrastructure|hardware|trainium|systems|megawatts?|gigawatts?|gear|equipment|machines|instances",
    "site": r"centres?|centers?|campus\w*|sites?|halls?|factor\w+|plants?|build\w*|built"
    r"|construct\w*|buildings?|facilit\w+",
    "value": r"valu\w+|worth|post-money|pre-money|capitalisation|capitalization",
    "market": r"markets?|cap|nasdaq|listing|ipo|flotation|trading|traded|index|wiped|added|adding",
    "revenue": r"revenues?|sales|turnover|arr|income|receipts|takings|proceeds|billings|bookings",
    "earn": r"earn\w*|brings?|brought|generat\w*|book\w*|annuali\w*|run-rate|rate|recurring"
    r"|makes|sold|sells?|selling",
    "profit": r"profit\w*|loss\w*|los(?:e|es|t|ing)|margins?|gains?|burn\w*|impair\w*|writ\w+"
    r"|saving\w*|savings?|ebitda|before",
    "fee": r"fees?|licen[cs]\w*|royalt\w*|commission\w*|toll|retainer|upfront|subscription\w*",
    "penalty": r"settle\w*|damages|fin(?:e|es|ed)|penalt\w*|compensat\w*|lawsuit|sued|claims?"
    r"|deposit\w*|escrow|guarant\w*",
    "price": r"pric\w*|cost\w*|list|each|apiece|per|cheap\w*|dear\w*|charg\w*|plan|rates?|worth|seat|seats|token\w*",
    "backlog": r"backlog|rpo|obligations?|remaining|performance|book",
    "debt": r"debt|loans?|lend\w*|lent|borrow\w*|credits?|bonds?|facility|collateral|mortgage",
    "growth": r"rose|fell|falls?|rises?|up|down|climb\w*|jump\w*|slid|drop\w*|increas\w*"
    r"|decreas\w*|grew|grow\w*|growth"
    r"|higher|lower|faster|slower|more|less|fewer|gained|surged?|tumbl\w*|doubl\w*|premium|discount\w*|cheaper|off",
    "share": r"share|cut|percentage|portion|split|part|fraction|quota|levy",
    "keep": r"keep\w*|kept|retain\w*|pass\w*|hands?|handed|goes|go|give\w*|gets?|receiv\w*"
    r"|collect\w*|deduct\w*|skim\w*",
    "users": r"users?|customers?|clients?|subscribers?|people|employees|staff|workers|developers"
    r"|companies|queries|sites",
    "periodic": r"years?|annual\w*|yearly|months?|monthly|quarter\w*|week\w*|day|daily",
    "guess": r"analysts?|estimat\w*|expect\w*|forecast\w*|reckon\w*|target\w*|project\w*"
    r"|guess\w*|suppose\w*|say|imagine|if|would|could|might",
    "plan": r"plan\w*|will|intend\w*|aim\w*|propos\w*|hop\w+|wants?|talks|consider\w*|option\w*|may",
    "total": r"total\w*|overall|altogether|combined|sum|cumulative|so|already|far|initial\w*"
    r"|first|second|third|further|additional|another|remainder|rest",
    "term": r"terms?|period|runs?|lasts?|lasting|extend\w*|exten\w+|renew\w*|expir\w*"
    r"|until|through|minimum|multi-?year|fixed|valid|ends?|ending|laps\w*|terminat\w*"
    r"|prolong\w*",
    "right": r"exclusiv\w*|rights?|access|sole|preferred|refusal|licen[cs]\w*|bound|obliged"
    r"|lock\w*|non-exclusive|notice|hold|must",
    "past": r"ago|since|earlier|history|old|followed|trial|pilot|test\w*|already|been"
    r"|had|were|was|ended|later|last|past|before",
    "deliver": r"deliver\w*|online|live|operational|deploy\w*|open\w*|complet\w*|start\w*"
    r"|begin\w*|ready|arriv\w*|install\w*|phase\w*|ramp\w*|launch\w*|ship\w*|expand\w*",
    "offer": r"free|offers?|bundl\w*|voucher|trial|charge|giveaway|included|redeem\w*",
    "rival": r"rivals?|compet\w*|industry|sector|world|global\w*|worldwide|country|economy"
    r"|government|budget|spending",
    "lab": r"openai|anthropic|mistral|xai|cohere|perplexity|inflection|stability|deepmind"
    r"|deepseek|lab|labs|start-?up|chatgpt|claude|altman|developer",
    "cloud": r"microsoft|amazon|aws|google|alphabet|azure|oracle|redmond|provider|hyperscaler\w*|nadella|seattle",
    "host": r"coreweave|nebius|nscale|crusoe|lambda|iren|fluidstack|neocloud\w*|landlord|meta|cipher|terawulf",
    "maker": r"nvidia|amd|broadcom|cerebras|intel|groq|chipmaker|chip-maker|designer|huang|supplier|vendor",
    "money": r"softbank|fund|funds|bank|banks|thrive|venture|ventures|capital|investors",
    "person": r"ceo|founder|chief|executive|he|she|his|her|salary|staff|fortune|bonus",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _CLASSES.items()}


@lru_cache(maxsize=20_000)
def find_classes(word: str) -> tuple[str, ...]:
    """Return the classes of a word in lower case.

    >>> find_classes("invested")
    ('invest',)
    """
    return tuple(name for name, pattern in _PATTERNS.items() if pattern.fullmatch(word[:40]))
