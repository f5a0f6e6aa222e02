r"""Turns of phrase around an amount that speak for what it is; `\x00` stands where the amount was.

In: nothing; the patterns are data. Out: named patterns for each group of amounts, and cues that count anywhere near it.
What each is worth is learnt (`term_weights.py`), so a pattern may be wrong at times. Every repetition is bounded.
"""

import re
from collections.abc import Mapping, Sequence

from pactwatch.amounts import Group

Forms = Sequence[tuple[str, re.Pattern[str]]]

_GAP = r"(?:\s[\w'’-]+){0,3}\s"
_SHORT = r"(?:\s[\w'’-]+){0,1}\s"
_COMPUTE = (
    r"(?:comput\w+|cloud|capacity|Azure|AWS|services|chips|GPUs?|TPUs?|racks|servers|systems|processors|accelerators"
    r"|infrastructure|hardware|machines|gear|equipment|hosting|data[ -]cent\w+)"
)
_CONTRACT = r"(?:contract|order|deal|agreement|commitment|pact|lease|purchase|reservation|arrangement|undertaking)s?"
_INCOME = r"(?:revenues?|sales|fees?|receipts|takings|income|proceeds|commission|subscriptions?|billings?|turnover)"
_FIRM = (
    r"(?:company|lab|start-?up|capital|equity|stock|shares?|votes|voting|ordinary|venture|supplier|developer|itself)"
)


def _compile(patterns: Mapping[str, str]) -> Forms:
    return tuple((name, re.compile(pattern)) for name, pattern in patterns.items())


_MONEY = _compile(
    {
        "puts-in": rf"(?i:\b(?:invest|put|pour|inject|plough|pump|s[aiu]nk|contribut)\w*{_GAP}?\s?\x00)",
        "into-name": r"\x00(?:\s\w+){0,2}\s(?:in|into)\s(?:[A-Z]|it\b|the\s(?:lab|company|start-?up))",
        "in-it-is": r"(?i)\x00\s(?:already\s)?in\b(?=\s?[,.;:]|\s(?:and|since|so|to)\b)",
        "invested-noun": r"(?i)\x00\s(?:of\s)?(?:\w+\s){0,2}(?:investments?|stake|infusion|injection"
        r"|cheque|bet|backing)\b",
        "round": r"(?i)\x00(?:\s[\w-]+){0,2}\s(?:round|funding|financing|series|raise|tranche)\b"
        r"|\brais(?:e|es|ed|ing)\s\x00",
        "of-stock": r"(?i)\x00\s(?:worth\s)?(?:of|in)\s(?:[\w'’-]+\s){0,4}(?:stock|shares|notes"
        r"|equity|convertible\w*)\b",
        "for-stake": r"(?i)\x00\s(?:[\w'’-]+\s){0,3}for\s(?:an?\s|about\s|some\s)?(?:\d|\w+\sper"
        r"|stake|minority|holding)",
        "stake-for": r"(?i)\b(?:stake|holding|interest|shares?|stock|per\s?cent|%)\b[^.;]{0,40}\s(?:for"
        r"|at)\s(?:\w+\s)?\x00",
        "owner-s": r"(?:[A-Z]\w+|\bits|\btheir)['’]?s?\s(?:\w+\s)?\x00\s?(?:[,.;:)]|$|in\b|into\b)",
        "venture": rf"(?i)\bventure\b{_GAP}?\s?\x00|\x00(?:\s\w+)?\s(?:joint\s)?venture\b|Stargate[^.]{{0,40}}\x00"
        rf"|\x00\sStargate",
        "build": r"(?i)\b(?:build|construct|expan|develop)\w*\b[^.;]{0,30}\x00|\x00(?:\s[\w'’-]+){0,2}\s(?:campus"
        r"|site|data[ -]cent\w+"
        r"|factory|plant|complex|project|expansion|build-?out|programme|program)\b"
        r"|\x00\s(?:\w+\s){0,3}to\s(?:build|construct)",
        "of-compute": rf"(?i)\x00\s(?:worth\s)?(?:of|in|on|for)\s(?:[\w'’-]+\s){{0,4}}{_COMPUTE}\b",
        "compute-noun": rf"(?i)\x00\s(?:[\w'’-]+\s)?(?:{_COMPUTE}\s)?{_CONTRACT}\b|\x00\s(?:more\s)?{_COMPUTE}\b",
        "contract-of": rf"(?i)\b{_CONTRACT}(?:\s[\w'’-]+){{0,4}}\s(?:worth|valued\sat|of|for|at|to\s\w+"
        rf"|is|was|comes?\sto)\s\x00",
        "buys": r"(?i)\b(?:buy|purchas|rent|leas|order|spend|procur|consum)\w*(?:\s[\w'’-]+){0,2}\s\x00"
        r"|\bspent\s\x00",
        "signed": r"(?i)\b(?:sign|promis|commit|agree|contract|undert|book)\w*(?:\s[\w'’-]+){0,5}\s\x00",
        "over-years": r"(?i)\x00(?:\s[\w'’-]+){0,4}\s(?:over|across|within|for|through|until|by)\s(?:[\w'’-]+\s){0,3}"
        r"(?:years|decade|20\d\d)",
        "listed": r"(?:[A-Z]\w+(?:['’]s)?|[A-Z]\w+\s(?:at|for|gets))\s\x00,|\x00\s(?:for|to"
        r"|from|with|at)\s[A-Z]\w+\s?[,.;]",
        "pays": r"(?i)\b(?:pay|ow|remit)\w*(?:\s[\w'’-]+){0,3}\s\x00|\bpaid(?:\s[\w'’-]+){0,3}\s\x00",
        "revenue": rf"(?i)\x00(?:\s[\w-]+)?\s(?:in|of)\s(?:[\w-]+\s){{0,3}}{_INCOME}\b"
        rf"|\b{_INCOME}\b(?:\s[\w'’-]+){{0,4}}\s\x00",
        "takes-in": r"(?i)\b(?:takes?|took|taken|brings?|brought|earn\w*|generat\w*|makes?|made)"
        r"(?:\sin)?(?:\s\w+){0,2}\s\x00",
        "run-rate": r"(?i)\brun[ -]rate\b|\bannuali[sz]ed\b|\bARR\b|\brecurring\b",
        "a-year": r"(?i)\x00[\s-](?:a|per|each|every)[\s-]year|\x00\s(?:annually|annual|yearly)",
        "a-month": r"(?i)\x00[\s/-](?:an?\s?|per\s?|each\s)?(?:months?|seats?|users?|tokens?"
        r"|hours?|head|share|apiece|line|agent)\b|\x00\s(?:apiece|each)\b",
        "valued": r"(?i)\b(?:valuation|valu(?:ed|es|ing)|marked|priced)\b(?:\s[\w'’-]+){0,5}\s\x00"
        r"|\x00(?:\s[\w-]+)?\svaluation|\x00\s(?:post|pre)-money",
        "worth": r"(?i)\b(?:stake|holding|company|corporation|shares?|interest|firm|lab|portion)\b[^.;]{0,30}\b(?:worth"
        r"|above|put\sat|at)\s(?:\w+\s)?\x00",
        "worth-near": r"(?i)\bworth\s(?:\w+\s)?\x00",
        "market-value": r"(?i)\bmarket\s(?:value|cap\w*)\b|\bstock[- ]market\b|\bprice\starget|\bprice\s(?:of"
        r"|hurdle)",
        "acquired": r"(?i)\b(?:acqui\w+|takeover|buyout|bought|buy)\b[^.;]{0,40}\sfor\s(?:\w+\s)?\x00"
        r"|\x00\s(?:\w+\s)?(?:acquisition|takeover|buyout)",
        "loss": r"(?i)\b(?:loss(?:es)?|los[et]|losing|profits?|gains?|charge|earnings|burn\w*"
        r"|impairment)\b[^.;]{0,25}\x00|\x00(?:\s\w+){0,2}\s(?:loss|profit|gain|charge"
        r"|impairment)",
        "backlog": r"(?i)\b(?:backlog|obligations?|order\sbook|RPO)\b[^.;]{0,40}\x00"
        r"|\x00(?:\s[\w'’-]+){0,4}\s(?:backlog|obligations?|book)\b",
        "debt": r"(?i)\b(?:debt|loan|lend\w*|lent|borrow\w*|credit|bonds?)\b[^.;]{0,30}\x00"
        r"|\x00(?:\s[\w'’-]+){0,3}\s(?:debt|loan|bonds?|credit|facility)\b",
        "fee": r"(?i)\x00(?:\s[\w'’-]+){0,2}\s(?:fee|fine|settlement|deposit|penalty|licen[cs]e"
        r"|royalt\w+|price|credits?|bill|refund)\b"
        r"|\b(?:fees?|fined?|settle\w*|deposit|penalt\w+|damages|credits?|refund|invoices?"
        r"|bill)\b(?:\s[\w'’-]+){0,3}\s\x00",
        "costs": r"(?i)\b(?:cost|price|priced|charg|list)\w*(?:\s[\w'’-]+){0,3}\s\x00|\bfrom\s\x00",
        "capex": r"(?i)\b(?:capex|capital\s(?:spending|expenditure|outlays?))\b|\x00\s(?:this"
        r"|last|next)\syear|\bspend\w*[^.;]{0,20}\x00\s(?:this|next)",
        "staff": r"(?i)\b(?:hire|staff|team|founders?|people)\b",
    }
)
_SHARE = _compile(
    {
        "stake-noun": r"(?i)\x00[\s-](?:(?:minority|equity|economic|voting|direct|non-voting)\s)?(?:stake"
        r"|interest|holding|shareholding|owner\w*|slice)\b",
        "of-firm": rf"(?i)\x00\sof\s(?:the\s|its\s|their\s|his\s)?(?:[\w'’-]+\s){{0,2}}{_FIRM}\b",
        "of-name": r"\x00\sof\s(?:[A-Z]|it\b(?!\s\w+s\b))",
        "owns": r"(?i)\b(?:own(?:s|ed|ing)?|hold(?:s|ing)?|held|bought|buy|acquir\w+|sold"
        r"|sell|stake\sof|interest\sof|holding\sof|part-own\w+"
        r"|diluted\sto|warrants?\s(?:over|for|on))\s(?:[\w'’-]+\s){0,3}\x00",
        "stake-near": r"(?i)\b(?:stakes?|shareholder|shareholding|ownership|equity|warrants?|minority"
        r"|diluted|as-converted|investors?)\b",
        "of-income": rf"(?i)\x00\sof\s(?:[\w'’-]+\s){{0,4}}(?:{_INCOME}|what|euro|dollar|sale|bill|profits?)\b",
        "cut-of": r"(?i)\b(?:commission|cut|royalty|fee|share|levy|toll|rate|take|split)s?\b(?:\s[\w'’-]+){0,3}\s(?:of"
        r"|at|is|was|to|from)\s(?:\w+\s)?\x00",
        "cut-noun": r"(?i)\x00[\s-](?:commission|cut|royalty|fee|levy|toll|take|revenue[ -]share"
        r"|share\sof\s(?:\w+\s){0,3}(?:revenues?|sales|fees?|income))",
        "takes": r"(?i)\b(?:tak(?:e|es|ing)|took|keep(?:s|ing)?|kept|retain\w*|charg\w+|pass\w*"
        r"|hand\w*|pay\w*|paid|get(?:s)?|receiv\w+|deduct\w*|skim\w*)"
        r"(?:\s[\w'’-]+){0,4}\s\x00",
        "goes-to": r"(?i)\x00(?:\s[\w'’-]+){0,5}\s(?:goes|go|going|stays|passes|to)\s",
        "income-near": rf"(?i)\b{_INCOME}\b",
        "concentration": r"(?i)\b(?:account\w*\sfor|represent\w*|mad?e?\sup|contribut\w*|brought\sin"
        r"|brings?|drawn?|came|com(?:es|ing)\sfrom|from)\b",
        "of-backlog": r"(?i)\x00(?:\sof\s(?:[\w'’-]+\s){0,3})?(?:backlog|RPO|obligations?|capacity"
        r"|utili[sz]ation|compute|spend\w*|workloads?|orders?)\b",
        "backlog-near": r"(?i)\b(?:backlog|RPO|remaining\sperformance|utili[sz]ation)\b",
        "moved": r"(?i)\b(?:rose|fell|grew|grow\w*|gain\w*|up|down|jump\w*|drop\w*|slid|climb\w*"
        r"|increas\w+|decreas\w+|discount\w*|lower|higher"
        r"|add(?:ed|ing)|los[et]|sank|off|put\son)\s(?:by\s|almost\s|nearly\s|about\s|some\s)?\x00",
        "stock-moves": r"(?i)\b(?:shares|stock|trading|market|Nasdaq|close)\b[^.;]{0,40}\x00"
        r"|\x00(?:\s\w+){0,3}\s(?:trad\w+"
        r"|close|session)",
        "rate-after": r"(?i)\x00[\s-](?:off\b|faster|cheaper|higher|lower|more\b|less\b|growth|(?:gross\s)?margin"
        r"|discount|from\slist|premium|saving|accura\w+"
        r"|above|below|over\sthe|drop|rise|jump|increase|chance|probab\w+)",
        "of-people": r"(?i)\x00\sof\s(?:[\w'’-]+\s){0,3}(?:new|time|queries|users|customers|employees"
        r"|staff|people|traffic|members|patients|cases|them|those|companies|the\s(?:time"
        r"|way|market|work))\b",
        "half-the": r"(?i)\x00\s(?:the|of|that|this|an?|my|our|his)\s",
        "from-to": r"(?i)\bfrom\s(?:\w+\s)?\x00\s(?:\w+\s)?to\b|\bfrom\s[^.;]{1,25}\sto\s(?:\w+\s)?\x00",
    }
)
_SPAN = _compile(
    {
        "of-a-deal": r"(?i)\x00\s(?:[\w,'’$€£.-]+\s){0,4}(?:deals?|contracts?|agreements?|partnership"
        r"|licen[cs]es?|pact|leases?|commitment|subscriptions?"
        r"|terms?|exclusiv\w+|alliance|plan|extension|notice|arrangement|accord|collaboration"
        r"|supply|reservation|lock|order|period|renewal)\b",
        "term-of": r"(?i)\b(?:agreement|contract|deal|term|period|licen[cs]e|lease|exclusivity"
        r"|exclusive|runs?|lasts?|renew\w*|extend\w*|extension|sign\w*|bound"
        r"|promis\w*|commit\w*|exclusiv\w*)\b[^.;]{0,40}\x00",
        "free-offer": r"(?i)\x00['’]?\s(?:of\s(?:free\s)?[A-Z]|free|of\sfree)|\b(?:free|no\s(?:extra\s)?c(?:harge"
        r"|ost)|gives?|bundl\w*|voucher|includ\w*|offer\w*)\b[^.;]{0,60}\x00",
        "spend-over": r"(?i)(?:[$€£]|billion|million|bn\b|gigawatts?|megawatts?|MW\b|GW\b)[^.;]{0,50}\x00",
        "trial": r"(?i)\x00\s(?:\w+\s)?(?:trial|test|pilot|history|talks|work|negotiat\w+|experience"
        r"|low|high|delay|wait|gap)\b",
        "passed": r"(?i)\b(?:has|have|had|been|was|were|last|past|first\stime|took|spent|waited)\b[^.;]{0,25}\x00"
        r"|\b(?:ended|months|ending)\s\x00",
        "results": r"(?i)\x00\s(?:ended|to)\s(?:[A-Z]|\d)",
        "clause-start": r"(?:^|[.;:,]\s?|\n)\x00",
        "alone": r"(?:^|[.;:,]\s?)\x00\s?[.;:,]",
        "then": r"(?i)\x00\s?(?:,\s)?(?:before|after|from|until|ago|on\b|later)",
    }
)
_END = _compile(
    {
        "right-runs": r"(?i)\b(?:extend|renew|run|last|fix|licen[cs]e|agreement|contract|deal|lease"
        r"|access|right|prolong|valid|tied|bound|exclusiv\w*"
        r"|available|term|preferred|share|keep|stays?|remain|hold|expire|lapse|end|IP)\w*\b[^.;]{0,60}\x00",
        "duty": r"(?i)\b(?:commit\w*|purchase|must|oblig\w*|undert\w*|if|forbidden|may\snot|unless)\b[^.;]{0,90}\x00",
        "will-do": r"(?i)\b(?:build|plan|expect|aim|open|deliver|launch|start|begin|come|complet"
        r"|reach|target|ready|online|forecast|hope|need|install|arriv|ship|bring"
        r"|want|project|product|double|finish|deploy)\w*\b[^.;]{0,60}\x00",
        "from": r"(?i)\b(?:from|since|starting|beginning|begins?|starts?|early|late|in|half\sof"
        r"|quarter\sof)\s(?:\w+\s)?\x00",
        "spend-over": r"(?i)(?:[$€£]|billion|million|bn\b|gigawatts?|megawatts?|MW\b|GW\b)[^.;]{0,50}\x00",
        "whichever": r"(?i)\x00[^.;]{0,30}(?:whichever|or\s(?:AGI|earlier)|at\sthe\slatest)|\bearlier\sof\b",
        "for-the": r"(?i)\x00\sfor\sthe\s|:\s\x00",
    }
)
_POWER = _compile(
    {
        "phase": r"(?i)\b(?:first|initial|each|every|per|another|further|as)\b[^.;]{0,15}\x00",
        "price-of": r"(?i)(?:a|per|each|every)\s\x00|\x00\s(?:of\s\w+\s)?(?:costs?|at\s[$€£])",
        "of-capacity": rf"(?i)\x00\s(?:of|in|worth)\s(?:[\w'’-]+\s){{0,4}}{_COMPUTE}",
    }
)
FORMS: Mapping[Group, Forms] = {
    "money": _MONEY,
    "share": _SHARE,
    "span": _SPAN,
    "end": _END,
    "power": _POWER,
    "chips": (),
    "stock": (),
    "seats": (),
}
NEARBY: Forms = _compile(
    {
        "valuation": r"(?i)\bvaluation\b|\bvalu(?:ed|ing) at\b|\bmarket (?:cap|value)",
        "revenue": rf"(?i)\b{_INCOME}\b|\brun[ -]rate|\bannuali[sz]ed\b",
        "investment": r"(?i)\binvest\w*|\bstakes?\b|\bequity\b|\bfunding\b|\brounds?\b|\bconvertible\b"
        r"|\brais(?:e|ed|ing)\b",
        "compute": rf"(?i)\b{_COMPUTE}\b",
        "contract": rf"(?i)\b{_CONTRACT}\b|\bexclusiv\w+|\bcommit\w*",
        "licence": r"(?i)\blicen[cs]\w+|\bfees?\b|\bsettle\w*|\bpublisher",
        "channel": r"(?i)\bresell\w*|\bmarketplace\b|\bbundl\w*|\bsubscri\w*|\bseats?\b|\bstore\b",
        "trading": r"(?i)\bshares (?:rose|fell|were|closed|gained|jumped)|\btrading\b|\banalysts?\b",
    }
)
