"""A disc is clipped by the town: against closed forms."""

import numpy as np
import pytest
import shapely

from geo.plane import Plane
from geo.reach import reached, reached_m2, shares

PLANE = Plane((119.27, 26.05))
TOWN = PLANE.on_earth(np.array([shapely.segmentize(shapely.box(-3000, -2000, 3000, 2000), 200)]))[0]


def reach(*points: tuple[float, float, float]) -> float:
    x, y, radius = (np.array(one, np.float64) for one in zip(*points, strict=True))
    return reached_m2(PLANE, TOWN, *PLANE.degrees(x, y), radius)


def test_ten_kilometres_reach_the_town_and_no_more() -> None:
    assert reach((0, 0, 10_000)) == pytest.approx(24e6, rel=1e-5)
    assert np.pi * 10_000**2 > 12 * 24e6


def test_a_disc_within() -> None:
    assert reach((0, 0, 1000)) == pytest.approx(np.pi * 1000**2, rel=2e-4)


def test_an_edge_cuts_half_and_a_corner_three_quarters() -> None:
    assert reach((3000, 0, 1000)) == pytest.approx(np.pi * 1000**2 / 2, rel=2e-4)
    assert reach((3000, 2000, 1000)) == pytest.approx(np.pi * 1000**2 / 4, rel=2e-4)


def test_what_two_reach_counts_once() -> None:
    lens = 2 * 1000**2 * np.arccos(0.5) - 0.5 * 1000 * np.sqrt(4 * 1000**2 - 1000**2)
    assert reach((-500, 0, 1000), (500, 0, 1000)) == pytest.approx(2 * np.pi * 1000**2 - lens, rel=2e-4)


def test_the_missing_reach_nothing() -> None:
    nan = np.array([np.nan])
    assert reached_m2(PLANE, TOWN, nan, nan, np.array([1000.0])) == 0.0
    assert reach((0, 0, 0)) == 0.0


def test_shares_of_places() -> None:
    halves = PLANE.on_earth(np.array([shapely.box(-3000, -2000, 0, 2000), shapely.box(0, -2000, 3000, 2000)]))
    area = reached(PLANE, *PLANE.degrees(np.array([3000.0]), np.array([0.0])), np.array([1000.0]))
    assert shares(PLANE, halves, area) == pytest.approx([0.0, np.pi * 1000**2 / 2 / 12e6], rel=1e-3)
