from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.feeds.declaration import Feed
from data.profile import Profile
from data.simulate.account import Fact
from data.simulate.facts import shared
from data.simulate.write import rows_between, write_history
from geo.places import Places

FACTS = {
    "grid_workers": Fact(value=231),
    "households": Fact(value=8857),
    "e_seals": Fact(value=5, level="village"),
    "volunteer_hours": Fact(value=1234.5),
    "circle_15min": Fact(value=93, out_of=100, level="village"),
    "grid_staffed": Fact(value=80, out_of=84),
    "income_share": Fact(value=1.25, out_of=4.5),
}


@pytest.fixture
def reporting(profile: Profile, planned: Callable[..., Profile], tmp_path: Any, monkeypatch: Any) -> Profile:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path))
    feed = Feed.model_validate({"id": "facts", "schema": "reported_facts", "stale_after": "40d"})
    return planned(profile.model_copy(update={"feeds": [feed]}), facts=FACTS)


def history(profile: Profile, places: Places, end: datetime) -> pd.DataFrame:
    return pd.read_parquet(write_history(profile, places, end)["facts"])


def test_every_months_totals_are_exact(reporting: Profile, places: Places, end: datetime) -> None:
    rows = history(reporting, places, end)
    months = rows["begins_at"].dt.tz_convert("Asia/Shanghai").dt.strftime("%Y-%m-%d %H")
    assert sorted(set(months)) == [
        *(f"2025-{m:02}-01 00" for m in (10, 11, 12)),
        *(f"2026-{m:02}-01 00" for m in range(1, 12)),
    ]
    assert not rows.duplicated(["fact", "place", "begins_at"]).any()
    for (_, fact), told in rows.groupby([months, "fact"]):
        said = FACTS[str(fact)]
        assert told["value"].sum() == pytest.approx(said.value, abs=1e-9)
        if said.out_of is None:
            assert told["out_of"].isna().all()
        else:
            assert told["out_of"].sum() == pytest.approx(said.out_of, abs=1e-9)
    assert not (rows["value"] > rows["out_of"] + 1e-12).any()
    whole = rows[~rows["fact"].isin(["volunteer_hours", "income_share"])]
    assert (whole["value"] % 1 == 0).all()


def test_facts_are_told_of_places_of_their_level(reporting: Profile, places: Places, end: datetime) -> None:
    rows = history(reporting, places, end)
    assert set(rows.loc[rows["fact"] == "circle_15min", "place"]) == set(places.level("village").frame["id"])
    workers = rows[(rows["fact"] == "grid_workers") & (rows["begins_at"] == rows["begins_at"].max())]
    assert set(workers["place"]) == set(places.level("grid").frame["id"])
    assert workers["value"].min() >= 1
    large = places.level("grid").frame.set_index("id")["households"].loc[workers["place"]].to_numpy()
    assert np.corrcoef(large, workers["value"])[0, 1] > 0.8


def test_a_new_month_is_told_once_it_has_begun(reporting: Profile, places: Places) -> None:
    begins = datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert rows_between(reporting, places, begins - timedelta(days=3), begins - timedelta(seconds=1)) == {}
    rows = rows_between(reporting, places, begins - timedelta(days=3), begins)["facts"].to_pandas()
    assert set(rows["begins_at"]) == {pd.Timestamp(begins)}
    later = history(reporting, places, begins)
    newest = later[later["begins_at"] == begins].reset_index(drop=True)
    pd.testing.assert_frame_equal(rows, newest, check_dtype=False)


def test_parts_never_exceed_their_whole_and_the_seed_decides() -> None:
    weights = np.array([1.0, 50.0, 3.0, 9.0])
    value, out_of = shared(Fact(value=90, out_of=100), weights, 1, "x")
    assert (value.sum(), out_of.sum()) == (90, 100)
    assert (value <= out_of).all()
    assert shared(Fact(value=2), weights, 1, "x")[0].sum() == 2
    assert not np.array_equal(value, shared(Fact(value=90, out_of=100), weights, 2, "x")[0])
