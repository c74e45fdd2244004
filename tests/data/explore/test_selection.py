"""The rows behind each number, counted one by one, are the number."""

import duckdb
import numpy as np
import pytest

from data.ages import ages_table
from data.board import Board
from data.catalogue import Indicator, built_in
from data.explore.selection import select
from data.fault import Fault
from data.formula import parse_formula
from data.measured import BEFORE, CURRENT
from data.period import windows
from data.survey import build_board
from tests.data.conftest import Loaded
from tests.data.messy import AS_OF, ZONE

MOMENT = AS_OF.to_pydatetime()
OWN = [one for one in built_in().indicators if one.derived is None]
COUNTS = [one for one in OWN if parse_formula(one).numerator.sql.startswith("COUNT(*)")]


@pytest.fixture(scope="module")
def board(messy_town: Loaded) -> Board:
    return build_board(messy_town.store, built_in(), MOMENT)


def reader(loaded: Loaded, board: Board) -> duckdb.DuckDBPyConnection:
    cursor = loaded.store.connection.cursor()
    cursor.register("feed_ages", ages_table(board.profile, board.feeds))
    return cursor


@pytest.mark.parametrize("indicator", COUNTS, ids=lambda one: one.id)
def test_the_rows_that_count_are_the_numerator(messy_town: Loaded, board: Board, indicator: Indicator) -> None:
    number = board.catalogue.indicators.index(indicator)
    spans = windows(indicator.period, MOMENT, ZONE).all
    cursor = reader(messy_town, board)
    for column, levels in ((BEFORE, ["town"]), (CURRENT, ["town", "village", "micro_grid"])):
        chosen = select(indicator, spans[column], MOMENT)
        for level in levels:
            measured = board.level(level)
            numerators = measured.numerator(number)[:, column]
            for position in np.argsort(-np.nan_to_num(numerators[: len(measured.level.places)]))[:2]:
                if np.isnan(numerators[position]):
                    continue
                mine = chosen.at(level, measured.level.places[position])
                sql = f"SELECT count(*), count(*) FILTER (counted), count(counted) FROM ({mine.sql})"
                rows, counting, known = cursor.execute(sql, dict(mine.parameters)).fetchall()[0]
                if known == rows:
                    assert counting == numerators[position], (level, position, column)
    cursor.close()


@pytest.mark.parametrize("indicator", OWN, ids=lambda one: one.id)
def test_every_number_has_rows_to_open(messy_town: Loaded, board: Board, indicator: Indicator) -> None:
    spans = windows(indicator.period, MOMENT, ZONE).all
    chosen = select(indicator, spans[CURRENT], MOMENT)
    found = reader(messy_town, board).execute(chosen.sql, dict(chosen.parameters)).to_arrow_table()
    assert {"counted_at", "counted", "at_village", "at_grid", "at_micro_grid"} <= set(found.column_names)


def test_a_level_or_a_derived_number_is_refused_plainly() -> None:
    chosen = select(OWN[0], windows(OWN[0].period, MOMENT, ZONE).all[CURRENT], MOMENT)
    with pytest.raises(Fault, match="there is no level"):
        chosen.at("village; DROP TABLE cases", "1")
    derived = next(one for one in built_in().indicators if one.derived is not None)
    with pytest.raises(Fault, match="no rows of its own"):
        select(derived, windows(derived.period, MOMENT, ZONE).all[CURRENT], MOMENT)
