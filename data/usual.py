"""How much a feed sends, against its usual: the median of the same hours of the days before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

import duckdb

from data.feeds.schema import Schema

DAYS = 14
FEWEST_DAYS = 3  # to know what is usual
TIMES = 10
LEAST = 20  # rows; of less, ten times or a tenth may be chance
DAY = timedelta(days=1)
Bound = Literal["hour_low", "hour_high", "day_low", "day_high"]


@dataclass(frozen=True)
class Flow:
    """Rows in a span of time, and the median of the same span of the days before (None: too few days)."""

    rows: int
    usual: float | None

    @property
    def broken(self) -> Literal["high", "low"] | None:
        """ "high" from ten times the usual on, "low" down to a tenth of it; None between, or where none is usual."""
        if not self.usual:
            return None
        if self.rows >= TIMES * self.usual and self.rows >= LEAST:
            return "high"
        return "low" if self.usual >= LEAST and self.rows * TIMES <= self.usual else None


@dataclass(frozen=True)
class Pace:
    """The hour and the 24 hours up to a feed's newest event, by the time of its events (else of their arrival)."""

    hour: Flow
    day: Flow

    @property
    def broken(self) -> tuple[Bound, Flow] | None:
        """The bound that is broken, with the flow that breaks it."""
        if self.hour.broken is not None:
            return ("hour_high" if self.hour.broken == "high" else "hour_low"), self.hour
        if self.day.broken is not None:
            return ("day_high" if self.day.broken == "high" else "day_low"), self.day
        return None


def read_pace(connection: duckdb.DuckDBPyConnection, schema: Schema, feed: str, until: datetime) -> Pace:
    """The pace of a feed up to the time of its newest row: of one that has stopped, its age tells that."""
    event = schema.event_at or "arrived_at"
    found = connection.execute(
        f"SELECT floor((epoch($until) - epoch({event})) / 3600)::BIGINT AS hour, count(*) FROM {schema.id} "
        f"WHERE feed = $feed AND {event} > $since AND {event} <= $until GROUP BY hour",
        {"feed": feed, "until": until, "since": until - (DAYS + 1) * DAY},
    ).fetchall()
    counts = dict(found)
    days = max(0, min(DAYS, (max(counts, default=0) + 1) // 24 - 1))  # whole ones before the last 24 hours

    def flow(hours: int) -> Flow:
        sums = [sum(counts.get(24 * day + hour, 0) for hour in range(hours)) for day in range(days + 1)]
        return Flow(sums[0], median(sums[1:]) if days >= FEWEST_DAYS else None)

    return Pace(flow(1), flow(24))
