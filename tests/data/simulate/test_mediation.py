from collections.abc import Callable

import pandas as pd
import pytest

Registered = Callable[..., pd.DataFrame]
DAY = pd.Timedelta(days=1)


def in_order(rows: pd.DataFrame, *steps: str) -> None:
    """Each step that a row has comes no earlier than the one before that it has."""
    for one, step in enumerate(steps):
        for earlier in steps[:one]:
            both = rows[[earlier, step]].dropna()
            assert len(both) > 0, (earlier, step)
            assert (both[earlier] <= both[step]).all(), (earlier, step)


@pytest.mark.parametrize(("closed", "agreed"), [(125, 0.976), (40, 0.5)])
def test_so_many_mediations_end_in_an_agreement(register: Registered, closed: int, agreed: float) -> None:
    rows = register("disputes", {"a_year": closed + 4, "closed": closed, "agreed": agreed}, ended="concluded_at")
    for year in (2023, 2024, 2025):
        concluded = rows[rows["ended_year"] == year]
        assert len(concluded) == closed
        assert concluded["agreed"].sum() == round(agreed * closed)
    assert rows.loc[rows["concluded_at"].isna(), "agreed"].isna().all()


def test_the_life_of_a_dispute(register: Registered) -> None:
    rows = register("disputes", {"a_year": 3000, "begins": 2025})
    in_order(rows, "registered_at", "concluded_at", "resolved_at", "reopened_at")
    in_order(rows, "concluded_at", "performed_at", "agreement_due_at")
    in_order(rows, "registered_at", "calmed_at", "resolved_at")
    in_order(rows, "registered_at", "criminal_at", "resolved_at")
    allowed = (rows["due_at"] - rows["registered_at"]).dt.total_seconds() / 86400
    assert rows.groupby("grade").size().gt(0).all()
    assert (allowed == rows["grade"].map({"simple": 1, "ordinary": 7, "complex": 20})).all()
    assert (rows["agreement_due_at"].notna() == (rows["agreed"] == True)).all()  # noqa: E712
    assert rows.loc[rows["risk"] != "red", "calmed_at"].isna().all()
    past = rows[rows["year"] == 2025]
    assert 0.90 < (past["resolved_at"] <= past["due_at"]).mean() < 0.97
    assert (past["reopened_at"] - past["resolved_at"]).max() <= 90 * DAY
    assert 0.005 < past["reopened_at"].notna().mean() < 0.04
    assert 0 < past["criminal_at"].notna().mean() < 0.008
    promised = past.dropna(subset="agreement_due_at")
    assert 0.93 < promised["performed_at"].notna().mean() < 0.99
    local = rows["registered_at"].dt.tz_convert("Asia/Shanghai")
    assert (local.dt.day_of_week >= 5).mean() < 0.05
    assert local.dt.hour.between(8, 18).all()


def test_the_life_of_a_petition(register: Registered) -> None:
    rows = register("petitions", {"a_year": 1500, "closed": 1490, "begins": 2025})
    in_order(rows, "received_at", "accepted_at", "replied_at", "rated_at")
    in_order(rows, "replied_at", "resolved_at")
    assert ((rows["accept_due_at"] - rows["received_at"]) == 15 * DAY).all()
    assert ((rows["due_at"] - rows["received_at"]) == 60 * DAY).all()
    past = rows[rows["year"] == 2025]
    assert (past["accepted_at"] <= past["accept_due_at"]).mean() > 0.98
    assert 0.94 < (past["replied_at"] <= past["due_at"]).mean() < 0.99
    assert 0.04 < past["repeated"].mean() < 0.13
    assert 0.06 < past["leader_led"].mean() < 0.18


def test_where_all_are_answered_all_are_in_time(register: Registered) -> None:
    rows = register("petitions", {"a_year": 120, "closed": 120})
    past = rows[rows["year"] < 2026]
    assert (past["replied_at"] <= past["due_at"]).all()
