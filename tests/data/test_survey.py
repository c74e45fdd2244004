"""Measuring what moved must give what measuring the whole would: rows that come, are corrected, come late, or whose
moment passes while nobody sends anything."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from data.advance import all_at_once, row_by_row
from data.board import catalogue_of
from data.feeds.column import ARROW, Column, Schema
from data.feeds.schema import SCHEMAS
from data.footing import Footing
from data.formula import parse_formula
from data.intake import take_rows
from data.measure import measure_in
from data.measured import CURRENT, Measured
from data.profile import load_profile
from data.readers import Readers
from data.snapshot import Snapshot
from data.store import Store
from data.survey import AT_LATEST, WHOLE_EVERY, Survey
from tests.components import boards

SQUARES = Path(__file__).parents[1] / "profiles" / "fuzhou.geojson"
BEGUN = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)
STEP = timedelta(seconds=6)
ROWS = 60


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    (tmp_path / "squares.geojson").write_text(SQUARES.read_text())
    feeds = [f'[[feeds]]\nid = "{one}"\nschema = "{one}"\nstale_after = "1d"' for one in SCHEMAS]
    level = '[[levels]]\nid = "village"\ntitle = { zh = "村" }\npath = "squares.geojson"'
    (tmp_path / "town.toml").write_text("\n".join(['title = { zh = "试" }', level, *feeds]))
    opened = Store.open(load_profile(str(tmp_path / "town.toml")))
    yield opened
    opened.close()


def rows(schema: Schema, count: int, now: datetime, rng: np.random.Generator) -> pa.Table:
    """Random rows with few keys, so that many correct older ones; times from years ago to minutes ahead."""
    arrays = [values(schema, column, count, now, rng) for column in schema.all_columns]
    return pa.Table.from_arrays(arrays, [column.name for column in schema.all_columns])


def values(schema: Schema, column: Column, count: int, now: datetime, rng: np.random.Generator) -> pa.Array:
    made: list[Any]
    if column.kind == "instant":
        spread = rng.choice([40, 3600, 86_400, 30 * 86_400, 500 * 86_400], count)
        made = [now + timedelta(seconds=round(float(one), 3)) for one in spread * rng.uniform(-1, 0.2, count)]
    elif column.name in schema.key:
        made = [f"k{one}" for one in rng.integers(0, 3 * count, count)]
    elif column.name in ("lon", "lat"):
        made = list(rng.uniform(119.2, 119.4, count) if column.name == "lon" else rng.uniform(26.0, 26.1, count))
    elif column.kind == "flag":
        made = [bool(one) for one in rng.integers(0, 2, count)]
    elif column.kind in ("integer", "number"):
        made = [int(one) for one in rng.integers(1, 6, count)]
    else:
        made = list(rng.choice(list(column.allowed) or ["a", "b"], count))
    if not column.required and column.name not in schema.key:
        made = [None if gone else one for one, gone in zip(made, rng.random(count) < 0.2, strict=True)]
    return pa.array(made, ARROW[column.kind])


def send(store: Store, names: list[str], count: int, now: datetime, rng: np.random.Generator) -> None:
    for name in names:
        take_rows(store, store.profile.feed(name), rows(SCHEMAS[name], count, now, rng))


def agree(survey: Survey, as_of: datetime) -> int:
    """The survey's numbers are those of a whole count in the same windows; how many of them were compared."""
    footing = survey.footing
    assert footing is not None
    levels = survey.store.spotter.levels(survey.store.profile.town)
    asked = [one.id for one in survey.catalogue.indicators if "feed_ages" not in one.rows]
    can = footing.answerable & set(asked)
    with Readers(survey.store.connection) as readers:
        whole = measure_in(readers, survey.catalogue, levels, as_of, footing.spans, can, footing.beginnings)
    compared = 0
    for ours, expected in zip(footing.measured, whole, strict=True):
        for number, indicator in enumerate(survey.catalogue.indicators):
            formula, where = survey.formulas[number], (indicator.id, ours.level.id)
            by_row, at_once = row_by_row(formula), all_at_once(formula)
            if indicator.id not in can or any(footing.looked_at[one] < as_of for one in by_row):
                continue
            fresh = any(footing.counted_at[one] == as_of for one in at_once)
            if by_row or fresh:
                compare(ours, expected, number, slice(None) if by_row else CURRENT, where)
                compared += 1
    return compared


def compare(ours: Measured, expected: Measured, number: int, columns: slice | int, where: tuple[str, str]) -> None:
    for side in (Measured.numerator, Measured.denominator):
        got, wanted = side(ours, number)[:, columns], side(expected, number)[:, columns]
        np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-6, err_msg=str(where))


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.thorough)])
def test_what_moved_added_up_is_what_counting_the_whole_gives(store: Store, seed: int) -> None:
    rng = np.random.default_rng(seed)
    send(store, list(SCHEMAS), 5 * ROWS, BEGUN, rng)
    survey = Survey(store, catalogue_of(store.profile))
    survey.board(BEGUN)
    moved, compared = 0, 0
    for step in range(1, 9):
        now = BEGUN + step * STEP
        if step % 4:
            send(store, list(rng.choice(list(SCHEMAS), 4, replace=False)), ROWS // step, now, rng)
        survey.board(now)
        assert survey.footing is not None
        moved += survey.footing.whole_at < now
        compared += agree(survey, now)
    assert compared > 500
    assert moved >= 4  # the others counted the whole, as an older beginning asks for


def test_what_asks_other_rows_is_counted_over_all_of_them() -> None:
    plain = boards.indicator(rows="SELECT *, reported_at AS counted_at FROM cases WHERE urgent", measure="count(*)")
    asking = replace(plain, rows=f"{plain.rows} AND reported_at > (SELECT min(reported_at) FROM cases)")
    assert row_by_row(parse_formula(plain)) == all_at_once(parse_formula(asking)) == frozenset({"cases"})
    assert row_by_row(parse_formula(asking)) == all_at_once(parse_formula(plain)) == frozenset()


def test_minutes_later_or_after_midnight_or_when_rows_changed_in_place_the_whole_is_counted(store: Store) -> None:
    send(store, list(SCHEMAS), ROWS, BEGUN, np.random.default_rng(3))
    survey = Survey(store, catalogue_of(store.profile))

    def whole_at(now: datetime) -> datetime:
        survey.board(now)
        assert survey.footing is not None
        return survey.footing.whole_at

    midnight = BEGUN.replace(hour=16)
    assert whole_at(BEGUN) == BEGUN
    assert whole_at(BEGUN + STEP) == BEGUN
    assert whole_at(BEGUN + AT_LATEST) == BEGUN + AT_LATEST
    assert whole_at(midnight - STEP) == midnight - STEP
    assert whole_at(midnight) == midnight
    store.disturbed = True
    assert whole_at(midnight + STEP) == midnight + STEP
    assert whole_at(midnight + 2 * STEP) == midnight + STEP


def test_what_follows_a_whole_that_was_counted_beside_stands_on_it(store: Store) -> None:
    rng = np.random.default_rng(5)
    send(store, list(SCHEMAS), 5 * ROWS, BEGUN, rng)
    survey = Survey(store, catalogue_of(store.profile))
    survey.board(BEGUN)
    begun = BEGUN + WHOLE_EVERY
    assert not survey.due(begun - STEP)
    assert survey.due(begun)
    beside = survey.hold_beside(begun)
    send(store, ["cases", "calls"], ROWS // 10, begun, rng)  # after the state that is counted, before it is
    survey.board(begun + STEP)
    survey.renew(beside)
    survey.board(begun + 2 * STEP)
    assert survey.footing is not None
    assert survey.footing.whole_at == begun
    assert agree(survey, begun + 2 * STEP) > 50


def test_a_whole_that_was_counted_beside_is_dropped_where_a_newer_one_stands(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(store, ["cases"], ROWS, BEGUN, np.random.default_rng(6))
    survey = Survey(store, catalogue_of(store.profile))
    assert survey.board(BEGUN).reading("case_total").value
    counted = Survey.whole

    def disturbed_meanwhile(survey: Survey, snapshot: Snapshot) -> Footing:
        monkeypatch.setattr(Survey, "whole", counted)
        store.connection.execute("DELETE FROM cases")
        store.disturbed = True
        survey.board(BEGUN + 2 * STEP)
        return counted(survey, snapshot)

    monkeypatch.setattr(Survey, "whole", disturbed_meanwhile)
    survey.renew(survey.hold_beside(BEGUN + STEP))
    assert not survey.board(BEGUN + 3 * STEP).reading("case_total").value


def test_a_board_of_the_past_is_counted_whole(store: Store) -> None:
    send(store, ["cases"], ROWS, BEGUN, np.random.default_rng(4))
    survey = Survey(store, catalogue_of(store.profile))
    survey.board(BEGUN)
    board = survey.board(BEGUN - timedelta(days=3))
    assert survey.footing is not None
    assert survey.footing.whole_at == board.as_of == BEGUN - timedelta(days=3)
