import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.places import LevelSource, PlacesError
from geo.source import read_source

SQUARES = [shapely.box(119 + i / 10, 35, 119.1 + i / 10, 35.1) for i in range(3)]
BOW_TIE = shapely.Polygon([(0, 0), (0.001, 0.001), (0.001, 0), (0, 0.001)])

Write = Callable[..., LevelSource]


def feature(shape: Any, **properties: Any) -> dict[str, Any]:
    geometry = None if shape is None else json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def geojson(*features: dict[str, Any], crs: str | None = None, **options: Any) -> LevelSource:
        path = tmp_path / "places.geojson"
        document: dict[str, Any] = {"type": "FeatureCollection", "features": features}
        if crs:
            document["crs"] = {"type": "name", "properties": {"name": crs}}
        path.write_text(json.dumps(document), encoding="utf-8")
        return LevelSource("village", path, **{"id": "code", **options})

    return geojson


def says(source: LevelSource, *parts: str) -> None:
    with pytest.raises(PlacesError) as caught:
        read_source(source)
    for part in (str(source.path.name), *parts):
        assert part in str(caught.value)


def test_codes_become_text_names_and_extras_come_along(write: Write) -> None:
    source = write(
        feature(SQUARES[0], code=1, 名称="东村", households=120),
        feature(SQUARES[1], code=2, 名称=None, households=None),
        feature(SQUARES[2], code=3, 名称="西村 ", households=7),
        name="名称",
        extra={"homes": "households"},
    )
    frame, findings = read_source(source)
    assert frame["id"].tolist() == ["1", "2", "3"]
    assert frame["name"].tolist() == ["东村", "2", "西村"]
    assert frame["parent"].tolist() == [None] * 3
    assert frame["homes"].tolist()[::2] == [120, 7]
    assert np.isnan(frame["homes"].iloc[1])
    assert frame.index.tolist() == [0, 1, 2]
    assert shapely.equals(frame.geometry.to_numpy(), SQUARES).all()
    assert findings == []


def test_whole_numbers_with_a_blank_among_them_keep_no_decimal_point(write: Write) -> None:
    frame, _ = read_source(write(feature(SQUARES[0], code="a", up=7), feature(SQUARES[1], code="b"), parent="up"))
    assert frame["parent"].tolist() == ["7", None]


def test_only_the_features_asked_for_are_kept_compared_as_text(write: Write) -> None:
    features = [
        feature(square, code=i, kind=kind) for i, (square, kind) in enumerate(zip(SQUARES, [1, 2, 1], strict=True))
    ]
    frame, _ = read_source(write(*features, where={"kind": "1"}))
    assert frame["id"].tolist() == ["0", "2"]
    assert frame.index.tolist() == [0, 1]
    says(write(*features, where={"kind": "9"}), 'no feature where kind = "9"')


def test_features_of_one_id_are_united_when_asked(write: Write) -> None:
    features = [feature(square, code=code, name=code) for square, code in zip(SQUARES, ["b", "a", "b"], strict=True)]
    frame, _ = read_source(write(*features, dissolve=True, name="name"))
    assert frame["id"].tolist() == ["b", "a"]
    assert frame["name"].tolist() == ["b", "a"]
    np.testing.assert_allclose(shapely.area(frame.geometry.to_numpy()), [0.02, 0.01])
    says(write(*features), "2 features", '"code"', "b", "dissolve")


def test_united_features_of_different_parents_are_told(write: Write) -> None:
    parents = {"b": ["P", "Q"], "a": ["P", "P"]}
    features = [
        feature(square, code=code, up=up)
        for code, ups in parents.items()
        for square, up in zip(SQUARES, ups, strict=False)
    ]
    frame, (finding,) = read_source(write(*features, dissolve=True, parent="up", within="town"))
    assert frame["parent"].tolist() == ["P", "P"]
    assert (finding.kind, finding.place) == ("torn", "b")
    assert "(P, Q)" in finding.detail


@pytest.mark.parametrize("suffix", ["geojson", "shp", "gpkg"])
def test_three_formats_say_the_same(tmp_path: Path, suffix: str) -> None:
    table = gpd.GeoDataFrame({"code": [1, 2, 3], "name": ["东", "西", "南"]}, geometry=SQUARES, crs="EPSG:4326")
    path = tmp_path / f"places.{suffix}"
    (table if suffix == "geojson" else table.to_crs("EPSG:4549")).to_file(path)
    frame, _ = read_source(LevelSource("village", path, id="code", name="name"))
    assert frame["id"].tolist() == ["1", "2", "3"]
    assert frame["name"].tolist() == ["东", "西", "南"]
    assert frame.crs == "EPSG:4326"
    np.testing.assert_allclose(frame.geometry.bounds, table.geometry.bounds, atol=1e-8)


def test_a_shapefile_in_gb18030_without_a_note_of_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "villages.shp"
    table = gpd.GeoDataFrame({"code": ["1"], "name": ["柘汪镇东村"]}, geometry=SQUARES[:1], crs="EPSG:4326")
    table.to_file(path, encoding="GB18030")
    path.with_suffix(".cpg").unlink()
    dbf = bytearray(path.with_suffix(".dbf").read_bytes())
    dbf[29] = 0
    path.with_suffix(".dbf").write_bytes(dbf)
    assert read_source(LevelSource("village", path, id="code", name="name"))[0]["name"].tolist() == ["柘汪镇东村"]


def test_text_in_another_encoding_is_refused_plainly(write: Write) -> None:
    source = write(feature(SQUARES[0], code=1, name="X"))
    source.path.write_bytes(source.path.read_bytes().replace(b'"X"', '"柘汪"'.encode("gb18030")))
    says(source, "not UTF-8", "save it as UTF-8")


def test_invalid_rings_are_mended_and_told(write: Write) -> None:
    frame, findings = read_source(write(feature(BOW_TIE, code="bow"), feature(SQUARES[0], code="good")))
    assert frame.geometry.is_valid.all()
    assert frame.geometry.iloc[0].area == pytest.approx(0.5e-6)
    (finding,) = findings
    assert (finding.level, finding.kind, finding.place) == ("village", "mended", "bow")
    assert re.search(r"places.geojson: village bow .*6,1\d\d m²", finding.detail)  # half of 111.32 m by 110.57 m


def test_height_is_dropped(write: Write) -> None:
    frame, _ = read_source(write(feature(shapely.force_3d(SQUARES[0], 7.0), code=1)))
    assert not shapely.has_z(frame.geometry.to_numpy()).any()


@pytest.mark.parametrize(
    ("features", "parts"),
    [
        ([feature(SQUARES[0], kode=1, name="a")], ('"code"', '"kode", "name"')),
        ([feature(SQUARES[0], code=1), feature(SQUARES[1], code=None)], ('no "code"', "2")),
        ([feature(SQUARES[0], code=1), feature(None, code="x7")], ("no geometry", "x7")),
        ([feature(shapely.Polygon(), code="x7"), feature(SQUARES[0], code=1)], ("no geometry", "x7")),
        ([feature(shapely.Point(119, 35), code="x7"), feature(SQUARES[0], code=1)], ("not polygons", "x7")),
        ([feature(SQUARES[0], code=c) for c in "aab"], ('"code"', ": a")),
        ([feature(shapely.Polygon([(0, 0), (1, 1), (0, 0)]), code="flat")], ("no area", "flat")),
        ([], ("no",)),
    ],
)
def test_a_file_that_cannot_serve_says_why(
    write: Write, features: list[dict[str, Any]], parts: tuple[str, ...]
) -> None:
    says(write(*features), *parts)


@pytest.mark.parametrize("keep", [0, 30, 200, -20])
@pytest.mark.parametrize("suffix", ["geojson", "shp", "gpkg"])
def test_a_file_cut_off_is_refused_plainly(tmp_path: Path, suffix: str, keep: int) -> None:
    path = tmp_path / f"places.{suffix}"
    gpd.GeoDataFrame({"code": [1, 2, 3]}, geometry=SQUARES, crs="EPSG:4326").to_file(path)
    if suffix == "gpkg" and keep < 0:
        keep = path.stat().st_size // 2
    path.write_bytes(path.read_bytes()[:keep])
    says(LevelSource("village", path, id="code"))


def test_a_missing_file_and_another_format_are_refused(tmp_path: Path) -> None:
    says(LevelSource("village", tmp_path / "nowhere.geojson", id="code"), "village")
    (tmp_path / "notes.geojson").write_text("these are not polygons")
    says(LevelSource("village", tmp_path / "notes.geojson", id="code"), "cannot be read")
    (tmp_path / "table.csv").write_text("code,name\n1,a\n")
    says(LevelSource("village", tmp_path / "table.csv", id="code"), "without geometry")


def test_a_file_of_several_layers_needs_one_named(tmp_path: Path) -> None:
    path = tmp_path / "town.gpkg"
    for at, layer in enumerate(["villages", "grids"]):
        gpd.GeoDataFrame({"code": [at]}, geometry=[SQUARES[at]], crs="EPSG:4326").to_file(path, layer=layer)
    assert read_source(LevelSource("grid", path, id="code", layer="grids"))[0]["id"].tolist() == ["1"]
    says(LevelSource("grid", path, id="code"), "villages, grids", "layer = ")
    says(LevelSource("grid", path, id="code", layer="roads"), '"roads"', "villages, grids")


def test_new_york_is_read_as_it_is(shared_data: Path) -> None:
    frame, _ = read_source(
        LevelSource("village", shared_data / "nyc311" / "polygons" / "community_districts.geojson", id="BoroCD")
    )
    assert len(frame) == 71
    assert "206" in set(frame["id"])
