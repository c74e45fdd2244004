import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.crs import from_wgs84
from geo.places import LevelSource, PlacesError
from geo.source import read_source

SQUARES = [shapely.box(119 + i / 10, 35, 119.1 + i / 10, 35.1) for i in range(3)]
METRES = shapely.box(735000, 3880000, 812000, 3890000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "places.geojson"


def write(path: Path, *shapes: Any, crs: str | None = None) -> LevelSource:
    """A GeoJSON of these shapes with codes 0, 1, …; `crs` is what the file declares."""
    features = [
        {"type": "Feature", "properties": {"code": at}, "geometry": json.loads(shapely.to_geojson(shape))}
        for at, shape in enumerate(shapes)
    ]
    declaration = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    path.write_text(json.dumps({"type": "FeatureCollection", **declaration, "features": features}))
    return LevelSource("village", path, id="code")


def says(source: LevelSource, *parts: str) -> None:
    with pytest.raises(PlacesError) as caught:
        read_source(source)
    for part in (str(source.path.name), *parts):
        assert part in str(caught.value)


@pytest.mark.parametrize("crs", ["GCJ-02", "BD-09", "CGCS2000/120E", "EPSG:2437"])
def test_the_profile_may_name_the_crs(path: Path, crs: str) -> None:
    moved = shapely.transform(np.array(SQUARES), from_wgs84(crs), interleaved=False)
    source = replace(write(path, *moved), crs=crs)
    frame, _ = read_source(source)
    np.testing.assert_allclose(frame.geometry.bounds, gpd.GeoSeries(SQUARES).bounds, atol=1e-7)


def test_metres_without_a_crs_are_refused_and_the_remedy_named(path: Path) -> None:
    says(
        write(path, METRES),
        "declares no CRS",
        "x 735000…812000",
        'crs = "EPSG:…" for level village',
    )


def test_a_declared_crs_that_lies_is_refused(path: Path) -> None:
    says(write(path, METRES, crs="urn:ogc:def:crs:EPSG::4326"), "declares", "not degrees")


def test_degrees_declared_as_metres_are_refused(path: Path) -> None:
    says(write(path, SQUARES[0], crs="urn:ogc:def:crs:EPSG::4549"), "EPSG:4549", "are degrees")


def test_a_declared_crs_is_obeyed(path: Path) -> None:
    feet = shapely.box(735000, 2900000, 812000, 2970000)
    frame, _ = read_source(write(path, feet, crs="urn:ogc:def:crs:EPSG::2249"))
    west, south, east, north = frame.total_bounds
    assert -71.3 < west < east < -70.8
    assert 42.1 < south < north < 42.5


def test_a_crs_of_the_profile_that_does_not_fit_is_refused(path: Path) -> None:
    says(replace(write(path, METRES), crs="WGS84"), "not in WGS84", "x 735000")
    source = replace(write(path, METRES), crs="Mars")
    says(source, "level village", '"Mars"', "GCJ-02")


def test_a_shapefile_without_a_crs_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "grids.shp"
    gpd.GeoDataFrame({"code": [1]}, geometry=SQUARES[:1], crs="EPSG:4490").to_file(path)
    path.with_suffix(".prj").unlink()
    source = LevelSource("grid", path, id="code")
    says(source, "declares no CRS", "level grid")
    assert len(read_source(replace(source, crs="CGCS2000"))[0]) == 1


def test_real_files_without_a_crs_need_the_profile(shared_data: Path) -> None:
    file = shared_data / "boston311" / "polygons" / "Police_Districts.geojson"
    says(LevelSource("village", file, id="ID"), "declares no CRS", "x 739826", "level village")
    frame, _ = read_source(LevelSource("village", file, id="ID", crs="EPSG:2249"))
    assert len(frame) == 12
    np.testing.assert_allclose(frame.total_bounds, [-71.19, 42.23, -70.95, 42.40], atol=0.01)


def test_a_county_in_gcj02_moves_by_its_offset(shared_data: Path) -> None:
    file = shared_data / "china" / "counties_4_highres.geojson"
    source = LevelSource("town", file, id="code", name="name", where={"code": "320707"})
    raw, _ = read_source(source)
    moved, _ = read_source(replace(source, crs="GCJ-02"))
    assert moved["name"].tolist() == ["赣榆区"]
    shift = shapely.get_coordinates(raw.geometry.to_numpy()) - shapely.get_coordinates(moved.geometry.to_numpy())
    assert (shift[:, 0] > 0.004).all()
    assert (shift[:, 0] < 0.007).all()
