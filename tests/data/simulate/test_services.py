from datetime import datetime

import pandas as pd
import pyarrow as pa

from data.profile import Profile

DAILY = {"patrol", "refuse_point", "port_report", "storm_return"}
LONGER = {"river_patrol": 7, "key_household": 15}


def test_visits_are_owed_by_the_end_of_their_cycle_and_nearly_all_made(
    profile: Profile, history: dict[str, pa.Table], end: datetime
) -> None:
    visits = history["visits"].to_pandas()
    due = visits["due_at"].dt.tz_convert("Asia/Shanghai")
    assert ((due + pd.Timedelta(seconds=1)).dt.strftime("%H%M%S") == "000000").all()
    cycle = visits["kind"].map({**dict.fromkeys(visits["kind"], 10), **dict.fromkeys(DAILY, 1), **LONGER})
    assert ((due.dt.day % cycle == 0) | (due.dt.day == due.dt.days_in_month)).all()
    assert (due.dt.day[cycle == 10].isin([10, 20]) | (due.dt.day == due.dt.days_in_month)[cycle == 10]).all()
    past = visits[visits["due_at"] < end]
    assert 0.95 < past["visited_at"].notna().mean() < 0.99
    made = past.dropna(subset=["visited_at"])
    assert (made["visited_at"] <= made["due_at"]).all()
    months = [made[name].dt.tz_convert("Asia/Shanghai").dt.month for name in ("visited_at", "due_at")]
    assert (months[0] == months[1]).all()
    # Nobody comes before the cycle begins; the last one of a month is longer by its odd days.
    longer = (due.dt.days_in_month % cycle)[made.index]
    early = (made["due_at"] - made["visited_at"]).dt.total_seconds() / 86400
    assert (early < cycle[made.index] + longer).all()
    assert profile.simulate is not None
    assert set(visits["kind"]) == set(profile.simulate.visit_kinds)


def test_resources_come_and_go_and_needs_are_met(history: dict[str, pa.Table], end: datetime) -> None:
    resources = history["service_resources"].to_pandas()
    open_now = resources["ended_at"].isna() | (resources["ended_at"] > end)
    assert 35 <= open_now.sum() <= 85
    needs = history["needs"].to_pandas()
    assert 20 <= len(needs) <= 60
    assert needs["matched_at"].notna().mean() > 0.85
    assert (needs["households"] >= 1).all()
