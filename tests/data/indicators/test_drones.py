"""Drones: sorties flown to the end, findings against sorties."""

from pathlib import Path

import pytest

from tests.data.indicators.small_town import board_of, parts, value

SORTIES = """sortie_id,drone_id,planned_at,started_at,ended_at,cancelled_at,place
a,x,2026-03-01T08:00,2026-03-01T08:00,2026-03-01T09:00,,v1
b,x,2026-03-02T08:00,2026-03-02T08:00,2026-03-02T08:10,2026-03-02T08:10,v1
c,x,2026-03-03T08:00,,,2026-03-03T07:00,v1
d,x,2026-03-10T11:30,2026-03-10T11:30,2026-03-10T12:30,,v1
e,x,2026-03-11T08:00,,,,v1
"""
FINDINGS = """finding_id,found_at,due_at,closed_at,dismissed_at,place
a,2026-03-01T08:10,2026-03-03T08:10,2026-03-04T08:00,,v1
b,2026-03-01T08:20,2026-03-03T08:20,,2026-03-02T08:00,v1
c,2026-02-27T08:00,2026-03-02T08:00,,,v2
"""
IDS = ["drone_completion_rate", "drone_findings_per_100", "drone_findings_closed_rate", "drone_false_rate"]


def test_sorties_and_findings_by_hand(tmp_path: Path) -> None:
    tables = {"drone_sorties": SORTIES, "drone_findings": FINDINGS}
    board = board_of(tmp_path, tables, "2026-03-10T12:00", IDS)
    assert parts(board, "drone_completion_rate") == (1, 4), "neither the cancelled nor what still flies"
    assert parts(board, "drone_findings_per_100") == (2, 3)
    assert value(board, "drone_findings_per_100") == pytest.approx(200 / 3)
    assert value(board, "drone_findings_per_100", "v2") is None, "no sortie started there"
    assert parts(board, "drone_findings_closed_rate") == (1, 2), "closed late is closed; false is none"
    assert parts(board, "drone_false_rate") == (1, 2)


def test_a_feed_that_has_never_cancelled_a_sortie_still_has_a_completion_rate(tmp_path: Path) -> None:
    rows = SORTIES.replace(",2026-03-02T08:10,v1", ",,v1").replace(",2026-03-03T07:00,v1", ",,v1")
    board = board_of(tmp_path, {"drone_sorties": rows}, "2026-03-10T12:00", ["drone_completion_rate"])
    assert parts(board, "drone_completion_rate") == (2, 4)
