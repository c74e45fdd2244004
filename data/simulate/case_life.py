"""The life of a case after its report: who does what when, and what goes wrong."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.simulate.draws import DAY, HOUR, MINUTE, NEVER, SECOND, chosen, exponential
from data.simulate.lives import Values, words

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

UNIFORMS = 31
LOOKBACK_DAYS = 150  # nothing changes in a case after so many days: 60 allowed, 60 overdue, 12 to archive
LEVELS = ("grid", "village", "town", "district")
_LEVEL_SHARES = ((0.80, 0.12, 0.07, 0.01), (0.42, 0.26, 0.24, 0.08), (0.08, 0.20, 0.47, 0.25))
_LATE, _LONG, _NEVER_CLOSED = 0.06, 0.02, 0.01  # the last of the long ones
_RETURNED, _REWORKED, _EXTENDED, _SUSPENDED = 0.02, 0.008, 0.012, 0.01
_RATED = 0.35
_SCORES = (5, 4, 3, 2, 1)


@dataclass(frozen=True)
class Drawn:
    """Cases as reported (n,), and the uniform numbers (UNIFORMS, n) of their lives."""

    reported: IntArray
    colour: IntArray
    days_allowed: IntArray
    hotline: BoolArray
    uniform: FloatArray


@dataclass(frozen=True)
class Life:
    """Columns of the life, from when the others are known, and what is revised (as in Lives)."""

    columns: dict[str, Values]
    known: dict[str, IntArray]
    revised: dict[str, tuple[IntArray, IntArray]]


def life(drawn: Drawn) -> Life:
    """reported ≤ registered ≤ dispatched ≤ accepted ≤ arrived ≤ handled ≤ checked ≤ closed ≤ rated ≤ archived."""
    u = iter(drawn.uniform)
    n, reported = len(drawn.reported), drawn.reported
    allowed = drawn.days_allowed * float(DAY)
    level = np.empty(n, dtype=np.int64)
    chance = next(u)
    for colour, shares in enumerate(_LEVEL_SHARES):
        rows = drawn.colour == colour
        level[rows] = chosen(chance[rows], shares)

    fate, extended = next(u), next(u) < _EXTENDED
    long, late = fate < _LONG, (fate >= _LONG) & (fate < _LONG + _LATE)
    final = allowed * np.where(extended, 2, 1)
    share = 0.97 * -np.expm1(-np.array([0.10, 0.22, 0.35, 0.5])[level] * exponential(next(u)) ** 1.3)
    share = np.where(extended, 0.55 + 0.42 * share, share)
    share = np.where(late, 1.04 + np.minimum(0.3 * exponential(next(u)), 1), share)
    overdue = np.minimum(3 + 9 * exponential(next(u)), 60) * DAY
    # 25 minutes at least: someone has to go there.
    span = np.maximum(np.where(long, final + overdue, share * final), 25 * MINUTE * (1 + next(u)))
    closes = ~(long & (next(u) < _NEVER_CLOSED))
    span -= _night(reported + span, next(u)) * (closes & (span > 1.5 * DAY) & ~late & ~long)

    def step(usual: FloatArray | float, least: float, most: float) -> FloatArray:
        """A delay of about `usual`, no more than `most` of the span."""
        delay: FloatArray = np.minimum(least + usual * exponential(next(u)), most * span)
        return delay

    registered = step(np.where(drawn.hotline, 12.0, 4.0) * MINUTE, MINUTE, 0.1)
    dispatched = registered + step(18 * MINUTE, MINUTE, 0.15)
    wrong = next(u) < _RETURNED
    returned = dispatched + step(2 * HOUR, 10 * MINUTE, 0.1)
    accepted = np.where(wrong, returned, dispatched) + step(14 * MINUTE, MINUTE, 0.1)
    arrived = accepted + step(35 * MINUTE, 5 * MINUTE, 0.15)
    checked = span - step(40 * MINUTE, 2 * MINUTE, 0.1)
    handled = checked - step(5 * HOUR, 5 * MINUTE, 0.2)
    working = handled - arrived
    escalated = arrived + working * next(u) * 0.4
    suspended = arrived + working * (0.1 + 0.3 * next(u))
    resumed = suspended + working * 0.3 * (0.3 + 0.7 * next(u))
    reworked = arrived + working * (0.5 + 0.4 * next(u))
    supervised = np.where(long, final + (1 + 9 * next(u)) * DAY, arrived + 0.3 * working)
    asked, rate = next(u), next(u)
    rated = closes & (asked < _RATED)
    rated_after = span + (0.5 + 70 * next(u)) * HOUR
    archived = np.maximum(np.where(rated, rated_after, 0), span + 5 * DAY) + DAY * (0.2 + 2 * next(u))
    pauses = next(u)
    has_pause, has_rework = pauses < _SUSPENDED, (pauses > 1 - _REWORKED) & closes

    def at(after: FloatArray, where: BoolArray | None = None) -> IntArray:
        """Instants, whole seconds after the report; NEVER elsewhere."""
        instants = reported + np.round(after / SECOND).astype(np.int64) * SECOND
        return instants if where is None else np.where(where, instants, NEVER)

    due = at(registered + allowed)
    extended_at = at(allowed * (0.6 + 0.35 * share.clip(0, 1)), extended)
    handled_at, rated_at = at(handled, closes), at(rated_after, rated)
    score = chosen(rate, (0.80, 0.145, 0.035, 0.012, 0.008))
    score = np.where(late | long, chosen(rate, (0.5, 0.2, 0.15, 0.1, 0.05)), score)
    columns: dict[str, Values] = {
        "reported_at": reported,
        "registered_at": at(registered),
        "dispatched_at": at(dispatched),
        "returned_at": at(returned, wrong),
        "accepted_at": at(accepted),
        "arrived_on_site_at": at(arrived, next(u) < 0.8),
        "escalated_at": at(escalated, (level >= 2) & (next(u) < 0.8)),
        "suspended_at": at(suspended, has_pause),
        "resumed_at": at(resumed, has_pause),
        "reworked_at": at(reworked, has_rework),
        "extended_at": extended_at,
        "supervised_at": at(supervised, (long & (rate < 0.6)) | (drawn.colour == 2) & (rate < 0.3)),
        "handled_at": handled_at,
        "checked_at": at(checked, closes & (next(u) < 0.88)),
        "closed_at": at(span, closes),
        "rated_at": rated_at,
        "archived_at": at(archived, closes),
        "due_at": np.where(extended, due + allowed.astype(np.int64), due),
        "solved_level": words(level, LEVELS),
        "rating": np.array(_SCORES)[score],
        "solved": (score <= 1) | ((score == 2) & (next(u) < 0.6)),
    }
    known = {
        "due_at": at(registered),
        "party": at(dispatched),
        "solved_level": handled_at,
        "rating": rated_at,
        "solved": rated_at,
    }
    return Life(columns, known, {"due_at": (due, extended_at)})


def _night(instants: FloatArray, uniform: FloatArray) -> FloatArray:
    """How much earlier (microseconds) a step at night has to be for the evening before, 18 to 21 o'clock."""
    # China's one zone; elsewhere the evening is another, which does no harm.
    hour = (instants / HOUR + 8) % 24
    back = np.where(hour >= 22, hour - 21, np.where(hour < 7, hour + 3, 0.0))
    return np.where(back > 0, back + 3 * uniform, 0.0) * HOUR
