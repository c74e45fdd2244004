from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

Registered = Callable[..., pd.DataFrame]
STEPS = ("reported", "registered", "dispatched", "accepted", "arrived_on_site", "handled", "checked", "closed", "rated")


@pytest.mark.parametrize("source", ["hotline", "grid_worker", "drone"])
def test_registered_cases_live_as_the_everyday_ones_do(register: Registered, source: str) -> None:
    rows = register("cases", {"kind": source, "a_year": 2500, "closed": 2450, "begins": 2025})
    assert set(rows["source"]) == {source}
    times = rows[[f"{step}_at" for step in STEPS]].to_numpy(dtype="datetime64[us]").astype("int64")
    none = np.iinfo(np.int64).min
    latest = np.maximum.accumulate(times, axis=1)
    assert ((times == none) | (times == latest)).all()
    past = rows[rows["year"] == 2025]
    assert set(rows["colour"]) == {"yellow", "orange", "red"}
    assert 0.88 < (past["closed_at"] <= past["due_at"]).mean() < 0.96
    assert 0.05 < past["due_at"].lt(past["closed_at"].fillna(pd.Timestamp("2030-01-01", tz="UTC"))).mean() < 0.12
    assert past["dismissed_at"].notna().sum() <= 4
    assert past.loc[past["dismissed_at"].notna(), "closed_at"].isna().all()
    levels = past["solved_level"].value_counts(normalize=True)
    assert levels["grid"] > levels["village"] > levels["district"] > 0
    assert past["work_hours"].isna().all()
    assert (rows["contact_due_at"].notna().mean() > 0.9) == (source == "hotline")
    night = rows["closed_at"].dt.tz_convert("Asia/Shanghai").dt.hour
    assert ((night < 6) | (night >= 22)).mean() < 0.12
    assert rows["lon"].isna().mean() < 0.03
    assert rows.loc[rows["lon"].isna(), "place"].notna().all()


def test_the_hotline_is_the_source_where_none_is_named(register: Registered) -> None:
    assert set(register("cases", {"a_year": 30})["source"]) == {"hotline"}
