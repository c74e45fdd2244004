"""How long rows take from birth to conclusion: most within the time allowed, some late, with a mean that can be set."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.simulate.draws import DAY, HOUR, MINUTE, SECOND, exponential

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_USUAL = 0.3  # of the time allowed
_TRIES = 8
_ROUNDS = 60  # of halving: the scale is found to the last bit


@dataclass(frozen=True)
class Span:
    """n spans in microseconds: what each usually takes, what it takes at most (those that are not late) and at
    least (those that are)."""

    usual: FloatArray
    cap: FloatArray
    least: FloatArray

    def take(self, rows: IntArray) -> "Span":
        return Span(self.usual[rows], self.cap[rows], self.least[rows])

    def within(self, local_born: IntArray, room: FloatArray, total: float | None, rng: np.random.Generator) -> IntArray:
        """Whole seconds, in microseconds (n,), none longer than `room` (n,); together `total` where that is given.

        Work is not done at night: what would end then ends the evening before, by `local_born`, the births on
        the place's own clock. Where the total asks for more or less than the spans' own limits allow, they
        give way. ValueError where there is no room for it.
        """
        evening = rng.random(len(room))
        if total is None or not len(room):
            return _whole(_by_day(local_born, self._scaled(1.0, room), evening))
        wanted = total
        for _ in range(_TRIES):
            spans = _by_day(local_born, self._scaled(self._scale(wanted, room), room), evening)
            missing = total - spans.sum()
            free = self._movable(local_born, spans, room)
            if abs(missing) <= 50 * MINUTE * free.sum():
                return _whole(spans + np.where(free, missing / free.sum(), 0.0))
            wanted += missing
        # Some rows may have to end at night, or be later than they should.
        free_span = Span(self.usual, np.full(len(room), np.inf), np.zeros(len(room)))
        spans = free_span._scaled(free_span._scale(total, room), room)
        if abs(spans.sum() - total) > SECOND * len(spans):
            raise ValueError("is out of reach: less, or fewer that are closed")
        return _whole(spans)

    def _scaled(self, scale: float, room: FloatArray) -> FloatArray:
        shortest = np.minimum(20 * MINUTE, 0.15 * np.minimum(self.cap, room))
        scaled: FloatArray = np.clip(self.usual * scale, np.maximum(self.least, shortest), self.cap)
        return np.minimum(scaled, room)

    def _scale(self, total: float, room: FloatArray) -> float:
        low, high = -12.0, 12.0
        for _ in range(_ROUNDS):
            middle = (low + high) / 2
            less = self._scaled(float(np.exp(middle)), room).sum() < total
            low, high = (middle, high) if less else (low, middle)
        return float(np.exp((low + high) / 2))

    @staticmethod
    def _movable(local_born: IntArray, spans: FloatArray, room: FloatArray) -> BoolArray:
        hour = (local_born + spans) / HOUR % 24
        movable: BoolArray = (hour >= 9) & (hour < 19) & (spans > HOUR) & (room - spans > HOUR)
        return movable


def spans(allowed: IntArray, late: float, rng: np.random.Generator) -> Span:
    """Spans of rows with that many microseconds allowed, a share of them late."""
    u = rng.random((4, len(allowed)))
    usual = allowed * (0.02 + _USUAL * (exponential(u[0]) + exponential(u[1])) / 2)
    behind = u[2] < late
    return Span(
        np.where(behind, allowed * (1.1 + 0.4 * exponential(u[1])), usual),
        np.where(behind, 400.0 * DAY, allowed * (0.62 + 0.36 * u[3])),
        np.where(behind, 1.02 * allowed + np.minimum(0.05 * allowed, HOUR), 0.0),
    )


def _by_day(local_born: IntArray, spans: FloatArray, uniform: FloatArray) -> FloatArray:
    """The spans with those that end between 20 and 8 o'clock ended between 17 and 20 the evening before, but for
    what had hardly begun by then."""
    hour = (local_born + spans) / HOUR % 24
    back = np.where(hour >= 20, hour - 20, np.where(hour < 8, hour + 4, 0.0)) + 3 * uniform
    moved = (back > 3 * uniform) & (spans - back * HOUR > HOUR)
    return np.where(moved, spans - back * HOUR, spans)


def _whole(spans: FloatArray) -> IntArray:
    return np.round(spans / SECOND).astype(np.int64) * SECOND
