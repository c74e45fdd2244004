"""Open, late and on hold: a dismissed case is none of them, a suspension holds until what follows it."""

from pathlib import Path

import pytest

from tests.data.indicators.small_town import board_of, parts, value

CASES = """case_id,reported_at,due_at,closed_at,dismissed_at,suspended_at,resumed_at,urgent,colour,place
a,2026-03-02T08:00,2026-03-04T08:00,,,,,true,red,v1g1
b,2026-03-02T08:00,2026-03-04T08:00,,2026-03-03T08:00,,,true,red,v1g1
c,2026-03-02T08:00,2026-03-04T08:00,2026-03-05T08:00,,,,true,red,v1g2
d,2026-03-02T08:00,2026-03-20T08:00,,,2026-03-03T08:00,2026-03-02T09:00,false,yellow,v2g1
e,2026-03-02T08:00,2026-03-20T08:00,,,2026-03-03T08:00,2026-03-04T08:00,,yellow,v2g1
f,2026-03-02T08:00,2026-03-03T08:00,,,2026-03-02T10:00,,false,orange,v2g2
g,2026-03-02T08:00,2026-03-04T08:00,2026-03-06T08:00,2026-03-07T08:00,,,,,v2g2
"""
IDS = (
    *("case_open", "case_open_red", "case_open_yellow", "case_urgent_open", "case_overdue", "case_overdue_share"),
    *("case_suspended_share", "case_closed_today", "case_total"),
)


def test_what_is_open_late_or_on_hold_at_this_moment(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", IDS)
    assert value(board, "case_total") == 7
    assert value(board, "case_open") == 4, "a, d, e, f"
    assert (value(board, "case_open_red"), value(board, "case_open_yellow")) == (1, 2)
    assert value(board, "case_urgent_open") == 1
    assert value(board, "case_overdue") == 2, "a and f; b is dismissed"
    assert parts(board, "case_overdue_share") == (2, 4)
    assert parts(board, "case_suspended_share") == (2, 4), "d was suspended again after it had been resumed; f is still"
    assert value(board, "case_suspended_share", "v2") == pytest.approx(200 / 3)


def test_a_case_is_open_until_it_is_dismissed_and_late_until_it_is_closed(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-05T12:00", IDS)
    # The third at noon: b gone for four hours, all others open; the fourth at noon: a, c, f and g are late.
    assert board.reading("case_open").trend[-4:] == (7, 6, 6, 5)
    assert board.reading("case_overdue").trend[-3:] == (1, 4, 3)
    assert value(board, "case_closed_today") == 1


def test_what_was_dismissed_is_not_called_closed(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", ["case_closed_today"])
    assert board.reading("case_closed_today").trend[-7:] == (0, 1, 0, 0, 0, 0, 0), (
        "c on the fifth, and not g on the sixth"
    )
