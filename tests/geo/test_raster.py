from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.raster import Raster

STAR = shapely.Polygon([(0, 0), (4, 1), (9, -1), (7, 4), (9, 9), (4, 7), (-1, 8), (1, 4)], [[(3, 3), (5, 3), (4, 5)]])
OVERLAPPING = np.array([shapely.box(2, 2, 12, 6), STAR, shapely.box(0, 0, 9, 9), shapely.Polygon()])


def cell_boxes(raster: Raster) -> np.ndarray:
    rows, columns = raster.cells.shape
    west, south, per_lon, per_lat = raster.frame
    column, row = np.meshgrid(np.arange(columns), np.arange(rows))
    x, y = west + column / per_lon, south + row / per_lat
    return np.asarray(shapely.box(x, y, x + 1 / per_lon, y + 1 / per_lat).ravel())


def test_what_a_cell_says_holds_for_the_whole_cell() -> None:
    raster = Raster.build(OVERLAPPING)
    boxes, cells = cell_boxes(raster), raster.cells.ravel()
    inside = np.array([shapely.covers(polygon, boxes) for polygon in OVERLAPPING])
    touched = np.array([shapely.intersects(polygon, boxes) for polygon in OVERLAPPING])
    for index in range(len(OVERLAPPING)):
        assert inside[index][cells == index].all()
        assert not touched[:index, cells == index].any()
    assert not touched[:, cells == -1].any()
    assert (cells >= 0).sum() > 0.8 * inside.any(axis=0).sum()  # and most cells do say something


def test_a_border_cell_keeps_all_that_may_be_the_answer() -> None:
    raster = Raster.build(OVERLAPPING)
    boxes, cells = cell_boxes(raster), raster.cells.ravel()
    for at in np.flatnonzero(cells <= -2)[::7]:
        k = -2 - cells[at]
        kept = raster.candidates[raster.first[k] : raster.first[k + 1]].tolist()
        sure = int(raster.sure[k])
        assert kept == sorted(kept)
        assert all(sure < 0 or each < sure for each in kept)
        assert sure < 0 or shapely.covers(OVERLAPPING[sure], boxes[at])
        touching = [i for i, polygon in enumerate(OVERLAPPING) if shapely.intersects(polygon, boxes[at])]
        assert set(touching) <= {*kept, sure, *range(sure if sure >= 0 else 99, 99)}


def test_few_cells_of_a_coverage_are_border() -> None:
    x, y = np.meshgrid(np.arange(20.0), np.arange(20.0))
    raster = Raster.build(np.asarray(shapely.box(x, y, x + 1, y + 1).ravel()))
    assert 0.02 < (raster.cells <= -2).mean() < 0.06


def test_it_can_be_kept_in_a_file(tmp_path: Path) -> None:
    raster = Raster.build(OVERLAPPING)
    raster.save(tmp_path / "new" / "raster.npz")
    again = Raster.load(tmp_path / "new" / "raster.npz")
    assert again is not None
    for name in ("frame", "cells", "sure", "first", "candidates"):
        np.testing.assert_array_equal(getattr(again, name), getattr(raster, name))
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["raster.npz"]


@pytest.mark.parametrize("keep", [0, 10, 2000, -1])
def test_a_file_cut_off_counts_as_none(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "raster.npz"
    assert Raster.load(path) is None
    Raster.build(OVERLAPPING).save(path)
    path.write_bytes(path.read_bytes()[:keep])
    assert Raster.load(path) is None


@pytest.mark.parametrize("where", range(0, 3000, 97))
def test_a_file_with_wrong_bytes_is_never_read_as_another_raster(tmp_path: Path, where: int) -> None:
    path = tmp_path / "raster.npz"
    raster = Raster.build(OVERLAPPING)
    raster.save(path)
    data = bytearray(path.read_bytes())
    data[where : where + 4] = bytes(255 - each for each in data[where : where + 4])
    path.write_bytes(data)
    again = Raster.load(path)
    assert again is None or np.array_equal(again.cells, raster.cells)


def test_another_file_in_its_place_counts_as_none(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", frame=np.zeros(4))
    (tmp_path / "text.npz").write_text("hello")
    np.save(tmp_path / "array.npy", np.zeros(4))
    for name in ("other.npz", "text.npz", "array.npy"):
        assert Raster.load(tmp_path / name) is None


def test_no_polygons_give_a_raster_that_knows_nothing() -> None:
    raster = Raster.build(np.array([], dtype=object))
    assert raster.look_up(np.array([1.0, np.nan]), np.array([1.0, np.nan])).tolist() == [-1, -1]
