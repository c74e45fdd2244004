"""Closing in time: the two 口径 of Jinhua and Tianmen, and the figures that Tianmen published."""

from dataclasses import replace
from pathlib import Path

import pytest

from data.catalogue import Indicator, built_in
from tests.data.indicators.small_town import board_of, parts, value

CASES = """case_id,reported_at,due_at,closed_at,dismissed_at,suspended_at,resumed_at,urgent,place
on_time,2026-03-01T08:00,2026-03-04T08:00,2026-03-04T08:00,,,,true,v1g1
late,2026-03-01T08:00,2026-03-04T08:00,2026-03-04T08:01,,,,false,v1g1
open,2026-03-01T08:00,2026-03-05T08:00,,,,,true,v1g2
dismissed,2026-03-01T08:00,2026-03-05T08:00,,2026-03-02T08:00,,,true,v1g2
on_hold,2026-03-01T08:00,2026-03-05T08:00,,,2026-03-02T08:00,,,v2g1
again,2026-03-01T08:00,2026-03-05T08:00,,,2026-03-03T08:00,2026-03-02T08:00,,v2g1
resumed,2026-03-01T08:00,2026-03-05T08:00,,,2026-03-02T08:00,2026-03-03T08:00,,v2g1
closed,2026-03-01T08:00,2026-03-05T08:00,2026-03-03T08:00,,2026-03-02T08:00,,,v2g1
not_yet,2026-03-01T08:00,2026-03-25T08:00,2026-03-03T08:00,,,,,v2g1
no_limit,2026-03-01T08:00,,2026-03-03T08:00,,,,,v2g1
"""


def variant(name: str, version: str) -> Indicator:
    """An indicator in another of its 口径."""
    one = built_in()[name]
    other = next(found for found in one.variants if found.version == version)
    return replace(one, rows=other.rows or one.rows, measure=other.measure or one.measure, version=version)


def test_the_due_cohort_leaves_out_what_is_dismissed_or_on_hold(tmp_path: Path) -> None:
    ids = ("case_closure_rate", "case_on_time_rate", "case_on_time_total", "case_urgent_on_time_rate")
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", ids)
    assert parts(board, "case_closure_rate") == (3, 5), "of on_time, late, open, resumed, closed"
    assert parts(board, "case_on_time_rate") == (2, 5)
    assert parts(board, "case_on_time_total") == (2, 5)
    assert parts(board, "case_urgent_on_time_rate") == (1, 2)
    assert value(board, "case_on_time_rate", "v2") == 50


def test_the_other_version_counts_what_is_on_hold(tmp_path: Path) -> None:
    ids = [variant(name, "due") for name in ("case_closure_rate", "case_on_time_rate", "case_on_time_total")]
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", ids)
    assert parts(board, "case_closure_rate") == (3, 7)
    assert parts(board, "case_on_time_rate") == (2, 7)
    assert parts(board, "case_on_time_total") == (2, 7)


def test_the_published_figures_of_tianmen_come_out(tmp_path: Path) -> None:
    """December 2016: 972 cases fell due, 911 of them were closed and 737 in time."""
    closed = ["2016-12-09T08:00"] * 737 + ["2016-12-12T08:00"] * (911 - 737) + [""] * (972 - 911)
    rows = "".join(f"c{n},2016-12-01T08:00,2016-12-10T08:00,{one},,,\n" for n, one in enumerate(closed))
    rows += "h,2016-12-01T08:00,2016-12-10T08:00,2016-12-09T08:00,2016-12-02T08:00,,\n"
    head = "case_id,reported_at,due_at,closed_at,dismissed_at,suspended_at,resumed_at\n"
    ids = [variant(name, "due") for name in ("case_closure_rate", "case_on_time_rate")]
    board = board_of(tmp_path, {"cases": head + rows}, "2016-12-31T23:00", ids)
    assert value(board, "case_closure_rate") == pytest.approx(93.72, abs=0.005)
    assert value(board, "case_on_time_rate") == pytest.approx(75.82, abs=0.005)


def test_steps_are_judged_by_when_they_fell_due(tmp_path: Path) -> None:
    cases = """case_id,reported_at,handle_due_at,handled_at,check_due_at,checked_at,reworked_at
a,2026-03-01T08:00,2026-03-03T08:00,2026-03-03T08:00,2026-03-04T08:00,2026-03-04T09:00,2026-03-04T10:00
b,2026-03-01T08:00,2026-03-03T08:00,2026-03-05T08:00,2026-03-06T08:00,2026-03-05T09:00,
c,2026-03-01T08:00,2026-03-03T08:00,,2026-03-06T08:00,,
d,2026-03-01T08:00,2026-03-30T08:00,2026-03-02T08:00,2026-03-30T08:00,2026-03-02T09:00,
"""
    ids = ("case_handling_rate", "case_on_time_handling_rate", "case_on_time_check_rate", "case_rework_rate")
    board = board_of(tmp_path, {"cases": cases}, "2026-03-10T12:00", ids)
    assert parts(board, "case_handling_rate") == (2, 3)
    assert parts(board, "case_on_time_handling_rate") == (1, 3)
    assert parts(board, "case_on_time_check_rate") == (1, 3)
    assert parts(board, "case_rework_rate") == (1, 3), "of the three handled this month"
