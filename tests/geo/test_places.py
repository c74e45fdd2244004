import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from geo.places import LevelSource, PlacesError, read_places

Boxes = dict[str, tuple[float, float, float, float]]
Write = Callable[..., LevelSource]

VILLAGES: Boxes = {"A": (0, 0, 2, 2), "B": (2, 0, 4, 2)}
GRIDS: Boxes = {"b1": (2, 0, 3, 2), "a1": (0, 0, 1, 2), "a2": (1, 0, 2, 2), "b2": (3, 0, 4, 2)}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def geojson(level: str, boxes: Boxes, parents: list[str] | None = None, **options: Any) -> LevelSource:
        features = [
            {
                "type": "Feature",
                "properties": {"id": id, "up": parents[at] if parents else None},
                "geometry": json.loads(shapely.to_geojson(shapely.box(*(each / 100 for each in box)))),
            }
            for at, (id, box) in enumerate(boxes.items())
        ]
        path = tmp_path / f"{level}.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return LevelSource(level, path, id="id", parent="up" if parents else None, **options)

    return geojson


def test_the_parent_is_named_by_an_attribute(write: Write) -> None:
    places = read_places(
        [
            write("village", VILLAGES),
            write("grid", GRIDS, ["B", "B", "A", "Z"], within="village"),  # a1 is B's by decree, not by geometry
        ]
    )
    assert [level.id for level in places.levels] == ["village", "grid"]
    assert places.level("grid").within == "village"
    assert places.level("grid").frame["parent"].tolist() == ["B", "B", "A", "Z"]
    assert places.parents("grid", "village").tolist() == [1, 1, 0, -1]


def test_the_parent_is_the_place_of_the_largest_overlap(write: Write) -> None:
    crossing: Boxes = {
        "mostly b": (1.4, 0, 3, 1),
        "mostly a": (1, 1, 2.2, 2),
        "touches": (4, 0, 5, 2),
        "half": (1, 0, 3, 1),
    }
    places = read_places([write("village", VILLAGES), write("grid", GRIDS | crossing, within="village")])
    assert places.level("grid").frame["parent"].tolist() == ["B", "A", "A", "B", "B", "A", None, "A"]


def test_chains_are_followed_to_any_ancestor(write: Write) -> None:
    rooms: Boxes = {"r1": (0, 0, 1, 1), "r2": (3, 0, 4, 1), "r3": (9, 9, 10, 10)}
    places = read_places(
        [
            write("village", VILLAGES),
            write("grid", GRIDS, within="village"),
            write("micro_grid", rooms, within="grid"),
            write("beat", {"all": (0, 0, 4, 2)}),
        ]
    )
    assert places.parents("micro_grid", "grid").tolist() == [1, 3, -1]
    assert places.parents("micro_grid", "village").tolist() == [0, 1, -1]
    assert places.parents("grid", "grid").tolist() == [0, 1, 2, 3]
    assert places.parents("grid", "village").dtype == np.int32
    for level, ancestor in [("grid", "beat"), ("village", "grid")]:
        with pytest.raises(PlacesError, match=f"{level} does not nest in level {ancestor}"):
            places.parents(level, ancestor)
    with pytest.raises(PlacesError, match=r'no level "street".*micro_grid'):
        places.level("street")


def test_the_outline_is_the_towns_polygon_or_the_union_of_what_nests_in_nothing(write: Write) -> None:
    villages, beat = write("village", VILLAGES), write("beat", {"all": (3, 0, 5, 2)})
    grids = write("grid", {"far": (8, 8, 9, 9)}, within="village")
    assert read_places([villages, grids, beat]).outline.equals(shapely.box(0, 0, 0.05, 0.02))
    given = read_places([write("town", {"T": (0, 0, 7, 7)}), write("village", VILLAGES, within="town"), beat])
    assert given.outline.equals(shapely.box(0, 0, 0.07, 0.07))
    assert [level.id for level in given.levels] == ["village", "beat"]
    assert given.levels[0].within is None
    assert given.levels[0].frame["parent"].tolist() == [None, None]


def test_the_digest_knows_any_change_and_no_other(write: Write) -> None:
    villages, grids = write("village", VILLAGES), write("grid", GRIDS, within="village")
    digest = read_places([villages, grids]).digest
    assert read_places([villages, grids]).digest == digest
    other = {digest, read_places([villages]).digest, read_places([villages, replace(grids, within=None)]).digest}
    other.add(read_places([villages, write("grid", GRIDS, ["A", "A", "A", "B"], within="village")]).digest)
    other.add(read_places([villages, write("grid", GRIDS | {"b2": (3, 0, 4, 1.9)}, within="village")]).digest)
    other.add(read_places([write("village", {"C": VILLAGES["A"], "B": VILLAGES["B"]})]).digest)
    assert len(other) == 6


def test_a_profile_that_does_not_add_up_is_refused(write: Write) -> None:
    villages, grids = write("village", VILLAGES), write("grid", GRIDS, within="village")
    for sources, message in [
        ([grids, villages], 'grid is within = "village", which is no level before it'),
        ([villages, villages], "village is given twice"),
        ([villages, replace(grids, parent="id", within=None)], 'grid has parent = "id" but no within'),
        ([], "at least one level"),
    ]:
        with pytest.raises(PlacesError, match=message):
            read_places(sources)


def test_boston_has_two_levels_that_do_not_nest(shared_data: Path) -> None:
    folder = shared_data / "boston311" / "polygons"
    places = read_places(
        [
            LevelSource("district", folder / "Police_Districts.geojson", id="ID", crs="EPSG:2249"),
            LevelSource("ward", folder / "Wards.geojson", id="WARD"),
            LevelSource("precinct", folder / "Precincts.geojson", id="WARD_PRECINCT", crs="EPSG:2249", within="ward"),
        ]
    )
    assert [len(level.frame) for level in places.levels] == [12, 22, 255]
    assert sorted(finding.place for finding in places.findings if finding.level == "ward") == ["16", "17", "5"]
    precincts = places.level("precinct").frame
    named = precincts["id"].str[:2].str.lstrip("0")  # a precinct's code begins with its ward's
    assert (precincts["parent"] == named).mean() > 0.99
