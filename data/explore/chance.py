"""How likely chance alone is: tails of counts, the difference of two shares, a slope against its noise."""

from dataclasses import dataclass
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist

import numpy as np

from data.derived import LEAST
from data.explore.change import FloatArray
from data.interval import wilson
from geo.hotspots import hot

FALSE_ALARMS = 0.05  # of what is named, at most so much is named by mistake
SMALLEST = 1e-300  # below it a chance is nothing but a number
NORMAL = NormalDist()
# 97.5 % quantiles of Student's t by degrees of freedom: 12 points and a line leave 10.
STUDENT = {6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228}


@dataclass(frozen=True)
class Slope:
    """Change a step, its 95 % interval (both in the unit of the values), and its score against chance (a z)."""

    value: float
    low: float
    high: float
    score: float


def binomial_tail(hits: int, trials: int, share: float) -> float:
    """The chance of `hits` or more out of `trials`, each a hit with the chance `share` (0 to 1)."""
    if hits <= 0 or share >= 1:
        return 1.0
    if share <= 0 or hits > trials:
        return 0.0
    first = lgamma(trials + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1)
    first += hits * log(share) + (trials - hits) * log1p(-share)
    k = np.arange(hits, trials)
    steps = np.log((trials - k) / (k + 1)) + log(share) - log1p(-share)
    logs = first + np.concatenate(([0.0], np.cumsum(steps)))
    return min(float(np.exp(logs).sum()), 1.0)


def poisson_head(count: float, mean: float) -> float:
    """The chance of `count` or fewer where `mean` are usual."""
    if mean <= 0:
        return 1.0
    return min(sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(int(count) + 1)), 1.0)


def score_of(chance: float) -> float:
    """The z-score that a one-sided chance belongs to: high where chance alone hardly does it."""
    return -NORMAL.inv_cdf(min(max(chance, SMALLEST), 1 - 1e-12))


def more_than_chance(scores: list[float], two_sided: bool = False) -> list[bool]:
    """Which scores are more than chance, all of them tested together (Benjamini and Hochberg, `geo.hotspots.hot`)."""
    found = np.asarray(scores, np.float64)
    named = hot(np.abs(found), FALSE_ALARMS / 2) if two_sided else hot(found, FALSE_ALARMS)
    return [bool(one) for one in named]


def difference(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float, float]:
    """How much higher the share `one` (hits, trials) is than `other`, and the 95 % interval of that; from -1 to 1.

    R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine
    17 (1998), 873-890, method 10: the score intervals of both, joined.
    """
    a, b = one[0] / one[1], other[0] / other[1]
    (a_low, a_high), (b_low, b_high) = wilson(*one), wilson(*other)
    low = sqrt((a - a_low) ** 2 + (b_high - b) ** 2)
    high = sqrt((a_high - a) ** 2 + (b - b_low) ** 2)
    return a - b, a - b - low, a - b + high


def difference_score(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The z-score of two shares being one and the same; 0 where all or none hit."""
    pooled = (one[0] + other[0]) / (one[1] + other[1])
    spread = sqrt(pooled * (1 - pooled) * (1 / one[1] + 1 / other[1]))
    return (one[0] / one[1] - other[0] / other[1]) / spread if spread else 0.0


def slope_of(hits: FloatArray, trials: FloatArray) -> Slope | None:
    """The line through shares (n,) in steps of one, least squares with the trials as weights; None below 8 points.

    Under no trend a share has the variance p(1-p)/n with the common p; where points scatter more than that, their own
    scatter counts (a quasi-binomial fit: McCullagh and Nelder, Generalized Linear Models, 1989, 4.5). The interval
    is Student's with n - 2 degrees of freedom, so that a few points do not pretend to be many.
    """
    known = np.flatnonzero(trials > 0)
    if len(known) < LEAST:
        return None
    x, n, y = known.astype(np.float64), trials[known], hits[known] / trials[known]
    # Half a hit and half a miss more: where all hit, a share is still not known without error.
    pooled = (hits[known].sum() + 0.5) / (n.sum() + 1)
    centred = x - np.average(x, weights=n)
    spread = float((n * centred**2).sum())
    value = float((n * centred * y).sum() / spread)
    rest = y - np.average(y, weights=n) - value * centred
    free = len(known) - 2
    variance = max(pooled * (1 - pooled), float((n * rest**2).sum()) / free)
    error = sqrt(variance / spread)
    reach = STUDENT[free] * error
    t = value / error if error else 0.0
    # D. L. Wallace, Annals of Mathematical Statistics 30 (1959), 1124-1130: the z of a t of so many degrees.
    z = (8 * free + 1) / (8 * free + 3) * sqrt(free * log1p(t * t / free))
    return Slope(value, value - reach, value + reach, z if t >= 0 else -z)
