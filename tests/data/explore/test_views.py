"""Every panel against pandas and geopandas over the messy town, whatever the filters."""

from dataclasses import replace
from typing import Any, cast

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.catalogue import built_in
from data.explore.extract import Extract, extract
from data.explore.filters import KINDS, PERIODS, PLACES, STEPS, Filters
from data.explore.views import LEGIBLE, Count, legible_level, start_of, view
from data.period import PeriodId, window
from data.store import Store
from tests.data.conftest import Loaded
from tests.data.messy import AS_OF, ZONE

MOMENT = AS_OF.to_pydatetime()
SPANS = {"days7": 7, "days30": 30, "days365": 365}
CASES = """SELECT case_id, reported_at AS counted_at, due_at, closed_at, dismissed_at, suspended_at, resumed_at,
lon, lat, village, grid, micro_grid, category, subcategory, source, colour AS level, party
FROM cases LEFT JOIN spots USING (spot) WHERE reported_at <= $1"""
WEST, SOUTH, EAST, NORTH = 119.2, 35.05, 119.236, 35.062


@pytest.fixture(scope="module")
def found(messy_town: Loaded) -> Extract:
    return extract(messy_town.store.connection.cursor(), built_in()["case_total"], MOMENT, ZONE)


@pytest.fixture(scope="module")
def cases(messy_town: Loaded) -> pd.DataFrame:
    """The rows of the store as pandas sees them, with what became of each as its own rules have it."""
    return as_frame(messy_town.store)


def as_frame(store: Store) -> pd.DataFrame:
    frame: pd.DataFrame = store.connection.cursor().execute(CASES, [MOMENT]).to_arrow_table().to_pandas()
    for name in ("closed_at", "dismissed_at", "suspended_at", "resumed_at"):
        frame[name] = frame[name].where(frame[name] <= AS_OF)
    ended, due = frame["closed_at"], frame["due_at"]
    choices = [
        (frame["dismissed_at"].notna(), "dismissed"),
        (ended > due, "closed_late"),
        (ended.notna(), "closed"),
        (frame["suspended_at"].notna() & frame["resumed_at"].isna(), "suspended"),
        (due <= AS_OF, "overdue"),
    ]
    frame["status"] = np.select([one for one, _ in choices], [name for _, name in choices], "open")
    frame["local"] = frame["counted_at"].dt.tz_convert(ZONE).dt.tz_localize(None)
    return frame


def chosen(frame: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows within the filters, by pandas and geopandas."""
    keep = pd.Series(True, frame.index)
    for name in (*PLACES, *KINDS):
        if wanted := filters.words(name):
            keep &= frame[name].isin(wanted) | (frame[name].isna() if "-" in wanted else False)
    if filters.period in SPANS:
        keep &= frame["counted_at"] > AS_OF - pd.Timedelta(days=SPANS[filters.period])
    elif filters.period is not None:
        span = window(cast("PeriodId", filters.period), AS_OF.tz_convert(ZONE).tz_localize(None).to_pydatetime(), ZONE)
        keep &= (frame["counted_at"] >= span.begin) & (frame["counted_at"] < span.end)
    if filters.since is not None:
        keep &= frame["local"] >= filters.since
    if filters.until is not None:
        keep &= frame["local"] < filters.until
    if filters.weekday:
        keep &= frame["local"].dt.day_of_week.isin(filters.weekday)
    if filters.hour:
        keep &= frame["local"].dt.hour.isin(filters.hour)
    if filters.counted is not None:
        keep &= filters.counted == "yes"
    if filters.area:
        points = gpd.GeoSeries(gpd.points_from_xy(frame["lon"], frame["lat"]), frame.index)
        keep &= points.within(shapely.make_valid(shapely.Polygon(filters.area)))
    return frame[keep]


def of(frame: pd.DataFrame, name: str) -> dict[str | None, int]:
    counts = frame[name].value_counts(dropna=False)
    return {word if isinstance(word, str) else None: int(number) for word, number in counts.items()}


def rows(counts: dict[str | None, Count]) -> dict[str | None, int]:
    return {word: count.rows for word, count in counts.items()}


def check(found: Extract, cases: pd.DataFrame, filters: Filters) -> None:
    mine, theirs = view(found, filters), chosen(cases, filters)
    assert mine.total.rows == len(theirs)
    for name in PLACES:
        assert rows(dict(mine.places[name])) == of(theirs, name), name
    for name in KINDS:
        assert rows(dict(mine.parts[name])) == of(theirs, name), name
        assert [one.rows for _, one in mine.parts[name]] == sorted(of(theirs, name).values(), reverse=True)
    heat = np.zeros((7, 24), int)
    np.add.at(heat, (theirs["local"].dt.day_of_week, theirs["local"].dt.hour), 1)
    assert (mine.heat == heat).all()
    starts = theirs["local"].map(lambda one: start_of(mine.trend.step, one.to_pydatetime())).value_counts()
    told = dict(zip(mine.trend.starts, (one.rows for one in mine.trend.counts), strict=True))
    assert {start: n for start, n in told.items() if n} == {start: int(n) for start, n in starts.items()}
    steps = pd.Series(mine.trend.starts).diff().dropna()
    assert (steps > pd.Timedelta(0)).all()
    if mine.trend.step != "month":
        assert steps.nunique() <= 1


def words(name: str, frame: pd.DataFrame) -> list[str]:
    return sorted({str(one) for one in frame[name].dropna()})


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_panel_equals_pandas(found: Extract, cases: pd.DataFrame, data: st.DataObject) -> None:
    def some(name: str) -> tuple[str, ...]:
        offered = [*words(name, cases), "-", "no such; DROP TABLE rows"]
        return tuple(data.draw(st.one_of(st.just([]), st.lists(st.sampled_from(offered), max_size=3, unique=True))))

    lon, lat = st.floats(WEST, EAST), st.floats(SOUTH, NORTH)
    ring = st.lists(st.tuples(lon, lat), min_size=3, max_size=7, unique=True).filter(
        lambda ring: shapely.Polygon(ring).area > 0
    )
    one = data.draw(st.sampled_from((*PLACES, *KINDS)))
    asked: dict[str, Any] = {one: some(one), "category": some("category")}
    check(
        found,
        cases,
        replace(
            Filters(),
            period=data.draw(st.sampled_from((None, *PERIODS))),
            step=data.draw(st.sampled_from((None, *STEPS))),
            weekday=tuple(data.draw(st.sets(st.integers(0, 6), max_size=4))),
            hour=tuple(data.draw(st.sets(st.integers(0, 23), max_size=9))),
            counted=data.draw(st.sampled_from((None, None, "yes", "no"))),
            area=tuple(data.draw(st.one_of(st.just([]), ring))),
            **asked,
        ),
    )


def test_free_times_are_the_places_own(found: Extract, cases: pd.DataFrame) -> None:
    start = cases["local"].min().to_pydatetime().replace(minute=0, second=0, microsecond=0)
    middle = pd.Timestamp(cases["local"].median()).to_pydatetime().replace(second=0, microsecond=0)
    check(found, cases, Filters(since=start, until=middle))
    check(found, cases, Filters(since=middle, step="hour"))


def test_a_drawn_shape_keeps_its_own_points_and_not_those_on_its_border(found: Extract, cases: pd.DataFrame) -> None:
    known = cases.dropna(subset=["lon", "lat"])
    corner = known.sort_values("lon").iloc[len(known) // 2]
    east, north = corner["lon"] + 0.001, corner["lat"] + 0.001
    square = ((corner["lon"], corner["lat"]), (east, corner["lat"]), (east, north), (corner["lon"], north))
    inside = chosen(cases, Filters(area=square))
    assert corner["case_id"] not in set(inside["case_id"])
    check(found, cases, Filters(area=square))
    bow = ((WEST, SOUTH), (EAST, NORTH), (EAST, SOUTH), (WEST, NORTH))
    assert 0 < view(found, Filters(area=bow)).total.rows < len(known)
    check(found, cases, Filters(area=bow))


def test_what_is_counted_is_the_board_s_numerator(messy_town: Loaded) -> None:
    cursor = messy_town.store.connection.cursor()
    late = view(extract(cursor, built_in()["case_on_time_total"], MOMENT, ZONE), Filters("case_on_time_total")).total
    assert 0 < late.counted < late.rows


def test_the_map_is_drawn_as_fine_as_can_be_read() -> None:
    sizes = {"village": 18, "grid": 84, "micro_grid": 350}
    assert legible_level(Filters(), sizes) == "grid"
    assert legible_level(Filters(grid=("g1",)), sizes) == "micro_grid"
    assert legible_level(Filters(), sizes | {"grid": LEGIBLE + 1}) == "village"
    assert legible_level(Filters(), {"grid": 2000}) == "grid"
    assert legible_level(Filters(village=("v1",)), {"village": 11}) == "village"
