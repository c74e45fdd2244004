import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from data.profile import Profile
from data.simulate.plan import Simulation
from data.simulate.polygons import features, write_polygons
from geo.metric import areas_m2

ZHEWANG: dict[str, Any] = {
    "extent": (119.1255775276, 35.0472113113, 119.300234375, 35.1250116841),
    "coast": "east",
    "villages": 18,
    "grids_comprehensive": 68,
    "grids_dedicated": 16,
    "dedicated": ("园区", "渔港", "市场", "学校"),
}
HAITOU = {**ZHEWANG, "villages": 29, "grids_comprehensive": 61, "grids_dedicated": 0, "micro_grids": 364}
MIXED = {**ZHEWANG, "villages": 9, "grids_comprehensive": 30, "grids_dedicated": 8, "micro_grids": 150}
INLAND: dict[str, Any] = {"extent": (116.5, 35.38, 116.6, 35.45), "villages": 18, "grids_comprehensive": 198}


def shapes(made: dict[str, list[dict[str, Any]]], level: str) -> Any:
    return np.array([shapely.from_geojson(json.dumps(one["geometry"])) for one in made[level]])


@pytest.mark.parametrize("words", [ZHEWANG, HAITOU, MIXED, INLAND], ids=["zhewang", "haitou", "mixed", "inland"])
def test_every_level_covers_the_same_land_without_gap_or_overlap(words: dict[str, Any]) -> None:
    plan = Simulation(**words)
    made = features(plan, "某镇")
    assert len(made["village"]) == plan.villages
    assert len(made["grid"]) == plan.grids_comprehensive + plan.grids_dedicated
    assert len(made["micro_grid"]) == plan.micro_grids
    (outline,) = shapes(made, "town")
    for level in ("village", "grid", "micro_grid"):
        polygons = shapes(made, level)
        if not len(polygons):
            continue
        assert shapely.is_valid(polygons).all()
        assert {polygon.geom_type for polygon in polygons} == {"Polygon"}
        assert shapely.coverage_is_valid(polygons)
        assert shapely.coverage_union_all(polygons).symmetric_difference(outline).area == pytest.approx(0, abs=1e-12)
    assert outline.bounds == pytest.approx(plan.extent, abs=2e-7)


@pytest.mark.parametrize("words", [ZHEWANG, MIXED], ids=["zhewang", "mixed"])
def test_a_place_is_the_union_of_the_places_that_name_it_their_parent(words: dict[str, Any]) -> None:
    made = features(Simulation(**words), "某镇")
    for level, finer in (("village", "grid"), ("grid", "micro_grid")):
        if not made[finer]:
            continue
        children = shapes(made, finer)
        for place, polygon in zip(made[level], shapes(made, level), strict=True):
            mine = [child["properties"]["parent"] == place["id"] for child in made[finer]]
            assert shapely.coverage_union_all(children[mine]).equals(polygon)
            households = [child["properties"]["households"] for child in made[finer]]
            assert place["properties"]["households"] == sum(np.array(households)[mine])


def test_ids_and_names_tell_where_a_place_is() -> None:
    made = features(Simulation(**ZHEWANG), "柘汪镇")
    assert [place["id"] for place in made["village"]] == [f"V{n:02}" for n in range(1, 19)]
    assert made["village"][2]["properties"]["name"] == "第三村"
    for grid in made["grid"]:
        words = grid["properties"]
        assert words["id"].startswith(f"{words['village']}-G")
        assert words["difficulty"] in "ABC"
    kinds = [grid["properties"]["kind"] for grid in made["grid"]]
    assert (kinds.count("comprehensive"), kinds.count("dedicated")) == (68, 16)
    names = [grid["properties"]["name"] for grid in made["grid"]]
    assert len(set(names)) == 84
    assert {"渔港专属01网格", "第三村01网格"} <= set(names)


def test_the_densest_villages_take_the_kinds_of_the_plan() -> None:
    made = features(Simulation(**INLAND, village_kinds={"community": 7}), "柳行街道")
    words = [village["properties"] for village in made["village"]]
    names = {kind: [one["name"] for one in words if one["kind"] == kind] for kind in ("community", "village")}
    assert names["community"] == [f"第{n}社区" for n in "一二三四五六七"]
    assert (names["village"][0], len(names["village"])) == ("第一村", 11)
    density = np.array([one["households"] for one in words]) / shapely.area(shapes(made, "village"))
    community = np.array([one["kind"] == "community" for one in words])
    assert density[community].min() > 0.95 * density[~community].max()
    assert len({grid["properties"]["name"] for grid in made["grid"]}) == 198


@pytest.mark.parametrize("area", [51.0, 7.3])
def test_the_town_has_the_area_of_the_plan(area: float) -> None:
    made = features(Simulation(**INLAND, area_km2=area), "柳行街道")
    assert areas_m2(shapes(made, "town")).sum() / 1e6 == pytest.approx(area, abs=0.01)
    villages = shapes(made, "village")
    assert shapely.coverage_is_valid(villages)
    assert areas_m2(villages).sum() / 1e6 == pytest.approx(area, abs=0.01)


def test_harbours_lie_on_the_shore_and_dedicated_grids_are_compact() -> None:
    made = features(Simulation(**ZHEWANG), "柘汪镇")
    (outline,) = shapes(made, "town")
    for grid, polygon in zip(made["grid"], shapes(made, "grid"), strict=True):
        if grid["properties"]["kind"] == "dedicated":
            assert 4 * np.pi * polygon.area / polygon.length**2 > 0.3
        if grid["properties"]["name"].startswith("渔港"):
            assert polygon.boundary.intersection(outline.boundary).length > 0


def test_the_seed_decides() -> None:
    assert features(Simulation(**INLAND, seed=4), "某镇") == features(Simulation(**INLAND, seed=4), "某镇")
    assert features(Simulation(**INLAND, seed=4), "某镇") != features(Simulation(**INLAND, seed=5), "某镇")


def test_files_are_written_again_only_for_another_plan(
    profile: Profile, planned: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path))
    file = tmp_path / "zhewang" / "simulated" / "grid.geojson"
    write_polygons(profile)
    first = file.read_text(encoding="utf-8")
    file.write_text("kept", encoding="utf-8")
    write_polygons(planned(profile, cases_a_month=10))
    assert file.read_text(encoding="utf-8") == "kept"
    write_polygons(planned(profile, households=17000))
    assert file.read_text(encoding="utf-8") not in ("kept", first)
    file.unlink()
    write_polygons(profile)
    assert file.read_text(encoding="utf-8") == first


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"extent": (1, 2, 1, 3), "villages": 1, "grids_comprehensive": 1}, "west, south, east, north"),
        ({**INLAND, "grids_comprehensive": 3}, "each village needs one"),
        ({**INLAND, "micro_grids": 5}, "each grid needs one"),
        ({**INLAND, "village_kinds": {"community": 19}}, "no more than the villages"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(words: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Simulation(**words)
