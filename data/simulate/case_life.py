"""The life of a case after its report: who does what when, by when it is due, and what goes wrong."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.feeds.casework import ARRIVALS
from data.simulate.case_ending import Ending
from data.simulate.draws import DAY, HOUR, MINUTE, NEVER, SECOND, exponential
from data.simulate.lives import Values, words

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

LIFE_UNIFORMS = 21
LOOKBACK_DAYS = 150  # nothing changes in a case after so many days: 60 allowed, 60 overdue, 12 to archive
LEVELS = ("grid", "village", "town", "district")
_RETURNED, _REWORKED, _SUSPENDED = 0.02, 0.008, 0.01
_NOT_CONTACTED = 0.012
_CHECKED = 0.955
# Hours within which somebody must be there after accepting, by reason; the last is for none.
_ARRIVE_HOURS = np.array([1, 3, 2, 4, 0])


@dataclass(frozen=True)
class Drawn:
    """Cases as reported (n,): the microseconds allowed, whether they came over the hotline, whether somebody
    who reported waits for an answer, the reason to be on the spot (of ARRIVALS, -1 for none), how they end, and
    the uniform numbers (LIFE_UNIFORMS, n) of their lives."""

    reported: IntArray
    colour: IntArray
    allowed: FloatArray
    hotline: BoolArray
    asked: BoolArray
    arrival: IntArray
    ending: Ending
    uniform: FloatArray


@dataclass(frozen=True)
class Life:
    """Columns of the life, from when the others are known, and what is revised (as in Lives)."""

    columns: dict[str, Values]
    known: dict[str, IntArray]
    revised: dict[str, tuple[IntArray, IntArray]]


def life(drawn: Drawn) -> Life:
    """reported ≤ registered ≤ dispatched ≤ accepted ≤ arrived ≤ handled ≤ checked ≤ closed ≤ rated ≤ archived;
    or reported ≤ dismissed, and nothing else."""
    u = iter(drawn.uniform)
    reported, end, allowed = drawn.reported, drawn.ending, drawn.allowed
    span, real = end.span, ~end.dismissed
    closes, final = end.closes & real, allowed * np.where(end.extended, 2, 1)

    def step(usual: FloatArray | float, least: float, most: float) -> FloatArray:
        """A delay of about `usual`, no more than `most` of the span."""
        delay: FloatArray = np.minimum(least + usual * exponential(next(u)), most * span)
        return delay

    urgent = drawn.arrival == 0
    registered = step(np.where(drawn.hotline, 12.0, 4.0) * MINUTE, MINUTE, 0.1)
    dispatched = registered + step(18 * MINUTE, MINUTE, 0.15)
    wrong = next(u) < _RETURNED
    returned = dispatched + step(2 * HOUR, 10 * MINUTE, 0.1)
    accepted = np.where(wrong, returned, dispatched) + step(14 * MINUTE, MINUTE, 0.1)
    arrived = accepted + step(np.where(urgent, 12.0, 35.0) * MINUTE, 5 * MINUTE, 0.15)
    checked = span - step(40 * MINUTE, 2 * MINUTE, 0.1)
    handled = checked - step(5 * HOUR, 5 * MINUTE, 0.2)
    working = handled - arrived
    escalated = arrived + working * next(u) * 0.4
    suspended = arrived + working * (0.1 + 0.3 * next(u))
    resumed = suspended + working * 0.3 * (0.3 + 0.7 * next(u))
    reworked = arrived + working * (0.5 + 0.4 * next(u))
    chance = next(u)
    late = np.minimum((1 + 9 * chance) * DAY, 0.8 * (span - final))
    supervised = np.where(end.long, final + late, arrived + 0.3 * working)
    archived = np.maximum(np.where(end.rated, end.rated_after, 0), span + 5 * DAY) + DAY * (0.2 + 2 * next(u))
    pauses, checks, contact = next(u), next(u), next(u)
    has_pause, has_rework = real & (pauses < _SUSPENDED), (pauses > 1 - _REWORKED) & closes
    contacted = accepted + np.minimum(30 * MINUTE * exponential(contact), 0.9 * working)
    is_asked = drawn.asked & real
    must_arrive = (drawn.arrival >= 0) & real

    def at(after: FloatArray, where: BoolArray) -> IntArray:
        """Instants, whole seconds after the report; NEVER elsewhere."""
        instants = reported + np.round(after / SECOND).astype(np.int64) * SECOND
        return np.where(where, instants, NEVER)

    registered_at, dispatched_at, accepted_at = at(registered, real), at(dispatched, real), at(accepted, real)
    due, handle_due = at(registered + allowed, real), at(registered + 0.9 * allowed, real)
    extended_at = at(allowed * (0.6 + 0.35 * (span / final).clip(0, 1)), real & end.extended)
    handled_at, rated_at = at(handled, closes), at(end.rated_after, end.rated & closes)
    more = np.where(real & end.extended, allowed, 0).astype(np.int64)
    columns: dict[str, Values] = {
        "reported_at": reported,
        "registered_at": registered_at,
        "dispatched_at": dispatched_at,
        "returned_at": at(returned, wrong & real),
        "accepted_at": accepted_at,
        "contacted_at": at(contacted, is_asked & (contact > _NOT_CONTACTED)),
        "arrived_on_site_at": at(arrived, real & (next(u) < np.where(must_arrive, 0.985, 0.8))),
        "escalated_at": at(escalated, real & (end.level >= 2) & (next(u) < 0.8)),
        "suspended_at": at(suspended, has_pause),
        "resumed_at": at(resumed, has_pause),
        "reworked_at": at(reworked, has_rework),
        "extended_at": extended_at,
        "supervised_at": at(supervised, real & (end.long & (chance < 0.6) | (drawn.colour == 2) & (chance < 0.3))),
        "handled_at": handled_at,
        "checked_at": at(checked, closes & (checks < _CHECKED)),
        "closed_at": at(span, closes),
        "rated_at": rated_at,
        "archived_at": at(archived, closes),
        "dismissed_at": at(np.minimum(registered * 3, 0.8 * span), end.dismissed),
        "register_due_at": reported + np.where(drawn.hotline, HOUR, 20 * MINUTE),
        "dispatch_due_at": at(registered + 90 * MINUTE, real),
        "accept_due_at": at(dispatched + np.where(drawn.hotline, DAY, HOUR), real),
        "contact_due_at": at(accepted + DAY, is_asked),
        "arrive_due_at": at(accepted + _ARRIVE_HOURS[drawn.arrival] * HOUR, must_arrive),
        "due_at": due + more,
        "handle_due_at": handle_due + more,
        "check_due_at": at(handled + DAY, closes),
        "solved_level": words(end.level, LEVELS),
        "rating": end.points,
        "solved": (end.points >= 4) | ((end.points == 3) & (next(u) < 0.6)),
        "arrival": words(drawn.arrival, ARRIVALS),
        "repeated": next(u) < np.where(drawn.asked, 0.05, 0.015),
    }
    known = {
        "register_due_at": reported,
        "due_at": registered_at,
        "handle_due_at": registered_at,
        "dispatch_due_at": registered_at,
        "party": dispatched_at,
        "accept_due_at": dispatched_at,
        "contact_due_at": accepted_at,
        "arrive_due_at": accepted_at,
        "check_due_at": handled_at,
        "solved_level": handled_at,
        "rating": rated_at,
        "solved": rated_at,
    }
    return Life(columns, known, {"due_at": (due, extended_at), "handle_due_at": (handle_due, extended_at)})
