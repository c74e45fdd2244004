"""Incidents that police and enforcement record, and problems that inspections find."""

import numpy as np
from numpy.typing import NDArray

from data.feeds.casework import INCIDENTS, PROBLEMS
from data.simulate.cohort import Cohort, Manner, always
from data.simulate.draws import DAY, MINUTE, NEVER, SECOND, chosen, exponential
from data.simulate.lives import Lives, Values, words

IntArray = NDArray[np.int64]

# Time allowed, and the share of urgent ones.
_INCIDENTS = {
    "police": (DAY, 0.10),
    "criminal": (60 * DAY, 0.35),
    "public_order": (30 * DAY, 0.10),
    "fraud": (60 * DAY, 0.30),
    "enforcement": (30 * DAY, 0.03),
    "accident": (30 * DAY, 0.60),
    "fire_spot": (30 * MINUTE, 0.50),
}
_OTHER = (7 * DAY, 0.10)
# Days allowed for an ordinary and a major one, the share of major ones, categories and who fixes them.
_PROBLEMS = {
    "hazard": (7, 30, 0.04, ("电气线路", "消防设施", "疏散通道", "特种设备", "危化品储存", "燃气使用"), "应急管理办"),
    "asset": (
        *(60, 90, 0.02),
        ("合同不规范", "承包费拖欠", "资产未入账", "资源面积不符", "长期低价发包", "权属不清"),
        "农经站",
    ),
    "environment": (3, 10, 0.03, ("乱堆乱放", "垃圾积存", "黑臭水体", "污水直排", "残垣断壁"), "生态环境办"),
}


def _by_kind(cohort: Cohort) -> tuple[IntArray, IntArray]:
    return always(_INCIDENTS.get(cohort.register.kind or "police", _OTHER)[0])(cohort)


def _by_gravity(cohort: Cohort) -> tuple[IntArray, IntArray]:
    """The grade 1 is a major problem."""
    usual, major, share, *_ = _PROBLEMS.get(cohort.register.kind or "hazard", _PROBLEMS["hazard"])
    grade = (cohort.rng("grade").random(len(cohort.born)) < share).astype(np.int64)
    return grade, np.where(grade == 1, major, usual) * DAY


INCIDENT_MANNER = Manner(_by_kind)
PROBLEM_MANNER = Manner(_by_gravity, office=True)


def draw_incidents(cohort: Cohort) -> Lives:
    """Incidents: somebody is sent within minutes and arrives about eight minutes later."""
    occurred, closed = cohort.born, cohort.concluded
    n = len(occurred)
    u = cohort.rng("life").random((6, n))
    kind = cohort.register.kind or "police"
    room = np.where(closed < NEVER, closed - occurred, DAY).astype(float)
    sent = np.minimum((0.5 + 1.5 * exponential(u[0])) * MINUTE, 0.1 * room)
    there = sent + np.minimum((2 + 3 * (exponential(u[1]) + exponential(u[2]))) * MINUTE, 0.5 * room)
    columns: dict[str, Values] = {
        "incident_id": cohort.ids("I"),
        "kind": words(np.zeros(n, dtype=np.int64), (kind,)),
        "occurred_at": occurred,
        "urgent": u[3] < _INCIDENTS.get(kind, _OTHER)[1],
        "dispatched_at": _after(occurred, sent),
        "arrived_on_site_at": np.where(u[4] < 0.97, _after(occurred, there), NEVER),
        "due_at": cohort.due,
        "closed_at": closed,
        **dict(zip(("lon", "lat"), cohort.points(), strict=True)),
    }
    return Lives(INCIDENTS, occurred, columns, {"due_at": occurred})


def draw_problems(cohort: Cohort) -> Lives:
    """Problems that are found and have to be fixed in time."""
    found = cohort.born
    n = len(found)
    u = cohort.rng("life").random((1, n))
    kind = cohort.register.kind or "hazard"
    *_, categories, party = _PROBLEMS.get(kind, _PROBLEMS["hazard"])
    columns: dict[str, Values] = {
        "problem_id": cohort.ids("Q"),
        "kind": words(np.zeros(n, dtype=np.int64), (kind,)),
        "found_at": found,
        "category": words(chosen(u[0], np.arange(len(categories), 0.0, -1)), categories),
        "party": words(np.zeros(n, dtype=np.int64), (party,)),
        "major": cohort.graded[0] == 1,
        "due_at": cohort.due,
        "fixed_at": cohort.concluded,
        **dict(zip(("lon", "lat"), cohort.points(), strict=True)),
    }
    return Lives(PROBLEMS, found, columns, {"due_at": found})


def _after(begin: IntArray, delay: NDArray[np.float64]) -> IntArray:
    return begin + delay.astype(np.int64) // SECOND * SECOND
