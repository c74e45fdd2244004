"""Reported facts: the newest report of each place while it holds, a share only where the total is given too."""

from pathlib import Path

from tests.data.indicators.small_town import board_of, parts, value

FACTS = """fact,place,begins_at,ends_at,value,out_of
party_grids,v1,2026-01-01,,20,25
party_grids,v1,2026-02-01,,24,25
party_grids,v1,2026-04-01,,25,25
party_grids,v2,2026-01-01,,9,
volunteers,v1,2026-01-01,2026-03-01,100,
volunteers,v2,2026-01-01,2026-04-01,30,
volunteers,v2,2026-03-10T10:00,,40,
"""


def test_a_report_holds_until_the_next_or_its_end(tmp_path: Path) -> None:
    ids = ["party_grid_rate", "volunteers", "volunteer_hours"]
    board = board_of(tmp_path, {"reported_facts": FACTS}, "2026-03-10T12:00", ids)
    assert parts(board, "party_grid_rate") == (24, 25), "nine of nobody knows how many say nothing"
    assert value(board, "party_grid_rate", "v2") is None
    assert value(board, "volunteers") == 40
    assert board.reading("volunteers").before == 30, "what was reported by the same time of yesterday"
    assert value(board, "volunteer_hours") is None
