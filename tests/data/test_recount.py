"""The catalogue's numbers on the messy rows against the same numbers in plain pandas, at every place and window."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.board import Board
from data.catalogue import built_in
from data.feeds.schema import SCHEMAS
from data.formula import parse_formula
from data.survey import build_board
from tests.data.conftest import ARRIVED, Loaded
from tests.data.messy import AS_OF, LEAP, ZONE
from tests.data.recount import casework, hotline, places, registers, sensing, serving
from tests.data.recount.fold import Recount
from tests.data.recount.town import Town, stored
from tests.data.recount.window import windows

CURRENT = 11
RECOUNTS: dict[str, Recount] = {
    id: recount
    for module in (casework, hotline, places, registers, sensing, serving)
    for id, recount in module.RECOUNTS.items()
    if id in built_in()
}
MOMENTS = {"now": AS_OF, "leap": LEAP}
# At the leap day one of each period and set of tables is enough.
ONE_OF_EACH = {(built_in()[id].period, parse_formula(built_in()[id]).tables): id for id in RECOUNTS}
Stored = dict[str, pd.DataFrame]
Scene = Callable[[str], tuple[Board, Town]]


@pytest.fixture(scope="module")
def expected_rows(messy_town: Loaded) -> Stored:
    return stored(messy_town.frames)


@pytest.fixture(scope="module")
def scene(messy_town: Loaded, expected_rows: Stored) -> Scene:
    """The board at a moment, and the town as it was known then."""
    made: dict[str, tuple[Board, Town]] = {}

    def at(moment: str) -> tuple[Board, Town]:
        if moment not in made:
            as_of = MOMENTS[moment]
            board = build_board(messy_town.store, built_in(), as_of.to_pydatetime())
            made[moment] = board, Town.of(expected_rows, as_of, pd.Timestamp(ARRIVED))
        return made[moment]

    return at


@pytest.mark.parametrize("table", SCHEMAS)
def test_the_store_holds_the_rows_that_pandas_keeps(messy_town: Loaded, expected_rows: Stored, table: str) -> None:
    schema, kept, counts = SCHEMAS[table], expected_rows[table], messy_town.counts[table]
    columns = [column.name for column in schema.columns]
    found = messy_town.store.connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
    assert counts.read == len(messy_town.frames[table])
    assert sorted(map(plain, kept[columns].itertuples(index=False))) == sorted(map(plain, found))


def plain(row: tuple[Any, ...]) -> list[str]:
    """A row's values as text: times as they are in UTC, numbers and flags as floats, what is missing as nothing."""
    found = []
    for one in row:
        if one is None or pd.isna(one):
            found.append("")
        elif isinstance(one, datetime):
            found.append(pd.Timestamp(one).replace(tzinfo=None).isoformat())
        else:
            found.append(one if isinstance(one, str) else str(float(one)))
    return found


@pytest.mark.parametrize(
    ("id", "moment"), [(id, "now") for id in RECOUNTS] + [(id, "leap") for id in ONE_OF_EACH.values()]
)
def test_an_indicator_equals_the_recount(scene: Scene, id: str, moment: str) -> None:
    board, town = scene(moment)
    indicator = built_in()[id]
    number = board.catalogue.indicators.index(indicator)
    # What is read off the polygons has no beginning; a change on the year begins a year after its rows.
    first = max((town.first[table] for table in parse_formula(indicator).tables), default=pd.Timestamp(1900, 1, 1))
    first += pd.Timedelta(days=366 if id.endswith("change_year") else 0)
    spans = windows(indicator.period, MOMENTS[moment], ZONE)
    told = town.gone.isdisjoint(parse_formula(indicator).tables)
    parts = [
        RECOUNTS[id](town, span) if told and span.is_told(first, position == CURRENT) else None
        for position, span in enumerate(spans)
    ]
    for level, size in town.sizes.items():
        measured = board.level(level)
        assert len(measured.level.places) == size - 1
        missing = np.full(size, np.nan)
        above = np.stack([missing if one is None else one[0](level, size) for one in parts], axis=1)
        below = np.stack([missing if one is None or one[1] is None else one[1](level, size) for one in parts], axis=1)
        close(measured.numerator(number), above, (id, level, "numerator"))
        close(measured.denominator(number), below, (id, level, "denominator"))
        divided = any(one is not None and one[1] is not None for one in parts)
        with np.errstate(divide="ignore", invalid="ignore"):
            values = np.where(below == 0, np.nan, above / below) if divided else above
        close(measured.values(number), indicator.scale * values, (id, level, "value"))


def close(found: np.ndarray, wanted: np.ndarray, where: tuple[str, ...]) -> None:
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-6, err_msg=" ".join(where))


def test_the_boards_own_health_equals_what_loading_said(messy_town: Loaded, scene: Scene) -> None:
    board = build_board(messy_town.store, built_in(), ARRIVED + timedelta(hours=1))
    read, rejected = (sum(getattr(one, name) for one in messy_town.counts.values()) for name in ("read", "rejected"))
    assert rejected > 0
    assert board.reading("quality_rows_today").value == read
    assert board.reading("quality_rejected_share").value == pytest.approx(100 * rejected / read)
    later, town = scene("now")
    fresh = [(town[table][SCHEMAS[table].event_at] > town.as_of - pd.Timedelta(days=1)).any() for table in SCHEMAS]
    assert later.reading("quality_fresh_feeds").value == 100 * sum(fresh) / len(fresh)
    assert sum(fresh) > 0


def test_a_weighted_mean_and_a_slope_follow_from_their_parts(scene: Scene) -> None:
    board, _ = scene("now")
    numbers = {one.id: number for number, one in enumerate(board.catalogue.indicators)}
    for level in ("town", "village"):
        values = {id: board.level(level).values(number) for id, number in numbers.items()}
        rates = (values[f"hotline_{one}_rate"] for one in ("response", "solved", "satisfaction"))
        mean = sum(weight * rate for weight, rate in zip((0.3, 0.35, 0.35), rates, strict=True))
        np.testing.assert_allclose(values["hotline_three_rates"], mean, rtol=1e-12)
        slopes = values["satisfaction_slope"][:, CURRENT]
        for weeks, slope in zip(values["case_satisfaction_week"], slopes, strict=True):
            known = {week: weeks[week] for week in range(12) if not np.isnan(weeks[week])}
            pairs = [(known[b] - known[a]) / (b - a) for a, b in combinations(known, 2)]
            assert slope == pytest.approx(np.median(pairs) if len(known) >= 8 else np.nan, nan_ok=True)


def test_the_recount_is_no_empty_exercise(scene: Scene) -> None:
    board, _ = scene("now")
    numbers = {one.id: number for number, one in enumerate(board.catalogue.indicators)}
    told = {id for id in RECOUNTS if np.nansum(np.abs(board.level("grid").numerator(numbers[id])))}
    assert len(RECOUNTS) >= 40
    assert RECOUNTS.keys() - told == set()
