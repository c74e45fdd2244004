"""Wall-clock times of a place as instants, whole columns at once."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Times = npt.NDArray[np.datetime64]
FIRST, LAST = datetime(1899, 12, 1, tzinfo=UTC), datetime(2201, 2, 1, tzinfo=UTC)
STEP = timedelta(days=3)  # no zone has changed its clocks there and back within it


def instants_of(local: Times, zone: str) -> Times:
    """UTC (datetime64[us]) of wall-clock times (datetime64[us], NaT stays) in an IANA zone.

    A time that the clock passes twice is its first passing; one that it skips is counted with the offset before
    the change: what zoneinfo does with fold=0.
    """
    changes, offsets = changes_of(zone)
    instants: Times = local - offsets[np.searchsorted(changes, local, side="right")]
    return instants


@lru_cache
def changes_of(zone: str) -> tuple[Times, npt.NDArray[np.timedelta64]]:
    """The local times from which the next offset holds, and the offsets, one more than there are changes."""
    place = ZoneInfo(zone)

    def offset(moment: datetime) -> timedelta:
        return moment.astimezone(place).utcoffset() or timedelta()

    changes, offsets = [], [offset(FIRST)]
    moment = FIRST
    while moment < LAST:
        then = moment + STEP
        if offset(then) != offsets[-1]:
            early, late = moment, then
            while late - early > timedelta(seconds=1):
                middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
                early, late = (middle, late) if offset(middle) == offsets[-1] else (early, middle)
            changes.append(late.replace(tzinfo=None) + max(offsets[-1], offset(late)))
            offsets.append(offset(late))
            then = late
        moment = then
    return np.array(changes, "datetime64[us]"), np.array(offsets, "timedelta64[us]")
