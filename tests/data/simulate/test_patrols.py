from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import shapely

from data.profile import Profile
from data.simulate.write import rows_between
from geo.metric import metres_per_degree
from geo.places import Places


@pytest.fixture(scope="module")
def fixes(history: dict[str, pa.Table]) -> pd.DataFrame:
    frame: pd.DataFrame = history["patrols"].to_pandas()
    return frame.sort_values(["vehicle_id", "fixed_at"])


def test_vehicles_send_a_fix_a_minute_for_the_last_36_hours(fixes: pd.DataFrame, end: datetime) -> None:
    assert fixes["vehicle_id"].nunique() >= 80
    assert fixes["fixed_at"].min() >= pd.Timestamp(end) - pd.Timedelta(hours=36)
    gap = fixes.groupby("vehicle_id")["fixed_at"].diff().dt.total_seconds().dropna()
    assert gap.median() == 60
    assert (gap <= 60).mean() > 0.99
    # Shifts end, and a few fall silent on duty.
    assert (gap > 1800).any()


def test_most_are_out_by_day_and_some_by_night(fixes: pd.DataFrame) -> None:
    hour = fixes["fixed_at"].dt.tz_convert("Asia/Shanghai").dt.floor("h")
    by_day = fixes[hour == pd.Timestamp("2026-11-21 10:00", tz="Asia/Shanghai")]["vehicle_id"].nunique()
    by_night = fixes[hour == pd.Timestamp("2026-11-21 02:00", tz="Asia/Shanghai")]["vehicle_id"].nunique()
    assert 50 <= by_day <= 75
    assert 4 <= by_night <= 25


def test_they_move_as_vehicles_do(fixes: pd.DataFrame, places: Places) -> None:
    scale = [float(one[0]) for one in metres_per_degree(np.array([places.outline.centroid.y]))]
    metres = fixes.groupby("vehicle_id")[["lon", "lat"]].diff().to_numpy() * scale
    seconds = fixes.groupby("vehicle_id")["fixed_at"].diff().dt.total_seconds().to_numpy()
    near = seconds <= 60
    pace = np.hypot(*metres[near].T) / seconds[near] * 3.6
    # A wobble of a few metres from a fix just before the end of a shift is no pace.
    assert np.quantile(pace, 0.999) < 35
    assert (pace > 3).mean() > 0.15
    assert (pace < 1).mean() > 0.1
    assert fixes["speed_km_h"].between(0, 30).all()
    beyond = ~shapely.contains_xy(places.outline, fixes["lon"], fixes["lat"])
    assert beyond.mean() < 0.02


def test_the_last_fix_of_a_shift_says_so(fixes: pd.DataFrame) -> None:
    over = fixes[~fixes["on_duty"]]
    assert 60 <= len(over) <= 200
    following = fixes.groupby("vehicle_id")["fixed_at"].shift(-1)[over.index] - over["fixed_at"]
    assert (following.dropna() > pd.Timedelta(minutes=30)).all()


def test_some_vehicle_moves_every_few_seconds_by_day(profile: Profile, places: Places, end: datetime) -> None:
    begin = end.replace(hour=2)
    counts = []
    for n in range(60):
        rows = rows_between(profile, places, begin + timedelta(seconds=5 * n), begin + timedelta(seconds=5 * n + 5))
        counts.append(rows["patrols"].num_rows if "patrols" in rows else 0)
    assert min(counts) >= 1
