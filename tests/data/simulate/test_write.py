from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.feeds.schema import SCHEMAS
from data.profile import Profile
from data.simulate import settlements, town, write
from data.simulate.account import Register
from data.simulate.write import rows_between, write_history
from geo.places import Places

TYPES = {
    "text": pa.string(),
    "instant": pa.timestamp("us", tz="UTC"),
    "number": pa.float64(),
    "integer": pa.int64(),
    "flag": pa.bool_(),
}
KEEP_ALL = {"cases", "devices", "needs", "service_resources"}


@pytest.fixture
def small(profile: Profile, planned: Callable[..., Profile]) -> Profile:
    assert profile.simulate is not None
    begins = datetime(2026, 3, 1, tzinfo=UTC).date()
    registers = tuple(
        Register(feed=one.feed, kind=one.kind, a_year=60, begins=2026) for one in profile.simulate.registers
    )
    facts = dict(list(profile.simulate.facts.items())[:3])
    counts = {"cases_a_month": 400, "vehicles": 12, "cameras": 30, "sensors": 12, "gas_alarms": 5}
    return planned(profile, begins=begins, registers=registers, facts=facts, **counts)


@pytest.fixture
def at(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, pa.Table]]:
    """The whole history of a profile until an instant."""
    monkeypatch.setenv("YIPING_VAR", str(tmp_path))

    def read(profile: Profile, end: datetime) -> dict[str, pa.Table]:
        return {feed: pq.read_table(path) for feed, path in write_history(profile, places, end).items()}

    return read


def keyed(profile: Profile, feed: str, *tables: pa.Table) -> pd.DataFrame:
    """The newest version of each row by its key."""
    key = list(profile.feed(feed).schema_.key)
    frame: pd.DataFrame = pd.concat([table.to_pandas() for table in tables])
    return frame.drop_duplicates(key, keep="last").set_index(key).sort_index()


def test_every_feed_is_written_with_canonical_columns(profile: Profile, history: dict[str, pa.Table]) -> None:
    assert set(history) == {feed.id for feed in profile.feeds}
    for feed in profile.feeds:
        table = history[feed.id]
        schema = SCHEMAS[feed.fills]
        assert table.schema.names == [column.name for column in schema.all_columns]
        assert table.num_rows > 0
        frame = table.to_pandas()
        assert not frame.duplicated(list(schema.key)).any()
        for column in schema.all_columns:
            assert table.schema.field(column.name).type == TYPES[column.kind], (feed.id, column.name)
            values = frame[column.name].dropna()
            if column.required:
                assert len(values) == len(frame), (feed.id, column.name)
            if column.allowed:
                assert set(values) <= set(column.allowed), (feed.id, column.name)
            if column.low is not None and column.high is not None:
                assert values.between(column.low, column.high).all(), (feed.id, column.name)


@pytest.mark.parametrize("hours", [0.01, 7, 24 * 11])
def test_history_and_what_came_since_are_the_later_history(
    small: Profile, places: Places, at: Callable[..., dict[str, pa.Table]], end: datetime, hours: float
) -> None:
    begin = end - timedelta(hours=hours)
    before, after = at(small, begin), at(small, end)
    since = rows_between(small, places, begin, end)
    for feed in after:
        merged = keyed(small, feed, before[feed], *([since[feed]] if feed in since else []))
        later = keyed(small, feed, after[feed])
        if feed in KEEP_ALL:
            assert len(merged) == len(later), feed
        pd.testing.assert_frame_equal(merged.loc[later.index], later, check_dtype=False)


def test_many_small_steps_bring_what_one_large_step_brings(small: Profile, places: Places, end: datetime) -> None:
    begin = end.replace(hour=1)
    steps = [begin + n * (end - begin) / 60 for n in range(61)]
    parts = [rows_between(small, places, low, high) for low, high in pairwise(steps)]
    whole = rows_between(small, places, begin, end)
    assert {"cases", "patrols", "devices", "readings", "drone_sorties", "visits"} <= set(whole)
    for feed, table in whole.items():
        small_steps = keyed(small, feed, *[part[feed] for part in parts if feed in part])
        pd.testing.assert_frame_equal(small_steps, keyed(small, feed, table), check_dtype=False)


def test_the_same_seed_gives_the_same_rows_and_another_others(
    small: Profile, planned: Callable[..., Profile], at: Callable[..., dict[str, pa.Table]], end: datetime
) -> None:
    first = at(small, end)
    for cache in (write._streams, write._registered, town.town, settlements.settle):
        cache.cache_clear()
    again = at(small, end)
    assert all(table.equals(again[feed]) for feed, table in first.items())
    other = at(planned(small, seed=99), end)
    assert not any(table.equals(other[feed]) for feed, table in first.items())


def test_live_speed_adds_cases_to_what_arrives_live_only(
    small: Profile,
    planned: Callable[..., Profile],
    places: Places,
    at: Callable[..., dict[str, pa.Table]],
    end: datetime,
) -> None:
    fast = planned(small, live_speed=20)
    assert at(fast, end)["cases"].equals(at(small, end)["cases"])
    begin = end - timedelta(days=7)

    def reported(profile: Profile) -> int:
        rows = rows_between(profile, places, begin, end)["cases"].to_pandas()
        return int((rows["reported_at"] > begin).sum())

    assert 15 < reported(fast) / reported(small) < 25


def test_a_feed_with_a_path_of_its_own_is_left_alone(
    small: Profile, places: Places, at: Callable[..., dict[str, pa.Table]], end: datetime
) -> None:
    feeds = [feed.model_copy(update={"path": "own.csv"}) if feed.id == "cases" else feed for feed in small.feeds]
    own = small.model_copy(update={"feeds": feeds})
    assert "cases" not in at(own, end)
    assert "cases" not in rows_between(own, places, end - timedelta(days=1), end)


def test_a_time_without_zone_is_refused(profile: Profile, places: Places) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        rows_between(profile, places, datetime(2026, 1, 1), datetime(2026, 1, 2))
