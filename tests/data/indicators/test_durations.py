"""How long it takes, in the unit that the card shows."""

from pathlib import Path

import pytest

from tests.data.indicators.small_town import board_of, parts, value

CASES = """case_id,reported_at,closed_at,dismissed_at,work_hours,place
a,2026-03-01T08:00,2026-03-02T08:00,,8,v1g1
b,2026-03-01T08:00,2026-03-03T08:00,,,v1g1
c,2026-03-01T08:00,2026-03-05T08:00,,32.5,v2g1
d,2026-03-01T08:00,2026-03-09T08:00,2026-03-09T09:00,64,v2g1
e,2026-03-01T08:00,,,,v2g1
"""


def test_means_median_and_the_slow_tenth(tmp_path: Path) -> None:
    ids = (
        *("case_handling_hours", "case_handling_days", "case_handling_hours_median", "case_handling_hours_p90"),
        "case_work_hours",
    )
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", ids)
    assert value(board, "case_handling_hours") == pytest.approx((24 + 48 + 96) / 3)
    assert value(board, "case_handling_days") == pytest.approx(7 / 3)
    assert value(board, "case_handling_days", "v2") == pytest.approx(4)
    assert value(board, "case_handling_hours_median") == pytest.approx(48)
    assert value(board, "case_handling_hours_p90") == pytest.approx(48 + 0.8 * 48), "rank 0.9 × 2 = 1.8"
    assert parts(board, "case_work_hours") == (40.5 * 3600, 2), "b has none told"
    assert value(board, "case_work_hours") == pytest.approx(20.25)
