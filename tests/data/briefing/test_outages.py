"""A briefing of a week in which a feed was dead says so, also where it speaks again by Sunday."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from data.briefing.basis import Basis, measure_basis
from data.briefing.composing import compose
from data.briefing.span import parse_span
from data.intake import take_profile
from data.profile import load_profile
from data.store import Store
from tests.data.briefing.briefed import texts
from tests.data.due_town import VILLAGES

ZONE = ZoneInfo("Asia/Shanghai")
TOWN = """
title = { zh = "试", en = "Test" }
town = "试验镇"
[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "villages.geojson"
[[feeds]]
id = "cases"
schema = "cases"
title = { zh = "事件", en = "Cases" }
path = "cases.csv"
stale_after = "12h"
[[feeds]]
id = "calls"
schema = "calls"
title = { zh = "来电", en = "Calls" }
path = "calls.csv"
stale_after = "1d"
[[feeds]]
id = "alarms"
schema = "alarms"
title = { zh = "告警", en = "Alarms" }
path = "alarms.csv"
stale_after = "1d"
[wall]
headline = ["case_reported_today", "case_open", "alarm_raised_today"]
map = "case_reported_week"
trend = "hotline_answered_rate"
"""
FIRST, LAST = datetime(2026, 2, 2, 1, tzinfo=ZONE), datetime(2026, 3, 20, tzinfo=ZONE)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Basis]:
    """Cases come every six hours, but not from 4 March 07:00 to 6 March 19:00; calls end on 7 March; of alarms nothing
    ever came. The briefing is of the week to 8 March."""
    folder = tmp_path_factory.mktemp("dead")
    (folder / "villages.geojson").write_text(VILLAGES.read_text())
    (folder / "town.toml").write_text(TOWN)
    times = [FIRST + timedelta(hours=6 * n) for n in range((LAST - FIRST) // timedelta(hours=6))]
    dead = datetime(2026, 3, 4, 8, tzinfo=ZONE), datetime(2026, 3, 6, 18, tzinfo=ZONE)
    cases = [f"c{n},{at.isoformat()},119.25,26.05" for n, at in enumerate(times) if not dead[0] < at < dead[1]]
    (folder / "cases.csv").write_text("\n".join(["case_id,reported_at,lon,lat", *cases]))
    last = datetime(2026, 3, 7, tzinfo=ZONE)
    calls = [f"k{n},{at.isoformat()},{at.isoformat()}" for n, at in enumerate(times) if at < last]
    (folder / "calls.csv").write_text("\n".join(["call_id,offered_at,answered_at", *calls]))
    (folder / "alarms.csv").write_text("alarm_id,kind,raised_at,lon,lat\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(folder / "var"))
        store = Store.open(load_profile(str(folder / "town.toml")))
        for _ in take_profile(store):
            pass
        patch.setattr(store, "now", lambda: datetime(2026, 3, 16, tzinfo=UTC))
        yield measure_basis(store, parse_span("week", "2026-W10", ZONE))
        store.close()


def test_a_silence_that_has_ended_is_told(week: Basis) -> None:
    told = "事件在2026年3月4日 07:00至2026年3月6日 19:00期间没有新数据。"
    briefing = compose(week)
    assert told in briefing.cautions
    assert told in texts(briefing)
    english = "Cases: nothing came from 4 Mar 2026 07:00 to 6 Mar 2026 19:00."
    assert english in compose(week, language="en").cautions


def test_a_feed_that_is_dead_at_the_end_is_told_and_its_numbers_are_marked(week: Basis) -> None:
    briefing = compose(week)
    assert any(one.startswith("来电数据中断") for one in briefing.cautions)
    rate = next(one for one in briefing.cited() if one.indicator == "hotline_answered_rate")
    marked = f"{rate.text}（数据过时，最新2026年3月6日 19:00）"
    assert marked in texts(briefing)
    assert "来电数据已中断" in texts(briefing)  # among what is to be decided


def test_a_feed_without_any_data_is_named_and_its_numbers_are_none(week: Basis) -> None:
    briefing = compose(week)
    assert "告警截至本期末尚无数据。" in briefing.cautions
    assert "暂无数据" in texts(briefing)
    assert not [one for one in briefing.cited() if one.indicator == "alarm_raised_today"]


def test_feeds_in_time_are_not_complained_of(week: Basis) -> None:
    assert [one.feed for one in week.outages if one.end_at is not None] == ["cases"]
