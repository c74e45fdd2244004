"""How signs of polish are measured: counts of rows against what chance or habit would give."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import NormalDist, median
from typing import Any

import numpy as np

from data.explore.chance import binomial_tail, poisson_head
from data.explore.sign import Suspect
from data.interval import SMALL

Rows = Sequence[tuple[Any, ...]]
BINS = 20  # of the time allowed: each is 5 % of it
BEFORE = np.arange(13, 19)  # the bins from 65 % to 95 %, from which the last one is foreseen
FULL = 5  # cases of one party in one minute that are worth a look
USUAL = 5  # reports that a grid should have had before its silence says anything
MINUTES = 60


def bunched(rows: Rows) -> list[Suspect]:
    """Of (subject, bin, count), bins of 5 % of the time allowed: closures in the last one before the deadline.

    The hazard (closed in a bin / still open as it begins) of the six bins before is continued by a straight line,
    fitted with the open ones as weights; the foresight's own error counts, and so does more scatter than chance.
    """
    tables: dict[str, dict[int, int]] = defaultdict(dict)
    for subject, step, count in rows:
        tables[subject][int(step)] = count
    return [one for subject, table in tables.items() if (one := bunched_at(subject, table)) is not None]


def bunched_at(subject: str, table: Mapping[int, int]) -> Suspect | None:
    closed = np.array([table.get(int(step), 0) for step in BEFORE], np.float64)
    hits = table.get(BINS - 1, 0)
    later = sum(count for step, count in table.items() if step >= BINS)
    left = hits + later
    if left < SMALL:
        return None
    still = left + closed[::-1].cumsum()[::-1]
    hazard = closed / still
    x = BEFORE - np.average(BEFORE, weights=still)
    spread = float((still * x**2).sum())
    mean, steep = float(np.average(hazard, weights=still)), float((still * x * hazard).sum()) / spread
    ahead = BINS - 1 - float(np.average(BEFORE, weights=still))
    foreseen = min(max(mean + steep * ahead, 1 / left), 1 - 1 / left)
    rest = hazard - mean - steep * x
    usual = max(mean * (1 - mean), 1 / still.sum())
    scatter = max(1.0, float((still * rest**2).sum()) / usual / (len(BEFORE) - 2))
    foresight = scatter * usual * (1 / still.sum() + ahead**2 / spread)
    expected = left * foreseen
    error = sqrt(scatter * left * foreseen * (1 - foreseen) + left**2 * foresight)
    chance = NormalDist().cdf(-(hits - 0.5 - expected) / error)
    total = sum(table.values())
    return Suspect(subject, total, hits, expected, chance, hits >= SMALL / 2 and hits >= 1.5 * expected)


def at_once(rows: Rows) -> list[Suspect]:
    """Of (subject, rows, hours with any, [{in_minute, in_hour}] of full minutes): closures in one minute.

    Of the closures of an hour each falls into a given minute with a chance of 1/60, however busy the hour is (Poisson
    counts given their sum); every minute of every hour was looked at, and counts so.
    """
    found = []
    for subject, n, hours, minutes in rows:
        chances = [binomial_tail(one["in_minute"], one["in_hour"], 1 / MINUTES) for one in minutes or ()]
        chance = min(min(chances, default=1.0) * MINUTES * hours, 1.0)
        hits = sum(one["in_minute"] for one in minutes or ())
        expected = sum(one["in_hour"] for one in minutes or ()) / MINUTES
        found.append(Suspect(subject, n, hits, expected, chance, hits >= FULL))
    return [one for one in found if one.n >= SMALL]


def alike(rows: Rows) -> list[Suspect]:
    """Of (subject, score, count): the commonest score of each, against how common it is among the others' ratings."""
    tables: dict[str, dict[int, int]] = defaultdict(dict)
    for subject, score, count in rows:
        tables[subject][score] = count
    all_of = {score: sum(table.get(score, 0) for table in tables.values()) for score in range(1, 6)}
    found = []
    for subject, table in tables.items():
        n, others = sum(table.values()), sum(all_of.values()) - sum(table.values())
        if n < SMALL or others < SMALL:
            continue
        commonest = max(table, key=lambda score: (table[score], score))
        hits = table[commonest]
        # One more of each score: what none of the others gave may still be given.
        usual = (all_of[commonest] - hits + 1) / (others + 5)
        chance = min(binomial_tail(hits, n, usual) * 5, 1.0)
        found.append(Suspect(subject, n, hits, n * usual, chance, hits >= 0.95 * n and hits - n * usual >= 0.05 * n))
    return found


def silent(rows: Rows) -> list[Suspect]:
    """Of (subject, parent, days, days before, reports, reports before): grids that report far less than is usual.

    Usual is the grid's own past; where it has none, the median of the other grids in the same village. Counts scatter
    more than Poisson's: by as much as half of the grids show (the median of χ² of 1 degree is 0.455).
    """
    known = {row[0]: row[1:] for row in rows}
    usual = {}
    for grid, (parent, days, days_before, _, before) in known.items():
        beside = [one[3] for id, one in known.items() if one[0] == parent and id != grid]
        own = before * days / days_before if before and days_before else 0.0
        if any(beside):
            usual[grid] = own or median(beside)
    strays = [(known[grid][3] - mean) ** 2 / mean for grid, mean in usual.items() if mean >= 1]
    scatter = max(1.0, median(strays) / 0.455) if strays else 1.0
    return [
        Suspect(
            grid,
            known[grid][4],
            known[grid][3],
            mean,
            poisson_head(known[grid][3] / scatter, mean / scatter),
            known[grid][3] <= 0.1 * mean,
        )
        for grid, mean in usual.items()
        if mean >= USUAL
    ]


def rounded(rows: Rows) -> list[Suspect]:
    """Of (subject, rows, whole minutes, whole hours, on the hour): durations of whole hours.

    Of durations of whole minutes one in sixty is one of whole hours, whatever the clock tells. Who keeps
    nearly all times by the hour anyway cannot be asked.
    """
    return [
        Suspect(
            subject,
            n,
            hours,
            minutes / MINUTES,
            binomial_tail(hours, minutes, 1 / MINUTES),
            hours >= SMALL / 2 and hours >= 0.05 * n,
        )
        for subject, n, minutes, hours, on_the_hour in rows
        if n >= SMALL and on_the_hour < 0.9 * n
    ]
