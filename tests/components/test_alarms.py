"""The worst is named first, what nobody has acknowledged is lit, and nothing is left unsaid."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from components.alarm_list import open_alarms, past_alarms
from components.alarms import alarms
from components.bell import bell
from data.alarms.alarm import Alarm, Kind
from data.board import Board
from tests.components.boards import AS_OF, board, feed, indicator, of_class, parts, profile, rate, reading, text

SAID: dict[str, Any] = {"acknowledged_at": AS_OF - timedelta(minutes=2), "acknowledged_by": "张", "word": "<b>已派人"}


def alarm(number: int, subject: str, kind: Kind = "indicator", **change: Any) -> Alarm:
    return replace(Alarm(number, kind, subject, AS_OF - timedelta(minutes=9), AS_OF), **change)


def with_alarms(*raised: Alarm) -> Board:
    feeds = (feed("ais", timedelta(minutes=27), stale=True),)
    return replace(board(indicators=(rate("a"), rate("b"), rate("c"), indicator("d")), feeds=feeds), alarms=raised)


def data_new(shown: Any) -> str:
    return str(shown.to_plotly_json()["props"]["data-new"])


def test_all_in_order_is_one_quiet_word() -> None:
    calm = alarms(with_alarms(), [reading()], "zh")
    assert text(calm).strip() == "无告警"
    assert [one.href for one in of_class(calm, "rest")] == ["/alarms?lang=zh"]
    assert data_new(calm) == ""


def test_emergencies_come_before_bad_numbers_before_silent_feeds_before_numbers_to_watch() -> None:
    raised = [alarm(1, "b"), alarm(2, "ais", "feed"), alarm(3, "c"), alarm(4, "s7", "case", label="燃气", place="v2")]
    readings = [
        reading(rate("a"), value=88.0, state="watch"),
        reading(rate("b"), value=60.0, state="bad"),
        reading(rate("c"), value=30.0, state="bad"),
        reading(indicator("d"), state="normal"),
    ]
    shown = alarms(with_alarms(*raised), readings, "zh")
    told = [text(one) for one in of_class(shown, "alarm")]
    assert told == ["▲ 紧急 燃气 西村", "▲ 按期率 30.0%", "▲ 按期率 60.0%", "另 2 项"]
    assert data_new(shown) == "4 3 1 2"
    few = alarms(with_alarms(raised[1]), readings[:1], "zh")
    assert [text(one) for one in of_class(few, "alarm")] == ["○ 事件数据中断 27 分钟前", "◆ 按期率 88.0%", "告警"]


def test_what_is_acknowledged_follows_what_is_new_and_tells_by_whom() -> None:
    shown = alarms(with_alarms(alarm(1, "s7", "case", **SAID), alarm(2, "b")), [reading(rate("b"), value=69.0)], "zh")
    new, known, _ = of_class(shown, "alarm")
    assert "is-new" in new.className
    assert "is-known" in known.className
    assert text(known).startswith("✓ ▲ 紧急")
    assert known.title == "✓ 14:34 张：<b>已派人"
    assert data_new(shown) == "2"
    assert text(of_class(shown, "unseen")) == "新告警 1 项：按期率"


def test_an_alarm_whose_number_is_no_longer_known_keeps_its_place() -> None:
    shown = alarms(with_alarms(alarm(1, "b")), [reading(rate("b"), value=None, state="none")], "en")
    assert text(of_class(shown, "is-new")).startswith("▲ On time —")


def test_a_number_to_watch_that_is_still_an_alarm_is_named_once() -> None:
    shown = alarms(with_alarms(alarm(1, "b")), [reading(rate("b"), value=80.0, state="watch")], "zh")
    assert len(of_class(shown, "alarm")) == 2


def test_the_list_has_a_button_for_each_new_alarm_and_the_word_for_the_others() -> None:
    listed = open_alarms(with_alarms(alarm(1, "b", **SAID), alarm(2, "c", value=61.5)), "zh", "light")
    new, known = of_class(listed, "alarm-row")
    assert [one.id for one in of_class(new, "to-acknowledge")] == [{"type": "acknowledge", "number": 2}]
    assert of_class(known, "to-acknowledge") == []
    assert "当时 61.5%" in text(new)
    assert text(of_class(known, "said")) == "✓ 14:34 张：<b>已派人"
    assert any(getattr(one, "href", "") == "/indicator/c?lang=zh&theme=light" for one in parts(new))


def test_the_log_tells_when_where_and_who() -> None:
    ended = alarm(1, "s7", "case", label="燃气", place="v2", cleared_at=AS_OF, **SAID)
    row = text(past_alarms([ended, alarm(2, "gone", cleared_at=AS_OF)], with_alarms(), "zh"))
    assert "14:27 14:36 紧急 燃气 西村 西村" in row
    assert "✓ 14:34 张：<b>已派人" in row
    assert "gone" in row
    assert "未确认" in row
    assert "没有" in text(past_alarms([], with_alarms(), "zh"))


def test_there_is_a_bell_only_where_the_place_wants_sound() -> None:
    assert bell(profile(), "zh") == []
    (button,) = bell(profile(alarms={"sound": True, "quiet": ["22:00-07:00", "12:00-14:00"]}), "en")
    told = button.to_plotly_json()["props"]
    assert told["data-state"] == "off"
    assert told["data-hours"] == "22:00-07:00 12:00-14:00"
    assert told["data-zone"] == "Asia/Shanghai"
