"""What a board may say: missing is none, stale is never in order, the future is unknown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.board import Board, catalogue_of, state_of
from data.catalogue import Catalogue, Indicator, built_in
from data.formula import parse_formula
from data.intake import take_file
from data.profile import load_profile
from data.store import Store
from data.survey import build_board

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


@pytest.mark.parametrize("indicator", built_in().indicators, ids=lambda one: one.id)
def test_an_empty_store_has_no_value_and_nothing_in_order(store: Store, indicator: Indicator) -> None:
    board = build_board(store, Catalogue((replace(indicator, counter=None),)), datetime(2026, 3, 4, tzinfo=SHANGHAI))
    for level in ("town", "village"):
        for reading in board.readings(level):
            if not parse_formula(indicator).tables:
                assert reading.value in (None, 0.0), "the board's own health counts what has been read: nothing"
                continue
            assert reading.value is None
            assert reading.state == "none"


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
