"""Visits and services: only households are visited, only those due are owed; needs, partners, satisfaction."""

from dataclasses import replace
from pathlib import Path

import pytest

from data.catalogue import built_in
from tests.data.indicators.small_town import board_of, parts, value

VISITS = """visit_id,kind,due_at,visited_at,place
a,hardship,2026-01-31T23:59,2026-01-10T08:00,v1
b,hardship,2026-01-31T23:59,2026-02-03T08:00,v1
c,elderly_alone,2026-02-28T23:59,2026-03-10T08:00,v1
d,elderly_alone,2026-02-28T23:59,,v2
e,community_corrections,2026-03-31T23:59,2026-03-10T11:00,v1
f,drug_rehabilitation,2026-03-05T23:59,,v1
g,key_household,2026-03-05T23:59,2026-03-04T08:00,v1
h,hardship,2025-12-31T23:59,,v1
i,patrol,2026-01-31T23:59,,v1
j,river_patrol,2026-01-31T23:59,2026-03-10T08:00,v1
k,enterprise,2026-01-31T23:59,,v1
l,key_household,2026-03-05T23:59,2026-03-06T08:00,v2
"""


def test_only_what_is_due_is_owed_and_only_households_are_visited(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"visits": VISITS}, "2026-03-10T12:00", ["visit_done_rate", "visits_week"])
    assert parts(board, "visit_done_rate") == (5, 7), "a b c g l of these and d and f"
    assert value(board, "visits_week") == 2, "c and e since Monday the ninth"


def test_the_month_before_is_told_as_it_stood_then(tmp_path: Path) -> None:
    month = replace(built_in()["visit_done_rate"], period="month", flags=())
    board = board_of(tmp_path, {"visits": VISITS}, "2026-03-31T23:59:59", [month])
    reading = board.reading("visit_done_rate")
    assert (reading.numerator, reading.denominator) == (3, 4), "e g l of March, and f not"
    assert reading.before == 0, "at the end of February neither c nor d had been visited"


NEEDS = """need_id,kind,raised_at,matched_at,households,place
a,meals,2026-01-05T08:00,2026-01-06T08:00,10,v1
b,meals,2026-02-05T08:00,2026-03-10T13:00,7,v1
c,care,2026-03-05T08:00,,3,v1
d,care,2026-03-06T08:00,2026-03-07T08:00,,v2
"""
RESOURCES = """resource_id,kind,partner,opened_at,ended_at,place
a,meals,clinic,2026-01-01,,v1
b,care,clinic,2026-01-01,,v2
c,care,bank,2026-01-01,2026-03-01,v1
d,care,school,2026-01-01,2026-04-01,v2
e,care,,2026-01-01,,v2
f,care,court,2026-03-11,,v2
"""


def test_needs_and_partners_by_hand(tmp_path: Path) -> None:
    ids = ["need_count", "needs_matched", "need_matched_rate", "need_households", "service_resources"]
    tables = {"needs": NEEDS, "service_resources": RESOURCES}
    board = board_of(tmp_path, tables, "2026-03-10T12:00", [*ids, "service_partners"])
    assert [value(board, one) for one in ids] == [4, 2, 50, 10, 4]
    assert value(board, "service_partners") == 2
    assert [value(board, "service_partners", one) for one in ("v1", "v2")] == [1, 2], "one partner serves both"


def test_satisfaction_is_of_its_channel_and_of_what_the_place_calls_satisfied(tmp_path: Path) -> None:
    rows = "rating_id,rated_at,channel,score,place\n"
    for number, (channel, score) in enumerate([("service", 5), ("service", 4), ("service", 3), ("case", 1)]):
        rows += f"r{number},2026-03-0{number + 1}T08:00,{channel},{score},v1\n"
    service = built_in()["service_satisfaction_rate"]
    (wider,) = (one for one in service.variants if one.version == "rating_3_and_up")
    assert wider.measure is not None
    other = replace(service, id="wider", measure=wider.measure)
    board = board_of(tmp_path, {"ratings": rows}, "2026-03-10T12:00", [service, other, "safety_sense_rate"])
    assert value(board, "service_satisfaction_rate") == pytest.approx(200 / 3)
    assert value(board, "wider") == 100
    assert value(board, "safety_sense_rate") is None, "nobody was asked"
