"""Alarms: false only once judged, answered only where somebody came in time; duty calls are none."""

from pathlib import Path

from tests.data.indicators.small_town import board_of, parts, value

ALARMS = """alarm_id,kind,raised_at,acknowledged_at,arrive_due_at,arrived_on_site_at,judged_at,genuine,place
a,fire,2026-03-10T08:00,2026-03-10T08:03,2026-03-10T08:30,2026-03-10T08:30,2026-03-10T09:00,true,v1
b,gas,2026-03-10T08:00,2026-03-10T08:04,2026-03-10T08:30,2026-03-10T08:10,2026-03-10T09:00,false,v1
c,gas,2026-03-09T08:00,2026-03-09T08:01,2026-03-09T08:30,,2026-03-09T09:00,false,v1
d,help,2026-03-10T11:50,2026-03-10T11:51,2026-03-10T12:20,,2026-03-10T12:10,false,v1
e,flood,2026-03-10T11:00,,,,,,v2
f,duty_call,2026-03-10T09:00,2026-03-10T09:01,2026-03-10T09:30,2026-03-10T09:02,2026-03-10T10:00,false,v1
"""
IDS = ["alarm_raised_today", "alarm_false_rate", "emergency_response_rate"]


def test_alarms_by_hand(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"alarms": ALARMS}, "2026-03-10T12:00", IDS)
    assert value(board, "alarm_raised_today") == 4
    assert board.reading("alarm_raised_today").before == 1
    assert parts(board, "alarm_false_rate") == (2, 3), "what is judged later is not known yet"
    assert parts(board, "emergency_response_rate") == (1, 3), "what is not due yet is not late"
    assert value(board, "emergency_response_rate", "v2") is None
