"""Environment: a fire is judged once its half hour is over, a bin once its day is."""

from pathlib import Path

from tests.data.indicators.small_town import board_of, parts, value

INCIDENTS = """incident_id,kind,occurred_at,closed_at,place
a,fire_spot,2026-03-02T08:00,2026-03-02T08:30,v1
b,fire_spot,2026-03-03T08:00,2026-03-03T08:31,v1
c,fire_spot,2026-03-10T11:29,,v1
d,fire_spot,2026-03-10T11:31,,v1
e,fire_spot,2026-02-28T23:50,2026-03-01T00:10,v1
f,police,2026-03-02T08:00,2026-03-02T08:10,v1
"""
VISITS = """visit_id,kind,due_at,visited_at,place
a,refuse_point,2026-03-08T23:59,2026-03-08T20:00,v1
b,refuse_point,2026-03-08T23:59,2026-03-09T06:00,v1
c,river_patrol,2026-03-08T23:59,2026-03-09T06:00,v1
d,river_patrol,2026-03-08T23:59,,v1
e,refuse_point,2026-03-10T23:59,,v1
"""


def test_environment_by_hand(tmp_path: Path) -> None:
    ids = ["fire_spots", "fire_spot_30min_rate", "refuse_cleared_rate", "river_patrol_rate", "storm_return_rate"]
    board = board_of(tmp_path, {"incidents": INCIDENTS, "visits": VISITS}, "2026-03-10T12:00", ids)
    assert value(board, "fire_spots") == 4
    assert parts(board, "fire_spot_30min_rate") == (2, 4), "d still has a minute; e ran out in March"
    assert parts(board, "refuse_cleared_rate") == (1, 2), "cleared the day after is not cleared daily"
    assert parts(board, "river_patrol_rate") == (1, 2), "walked a day late is walked"
    assert value(board, "storm_return_rate") is None, "no order was ever given here"
