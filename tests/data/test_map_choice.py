"""The base layers of real places, and what is said of those that cannot be."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from data.fault import Fault
from data.profile import load_profile
from geo.base_layer import BaseLayer
from geo.finding import PlacesError
from geo.places import read_places
from tests.data.squares import write_place

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
BOSTON = Path(__file__).resolve().parents[1] / "profiles" / "boston.toml"
COUNTIES = SHARED / "china" / "counties_4_highres.geojson"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write_place(tmp_path)


def with_layer(place: Path, text: str) -> str:
    place.write_text(place.read_text() + f"\n[[map.layers]]\n{text}\n")
    return str(place)


def shape_of(layer: BaseLayer) -> Any:
    return shapely.union_all([shapely.geometry.shape(one["geometry"]) for one in json.loads(layer.geojson)["features"]])


@pytest.mark.thorough
def test_bostons_neighbourhoods_are_its_base(require: Callable[[bool, str], None]) -> None:
    require(SHARED.is_dir(), f"no real data in {SHARED}")
    profile = load_profile(str(BOSTON))
    outline = read_places(profile.level_sources()).outline
    edges, names = profile.map.base(profile.folder, outline)
    drawn = shapely.union_all(
        [shapely.geometry.shape(one["geometry"]) for one in json.loads(edges.geojson)["features"]]
    )
    file = gpd.read_file(profile.folder / profile.map.layers[0].path)
    borders = file.geometry.boundary.union_all()
    box = shapely.box(*outline.bounds)
    metre = 1 / 111_320
    assert drawn.intersection(box).hausdorff_distance(borders.intersection(box)) < 2 * edges.moved_m / 0.7 * metre
    assert edges.left_out == 0
    told = {one["properties"]["name"]: one["geometry"]["coordinates"] for one in json.loads(names.geojson)["features"]}
    assert set(told) == set(file["Name"])
    assert file.set_index("Name").geometry["Roslindale"].contains(shapely.Point(told["Roslindale"]))
    assert max(len(edges.geojson), len(names.geojson)) < 2_000_000


@pytest.mark.parametrize("crs", ["GCJ-02", None])
def test_an_outline_in_gcj_02_is_drawn_in_its_right_place(
    place: Path, require: Callable[[bool, str], None], crs: str | None
) -> None:
    require(COUNTIES.is_file(), f"no real data in {COUNTIES}")
    text = f'id = "county"\nkind = "boundary"\npath = "{COUNTIES}"\nwhere = {{ code = "320707" }}'
    profile = load_profile(with_layer(place, text + (f'\ncrs = "{crs}"' if crs else "")))
    county = gpd.read_file(COUNTIES).set_index("code").geometry["320707"]
    (layer,) = profile.map.base(profile.folder, county)
    drawn = shapely.union_all(
        [shapely.geometry.shape(one["geometry"]) for one in json.loads(layer.geojson)["features"]]
    )
    lon, lat = shapely.get_coordinates(drawn.centroid)[0] - shapely.get_coordinates(county.boundary.centroid)[0]
    east_m, north_m = lon * 91_000, lat * 111_000
    if crs:
        # West of what the shifted file tells, and by what the shift is here: some 480 m.
        assert 300 < abs(complex(east_m, north_m)) < 700
    else:
        assert abs(complex(east_m, north_m)) < 30


def test_the_start_is_refused_with_file_and_key(place: Path) -> None:
    profile = load_profile(with_layer(place, 'id = "sea"\nkind = "water"\npath = "sea.gpkg"'))
    with pytest.raises(PlacesError, match=r"sea\.gpkg is not a file: correct the path of map\.layers\[sea\]"):
        profile.map.base(profile.folder, shapely.box(119, 35, 120, 36))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('id = "n"\nkind = "names"\npath = "n.json"', "name_column"),
        ('id = "n"\nkind = "roads"\npath = "n.json"\nname_column = "x"', "name_column"),
        ('id = "N 1"\nkind = "roads"\npath = "n.json"', r"map\.layers\[N 1\]\.id"),
        ('id = "n"\nkind = "rails"\npath = "n.json"', "'boundary'"),
        ('id = "n"\nkind = "roads"\npath = "n"\n[[map.layers]]\nid = "n"\nkind = "coast"\npath = "m"', "given twice"),
    ],
)
def test_a_layer_that_cannot_be_is_refused_by_its_key(place: Path, text: str, said: str) -> None:
    with pytest.raises(Fault, match=said):
        load_profile(with_layer(place, text))
