"""Work safety: hazards due and fixed, majors open; what no feed marks as major is missing."""

from pathlib import Path

from tests.data.indicators.small_town import board_of, parts, value

PROBLEMS = """problem_id,kind,found_at,major,due_at,fixed_at,place
a,hazard,2026-02-20T08:00,true,2026-03-05T08:00,2026-03-09T08:00,v1
b,hazard,2026-03-01T08:00,true,2026-03-05T08:00,,v1
c,hazard,2026-03-02T08:00,false,2026-03-05T08:00,2026-03-11T08:00,v2
d,hazard,2026-03-03T08:00,,2026-04-05T08:00,2026-03-04T08:00,v1
e,environment,2026-03-03T08:00,true,2026-03-05T08:00,,v1
f,asset,2026-01-02T08:00,,,2026-03-01T08:00,v1
g,asset,2026-03-02T08:00,,,2026-03-11T08:00,v1
"""
IDS = ["hazard_found", "hazard_fixed_rate", "hazard_fixed_total", "hazard_major_open"]


def test_problems_by_hand(tmp_path: Path) -> None:
    ids = [*IDS, "environment_fixed_rate", "asset_problem_found", "asset_problem_fixed_rate"]
    board = board_of(tmp_path, {"problems": PROBLEMS}, "2026-03-10T12:00", ids)
    assert value(board, "hazard_found") == 3
    assert parts(board, "hazard_fixed_rate") == (1, 3), "fixed late is fixed, fixed later than now is not"
    assert value(board, "hazard_fixed_total") == 2
    assert value(board, "hazard_major_open") == 1
    assert board.reading("hazard_major_open").trend[-3:] == (2, 1, 1), "a was fixed on the ninth at eight"
    assert parts(board, "environment_fixed_rate") == (0, 1)
    assert parts(board, "asset_problem_fixed_rate") == (1, 2)


def test_where_no_hazard_was_ever_marked_as_major_their_number_is_not_known(tmp_path: Path) -> None:
    rows = PROBLEMS.replace(",true,", ",,").replace(",false,", ",,")
    board = board_of(tmp_path, {"problems": rows}, "2026-03-10T12:00", ["hazard_major_open", "hazard_found"])
    assert value(board, "hazard_major_open") is None
    assert value(board, "hazard_found") == 3
