"""How sums, power, chips, shares, spans of time and end dates are written; no meaning, only form.

In: nothing; the patterns and tables are data. Out: compiled patterns with named groups, and the numbers they hold.
`terms.py` decides what an amount is for. Every repetition is bounded, so that no text can make a search slow.
"""

import re
from typing import NamedTuple

from pactwatch.records import TermKind

_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "lakh": 1e5,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "million": 1e6,
    "crore": 1e7,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "billion": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "trillion": 1e12,
}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: float(number) for number, word in enumerate(_UNITS.split())}
_WORDS |= {w: 20.0 + 10 * i for i, w in enumerate(_TENS.split())}
FRACTIONS = {
    "half": 50,
    "a third": 33,
    "one third": 33,
    "two thirds": 67,
    "a quarter": 25,
    "one quarter": 25,
    "three quarters": 75,
    "a fifth": 20,
    "one fifth": 20,
    "a tenth": 10,
    "one tenth": 10,
    "one-third": 33,
    "one-quarter": 25,
    "one-fifth": 20,
    "one-tenth": 10,
    "two-thirds": 67,
    "three-quarters": 75,
}
SYMBOLS = {
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "S$": "SGD",
    "HK$": "HKD",
    "NT$": "TWD",
    "NZ$": "NZD",
    "R$": "BRL",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    "₹": "INR",
    "Rs": "INR",
    "Rs.": "INR",
}
_ISO = (
    "USD EUR GBP JPY KRW INR CNY RMB CHF SEK NOK DKK CAD AUD SGD HKD TWD NZD AED SAR QAR "
    "BRL ZAR PLN MYR THB VND IDR TRY ILS KES NGN"
)
SYMBOLS |= {code: {"RMB": "CNY"}.get(code, code) for code in _ISO.split()}
NAMES = {
    "dollar": "USD",
    "us dollar": "USD",
    "u.s. dollar": "USD",
    "american dollar": "USD",
    "singapore dollar": "SGD",
    "canadian dollar": "CAD",
    "australian dollar": "AUD",
    "hong kong dollar": "HKD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "won": "KRW",
    "rupee": "INR",
    "yuan": "CNY",
    "renminbi": "CNY",
    "swiss franc": "CHF",
    "franc": "CHF",
    "krona": "SEK",
    "kronor": "SEK",
    "norwegian kroner": "NOK",
    "danish kroner": "DKK",
    "kroner": "NOK",
    "dirham": "AED",
    "riyal": "SAR",
    "qatari riyal": "QAR",
    "real": "BRL",
    "reai": "BRL",
    "rand": "ZAR",
    "zloty": "PLN",
    "ringgit": "MYR",
    "baht": "THB",
    "dong": "VND",
    "rupiah": "IDR",
    "lira": "TRY",
    "shekel": "ILS",
    "naira": "NGN",
}

_QUALIFIER = (
    r"(?:(?:as much as|up to|at least|at most|more than|less than|fewer than|no more than|well "
    r"over|just over|just under|over"
    r"|under|around|about|roughly|approximately|nearly|almost|some|close to|above|below|a further|another|an additional"
    r"|perhaps|an initial|a minimum of|a total of)\s)?"
)
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3}){1,5}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
_WORD = r"(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_COUNTED = rf"(?i:(?:{_WORD}(?:[ -]{_WORD})?(?:\shundred)?|an?\shundred|half\sa)(?!\w))"
_SPELT = rf"(?:{_COUNTED}|[Aa]n?)"
_SCALE = (
    r"(?:[ \u00a0\u202f-]?(?i:thousand|million|billion|trillion|crore|lakh|mln|bln|trn|bn|mn|tn|k|m|b)(?![A-Za-z]))"
)
_PREFIX = "|".join(re.escape(symbol) for symbol in sorted(SYMBOLS, key=len, reverse=True))
_NAME = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
MONTHS = {
    name.lower(): number
    for number, name in enumerate(
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        1,
    )
}
_MONTH = "|".join(name.capitalize() for name in MONTHS)

MONEY = re.compile(
    rf"(?<![\w$€£¥])(?P<all>{_QUALIFIER}(?:(?P<symbol>{_PREFIX})\s?(?P<number>{_DIGITS})"
    rf"(?:\s?(?:[-–]|to|and)\s?(?:{_PREFIX})?\s?(?P<second>{_DIGITS})(?={_SCALE}))?(?P<scale>{_SCALE})?))(?![\w%])"
)
NAMED_MONEY = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?P<number>{_DIGITS}|\b{_SPELT})(?P<scale>{_SCALE})?[\s-]"
    rf"(?P<name>(?i:{_NAME})s?|(?:{_ISO.replace(' ', '|')})))(?![\w-])"
)
POWER = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?P<number>{_DIGITS}|\b{_SPELT}|half(?=-)|[Tt]he\sfirst|first)[\s-]?"
    r"(?P<unit>[GM]W|[gG]iga-?[wW]atts?|[mM]egawatts?))(?![\w-]?h\b|\w)"
)
_MAKES = (
    r"(?:[A-Z]{1,3}\d{2,4}[a-z]?|Trainium\d?|Inferentia\d?|Ascend|Blackwell|Hopper|Ironwood"
    r"|Gaudi|Instinct|Rubin|MTIA|Maia)"
)
CHIPS = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?P<number>{_DIGITS}|\b{_COUNTED}|half(?=-million)"
    rf"|a(?=\smillion))(?P<scale>{_SCALE})?(?:-(?:chip|GPU|TPU)"
    rf"|\s(?:(?!and\b|or\b|than\b"
    rf"|to\b)[A-Za-z][\w.'’-]{{0,24}}\s){{0,5}}?(?:(?:[A-Z]?[a-z]*-)?chips|GPUs|TPUs"
    rf"|XPUs|accelerators|processors|graphics\s(?:cards|processors)|{_MAKES}s"
    rf"|{_MAKES}(?:-equivalents?|\schips))))(?!\w)"
)
SHARES = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?P<number>{_DIGITS})(?P<scale>{_SCALE})?\s(?:[A-Za-z-]{{1,12}}\s){{0,3}}?shares)\b"
)
SEATS = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?P<number>{_DIGITS})(?P<scale>{_SCALE})?\s(?:[A-Za-z-]{{1,16}}\s){{0,3}}?(?:seats"
    rf"|licen[cs]es|accounts))\b"
)
PERCENT = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>{_QUALIFIER}(?:(?:(?P<first>{_DIGITS})\s?%?\s?(?:[-–]"
    rf"|to|and)\s?)?(?P<number>{_DIGITS})\s?(?:%|(?i:per\s?cent\b|percent\b))"
    rf"|(?P<spelt>{_COUNTED})[\s-](?:per\s?cent|percent)"
    rf"|(?P<fraction>{'|'.join(sorted(FRACTIONS, key=len, reverse=True))})(?=\s(?:of|share|stake"
    rf"|interest|ours)\b|\s(?:and|but)\s\w+|[.,;])|(?P<cents>{_DIGITS}|{_SPELT})\s(?:cents"
    rf"|points)(?=\s(?:of|in|on)\s(?:each|every|the)\s(?:euro|dollar|pound))))"
)
SPAN = re.compile(
    rf"(?<![\w$€£¥.,])(?P<all>(?P<lead>(?:[Oo]ver|[Ff]or|[Bb]y|[Dd]uring|[Aa]fter|[Tt]o|within"
    rf"|in|of|and)\s(?:the\s)?(?:(?:next|first|coming|about|around|at\sleast|up\sto|more\sthan"
    rf"|another|a\sfurther|an\sinitial)\s){{0,3}})?"
    rf"(?P<number>\d{{1,3}}(?:\.\d)?|{_SPELT})(?P<join>[\s-]|\s(?:further|additional"
    rf"|more)\s)(?P<unit>years?|months?))(?P<rest>(?:-(?:old|long))?)\b"
)
_DATE = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{_MONTH}),?\s(?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}}),?\s(?P<year2>\d{{4}})"
    rf"|(?P<month3>{_MONTH})(?:\sof)?\s(?P<year3>\d{{4}})|(?P<year4>20\d{{2}})|(?P<relative>the\syear|year[ -]end))"
)
END_DATE = re.compile(
    rf"(?P<all>\b(?P<lead>[Uu]ntil|[Tt]ill|[Tt]hrough|[Tt]hru|[Tt]o|[Ii]nto|[Bb]y|[Ee]xpir(?:es?"
    rf"|ing)(?:\s(?:in|on|at))?|[Ll]apses?(?:\s(?:in|on|at))?|[Ee]nds?(?:\s(?:in|on|at))"
    rf"|[Tt]erm\sending)\s"
    rf"(?:at\sleast\s)?(?:(?:the\s)?(?:end|close|middle|early|late|mid|spring"
    rf"|summer|autumn)[\s-](?:of\s)?)?(?:the\sfiscal\s)?{_DATE})(?![\w-])"
)


def parse_number(words: str) -> float:
    """Turn digits or spelt words into a number: "half a" is 0.5 and "a" is 1."""
    words = words.lower().strip()
    if words[0].isdigit():
        return float(re.sub(r"[,\u00a0\u202f]", "", words))
    if words in ("a", "an", "first", "the first"):
        return 1.0
    if words in ("half", "half a"):
        return 0.5
    factor = 100.0 if words.endswith("hundred") else 1.0
    parts = [_WORDS.get(part, 0.0) for part in re.split(r"[\s-]", words)]
    return (sum(parts) or 1.0) * factor


def read_scale(match: re.Match[str]) -> float:
    """Return the factor of the group `scale`, 1 where there is none."""
    word = (match["scale"] or "").strip(" -\u00a0\u202f").lower()
    return _SCALES[word] if word else 1.0


class Amount(NamedTuple):
    """An amount on its stretch of text, before it becomes a `Term`."""

    start: int
    end: int
    kind: TermKind
    value: float | str
    unit: str


def round_value(value: float) -> float:
    """Round away what floating point adds."""
    return round(value, 4)
