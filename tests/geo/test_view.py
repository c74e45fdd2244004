"""What a camera sees, against the sector's own area and bearings measured on the ellipsoid."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.canvas import Canvas
from geo.plane import Plane
from geo.seen import Seen
from geo.view import Views, sector, sees

CENTRE = (119.27, 35.05)
PLANE = Plane(CENTRE)


@pytest.mark.parametrize(("heading", "angle"), [(0.0, 60.0), (350.0, 90.0), (123.0, 200.0), (45.0, 360.0)])
def test_seen_ground_is_the_sector_and_as_it_is_drawn(heading: float, angle: float) -> None:
    town = shapely.segmentize(shapely.box(-500, -500, 500, 500), 50)
    seen = Seen(Canvas.over(PLANE.on_earth(np.array([town])), 2.0))
    one = np.array([10.0])
    seen.look(
        one, *PLANE.degrees(np.zeros(1), np.zeros(1)), Views(np.array([300.0]), one * 0 + heading, one * 0 + angle)
    )
    area = np.pi * 300**2 * angle / 360
    assert (seen.since(10.0)).sum() * seen.canvas.side**2 == pytest.approx(area, rel=0.02)
    drawn = shapely.Polygon(sector(*CENTRE, 300.0, heading, angle))
    assert drawn.is_valid
    assert shapely.area(PLANE.shapes(np.array([drawn])))[0] == pytest.approx(area, rel=0.01)


def test_a_sector_lies_where_it_looks() -> None:
    own, first, *_, last, again = sector(*CENTRE, 500.0, 90.0, 40.0)
    assert own == again == CENTRE
    bearings = [Geod(ellps="WGS84").inv(*own, *end)[0::2] for end in (first, last)]
    assert [bearing for bearing, _ in bearings] == pytest.approx([70.0, 110.0], abs=0.1)
    assert [far for _, far in bearings] == pytest.approx([500.0, 500.0], abs=1.0)


def test_a_camera_that_does_not_say_sees_all_around() -> None:
    x, y = np.array([0.0, 50.0, -50.0, 80.0]), np.array([0.0, 0.0, 0.0, 80.0])
    assert sees(x, y, 100.0, np.nan, 40.0).tolist() == [True, True, True, False]
    assert sees(x, y, 100.0, 90.0, np.nan).tolist() == [True, True, True, False]
    assert sees(x, y, 100.0, 90.0, 40.0).tolist() == [True, True, False, False]


def test_a_camera_that_never_saw_or_is_nowhere_sees_nothing() -> None:
    seen = Seen(Canvas.over(PLANE.on_earth(np.array([shapely.box(-500, -500, 500, 500)])), 10.0))
    lon, lat = PLANE.degrees(np.array([0.0, 0.0, 5000.0]), np.zeros(3))
    lon[1] = np.nan
    views = Views(np.full(3, 100.0), np.full(3, np.nan), np.full(3, np.nan))
    seen.look(np.array([np.nan, 5.0, 5.0]), lon, lat, views)
    assert not seen.since(0.0).any()
