"""Disputes: a relapse opens one again, and counts when the ninety days after the settlement are over."""

from dataclasses import replace
from pathlib import Path

import pytest

from data.catalogue import built_in
from tests.data.indicators.small_town import board_of, parts, value

DISPUTES = """\
dispute_id,registered_at,risk,due_at,concluded_at,agreed,resolved_at,calmed_at,reopened_at,criminal_at,place
a,2026-02-01T08:00,red,2026-03-01T08:00,2026-02-09T08:00,true,2026-02-10T08:00,,2026-02-20T08:00,,v1g1
b,2026-02-01T08:00,red,2026-03-02T08:00,2026-03-04T08:00,false,,2026-03-03T20:00,,2026-03-05T08:00,v1g1
c,2026-02-01T08:00,red,2026-03-03T08:00,2026-03-04T08:00,true,2026-03-04T08:00,,,,v1g2
d,2026-03-05T08:00,red,2026-03-30T08:00,2026-03-06T08:00,,,,,,v2g1
e,2026-03-05T08:00,green,,,,,,,,v2g1
f,2025-12-01T08:00,,,,,2025-12-05T12:00,,2026-03-05T12:00,,v2g1
g,2025-12-01T08:00,,,,,2025-12-05T12:01,,2026-03-05T12:02,,v2g1
h,2025-12-01T08:00,,,,,2025-12-05T12:00,,2025-12-04T12:00,,v2g2
i,2025-11-01T08:00,red,,,,2025-12-10T12:00,2025-12-09T12:00,2026-01-01T08:00,,v2g2
"""
TABLES = {"disputes": DISPUTES}
AS_OF = "2026-03-10T12:00"


def test_what_is_open_now(tmp_path: Path) -> None:
    high = replace(built_in()["dispute_high_risk_open"], flags=())  # unmasked
    board = board_of(tmp_path, TABLES, AS_OF, ["dispute_open", high])
    assert value(board, "dispute_open") == 7, "all but c, settled, and h, which was settled after its relapse"
    assert value(board, "dispute_high_risk_open") == 2, "a, in a relapse, and d; b and i were calmed"
    # At noon of the third b was still red, c not yet settled, g and f still at peace, d and e not yet there.
    early = board_of(tmp_path, TABLES, "2026-03-03T12:00", ["dispute_open", high])
    assert value(early, "dispute_open") == 4, "a, b, c and i"
    assert value(early, "dispute_high_risk_open") == 3
    # Between settlement and relapse nothing of a was open.
    between = board_of(tmp_path, TABLES, "2026-02-15T12:00", ["dispute_open", high])
    assert value(between, "dispute_open") == 3
    assert value(between, "dispute_high_risk_open") == 2


def test_few_people_are_not_told(tmp_path: Path) -> None:
    reading = board_of(tmp_path, TABLES, AS_OF, ["dispute_high_risk_open"]).reading("dispute_high_risk_open")
    assert (reading.value, reading.masked) == (None, True)


def test_rates_of_settlements(tmp_path: Path) -> None:
    ids = ("dispute_resolution_rate", "dispute_mediation_rate", "dispute_on_time_rate", "dispute_calming_days")
    board = board_of(tmp_path, TABLES, AS_OF, ids)
    assert parts(board, "dispute_resolution_rate") == (2, 5), "a and c, of a to e"
    assert parts(board, "dispute_mediation_rate") == (1, 2), "c, of b and c: d is not told"
    assert parts(board, "dispute_on_time_rate") == (1, 3), "a, of a, b and c"
    assert value(board, "dispute_calming_days") == pytest.approx(30.5)


def test_a_relapse_counts_when_its_ninety_days_are_over(tmp_path: Path) -> None:
    board = board_of(tmp_path, TABLES, AS_OF, ["dispute_relapse_rate"])
    # f relapsed on the last moment, g a minute too late, h before it was settled for good, i in time.
    assert parts(board, "dispute_relapse_rate") == (3, 4)
    assert value(board, "dispute_relapse_rate", "v2g1") == 50
    before = board_of(tmp_path, TABLES, "2026-03-05T12:00", ["dispute_relapse_rate"])
    assert parts(before, "dispute_relapse_rate") == (2, 2), "those of f and h, which ended just now"


def test_disputes_per_10k_people(tmp_path: Path) -> None:
    people = "fact,place,begins_at,value\npopulation,v1,2024-01-01,5000\npopulation,v2,2026-01-01,15000\n"
    board = board_of(tmp_path, {**TABLES, "reported_facts": people}, AS_OF, ["dispute_per_10k"])
    assert parts(board, "dispute_per_10k") == (2, 20000)
    assert value(board, "dispute_per_10k") == pytest.approx(1)
    assert value(board, "dispute_per_10k", "v1") == 0
