"""Every number of Boston 2015 against the same number computed in plain pandas from the city's files."""

from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from data.board import Board, catalogue_of
from data.intake import Counts, take_profile
from data.profile import load_profile
from data.store import Store
from data.survey import build_board
from tests.data.boston import Recount, read_requests, value

NOT_SUMS = {"case_handling_hours_median", "case_handling_hours_p90"}
# Shown right by their own tests: what is read off the polygons, the board's own health, what follows from others.
ELSEWHERE = {
    *("area_km2", "case_density_km2", "grid_count", "village_count", "grid_silent"),
    *("quality_fresh_feeds", "quality_rows_today", "governance_index"),
}
PROFILE = Path(__file__).parents[1] / "profiles" / "boston.toml"


@pytest.fixture(scope="module")
def requests(shared_data: Path) -> pd.DataFrame:
    return read_requests(shared_data / "boston311")


@pytest.fixture(scope="module")
def loaded(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Counts], Board, pd.DataFrame]:
    """What loading said, the board, and the placed rows of the store."""
    assert shared_data
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(tmp_path_factory.mktemp("var")))
        profile = load_profile(str(PROFILE))
        store = Store.open(profile)
        counts = list(take_profile(store))
        board = build_board(store, catalogue_of(profile))
        rows = store.connection.execute(
            "SELECT case_id, implausible, closed_at <= due_at AS on_time, village, grid "
            "FROM cases JOIN spots USING (spot)"
        ).df()
        store.close()
    return counts, board, rows


def test_every_row_is_loaded(loaded: tuple[list[Counts], Board, pd.DataFrame]) -> None:
    (counts,), _, rows = loaded
    assert (counts.read, counts.accepted, counts.rejected) == (121_145, 121_145, 0)
    assert len(rows) == 121_145


def test_on_time_agrees_with_the_citys_own_verdict(
    loaded: tuple[list[Counts], Board, pd.DataFrame], requests: pd.DataFrame
) -> None:
    both = loaded[2].merge(requests, on="case_id")
    judged = both[both["verdict"].ne("") & both["on_time"].notna()]
    assert len(judged) == 79_126
    assert (judged["on_time"].astype(bool) == (judged["verdict"] == "ONTIME")).all()


@pytest.mark.parametrize(("level", "recorded", "least"), [("village", "district", 0.993), ("grid", "ward", 0.989)])
def test_places_agree_with_the_recorded_ones(
    loaded: tuple[list[Counts], Board, pd.DataFrame], requests: pd.DataFrame, level: str, recorded: str, least: float
) -> None:
    rows = loaded[2][loaded[2]["implausible"] == 0][["case_id", level]].merge(
        requests[["case_id", f"{recorded}_recorded"]], on="case_id"
    )
    known = rows[rows[f"{recorded}_recorded"].fillna("").ne("")]
    assert len(known) > 90_000
    assert (known[level] == known[f"{recorded}_recorded"]).mean() >= least


@pytest.mark.parametrize("level", ["town", "village", "grid"])
def test_every_indicator_equals_the_recount(
    loaded: tuple[list[Counts], Board, pd.DataFrame], requests: pd.DataFrame, level: str
) -> None:
    board = loaded[1]
    recount = Recount(requests)
    assert board.as_of == recount.as_of.to_pydatetime()
    expected = recount.expected(level)
    compared = set()
    for reading in board.readings(level):
        one = expected.get(reading.indicator.id)
        if one is None:
            continue
        compared.add(reading.indicator.id)
        where = (reading.indicator.id, reading.place)
        if reading.indicator.id in NOT_SUMS and reading.place not in one.numerator:
            assert reading.value is None, where
            continue
        # Between two ranks pandas and DuckDB round the last bit differently; sums are the same to the bit.
        close = 1e-14 if reading.indicator.id in NOT_SUMS else 0.0
        wanted = value(one, reading.place, reading.indicator.scale)
        assert reading.value == pytest.approx(wanted, rel=close, abs=0.0), where
        numerator = float(one.numerator.get(reading.place, 0.0))
        assert reading.numerator == pytest.approx(numerator, rel=close, abs=0.0), where
        if one.denominator is not None:
            assert (reading.denominator, *where) == (float(one.denominator.get(reading.place, 0.0)), *where)
    silent = {reading.indicator.id for reading in board.readings() if reading.value is None}
    assert compared == expected.keys()
    assert {one.id for one in board.catalogue.indicators} - compared <= silent | ELSEWHERE


def test_parts_add_up_to_the_town(loaded: tuple[list[Counts], Board, pd.DataFrame]) -> None:
    board = loaded[1]
    for level in ("village", "grid"):
        above: dict[str, float] = defaultdict(float)
        below: dict[str, float] = defaultdict(float)
        for reading in board.readings(level):
            above[reading.indicator.id] += reading.numerator or 0
            below[reading.indicator.id] += reading.denominator or 0
        for name in above.keys() - NOT_SUMS:
            town = board.reading(name)
            assert above[name] == (town.numerator or 0), (level, name)
            assert below[name] == (town.denominator or 0), (level, name)
