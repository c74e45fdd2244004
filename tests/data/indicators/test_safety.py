"""Public safety: residents that are counted once, changes that compare like with like."""

from pathlib import Path

import pytest

from tests.data.indicators.small_town import board_of, parts, value

HEAD = "incident_id,kind,occurred_at,dispatched_at,arrived_on_site_at,closed_at,place\n"
POPULATION = """fact,place,begins_at,value
population,v1,2025-01-01,900
population,v1,2026-01-01,2000
population,v2,2025-06-01,3000
population,v1,2026-06-01,7777
households,v1,2026-01-01,1
"""


def incidents(*rows: str) -> str:
    """Rows of kind, time and place; the steps in between stay empty."""
    table = HEAD
    for number, row in enumerate(rows):
        kind, occurred, place = row.split(",")
        table += f"i{number},{kind},{occurred},,,,{place}\n"
    return table


def test_incidents_per_10k_divide_by_the_newest_population_of_each_place(tmp_path: Path) -> None:
    rows = incidents(
        "police,2026-03-01T00:00,v1",
        "police,2026-03-09T08:00,v1",
        "police,2026-03-10T12:00,v2",
        "police,2026-03-10T12:01,v2",
        "police,2026-02-28T23:59,v1",
        "police,2026-01-05T08:00,v1",
        "fraud,2026-03-02T08:00,v1",
    )
    tables = {"incidents": rows, "reported_facts": POPULATION}
    board = board_of(tmp_path, tables, "2026-03-10T12:00", ["police_per_10k"])
    assert parts(board, "police_per_10k") == (3, 5000)
    assert value(board, "police_per_10k") == pytest.approx(6)
    assert value(board, "police_per_10k", "v1") == pytest.approx(10)
    assert value(board, "police_per_10k", "v2") == pytest.approx(10 / 3)
    assert value(board, "police_per_10k", "v1g1") is None, "nobody has reported how many live in the grid"
    assert board.reading("police_per_10k").before == 0, "none in the first ten days of February"


def test_a_change_on_the_year_compares_the_same_part_of_both(tmp_path: Path) -> None:
    rows = incidents(
        "criminal,2024-12-31T23:59,v1",
        "criminal,2025-01-01T00:00,v1",
        "criminal,2025-02-28T08:00,v2",
        "criminal,2025-03-10T11:59,v1",
        "criminal,2025-03-10T12:00,v1",
        "criminal,2025-03-10T12:01,v1",
        "criminal,2025-11-11T08:00,v1",
        "criminal,2026-01-01T00:00,v1",
        "criminal,2026-03-10T12:00,v1",
        "criminal,2026-03-10T12:01,v1",
        "public_order,2026-03-10T09:00,v1",
    )
    ids = ["criminal_year", "criminal_change_year", "public_order_change_year"]
    board = board_of(tmp_path, {"incidents": rows}, "2026-03-10T12:00", ids)
    assert value(board, "criminal_year") == 2
    assert parts(board, "criminal_change_year") == (2 - 4, 4)
    assert value(board, "criminal_change_year") == -50
    assert value(board, "criminal_change_year", "v2") == -100
    assert value(board, "public_order_change_year") is None, "there is no last year to compare with"


def test_a_year_that_the_records_do_not_reach_back_to_is_not_compared(tmp_path: Path) -> None:
    last_year = [f"criminal,2025-{month:02d}-15T08:00,v1" for month in range(7, 13)]
    this_year = [f"criminal,2026-{month:02d}-15T09:00,v1" for month in range(1, 10)]
    board = board_of(
        tmp_path, {"incidents": incidents(*last_year, *this_year)}, "2026-09-30T12:00", ["criminal_change_year"]
    )
    assert parts(board, "criminal_change_year") == (0, 3), "July to September of both, rather than nine against three"


def test_nine_of_ten_arrivals_are_counted_when_they_arrive(tmp_path: Path) -> None:
    rows = HEAD
    for minutes in range(11):
        rows += f"i{minutes},police,2026-02-28T08:00,2026-03-05T08:00,2026-03-05T08:{minutes:02d},,v1\n"
    rows += "wrong,police,2026-03-05T08:00,2026-03-05T08:00,2026-03-05T07:00,,v1\n"
    rows += "away,accident,2026-03-05T08:00,2026-03-05T08:00,,,v1\n"
    board = board_of(tmp_path, {"incidents": rows}, "2026-03-10T12:00", ["arrival_minutes_p90"])
    assert value(board, "arrival_minutes_p90") == pytest.approx(9)
    assert value(board, "arrival_minutes_p90", "v2") is None


def test_enforcement_is_a_cohort_of_the_year(tmp_path: Path) -> None:
    rows = HEAD + (
        "a,enforcement,2025-12-31T08:00,,,2026-01-02T08:00,v1\n"
        "b,enforcement,2026-01-02T08:00,,,2026-01-03T08:00,v1\n"
        "c,enforcement,2026-01-03T08:00,,,2026-03-11T08:00,v1\n"
    )
    ids = ["enforcement_incidents", "enforcement_closure_rate"]
    board = board_of(tmp_path, {"incidents": rows}, "2026-03-10T12:00", ids)
    assert parts(board, "enforcement_closure_rate") == (1, 2)
    assert value(board, "enforcement_incidents") == 2
