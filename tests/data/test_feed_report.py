"""The figures of the feeds against pandas, on rows that come late, twice, broken and in a burst."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.ages import feed_ages
from data.feed_detail import read_detail
from data.feed_report import FeedReport, read_reports
from data.intake import take_file
from data.profile import load_profile
from data.store import Store
from tests.data.squares import write_place

NOW = datetime(2026, 3, 20, 10, 0, tzinfo=UTC)
DAYS, ROWS = 10, 1500
PERSON = "王小二"


class Clock(datetime):
    """Rows arrive when a test says so."""

    stands_at = NOW

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        assert tz is UTC
        return cls.stands_at


def messy() -> pd.DataFrame:
    """Cases of ten days with the batch that each came in; some broken, some empty, some sent twice."""
    draws = np.random.default_rng(20260320)
    frame = pd.DataFrame({"case_id": [f"c{n}" for n in range(ROWS)]})
    minutes = np.sort(draws.uniform(0, DAYS * 24 * 60, ROWS))
    frame["reported_at"] = [NOW - timedelta(minutes=round(one)) for one in minutes[::-1]]
    frame["category"] = draws.choice(["市容", "噪声", ""], ROWS, p=[0.5, 0.2, 0.3])
    frame["rating"] = draws.choice(["5", "9", ""], ROWS, p=[0.2, 0.05, 0.75])
    frame["title"] = PERSON
    frame["lon"], frame["lat"] = draws.choice([119.201, 0.0, 121.5], ROWS, p=[0.9, 0.06, 0.04]), 35.051
    frame.loc[frame["lon"] == 0, "lat"] = 0.0
    frame["batch"] = np.arange(ROWS) // 300
    return pd.concat([frame, frame[frame["batch"] == 3].assign(batch=4)], ignore_index=True)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    monkeypatch.setattr("data.intake.datetime", Clock)
    store = Store.open(load_profile(str(write_place(tmp_path))))
    yield store
    store.close()


def arrivals(frame: pd.DataFrame) -> dict[int, datetime]:
    """Each batch comes half an hour after its last event."""
    last: dict[Any, Any] = dict(frame.groupby("batch")["reported_at"].max())
    return {batch: at + timedelta(minutes=30) for batch, at in last.items()}


def load(store: Store, frame: pd.DataFrame) -> None:
    for batch, at in arrivals(frame).items():
        Clock.stands_at = at
        path = store.profile.folder / f"batch {batch}.csv"
        rows = frame[frame["batch"] == batch].drop(columns="batch")
        rows.to_csv(path, index=False, date_format="%Y-%m-%dT%H:%M:%SZ")
        take_file(store, store.profile.feed("cases"), path)


def report(store: Store, now: datetime) -> FeedReport:
    ages = feed_ages(store.profile, store.feeds(), now)
    return next(one for one in read_reports(store.connection, store.profile, ages, now) if one.id == "cases")


def kinds(found: FeedReport) -> set[str]:
    return {notice.kind for notice in found.notices}


def test_the_counts_the_delay_and_the_completeness_are_those_of_pandas(store: Store) -> None:
    frame = messy()
    load(store, frame)
    now = NOW + timedelta(hours=1)
    found = report(store, now)
    good = frame["rating"] != "9"
    taken = frame[good].drop_duplicates("case_id")
    assert found.total.read == len(frame)
    assert found.total.rejected == found.open_rejects == int((~good).sum())
    assert found.total.accepted == len(taken)
    assert found.total.duplicate == int(good.sum()) - len(taken)
    lately = frame["batch"].map(arrivals(frame)) > now - timedelta(days=1)
    assert (found.day.read, found.day.rejected) == (int(lately.sum()), int((lately & ~good).sum()))
    assert found.newest.rows == len(taken)
    for name in ("case_id", "category", "rating"):
        assert found.newest.filled[name] == int((taken[name] != "").sum()), name
    live = taken[taken["batch"] > 0]
    waited = (live["batch"].map(arrivals(frame)) - live["reported_at"]).dt.total_seconds()
    assert found.newest.delay_s == pytest.approx((waited.quantile(0.5), waited.quantile(0.95)))


def test_the_rate_is_held_against_the_same_hours_of_the_days_before(store: Store) -> None:
    frame = messy()
    load(store, frame)
    found = report(store, NOW)
    events = frame[frame["rating"] != "9"].drop_duplicates("case_id")["reported_at"]
    back = (events.max() - events).dt.total_seconds() // 3600
    days = int(back.max() + 1) // 24 - 1
    assert found.pace is not None
    assert (found.pace.hour.rows, found.pace.day.rows) == (int((back == 0).sum()), int((back < 24).sum()))
    hours = [int((back == 24 * day).sum()) for day in range(1, days + 1)]
    whole = [int((back // 24 == day).sum()) for day in range(1, days + 1)]
    assert (found.pace.hour.usual, found.pace.day.usual) == (np.median(hours), np.median(whole))


@pytest.mark.parametrize(
    ("rows", "told"), [(700, {"hour_high"}), (61, set()), (40, set()), (5, {"hour_low"}), (6, set())]
)
def test_a_tenth_or_ten_times_the_usual_is_a_broken_bound(store: Store, rows: int, told: set[str]) -> None:
    """Fifty rows in the same hour of each of five days before, and a steady trickle in the other hours."""
    times = [NOW - timedelta(days=day, minutes=n) for day in range(1, 6) for n in range(50)]
    times += [NOW - timedelta(hours=hour, minutes=30) for hour in range(1, 130)]
    times += [NOW - timedelta(seconds=n) for n in range(rows)]
    frame = pd.DataFrame({"case_id": [f"c{n}" for n in range(len(times))], "reported_at": times, "batch": 0})
    load(store, frame)
    assert {kind for kind in kinds(report(store, NOW)) if kind.startswith("hour")} == told


def test_what_cannot_be_is_told_without_what_tells_of_a_person(store: Store) -> None:
    frame = messy()
    load(store, frame)
    full = read_detail(store.connection, store.profile.feed("cases"), "Asia/Shanghai")
    bad = frame[frame["rating"] == "9"]
    assert [(one.rows, one.column) for one in full.reasons] == [(len(bad), "rating")]
    assert '"9"' not in full.reasons[0].reason
    taken = frame[frame["rating"] != "9"].drop_duplicates("case_id")
    assert full.implausible["zero"] == int((taken["lon"] == 0).sum())
    assert full.good is not None
    assert full.bad is not None
    assert full.good.values["case_id"] in set(taken.loc[taken["batch"] == 4, "case_id"])
    assert full.bad.values["case_id"] == bad[bad["batch"] == 4].iloc[-1]["case_id"]
    assert PERSON not in str(full)
    assert [one.counts.read for one in full.batches] == frame.groupby("batch").size().tolist()[::-1]
    assert {"out_of_bounds", "open_rejects"} <= kinds(report(store, NOW + timedelta(hours=1)))


def test_the_worst_stand_first_and_a_feed_that_never_came_is_no_good_one(store: Store) -> None:
    load(store, messy())
    ages = feed_ages(store.profile, store.feeds(), NOW)
    found = read_reports(store.connection, store.profile, ages, NOW + timedelta(days=3))
    ranks = {"bad": 0, "stale": 1, "none": 2, "watch": 3, "normal": 4}
    order = [ranks[one.state] for one in found]
    assert order == sorted(order)
    silent = next(one for one in found if one.id == "calls")
    assert (silent.state, silent.pace, silent.newest.delay_s) == ("none", None, None)


def test_a_column_that_was_filled_and_no_longer_is_is_told(store: Store) -> None:
    def cases(first: int, **more: Any) -> pd.DataFrame:
        times = [NOW + timedelta(seconds=first + n) for n in range(10_500)]
        return pd.DataFrame({"case_id": [f"c{first + n}" for n in range(10_500)], "reported_at": times} | more)

    load(store, pd.concat([cases(0, category="市容", batch=0), cases(20_000, category="", batch=1)]))
    found = report(store, NOW + timedelta(days=1))
    assert found.newest.rows == 10_000
    assert found.newest.emptied == ("category",)
