"""The rows behind a number: as many as the number says, the right ones, and nothing of a person."""

from collections.abc import Iterator

import duckdb
import pytest

from data.board import Board
from data.catalogue import built_in
from data.explore.behind import A_PAGE, read_behind
from data.explore.left_out import lost, nowhere, set_aside
from data.explore.life import read_life
from data.fault import Fault
from data.measured import CURRENT
from data.period import windows
from data.survey import build_board
from tests.data.conftest import Loaded
from tests.data.messy import AS_OF, ZONE

MOMENT = AS_OF.to_pydatetime()
CATALOGUE = built_in()
NASTY = ("'; DROP TABLE cases; --", "<img src=x onerror=alert(1)>", "x" * 10_000, "", "%", "\x00")


@pytest.fixture(scope="module")
def board(messy_town: Loaded) -> Board:
    return build_board(messy_town.store, CATALOGUE, MOMENT)


@pytest.fixture
def cursor(messy_town: Loaded) -> Iterator[duckdb.DuckDBPyConnection]:
    found = messy_town.store.connection.cursor()
    found.execute("SET TimeZone = 'UTC'")
    yield found
    found.close()


def test_counted_and_not_counted_are_numerator_and_the_rest(board: Board, cursor: duckdb.DuckDBPyConnection) -> None:
    indicator = CATALOGUE["case_on_time_total"]
    span = windows(indicator.period, MOMENT, ZONE).all[CURRENT]
    for level, place in (("town", ""), ("village", "v2"), ("grid", "v1g1")):
        reading = board.reading(indicator.id, level, place or None)
        found = read_behind(cursor, board, indicator, span, level, place)
        assert found.counts["all"] == reading.denominator
        assert found.counts["counted"] == reading.numerator
        late = read_behind(cursor, board, indicator, span, level, place, "not_counted")
        assert {row.counted for row in late.rows} <= {False}
        if level != "town":
            assert all(row.places[level] == place for row in found.rows)


def test_pages_follow_each_other_newest_first(board: Board, cursor: duckdb.DuckDBPyConnection) -> None:
    indicator = CATALOGUE["case_total"]
    span = windows(indicator.period, MOMENT, ZONE).all[CURRENT]
    first = read_behind(cursor, board, indicator, span)
    last = read_behind(cursor, board, indicator, span, page=10**9)
    assert (first.page, len(first.rows), last.page) == (1, A_PAGE, first.pages)
    times = [row.counted_at for row in first.rows]
    assert times == sorted(times, reverse=True)
    assert A_PAGE * (first.pages - 1) + len(last.rows) == first.counts["all"]
    assert not {"title", "comment", "name"} & set(first.columns)


def test_rows_of_persons_are_not_listed(board: Board, cursor: duckdb.DuckDBPyConnection) -> None:
    indicator = CATALOGUE["dispute_high_risk_open"]
    span = windows(indicator.period, MOMENT, ZONE).all[CURRENT]
    with pytest.raises(Fault, match="persons"):
        read_behind(cursor, board, indicator, span)


@pytest.mark.parametrize("word", NASTY)
def test_a_place_or_a_key_is_never_sql(board: Board, cursor: duckdb.DuckDBPyConnection, word: str) -> None:
    indicator = CATALOGUE["case_total"]
    span = windows(indicator.period, MOMENT, ZONE).all[CURRENT]
    assert read_behind(cursor, board, indicator, span, "village", word).rows == ()
    assert read_life(cursor, "cases", word, MOMENT) is None
    assert read_life(cursor, word, "case1", MOMENT) is None
    with pytest.raises(Fault, match="there is no level"):
        read_behind(cursor, board, indicator, span, word or "?", "v1")
    assert cursor.execute("SELECT count(*) FROM cases").fetchall()[0][0] > 0


def test_a_life_goes_from_its_first_step_to_its_last(cursor: duckdb.DuckDBPyConnection) -> None:
    key, steps = cursor.execute(
        "SELECT case_id, any_value((SELECT count(*) FROM case_steps s WHERE s.case_id = c.case_id)) FROM cases c "
        "WHERE due_at IS NOT NULL AND closed_at < $1 GROUP BY case_id ORDER BY 2 DESC, 1 LIMIT 1",
        [MOMENT],
    ).fetchall()[0]
    assert steps > 0
    life = read_life(cursor, "cases", key, MOMENT)
    assert life is not None
    times = [step.step_at for step in life.steps]
    assert times == sorted(times)
    assert max(times) <= MOMENT
    assert life.steps[-1].since_first_s == (times[-1] - times[0]).total_seconds()
    assert sum(step.since_last_s for step in life.steps) == pytest.approx(life.steps[-1].since_first_s)
    assert {"title", "place"}.isdisjoint(life.words)
    due = next(one for one in life.dues if one.name == "due_at")
    assert due.done_at is not None
    assert due.late_s(MOMENT) == (due.done_at - due.due_at).total_seconds()


def test_what_is_left_out_is_counted_by_its_reason(board: Board, cursor: duckdb.DuckDBPyConnection) -> None:
    indicator = CATALOGUE["case_on_time_total"]
    span = windows(indicator.period, MOMENT, ZONE).all[CURRENT]
    found = {one.reason: one.rows for one in set_aside(cursor, board, indicator, span, "town", "")}
    due = "due_at <= $1 AND reported_at <= $1"
    held = (
        "suspended_at <= $1 AND NOT coalesce(resumed_at <= $1 AND resumed_at >= suspended_at, FALSE) "
        "AND NOT coalesce(closed_at <= $1, FALSE)"
    )
    gone = "coalesce(dismissed_at <= $1, FALSE)"
    for reason, condition in (
        ("dismissed_at", f"{gone} AND NOT coalesce({held}, FALSE)"),
        ("suspended_at", f"NOT {gone} AND {held}"),
    ):
        expected = cursor.execute(f"SELECT count(*) FROM cases WHERE {due} AND {condition}", [MOMENT]).fetchall()[0][0]
        assert found.get(reason, 0) == expected > 0, reason


def test_rows_that_are_nowhere_or_refused_are_told(
    messy_town: Loaded, board: Board, cursor: duckdb.DuckDBPyConnection
) -> None:
    indicator = CATALOGUE["case_total"]
    assert nowhere(board, indicator)["micro_grid"] > 0
    told = next(one for one in lost(cursor, board, indicator) if one.feed == "cases")
    counts = messy_town.counts["cases"]
    assert (told.rejected, told.unplaced, told.implausible) == (counts.rejected, counts.unplaced, counts.implausible)
