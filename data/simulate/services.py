"""Services: visits that are owed by the end of their cycle, and the needs that people raise."""

from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.feeds.column import Schema
from data.feeds.serving import NEEDS, VISITS
from data.simulate.cohort import Cohort, Manner, always
from data.simulate.draws import DAY, HOUR, NEVER, SECOND, Draws, chosen, days_between, draw, exponential, midnights
from data.simulate.lives import Lives, Values, glued, words
from data.simulate.rhythm import second_of_day
from data.simulate.town import Town

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

VISITS_LOOKBACK_DAYS = 32
NEEDS_LOOKBACK_DAYS = 60
RESOURCE_KINDS = ("志愿服务", "健康义诊", "法律援助", "助餐点", "就业培训", "儿童托管", "文化活动")
_VISITS, _NEEDS = 60, 62
# How often a kind is owed among others, and its cycle in days; the last cycle of a month ends with it.
_VISIT_KINDS = {
    "hardship": (0.30, 10),
    "elderly_alone": (0.34, 10),
    "community_corrections": (0.03, 10),
    "drug_rehabilitation": (0.03, 10),
    "key_household": (0.12, 15),
    "patrol": (0.30, 1),
    "enterprise": (0.08, 10),
    "small_premises": (0.10, 10),
    "river_patrol": (0.06, 7),
    "refuse_point": (0.25, 1),
    "port_report": (0.20, 1),
    "storm_return": (0.02, 1),
}
_OTHER_KIND = (0.10, 10)
_MISSED = 0.03
_UNMATCHED = 0.02


def draw_visits(town: Town, first: date, last: date) -> Lives:
    """The visits of the months that these days touch; each is owed by the end of its cycle in the month."""
    months = _months(first, last)
    length = np.array([(_after(month) - month).days for month in months])
    draws = draw(town.plan.seed, _VISITS, months, town.plan.visits_a_day * length.astype(float), 8)
    u, kinds = draws.uniform, town.plan.visit_kinds
    kind = chosen(u[3], [_VISIT_KINDS.get(one, _OTHER_KIND)[0] for one in kinds])
    missed = u[4] < _MISSED
    columns = _visits(town, months, draws.day, kind, kinds, missed, u[1:3])
    columns["visit_id"] = ids(months, draws, "V")
    born = midnights(months, town.zone)[draws.day]
    return at_addresses(town, VISITS, born, columns, {"due_at": born}, u[5:8])


VISIT_MANNER = Manner(always(DAY))


def draw_owed(cohort: Cohort) -> Lives:
    """The visits of a register's year; the concluded ones are made."""
    n, kind = len(cohort.born), cohort.register.kind or "hardship"
    u = cohort.rng("life").random((5, n))
    months = _months(date(cohort.year, 1, 1), date(cohort.year, 12, 31))
    # In order of time, as the ids are.
    month = np.arange(n) * len(months) // max(n, 1)
    columns = _visits(cohort.town, months, month, np.zeros(n, dtype=np.int64), (kind,), cohort.left_over, u[0:2])
    columns["visit_id"] = cohort.ids("V")
    born = midnights(months, cohort.town.zone)[month]
    return at_addresses(cohort.town, VISITS, born, columns, {"due_at": born}, u[2:5])


def _visits(
    town: Town,
    months: list[date],
    month: IntArray,
    kind: IntArray,
    kinds: tuple[str, ...],
    missed: NDArray[np.bool_],
    uniform: FloatArray,
) -> dict[str, Values]:
    """Visits on a day of their month, each within the cycle by whose end it is owed."""
    length = np.array([(_after(one) - one).days for one in months])[month]
    begins = midnights([*months, _after(months[-1])], town.zone)
    cycle = np.array([_VISIT_KINDS.get(one, _OTHER_KIND)[1] for one in kinds])[kind]
    day = np.floor(uniform[0] * length).astype(np.int64)
    cycles = length // cycle
    nth = np.minimum(day // cycle, cycles - 1)
    over = np.where(nth == cycles - 1, length, (nth + 1) * cycle)
    due = begins[month] + over * DAY - SECOND
    visited = begins[month] + day * DAY + second_of_day(uniform[1]).astype(np.int64) * SECOND
    return {
        "kind": words(kind, kinds),
        "due_at": due,
        "visited_at": np.where(missed, NEVER, np.minimum(visited, due)),
    }


def draw_needs(town: Town, first: date, last: date) -> Lives:
    """Needs raised on these days, the plan's number in a year; nearly all are matched within days."""
    days = days_between(first, last)
    draws = draw(town.plan.seed, _NEEDS, days, np.full(len(days), town.plan.needs / 365), 8)
    u = draws.uniform
    raised = midnights(days, town.zone)[draws.day] + second_of_day(u[0]).astype(np.int64) * SECOND
    matched = raised + ((4 + 90 * exponential(u[1]).clip(0, 10)) * HOUR).astype(np.int64)
    columns: dict[str, Values] = {
        "need_id": ids(days, draws, "N"),
        "kind": words(chosen(u[2], np.ones(len(RESOURCE_KINDS))), RESOURCE_KINDS),
        "raised_at": raised,
        "matched_at": np.where(u[3] < _UNMATCHED, NEVER, matched // SECOND * SECOND),
        "households": np.ceil(1 + 110 * u[4] ** 2).astype(np.int64),
    }
    return at_addresses(town, NEEDS, raised, columns, {}, u[5:8])


def at_addresses(
    town: Town,
    schema: Schema,
    born: IntArray,
    columns: dict[str, Values],
    known: dict[str, IntArray],
    uniform: FloatArray,
) -> Lives:
    """Rows at addresses drawn by three uniform numbers each."""
    lon, lat = town.points(town.settlements.pick(uniform[0]), uniform[1], uniform[2])
    return Lives(schema, born, {**columns, "lon": lon, "lat": lat}, known)


def ids(days: list[date], draws: Draws, letter: str) -> pa.Array:
    """V20261121-0042: the day (or the first of the month), and the number within it."""
    nth = np.arange(len(draws.day)) - np.searchsorted(draws.day, draws.day)
    numbers = tuple(f"{number:04d}" for number in range(1, int(nth.max(initial=0)) + 2))
    return glued(words(draws.day, tuple(f"{letter}{one:%Y%m%d}" for one in days)), words(nth, numbers), glue="-")


def _months(first: date, last: date) -> list[date]:
    months = [first.replace(day=1)]
    while (after := _after(months[-1])) <= last:
        months.append(after)
    return months


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
