from datetime import datetime

import pandas as pd
import pyarrow as pa


def test_visits_are_owed_by_the_end_of_their_month_and_nearly_all_made(
    history: dict[str, pa.Table], end: datetime
) -> None:
    visits = history["visits"].to_pandas()
    due = visits["due_at"].dt.tz_convert("Asia/Shanghai")
    assert ((due + pd.Timedelta(seconds=1)).dt.strftime("%d %H%M%S") == "01 000000").all()
    past = visits[visits["due_at"] < end]
    assert 0.95 < past["visited_at"].notna().mean() < 0.99
    made = past.dropna(subset=["visited_at"])
    assert (made["visited_at"] <= made["due_at"]).all()
    months = [made[name].dt.tz_convert("Asia/Shanghai").dt.month for name in ("visited_at", "due_at")]
    assert (months[0] == months[1]).all()
    assert {"hardship", "elderly_alone"} <= set(visits["kind"])


def test_resources_come_and_go_and_needs_are_met(history: dict[str, pa.Table], end: datetime) -> None:
    resources = history["service_resources"].to_pandas()
    open_now = resources["ended_at"].isna() | (resources["ended_at"] > end)
    assert 35 <= open_now.sum() <= 85
    needs = history["needs"].to_pandas()
    assert 20 <= len(needs) <= 60
    assert needs["matched_at"].notna().mean() > 0.85
    assert (needs["households"] >= 1).all()
