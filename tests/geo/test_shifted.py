"""A shifted map is found from its points, and a sound one left alone."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.crs import from_wgs84, to_wgs84
from geo.shifted import find_shift

RING = shapely.segmentize(shapely.Point(119.27, 26.05).buffer(0.05), 0.002)


def points(outline: shapely.Geometry, n: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Points inside, most of them near the edge, as houses along a coast are; 1 % strays around it."""
    generator = np.random.default_rng(2)
    west, south, east, north = outline.bounds
    x, y = generator.uniform(west, east, 20 * n), generator.uniform(south, north, 20 * n)
    inside = shapely.contains_xy(outline, x, y)
    stray = generator.uniform(size=len(x)) < 0.01
    chosen = np.flatnonzero(inside | stray)[:n]
    return x[chosen], y[chosen]


def test_points_that_are_gcj02_are_found() -> None:
    lon, lat = from_wgs84("GCJ-02")(*points(RING))
    found = find_shift(RING, lon, lat)
    assert found is not None
    assert (found.system, found.of) == ("GCJ-02", "points")
    assert found.better > found.inside


def test_polygons_that_are_gcj02_are_found() -> None:
    shifted = shapely.transform(RING, from_wgs84("GCJ-02"), interleaved=False)
    found = find_shift(shifted, *points(RING))
    assert found is not None
    assert (found.system, found.of) == ("GCJ-02", "polygons")


def test_bd09_is_told_from_gcj02() -> None:
    found = find_shift(RING, *from_wgs84("BD-09")(*points(RING)))
    assert found is not None
    assert (found.system, found.of) == ("BD-09", "points")


@pytest.mark.parametrize("n", [10, 40, 4000])
def test_what_agrees_is_left_alone(n: int) -> None:
    lon, lat = points(RING)
    assert find_shift(RING, lon[:n], lat[:n]) is None
    assert find_shift(RING, np.full(n, np.nan), np.full(n, np.nan)) is None


def test_ganyus_outline_declared_wgs84_is_found(shared_data: Path) -> None:
    """The district's public outline is GCJ-02, and its own houses stand where they stand."""
    counties = json.loads((shared_data / "china" / "counties_4_highres.geojson").read_text(encoding="utf-8"))
    ganyu = next(one for one in counties["features"] if one["properties"]["name"] == "赣榆区")
    outline = shapely.make_valid(shapely.geometry.shape(ganyu["geometry"]))
    right = shapely.transform(outline, to_wgs84("GCJ-02"), interleaved=False)
    found = find_shift(outline, *points(right, 20_000))
    assert found is not None
    assert (found.system, found.of) == ("GCJ-02", "polygons")
    assert find_shift(right, *points(right, 20_000)) is None
