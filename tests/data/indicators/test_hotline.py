"""The hotline against last year, against residents, and at the telephone."""

from pathlib import Path

import pytest

from tests.data.indicators.small_town import board_of, parts, value

HEAD = "case_id,reported_at,source,place\n"
POPULATION = """fact,place,begins_at,value
population,v1,2024-01-01,2000
population,v2,2024-01-01,1000
population,v2,2026-03-01,3000
population,v2,2026-06-01,9999
"""


def tickets(*times: str, source: str = "hotline", place: str = "v1g1") -> str:
    return "".join(f"{source}{place}{n}{one},{one},{source},{place}\n" for n, one in enumerate(times))


def test_the_change_compares_the_same_part_of_both_years(tmp_path: Path) -> None:
    rows = HEAD + tickets(
        *("2024-01-01T00:00", "2024-12-31T23:59"),
        *("2025-01-01T00:00", "2025-02-03T08:00", "2025-03-10T12:00", "2025-03-10T12:01", "2025-10-10T08:00"),
        *("2026-01-01T00:00", "2026-03-10T12:00", "2026-03-10T12:01"),
    )
    rows += tickets("2025-01-05T08:00", place="v2g1") + tickets("2026-01-05T08:00", source="snapshot")
    board = board_of(tmp_path, {"cases": rows}, "2026-03-10T12:00", ["hotline_change_year", "hotline_received_year"])
    assert value(board, "hotline_received_year") == 2
    assert parts(board, "hotline_change_year") == (2 - 4, 4)
    assert value(board, "hotline_change_year") == -50
    assert value(board, "hotline_change_year", "v1") == pytest.approx(-100 / 3)
    assert value(board, "hotline_change_year", "v2") == -100
    assert value(board, "hotline_change_year", "v1g2") is None, "nothing to compare with"
    assert board.reading("hotline_change_year").before == pytest.approx(100 * (4 - 1) / 1)


def test_a_year_without_the_whole_of_the_one_before_is_compared_in_part(tmp_path: Path) -> None:
    rows = HEAD + tickets(
        *("2025-02-01T08:00", "2025-02-05T08:00"),
        *("2026-01-05T08:00", "2026-01-25T08:00", "2026-02-01T08:00", "2026-02-02T08:00", "2026-03-02T08:00"),
    )
    board = board_of(tmp_path, {"cases": rows}, "2026-03-10T12:00", ["hotline_change_year"])
    assert parts(board, "hotline_change_year") == (3 - 2, 2), "January 2025 was not recorded"
    first = board_of(tmp_path, {"cases": rows}, "2025-12-10T12:00", ["hotline_change_year"])
    assert value(first, "hotline_change_year") is None


def test_tickets_per_10k_take_the_newest_population_of_each_place(tmp_path: Path) -> None:
    rows = HEAD + tickets("2026-03-01T00:00", "2026-03-02T08:00", "2026-02-03T08:00")
    rows += tickets("2026-03-03T08:00", place="v2g1") + tickets("2026-03-03T08:00", source="snapshot")
    tables = {"cases": rows, "reported_facts": POPULATION}
    board = board_of(tmp_path, tables, "2026-03-10T12:00", ["hotline_per_10k"])
    assert parts(board, "hotline_per_10k") == (3, 5000)
    assert value(board, "hotline_per_10k") == pytest.approx(6)
    assert value(board, "hotline_per_10k", "v1") == pytest.approx(10)
    assert value(board, "hotline_per_10k", "v1g1") is None, "nobody has reported how many live in the grid"


def test_calls_answered_and_within_a_quarter_of_a_minute(tmp_path: Path) -> None:
    calls = """call_id,offered_at,answered_at
a,2026-03-02T08:00:00,2026-03-02T08:00:15
b,2026-03-02T08:00:00,2026-03-02T08:00:15.001
c,2026-03-02T08:00:00,
d,2026-02-28T08:00:00,2026-02-28T08:00:01
"""
    board = board_of(
        tmp_path, {"calls": calls}, "2026-03-10T12:00", ["hotline_answered_rate", "hotline_answered_15s_rate"]
    )
    assert parts(board, "hotline_answered_rate") == (2, 3)
    assert parts(board, "hotline_answered_15s_rate") == (1, 2)
    assert value(board, "hotline_answered_rate", "v1") is None, "a call has no place"
