"""Reads the dates that a passage gives for what it reports, resolved against the publication day.

In: a passage's text, the publication day, the title. Out: `EventDate` records in the order of the text, values as ISO
prefixes. `date_forms.py` finds every written date; a logistic model (`date_weights.py`) then says which of them date
an event of the passage: expiry dates, founding years, accounts, and days on which people merely do things are no such
dates. General date parsers were tried and take "may" or "second" for dates.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pactwatch.date_features import RULED_OUT, Features, describe_forms
from pactwatch.date_forms import iter_forms
from pactwatch.date_weights import WEIGHTS
from pactwatch.records import EventDate

# Chosen on the authored passages, one file left out at a time: F1 is flat from .34 to .43.
_THRESHOLD_0TO1 = 0.4
# No paragraph of an article has a tenth of this; a hostile text does not cost more than it.
_MOST_FORMS = 200


def find_event_dates(text: str, published: date | None, title: str = "") -> tuple[EventDate, ...]:
    """Find the dates of events that `text` reports, each value once, in the order of the text.

    Relative dates need `published`; without it only dates that carry their own year are read. `title` only settles
    which quarter "this quarter" is.

    >>> [found.value for found in find_event_dates("Signed on Tuesday; it runs until 2032.", date(2025, 3, 20))]
    ['2025-03-18']
    """
    forms = sorted(iter_forms(text, published, title), key=lambda form: form.start_char)[:_MOST_FORMS]
    found: dict[str, EventDate] = {}
    for form, features in zip(forms, describe_forms(text, title, published, forms), strict=True):
        if form.reading.value not in found and score_features(features) >= _THRESHOLD_0TO1:
            found[form.reading.value] = EventDate(*form.reading, form.start_char, form.end_char)
    return tuple(found.values())


def score_features(features: Features, weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the chance, 0..1, that a date with these features is one of an event that the passage reports."""
    if any(features.get(name) for name in RULED_OUT):
        return 0.0
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in features.items())))


def choose_event_date(dates: Sequence[EventDate], published: date | None) -> EventDate | None:
    """Choose the date that dates the evidence; the publication day (basis `publication`) where the passage gives none.

    The latest date not after publication wins, a finer one before the year or month around it. A later date counts
    only when it is the passage's only kind, finer than a year and at most a year ahead: a plan for 2030 is told now.
    None when there is neither a date nor a publication day.
    """
    if published is None:
        return max(dates, key=lambda found: (len(found.value), found.value), default=None)
    past = [found for found in dates if first_day(found.value) <= published]
    if past:
        finest = [found for found in past if not any(other.value.startswith(f"{found.value}-") for other in past)]
        return max(finest, key=lambda found: (min(_last_day(found.value), published), len(found.value)))
    limit = published + timedelta(days=366)
    ahead = [found for found in dates if found.precision != "year" and first_day(found.value) <= limit]
    if ahead:
        return min(ahead, key=lambda found: (first_day(found.value), -len(found.value)))
    return EventDate(published.isoformat(), "day", "publication", 0, 0)


def first_day(value: str) -> date:
    """Return the first day of an ISO prefix.

    >>> first_day("2024-Q3"), first_day("2024-11")
    (datetime.date(2024, 7, 1), datetime.date(2024, 11, 1))
    """
    if "Q" in value:
        return date(int(value[:4]), 3 * int(value[-1]) - 2, 1)
    parts = [int(part) for part in value.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def _last_day(value: str) -> date:
    start = first_day(value)
    months = {4: 12, 6: 3 if "Q" in value else 1, 7: 3 if "Q" in value else 1}.get(len(value), 0)
    if not months:
        return start
    index = start.year * 12 + start.month - 1 + months
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)
