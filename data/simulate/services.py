"""Services: visits that are owed each month, the resources of partners, and the needs that they meet."""

from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.feeds.column import Schema
from data.feeds.serving import NEEDS, SERVICE_RESOURCES, VISITS
from data.simulate.draws import DAY, HOUR, NEVER, SECOND, Draws, chosen, days_between, draw, exponential, midnights
from data.simulate.lives import Lives, Values, glued, words
from data.simulate.rhythm import second_of_day
from data.simulate.town import Town

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

VISITS_LOOKBACK_DAYS = 32
RESOURCES_LOOKBACK_DAYS = 1100
NEEDS_LOOKBACK_DAYS = 60
_VISITS, _RESOURCES, _NEEDS = 60, 61, 62
_VISIT_KINDS = ("hardship", "elderly_alone", "community_corrections", "drug_rehabilitation", "patrol")
_VISIT_SHARES = (0.30, 0.34, 0.03, 0.03, 0.30)
_MISSED = 0.03
_RESOURCE_KINDS = ("志愿服务", "健康义诊", "法律援助", "助餐点", "就业培训", "儿童托管", "文化活动")
_PARTNERS = ("镇卫生院", "司法所", "农商银行", "供电所", "志愿者协会", "园区企业联合会", "中心小学", "社工站")
_RESOURCE_DAYS = 540.0  # that one stays on average
_UNMATCHED = 0.02


def draw_visits(town: Town, first: date, last: date) -> Lives:
    """The visits of the months that these days touch; each is owed by the end of its month."""
    months = _months(first, last)
    length = np.array([(_after(month) - month).days for month in months])
    draws = draw(town.plan.seed, _VISITS, months, town.plan.visits_a_day * length.astype(float), 8)
    u, begins = draws.uniform, midnights([*months, _after(months[-1])], town.zone)
    day = np.floor(u[1] * length[draws.day])
    visited = begins[draws.day] + (day * DAY).astype(np.int64) + second_of_day(u[2]).astype(np.int64) * SECOND
    due = begins[draws.day + 1] - SECOND
    columns: dict[str, Values] = {
        "visit_id": _ids(months, draws, "V"),
        "kind": words(chosen(u[3], _VISIT_SHARES), _VISIT_KINDS),
        "due_at": due,
        "visited_at": np.where(u[4] < _MISSED, NEVER, np.minimum(visited, due)),
    }
    born = begins[draws.day]
    return _at_addresses(town, VISITS, born, columns, {"due_at": born}, u[5:8])


def draw_resources(town: Town, first: date, last: date) -> Lives:
    """Service resources that open on these days, about as many at a time as the plan says."""
    days = days_between(first, last)
    rates = np.full(len(days), town.plan.service_resources / _RESOURCE_DAYS)
    draws = draw(town.plan.seed, _RESOURCES, days, rates, 8)
    u = draws.uniform
    opened = midnights(days, town.zone)[draws.day] + second_of_day(u[0]).astype(np.int64) * SECOND
    stays = np.minimum(0.4 + 0.6 * exponential(u[1]), 2) * _RESOURCE_DAYS
    kind, partner = chosen(u[2], np.ones(len(_RESOURCE_KINDS))), chosen(u[3], np.ones(len(_PARTNERS)))
    kinds, partners = words(kind, _RESOURCE_KINDS), words(partner, _PARTNERS)
    columns: dict[str, Values] = {
        "resource_id": _ids(days, draws, "R"),
        "kind": kinds,
        "partner": partners,
        "name": glued(partners, kinds),
        "capacity": np.round(10 + 90 * u[4]),
        "opened_at": opened,
        "ended_at": opened + (stays * DAY).astype(np.int64),
    }
    return _at_addresses(town, SERVICE_RESOURCES, opened, columns, {}, u[5:8])


def draw_needs(town: Town, first: date, last: date) -> Lives:
    """Needs raised on these days, the plan's number in a year; nearly all are matched within days."""
    days = days_between(first, last)
    draws = draw(town.plan.seed, _NEEDS, days, np.full(len(days), town.plan.needs / 365), 8)
    u = draws.uniform
    raised = midnights(days, town.zone)[draws.day] + second_of_day(u[0]).astype(np.int64) * SECOND
    matched = raised + ((4 + 90 * exponential(u[1]).clip(0, 10)) * HOUR).astype(np.int64)
    columns: dict[str, Values] = {
        "need_id": _ids(days, draws, "N"),
        "kind": words(chosen(u[2], np.ones(len(_RESOURCE_KINDS))), _RESOURCE_KINDS),
        "raised_at": raised,
        "matched_at": np.where(u[3] < _UNMATCHED, NEVER, matched // SECOND * SECOND),
        "households": np.ceil(1 + 110 * u[4] ** 2).astype(np.int64),
    }
    return _at_addresses(town, NEEDS, raised, columns, {}, u[5:8])


def _at_addresses(
    town: Town,
    schema: Schema,
    born: IntArray,
    columns: dict[str, Values],
    known: dict[str, IntArray],
    uniform: FloatArray,
) -> Lives:
    lon, lat = town.points(town.settlements.pick(uniform[0]), uniform[1], uniform[2])
    return Lives(schema, born, {**columns, "lon": lon, "lat": lat}, known)


def _ids(days: list[date], draws: Draws, letter: str) -> pa.Array:
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
