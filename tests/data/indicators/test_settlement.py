"""Where a case was settled, and whether somebody stood on the spot."""

from pathlib import Path

from tests.data.indicators.small_town import board_of, parts, value

CASES = """case_id,reported_at,closed_at,dismissed_at,solved_level,arrival,arrive_due_at,arrived_on_site_at,place
a,2026-03-01T08:00,2026-03-02T08:00,,grid,emergency,2026-03-01T09:00,2026-03-01T09:00,v1g1
b,2026-03-01T08:00,2026-03-02T08:00,,village,hazard,2026-03-01T09:00,2026-03-01T09:01,v1g1
c,2026-03-01T08:00,2026-03-02T08:00,,town,hazard,2026-03-01T09:00,,v2g1
d,2026-03-01T08:00,2026-03-02T08:00,,,,2026-03-01T09:00,2026-03-01T08:30,v2g1
e,2026-03-01T08:00,2026-03-02T08:00,2026-03-02T09:00,grid,dispute,2026-03-01T09:00,2026-03-01T08:30,v2g1
f,2025-12-31T08:00,,,,request,2026-03-30T09:00,2026-03-01T08:30,v2g1
"""


def test_levels_and_arrivals(tmp_path: Path) -> None:
    shares = ("case_solved_in_grid_rate", "case_village_solved_share", "case_town_solved_share")
    ids = [*shares, "case_arrival_rate", "case_arrival_kinds"]
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", ids)
    assert [parts(board, one) for one in shares] == [(1, 3)] * 3
    assert parts(board, "case_arrival_rate") == (1, 3)
    assert value(board, "case_arrival_kinds") == 3, "no request was reported this year"
    assert value(board, "case_arrival_kinds", "v1") == 2
