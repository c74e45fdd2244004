"""Petitions by when they fell due, and by who had a say."""

from dataclasses import replace
from pathlib import Path

from data.catalogue import built_in
from tests.data.indicators.small_town import board_of, parts, value

PETITIONS = """petition_id,received_at,due_at,replied_at,rated_at,rating,resolved_at,leader_led
a,2026-01-02T08:00,2026-03-03T08:00,2026-03-03T08:00,2026-03-04T08:00,5,2026-03-03T08:00,true
b,2026-01-02T08:00,2026-03-03T08:00,2026-03-05T08:00,2026-03-06T08:00,3,,true
c,2026-02-20T08:00,2026-04-21T08:00,2026-03-08T08:00,,,,false
d,2026-02-22T08:00,2026-03-09T08:00,,,,,
e,2025-12-22T08:00,2026-02-20T08:00,2026-02-01T08:00,2026-03-06T08:00,,2026-02-01T08:00,true
f,2026-03-02T08:00,2026-05-01T08:00,,,,,true
"""
RECEIVED = """petition_id,received_at,accept_due_at,accepted_at,repeated
a,2026-01-02T08:00,2026-01-17T08:00,2026-01-05T08:00,false
b,2026-01-02T08:00,2026-01-17T08:00,2026-01-20T08:00,true
c,2026-02-20T08:00,2026-03-07T08:00,2026-03-07T08:00,true
d,2026-02-22T08:00,2026-03-09T08:00,,
e,2025-12-22T08:00,2026-01-06T08:00,2026-01-06T08:00,true
f,2026-03-02T08:00,2026-03-17T08:00,,true
"""
AS_OF = "2026-03-10T12:00"


def test_petitions_by_when_they_fell_due(tmp_path: Path) -> None:
    ids = (
        *("petition_on_time_reply_rate", "petition_reply_rate", "petition_rated_rate", "petition_satisfaction_rate"),
        *("petition_leader_led_rate", "petition_resolved", "petition_received"),
    )
    board = board_of(tmp_path, {"petitions": PETITIONS}, AS_OF, ids)
    assert parts(board, "petition_on_time_reply_rate") == (1, 3), "a, of a, b and d"
    assert parts(board, "petition_reply_rate") == (2, 3)
    assert parts(board, "petition_rated_rate") == (2, 3), "a and b, of a, b and c"
    assert parts(board, "petition_satisfaction_rate") == (1, 2), "e left no grade"
    assert parts(board, "petition_leader_led_rate") == (1, 3), "a, of a, b and f"
    assert value(board, "petition_resolved") == 2
    assert value(board, "petition_received") == 1


def test_satisfaction_by_what_satisfied_means(tmp_path: Path) -> None:
    one = built_in()["petition_satisfaction_rate"]
    found = {}
    for n, variant in enumerate(one.variants):
        folder = tmp_path / str(n)
        folder.mkdir()
        board = board_of(folder, {"petitions": PETITIONS}, AS_OF, [replace(one, measure=variant.measure or "")])
        found[variant.version] = parts(board, one.id)
    assert found == {"rating_3_and_up": (2, 2), "rating_5": (1, 2)}


def test_repeated_petitions_are_counted_but_few_are_not_told(tmp_path: Path) -> None:
    plain = replace(built_in()["petition_repeated"], id="plain", flags=())
    ids = (plain, "petition_repeated", "petition_on_time_accept_rate")
    board = board_of(tmp_path, {"petitions": RECEIVED}, AS_OF, ids)
    assert value(board, "plain") == 1
    assert board.reading("petition_repeated").masked
    assert parts(board, "petition_on_time_accept_rate") == (1, 2), "c, of c and d"
