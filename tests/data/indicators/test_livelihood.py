"""Livelihood: each group by its own kind, persons behind every number but the number of groups."""

from pathlib import Path

from data.indicators.livelihood import INDICATORS
from tests.data.indicators.small_town import board_of, parts, value

HEAD = "visit_id,kind,due_at,visited_at,place\n"


def test_every_number_of_persons_is_marked_as_sensitive() -> None:
    unmarked = {one.id for one in INDICATORS if "person_sensitive" not in one.flags}
    assert unmarked == {"visit_groups"}


def test_each_group_is_counted_by_its_own_kind(tmp_path: Path) -> None:
    rows = HEAD
    for number in range(10):
        done = "2026-03-04T08:00" if number < 9 else ""
        rows += f"e{number},elderly_alone,2026-03-05T23:59,{done},v1\n"
        rows += f"h{number},hardship,2026-03-31T23:59,{done},v1\n"
    rows += "c,community_corrections,2026-03-05T23:59,2026-03-05T08:00,v1\n"
    rows += "d,drug_rehabilitation,2026-03-05T23:59,2026-03-05T08:00,v1\np,patrol,,2026-03-05T08:00,v1\n"
    ids = ["elderly_visit_rate", "hardship_visit_rate", "key_household_visit_rate", "visit_groups"]
    board = board_of(tmp_path, {"visits": rows}, "2026-03-10T12:00", ids)
    assert parts(board, "elderly_visit_rate") == (9, 10)
    assert parts(board, "hardship_visit_rate") == (0, 0), "the cycle of March has not ended"
    assert value(board, "hardship_visit_rate") is None
    assert value(board, "key_household_visit_rate") is None, "never seen"
    assert value(board, "visit_groups") == 4, "told although it is fewer than five"
    assert value(board, "visit_groups", "v2") == 0
