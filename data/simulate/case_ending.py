"""How the everyday cases end: in time or late, rated or not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.simulate.draws import DAY, HOUR, MINUTE, chosen, exponential

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

ENDING_UNIFORMS = 13
LEVEL_SHARES = ((0.80, 0.12, 0.07, 0.01), (0.42, 0.26, 0.24, 0.08), (0.08, 0.20, 0.47, 0.25))
_LATE, _LONG, _NEVER_CLOSED = 0.06, 0.02, 0.001  # the last of the long ones
_EXTENDED = 0.012
_RATED = 0.35
_DISMISSED, _DISMISSED_MACHINE = 0.008, 0.04
_SCORES = np.array((5, 4, 3, 2, 1))


@dataclass(frozen=True)
class Ending:
    """Of n cases: the level that solves them (0 grid … 3 district), the microseconds from report to closure,
    whether they are closed, are closed long after their time, were given more time, are dismissed at the
    start; whether they are rated, after how long, and with how many points."""

    level: IntArray
    span: FloatArray
    closes: BoolArray
    long: BoolArray
    extended: BoolArray
    dismissed: BoolArray
    rated: BoolArray
    rated_after: FloatArray
    points: IntArray


def levels(colour: IntArray, uniform: FloatArray) -> IntArray:
    """The level that solves a case: the graver, the higher."""
    level = np.empty(len(colour), dtype=np.int64)
    for one, shares in enumerate(LEVEL_SHARES):
        rows = colour == one
        level[rows] = chosen(uniform[rows], shares)
    return level


def everyday(
    reported: IntArray, colour: IntArray, allowed: FloatArray, machine: BoolArray, uniform: FloatArray
) -> Ending:
    """Endings of cases as reported (n,), with so many microseconds allowed; uniform is (ENDING_UNIFORMS, n)."""
    u = iter(uniform)
    level = levels(colour, next(u))
    fate, extended = next(u), next(u) < _EXTENDED
    long, late = fate < _LONG, (fate >= _LONG) & (fate < _LONG + _LATE)
    final = allowed * np.where(extended, 2, 1)
    share = 0.97 * -np.expm1(-np.array([0.10, 0.22, 0.35, 0.5])[level] * exponential(next(u)) ** 1.3)
    share = np.where(extended, 0.55 + 0.42 * share, share)
    share = np.where(late, 1.02 + np.minimum(0.08 * exponential(next(u)), 1), share)
    overdue = np.minimum(0.5 + 1.5 * exponential(next(u)), 20) * DAY
    # 25 minutes at least: someone has to go there.
    span = np.maximum(np.where(long, final + overdue, share * final), 25 * MINUTE * (1 + next(u)))
    closes = ~(long & (next(u) < _NEVER_CLOSED))
    span -= _night(reported + span, next(u)) * (closes & (span > 1.5 * DAY) & ~late & ~long)
    dismissed = next(u) < np.where(machine, _DISMISSED_MACHINE, _DISMISSED)
    asked, rate = next(u), next(u)
    score = np.where(
        late | long, chosen(rate, (0.5, 0.2, 0.15, 0.1, 0.05)), chosen(rate, (0.80, 0.145, 0.035, 0.012, 0.008))
    )
    rated = closes & (asked < _RATED)
    return Ending(
        level, span, closes, long, extended, dismissed, rated, span + (0.5 + 70 * next(u)) * HOUR, _SCORES[score]
    )


def _night(instants: FloatArray, uniform: FloatArray) -> FloatArray:
    """How much earlier (microseconds) a step at night has to be for the evening before, 18 to 21 o'clock."""
    # China's one zone; elsewhere the evening is another, which does no harm.
    hour = (instants / HOUR + 8) % 24
    back = np.where(hour >= 22, hour - 21, np.where(hour < 7, hour + 3, 0.0))
    return np.where(back > 0, back + 3 * uniform, 0.0) * HOUR
