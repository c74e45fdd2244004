from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.locate import How, Locator, Placer
from geo.places import Level, LevelSource, Places, read_places
from geo.plausible import Implausible, implausible

Array = np.ndarray[Any, Any]


def joined(polygons: Sequence[Any] | Array, lon: Array, lat: Array) -> Array:
    """The answer of geopandas: the lowest of the polygons that a point intersects, -1 for none."""
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat))
    pairs = gpd.sjoin(points, gpd.GeoDataFrame(geometry=list(polygons)), predicate="intersects")
    lowest = pairs["index_right"].groupby(level=0).min()
    return np.asarray(lowest.reindex(range(len(lon)), fill_value=-1).to_numpy())


def points_of_interest(polygons: Array, count: int) -> tuple[Array, Array]:
    """Random points, every vertex, the middle of every edge, and points an ulp from a vertex."""
    random = np.random.default_rng(5)
    west, south, east, north = shapely.total_bounds(polygons)
    random_points = np.c_[random.uniform(west - 0.1, east + 0.1, count), random.uniform(south, north, count)]
    vertices = shapely.get_coordinates(polygons)
    middles = (vertices[1:] + vertices[:-1]) / 2
    points = np.concatenate([random_points, vertices, middles, np.nextafter(vertices, 0), np.nextafter(vertices, 999)])
    return points[:, 0], points[:, 1]


def bent_grid(side: int) -> Array:
    """A coverage: quadrangles with shaken nodes and bent edges, neighbours sharing all vertices."""
    random = np.random.default_rng(7)
    node = np.stack(np.meshgrid(np.arange(side + 1.0), np.arange(side + 1.0)), axis=-1)
    node += random.uniform(-0.3, 0.3, node.shape)
    bend_across = random.uniform(-0.1, 0.1, (side + 1, side, 3, 2))
    bend_up = random.uniform(-0.1, 0.1, (side, side + 1, 3, 2))
    t = np.array([0.25, 0.5, 0.75])[:, None]

    def across(row: int, column: int) -> Array:
        a, b = node[row, column], node[row, column + 1]
        return np.vstack([a, a + t * (b - a) + bend_across[row, column]])

    def up(row: int, column: int) -> Array:
        a, b = node[row, column], node[row + 1, column]
        return np.vstack([a, a + t * (b - a) + bend_up[row, column]])

    def back(path: Array, end: Array) -> Array:
        return np.vstack([end, path[:0:-1]])

    rings = [
        np.vstack(
            [
                across(r, c),
                up(r, c + 1),
                back(across(r + 1, c), node[r + 1, c + 1]),
                back(up(r, c), node[r + 1, c]),
            ]
        )
        for r in range(side)
        for c in range(side)
    ]
    return np.array([shapely.Polygon(ring * 0.01 + [119, 35]) for ring in rings])


def test_a_coverage_is_answered_as_by_a_spatial_join() -> None:
    polygons = bent_grid(20)
    lon, lat = points_of_interest(polygons, 20_000)
    np.testing.assert_array_equal(Locator.build(polygons).find(lon, lat), joined(polygons, lon, lat))


def test_holes_parts_overlaps_and_needles_are_answered_as_by_a_spatial_join() -> None:
    random = np.random.default_rng(11)
    holed = shapely.Point(5, 5).buffer(4).difference(shapely.Point(5, 6).buffer(1))
    parts = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5.5, 5.4, 6), shapely.box(8, 8, 9, 9)])
    needle = shapely.Polygon([(0, 0), (10, 10.0000001), (10, 10)])
    triangles = [shapely.Polygon(random.uniform(0, 10, (3, 2))) for _ in range(30)]
    polygons = np.array([needle, parts, shapely.Polygon(), holed, *triangles, shapely.box(-1, -1, 11, 11)])
    lon, lat = points_of_interest(polygons, 20_000)
    np.testing.assert_array_equal(Locator.build(polygons).find(lon, lat), joined(polygons, lon, lat))


corner = st.tuples(st.integers(0, 6), st.integers(0, 6))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(corner, min_size=3, max_size=6), min_size=1, max_size=6))
def test_polygons_on_round_numbers_are_answered_as_by_a_spatial_join(
    rings: list[list[tuple[int, int]]],
) -> None:
    polygons = [polygon for ring in rings if (polygon := shapely.Polygon(ring)).is_valid]
    assume(polygons)
    x, y = (each.ravel() for each in np.meshgrid(np.arange(-0.5, 7, 0.25), np.arange(-0.5, 7, 0.25)))
    np.testing.assert_array_equal(Locator.build(polygons).find(x, y), joined(polygons, x, y))


def test_a_point_on_a_shared_edge_goes_to_the_lowest() -> None:
    left, right = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    lon, lat = np.array([1.0, 1.0, 0.5, 1.5, 2.0, 2.1]), np.array([0.5, 1.0, 0.5, 0.5, 0.0, 0.5])
    assert Locator.build([left, right]).find(lon, lat).tolist() == [0, 0, 0, 1, 1, -1]
    assert Locator.build([right, left]).find(lon, lat).tolist() == [0, 0, 1, 0, 0, -1]


def test_what_is_no_point_is_nowhere() -> None:
    lon = np.array([np.nan, 0.5, np.inf, 1e308, 0.5])
    lat = np.array([0.5, np.nan, 0.5, -1e300, 0.5])
    assert Locator.build([shapely.box(0, 0, 1, 1)]).find(lon, lat).tolist() == [-1, -1, -1, -1, 0]
    assert Locator.build([]).find(lon, lat).tolist() == [-1] * 5
    assert Locator.build([shapely.box(0, 0, 1, 1)]).find(np.array([]), np.array([])).tolist() == []


def test_the_kept_raster_serves_the_same_polygons_only_and_may_be_damaged(tmp_path: Path) -> None:
    first, second = bent_grid(4), bent_grid(4)[::-1]
    lon, lat = points_of_interest(first, 2_000)
    expected = joined(first, lon, lat)
    np.testing.assert_array_equal(Locator.build(first, tmp_path).find(lon, lat), expected)
    (kept,) = tmp_path.iterdir()
    written = kept.stat().st_mtime_ns
    np.testing.assert_array_equal(Locator.build(first, tmp_path).find(lon, lat), expected)
    assert kept.stat().st_mtime_ns == written
    np.testing.assert_array_equal(Locator.build(second, tmp_path).find(lon, lat), joined(second, lon, lat))
    kept.write_bytes(kept.read_bytes()[:100])
    np.testing.assert_array_equal(Locator.build(first, tmp_path).find(lon, lat), expected)
    assert kept.stat().st_size > 100


def test_near_takes_the_nearest_in_metres() -> None:
    locator = Locator.build([shapely.box(119, 35, 119.01, 35.01), shapely.box(119.02, 35, 119.03, 35.01)])
    lon, lat = np.array([119.0101, 119.0199, 119.015, np.nan]), np.array([35.005] * 3 + [np.nan])
    assert locator.near(lon, lat, 50.0).tolist() == [0, 1, -1, -1]


def level(
    id: str,
    boxes: dict[str, tuple[float, float, float, float]],
    within: str | None,
    parents: list[str | None],
) -> Level:
    table = {"id": list(boxes), "name": list(boxes), "parent": pd.Series(parents, dtype=object)}
    shapes = [shapely.box(*each) for each in boxes.values()]
    return Level(id, gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326"), within)


def town(*levels: Level) -> Places:
    return Places(levels, shapely.box(119.0, 35.0, 119.4, 35.2), ())


VILLAGES = level("village", {"A": (119.0, 35.0, 119.2, 35.2), "B": (119.2, 35.0, 119.4, 35.2)}, None, [None, None])
GRIDS = level(
    "grid",
    {"b1": (119.2, 35.0, 119.3, 35.2), "a1": (119.0, 35.0, 119.1, 35.2), "x": (119.5, 35.0, 119.6, 35.1)},
    "village",
    ["B", "A", None],
)
BEATS = level("beat", {"south": (118.9, 34.9, 119.5, 35.1), "north": (118.9, 35.1, 119.5, 35.3)}, None, [None, None])


def test_a_chain_is_climbed_from_its_finest_level() -> None:
    lon = np.array([119.05, 119.15, 119.25, 119.2, 119.55, 119.45, np.nan])
    lat = np.array([35.05] * 6 + [np.nan])
    placed = Placer.build(town(VILLAGES, GRIDS), 0.0, None).place(lon, lat)
    assert placed.levels["grid"].tolist() == [1, -1, 0, 0, 2, -1, -1]
    assert placed.levels["village"].tolist() == [0, 0, 1, 1, -1, -1, -1]  # a gap of the grids; an edge; an orphan
    assert placed.how.tolist() == [How.POINT] * 5 + [How.NONE] * 2
    assert list(placed.levels) == ["village", "grid"]


def test_just_outside_everything_the_nearest_finest_place_is_taken() -> None:
    lon, lat = (
        np.array([119.05, 119.15, 119.05]),
        np.array([34.9999, 35.05, 34.99]),
    )  # 11 m out, in a gap, 1 km out
    placed = Placer.build(town(VILLAGES, GRIDS), 20.0, None).place(lon, lat)
    assert placed.levels["grid"].tolist() == [1, -1, -1]
    assert placed.levels["village"].tolist() == [0, 0, -1]
    assert placed.how.tolist() == [How.NEAR, How.POINT, How.NONE]


def test_just_outside_a_village_without_a_grid_there_the_village_is_taken() -> None:
    lon, lat = np.array([119.15, 119.35]), np.array([34.9999, 35.2001])
    placed = Placer.build(town(VILLAGES, GRIDS), 20.0, None).place(lon, lat)
    assert placed.levels["grid"].tolist() == [-1, -1]
    assert placed.levels["village"].tolist() == [0, 1]
    assert placed.how.tolist() == [How.NEAR] * 2


def test_levels_that_do_not_nest_are_placed_each_on_its_own() -> None:
    lon, lat = np.array([119.05, 119.05, 119.45, 118.8]), np.array([35.05, 34.9999, 35.15, 35.0])
    placed = Placer.build(town(VILLAGES, GRIDS, BEATS), 20.0, None).place(lon, lat)
    assert placed.levels["grid"].tolist() == [1, 1, -1, -1]
    assert placed.levels["beat"].tolist() == [0, 0, 1, -1]
    assert placed.how.tolist() == [How.POINT, How.POINT, How.POINT, How.NONE]


def test_two_chains_may_share_a_coarse_level() -> None:
    posts = level("post", {"p": (119.1, 35.0, 119.2, 35.2)}, "village", ["A"])
    lon, lat = np.array([119.05, 119.15]), np.array([35.05, 35.05])
    placed = Placer.build(town(VILLAGES, GRIDS, posts), 0.0, None).place(lon, lat)
    assert placed.levels["grid"].tolist() == [1, -1]
    assert placed.levels["post"].tolist() == [-1, 0]
    assert placed.levels["village"].tolist() == [0, 0]


def test_boston_agrees_with_the_codes_the_city_recorded(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "boston311" / "polygons"
    places = read_places(
        [
            LevelSource("district", folder / "Police_Districts.geojson", id="ID", crs="EPSG:2249"),
            LevelSource("ward", folder / "Wards.geojson", id="WARD"),
        ]
    )
    cases = pd.read_csv(
        shared_data / "boston311" / "boston_311_2015.csv.gz",
        usecols=["LATITUDE", "LONGITUDE", "police_district", "ward"],
        dtype={"ward": str},
    )
    assert len(cases) == 121_145
    lon, lat = cases["LONGITUDE"].to_numpy(), cases["LATITUDE"].to_numpy()
    repeated = (lon == -71.0587) & (lat == 42.3594)
    assert repeated.sum() == 17_070
    real = ~repeated & ~np.isnan(lon) & (implausible(lon, lat, places.outline) == Implausible.NONE)
    placed = Placer.build(places, 50.0, tmp_path).place(lon, lat)

    def agreement(level: str, recorded: "pd.Series[str]") -> float:
        known = recorded.isin(places.level(level).frame["id"]).to_numpy() & real
        assert known.sum() > 90_000
        ids = np.array([*places.level(level).frame["id"], None], dtype=object)[placed.levels[level]]
        return float((ids[known] == recorded.to_numpy(dtype=object)[known]).mean())

    district = cases["police_district"].str.replace("-", "")
    ward = cases["ward"].str.replace("Ward", "").str.strip().str.lstrip("0")
    assert agreement("district", district) >= 0.993
    assert agreement("ward", ward) >= 0.989


@pytest.mark.parametrize("side", [1, 3])
def test_a_point_far_from_a_tiny_polygon_is_outside(side: int) -> None:
    polygons = bent_grid(side)
    assert Locator.build(polygons).find(np.array([0.0, 500.0]), np.array([0.0, -500.0])).tolist() == [-1, -1]
