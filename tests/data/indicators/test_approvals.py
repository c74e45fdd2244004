"""Government services: due ones, finished ones and rated ones are cohorts of their own."""

from pathlib import Path

import pytest

from tests.data.indicators.small_town import board_of, parts, value

HEAD = "approval_id,kind,accepted_at,channel,waited_minutes,due_at,finished_at,sealed,place\n"
ROWS = HEAD + (
    "a,building,2026-03-01T08:00,window,10,2026-03-05T18:00,2026-03-05T18:00,true,v1\n"
    "b,building,2026-03-02T08:00,window,,2026-03-05T18:00,2026-03-06T08:00,false,v1\n"
    "c,building,2026-03-03T08:00,online,99,2026-03-20T18:00,2026-03-04T08:00,true,v1\n"
    "d,building,2026-03-04T08:00,village,,2026-03-09T18:00,,,v2\n"
    "e,building,2026-03-10T08:00,,,,2026-03-10T13:00,true,v1\n"
    "f,legal_aid,2026-01-10T08:00,window,15,,2026-03-01T08:00,,v1\n"
    "g,legal_aid,2026-02-10T08:00,window,25,,2026-03-11T08:00,,v1\n"
    "h,legal_aid,2025-12-31T08:00,window,25,,2026-03-01T08:00,,v1\n"
    "i,building,2026-03-02T08:00,window,15,,,,v1\n"
)


def test_approvals_by_hand(tmp_path: Path) -> None:
    rates = ["approval_wait_minutes", "approval_on_time_rate", "approval_online_rate", "approval_village_share"]
    counts = ["approval_today", "approval_total", "approval_sealed", "legal_aid_accepted"]
    board = board_of(tmp_path, {"approvals": ROWS}, "2026-03-10T12:00", [*rates, *counts, "legal_aid_closed_rate"])
    assert [value(board, one) for one in counts] == [1, 9, 2, 2]
    assert parts(board, "approval_wait_minutes") == (25, 2), "at the window, where the wait was written down"
    assert value(board, "approval_wait_minutes") == pytest.approx(12.5)
    assert parts(board, "approval_on_time_rate") == (1, 3), "what is finished before its time counts when it is due"
    assert parts(board, "approval_online_rate") == (1, 5)
    assert parts(board, "approval_village_share") == (1, 5)
    assert parts(board, "legal_aid_closed_rate") == (1, 2)
