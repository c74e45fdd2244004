"""The scene stands at the board's instant and adds up to its indicators."""

from pathlib import Path

import pytest

from data.board import Board
from data.live_points import MOST, Layer
from tests.data.indicators.small_town import board_of, value

# 2026-03-10 is a Tuesday.
CASES = """case_id,reported_at,source,category,colour,place,registered_at,accepted_at,closed_at,lon,lat
a,2026-03-10T08:10,grid_worker,环境卫生,yellow,v1g1,2026-03-10T08:20,2026-03-10T09:00,2026-03-10T10:00,,
b,2026-03-10T08:50,hotline,占道经营,red,v2g1,2026-03-10T09:00,2026-03-10T13:00,,,
c,2026-03-10T12:00,sensor,,,,,,,,
d,2026-03-10T12:01,grid_worker,环境卫生,,v1g1,,,,,
e,2026-03-09T00:00,grid_worker,环境卫生,,v1g1,,,,,
f,2026-03-08T23:59,grid_worker,环境卫生,,v1g1,,,,,
g,2026-03-03T08:30,grid_worker,环境卫生,,v1g1,,,,,
h,2026-03-03T23:30,grid_worker,环境卫生,,v1g1,,,,,
i,2026-02-24T08:30,grid_worker,环境卫生,,v1g1,,,,,
j,2026-02-20T08:30,grid_worker,环境卫生,,v1g1,,,,,
"""
FIXES = """vehicle_id,kind,fixed_at,on_duty,place
a,vehicle,2026-03-10T11:57,true,v1g2
b,vehicle,2026-03-10T11:58,true,v1g1
b,vehicle,2026-03-10T11:59,false,v1g1
c,worker,2026-03-10T11:54,,v1g1
d,vessel,2026-03-10T11:59,true,v2g2
e,vehicle,2026-03-10T12:01,true,v2g2
f,worker,2026-03-10T11:59,,v2g2
"""
SORTIES = """sortie_id,drone_id,planned_at,started_at,ended_at,cancelled_at,place
a,x,2026-03-10T11:30,2026-03-10T11:30,,,v1g1
b,y,2026-03-10T11:00,2026-03-10T11:00,2026-03-10T11:30,,v1g1
c,y,2026-03-10T11:50,2026-03-10T11:50,2026-03-10T12:20,,v1g1
d,z,2026-03-09T11:50,2026-03-09T11:50,,,v1g1
"""


def devices(count: int, off: int) -> str:
    rows = [
        f"c{n:04},camera,2026-03-10T{'11:30' if n < off else '11:58'},{120.2 + n / 1e5:.5f},30.05" for n in range(count)
    ]
    return "\n".join(["device_id,kind,seen_at,lon,lat", *rows])


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    tables = {"cases": CASES, "patrol_fixes": FIXES, "drone_sorties": SORTIES, "devices": devices(320, 3)}
    ids = ["case_reported_today", "case_reported_week", "patrol_on_line", "camera_count", "camera_online_rate"]
    return board_of(tmp_path_factory.mktemp("town"), tables, "2026-03-10T12:00", ids)


def layer(board: Board, id: str) -> Layer:
    return next(one for one in board.scene.layers if one.id == id)


def test_hours_and_categories_add_up_to_their_indicators(board: Board) -> None:
    hours = board.scene.hours
    assert hours is not None
    assert sum(one or 0 for one in hours.today) == value(board, "case_reported_today") == 3
    assert hours.today[8] == 2
    assert hours.today[12:14] == (1, None)
    assert board.scene.categories == (("环境卫生", 2), ("", 1), ("占道经营", 1))
    assert sum(count for _, count in board.scene.categories) == value(board, "case_reported_week")


def test_the_usual_is_the_mean_of_like_weekdays_that_have_been_counted(board: Board) -> None:
    hours = board.scene.hours
    assert hours is not None
    assert hours.days == 2, "the first case of all came on 20 February"
    assert hours.usual[8] == 1
    assert hours.usual[23] == 0.5


def test_the_newest_cases_tell_their_step_at_the_instant_and_nothing_later(board: Board) -> None:
    events = board.scene.events
    assert [one.step for one in events[:3]] == ["reported", "registered", "closed"]
    assert [one.place for one in events[:2]] == [None, value_name(board, "v2g1")]
    assert [one.lit for one in events[:3]] == [False, True, False]
    assert len(events) == 6


def value_name(board: Board, place: str) -> str:
    level = board.level("grid").level
    return level.names[level.places.index(place)]


def test_points_are_those_of_the_instant_and_count_as_the_indicators_do(board: Board) -> None:
    assert layer(board, "patrols").count == value(board, "patrol_on_line") == 2
    assert layer(board, "drones").count == 2, "one has no end, one ends later; one has ended, one was lost"
    assert layer(board, "cases").count == 6, "fewer than twelve came in an hour: the newest of seven days"
    assert layer(board, "cases").lit == 1


def test_what_is_off_line_is_drawn_first_and_no_more_points_than_a_map_bears(board: Board) -> None:
    cameras = layer(board, "cameras")
    assert cameras.count == value(board, "camera_count") == 320
    assert cameras.lit == 3
    assert sum(lit for _, _, lit in cameras.points) == 3
    assert len(cameras.points) == MOST


def test_a_place_without_such_feeds_has_no_scene(tmp_path: Path) -> None:
    bare = board_of(tmp_path, {"patrol_fixes": FIXES}, "2026-03-10T12:00", ["patrol_on_line"])
    assert [one.id for one in bare.scene.layers] == ["patrols"]
    assert bare.scene.hours is None
    assert bare.scene.events == ()
