"""The grids: counted off the polygons, worked in by as many as are reported, silent where nobody reports."""

import json
from pathlib import Path

import pytest

from data.catalogue import Catalogue, built_in
from data.profile import load_profile
from data.store import Store
from data.survey import build_board
from tests.data.indicators.small_town import PROFILE, board_of, parts, value, write_polygons

CASES = """case_id,reported_at,place
a,2026-03-02T08:00,v1g1
b,2026-03-03T08:00,v1g1
c,2026-03-03T08:00,v2g2
d,2026-02-01T08:00,v1g2
e,2026-03-03T08:00,v2
"""


def test_a_grid_is_silent_where_nothing_was_reported_this_month(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", ["grid_silent", "grid_count"])
    assert value(board, "grid_count") == 4
    assert value(board, "grid_silent") == 2
    assert (value(board, "grid_silent", "v1"), value(board, "grid_silent", "v2")) == (1, 1)
    assert [value(board, "grid_silent", grid) for grid in ("v1g1", "v1g2", "v2g1", "v2g2")] == [0, 1, 1, 0]
    assert board.reading("grid_silent").before == 3


def test_places_are_counted_where_they_lie(tmp_path: Path) -> None:
    ids = ("grid_count", "village_count", "community_count", "micro_grid_count")
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", ids)
    assert [value(board, one) for one in ids] == [4, 2, None, None], "no kinds are told, and there are no micro-grids"
    assert value(board, "grid_count", "v1") == 2
    assert value(board, "grid_count", "v1g2") == 1


def test_workers_and_households_are_those_reported_last(tmp_path: Path) -> None:
    facts = """fact,place,begins_at,value,out_of
grid_workers,v1,2026-01-01,2,
grid_workers,v1,2026-03-01,3,
grid_workers,v2,2026-01-01,1,
households,v1,2026-01-01,900,
households,v2,2026-01-01,500,
grid_staffed,v1,2026-01-01,2,2
grid_staffed,v2,2026-01-01,1,2
"""
    ids = ("grid_workers", "households", "households_per_worker", "grid_staffing_rate")
    board = board_of(tmp_path, {"reported_facts": facts}, "2026-03-10T12:00", ids)
    assert value(board, "grid_workers") == 4
    assert parts(board, "households_per_worker") == (1400, 4)
    assert value(board, "households_per_worker", "v1") == 300
    assert value(board, "grid_staffing_rate") == 75


def test_what_only_one_department_reports_gives_no_ratio(tmp_path: Path) -> None:
    facts = "fact,place,begins_at,value\ngrid_workers,v1,2026-01-01,2\n"
    ids = ("grid_workers", "households_per_worker", "households")
    board = board_of(tmp_path, {"reported_facts": facts}, "2026-03-10T12:00", ids)
    assert [value(board, one) for one in ids] == [2, None, None]


def test_duty_calls_count_once_their_five_minutes_are_over(tmp_path: Path) -> None:
    alarms = """alarm_id,kind,raised_at,acknowledged_at
a,duty_call,2026-03-10T11:00,2026-03-10T11:05
b,duty_call,2026-03-10T11:00,2026-03-10T11:06
c,duty_call,2026-03-10T11:00,
d,duty_call,2026-03-10T11:56,
e,fire,2026-03-10T11:00,2026-03-10T11:01
"""
    board = board_of(tmp_path, {"alarms": alarms}, "2026-03-10T12:00", ["duty_call_answer_rate"])
    assert parts(board, "duty_call_answer_rate") == (1, 3)


def test_areas_add_up_where_levels_do_not_nest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two districts and, beside them, wards that cover half of the first: the town is the districts."""
    write_polygons(tmp_path)
    wards = json.loads((tmp_path / "grid.geojson").read_text())
    wards["features"] = wards["features"][:1]
    (tmp_path / "grid.geojson").write_text(json.dumps(wards))
    loose = PROFILE.replace('parent_column = "parent"\nwithin = "village"\n', "")
    feed = '[[feeds]]\nid = "cases"\nschema = "cases"\npath = "cases.csv"\nstale_after = "1d"\n'
    (tmp_path / "loose.toml").write_text(loose + feed)
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    store = Store.open(load_profile(str(tmp_path / "loose.toml")))
    board = build_board(store, Catalogue((built_in()["area_km2"],)))
    store.close()
    town, first, second = (board.reading("area_km2", "village" if one else "town", one) for one in (None, "v1", "v2"))
    assert town.numerator == (first.numerator or 0) + (second.numerator or 0) > 0
    ward = board.reading("area_km2", "grid", "v1g1")
    assert ward.value == pytest.approx((first.value or 0) / 2, rel=1e-3)
    (rest,) = (one for one in board.readings("grid") if one.place == "unplaced")
    assert (ward.numerator or 0) + (rest.numerator or 0) == town.numerator
    assert all(one.place != "unplaced" for one in board.readings("village"))
