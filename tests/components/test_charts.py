"""The charts beside the map: hours against the usual, categories, the newest cases."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from components.charts import by_category, charts
from components.events import events
from components.hours import by_hours
from data.board import Board
from data.case_counts import HOURS, Event, Hours
from data.scene import Scene
from tests.components.boards import AS_OF, board, of_class, reading, text

ZONE = ZoneInfo("Asia/Shanghai")
HOURLY = Hours((2, 4, *(None,) * (HOURS - 2)), (3.0,) * HOURS, 4)


def event(**change: object) -> Event:
    plain = Event(AS_OF, "grid_worker", "环境卫生", "第一村01网格", "accepted", False)
    return replace(plain, **change)  # type: ignore[arg-type]


def seen(scene: Scene) -> Board:
    return replace(board(), scene=scene)


def test_hours_say_how_many_and_against_which_days() -> None:
    shown = charts(seen(Scene(hours=HOURLY)), reading(), "zh")
    assert "n=6 · 虚线：前 4 个周一" in text(shown["hours"])
    new = charts(seen(Scene(hours=replace(HOURLY, usual=(None,) * HOURS, days=0))), reading(), "en")
    assert "dashed" not in text(new["hours"])


def test_only_hours_that_have_begun_have_a_column_as_high_as_their_cases() -> None:
    drawn = of_class(by_hours(HOURLY, "zh"), "hours-today")[0].style["--line"]
    assert drawn.count("V100z") == 2
    # The axis ends at 4: two of them are half as high.
    assert "v-50h" in drawn
    assert "v-100h" in drawn


def test_six_categories_and_the_others_together_are_all_cases() -> None:
    rows = [(f"类{n}", 10 - n) for n in range(9)]
    bars = by_category(rows, "zh")
    assert text(of_class(bars, "rank-name")[-1]) == "其他 3 类"
    assert sum(int(text(one)) for one in of_class(bars, "rank-figure")) == sum(count for _, count in rows)
    assert "未分类" in text(by_category([("", 2)], "zh"))


def test_an_event_tells_when_what_where_and_how_far_and_a_grave_one_has_a_sign() -> None:
    quiet, grave = events([event(), event(lit=True, place=None)], ZONE, "zh").children
    assert text(quiet) == "14:36 网格员 环境卫生 第一村01网格 受理"
    assert text(grave) == "14:36 网格员 ▲ 环境卫生 未落格 受理"
    assert "accepted" in text(events([event()], ZONE, "en"))


def test_events_of_two_days_say_which() -> None:
    shown = events([event(), event(reported_at=AS_OF - timedelta(days=1))], ZONE, "zh")
    assert [text(one) for one in of_class(shown, "event-time")] == ["11-16 14:36", "11-15 14:36"]


def test_a_place_without_cases_says_that_there_are_none() -> None:
    shown = charts(board(), reading(), "zh")
    for slot in ("hours", "categories", "events"):
        assert "无数据" in text(shown[slot])
