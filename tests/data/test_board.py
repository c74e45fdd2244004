"""What a board may say: missing is none, stale is never in order, the future is unknown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from data.board import Board, catalogue_of, state_of
from data.catalogue import Catalogue, built_in
from data.commands import rows_of
from data.formula import parse_formula
from data.intake import take_file
from data.profile import load_profile
from data.store import Store
from data.survey import build_board
from tests.components.boards import board as board_of
from tests.components.boards import indicator, rate

PROFILES = Path(__file__).parents[1] / "profiles"
SHANGHAI = ZoneInfo("Asia/Shanghai")
TOWN = """
title = { zh = "试", en = "Test" }
[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "squares.geojson"
[[feeds]]
id = "cases"
schema = "cases"
path = "cases.csv"
stale_after = "1d"
[[feeds]]
id = "devices"
schema = "devices"
path = "devices.csv"
stale_after = "10m"
"""
CASES = """case_id,reported_at,due_at,closed_at,rated_at,rating,lon,lat
a,2026-03-02T08:00,2026-03-03T08:00,2026-03-02T20:00,2026-03-04T08:00,5,119.25,26.05
b,2026-03-02T09:00,2026-03-03T09:00,2026-03-03T10:00,,,119.25,26.05
c,2026-03-02T10:00,2026-03-03T10:00,,,,119.35,26.05
d,2026-03-04T10:00,2026-03-09T10:00,,,,119.35,26.05
e,2026-03-04T11:00,2026-03-04T12:00,,,,,
"""
DEVICES = """device_id,kind,seen_at,lon,lat
x,camera,2026-03-04T11:55,119.25,26.05
y,camera,2026-03-04T09:00,119.35,26.05
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    (tmp_path / "squares.geojson").write_text((PROFILES / "fuzhou.geojson").read_text())
    (tmp_path / "town.toml").write_text(TOWN)
    (tmp_path / "cases.csv").write_text(CASES)
    (tmp_path / "devices.csv").write_text(DEVICES)
    opened = Store.open(load_profile(str(tmp_path / "town.toml")))
    yield opened
    opened.close()


def loaded(store: Store) -> None:
    for feed in store.profile.feeds:
        take_file(store, feed, store.profile.folder / (feed.path or ""))


def at(store: Store, text: str) -> Board:
    return build_board(store, catalogue_of(store.profile), datetime.fromisoformat(text).replace(tzinfo=SHANGHAI))


def values(board: Board, name: str, level: str = "town") -> dict[str, float | None]:
    return {one.place: one.value for one in board.readings(level) if one.indicator.id == name}


def test_an_empty_store_has_no_value_and_nothing_in_order(store: Store) -> None:
    board = at(store, "2026-03-04T00:00")
    for reading in (*board.readings("town"), *board.readings("village")):
        formula = parse_formula(reading.indicator)
        if formula.tables or reading.indicator.derived is not None:
            assert (reading.value, reading.state) == (None, "none"), reading.indicator.id
        elif "places" not in formula.rows:  # of which the map tells without any feed
            assert reading.value in (None, 0.0), "the board's own health counts what has been read: nothing"


def test_stock_flow_and_due_cohort_by_hand(store: Store) -> None:
    loaded(store)
    board = at(store, "2026-03-04T12:00")
    assert values(board, "case_open") == {"town": 3}
    assert values(board, "case_open", "village") == {
        "鼓楼区": 0, "台江区": 2, "仓山区": 0, "晋安区": 0, "马尾区": 0, "unplaced": 1,
    }  # fmt: skip
    assert values(board, "case_overdue") == {"town": 2}
    assert values(board, "case_extension_rate") == {"town": None}, "no source has ever told of an extension"
    reading = board.reading("case_on_time_rate")
    assert (reading.numerator, reading.denominator, reading.value) == (1, 4, 25.0)
    assert board.reading("case_reported_today").value == 2
    assert board.reading("case_reported_today").before == 0
    assert board.reading("case_open").trend[-3:] == (3, 1, 3)
    assert set(board.reading("case_open").trend[:-3]) == {None}, "before the data begins, nothing is known"
    assert board.reading("case_reported_week").year_ago is None
    assert board.reading("case_handling_hours").value == pytest.approx((12 + 25) / 2)
    assert board.reading("case_handling_hours_median").value == pytest.approx(18.5)


def test_a_board_of_the_past_does_not_know_the_future(store: Store) -> None:
    loaded(store)
    board = at(store, "2026-03-02T12:00")
    assert board.reading("case_open").value == 3
    assert board.reading("case_total").value == 3
    assert board.reading("case_satisfaction_rate").value is None
    assert at(store, "2026-03-04T12:00").reading("case_satisfaction_rate").value == 100


def test_what_was_known_when_a_window_ended_is_what_it_is_compared_with(store: Store) -> None:
    loaded(store)
    week = replace(catalogue_of(store.profile)["case_closure_rate"], counter=None, period="today")
    moment = datetime(2026, 3, 4, 9, 30, tzinfo=SHANGHAI)
    reading = build_board(store, Catalogue((week,)), moment).reading("case_closure_rate")
    # On the third at 09:30, two cases were due since midnight; one was closed by then, the other at ten.
    assert reading.before == 50
    assert reading.value is None


def test_a_dead_feed_is_stale_and_never_in_order(store: Store) -> None:
    loaded(store)
    fresh, late = at(store, "2026-03-04T12:00"), at(store, "2026-03-04T12:30")
    assert values(fresh, "camera_online_rate") == {"town": 50}
    assert fresh.reading("camera_count").state == "normal"
    stale = late.reading("camera_count")
    assert (stale.value, stale.stale, stale.state) == (2, True, "stale")
    assert stale.data_at == datetime(2026, 3, 4, 11, 55, tzinfo=SHANGHAI)
    assert late.reading("case_total").state == "normal"


def test_what_no_feed_delivers_is_missing_rather_than_nought(store: Store) -> None:
    devices = store.profile.feed("devices")
    take_file(store, devices, store.profile.folder / "devices.csv")
    board = at(store, "2026-03-04T12:00")
    assert board.reading("camera_count").value == 2
    assert board.reading("case_total").value is None


def test_limits_are_read_in_the_indicators_direction() -> None:
    rate = next(one for one in built_in().indicators if one.id == "case_on_time_rate")
    assert [state_of(rate, value, False) for value in (95.0, 89.9, 69.9)] == ["normal", "watch", "bad"]
    share = next(one for one in built_in().indicators if one.id == "case_overdue_share")
    assert [state_of(share, value, False) for value in (5.0, 20.1, 40.1)] == ["normal", "watch", "bad"]
    assert state_of(rate, None, False) == "none"
    assert state_of(rate, 95.0, True) == "stale"


def test_a_share_of_few_is_never_bad_where_chance_alone_may_have_put_it_there() -> None:
    rate = built_in()["case_on_time_rate"]  # watched below 90, bad below 70
    assert state_of(rate, 60.0, False, 3.0, 5.0) == "watch", "70 lies within 23 to 88"
    assert state_of(rate, 20.0, False, 2.0, 10.0) == "bad", "the whole interval, 6 to 51, lies past it"
    assert state_of(rate, 60.0, False, 12.0, 20.0) == "bad", "20 are no longer few"
    assert state_of(rate, 100.0, False, 1.0, 1.0) == "normal"
    assert state_of(rate, 0.0, True, 0.0, 1.0) == "stale"
    hours = replace(built_in()["case_handling_hours"], bad=72.0)
    assert state_of(hours, 100.0, False, 720000.0, 2.0) == "bad", "a mean has no such interval"


def test_a_reading_knows_its_interval_and_that_it_is_small(store: Store) -> None:
    loaded(store)
    board = at(store, "2026-03-04T12:00")
    rate = board.reading("case_on_time_rate")
    assert rate.small
    assert rate.interval == pytest.approx((4.56, 69.94), abs=0.005), "1 of 4"
    assert rate.state == "bad", "70 is just past it"
    count = board.reading("case_open")
    assert (count.small, count.interval, count.masked) == (False, None, False)


def test_groups_of_one_to_four_people_are_masked_wherever_they_are_read(store: Store) -> None:
    loaded(store)
    told = ("case_open", "case_on_time_rate", "case_total")
    sensitive = [replace(built_in()[id], flags=("person_sensitive",), counter=None) for id in told]
    moment = datetime(2026, 3, 4, 12, tzinfo=SHANGHAI)
    board = build_board(store, Catalogue(tuple(sensitive)), moment)
    for name in ("case_open", "case_on_time_rate"):
        hidden = board.reading(name)
        numbers = (hidden.value, hidden.numerator, hidden.denominator, hidden.before, hidden.year_ago, *hidden.trend)
        assert (hidden.masked, hidden.state, hidden.interval, set(numbers)) == (True, "none", None, {None})
    whole = board.reading("case_total")
    assert (whole.masked, whole.value) == (False, 5.0)
    assert {one.place: (one.value, one.masked) for one in board.readings("village") if one.indicator.id == told[0]} == {
        "鼓楼区": (0, False), "台江区": (None, True), "仓山区": (0, False), "晋安区": (0, False), "马尾区": (0, False),
        "unplaced": (None, True),
    }  # fmt: skip
    printed = {(one["indicator"], one["place"]): one for one in rows_of(board, "village")}
    assert [printed[told[0], "台江区"][key] for key in ("value", "numerator", "denominator")] == [None, None, None]
    before = build_board(store, Catalogue(tuple(sensitive)), datetime(2026, 4, 4, 12, tzinfo=SHANGHAI))
    assert before.reading("case_total").before == 5.0


def test_a_past_group_of_few_is_masked_too() -> None:
    sensitive = indicator(flags=("person_sensitive",))
    plain = board_of(indicators=(sensitive, rate()))
    town = plain.level("town")
    counts = np.array([[9.0, 4.0, 0.0, 5.0, 1.0, 9.0, 9.0, 9.0, 9.0, 9.0, 3.0, 12.0, 2.0]])
    measured = {"town": replace(town, numerators=(counts, *town.numerators[1:]))}
    reading = replace(plain, measured=measured).reading(sensitive.id)
    assert reading.trend == (9, None, 0, 5, None, 9, 9, 9, 9, 9, None, 12)
    assert (reading.before, reading.year_ago, reading.masked) == (None, None, False)
