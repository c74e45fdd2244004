"""Satisfaction: what satisfied means, the mean of all ratings, and where it is going."""

from dataclasses import replace
from pathlib import Path

import pytest

from data.catalogue import built_in
from tests.data.indicators.small_town import board_of, parts, value

HEAD = "case_id,reported_at,closed_at,dismissed_at,rated_at,rating,place\n"


def test_what_satisfied_means_is_the_places_own(tmp_path: Path) -> None:
    rows = HEAD + "".join(
        f"c{rating},2026-03-01T08:00,2026-03-02T08:00,,2026-03-03T08:00,{rating},v1g1\n" for rating in range(1, 6)
    )
    rows += "none,2026-03-01T08:00,2026-03-02T08:00,,2026-03-03T08:00,,v1g1\n"
    rows += "void,2026-03-01T08:00,2026-03-02T08:00,2026-03-02T09:00,,,v1g1\n"
    rows += "not,2026-03-01T08:00,2026-03-02T08:00,,,,v1g1\n"
    one = built_in()["case_satisfaction_rate"]
    others = [replace(one, id=v.version, measure=v.measure or "") for v in one.variants]
    board = board_of(tmp_path, {"cases": rows}, "2026-03-10T12:00", [one, *others, "case_rated_share"])
    assert parts(board, one.id) == (2, 5)
    assert parts(board, "rating_3_and_up") == (3, 5)
    assert parts(board, "rating_5") == (1, 5)
    assert parts(board, "case_rated_share") == (6, 7), "closed, not dismissed"


def test_the_mean_of_all_ratings_is_out_of_a_hundred(tmp_path: Path) -> None:
    ratings = """rating_id,rated_at,channel,score
a,2026-03-01T08:00,safety,5
b,2026-03-02T08:00,case,4
c,2026-03-02T08:00,,1
d,2026-02-27T08:00,case,1
"""
    board = board_of(tmp_path, {"ratings": ratings}, "2026-03-10T12:00", ["satisfaction_weighted"])
    assert value(board, "satisfaction_weighted") == pytest.approx(20 * 10 / 3)


def test_the_slope_is_that_of_the_last_twelve_weeks(tmp_path: Path) -> None:
    rows = HEAD
    for week in range(12):  # 5 Jan 2026 is a Monday; 8 + week of 20 are satisfied
        day = f"2026-{'01' if week < 4 else '02' if week < 8 else '03'}-{(5, 12, 19, 26, 2, 9, 16, 23)[week % 8]:02}"
        rows += "".join(f"w{week}n{n},2026-01-01T00:00,,,{day}T01:00,{5 if n < 8 + week else 2},\n" for n in range(20))
    board = board_of(tmp_path, {"cases": rows}, "2026-03-29T12:00", ["case_satisfaction_week", "satisfaction_slope"])
    assert value(board, "satisfaction_slope") == pytest.approx(5)
