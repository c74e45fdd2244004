from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from data.feeds.schema import SCHEMAS
from data.profile import Profile
from data.simulate.registers import DRAWN
from data.simulate.write import rows_between, write_history
from geo.places import Places

Registered = Callable[..., pd.DataFrame]
# The column that concludes a row of each schema.
ENDED = {
    "cases": "closed_at",
    "disputes": "resolved_at",
    "petitions": "replied_at",
    "incidents": "closed_at",
    "problems": "fixed_at",
    "alarms": "closed_at",
    "approvals": "finished_at",
    "needs": "matched_at",
    "visits": "visited_at",
    "calls": "answered_at",
}
TIMED = [schema for schema in ENDED if schema not in ("visits", "calls")]


def test_every_schema_of_a_register_is_drawn() -> None:
    assert set(DRAWN) == {*ENDED, "trades", "ratings"}


@pytest.mark.parametrize("seed", [3, 71])
@pytest.mark.parametrize("schema", list(ENDED))
def test_a_year_has_exactly_its_rows_and_so_many_are_concluded_by_its_end(
    register: Registered, schema: str, seed: int
) -> None:
    rows = register(schema, {"a_year": 97, "before": 120, "closed": 91}, ended=ENDED[schema], seed=seed)
    counts = rows["year"].value_counts()
    assert (counts[2023], counts[2024], counts[2025]) == (120, 120, 97)
    assert set(counts.index) == {2023, 2024, 2025, 2026}
    assert 70 <= counts[2026] <= 97
    by_its_end = rows[rows["ended_year"] == rows["year"]].groupby("year").size()
    assert by_its_end[2025] == 91
    assert by_its_end[2024] == round(120 * 91 / 97)
    if schema in TIMED:
        carried = rows["ended_year"] - rows["year"]
        assert set(carried.dropna()) == {0, 1}
        # The few others wait for ever.
        assert rows.loc[rows["year"] < 2026, "ended_year"].isna().sum() <= 6


@pytest.mark.parametrize("schema", ["trades", "ratings"])
def test_rows_without_a_life_are_counted_too(register: Registered, schema: str) -> None:
    counts = register(schema, {"a_year": 60, "begins": 2025})["year"].value_counts()
    assert counts[2025] == 60
    assert set(counts.index) == {2025, 2026}


@pytest.mark.parametrize("schema", TIMED)
def test_all_of_a_year_can_be_concluded(register: Registered, schema: str) -> None:
    rows = register(schema, {"a_year": 60, "closed": 60}, ended=ENDED[schema])
    past = rows[rows["year"] < 2026]
    assert (past["year"] == past["ended_year"]).all()
    assert (past[ENDED[schema]] > past[str(SCHEMAS[schema].event_at)]).all()


@pytest.mark.parametrize("schema", TIMED)
def test_what_is_concluded_in_a_year_took_the_mean_days(register: Registered, schema: str) -> None:
    days = {"alarms": (0.3, 0.5), "incidents": (0.35, 0.6)}.get(schema, (2.45, 4.0))
    if schema == "petitions":
        days = (14.5, 25.0)
    words = {"a_year": 400, "closed": 380, "days": days[0], "days_before": days[1]}
    rows = register(schema, words, ended=ENDED[schema])
    took = (rows[ENDED[schema]] - rows[str(SCHEMAS[schema].event_at)]).dt.total_seconds() / 86400
    mean = took.groupby(rows["ended_year"]).mean()
    assert mean[2023] == pytest.approx(days[1], abs=0.002)
    assert mean[2024] == pytest.approx(days[1], abs=0.002)
    assert mean[2025] == pytest.approx(days[0], abs=0.002)


@pytest.mark.parametrize("schema", ["cases", "petitions", "approvals"])
@pytest.mark.parametrize(("closed", "good"), [(918, 0.9993), (260, 0.966), (26, 0.9)])
def test_the_share_of_the_content_is_the_nearest_that_whole_rows_allow(
    register: Registered, schema: str, closed: int, good: float
) -> None:
    words = {"a_year": closed + 6, "closed": closed, "good": good, "rated": 0.5, "begins": 2025}
    rated = register(schema, words, ended="rated_at").query("ended_year == 2025")
    assert 0.38 * closed <= len(rated) <= 0.61 * closed
    assert (rated["year"] == 2025).all()
    assert abs((rated["rating"] >= 4).mean() - good) <= 0.5 / (0.6 * closed)


@pytest.mark.parametrize("schema", list(DRAWN))
def test_the_seed_decides_and_registers_differ(register: Registered, schema: str) -> None:
    words = {"a_year": 40, "begins": 2025}
    rows = register(schema, words, words)
    key = SCHEMAS[schema].key[0]
    assert rows[key].is_unique
    first, second = (rows[rows[key].str[1] == number].reset_index(drop=True) for number in "12")
    event = str(SCHEMAS[schema].event_at)
    assert not first[event].equals(second[event])
    pd.testing.assert_frame_equal(rows, register(schema, words, words))
    assert not rows[event].equals(register(schema, words, words, seed=99)[event])


@pytest.mark.parametrize("schema", list(DRAWN))
def test_history_and_what_came_since_are_the_later_history(
    counted: Callable[..., Profile],
    places: Places,
    end: datetime,
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
    schema: str,
) -> None:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path))
    profile = counted(schema, {"a_year": 900, "begins": 2024})
    begin = end - timedelta(days=330)

    def history(until: datetime) -> pd.DataFrame:
        return pd.read_parquet(write_history(profile, places, until)[schema], dtype_backend="pyarrow")

    before, after = history(begin), history(end)
    since = rows_between(profile, places, begin, end)[schema].to_pandas(types_mapper=pd.ArrowDtype)
    key = list(SCHEMAS[schema].key)
    merged = pd.concat([before, since]).drop_duplicates(key, keep="last").set_index(key).sort_index()
    pd.testing.assert_frame_equal(merged, after.set_index(key).sort_index())
    assert len(before) < len(after)


@pytest.mark.parametrize("schema", list(DRAWN))
def test_nothing_is_known_ahead_but_what_is_planned(register: Registered, end: datetime, schema: str) -> None:
    rows = register(schema, {"a_year": 400, "begins": 2026}).drop(columns="year")
    planned = {column.name for column in SCHEMAS[schema].columns if column.planned}
    instants = rows.select_dtypes("datetimetz").dropna(axis=1, how="all")
    assert len(instants.columns) >= 1
    for name in instants:
        assert name in planned or (instants[name].dropna() <= end).all(), name
    for column in SCHEMAS[schema].columns:
        if column.known_at is not None and schema != "cases":
            assert rows.loc[rows[column.known_at].isna(), column.name].isna().all(), column.name
        if column.allowed:
            assert set(rows[column.name].dropna()) <= set(column.allowed)


def test_a_feed_that_registers_name_is_apart_from_the_everyday_flow(
    profile: Profile, places: Places, counted: Callable[..., Profile], end: datetime, tmp_path: Any, monkeypatch: Any
) -> None:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path))
    own = counted("cases", {"a_year": 30, "begins": 2026}, live_speed=3.0)
    flow = profile.feed("cases").model_copy(update={"id": "flow"})
    both = own.model_copy(update={"feeds": [*own.feeds, flow]})
    since = rows_between(both, places, end - timedelta(days=7), end)
    assert since["flow"].num_rows > 700
    assert "cases" not in since or since["cases"].num_rows < 20
    assert "flow" not in rows_between(own, places, end - timedelta(days=7), end)
