"""Patrols: the newest fix decides, and a vessel is no patrol."""

from pathlib import Path

from tests.data.indicators.small_town import board_of, parts, value

FIXES = """vehicle_id,kind,fixed_at,on_duty,place
a,vehicle,2026-03-10T11:56,true,v1g1
a,vehicle,2026-03-10T11:57,true,v1g2
b,vehicle,2026-03-10T11:58,true,v1g1
b,vehicle,2026-03-10T11:59,false,v1g1
c,vehicle,2026-03-10T11:01,,v1g1
d,vehicle,2026-03-10T11:00,true,v2g1
e,worker,2026-03-10T11:59,true,v1g1
f,vessel,2026-03-10T11:59,true,v2g2
g,vessel,2026-03-10T11:20,true,v2g2
h,vessel,2026-03-03T11:00,true,v2g2
i,vessel,2026-03-10T11:59,,v2g2
j,vessel,2026-03-05T11:00,true,v2g2
j,vessel,2026-03-06T11:00,false,v2g2
k,vehicle,2026-03-09T23:59,true,v2g2
l,vehicle,2026-03-10T00:00,false,v2g2
"""
IDS = [
    "patrol_on_line",
    "patrol_vehicle_on_line_rate",
    "patrol_vehicles_today",
    "patrol_grid_coverage",
    "vessel_online_rate",
]


def test_the_newest_fix_says_where_and_whether_a_vehicle_is(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"patrol_fixes": FIXES}, "2026-03-10T12:00", IDS)
    assert value(board, "patrol_on_line") == 2, "a and e; b has gone off duty"
    assert value(board, "patrol_on_line", "v1g2") == 1, "where its newest fix is"
    assert parts(board, "patrol_vehicle_on_line_rate") == (1, 2), "a of a and c; d is an hour old"
    assert value(board, "patrol_vehicles_today") == 5
    assert parts(board, "patrol_grid_coverage") == (3, 4), "no patrol in the grid of the vessels"
    assert parts(board, "vessel_online_rate") == (1, 2), "f of f and g: the others are silent, in port or do not say"
