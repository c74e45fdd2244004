from collections.abc import Callable

import pandas as pd
import pytest

Registered = Callable[..., pd.DataFrame]


def test_the_life_of_an_approval(register: Registered) -> None:
    rows = register("approvals", {"a_year": 4000, "rated": 0.6, "begins": 2025})
    steps = rows[["accepted_at", "finished_at", "rated_at"]].dropna()
    assert (steps.diff(axis=1).iloc[:, 1:] > pd.Timedelta(0)).all().all()
    assert rows["kind"].nunique() == 7
    window = rows["channel"] == "window"
    assert (rows["waited_minutes"].notna() == window).all()
    assert rows["waited_minutes"].mean() == pytest.approx(8, abs=0.6)
    past = rows[rows["year"] == 2025]
    assert past.loc[past["year"] == 2025, "finished_at"].le(past["due_at"]).mean() > 0.95
    assert (rows["sealed"].notna() == rows["finished_at"].notna()).all()
    bad = rows["rating"] <= 2
    assert (rows["mend_due_at"].notna() == bad).all()
    mended = rows[bad].dropna(subset="mended_at")
    assert len(mended) > 0.6 * bad.sum() > 0
    assert mended["mended_at"].between(mended["rated_at"], mended["mend_due_at"]).all()


def test_a_kind_of_its_own_is_a_register_of_its_own(register: Registered) -> None:
    rows = register("approvals", {"a_year": 300}, {"kind": "legal_aid", "a_year": 445, "closed": 400}).query(
        "year == 2025"
    )
    aid = rows[rows["kind"] == "legal_aid"]
    assert len(aid) == 445
    assert (aid["finished_at"] < pd.Timestamp("2026-01-01", tz="Asia/Shanghai")).sum() == 400
    assert set(aid["party"]) == {"司法所"}
    assert len(rows) == 745
