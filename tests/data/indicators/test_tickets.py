"""The three rates of a ticket, their score, and the rates that guard them."""

from pathlib import Path

import pytest

from tests.data.indicators.small_town import board_of, parts, value

CASES = """\
case_id,reported_at,source,contact_due_at,contacted_at,checked_at,solved,rated_at,rating,closed_at,reworked_at
a,2026-03-02T08:00,hotline,2026-03-03T08:00,2026-03-03T08:00,2026-03-05T08:00,true,2026-03-06T08:00,5,2026-03-04T08:00,
b,2026-03-02T08:00,hotline,2026-03-03T08:00,2026-03-03T09:00,2026-03-05T08:00,false,2026-03-06T08:00,3,2026-03-04T08:00,2026-03-03T08:00
c,2026-03-02T08:00,hotline,2026-03-30T08:00,2026-03-03T09:00,2026-03-05T08:00,,2026-03-06T08:00,4,2026-03-04T08:00,
d,2026-01-02T08:00,hotline,,,,,2026-03-06T08:00,,,
e,2026-03-02T08:00,snapshot,2026-03-03T08:00,,2026-03-05T08:00,false,2026-03-06T08:00,1,2026-03-04T08:00,
"""


def test_the_three_rates_and_their_score(tmp_path: Path) -> None:
    rates = ("hotline_response_rate", "hotline_solved_rate", "hotline_satisfaction_rate")
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", [*rates, "hotline_three_rates"])
    assert [parts(board, one) for one in rates] == [(1, 2), (1, 2), (2, 3)]
    assert value(board, "hotline_three_rates") == pytest.approx(0.30 * 50 + 0.35 * 50 + 0.35 * 200 / 3)


def test_what_guards_them(tmp_path: Path) -> None:
    ids = ("hotline_closure_rate", "hotline_redo_rate", "hotline_follow_up_rate")
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", ids)
    assert parts(board, "hotline_closure_rate") == (3, 4), "of all of this year"
    assert parts(board, "hotline_redo_rate") == (1, 3)
    assert parts(board, "hotline_follow_up_rate") == (3, 3)
    # On the fourth the follow-up calls of the fifth were still to come.
    early = board_of(tmp_path, {"cases": CASES}, "2026-03-04T12:00", ["hotline_follow_up_rate", "hotline_redo_rate"])
    assert parts(early, "hotline_redo_rate") == (1, 3)
