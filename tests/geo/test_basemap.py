import json
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.basemap import label_points, outlines
from geo.places import Level


def level(shapes: list[Any]) -> Level:
    names = [f"p{at}" for at in range(len(shapes))]
    table = {"id": names, "name": [f"村{name}" for name in names], "parent": [None] * len(shapes)}
    return Level("grid", gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326"), None)


def neighbours() -> Level:
    """Two polygons on either side of a wavy border with 400 vertices, waves of about 10 m."""
    y = np.linspace(35.0, 35.04, 400)
    x = 119.02 + 0.0001 * np.sin(np.arange(400) * 1.7)
    border = np.c_[x, y]
    left = shapely.Polygon(np.vstack([border, [(119.0, 35.04), (119.0, 35.0)]]))
    right = shapely.Polygon(np.vstack([border, [(119.04, 35.04), (119.04, 35.0)]]))
    return level([left, right])


def test_features_carry_id_and_name_and_plain_json() -> None:
    collection = json.loads(json.dumps(outlines(neighbours(), 10.0)))
    assert collection["type"] == "FeatureCollection"
    assert [feature["id"] for feature in collection["features"]] == ["p0", "p1"]
    assert collection["features"][1]["properties"] == {"id": "p1", "name": "村p1"}
    assert all(feature["type"] == "Feature" for feature in collection["features"])


def test_a_shared_border_is_lighter_and_still_shared() -> None:
    shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in outlines(neighbours(), 40.0)["features"]]
    assert shapely.get_num_coordinates(shapes).sum() < 100
    assert shapely.intersection(*shapes).area == 0
    assert shapely.union_all(shapes).geom_type == "Polygon"
    assert len(shapely.union_all(shapes).interiors) == 0
    exact = neighbours().frame.geometry.to_numpy()
    assert (shapely.hausdorff_distance(exact, shapes) * 111_320 < 40).all()


def test_coordinates_have_six_digits_and_outer_rings_run_counter_clockwise() -> None:
    holed = shapely.box(119, 35, 119.0312345678, 35.03) - shapely.box(119.01, 35.01, 119.02, 35.02)
    (feature,) = outlines(level([shapely.reverse(holed)]), 1.0)["features"]
    outer, inner = feature["geometry"]["coordinates"]
    assert max(point[0] for point in outer) == 119.031235
    assert shapely.is_ccw(shapely.LinearRing(outer))
    assert not shapely.is_ccw(shapely.LinearRing(inner))


def test_a_label_stands_deepest_inside() -> None:
    # a square of 0.02 degrees with a thin arm: the centroid is drawn to the arm, the label is not
    arm = shapely.box(119.0, 35.0, 119.02, 35.02) | shapely.box(119.02, 35.0, 119.1, 35.002)
    ring = shapely.Point(119.5, 35.0).buffer(0.02) - shapely.Point(119.5, 35.0).buffer(0.01)
    parts = shapely.MultiPolygon([shapely.box(120, 35, 120.001, 35.001), shapely.box(120.1, 35, 120.12, 35.02)])
    points = label_points(level([arm, ring, parts]))
    assert points.shape == (3, 2)
    assert shapely.contains_xy(np.array([arm, ring, parts]), points[:, 0], points[:, 1]).all()
    assert points[0] == pytest.approx([119.0098, 35.0102], abs=0.002)
    assert np.hypot(*(points[1] - [119.5, 35.0])) == pytest.approx(0.015, abs=0.002)
    assert points[2] == pytest.approx([120.11, 35.01], abs=0.002)
