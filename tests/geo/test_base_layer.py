import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.base_layer import CORNERS, NAMES, BaseLayer, BaseSource, read_base
from geo.crs import from_wgs84
from geo.finding import PlacesError

TOWN = shapely.box(119.2, 35.0, 119.3, 35.1)
ROAD = shapely.LineString([(119.0, 35.05), (119.25, 35.05), (119.5, 35.06)])
Write = Callable[..., BaseSource]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def geojson(*shapes: Any, kind: str = "roads", columns: dict[str, Any] | None = None, **options: Any) -> BaseSource:
        path = tmp_path / "base.geojson"
        gpd.GeoDataFrame(columns or {"n": range(len(shapes))}, geometry=list(shapes), crs=4326).to_file(path)
        return BaseSource("mine", kind, path, **options)  # type: ignore[arg-type]

    return geojson


def shapes_of(layer: BaseLayer) -> list[Any]:
    return [shapely.geometry.shape(one["geometry"]) for one in json.loads(layer.geojson)["features"]]


def says(source: BaseSource, *parts: str) -> None:
    with pytest.raises(PlacesError) as caught:
        read_base(source, TOWN)
    for part in (source.path.name, *parts):
        assert part in str(caught.value)


def test_a_road_is_kept_as_far_as_a_fifth_beyond_the_town(write: Write) -> None:
    (road,) = shapes_of(read_base(write(ROAD), TOWN))
    assert road.bounds == pytest.approx((119.18, 35.05, 119.32, 35.0528), abs=1e-6)
    assert road.hausdorff_distance(shapely.clip_by_rect(ROAD, 119.18, 34.98, 119.32, 35.12)) < 1e-5


def test_the_place_names_the_crs_the_layer_of_a_geopackage_and_which_features(tmp_path: Path) -> None:
    path = tmp_path / "base.gpkg"
    moved = shapely.transform(np.array([ROAD, ROAD]), from_wgs84("GCJ-02"), interleaved=False)
    frame = gpd.GeoDataFrame({"class": ["main", "path"]}, geometry=moved, crs=4326)
    frame.to_file(path, layer="roads")
    frame.to_file(path, layer="other")
    source = BaseSource("mine", "roads", path, crs="GCJ-02", layer="roads", where={"class": "main"})
    (road,) = shapes_of(read_base(source, TOWN))
    assert shapely.Point(119.25, 35.05).distance(road) < 1e-5, "back where it is, to a metre"
    says(BaseSource("mine", "roads", path), "several layers", "layer = …")
    says(BaseSource("mine", "roads", path, layer="roads", where={"lanes": "2"}), 'no column "lanes"', '"class"')


def test_areas_are_borders_where_the_kind_is_a_line_and_stay_areas_where_it_is_water(write: Write) -> None:
    town = shapely.box(119.1, 34.9, 119.4, 35.05)
    assert [one.geom_type for one in shapes_of(read_base(write(town, kind="boundary"), TOWN))] == ["LineString"]
    (sea,) = shapes_of(read_base(write(town, kind="water"), TOWN))
    assert sea.geom_type == "Polygon"
    assert sea.bounds == pytest.approx((119.18, 34.98, 119.32, 35.05), abs=1e-6)


def test_names_stand_at_a_point_within_their_shape(write: Write) -> None:
    horseshoe = shapely.box(119.21, 35.01, 119.25, 35.05) - shapely.box(119.22, 35.01, 119.24, 35.04)
    far, blank = shapely.Point(120, 36), shapely.Point(119.25, 35.02)
    columns = {"名称": ["月牙湖", "远方", None]}
    layer = read_base(write(horseshoe, far, blank, kind="names", columns=columns, name="名称"), TOWN)
    (feature,) = json.loads(layer.geojson)["features"]
    assert feature["properties"] == {"name": "月牙湖"}
    assert horseshoe.covers(shapely.Point(feature["geometry"]["coordinates"]))


def test_many_corners_are_first_smoothed_then_the_smallest_shapes_are_left_out(write: Write) -> None:
    angle = np.linspace(0, 2 * np.pi, 3 * CORNERS)
    lake = shapely.Polygon(np.column_stack((119.25 + 0.03 * np.cos(angle), 35.05 + 0.03 * np.sin(angle))))
    layer = read_base(write(lake, kind="water"), TOWN)
    assert shapely.get_num_coordinates(shapes_of(layer)).sum() <= CORNERS
    assert shapes_of(layer)[0].area == pytest.approx(lake.area, rel=1e-3)
    assert layer.findings == ()
    x, y = np.meshgrid(np.linspace(119.21, 119.29, 100), np.linspace(35.01, 35.09, 100))
    sizes = np.linspace(1e-4, 3e-4, x.size)
    houses = shapely.box(x.ravel(), y.ravel(), x.ravel() + sizes, y.ravel() + sizes)
    layer = read_base(write(*houses, kind="buildings"), TOWN)
    kept = shapes_of(layer)
    assert shapely.get_num_coordinates(kept).sum() <= CORNERS
    assert layer.left_out == 10_000 - len(kept)
    assert min(one.area for one in kept) >= np.sort(shapely.area(houses))[layer.left_out] * 0.99
    assert f"{layer.left_out:,} of 10,000" in layer.findings[0]
    points = shapely.points(x.ravel(), y.ravel())
    names = {"name": [f"地名{n}" for n in range(x.size)]}
    assert len(shapes_of(read_base(write(*points, kind="names", columns=names, name="name"), TOWN))) == NAMES


def test_what_cannot_be_drawn_is_refused_with_what_mends_it(write: Write) -> None:
    says(write(shapely.Point(119.25, 35.05)), "map.layers[mine]", "no lines", "correct the kind")
    says(write(shapely.LineString([(0, 0), (1, 1)])), "map.layers[mine]", "0.0000…1.0000° E", "crs")
    says(write(None, columns={"n": [1]}), "geometry")
    says(write(ROAD, kind="names", name="title"), 'no column "title"')
    says(BaseSource("mine", "roads", Path("nosuch.gpkg")), "not a file", "correct the path of map.layers[mine]")
    metres = shapely.LineString([(735000, 3870000), (736000, 3880000)])
    says(write(metres), "not degrees", "map.layers[mine]")
