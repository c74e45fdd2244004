"""The worst is named first, and nothing is left unsaid."""

from datetime import timedelta

from components.alarms import alarms
from tests.components.boards import feed, indicator, of_class, rate, reading, text


def test_all_in_order_is_one_quiet_word() -> None:
    calm = alarms([reading()], [feed()], "zh")
    assert text(calm) == "无越限、无迟到"
    assert of_class(calm, "alarm") == []


def test_bad_numbers_come_before_silent_feeds_before_numbers_to_watch() -> None:
    readings = [
        reading(rate("a"), value=88.0, state="watch"),
        reading(rate("b"), value=60.0, state="bad"),
        reading(rate("c"), value=30.0, state="bad"),
        reading(indicator("d"), state="normal"),
    ]
    shown = alarms(readings, [feed("ais", timedelta(minutes=27), stale=True)], "zh")
    assert [text(one) for one in of_class(shown, "alarm")] == ["▲ 按期率 30.0%", "▲ 按期率 60.0%", "○ 事件 27 分钟前"]
    assert text(of_class(shown, "quiet")) == "另 1 项"


def test_a_feed_that_never_came_is_an_alarm() -> None:
    assert "no data" in text(alarms([], [feed(age=None, stale=True)], "en"))
