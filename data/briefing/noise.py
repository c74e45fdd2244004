"""Whether a number has moved more than chance moves it; only then a briefing says that it rose or fell.

Four rules, each at 95 %:
- a share of counted things: the interval of the difference of two shares (R. G. Newcombe, "Interval estimation for
  the difference between independent proportions", Statistics in Medicine 17 (1998), 873-890, method 10, from the
  score intervals of data/interval.py) leaves out 0; of fewer than 20 the two intervals must not even overlap;
- a count: |a - b| - 1 > 1.96 √(a + b), the test of two Poisson counts of like windows (J. Przyborowski and H.
  Wilenski, Biometrika 31 (1940), 313-323) as a normal approximation with the correction for whole numbers;
- a count over something else (inhabitants, km²): the same test, the windows weighed by what it is divided by;
- anything else (means, sums of reports): the change is larger than 3.267 times the mean step between
  the earlier periods, the limit of a moving range of two (W. A. Shewhart, 1931; ASTM's factor D4).
Where none of them can be applied, nothing is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from typing import Literal

from sqlglot import exp

from data.catalogue import Indicator
from data.interval import SMALL, Z, interval_of, sides, wilson

Verdict = Literal["up", "down", "steady", "unknown"]
D4 = 3.267  # of the moving range of two
E2 = 2.66  # of the individuals chart: 3 standard deviations in mean steps
STEPS_NEEDED = 6
POINTS_NEEDED = 8
ONE_SIDED = 1.6448536269514722  # 95 % of a normal distribution lies below so many standard deviations


@dataclass(frozen=True)
class Point:
    """A number and what it is made of; None is missing."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None


def verdict(indicator: Indicator, now: Point, then: Point, trend: Sequence[float | None]) -> Verdict:
    """What may be said of `now` against `then`; `trend` holds the like points, the last of them now."""
    if now.value is None or then.value is None:
        return "unknown"
    if round(now.value, indicator.digits) == round(then.value, indicator.digits):
        return "steady"
    moved = has_moved(indicator, now, then, trend)
    if moved is None:
        return "unknown"
    if not moved:
        return "steady"
    return "up" if now.value > then.value else "down"


def has_moved(indicator: Indicator, now: Point, then: Point, trend: Sequence[float | None]) -> bool | None:
    """None where no rule can be applied."""
    assert now.value is not None
    assert then.value is not None
    if is_share(indicator, now) and is_share(indicator, then):
        return shares_differ(now, then)
    if is_count(indicator):
        return counts_differ(now.value, then.value)
    if is_density(indicator) and now.denominator and then.denominator:
        assert now.numerator is not None
        assert then.numerator is not None
        return counts_differ(now.numerator, then.numerator, now.denominator / then.denominator)
    known = [value for value in trend[:-1] if value is not None]
    if len(known) <= STEPS_NEEDED:
        return None
    return abs(now.value - then.value) > D4 * mean_step(known)


def is_share(indicator: Indicator, point: Point) -> bool:
    return interval_of(indicator, point.numerator, point.denominator) is not None


@cache
def is_count(indicator: Indicator) -> bool:
    """Whether it is a number of rows."""
    numerator, denominator = sides(indicator)
    return denominator is None and isinstance(numerator, exp.Count | exp.CountIf)


@cache
def is_density(indicator: Indicator) -> bool:
    """Whether it is a number of rows over something that is not rows."""
    numerator, denominator = sides(indicator)
    return denominator is not None and not isinstance(denominator, exp.Count) and isinstance(numerator, exp.Count)


def counts_differ(now: float, then: float, weight: float = 1.0) -> bool:
    """Whether two counts differ, the first of a window that weighs `weight` times the second."""
    return abs(now - weight * then) - 1 > Z * sqrt(now + weight**2 * then)


def shares_differ(now: Point, then: Point) -> bool:
    """Whether 0 lies outside the interval of the difference of two shares, each with its parts."""
    assert now.numerator is not None
    assert now.denominator is not None
    assert then.numerator is not None
    assert then.denominator is not None
    one, other = now.numerator / now.denominator, then.numerator / then.denominator
    one_low, one_high = wilson(now.numerator, now.denominator)
    other_low, other_high = wilson(then.numerator, then.denominator)
    if min(now.denominator, then.denominator) < SMALL:
        return one_low > other_high or other_low > one_high
    low = one - other - sqrt((one - one_low) ** 2 + (other_high - other) ** 2)
    high = one - other + sqrt((one_high - one) ** 2 + (other - other_low) ** 2)
    return low > 0 or high < 0


def mean_step(values: Sequence[float]) -> float:
    """The mean distance between neighbours."""
    steps = [abs(later - earlier) for earlier, later in pairwise(values)]
    return sum(steps) / len(steps)


def outside_usual(trend: Sequence[float | None]) -> float | None:
    """How far the last point lies beyond mean ± 2.66 mean steps of those before (Shewhart's chart of individuals), in
    mean steps; 0 inside, None where fewer than 8 points are known before it or it is missing."""
    known = [value for value in trend[:-1] if value is not None]
    if trend[-1] is None or len(known) < POINTS_NEEDED:
        return None
    middle, step = sum(known) / len(known), mean_step(known)
    beyond = abs(trend[-1] - middle) - E2 * step
    if beyond <= 0:
        return 0.0
    return beyond / step if step else float("inf")


def places_differ(points: Sequence[Point]) -> bool:
    """Whether shares differ between places more than chance makes them: the χ² test of homogeneity at 95 %.

    The quantile is Wilson and Hilferty's (Proceedings of the National Academy of Sciences 17 (1931), 684-688).
    """
    parts = [(one.numerator, one.denominator) for one in points if one.numerator is not None and one.denominator]
    freedom = len(parts) - 1
    if freedom < 1:
        return False
    hits, trials = sum(part[0] for part in parts), sum(part[1] for part in parts)
    share = hits / trials
    if share in (0.0, 1.0):
        return False
    found = sum((hit - share * n) ** 2 / (n * share * (1 - share)) for hit, n in parts)
    spread = 2 / (9 * freedom)
    return found > freedom * (1 - spread + ONE_SIDED * sqrt(spread)) ** 3
