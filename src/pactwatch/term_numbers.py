"""How numbers are written, in digits and in words, and what they come to.

In: nothing; the patterns are data. Out: pieces of patterns for `amounts.py` and `durations.py`, and `parse_number` and
`read_scale`. Every repetition is bounded, so that no text can make a search slow.
"""

import re

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
_VALUES = {word: float(number) for number, word in enumerate(_UNITS.split())}
_VALUES |= {word: 20.0 + 10 * place for place, word in enumerate(_TENS.split())}
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.25, "third": 1 / 3, "tenth": 0.1}

QUALIFIER = (
    r"(?:(?:as much as|as many as|up to|at least|at most|more than|less than|fewer than|no more than|not more than"
    r"|well over|just over|just under|over|upwards of|in excess of"
    r"|under|around|about|roughly|approximately|nearly|almost|some|close to|above|below|a further|another|an additional"
    r"|perhaps|an initial|a minimum of|a total of)\s)?"
)
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3}){1,5}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
_WORD = r"(?:" + "|".join(sorted(_VALUES, key=len, reverse=True)) + r")"
_UP_TO_99 = rf"{_WORD}(?:[ -]{_WORD})?"
COUNTED = (
    rf"(?i:(?:(?:{_WORD}|an?)\shundred(?:\s(?:and\s)?{_UP_TO_99})?|{_UP_TO_99}(?:\sand\sa\s(?:half|quarter))?"
    r"|three\squarters\sof\sa|a\squarter\sof\sa|half\sa|(?:half|quarter)(?=-[mbt]))(?!\w))"
)
SPELT = rf"(?:{COUNTED}|[Aa]n?)"
SCALE = r"(?:[ \u00a0\u202f-]?(?i:thousand|million|billion|trillion|crore|lakh|mln|bln|trn|bn|mn|tn|k|m|b)(?![A-Za-z]))"
LARGE = r"(?:[ \u00a0\u202f-]?(?i:million|billion|trillion|mln|bln|trn|bn|mn|tn)(?![A-Za-z]))"


def parse_number(words: str) -> float:
    """Turn digits or spelt words into a number.

    >>> [parse_number(words) for words in ("13,750", "a hundred and sixty", "two and a half", "a quarter of a")]
    [13750.0, 160.0, 2.5, 0.25]
    """
    words = words.lower().strip()
    if words[0].isdigit():
        return float(re.sub(r"[,\u00a0\u202f]", "", words))
    total = 0.0
    parts = re.split(r"[\s-]+", words)
    for part in parts:
        if part == "hundred":
            total = max(total, 1.0) * 100
        elif part in _PARTS:
            total = total * _PARTS[part] if part == "quarters" else total + _PARTS[part]
        else:
            total += _VALUES.get(part, 0.0)
    return total or 1.0


def read_scale(match: re.Match[str]) -> float:
    """Return the factor of the group `scale`, 1 where there is none."""
    word = (match["scale"] or "").strip(" -\u00a0\u202f").lower()
    return _SCALES[word] if word else 1.0


def round_value(value: float) -> float:
    """Round away what floating point adds."""
    return round(value, 4)
