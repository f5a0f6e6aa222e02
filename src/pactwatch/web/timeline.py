"""Lays out a partnership's timeline as a picture: lanes of labels over years, for the SVG template. Pure.

In: rows of out_timeline. Out: a `TimelinePicture` in user units of the SVG (pixels at full width). Draws nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

WIDTH = 960
LANE_HEIGHT = 30
_LEFT = 272
_RIGHT = 24
_TOP = 34
_BOTTOM = 12
_LEAST_MARK = 9.0
_LEAST_TICK_ROOM = 40
_LEAST_PROBABILITY = 0.5


@dataclass(frozen=True, slots=True)
class Tick:
    """One year on the axis."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry: `x` to `x + width` is the event's period, at least wide enough to see and to click."""

    x: float
    width: float
    y: float
    status: str
    polarity: str
    is_firm: bool
    entry_id: str
    label: str
    event_date: str
    source: str


@dataclass(frozen=True, slots=True)
class Span:
    """The days for which a statement holds, as a thin bar."""

    x: float
    width: float
    y: float
    is_open: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One label."""

    label: str
    label_kind: str
    y: float


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    """Everything the template draws; `height` follows from the number of lanes."""

    width: int
    height: int
    left: int
    axis_y: float
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]


def draw_timeline(rows: Sequence[dict[str, Any]], today: date) -> TimelinePicture | None:
    """Lay out timeline rows, lanes in order of their first event; return None when there are none.

    Of what nobody has judged, only what is more probably right than wrong is drawn, and below what is approved.
    """
    rows = [row for row in rows if row["status"] == "approved" or row["probability"] >= _LEAST_PROBABILITY]
    if not rows:
        return None
    first = date(min(row["event_from"].year for row in rows), 1, 1)
    last = max(*(row["event_to"] for row in rows), today) + timedelta(days=45)
    unit = (WIDTH - _LEFT - _RIGHT) / float((last - first).days)

    def place(day: date) -> float:
        return round(float(_LEFT + (day - first).days * unit), 1)

    lanes = _make_lanes(rows)
    y_of = {lane.label: lane.y for lane in lanes}
    return TimelinePicture(
        width=WIDTH,
        height=_TOP + LANE_HEIGHT * len(lanes) + _BOTTOM,
        left=_LEFT,
        axis_y=_TOP - 10,
        ticks=_make_ticks(first, last, place),
        lanes=lanes,
        spans=tuple(_make_span(row, y_of, place, today) for row in rows if _has_span(row)),
        marks=tuple(_make_mark(row, y_of, place) for row in sorted(rows, key=lambda row: row["status"] == "approved")),
    )


def _make_lanes(rows: Sequence[dict[str, Any]]) -> tuple[Lane, ...]:
    kinds = {"pattern": 0, "signal": 1, "kill_list": 2}
    firsts: dict[str, tuple[int, date]] = {}
    for row in rows:
        known = firsts.get(row["label"], (kinds[row["label_kind"]], row["event_from"]))
        firsts[row["label"]] = (known[0], min(known[1], row["event_from"]))
    names = {number: kind for kind, number in kinds.items()}
    ordered = sorted(firsts, key=lambda label: (firsts[label], label))
    return tuple(
        Lane(label, names[firsts[label][0]], _TOP + LANE_HEIGHT * (number + 0.5))
        for number, label in enumerate(ordered)
    )


def _make_ticks(first: date, last: date, place: Callable[[date], float]) -> tuple[Tick, ...]:
    years = range(first.year, last.year + 1)
    step = 1 + len(years) // 12
    # A year that begins at the right edge has no room for its number.
    return tuple(
        Tick(x, str(year)) for year in years[::step] if (x := place(date(year, 1, 1))) < WIDTH - _LEAST_TICK_ROOM
    )


def _has_span(row: dict[str, Any]) -> bool:
    return (row["status"], row["polarity"], row["standing"]) == ("approved", "supports", "fact")


def _make_span(row: dict[str, Any], y_of: dict[str, float], place: Callable[[date], float], today: date) -> Span:
    start = place(row["held_from"])
    end = place(max(row["held_until"] or today, row["held_from"]))
    return Span(start, round(max(end - start, 0.0), 1), y_of[row["label"]], row["held_until"] is None)


def _make_mark(row: dict[str, Any], y_of: dict[str, float], place: Callable[[date], float]) -> Mark:
    start, end = place(row["event_from"]), place(row["event_to"])
    width = max(end - start, _LEAST_MARK)
    return Mark(
        x=round(start - (_LEAST_MARK / 2 if width == _LEAST_MARK else 0.0), 1),
        width=round(width, 1),
        y=y_of[row["label"]],
        status=row["status"],
        polarity=row["polarity"],
        is_firm=row["confidence"] in ("primary_source", "multi_source"),
        entry_id=row["entry_id"],
        label=row["label"],
        event_date=row["event_date"],
        source=row["source"] or "",
    )
