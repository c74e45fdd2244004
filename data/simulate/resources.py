"""Service resources: what partners offer, about as many at a time as the plan says, or exactly."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from data.feeds.serving import SERVICE_RESOURCES
from data.simulate.draws import (
    DAY,
    HOUR,
    MINUTE,
    chosen,
    days_between,
    draw,
    exponential,
    midnights,
)
from data.simulate.lives import Lives, Values, glued, words
from data.simulate.rhythm import second_of_day
from data.simulate.services import RESOURCE_KINDS, at_addresses, ids
from data.simulate.town import Town

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

RESOURCES_LOOKBACK_DAYS = 1100
_RESOURCES = 61
_PARTNERS = ("镇卫生院", "司法所", "农商银行", "供电所", "志愿者协会", "园区企业联合会", "中心小学", "社工站")
# With the name of a place they are as many partners as a place has.
_LOCAL = ("卫生室", "合作社", "老年协会", "志愿服务队", "小学", "农商行服务点", "商户联盟", "文艺队", "驿站", "社工点")
_RESOURCE_DAYS = 540  # that one stays on average
_EPOCH = date(2010, 1, 1)


def draw_resources(town: Town, first: date, last: date) -> Lives:
    """Service resources that open on these days."""
    if town.plan.service_partners:
        return _exactly(town, first, last)
    days = days_between(first, last)
    rates = np.full(len(days), town.plan.service_resources / _RESOURCE_DAYS)
    draws = draw(town.plan.seed, _RESOURCES, days, rates, 8)
    u = draws.uniform
    opened = midnights(days, town.zone)[draws.day] + second_of_day(u[0]).astype(np.int64) * 1_000_000
    stays = np.minimum(0.4 + 0.6 * exponential(u[1]), 2) * _RESOURCE_DAYS
    kind, partner = chosen(u[2], np.ones(len(RESOURCE_KINDS))), chosen(u[3], np.ones(len(_PARTNERS)))
    columns: dict[str, Values] = {
        "resource_id": ids(days, draws, "R"),
        **_named(kind, partner, _PARTNERS),
        "capacity": np.round(10 + 90 * u[4]),
        "opened_at": opened,
        "ended_at": opened + (stays * DAY).astype(np.int64),
    }
    return at_addresses(town, SERVICE_RESOURCES, opened, columns, {}, u[5:8])


def _exactly(town: Town, first: date, last: date) -> Lives:
    """As many series of resources as the plan says: where one ends its partner opens the next, so that at any
    moment exactly so many are open, by exactly so many partners."""
    series, seed = town.plan.service_resources, town.plan.seed
    rng = np.random.default_rng([seed, _RESOURCES])
    phase, partner = rng.random(series), np.arange(series) % town.plan.service_partners

    def opening(turn: int) -> IntArray:
        """The instants at which each series comes to its resource of that number."""
        u = np.random.default_rng([seed, _RESOURCES, turn]).random((2, series))
        day = ((turn + phase + 0.3 * u[0]) * _RESOURCE_DAYS).astype(np.int64)
        morning = midnights([_EPOCH + timedelta(days=int(one)) for one in day], town.zone)
        opens: IntArray = morning + 8 * HOUR + (u[1] * 120).astype(np.int64) * MINUTE
        return opens

    begin, end = midnights([first, last + timedelta(days=1)], town.zone)
    turns = range(max(0, (first - _EPOCH).days // _RESOURCE_DAYS - 2), (last - _EPOCH).days // _RESOURCE_DAYS + 1)
    opens = np.array([opening(turn) for turn in [*turns, turns.stop]])
    chance = np.array([np.random.default_rng([seed, _RESOURCES + 100, turn]).random((5, series)) for turn in turns])
    row, which = np.nonzero((opens[:-1] >= begin) & (opens[:-1] < end))
    u, opened = chance[row, :, which].T, opens[row, which]
    columns: dict[str, Values] = {
        "resource_id": glued(
            words(which, tuple(f"R{number:04d}" for number in range(1, series + 1))),
            words(row, tuple(str(turn) for turn in turns)),
            glue="-",
        ),
        **_named(chosen(u[0], np.ones(len(RESOURCE_KINDS))), partner[which], _partners(town)),
        "capacity": np.round(10 + 90 * u[1]),
        "opened_at": opened,
        "ended_at": opens[row + 1, which],
    }
    return at_addresses(town, SERVICE_RESOURCES, opened, columns, {}, u[2:5])


def _partners(town: Town) -> tuple[str, ...]:
    """So many distinct partners: those of the town, then those of its places."""
    count = town.plan.service_partners
    places = list(dict.fromkeys(town.settlements.parents))
    local = [f"{place}{name}" for name in _LOCAL for place in places]
    more = [f"共建单位{number:03d}" for number in range(1, count + 1)]
    return tuple([*_PARTNERS, *local, *more][:count])


def _named(kind: IntArray, partner: IntArray, partners: tuple[str, ...]) -> dict[str, Values]:
    kinds, names = words(kind, RESOURCE_KINDS), words(partner, partners)
    return {"kind": kinds, "partner": names, "name": glued(names, kinds)}
