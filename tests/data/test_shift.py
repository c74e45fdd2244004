"""`check` tells a shifted map from a sound one, with the figures and what to write; so does the page of a feed."""

import json
import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from components.feed_words import say
from data.commands import check
from data.intake import take_file
from data.profile import Profile, load_profile
from data.shift import Points, levels_to_mend, read_shift, told
from data.store import Store
from geo.crs import from_wgs84, to_wgs84
from tests.data.squares import write_place

PROFILE = """
title = { zh = "试", en = "Test" }
zone = "Asia/Shanghai"
[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "outline.geojson"
crs = "WGS84"
[[feeds]]
id = "houses"
schema = "cases"
path = "houses.csv"
stale_after = "1d"
"""


def houses(outline: shapely.Geometry, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Points inside, evenly."""
    generator = np.random.default_rng(5)
    west, south, east, north = outline.bounds
    x, y = generator.uniform(west, east, 6 * n), generator.uniform(south, north, 6 * n)
    chosen = np.flatnonzero(shapely.contains_xy(outline, x, y))[:n]
    return x[chosen], y[chosen]


def write(folder: Path, outline: shapely.Geometry, lon: np.ndarray, lat: np.ndarray) -> None:
    frame = gpd.GeoDataFrame({"id": ["v"]}, geometry=[outline], crs=4326)
    (folder / "outline.geojson").write_text(frame.to_json())
    rows = [f"h{n},2026-01-01T08:00,{x:.6f},{y:.6f}" for n, (x, y) in enumerate(zip(lon, lat, strict=True))]
    (folder / "houses.csv").write_text("\n".join(["case_id,reported_at,lon,lat", *rows]))


def found(folder: Path, text: str) -> int:
    return check(Profile(**tomllib.loads(text), name="town", folder=folder))


def test_ganyus_outline_declared_wgs84_is_told_with_its_figures(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counties = json.loads((shared_data / "china" / "counties_4_highres.geojson").read_text(encoding="utf-8"))
    ganyu = next(one for one in counties["features"] if one["properties"]["name"] == "赣榆区")
    outline = shapely.make_valid(shapely.geometry.shape(ganyu["geometry"]))
    right = shapely.transform(outline, to_wgs84("GCJ-02"), interleaved=False)
    lon, lat = houses(right, 8000)
    write(tmp_path, outline, lon, lat)
    assert found(tmp_path, PROFILE) == 1
    said = capsys.readouterr().out
    inside = int(shapely.intersects_xy(outline, np.round(lon, 6), np.round(lat, 6)).sum())
    assert f"feeds[houses]: of 8000 distinct points {inside} lie inside the polygons, and 8000 would" in said
    assert 'if the polygons were GCJ-02: write crs = "GCJ-02" in the level village' in said
    assert found(tmp_path, PROFILE.replace('crs = "WGS84"', 'crs = "GCJ-02"')) == 0


def test_a_feed_in_gcj02_is_told_and_mended_by_what_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ring = shapely.Point(119.27, 35.05).buffer(0.05, 64)
    write(tmp_path, ring, *from_wgs84("GCJ-02")(*houses(ring, 2000)))
    assert found(tmp_path, PROFILE) == 1
    assert 'if they were GCJ-02: write crs = "GCJ-02" in this feed' in capsys.readouterr().out
    assert found(tmp_path, PROFILE + 'crs = "GCJ-02"\n') == 0


def test_a_point_that_comes_again_and_again_says_no_more_than_once(tmp_path: Path) -> None:
    ring = shapely.Point(119.27, 35.05).buffer(0.05, 64)
    lon, lat = houses(ring, 50)
    out = np.full(5000, 119.3199), np.full(5000, 35.052)
    write(tmp_path, ring, np.concatenate([lon, out[0]]), np.concatenate([lat, out[1]]))
    assert found(tmp_path, PROFILE) == 0


def test_a_wrong_crs_of_the_feed_is_named_too(tmp_path: Path) -> None:
    ring = shapely.Point(119.27, 35.05).buffer(0.05, 64)
    write(tmp_path, ring, *houses(ring, 2000))
    profile = Profile(**tomllib.loads(PROFILE + 'crs = "GCJ-02"\n'), name="town", folder=tmp_path)
    feed = profile.feed("houses")
    points = Points(feed, [np.stack(to_wgs84("GCJ-02")(*houses(ring, 2000)))])
    shift = points.shift(ring)
    assert shift is not None
    assert told(shift, feed, profile).endswith('or take crs = "GCJ-02" out of this feed')
    assert levels_to_mend(profile) == ("village",)


def test_the_newest_rows_of_a_served_feed_are_held_against_the_outline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    store = Store.open(load_profile(str(write_place(tmp_path))))
    try:
        outline = store.spotter.places.outline
        lon, lat = from_wgs84("GCJ-02")(*houses(outline, 1000))
        rows = [f"h{n},2026-01-01T08:00:00Z,{x:.6f},{y:.6f}" for n, (x, y) in enumerate(zip(lon, lat, strict=True))]
        (tmp_path / "cases.csv").write_text("\n".join(["case_id,reported_at,lon,lat", *rows]))
        feed = store.profile.feed("cases")
        take_file(store, feed, tmp_path / "cases.csv")
        shift = read_shift(store.connection, feed, outline)
        assert shift is not None
        assert (shift.system, shift.of) == ("GCJ-02", "points")
        assert shift.better > shift.inside
        for language in ("zh", "en"):
            assert 'crs = "GCJ-02"' in say("shifted_points", language, **vars(shift))
        assert read_shift(store.connection, store.profile.feed("calls"), outline) is None
    finally:
        store.close()
