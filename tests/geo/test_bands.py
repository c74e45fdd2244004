"""Bands hold the very cells of their class, and a canvas's holders are the polygons that a join would find."""

import numpy as np
import pytest
import shapely

from geo.bands import area_of, bands, classed, geometry_of, holders, runs, side_of
from geo.canvas import Canvas
from geo.plane import Plane

PLANE = Plane((119.27, 26.05))
SHAPES = np.array([shapely.box(-1000, -1000, 0, 1000), shapely.box(0, -1000, 900, 1000)])
TOWN = PLANE.on_earth(np.array([shapely.box(-1000, -1000, 1000, 1000)]))
CANVAS = Canvas.over(TOWN, 100.0)


def test_each_cell_lies_in_the_band_of_its_class_alone() -> None:
    classes = np.random.default_rng(3).integers(-1, 4, CANVAS.place.shape).astype(np.int32)
    found = bands(CANVAS, classes)
    assert set(found) == {0, 1, 2, 3}
    east, north = CANVAS.middles
    lon, lat = CANVAS.plane.degrees(*(one.ravel() for one in np.meshgrid(east, north)))
    for number, shape in found.items():
        assert (shapely.intersects_xy(shape, lon, lat) == (classes.ravel() == number)).all()
        area = shapely.area(CANVAS.plane.shapes(np.array([shape])))[0]
        assert area == pytest.approx((classes == number).sum() * CANVAS.side**2)


def test_an_area_is_the_union_of_its_cells_with_corners_only_where_it_turns() -> None:
    noise = np.random.default_rng(4).random(CANVAS.place.shape) < 0.5
    block = np.zeros(CANVAS.place.shape, np.bool_)
    block[2:12, 3:15] = True
    block[5:8, 5:9] = False  # a hole, and an island in it
    block[6, 7] = True
    for marked in (noise, block, np.ones(CANVAS.place.shape, np.bool_)):
        area, union = area_of(CANVAS, marked), shapely.union_all(runs(CANVAS, marked))
        assert area.is_valid
        assert area.symmetric_difference(union).area == pytest.approx(0.0, abs=1e-6)
    assert shapely.get_num_coordinates(area_of(CANVAS, block)) == 5 + 5 + 5
    assert shapely.is_empty(area_of(CANVAS, np.zeros(CANVAS.place.shape, np.bool_)))


def test_runs_join_the_cells_of_a_row() -> None:
    marked = np.zeros(CANVAS.place.shape, np.bool_)
    marked[3, 2:7] = marked[3, 9] = marked[5, 2] = True
    assert sorted(shapely.area(runs(CANVAS, marked)) / CANVAS.side**2) == pytest.approx([1, 1, 5])


def test_holders_are_the_lowest_polygons_at_the_middles() -> None:
    found = holders(CANVAS, PLANE.on_earth(SHAPES))
    east, north = CANVAS.middles
    for row, column in ((0, 0), (10, 9), (10, 10), (19, 12), (5, 19)):
        x, y = PLANE.points(*CANVAS.plane.degrees(east[[column]], north[[row]]))
        inside = [n for n, shape in enumerate(SHAPES) if shapely.intersects_xy(shape, x[0], y[0])]
        assert found[row, column] == (inside[0] if inside else -1)
    assert (found == -1).any()


def test_classes_stand_between_their_limits_and_0_and_nothing_apart() -> None:
    values = np.array([0.0, 0.5, 1.0, 1.5, 2.0, 9.0, np.nan])
    assert classed(values, (1.0, 2.0)).tolist() == [0, 1, 2, 2, 3, 3, -1]
    assert classed(values, ()).tolist() == [0, 1, 1, 1, 1, 1, -1]


def test_the_side_is_round_and_a_geometry_is_geojson() -> None:
    assert side_of(TOWN[0]) == 20.0
    assert geometry_of(shapely.Point(119.12345678, 26))["coordinates"] == [119.123457, 26.0]
