"""Finds the nouns that stand for an organisation: "the chipmaker", "the lab", "the carrier", "the company".

In: text, the places of the named organisations, their roles. Out: organisation ids with offsets. A noun of a trade
counts where exactly one of the named organisations is of that trade; "the company" is the one named last before it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from pactwatch.pair_features import Place

_CLOUDS = ("hyperscaler", "cloud", "data_centre")
# Nouns of a trade, in lower case, with the roles that they may stand for.
_TRADES: dict[str, tuple[str, ...]] = {
    "lab": ("lab",),
    "laboratory": ("lab",),
    "start-up": ("lab", "isv", "unknown"),
    "startup": ("lab", "isv", "unknown"),
    "model maker": ("lab",),
    "model developer": ("lab",),
    "developer": ("lab", "isv"),
    "chipmaker": ("chip_maker",),
    "chip maker": ("chip_maker",),
    "chip group": ("chip_maker",),
    "chip designer": ("chip_maker",),
    "chip company": ("chip_maker",),
    "chip giant": ("chip_maker",),
    "cloud": _CLOUDS,
    "cloud provider": _CLOUDS,
    "cloud group": _CLOUDS,
    "cloud company": _CLOUDS,
    "cloud giant": _CLOUDS,
    "provider": _CLOUDS,
    "host": _CLOUDS,
    "hyperscaler": ("hyperscaler",),
    "neocloud": ("cloud",),
    "software giant": ("hyperscaler", "isv"),
    "software group": ("hyperscaler", "isv"),
    "software maker": ("hyperscaler", "isv"),
    "landlord": ("data_centre", "cloud"),
    "operator": ("telco", "data_centre"),
    "carrier": ("telco",),
    "telco": ("telco",),
    "consultancy": ("consultancy",),
    "distributor": ("distributor",),
    "reseller": ("distributor", "consultancy", "telco"),
    "publisher": ("publisher",),
    "newspaper": ("publisher",),
    "broadcaster": ("publisher",),
    "carmaker": ("oem_buyer",),
    "phone maker": ("oem_buyer",),
    "government": ("government",),
    "state": ("government",),
    "ministry": ("government",),
    "kingdom": ("government",),
    "fund": ("sovereign_fund", "investor"),
    "vendor": ("isv", "unknown"),
}
_PLAIN = ("company", "group", "firm")
_NOUN = re.compile(
    r"\b[Tt]he\s(?:[A-Z][a-z]+\s|AI\s|[a-z-]+\s)?("
    + "|".join(re.escape(word) for word in sorted((*_TRADES, *_PLAIN), key=lambda word: -len(word)))
    + r")\b(?![-\s](?:[A-Z]|of\s[A-Z]))"
)
_MAX_NOUNS = 30


def find_nouns(
    text: str, places: Mapping[str, Sequence[Place]], roles: Mapping[str, str]
) -> Iterator[tuple[str, int, int]]:
    """Yield (organisation id, start, end) for every noun that stands for one of the placed organisations."""
    names = sorted(
        (place.start, place.end, identifier)
        for identifier, found in places.items()
        for place in found
        if place.sentence >= 0
    )
    starts = [start for start, _, _ in names]
    for match in islice(_NOUN.finditer(text), _MAX_NOUNS):
        noun, before = match.group(1), bisect_right(starts, match.start()) - 1
        if before >= 0 and names[before][1] > match.start():
            continue
        if noun in _PLAIN:
            if before >= 0:
                yield names[before][2], match.start(), match.end()
            continue
        meant = [identifier for identifier in places if roles.get(identifier, "unknown") in _TRADES[noun]]
        if len(meant) == 1:
            yield meant[0], match.start(), match.end()
