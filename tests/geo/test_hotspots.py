"""Hot spots: the score by its formula, chance not taken for one."""

import numpy as np
import pytest

from geo.hotspots import excess, gi_star, hot, tail

X, Y = (one.ravel().astype(float) * 1000 for one in np.meshgrid(np.arange(10), np.arange(10)))


def plainly(values: np.ndarray, reach_m: float) -> list[float]:
    """The formula, pair by pair."""
    n, mean, spread = len(values), values.mean(), values.std()
    scores = []
    for x, y in zip(X, Y, strict=True):
        w = (np.hypot(X - x, Y - y) <= reach_m).astype(float)
        above = (w * values).sum() - mean * w.sum()
        scores.append(above / (spread * np.sqrt((n * (w**2).sum() - w.sum() ** 2) / (n - 1))))
    return scores


def test_it_is_the_formula() -> None:
    values = np.random.default_rng(5).poisson(4, 100).astype(float)
    assert gi_star(values, X, Y, 1500.0) == pytest.approx(plainly(values, 1500.0))


def test_a_cluster_is_found_and_noise_is_not() -> None:
    noise = np.random.default_rng(6).poisson(5, 100).astype(float)
    assert not hot(gi_star(noise, X, Y, 1500.0)).any()
    noise[[44, 45, 54, 55]] += 15
    found = hot(gi_star(noise, X, Y, 1500.0))
    assert found[[44, 45, 54, 55]].all()
    assert found.sum() <= 16


def test_a_busy_place_is_not_hot_for_being_busy() -> None:
    usual = np.full(100, 5.0)
    usual[[44, 45, 54, 55]] = 80.0
    now = np.random.default_rng(8).poisson(usual).astype(float)
    assert hot(gi_star(now, X, Y, 1500.0)).any()
    assert not hot(gi_star(excess(now, usual), X, Y, 1500.0)).any()


def test_the_excess_of_poisson_counts_has_a_variance_of_one() -> None:
    for mean in (3.0, 30.0, 300.0):
        counts = np.random.default_rng(9).poisson(mean, 20_000).astype(float)
        assert excess(counts, np.full(20_000, mean)).std() == pytest.approx(1.0, abs=0.06)


def test_missing_and_alike_have_no_score() -> None:
    values = np.full(100, 7.0)
    assert np.isnan(gi_star(values, X, Y, 1500.0)).all()
    values[:] = np.nan
    assert np.isnan(gi_star(values, X, Y, 1500.0)).all()
    assert np.isnan(gi_star(np.arange(100.0), X, Y, 1e6)).all()
    assert not hot(np.full(3, np.nan)).any()


def test_the_tail_is_the_normal_one() -> None:
    assert tail(1.959964) == pytest.approx(0.025, abs=1e-6)
