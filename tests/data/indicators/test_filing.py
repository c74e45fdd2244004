"""Dispatch: what came back and what did not are all that was dispatched."""

from pathlib import Path

from tests.data.indicators.small_town import board_of, parts

CASES = """case_id,reported_at,dispatch_due_at,dispatched_at,returned_at,accept_due_at,accepted_at,dismissed_at
a,2026-03-01T08:00,2026-03-01T10:00,2026-03-01T10:00,,2026-03-02T08:00,2026-03-01T12:00,
b,2026-03-01T08:00,2026-03-01T10:00,2026-03-01T11:00,2026-03-08T08:00,2026-03-02T08:00,2026-03-09T12:00,
c,2026-03-01T08:00,2026-03-01T10:00,,,,,
d,2026-03-01T08:00,2026-03-01T10:00,,,,,2026-03-01T09:00
"""


def test_dispatch_in_time_and_to_the_right_party(tmp_path: Path) -> None:
    ids = (
        *("case_on_time_dispatch_rate", "case_on_time_accept_rate"),
        *("case_accurate_dispatch_rate", "case_return_rate"),
    )
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", ids)
    assert parts(board, "case_on_time_dispatch_rate") == (1, 3)
    assert parts(board, "case_on_time_accept_rate") == (1, 2)
    assert parts(board, "case_accurate_dispatch_rate") == (1, 2)
    assert parts(board, "case_return_rate") == (1, 2)


def test_filing_in_time_and_at_all(tmp_path: Path) -> None:
    cases = """case_id,reported_at,register_due_at,registered_at,dismissed_at
a,2026-03-01T08:00,2026-03-01T09:00,2026-03-01T09:00,
b,2026-03-01T08:00,2026-03-01T09:00,2026-03-01T09:30,
c,2026-03-01T08:00,2026-03-01T09:00,,
d,2026-03-01T08:00,,2026-03-01T08:30,
e,2026-03-01T08:00,2026-03-01T09:00,,2026-03-01T08:30
"""
    ids = ("case_filing_rate", "case_on_time_filing_rate")
    board = board_of(tmp_path, {"cases": cases}, "2026-03-10T12:00", ids)
    assert parts(board, "case_filing_rate") == (3, 4)
    assert parts(board, "case_on_time_filing_rate") == (1, 3)
