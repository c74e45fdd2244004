import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.metric import centre_of, equal_area, metres_per_degree

GEOD = Geod(ellps="WGS84")


@pytest.mark.parametrize("lat", [0.0, 35.1, -42.0, 71.0])
def test_metres_per_degree_agree_with_the_geodesic(lat: float) -> None:
    step = 1e-4
    per_lon, per_lat = metres_per_degree(np.array([lat]))
    east = GEOD.inv(119.0, lat, 119.0 + step, lat)[2]
    north = GEOD.inv(119.0, lat - step / 2, 119.0, lat + step / 2)[2]
    assert per_lon[0] * step == pytest.approx(east, rel=1e-6)
    assert per_lat[0] * step == pytest.approx(north, rel=1e-6)


def test_areas_are_those_on_the_ellipsoid() -> None:
    polygon = shapely.segmentize(shapely.box(118.9, 34.9, 119.3, 35.2), 0.001)
    geodesic, _ = GEOD.geometry_area_perimeter(polygon)
    shapes = np.array([polygon])
    assert shapely.area(equal_area(shapes, centre_of(shapes)))[0] == pytest.approx(abs(geodesic), rel=1e-6)


def test_the_centre_is_that_of_the_box_around_all() -> None:
    assert centre_of(np.array([shapely.box(0, 0, 1, 1), shapely.box(5, 2, 9, 8)])) == (4.5, 4.0)
