from collections.abc import Callable

import pandas as pd
import pytest

Registered = Callable[..., pd.DataFrame]
MINUTE = pd.Timedelta(minutes=1)


@pytest.mark.parametrize("kind", ["police", "criminal", "enforcement", "accident", "fire_spot"])
def test_somebody_is_sent_arrives_and_closes_it(register: Registered, kind: str) -> None:
    rows = register("incidents", {"kind": kind, "a_year": 800, "begins": 2025})
    assert set(rows["kind"]) == {kind}
    steps = rows[["occurred_at", "dispatched_at", "arrived_on_site_at", "closed_at"]].dropna()
    assert len(steps) > 1000
    assert (steps.diff(axis=1).iloc[:, 1:] >= pd.Timedelta(0)).all().all()
    minutes = (steps["arrived_on_site_at"] - steps["dispatched_at"]).dt.total_seconds() / 60
    assert 3 < minutes.median() < 10
    assert minutes.quantile(0.9) < 15
    past = rows[rows["year"] == 2025]
    assert 0.88 < (past["closed_at"] <= past["due_at"]).mean() < 0.97
    if kind == "fire_spot":
        assert ((rows["due_at"] - rows["occurred_at"]) == 30 * MINUTE).all()


def test_crime_falls_by_what_the_account_says(register: Registered) -> None:
    words = ({"kind": "criminal", "a_year": 26, "before": 50}, {"kind": "public_order", "a_year": 51, "before": 64})
    counts = register("incidents", *words).groupby(["kind", "year"]).size()
    assert counts["criminal", 2025] / counts["criminal", 2024] - 1 == pytest.approx(-0.48)
    assert counts["public_order", 2025] / counts["public_order", 2024] - 1 == pytest.approx(-0.203, abs=5e-4)


def test_problems_are_of_their_kind_and_major_ones_have_longer(register: Registered) -> None:
    rows = register("problems", *[{"kind": kind, "a_year": 600} for kind in ("hazard", "asset", "environment")])
    days = ((rows["due_at"] - rows["found_at"]).dt.days).groupby([rows["kind"], rows["major"]]).unique()
    assert {key: list(value) for key, value in days.items()} == {
        ("asset", False): [60],
        ("asset", True): [90],
        ("environment", False): [3],
        ("environment", True): [10],
        ("hazard", False): [7],
        ("hazard", True): [30],
    }
    kinds_of = rows.groupby("category")["kind"].nunique()
    assert len(kinds_of) == 17
    assert (kinds_of == 1).all()
