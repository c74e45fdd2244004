from collections.abc import Callable

import pandas as pd
import pytest

Registered = Callable[..., pd.DataFrame]
MINUTE = pd.Timedelta(minutes=1)


def test_calls_are_mostly_answered_at_once(register: Registered) -> None:
    calls = register("calls", {"a_year": 4000, "closed": 3880, "begins": 2025}).query("year == 2025")
    answered = calls.dropna(subset="answered_at")
    assert len(answered) == 3880
    waited = (answered["answered_at"] - answered["offered_at"]).dt.total_seconds()
    assert 0.90 < (waited <= 15).mean() < 0.94
    assert waited.min() >= 1
    assert (answered["ended_at"] > answered["answered_at"]).all()
    assert calls["ended_at"].notna().all()


@pytest.mark.parametrize(("kind", "false"), [("fire", 0.22), ("gas", 0.18), ("help", 0.06)])
def test_alarms_are_acknowledged_visited_judged_and_closed(register: Registered, kind: str, false: float) -> None:
    rows = register("alarms", {"kind": kind, "a_year": 1500, "begins": 2025})
    steps = rows[["raised_at", "acknowledged_at", "arrived_on_site_at", "judged_at", "closed_at"]].dropna()
    assert len(steps) > 2000
    assert (steps.diff(axis=1).iloc[:, 1:] >= pd.Timedelta(0)).all().all()
    in_time = (rows["acknowledged_at"] - rows["raised_at"]) <= 3 * MINUTE
    in_time &= rows["arrived_on_site_at"] <= rows["arrive_due_at"]
    assert 0.90 < in_time.mean() < 0.97
    assert 1 - rows["genuine"].dropna().astype(bool).mean() == pytest.approx(false, abs=0.03)
    assert rows["device_id"].isna().all() == (kind == "help")


def test_alarms_come_from_devices_that_are_there(register: Registered, history: dict[str, object]) -> None:
    devices = history["devices"].to_pandas().set_index("device_id")["kind"]  # type: ignore[attr-defined]
    rows = register("alarms", {"kind": "gas", "a_year": 300}, {"kind": "fire", "a_year": 300})
    assert set(rows.loc[rows["kind"] == "gas", "device_id"].map(devices)) == {"gas_alarm"}
    assert set(rows.loc[rows["kind"] == "fire", "device_id"].map(devices)) == {"sensor"}


def test_a_duty_call_only_asks_for_an_answer(register: Registered) -> None:
    rows = register("alarms", {"kind": "duty_call", "a_year": 800, "closed": 800})
    assert rows[["arrive_due_at", "arrived_on_site_at", "judged_at", "genuine"]].isna().all().all()
    assert 0.93 < ((rows["acknowledged_at"] - rows["raised_at"]) <= 5 * MINUTE).mean() < 1
