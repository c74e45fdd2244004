"""Seen ground against closed forms: a disc, a track, a disc that the town's edge cuts."""

import numpy as np
import pytest
import shapely

from geo.canvas import Canvas
from geo.plane import Plane
from geo.seen import Seen

CENTRE = (119.27, 26.05)
PLANE = Plane(CENTRE)


def square(west: float, south: float, side: float) -> shapely.Geometry:
    """A square of the plane, in degrees."""
    return PLANE.on_earth(np.array([shapely.segmentize(shapely.box(west, south, west + side, south + side), 100)]))[0]


def town(side_m: float = 4.0) -> Canvas:
    """Two squares of 2 km side by side."""
    return Canvas.over(np.array([square(-2000, -1000, 2000), square(0, -1000, 2000)]), side_m)


def degrees(x: list[float], y: list[float]) -> tuple[np.ndarray, np.ndarray]:
    return PLANE.degrees(np.array(x), np.array(y))


def area_m2(seen: Seen, since: float = 0.0) -> float:
    return float((seen.since(since) & (seen.canvas.place >= 0)).sum()) * seen.canvas.side**2


def test_cells_belong_to_the_place_that_holds_their_middle() -> None:
    canvas = town()
    assert (canvas.cells_of * canvas.side**2).tolist() == pytest.approx([4e6, 4e6], rel=0.003)


@pytest.mark.parametrize(("x", "y", "expected"), [(-1000.0, 0.0, 1.0), (-1000.0, -1000.0, 0.5), (2000.0, 1000.0, 0.25)])
def test_a_disc_that_the_edge_cuts(x: float, y: float, expected: float) -> None:
    seen = Seen(town())
    seen.watch(10.0, *degrees([x], [y]), 200.0)
    assert area_m2(seen) == pytest.approx(expected * np.pi * 200**2, rel=0.05)


def test_what_stands_outside_sees_in() -> None:
    seen = Seen(town())
    seen.watch(10.0, *degrees([2100.0], [0.0]), 200.0)
    segment = 200**2 * np.arccos(100 / 200) - 100 * np.sqrt(200**2 - 100**2)
    assert area_m2(seen) == pytest.approx(segment, rel=0.05)


def test_a_known_track() -> None:
    """A straight kilometre, seen 50 m to both sides: a strip and two half discs; half of it in each square."""
    seen = Seen(town())
    at = np.linspace(-500, 500, 11)
    seen.pass_by(np.zeros(11, np.int64), np.arange(11, dtype=np.float64) * 10.0, *degrees(list(at), [0.0] * 11), 50.0)
    expected = 1000 * 100 + np.pi * 50**2
    assert area_m2(seen) == pytest.approx(expected, rel=0.04)
    assert seen.share(0.0, 2) == pytest.approx([expected / 2 / 4e6] * 2, rel=0.05)


def test_two_vehicles_are_not_joined_nor_is_a_long_silence_or_a_leap() -> None:
    seen = Seen(town())
    who, seconds = np.array([1, 2, 3, 3, 4, 4]), np.array([0.0, 5.0, 0.0, 500.0, 0.0, 60.0])
    x, y = [-900.0, -600.0, -900.0, -600.0, -1900.0, 1900.0], [0.0, 0.0, 300.0, 300.0, 900.0, 900.0]
    seen.pass_by(who, seconds, *degrees(x, y), 50.0)
    assert area_m2(seen) == pytest.approx(6 * np.pi * 50**2, rel=0.05)


def test_only_what_was_seen_lately_counts_and_the_order_of_fixes_does_not() -> None:
    seen, turned = Seen(town()), Seen(town())
    who, seconds = np.zeros(3, np.int64), np.array([100.0, 5000.0, 9000.0])
    lon, lat = degrees([-500.0, -500.0, 500.0], [0.0, 0.0, 0.0])
    seen.pass_by(who, seconds, lon, lat, 100.0)
    for n in (2, 0, 1):
        turned.pass_by(who[[n]], seconds[[n]], lon[[n]], lat[[n]], 100.0)
    assert np.array_equal(seen.seen_at, turned.seen_at)
    assert area_m2(seen, 6000.0) == pytest.approx(np.pi * 100**2, rel=0.03)
    assert area_m2(seen, 9001.0) == 0.0


def test_many_at_once_see_what_they_see_one_by_one() -> None:
    generator = np.random.default_rng(3)
    lon, lat = PLANE.degrees(generator.uniform(-2300, 2300, 3000), generator.uniform(-1300, 1300, 3000))
    seconds = generator.uniform(0, 1000, 3000)
    at_once, apart = Seen(town(20.0)), Seen(town(20.0))
    at_once.pass_by(np.arange(3000), seconds, lon, lat, 150.0)
    for n in range(0, 3000, 100):
        apart.pass_by(np.arange(100), seconds[n : n + 100], lon[n : n + 100], lat[n : n + 100], 150.0)
    assert np.array_equal(at_once.seen_at, apart.seen_at)


def test_blind_spots_are_what_is_left() -> None:
    seen = Seen(town(10.0))
    seen.watch(1.0, *degrees([0.0], [0.0]), 600.0)
    spots = seen.blind_spots(0.0, 1000.0)
    left = sum(shapely.area(PLANE.shapes(spots)))
    assert left == pytest.approx(8e6 - np.pi * 600**2, rel=0.01)
    assert Seen(town(10.0)).share(0.0, 2).tolist() == [0.0, 0.0]


def test_a_fix_without_a_point_sees_nothing() -> None:
    seen = Seen(town())
    nowhere = np.array([np.nan, np.inf])
    seen.pass_by(np.zeros(2, np.int64), np.array([1.0, 2.0]), nowhere, nowhere, 100.0)
    assert area_m2(seen) == 0.0
