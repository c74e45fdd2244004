import re
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod

from geo.check import check_places
from geo.places import Finding, Level, Places

GEOD = Geod(ellps="WGS84")


def box(west: float, south: float, east: float, north: float) -> Any:
    """A box in hundredths of a degree at 119° E, 35° N."""
    return shapely.box(119 + west / 100, 35 + south / 100, 119 + east / 100, 35 + north / 100)


def area(shape: Any) -> float:
    return float(abs(GEOD.geometry_area_perimeter(shapely.segmentize(shape, 1e-4))[0]))


def level(id: str, shapes: dict[str, Any], within: str | None = None, parents: list[str | None] | None = None) -> Level:
    names = pd.Series(parents or [None] * len(shapes), dtype=object)
    table = {"id": list(shapes), "name": list(shapes), "parent": names}
    return Level(id, gpd.GeoDataFrame(table, geometry=list(shapes.values()), crs="EPSG:4326"), within)


def check(*levels: Level, outline: Any = None, findings: tuple[Finding, ...] = ()) -> tuple[Finding, ...]:
    return check_places(Places(levels, box(0, 0, 4, 2) if outline is None else outline, findings))


def square_metres(finding: Finding) -> float:
    found = re.search(r"([\d,]+) m²", finding.detail)
    assert found
    return float(found[1].replace(",", ""))


VILLAGES = level("village", {"A": box(0, 0, 2, 2), "B": box(2, 0, 4, 2)})


def test_places_that_fit_have_no_findings() -> None:
    grids = level(
        "grid", {"1": box(0, 0, 2, 1), "2": box(0, 1, 2, 2), "3": box(2, 0, 4, 2)}, "village", ["A", "A", "B"]
    )
    assert check(VILLAGES, grids) == ()


def test_what_was_mended_is_repeated() -> None:
    mended = Finding("village", "mended", "A", "…")
    assert check(VILLAGES, findings=(mended,)) == (mended,)


def test_an_overlap_is_a_pair_and_its_area() -> None:
    villages = level("village", {"B": box(2, 0, 4, 2), "A": box(0, 0, 2.5, 2)})
    (finding,) = check(villages)
    assert (finding.level, finding.kind, finding.place) == ("village", "overlap", "B")
    assert "B and A overlap" in finding.detail
    assert square_metres(finding) == pytest.approx(area(box(2, 0, 2.5, 2)), rel=5e-4)


def test_gaps_inside_the_town_and_inside_a_parent_are_measured() -> None:
    villages = level("village", {"A": box(0, 0, 2, 2), "B": box(2, 0, 3, 2)})
    grids = level(
        "grid", {"1": box(0, 0, 1, 1), "2": box(1, 1, 2, 2), "3": box(2, 0, 3, 2)}, "village", ["A", "A", "B"]
    )
    town, parent = check(villages, grids)
    assert (town.level, town.kind, town.place) == ("village", "gap", "town")
    assert square_metres(town) == pytest.approx(area(box(3, 0, 4, 2)), rel=5e-4)
    assert (parent.level, parent.kind, parent.place) == ("grid", "gap", "A")
    assert "2 gaps" in parent.detail
    assert square_metres(parent) == pytest.approx(2 * area(box(0, 0, 1, 1)), rel=1e-3)


def test_a_parent_without_any_place_is_a_gap() -> None:
    (finding,) = check(VILLAGES, level("grid", {"1": box(0, 0, 2, 2)}, "village", ["A"]))
    assert (finding.kind, finding.place) == ("gap", "B")
    assert square_metres(finding) == pytest.approx(area(box(2, 0, 4, 2)), rel=5e-4)


def test_slivers_of_rounding_are_no_findings() -> None:
    hair = 1e-7  # of the hundredths: a tenth of a millimetre
    villages = level("village", {"A": box(0, 0, 2 - hair, 2), "B": box(2, 0, 4, 2 + hair)})
    grids = level("grid", {"1": box(0, 0, 2 + hair, 2), "2": box(2, 0, 4, 2)}, "village", ["A", "B"])
    assert check(villages, grids) == ()


@pytest.mark.parametrize(
    ("parent", "shape", "words"),
    [
        (None, box(9, 9, 10, 10), "lies in no village"),
        ("Z", box(0, 0, 1, 1), '"Z" is no village'),
        ("B", box(0, 0, 1, 1), "belongs to village B but only 0% of it"),
    ],
)
def test_orphans_are_named(parent: str | None, shape: Any, words: str) -> None:
    grids = level("grid", {"1": box(0, 0, 2, 2), "2": box(2, 0, 4, 2), "lost": shape}, "village", ["A", "B", parent])
    orphans = [finding for finding in check(VILLAGES, grids) if finding.kind == "orphan"]
    assert [finding.place for finding in orphans] == ["lost"]
    assert words in orphans[0].detail


def test_a_bent_place_inside_its_parent_is_no_orphan_though_its_centroid_is_not_in_it() -> None:
    ring = box(0, 0, 4, 2) - box(0.5, 0.5, 3.5, 1.5)
    villages = level("village", {"ring": ring, "core": box(0.5, 0.5, 3.5, 1.5)})
    assert check(villages, level("grid", {"r": ring, "c": box(0.5, 0.5, 3.5, 1.5)}, "village", ["ring", "core"])) == ()


def test_odd_sizes_are_named() -> None:
    strips = {str(i): box(i / 10, 0, (i + 1) / 10, 1) for i in range(9)}
    tiny, huge = box(0, 1, 0.005, 1.005), box(0.9, 0, 40, 1)
    findings = [f for f in check(level("grid", {**strips, "tiny": tiny, "huge": huge})) if f.kind != "gap"]
    assert [(finding.kind, finding.place) for finding in findings] == [("small", "tiny"), ("large", "huge")]
    np.testing.assert_allclose([square_metres(f) for f in findings], [area(tiny), area(huge)], rtol=0.02)
