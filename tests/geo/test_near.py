import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.near import Borders

GEOD = Geod(ellps="WGS84")
WIGGLE = np.random.default_rng(3)


def disc(lon: float, lat: float) -> shapely.Polygon:
    angle = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    radius = 0.01 + WIGGLE.normal(0, 0.0002, 200)
    return shapely.Polygon(np.c_[lon + radius * np.cos(angle), lat + radius * np.sin(angle)])


@pytest.mark.parametrize("lat", [0.0, 35.1, 64.0])
def test_the_nearest_is_the_one_that_geodesics_say(lat: float) -> None:
    polygons = np.array([disc(119 + 0.03 * i, lat + 0.01 * i) for i in range(3)])
    x, y = WIGGLE.uniform(118.97, 119.1, 60), WIGGLE.uniform(lat - 0.03, lat + 0.05, 60)
    out = ~shapely.intersects_xy(shapely.union_all(polygons), x, y)
    x, y = x[out], y[out]
    borders = [shapely.get_coordinates(shapely.segmentize(p, 0.00002)) for p in polygons]  # a step of 2 m
    distance = np.array(
        [
            [min(GEOD.inv(np.full(len(b), px), np.full(len(b), py), b[:, 0], b[:, 1])[2]) for b in borders]
            for px, py in zip(x, y, strict=True)
        ]
    )
    expected = np.where(distance.min(axis=1) <= 800, distance.argmin(axis=1), -1)
    clear = np.abs(distance.min(axis=1) - 800) > 2
    assert set(expected[clear]) == {-1, 0, 1, 2}
    np.testing.assert_array_equal(Borders.of(polygons).nearest(x, y, 800)[clear], expected[clear])


def test_of_polygons_equally_near_the_lowest_is_taken() -> None:
    left, right = shapely.box(119, 35, 119.01, 35.01), shapely.box(119.01, 35, 119.02, 35.01)
    below_the_shared_corner = np.array([119.01]), np.array([34.9999])
    assert Borders.of(np.array([left, right])).nearest(*below_the_shared_corner, 20).tolist() == [0]
    assert Borders.of(np.array([right, left])).nearest(*below_the_shared_corner, 20).tolist() == [0]


def test_beyond_the_tolerance_and_without_a_point_there_is_none() -> None:
    borders = Borders.of(np.array([shapely.box(119, 35, 119.01, 35.01)]))
    lon, lat = (
        np.array([119.005, 119.005, np.nan, np.inf, 119.005]),
        np.array([35.0101, 35.011, np.nan, 35.0, 95.0]),
    )
    assert borders.nearest(lon, lat, 20).tolist() == [0, -1, -1, -1, -1]  # 11 m and 111 m away


def test_many_points_are_answered_as_a_few() -> None:
    borders = Borders.of(np.array([disc(119, 35), disc(119.03, 35)]))
    x, y = WIGGLE.uniform(118.98, 119.05, 12_000), WIGGLE.uniform(34.98, 35.02, 12_000)
    by_parts = [borders.nearest(x[at : at + 700], y[at : at + 700], 300) for at in range(0, 12_000, 700)]
    np.testing.assert_array_equal(borders.nearest(x, y, 300), np.concatenate(by_parts))


def test_no_polygons_are_near_nothing() -> None:
    assert Borders.of(np.array([], dtype=object)).nearest(np.array([1.0]), np.array([1.0]), 9).tolist() == [-1]
