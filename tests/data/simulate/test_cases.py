from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import shapely

from geo.metric import metres_per_degree
from geo.places import Places

STEPS = ("reported", "registered", "dispatched", "accepted", "arrived_on_site", "handled", "checked", "closed", "rated")


@pytest.fixture(scope="module")
def cases(history: dict[str, pa.Table]) -> pd.DataFrame:
    frame: pd.DataFrame = history["cases"].to_pandas()
    return frame


@pytest.fixture(scope="module")
def local(cases: pd.DataFrame) -> pd.Series:
    reported: pd.Series = cases["reported_at"].dt.tz_convert("Asia/Shanghai")
    return reported


def share(of: pd.Series) -> float:
    return float(of.mean())


def test_totals_and_months_are_the_published_ones(cases: pd.DataFrame, local: pd.Series) -> None:
    assert 220_000 <= (cases["reported_at"] < datetime(2026, 7, 1, tzinfo=UTC)).sum() <= 240_000
    assert 220_000 <= len(cases) <= 240_000
    months = local.dt.strftime("%Y-%m").value_counts().sort_index()
    assert months.index[0] == "2019-07"
    assert months.iloc[-13:-1].between(2750, 3200).all()
    assert months.iloc[0] < 0.5 * months.iloc[-2]


def test_the_hotline_is_down_by_three_tenths_on_the_year(cases: pd.DataFrame, end: datetime) -> None:
    hotline = cases.loc[cases["source"] == "hotline", "reported_at"]
    before = hotline.between(datetime(2024, 12, 31, 16, tzinfo=UTC), end.replace(year=2025)).sum()
    now = hotline.between(datetime(2025, 12, 31, 16, tzinfo=UTC), end).sum()
    assert -0.32 <= now / before - 1 <= -0.28


def test_days_and_nights_weekends_fairs_and_the_spring_festival(local: pd.Series) -> None:
    hours = local.dt.hour.value_counts(normalize=True)
    assert hours[[23, 0, 1, 2, 3, 4]].sum() < 0.03
    assert hours[[8, 9, 10]].min() > hours[[12]].max()
    assert hours[[14, 15]].min() > hours[[12, 18]].max()
    steady = local[local.dt.year >= 2023]
    days = steady.dt.date.value_counts().sort_index()
    dates = pd.to_datetime(days.index)
    assert days[dates.day_of_week >= 5].mean() < 0.9 * days[dates.day_of_week < 5].mean()
    assert days[dates.day % 5 == 3].mean() > 1.2 * days[dates.day % 5 != 3].mean()
    festival = local.dt.date.astype(str).between("2026-02-16", "2026-02-22").sum() / 7
    assert festival < 0.6 * days.mean()


def test_a_life_goes_forward_and_is_known_only_as_far_as_it_has_come(cases: pd.DataFrame, end: datetime) -> None:
    times = cases[[f"{step}_at" for step in STEPS]].to_numpy(dtype="datetime64[us]").astype("int64")
    nat = np.iinfo(np.int64).min
    latest = np.maximum.accumulate(np.where(times == nat, nat, times), axis=1)
    assert ((times == nat) | (times >= latest)).all()
    instants = cases.select_dtypes("datetimetz")
    instants = instants.drop(columns=[name for name in instants if str(name).endswith("due_at")])
    assert (instants.max() <= end).all()
    assert (cases["updated_at"] == instants.drop(columns="updated_at").max(axis=1)).all()
    known = {"register": "reported", "dispatch": "registered", "accept": "dispatched", "contact": "accepted"}
    known |= {"arrive": "accepted", "handle": "registered", "check": "handled"}
    for what, since in known.items():
        assert cases[f"{what}_due_at"].notna().any()
        assert (cases.loc[cases[f"{what}_due_at"].notna(), f"{since}_at"] <= end).all()
        assert (cases[f"{what}_due_at"] >= cases[f"{since}_at"])[cases[f"{what}_due_at"].notna()].all()
    contacted = cases.dropna(subset="contacted_at")
    assert (contacted["contacted_at"] >= contacted["accepted_at"]).all()
    assert not (contacted["contacted_at"] > contacted["handled_at"]).any()
    assert cases.loc[cases["handled_at"].isna(), ["solved_level", "closed_at", "rating"]].isna().all().all()
    assert cases.loc[cases["rated_at"].isna(), ["rating", "solved"]].isna().all().all()
    for paused, resumed in (("suspended_at", "resumed_at"), ("dispatched_at", "returned_at")):
        both = cases[[paused, resumed]].dropna()
        assert len(both) > 1000
        assert (both[paused] <= both[resumed]).all()


def test_what_goes_wrong_goes_wrong_as_often_as_it_should(cases: pd.DataFrame, end: datetime) -> None:
    every = cases[cases["reported_at"] < pd.Timestamp(end) - pd.Timedelta(days=260)]
    old = every[every["dismissed_at"].isna()]
    late = share(old["closed_at"] > old["due_at"])
    assert late == pytest.approx(0.06 + 0.02, abs=0.004)
    assert share((old["closed_at"] - old["due_at"]) > pd.Timedelta(hours=12)) > 0.018
    assert share(old["closed_at"].isna()) == pytest.approx(0.00002, abs=0.00003)
    assert share(old["returned_at"].notna()) == pytest.approx(0.02, abs=0.002)
    assert share(old["reworked_at"].notna()) == pytest.approx(0.008, abs=0.001)
    assert share(old["extended_at"].notna()) == pytest.approx(0.012, abs=0.001)
    assert share(old["suspended_at"].notna()) == pytest.approx(0.01, abs=0.001)
    assert share(old["rating"].isna()) == pytest.approx(0.65, abs=0.01)
    assert share(old["rating"].dropna() >= 4) > 0.9
    levels = old["solved_level"].value_counts(normalize=True)
    assert levels["grid"] == pytest.approx(0.7, abs=0.03)
    assert levels["village"] > levels["town"] > levels["district"] > 0
    waiting = cases["closed_at"].isna() & cases["dismissed_at"].isna() & (cases["due_at"] < end)
    assert 5 < waiting.sum() < 60


def test_a_few_are_dismissed_and_have_no_life_after_that(cases: pd.DataFrame) -> None:
    dismissed = cases["dismissed_at"].notna()
    machine = cases["source"].isin(["camera", "sensor", "drone"])
    assert 0.005 < share(dismissed[~machine]) < 0.012
    assert 0.03 < share(dismissed[machine]) < 0.05
    later = ["registered_at", "dispatched_at", "accepted_at", "closed_at", "due_at", "rating", "party", "arrive_due_at"]
    assert cases.loc[dismissed, later].isna().all().all()
    assert (cases["dismissed_at"] > cases["reported_at"])[dismissed].all()


def test_each_step_is_mostly_in_time(cases: pd.DataFrame, end: datetime) -> None:
    steps = {"register": "registered", "dispatch": "dispatched", "accept": "accepted", "contact": "contacted"}
    steps |= {"arrive": "arrived_on_site", "handle": "handled", "check": "checked"}
    for due, done in steps.items():
        owed = cases[cases[f"{due}_due_at"] < end]
        in_time = share(owed[f"{done}_at"] <= owed[f"{due}_due_at"])
        assert (0.88 if due == "handle" else 0.94) < in_time < 0.9999, due
    hotline = cases["source"] == "hotline"
    assert cases.loc[hotline & cases["accepted_at"].notna(), "contact_due_at"].notna().all()
    assert cases.loc[cases["source"] == "grid_worker", "contact_due_at"].isna().all()
    reasons = cases.groupby(cases["arrival"].fillna("none"))["category"].unique()
    assert set(reasons.index) == {"emergency", "dispute", "hazard", "request", "none"}
    assert set(reasons["hazard"]) == {"安全隐患"}
    assert 0.01 < share(cases["repeated"]) < 0.05


def test_due_times_follow_the_colour(cases: pd.DataFrame) -> None:
    plain = cases[cases["extended_at"].isna() & cases["due_at"].notna()]
    days = (plain["due_at"] - plain["registered_at"]).dt.total_seconds() / 86400
    assert set(days[plain["colour"] == "yellow"].round(6)) == {1, 2, 3}
    assert set(days[plain["colour"] == "orange"].round(6)) == {7}
    assert set(days[plain["colour"] == "red"].round(6)) == {30}


def test_points_carry_ordinary_dirt(cases: pd.DataFrame, places: Places) -> None:
    lon, lat = cases["lon"].to_numpy(), cases["lat"].to_numpy()
    missing = np.isnan(lon)
    assert missing.mean() == pytest.approx(0.015, abs=0.001)
    assert (missing == cases["place"].notna().to_numpy()).all()
    names = {name for level in places.levels for name in level.frame["name"]}
    assert set(cases["place"].dropna()) <= names
    assert (lon == 0).mean() == pytest.approx(0.003, abs=0.0005)
    assert (lat > 100).mean() == pytest.approx(0.0005, abs=0.0002)
    real = ~missing & (lon > 1) & (lat < 90)
    points = pd.Series(list(zip(lon[real], lat[real], strict=True)))
    counts = points.value_counts()
    assert counts.iloc[0] / len(cases) == pytest.approx(0.004, abs=0.0005)
    assert counts.iloc[1] <= 6

    inside = shapely.contains_xy(places.outline, lon[real], lat[real])
    beyond = np.column_stack([lon[real], lat[real]])[~inside]
    scale = [float(one[0]) for one in metres_per_degree(np.array([places.outline.centroid.y]))]
    town = shapely.transform(places.outline, lambda xy: xy * scale)
    metres = shapely.distance(town, shapely.points(beyond * scale))
    assert (metres < 30).sum() / len(cases) == pytest.approx(0.005, abs=0.0006)
    assert 1 <= (metres > 50_000).sum() <= 20
    assert ((metres < 30) | (metres > 50_000)).all()


def test_grids_differ_and_cases_cluster_within_them(cases: pd.DataFrame, places: Places) -> None:
    points = cases.loc[cases["lon"].between(100, 130), ["lon", "lat"]].to_numpy()[:20000]
    grids = places.level("grid").frame.geometry.to_numpy()
    point, grid = shapely.STRtree(grids).query(shapely.points(points), predicate="intersects")
    counts = np.bincount(grid, minlength=len(grids))
    assert counts.min() > 0
    assert counts.max() > 4 * np.median(counts)
    biggest = counts.argmax()
    mine = points[point[grid == biggest]]
    hull = shapely.convex_hull(
        shapely.multipoints(mine[np.hypot(*(mine - np.median(mine, axis=0)).T).argsort()[: len(mine) // 2]])
    )
    assert hull.area < 0.45 * grids[biggest].area
