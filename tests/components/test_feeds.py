"""Every feed has its age on the wall."""

from datetime import timedelta

from components.feeds import feed
from tests.components import boards


def test_a_feed_in_time_is_quiet_and_tells_its_age() -> None:
    shown = feed(boards.feed(age=timedelta(minutes=3)), "zh")
    assert boards.of_class(shown, "is-stale") == []
    assert boards.text(shown).split() == ["事件", "3", "分钟前"]


def test_a_late_or_silent_feed_is_lit() -> None:
    late = feed(boards.feed(age=timedelta(minutes=27), stale=True), "en")
    silent = feed(boards.feed(age=None, stale=True), "en")
    assert boards.of_class(late, "is-stale") == [late]
    assert boards.of_class(silent, "is-stale") == [silent]
    assert boards.text(late).split() == ["Cases", "27", "min", "ago"]
    assert boards.text(silent).split() == ["Cases", "no", "data"]
