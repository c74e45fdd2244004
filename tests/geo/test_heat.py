"""Density: its mass is the number of points, its height the kernel's own."""

import numpy as np
import pytest
import shapely

from geo.canvas import Canvas
from geo.heat import density
from geo.plane import Plane

PLANE = Plane((119.27, 26.05))
TOWN = PLANE.on_earth(np.array([shapely.segmentize(shapely.box(-3000, -3000, 3000, 3000), 200)]))
CANVAS = Canvas.over(TOWN, 50.0)


def heat(x: list[float], y: list[float], weights: list[float], radius_m: float = 500.0) -> np.ndarray:
    lon, lat = PLANE.degrees(np.array(x), np.array(y))
    return density(CANVAS, lon, lat, np.array(weights), radius_m)


def mass(found: np.ndarray) -> float:
    return float(found.sum()) * CANVAS.side**2 / 1e6


def test_the_mass_is_the_number_of_points() -> None:
    generator = np.random.default_rng(7)
    x, y = generator.uniform(-2400, 2400, (2, 400))
    assert mass(heat(list(x), list(y), [1.0] * 400)) == pytest.approx(400)
    assert mass(heat(list(x), list(y), list(np.arange(400.0)))) == pytest.approx(399 * 200)
    assert mass(heat([10.0], [10.0], [1.0], radius_m=5.0)) == pytest.approx(1.0)


def test_the_height_and_the_radius_are_the_kernels() -> None:
    found = heat([0.0], [0.0], [1.0], 1000.0)
    assert found.max() == pytest.approx(3 / np.pi, rel=0.01)  # a square kilometre: 3 / (π r²) with r = 1 km
    x, y = CANVAS.middles
    far = np.hypot(*np.meshgrid(x - 0.0, y - 0.0)) > 1000
    assert found[far].max() == 0.0
    assert (found[~far] > 0).mean() > 0.99


def test_a_point_outside_warms_the_edge_and_a_missing_one_nothing() -> None:
    assert 0 < mass(heat([3200.0], [0.0], [1.0])) < 0.5
    assert mass(heat([50_000.0], [0.0], [1.0])) == 0.0
    nowhere = density(CANVAS, np.array([np.nan]), np.array([np.nan]), np.ones(1), 500.0)
    assert mass(nowhere) == 0.0
