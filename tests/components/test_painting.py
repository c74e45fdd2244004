"""A display is sent what changed and nothing else."""

import json
from dataclasses import replace
from datetime import timedelta

from components.arrangement import arrange
from components.painting import Painting, changes, news, paint
from components.part import plain
from data.alarms.alarm import Alarm
from data.board import Board
from tests.components.boards import AS_OF, board, feed, text


def painting(of: Board, language: str = "zh") -> Painting:
    return paint(of, arrange(of.profile, of.catalogue), "village", language)


def test_the_same_board_a_moment_later_changes_the_time_only() -> None:
    before, after = painting(board()), painting(board(as_of=AS_OF + timedelta(seconds=1)))
    slots, tick = changes(before, after)
    assert set(slots) == {"data-time"}
    assert tick == {"moved": [], "stamps": {}}


def test_a_number_that_moved_is_sent_and_marked() -> None:
    before, after = painting(board({"case_on_time": 96.0})), painting(board({"case_on_time": 95.0}))
    slots, tick = changes(before, after)
    assert set(slots) == {"card-case_on_time"}
    assert "95.0" in json.loads(news(before, after))["slots"]["card-case_on_time"]["props"]["title"]
    assert tick["moved"] == ["case_on_time"]


def test_newer_data_with_the_same_number_is_a_stamp_and_no_card() -> None:
    before, after = painting(board()), painting(board(feeds=(feed(age=timedelta(seconds=1)),)))
    slots, tick = changes(before, after)
    assert slots == []
    assert tick["stamps"] == {"2026-11-16T06:36:07+00:00": ["case_open", "case_on_time", "feed-cases"]}


def test_the_maps_colours_are_sent_when_a_place_changes_class() -> None:
    quiet, busy = board(), board()
    busy.measured["village"].numerators[0][0] = 99.0
    assert "colours" not in changes(painting(quiet), painting(quiet))[1]
    _, tick = changes(painting(quiet), painting(busy))
    assert tick["colours"][0] == 5


def test_a_display_that_shows_nothing_known_is_sent_everything() -> None:
    after = painting(board())
    slots, tick = changes(None, after)
    assert set(slots) == set(after.slots)
    assert tick["colours"] == after.colours
    told = json.loads(news(None, after))
    assert told["slots"] == {slot: plain(one) for slot, one in after.slots.items()}
    assert (told["colours"], told["moved"]) == (list(after.colours), [])


def test_a_place_without_a_number_has_no_colour_and_the_legend_says_so() -> None:
    gap = board()
    gap.measured["village"].numerators[0][2] = float("nan")
    shown = painting(gap)
    assert [colour is None for colour in shown.colours] == [False, False, True, False]
    assert "无数据" in text(shown.slots["legend"])


def test_a_stale_feed_is_on_its_cards_in_the_footer_and_in_the_alarms() -> None:
    raised = (Alarm(1, "feed", "cases", AS_OF, AS_OF),)
    shown = painting(replace(board(), feeds=(feed(age=timedelta(minutes=27), stale=True),), alarms=raised))
    for slot in ("card-case_open", "feed-cases", "alarms"):
        assert "27 分钟前" in text(shown.slots[slot])
