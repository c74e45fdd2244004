"""Indicators that follow from others: a weighted mean, the slope of a trend, the index of a place.

They are computed from the measured values of their parts, at every place of a level, and have no numerator and no
denominator of their own.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from data.board import FeedAge
from data.catalogue import Catalogue, Indicator
from data.formula import parse_formula
from data.measured import COLUMNS, CURRENT, FloatArray, Measured
from data.period import POINTS
from data.profile import Profile
from data.score import score, unscored

LEAST = 8  # points of a trend that a slope can be read from
Lineage = tuple[tuple[str, ...], ...]


def parts_of(catalogue: Catalogue, indicator: Indicator, level: str = "town") -> list[tuple[int, float]]:
    """The numbers of the indicators that a derived one follows from, and their weights.

    An index without weights of its own takes all that can be scored, each with the weight 1. The target of a count
    is the town's: below the town an index has no counts.
    """
    assert indicator.derived is not None
    weights = dict(indicator.derived.weights)
    if indicator.derived.fold == "index" and not weights:
        weights = {one.id: 1.0 for one in catalogue.indicators if not unscored(one)}
    found = [(number, weights[one.id]) for number, one in enumerate(catalogue.indicators) if one.id in weights]
    if indicator.derived.fold != "index" or level == "town":
        return found
    return [(n, weight) for n, weight in found if not parse_formula(catalogue.indicators[n]).extensive]


def theil_sen(points: FloatArray) -> FloatArray:
    """(places, n) to (places,): the median of the slopes between all pairs of points, per step; NaN below 8 points.

    P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", Journal of the American Statistical
    Association 63 (1968), 1379-1389. One odd week does not turn it.
    """
    early, late = np.triu_indices(points.shape[1], 1)
    # NaN sorts last, which is faster than nanmedian by far.
    slopes = np.sort((points[:, late] - points[:, early]) / (late - early), axis=1)
    known = np.count_nonzero(~np.isnan(points), axis=1)
    pairs = known * (known - 1) // 2
    rows = np.arange(len(points))
    middle = (slopes[rows, np.maximum(pairs - 1, 0) // 2] + slopes[rows, pairs // 2]) / 2
    return np.where(known >= LEAST, middle, np.nan)


def derive(measured: Measured, catalogue: Catalogue, lineage: Lineage, ages: Sequence[FeedAge]) -> Measured:
    """A level's measurement with the values (places + 1, 13) of every derived indicator."""
    late = late_of(lineage, ages)
    derived = {}
    for number, one in enumerate(catalogue.indicators):
        if one.derived is None:
            continue
        parts = parts_of(catalogue, one, measured.level.id)
        match one.derived.fold:
            case "mean":
                derived[number] = mean(measured, parts)
            case "slope":
                derived[number] = current_only(theil_sen(measured.values(parts[0][0])[:, :POINTS]))
            case "index":
                fresh = [(n, weight) for n, weight in parts if not late[n]]
                derived[number] = current_only(index(measured, catalogue, fresh))
    return replace(measured, derived=derived)


def mean(measured: Measured, parts: Sequence[tuple[int, float]]) -> FloatArray:
    """Σ weight × value / Σ weight in each window; NaN where any part is."""
    total = sum(weight for _, weight in parts)
    values: FloatArray = sum((weight * measured.values(n) for n, weight in parts), np.zeros(1)) / total
    return values


def index(measured: Measured, catalogue: Catalogue, parts: Sequence[tuple[int, float]]) -> FloatArray:
    """(places + 1,): 100 × Σ weight × score / Σ weight over the parts that have a value; NaN where none has."""
    now = current(measured)
    scored, weights = np.zeros(measured.level.size), np.zeros(measured.level.size)
    for number, weight in parts:
        one = score(catalogue.indicators[number], now.values(number)[:, 0])
        scored += np.where(np.isnan(one), 0.0, weight * one)
        weights += np.where(np.isnan(one), 0.0, weight)
    with np.errstate(invalid="ignore"):
        return 100 * scored / weights


def current(measured: Measured) -> Measured:
    """The current window alone, without copying."""
    column = slice(CURRENT, CURRENT + 1)
    return replace(
        measured,
        numerators=tuple(parts[:, column] for parts in measured.numerators),
        denominators=tuple(None if parts is None else parts[:, column] for parts in measured.denominators),
        begun=measured.begun[:, column],
    )


def current_only(values: FloatArray) -> FloatArray:
    """(places + 1, 13) with the given current column: what its parts were in earlier windows does not add up to one
    window of its own."""
    columns = np.full((len(values), COLUMNS), np.nan)
    columns[:, CURRENT] = values
    return columns


def late_of(lineage: Lineage, ages: Sequence[FeedAge]) -> list[bool]:
    """For each indicator whether any feed behind it is too old."""
    late = {feed.id for feed in ages if feed.stale}
    return [not late.isdisjoint(feeds) for feeds in lineage]


def lineage_of(profile: Profile, catalogue: Catalogue, ages: Sequence[FeedAge]) -> Lineage:
    """For each indicator the feeds behind it; behind a derived one are those of its parts.

    An index leaves stale parts out: the feeds of its fresh parts are behind it, unless there is none.
    """
    tables = [parse_formula(indicator).tables for indicator in catalogue.indicators]
    own = tuple(tuple(feed.id for feed in profile.feeds if feed.fills in names) for names in tables)
    late = late_of(own, ages)
    lineage = list(own)
    for number, one in enumerate(catalogue.indicators):
        if one.derived is not None:
            parts = [n for n, _ in parts_of(catalogue, one)]
            fresh = [n for n in parts if not late[n]] if one.derived.fold == "index" else []
            behind = {feed for n in fresh or parts for feed in own[n]}
            lineage[number] = tuple(feed.id for feed in profile.feeds if feed.id in behind)
    return tuple(lineage)


def following(catalogue: Catalogue, can: Collection[str]) -> set[str]:
    """The derived indicators that follow from those that can be answered: an index from any, others from all."""
    found = set()
    for one in catalogue.indicators:
        if one.derived is not None:
            parts = [catalogue.indicators[n].id in can for n, _ in parts_of(catalogue, one)]
            if any(parts) and (all(parts) or one.derived.fold == "index"):
                found.add(one.id)
    return found
