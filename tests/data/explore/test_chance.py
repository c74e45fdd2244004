"""What chance alone would do, against exact enumeration and against draws."""

from fractions import Fraction
from math import comb, exp, factorial
from statistics import NormalDist

import numpy as np
import pytest

from data.explore.chance import (
    binomial_tail,
    difference,
    difference_score,
    more_than_chance,
    poisson_head,
    score_of,
    slope_of,
)


@pytest.mark.parametrize(
    ("hits", "trials", "share"), [(0, 5, 0.3), (3, 5, 0.3), (5, 5, 0.3), (9, 60, 1 / 60), (40, 50, 0.5)]
)
def test_binomial_tail_equals_exact_sums(hits: int, trials: int, share: float) -> None:
    p = Fraction(share)
    exact = sum(comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(hits, trials + 1))
    assert binomial_tail(hits, trials, share) == pytest.approx(float(exact), rel=1e-9)


def test_binomial_tail_stays_a_chance_at_its_ends() -> None:
    assert binomial_tail(6, 5, 0.5) == 0
    assert binomial_tail(1, 5, 0.0) == 0
    assert binomial_tail(5, 5, 1.0) == 1
    assert 0 < binomial_tail(70_000, 100_000, 0.69) < 1e-11


def test_poisson_head_equals_its_sum() -> None:
    assert poisson_head(3, 4.5) == pytest.approx(sum(exp(-4.5) * 4.5**k / factorial(k) for k in range(4)))
    assert poisson_head(0, 0) == 1


def test_a_score_has_the_chance_it_came_from() -> None:
    for chance in (0.5, 0.05, 1e-6, 1e-12):
        assert 1 - NormalDist().cdf(score_of(chance)) == pytest.approx(chance, rel=1e-3)
    assert score_of(0) > 30


def test_newcombe_gives_his_own_example() -> None:
    """Newcombe (1998), table II, contrast (a): 56/70 less 48/80, method 10: 0.0524 to 0.3339."""
    value, low, high = difference((56, 70), (48, 80))
    assert (value, low, high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert difference_score((5, 5), (9, 9)) == 0


def test_one_slope_by_hand() -> None:
    trials = np.array([100, 200, 100, 100, 100, 100, 100, 100, 300, 100], np.float64)
    hits = np.array([50, 104, 54, 56, 58, 60, 62, 64, 198, 68], np.float64)
    found = slope_of(hits, trials)
    assert found is not None
    weights, x = np.sqrt(trials), np.arange(10)
    expected = np.polyfit(x, hits / trials, 1, w=weights)[0]
    assert found.value == pytest.approx(expected)
    assert found.low < expected < found.high
    assert slope_of(hits[:7], trials[:7]) is None
    assert slope_of(hits, np.where(np.arange(10) < 3, 0, trials)) is None


def test_a_slope_of_nothing_is_rarely_named_and_a_real_one_usually() -> None:
    rng = np.random.default_rng(11)
    trials = rng.integers(20, 200, (1000, 12)).astype(np.float64)
    flat = [slope_of(rng.binomial(n.astype(int), 0.9).astype(np.float64), n) for n in trials]
    covered = [one for one in flat if one and one.low <= 0 <= one.high]
    assert len(covered) >= 940
    rising = np.linspace(0.7, 0.9, 12)
    steep = [slope_of(rng.binomial(n.astype(int), rising).astype(np.float64), n) for n in trials[:200]]
    assert sum(more_than_chance([one.score if one else np.nan for one in steep], two_sided=True)) > 150


def test_where_all_are_satisfied_nothing_rises() -> None:
    full = np.full(12, 50.0)
    found = slope_of(full, full)
    assert found is not None
    assert more_than_chance([found.score], two_sided=True) == [False]


def test_many_comparisons_are_paid_for() -> None:
    rng = np.random.default_rng(5)
    named = [any(more_than_chance(list(rng.normal(size=50)), two_sided=True)) for _ in range(300)]
    assert sum(named) < 30
    assert more_than_chance([8.0, *rng.normal(size=50)])[0]
