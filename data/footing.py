"""A footing: a measurement, and what the next one must know to stand on it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from data.counting import Spans
from data.feed_states import FeedState
from data.measured import CURRENT, Measured
from data.period import MOMENT, PeriodId, Window


@dataclass(frozen=True)
class Footing:
    """A measurement, and what the next one must know to stand on it.

    `looked_at` tells by table up to when its rows are counted, `counted_at` when what cannot be counted row by row
    last was; `batch` is the last one that was looked at.
    """

    whole_at: datetime
    looked_at: Mapping[str, datetime]
    counted_at: Mapping[str, datetime]
    batch: int
    spans: Spans
    states: tuple[FeedState, ...]
    answerable: frozenset[str]
    beginnings: Mapping[str, datetime]
    measured: tuple[Measured, ...]


def longest_ago(times: Mapping[str, datetime], as_of: datetime, least: timedelta, most: int) -> set[str]:
    """The few whose time lies furthest back, and far enough."""
    ordered = sorted((at, name) for name, at in times.items() if as_of - at >= least)
    return {name for _, name in ordered[:most]}


def until(span: tuple[Window, ...], as_of: datetime, period: PeriodId) -> tuple[Window, ...]:
    """The windows of a period, the current one ending at `as_of`."""
    if period == "last_year":
        return span
    current = replace(span[CURRENT], end=as_of + MOMENT)
    return (*span[:CURRENT], current, *span[CURRENT + 1 :])


def moved_on(before: Spans, now: Spans, as_of: datetime) -> Spans | None:
    """The windows of before, the current ones ending now; None where another day or period has begun."""
    if any(one.begin != other.begin for period in now for one, other in zip(before[period], now[period], strict=True)):
        return None
    return {period: until(span, as_of, period) for period, span in before.items()}
