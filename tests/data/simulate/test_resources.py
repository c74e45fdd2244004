from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data.profile import Profile
from data.simulate.write import rows_between, write_history
from geo.places import Places


@pytest.fixture
def exact(
    profile: Profile, planned: Callable[..., Profile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Profile:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path))
    alone = profile.model_copy(update={"feeds": [profile.feed("service_resources")]})
    return planned(alone, service_resources=261, service_partners=154)


def test_at_any_moment_so_many_are_open_by_so_many_partners(exact: Profile, places: Places, end: datetime) -> None:
    rows = pd.read_parquet(write_history(exact, places, end)["service_resources"])
    assert rows["resource_id"].is_unique
    for days in (0, 1, 30.5, 100, 365):
        moment = pd.Timestamp(end) - pd.Timedelta(days=days)
        still = (rows["opened_at"] <= moment) & (rows["ended_at"].isna() | (rows["ended_at"] > moment))
        assert still.sum() == 261
        assert rows.loc[still, "partner"].nunique() == 154
    assert 300 < len(rows) < 1200
    assert rows["ended_at"].notna().sum() > 100


def test_what_came_since_keeps_the_number(exact: Profile, places: Places, end: datetime) -> None:
    begin = end - timedelta(days=90)
    before = pd.read_parquet(write_history(exact, places, begin)["service_resources"])
    since = rows_between(exact, places, begin, end)["service_resources"].to_pandas()
    merged = pd.concat([before, since]).drop_duplicates("resource_id", keep="last")
    still = merged["ended_at"].isna()
    assert still.sum() == 261
    assert merged.loc[still, "partner"].nunique() == 154
    assert len(merged) > len(before)
