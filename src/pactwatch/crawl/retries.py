"""When a failed article is asked for again: pure arithmetic, no state.

Retries go on for days because a site that is down tonight is often back tomorrow; within a crawl there is one at most.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MOST_ATTEMPTS = 8
LONGEST_WAIT = timedelta(days=3)
# What may heal: overload, a gateway's trouble, throttling, a slow server. Everything else is an answer.
RETRY_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})


def plan_next_attempt(
    now: datetime, attempt: int, *, base_s: float, retry_after: timedelta | None = None
) -> datetime | None:
    """Return when to try again after the `attempt`-th failure (from 1), or None when 8 were enough.

    The wait is base, 4 x base, 16 x base …, or the site's Retry-After where that is longer, three days at most.

    >>> moment = datetime(2026, 3, 1, tzinfo=UTC)
    >>> [plan_next_attempt(moment, attempt, base_s=1800) - moment for attempt in (1, 2)]
    [datetime.timedelta(seconds=1800), datetime.timedelta(seconds=7200)]
    """
    if attempt >= MOST_ATTEMPTS:
        return None
    wait = timedelta(seconds=base_s * 4 ** (attempt - 1))
    return now + min(max(wait, retry_after or timedelta()), LONGEST_WAIT)


def parse_retry_after(value: str, now: datetime) -> timedelta | None:
    """Read a Retry-After header, seconds or a date; None when it is absent, past or makes no sense.

    >>> parse_retry_after("120", datetime(2026, 3, 1, tzinfo=UTC))
    datetime.timedelta(seconds=120)
    """
    value = value.strip()
    if value.isdigit():
        # More digits than a century of seconds would overflow, and means "not soon" all the same.
        return timedelta(seconds=min(int(value[:12]), 100 * 365 * 86400))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    return wait if wait > timedelta() else None
