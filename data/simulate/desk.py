"""The duty desk: calls to the hotline, and alarms that somebody must acknowledge and go after."""

import numpy as np
from numpy.typing import NDArray

from data.feeds.sensing import ALARMS
from data.feeds.serving import CALLS
from data.simulate.cohort import Cohort, Manner, always
from data.simulate.draws import DAY, MINUTE, NEVER, SECOND, chosen, exponential
from data.simulate.lives import Lives, Values, words

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_AT_ONCE = 0.92  # of the calls answered, within 15 seconds
_DUTY_CALL = "duty_call"
# Of the alarms of a kind, the share of false ones.
_FALSE = {"fire": 0.22, "gas": 0.18, "flood": 0.10, "help": 0.06, _DUTY_CALL: 0.0}


CALL_MANNER = Manner(always(DAY))
ALARM_MANNER = Manner(always(DAY), late=0.02)


def draw_calls(cohort: Cohort) -> Lives:
    """Calls; the concluded ones are those that were answered, the others were given up."""
    offered, lost = cohort.born, cohort.left_over
    u = cohort.rng("life").random((4, len(offered)))
    at_once = u[0] < _AT_ONCE
    rang = np.where(at_once, 1 + 14 * u[1] ** 1.5, 16 + 40 * exponential(u[1]).clip(0, 5))
    talked = 20 + 170 * exponential(u[2]).clip(0, 8)
    gave_up = 5 + 60 * u[3]
    columns: dict[str, Values] = {
        "call_id": cohort.ids("T"),
        "offered_at": offered,
        "answered_at": np.where(lost, NEVER, _after(offered, rang * SECOND)),
        "ended_at": _after(offered, np.where(lost, gave_up, rang + talked) * SECOND),
    }
    return Lives(CALLS, offered, columns)


def draw_alarms(cohort: Cohort) -> Lives:
    """Alarms: acknowledged in minutes, somebody on the spot within a quarter of an hour, judged, closed.

    A duty call asks only whether somebody is there.
    """
    raised, closed = cohort.born, cohort.concluded
    n = len(raised)
    u = cohort.rng("life").random((8, n))
    kind = cohort.register.kind or "fire"
    room = np.where(closed < NEVER, closed - raised, 12 * 60 * MINUTE).astype(float)
    heard = np.where(u[0] < 0.965, 0.2 + 2.6 * u[1] ** 1.4, 3.5 + 6 * exponential(u[1])) * MINUTE
    heard = np.minimum(heard, 0.3 * room)
    there = heard + np.minimum((3 + 2.2 * exponential(u[2])) * MINUTE, 0.3 * room)
    judged = there + np.minimum((3 + 15 * exponential(u[3])) * MINUTE, 0.3 * room)
    calls = np.full(n, kind == _DUTY_CALL)
    device = _device_numbers(cohort, kind, u[4])
    columns: dict[str, Values] = {
        "alarm_id": cohort.ids("L"),
        "kind": words(np.zeros(n, dtype=np.int64), (kind,)),
        "raised_at": raised,
        "device_id": device,
        "acknowledged_at": np.where(u[5] < 0.995, _after(raised, heard), NEVER),
        "arrive_due_at": np.where(calls, NEVER, raised + 15 * MINUTE),
        "arrived_on_site_at": np.where(calls | (u[6] >= 0.985), NEVER, _after(raised, there)),
        "judged_at": np.where(calls, NEVER, _after(raised, judged)),
        "closed_at": closed,
        "genuine": u[7] >= _FALSE.get(kind, 0.15),
        **dict(zip(("lon", "lat"), cohort.points(), strict=True)),
    }
    return Lives(ALARMS, raised, columns, {"arrive_due_at": raised, "genuine": columns["judged_at"]})


def _device_numbers(cohort: Cohort, kind: str, uniform: FloatArray) -> Values:
    """The gas alarm or sensor that raised it, as devices are numbered; none for what people raise."""
    plan = cohort.town.plan
    letter, first, count = {
        "gas": ("G", plan.cameras + plan.sensors, plan.gas_alarms),
        "fire": ("S", plan.cameras, plan.sensors),
        "flood": ("S", plan.cameras, plan.sensors),
    }.get(kind, ("", 0, 0))
    names = tuple(f"{letter}{number:05d}" for number in range(first + 1, first + count + 1))
    codes = chosen(uniform, np.ones(count)) if count else np.full(len(uniform), -1)
    return words(codes, names)


def _after(begin: IntArray, delay: FloatArray) -> IntArray:
    return begin + delay.astype(np.int64) // SECOND * SECOND
