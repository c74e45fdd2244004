"""Rows whose amounts sum to what an account says: trades, needs; and ratings, whose good share is exact."""

import numpy as np
from numpy.typing import NDArray

from data.feeds.casework import RATINGS
from data.feeds.serving import NEEDS, TRADES
from data.simulate.cohort import Cohort, Manner, always
from data.simulate.draws import DAY, chosen
from data.simulate.lives import Lives, Values, words
from data.simulate.opinions import points
from data.simulate.seeds import apportion
from data.simulate.services import RESOURCE_KINDS

IntArray = NDArray[np.int64]

_TRADES = ("土地经营权流转", "村集体房屋租赁", "坑塘水面发包", "林地流转", "集体资产转让")
_TRADE_SHARES = (0.52, 0.20, 0.12, 0.08, 0.08)
_TRADE_YUAN = 15_500  # on average, where the place says nothing
_GOOD = 0.96
_SAID = ("处理及时", "态度好", "还可以", "等得太久", "没有解决")


OFFICE_MANNER = Manner(always(10 * DAY), office=True)
OPEN_MANNER = Manner(always(10 * DAY))


def draw_trades(cohort: Cohort) -> Lives:
    """Trades of collective assets; the concluded ones are those on the platform."""
    traded = cohort.born
    rng, n = cohort.rng("life"), len(traded)
    total = cohort.register.amount_yuan
    if total is None or cohort.year < cohort.town.plan.account_year:
        # In earlier years an average trade is as large as in the account's.
        total = round((_TRADE_YUAN if total is None else total / max(cohort.register.a_year, 1)) * n)
    kind, own = chosen(rng.random(n), _TRADE_SHARES), cohort.register.kind
    columns: dict[str, Values] = {
        "trade_id": cohort.ids("J"),
        "kind": words(kind, _TRADES if own is None else (own,) * len(_TRADES)),
        "traded_at": traded,
        "amount_yuan": apportion(np.exp(rng.normal(0, 1, n)), total).astype(float) if n else np.empty(0),
        "on_platform": ~cohort.left_over,
        **dict(zip(("lon", "lat"), cohort.points(), strict=True)),
    }
    return Lives(TRADES, traded, columns)


def draw_needs(cohort: Cohort) -> Lives:
    """Needs and when a resource is found for them."""
    raised, matched = cohort.born, cohort.concluded
    rng, n = cohort.rng("life"), len(raised)
    households = np.ceil(1 + 110 * rng.random(n) ** 2).astype(np.int64)
    inside = np.flatnonzero(~cohort.left_over)
    if cohort.register.households is not None and len(inside):
        share = n / max(cohort.register.a_year, 1)
        total = max(round(cohort.register.households * share), len(inside))
        households[inside] = apportion(households[inside].astype(float), total)
    columns: dict[str, Values] = {
        "need_id": cohort.ids("N"),
        "kind": words(chosen(rng.random(n), np.ones(len(RESOURCE_KINDS))), RESOURCE_KINDS),
        "raised_at": raised,
        "matched_at": matched,
        "households": households,
        **dict(zip(("lon", "lat"), cohort.points(), strict=True)),
    }
    return Lives(NEEDS, raised, columns)


def draw_ratings(cohort: Cohort) -> Lives:
    """Ratings by the register's kind of channel, each with points."""
    rated = cohort.born
    rng, n = cohort.rng("life"), len(rated)
    share = _GOOD if cohort.register.good is None else cohort.register.good
    score = points(n, round(share * n), rng)
    columns: dict[str, Values] = {
        "rating_id": cohort.ids("K"),
        "rated_at": rated,
        "channel": words(np.zeros(n, dtype=np.int64), (cohort.register.kind or "survey",)),
        "score": score,
        "comment": words(np.where(rng.random(n) < 0.1, 5 - score, -1), _SAID),
        **dict(zip(("lon", "lat"), cohort.points(), strict=True)),
    }
    return Lives(RATINGS, rated, columns)
