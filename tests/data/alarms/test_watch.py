"""Alarms from board to board: raised at once, over when it was calm for a while, and never forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from data.alarms import log
from data.alarms.alarm import Alarm
from data.alarms.choice import AlarmChoice
from data.alarms.watch import Watch
from data.alarms.word import Refused
from data.board import Board
from data.feeds.column import ARROW
from data.feeds.schema import SCHEMAS
from data.intake import take_rows
from data.profile import load_profile
from data.store import Store
from tests.components.boards import board, feed, profile
from tests.data.squares import SOUTH, WEST, write_place

BEGIN = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
GOOD, BAD = 96.0, 60.0


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    opened = Store.open(load_profile(str(write_place(tmp_path))))
    yield opened
    opened.close()


def at(minute: float, rate: float | None = GOOD, stale: bool = False, **choice: object) -> Board:
    """A town with one share, which is bad below 70, and one feed, so many minutes after the beginning."""
    made = board(
        {"case_on_time": rate},
        feeds=(feed(stale=stale),),
        of=profile(alarms=choice),
        as_of=BEGIN + timedelta(minutes=minute),
    )
    return made if stale else replace(made, lineage=((), ()))


def subjects(seen: Board) -> list[str]:
    return [alarm.subject for alarm in seen.alarms]


def over(store: Store) -> list[Alarm]:
    return log.over(store.connection, BEGIN - timedelta(days=1), 0, 100)


def send_case(store: Store, case: str, **given: object) -> None:
    row = {"case_id": case, "reported_at": BEGIN, "updated_at": BEGIN, "subcategory": "燃气泄漏"} | given
    row |= {"lon": WEST + 0.001, "lat": SOUTH + 0.001}
    columns = SCHEMAS["cases"].all_columns
    table = pa.table({one.name: pa.array([row.get(one.name)], ARROW[one.kind]) for one in columns})
    take_rows(store, store.profile.feed("cases"), table)


def test_a_number_past_its_bad_limit_raises_one_alarm_that_is_kept_with_its_value(store: Store) -> None:
    watch = Watch(store)
    assert watch.seen(at(0)).alarms == ()
    (alarm,) = watch.seen(at(1, BAD)).alarms
    assert (alarm.kind, alarm.subject, alarm.value) == ("indicator", "case_on_time", BAD)
    assert alarm.raised_at == BEGIN + timedelta(minutes=1)
    assert alarm.is_new
    later = watch.seen(at(2, BAD - 5)).alarms
    assert [one.number for one in later] == [alarm.number]
    assert later[0].value == BAD
    assert log.still_open(store.connection) == list(later)


def test_a_number_that_is_only_to_be_watched_raises_none(store: Store) -> None:
    assert Watch(store).seen(at(0, 80.0)).alarms == ()


def test_a_number_that_flickers_around_its_limit_is_one_alarm(store: Store) -> None:
    watch = Watch(store)
    for minute in range(60):
        seen = watch.seen(at(minute, BAD if minute % 3 == 0 else GOOD))
        assert subjects(seen) == ["case_on_time"]
    assert watch.number == 1
    assert over(store) == []


def test_it_is_over_after_ten_minutes_in_order_and_the_next_one_is_new(store: Store) -> None:
    watch = Watch(store)
    watch.seen(at(0, BAD))
    watch.acknowledge(1, "值班员", "在处理", BEGIN)
    assert subjects(watch.seen(at(5, BAD))) == ["case_on_time"]
    assert subjects(watch.seen(at(6))) == ["case_on_time"]
    assert subjects(watch.seen(at(15.9))) == ["case_on_time"]
    assert subjects(watch.seen(at(16))) == []
    (ended,) = over(store)
    assert ended.last_seen_at == BEGIN + timedelta(minutes=5)
    assert ended.cleared_at == BEGIN + timedelta(minutes=16)
    assert ended.word == "在处理"
    (again,) = watch.seen(at(20, BAD)).alarms
    assert again.number == 2
    assert again.is_new


def test_what_is_missing_is_not_in_order(store: Store) -> None:
    watch = Watch(store)
    watch.seen(at(0, BAD))
    for minute in range(1, 40):
        assert subjects(watch.seen(at(minute, None))) == ["case_on_time"]
    watch.seen(at(41))
    assert subjects(watch.seen(at(52))) == []


def test_a_silent_feed_is_an_alarm_and_its_numbers_are_not_cleared_meanwhile(store: Store) -> None:
    watch = Watch(store)
    watch.seen(at(0, BAD))
    assert subjects(watch.seen(at(1, GOOD, stale=True))) == ["case_on_time", "cases"]
    assert subjects(watch.seen(at(30, GOOD, stale=True))) == ["case_on_time", "cases"]
    watch.seen(at(31))
    assert subjects(watch.seen(at(41))) == []


def test_an_emergency_is_an_alarm_at_its_place_until_somebody_is_there(store: Store) -> None:
    watch = Watch(store)
    send_case(store, "plain")
    send_case(store, "old", urgent=True, reported_at=BEGIN - timedelta(days=4))
    send_case(store, "urgent", urgent=True)
    send_case(store, "arrival", arrival="emergency", arrived_on_site_at=BEGIN + timedelta(minutes=3))
    seen = watch.seen(at(1))
    assert sorted(subjects(seen)) == ["arrival", "urgent"]
    assert {(one.kind, one.label, one.place, one.value) for one in seen.alarms} == {("case", "燃气泄漏", "v1g1", None)}
    assert subjects(watch.seen(at(4))) == ["urgent"]
    send_case(store, "urgent", urgent=True, updated_at=BEGIN + timedelta(minutes=5), dismissed_at=BEGIN)
    assert subjects(watch.seen(at(6))) == []
    assert {one.subject for one in over(store)} == {"arrival", "urgent"}


def test_an_indicator_may_be_turned_off_and_its_open_alarm_is_over_at_once(store: Store) -> None:
    watch = Watch(store)
    watch.seen(at(0, BAD))
    assert subjects(watch.seen(at(1, BAD, off=["case_on_time"]))) == []
    assert len(over(store)) == 1


def test_what_is_not_on_the_wall_raises_none(store: Store) -> None:
    wall = {"headline": ["case_open"], "modules": [{"title": {"zh": "一"}, "indicators": ["case_open"]}]}
    assert Watch(store).seen(replace(at(0, BAD), profile=profile(wall=wall))).alarms == ()


def test_a_restart_forgets_nothing(store: Store) -> None:
    before = Watch(store)
    before.seen(at(0, BAD))
    before.seen(at(1, BAD, stale=True))
    number = next(one.number for one in before.alarms if one.kind == "feed")
    known = before.acknowledge(number, "张", "已报修", BEGIN + timedelta(seconds=30))
    after = Watch(store)
    assert after.alarms == tuple(sorted(known, key=lambda one: one.number))
    seen = after.seen(at(600, BAD, stale=True))
    assert {one.number: one.is_new for one in seen.alarms} == {one.number: one.number != number for one in known}
    after.seen(at(601))
    assert after.seen(at(612)).alarms == ()
    after.seen(at(613, BAD))
    assert [one.number for one in after.alarms] == [3]


def test_the_first_acknowledgement_stands(store: Store) -> None:
    watch = Watch(store)
    watch.seen(at(0, BAD))
    watch.acknowledge(1, "张", "收到", BEGIN)
    with pytest.raises(Refused, match="already"):
        watch.acknowledge(1, "李", "我来", BEGIN)
    with pytest.raises(Refused, match="over"):
        watch.acknowledge(7, "李", "我来", BEGIN)
    (kept,) = log.still_open(store.connection)
    assert (kept.acknowledged_by, kept.word, kept.acknowledged_at) == ("张", "收到", BEGIN)


def test_a_frozen_board_has_alarms_and_leaves_no_trace(store: Store) -> None:
    watch = Watch(store, recorded=False)
    assert subjects(watch.seen(at(0, BAD))) == ["case_on_time"]
    watch.acknowledge(1, "", "看过", BEGIN)
    assert log.still_open(store.connection) == []


def test_one_number_that_cannot_be_read_does_not_hide_the_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Board.reading

    def broken(self: Board, indicator_id: str, *place: str) -> object:
        if indicator_id == "case_open":
            raise ZeroDivisionError
        return real(self, indicator_id, *place)

    monkeypatch.setattr(Board, "reading", broken)
    assert subjects(Watch(store).seen(at(0, BAD))) == ["case_on_time"]


@pytest.mark.parametrize("span", ["22:00", "25:00-07:00", "22:00-22:00", "22:00-07:60", "7:00-8:00"])
def test_quiet_hours_are_spans(span: str) -> None:
    assert AlarmChoice(quiet=("22:00-07:00", "12:00-24:00")).sound is False
    with pytest.raises(ValueError, match="span of hours"):
        AlarmChoice(quiet=(span,))
