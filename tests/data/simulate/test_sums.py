from collections.abc import Callable

import pandas as pd
import pytest

Registered = Callable[..., pd.DataFrame]


def test_trades_sum_to_the_yuan(register: Registered) -> None:
    rows = register("trades", {"a_year": 197, "before": 300, "closed": 190, "amount_yuan": 3_066_001})
    years = rows.groupby("year")["amount_yuan"].sum()
    assert years[2025] == 3_066_001
    assert years[2024] == round(3_066_001 / 197 * 300)
    assert (rows["amount_yuan"] >= 1).all()
    assert rows.loc[rows["year"] == 2025, "on_platform"].sum() == 190
    assert rows["amount_yuan"].std() > 0.5 * rows["amount_yuan"].mean()


def test_matched_needs_reach_so_many_households(register: Registered) -> None:
    rows = register("needs", {"a_year": 114, "closed": 114, "households": 6400}).query("year < 2026")
    assert rows["matched_at"].notna().all()
    assert rows.groupby("year")["households"].sum().to_dict() == {2023: 6400, 2024: 6400, 2025: 6400}
    some = register("needs", {"a_year": 114, "closed": 100, "households": 6400}, ended="matched_at")
    matched = some[(some["year"] == 2025) & (some["ended_year"] == 2025)]
    assert (len(matched), matched["households"].sum()) == (100, 6400)


def test_a_needs_register_needs_no_sum(register: Registered) -> None:
    rows = register("needs", {"a_year": 50})
    assert rows["households"].between(1, 111).all()


@pytest.mark.parametrize("good", [0.962, 0.5])
def test_ratings_have_a_good_share(register: Registered, good: float) -> None:
    rows = register("ratings", {"kind": "service", "a_year": 500, "good": good}, {"kind": "safety", "a_year": 30})
    service = rows[(rows["channel"] == "service") & (rows["year"] == 2025)]
    assert (service["score"] >= 4).sum() == round(500 * good)
    assert set(rows["channel"]) == {"service", "safety"}
    assert set(service["score"]) == {1, 2, 3, 4, 5}
    assert 0.02 < rows["comment"].notna().mean() < 0.2
