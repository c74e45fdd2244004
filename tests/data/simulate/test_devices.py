from datetime import datetime, timedelta
from itertools import pairwise

import pandas as pd
import pyarrow as pa
import pytest

from data.profile import Profile
from data.simulate.write import rows_between
from geo.places import Places


@pytest.fixture(scope="module")
def devices(history: dict[str, pa.Table]) -> pd.DataFrame:
    frame: pd.DataFrame = history["devices"].to_pandas()
    return frame


def test_the_planned_devices_are_there(devices: pd.DataFrame) -> None:
    assert devices["kind"].value_counts().to_dict() == {"camera": 220, "sensor": 140, "gas_alarm": 60, "drone": 3}
    measuring = devices["kind"].isin(["sensor", "gas_alarm"])
    assert (devices["quantity"].notna() == measuring).all()
    assert devices.loc[measuring, ["unit", "high"]].notna().all().all()
    camera = devices["kind"] == "camera"
    for inspected in ("networked", "serviceable"):
        assert (devices[inspected].notna() == camera).all()
        assert 0.95 < devices.loc[camera, inspected].astype(bool).mean() <= 1
    assert (devices["playable"].notna() == (devices["kind"] == "camera")).all()


def test_most_were_seen_within_a_minute_and_a_few_are_dead(devices: pd.DataFrame, end: datetime) -> None:
    silent = pd.Timestamp(end) - devices["seen_at"]
    assert (silent >= pd.Timedelta(0)).all()
    assert 0.96 < (silent <= pd.Timedelta(minutes=1)).mean() < 1
    assert (silent < pd.Timedelta(days=7)).all()
    assert 0 < (devices["playable"] == False).sum() <= 20  # noqa: E712


def test_a_dead_device_sends_nothing_until_it_is_back(profile: Profile, places: Places, end: datetime) -> None:
    seen: dict[str, list[datetime]] = {}
    for n in range(96):
        low = end + timedelta(minutes=15 * n)
        for row in rows_between(profile, places, low, low + timedelta(minutes=15))["devices"].to_pylist():
            assert low < row["seen_at"] <= low + timedelta(minutes=15)
            seen.setdefault(row["device_id"], []).append(row["seen_at"])
    gaps = [max(b - a for a, b in pairwise(times)) for times in seen.values() if len(times) > 1]
    assert 1 <= sum(gap > timedelta(minutes=45) for gap in gaps) <= 20
    assert sum(gap <= timedelta(minutes=16) for gap in gaps) > 400
