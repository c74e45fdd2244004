"""Access by hand, and against every pair of points."""

import numpy as np
import pytest

from geo.access import near, nearest, two_step, within_reach

# Five points on a line, 1 km apart: homes of 100, 200, 300 people at 0, 2 and 4 km, services of 10 and 20 at 1 and 3.
HOMES = np.array([0.0, 2000.0, 4000.0]), np.zeros(3)
SERVICES = np.array([1000.0, 3000.0]), np.zeros(2)
PEOPLE, CAPACITY = np.array([100.0, 200.0, 300.0]), np.array([10.0, 20.0])


def test_two_steps_by_hand() -> None:
    pairs = near(HOMES, SERVICES, 1000.0)
    # 10 for 100 + 200 people, 20 for 200 + 300.
    expected = [10 / 300, 10 / 300 + 20 / 500, 20 / 500]
    found = two_step(pairs, PEOPLE, CAPACITY)
    assert found == pytest.approx(expected)
    assert (found * PEOPLE).sum() == pytest.approx(CAPACITY.sum())  # nothing is lost, nothing is served twice


def test_nearer_counts_more() -> None:
    pairs = near(HOMES, SERVICES, 2000.0)
    weight = 1 - 0.5**2
    shared = [10 / (weight * 300), 20 / (weight * 500)]
    assert two_step(pairs, PEOPLE, CAPACITY, 2000.0) == pytest.approx(
        [weight * shared[0], weight * sum(shared), weight * shared[1]]
    )


def test_the_share_within_reach() -> None:
    assert within_reach(near(HOMES, (SERVICES[0][:1], SERVICES[1][:1]), 1000.0), PEOPLE) == pytest.approx(300 / 600)
    assert within_reach(near(HOMES, SERVICES, 999.0), PEOPLE) == 0.0
    assert within_reach(near(HOMES, SERVICES, 1000.0), np.zeros(3)) is None


def test_what_nobody_reaches_serves_nobody() -> None:
    far = np.array([1000.0, 90_000.0]), np.zeros(2)
    assert two_step(near(HOMES, far, 1000.0), PEOPLE, CAPACITY) == pytest.approx([10 / 300, 10 / 300, 0.0])


def test_pairs_are_those_of_brute_force() -> None:
    generator = np.random.default_rng(11)
    demand, supply = generator.uniform(0, 5000, (2, 300)), generator.uniform(0, 5000, (2, 80))
    demand[0, 5] = supply[1, 7] = np.nan
    apart = np.hypot(demand[0][:, None] - supply[0], demand[1][:, None] - supply[1])
    pairs = near((demand[0], demand[1]), (supply[0], supply[1]), 900.0)
    assert set(zip(pairs.demand.tolist(), pairs.supply.tolist(), strict=True)) == set(
        map(tuple, np.argwhere(apart <= 900).tolist())
    )
    which, distance = nearest((demand[0], demand[1]), (supply[0], supply[1]))
    known = ~np.isnan(demand[0])
    assert which[known].tolist() == np.nanargmin(apart[known], axis=1).tolist()
    assert distance[known] == pytest.approx(np.nanmin(apart[known], axis=1))
    assert which[5] == -1
    assert np.isnan(distance[5])


def test_without_any_supply() -> None:
    none = np.zeros(0), np.zeros(0)
    assert two_step(near(HOMES, none, 1000.0), PEOPLE, np.zeros(0)).tolist() == [0.0, 0.0, 0.0]
    assert nearest(HOMES, none)[0].tolist() == [-1, -1, -1]
