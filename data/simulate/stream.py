"""A noun of the simulation as something that flows: all of it until now, and what came since."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Protocol

import pyarrow as pa

from data.simulate.draws import local_day
from data.simulate.lives import Lives

_AHEAD = timedelta(days=30)


class Stream(Protocol):
    """Instants are microseconds since 1970; what `between` gives is keyed and typed as `until`."""

    def until(self, end: int) -> pa.Table:
        """Everything that the feed would have sent by `end` and still keeps."""

    def between(self, begin: int, end: int) -> pa.Table:
        """New rows, and new versions of rows, after `begin` and by `end`."""


class LifeStream:
    """Rows with a life, drawn for a window of days that is kept and moved on now and then."""

    def __init__(
        self,
        make: Callable[[date, date], Lives],
        zone: str,
        lookback_days: int,
        begins: date,
        history_days: int | None = None,
    ) -> None:
        """`lookback_days` is the longest life; the history starts at `begins`, or so many days back."""
        self._make, self._zone, self._begins = make, zone, begins
        self._lookback = timedelta(days=lookback_days)
        self._history = None if history_days is None else timedelta(days=history_days)
        self._window: tuple[date, date, Lives] | None = None

    def until(self, end: int) -> pa.Table:
        last = local_day(end, self._zone)
        first = self._begins if self._history is None else max(self._begins, last - self._history)
        return self._make(first, last).until(end)

    def between(self, begin: int, end: int) -> pa.Table:
        first = max(self._begins, local_day(begin, self._zone) - self._lookback)
        last = local_day(end, self._zone)
        if self._window is None or first < self._window[0] or last > self._window[1]:
            self._window = (first, last + _AHEAD, self._make(first, last + _AHEAD))
        return self._window[2].between(begin, end)
