"""What each place and each word adds: all of it is the change, at every place, as pandas has it."""

from collections.abc import Iterator

import duckdb
import pytest

from data.ages import ages_table
from data.board import Board
from data.catalogue import Indicator, built_in
from data.explore.breakdown import by_place, by_rows, refused
from data.explore.selection import select
from data.measured import BEFORE, CURRENT
from data.period import windows
from data.survey import build_board
from tests.data.conftest import Loaded
from tests.data.messy import AS_OF, ZONE

MOMENT = AS_OF.to_pydatetime()
CATALOGUE = built_in()


@pytest.fixture(scope="module")
def board(messy_town: Loaded) -> Board:
    return build_board(messy_town.store, CATALOGUE, MOMENT)


@pytest.fixture
def cursor(messy_town: Loaded, board: Board) -> Iterator[duckdb.DuckDBPyConnection]:
    found = messy_town.store.connection.cursor()
    found.execute("SET TimeZone = 'UTC'")
    found.register("feed_ages", ages_table(board.profile, board.feeds))
    yield found
    found.close()


@pytest.mark.parametrize("indicator", CATALOGUE.indicators, ids=lambda one: one.id)
def test_the_places_add_up_to_the_change_on_the_board(board: Board, indicator: Indicator) -> None:
    if refused(board, indicator, "town", board.level("town").level.places[0]):
        return
    reading = board.reading(indicator.id)
    assert reading.value is not None
    assert reading.before is not None
    change = reading.value - reading.before
    for level in ("village", "grid", "micro_grid"):
        found = by_place(board, indicator, level)
        assert found.total == pytest.approx(change, abs=1e-6), level
        assert found.now == pytest.approx(reading.value)


@pytest.mark.parametrize("indicator", CATALOGUE.indicators[::6], ids=lambda one: one.id)
def test_the_words_add_up_to_the_change_on_the_board(
    board: Board, cursor: duckdb.DuckDBPyConnection, indicator: Indicator
) -> None:
    if refused(board, indicator, "town", board.level("town").level.places[0]):
        return
    reading = board.reading(indicator.id)
    assert reading.value is not None
    assert reading.before is not None
    for found in by_rows(cursor, board, indicator, windows(indicator.period, MOMENT, ZONE).all):
        assert found.total == pytest.approx(found.change, abs=1e-6), found.by
        assert found.change == pytest.approx(reading.value - reading.before, abs=1e-6), found.by


def test_at_a_place_they_add_up_to_its_change(board: Board, cursor: duckdb.DuckDBPyConnection) -> None:
    for id in ("case_reported_month", "case_on_time_rate", "hotline_received_week"):
        indicator = CATALOGUE[id]
        spans = windows(indicator.period, MOMENT, ZONE).all
        for level, place in (("village", "v1"), ("grid", "v2g5")):
            reading = board.reading(id, level, place)
            if refused(board, indicator, level, place):
                continue
            assert reading.value is not None
            assert reading.before is not None
            found = by_rows(cursor, board, indicator, spans, level, place)
            assert ("grid" in [one.by for one in found]) == (level == "village")
            for one in found:
                assert one.total == pytest.approx(reading.value - reading.before, abs=1e-6), (id, place, one.by)


def test_a_count_by_category_equals_pandas(board: Board, cursor: duckdb.DuckDBPyConnection) -> None:
    indicator = CATALOGUE["case_reported_month"]
    spans = windows(indicator.period, MOMENT, ZONE).all
    counts = []
    for column in (CURRENT, BEFORE):
        chosen = select(indicator, spans[column], MOMENT)
        rows = cursor.execute(chosen.sql, dict(chosen.parameters)).to_arrow_table().to_pandas()
        counts.append(rows["category"].fillna("").value_counts())
    expected = (counts[0].subtract(counts[1], fill_value=0)).to_dict()
    found = next(one for one in by_rows(cursor, board, indicator, spans) if one.by == "category")
    assert {part.key or "": part.total for part in found.parts} == {k: v for k, v in expected.items() if v}
    sizes = [abs(part.total) for part in found.parts]
    assert sizes == sorted(sizes, reverse=True)


def test_a_rate_by_party_equals_the_two_rates_of_pandas(board: Board, cursor: duckdb.DuckDBPyConnection) -> None:
    indicator = CATALOGUE["case_on_time_rate"]
    spans = windows(indicator.period, MOMENT, ZONE).all
    chosen = select(indicator, spans[CURRENT], MOMENT)
    rows = cursor.execute(chosen.sql, dict(chosen.parameters)).to_arrow_table().to_pandas()
    on_time = rows.assign(hit=rows["closed_at"] <= rows["due_at"])
    expected = on_time.groupby(rows["party"].where(rows["party"].notna(), None))["hit"].mean() * 100
    found = next(one for one in by_rows(cursor, board, indicator, spans) if one.by == "party")
    told = {part.key: part.now for part in found.parts if part.key}
    assert told
    for party, value in told.items():
        assert value == pytest.approx(expected[party])


def test_what_has_no_sums_is_refused_with_its_reason(board: Board) -> None:
    town = board.level("town").level.places[0]
    assert refused(board, CATALOGUE["governance_index"], "town", town) == "derived"
    assert refused(board, CATALOGUE["case_handling_hours_median"], "town", town) == "no_sums"
    assert refused(board, CATALOGUE["dispute_high_risk_open"], "town", town) == "masked"


def test_many_parts_are_folded_and_still_add_up(board: Board) -> None:
    found = by_place(board, CATALOGUE["case_total"], "micro_grid")
    assert found.folded > 0
    assert len(found.parts) < len(board.level("micro_grid").level.places)
    assert found.total == pytest.approx(found.change)
