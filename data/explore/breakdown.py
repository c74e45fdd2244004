"""What changed since the period before, and which places, categories, sources and parties made the change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb
import numpy as np

from data.board import Board
from data.catalogue import Indicator
from data.explore.change import FloatArray, Parts, parts_of_rate, parts_of_sum
from data.explore.selection import LEVELS, Selection, select
from data.fault import Fault
from data.formula import Formula, parse_formula
from data.measured import BEFORE, CURRENT
from data.period import Window
from data.spots import UNPLACED

Why = Literal["derived", "no_sums", "masked", "no_before"]
WORDS = ("category", "subcategory", "source", "party", "colour", "kind", "channel", "fact")
MOST = 8  # parts that are told one by one
Pair = tuple[FloatArray, FloatArray | None]


@dataclass(frozen=True)
class Part:
    """What one part adds to a change, in the unit of the number: `own` by its own numbers, `mix` by its weight.

    `key` is a place's id or a word; None of what has none. `now` and `before` are the part's own numbers.
    """

    key: str | None
    now: float | None
    before: float | None
    own: float
    mix: float

    @property
    def total(self) -> float:
        return self.own + self.mix


@dataclass(frozen=True)
class Breakdown:
    """The change from `before` to `now`, by a level or a column: the parts, biggest first, and what the `folded`
    others add together. All of it adds up to the change."""

    by: str
    now: float
    before: float
    parts: tuple[Part, ...]
    folded: int
    others: float

    @property
    def change(self) -> float:
        return self.now - self.before

    @property
    def total(self) -> float:
        return sum(part.total for part in self.parts) + self.others


def refused(board: Board, indicator: Indicator, level: str, place: str) -> Why | None:
    """Why a change cannot be taken apart; None where it can."""
    if indicator.derived is not None:
        return "derived"
    if "person_sensitive" in indicator.flags:
        return "masked"
    if not parse_formula(indicator).summable:
        return "no_sums"
    reading = board.reading(indicator.id, level, place)
    return "no_before" if reading.value is None or reading.before is None else None


def by_place(board: Board, indicator: Indicator, level: str) -> Breakdown:
    """The town's change by the places of a level, from the board's own numerators and denominators."""
    number = board.catalogue.indicators.index(indicator)
    measured = board.level(level)
    numerators, denominators = measured.numerator(number), measured.denominator(number)
    divided = measured.denominators[number] is not None
    now, before = (
        (numerators[:, column], denominators[:, column] if divided else None) for column in (CURRENT, BEFORE)
    )
    return broken_down(level, [*measured.level.places, UNPLACED], now, before, indicator.scale)


def by_rows(
    cursor: duckdb.DuckDBPyConnection,
    board: Board,
    indicator: Indicator,
    spans: Sequence[Window],
    level: str = "town",
    place: str = "",
) -> list[Breakdown]:
    """The change at a place by each column of words that its rows have, and by the levels finer than the place.

    `spans` are the windows of the indicator's period, as `data.period.windows` has them.
    """
    formula = parse_formula(indicator)
    chosen = [select(indicator, spans[column], board.as_of).at(level, place) for column in (CURRENT, BEFORE)]
    has = columns_of(cursor, chosen[0])
    finer = [] if level == "town" else LEVELS[LEVELS.index(level) + 1 :]
    levels = [f"at_{one}" for one in finer if one in board.measured]
    by = [*levels, *(one for one in WORDS if one in has)]
    found = [folded(cursor, one, formula, by) for one in chosen] if by else []
    breakdowns = []
    for n, column in enumerate(by):
        now, before = found[0][n], found[1][n]
        keys = sorted(now.keys() | before.keys(), key=lambda key: (key is None, key))
        if keys == [None]:
            continue
        pairs = [pair(one, keys, formula.denominator is not None) for one in (now, before)]
        breakdowns.append(broken_down(column.removeprefix("at_"), keys, pairs[0], pairs[1], indicator.scale))
    return breakdowns


def columns_of(cursor: duckdb.DuckDBPyConnection, chosen: Selection) -> list[str]:
    """The columns of a selection."""
    found = cursor.execute(f"SELECT * FROM ({chosen.sql}) LIMIT 0", dict(chosen.parameters)).description
    return [one[0] for one in found or []]


Sums = dict[str | None, tuple[float, float]]


def folded(cursor: duckdb.DuckDBPyConnection, chosen: Selection, formula: Formula, by: Sequence[str]) -> list[Sums]:
    """For each column: numerator and denominator (1 where there is none) of each of its words."""
    divisor = "1" if formula.denominator is None else formula.denominator.sql
    statement = (
        f"SELECT {', '.join(f'GROUPING({one}), CAST({one} AS VARCHAR)' for one in by)}, "
        f"CAST({formula.numerator.sql} AS DOUBLE), CAST({divisor} AS DOUBLE) "
        f"FROM (SELECT *, CAST($ends AS TIMESTAMPTZ) AS window_ends FROM ({chosen.sql})) "
        f"GROUP BY GROUPING SETS ({', '.join(f'({one})' for one in by)})"
    )
    found: list[Sums] = [{} for _ in by]
    for row in cursor.execute(statement, dict(chosen.parameters)).fetchall():
        n = next(n for n in range(len(by)) if row[2 * n] == 0)
        key = row[2 * n + 1] or None
        old = found[n].get(key, (0.0, 0.0))
        found[n][key] = (old[0] + (row[-2] or 0.0), old[1] + (row[-1] or 0.0))
    return found


def pair(sums: Sums, keys: Sequence[str | None], divided: bool) -> Pair:
    parts = np.array([sums.get(key, (0.0, 0.0)) for key in keys], np.float64).reshape(-1, 2)
    return parts[:, 0], parts[:, 1] if divided else None


def broken_down(by: str, keys: Sequence[str | None], now: Pair, before: Pair, scale: float) -> Breakdown:
    """The parts in order of what they add, biggest first."""
    if now[1] is None or before[1] is None:
        own = parts_of_sum(scale * now[0], scale * before[0])
        values = [np.nan_to_num(scale * one[0]) for one in (now, before)]
        totals = [float(one.sum()) for one in values]
    else:
        pairs = (now[0], now[1]), (before[0], before[1])
        apart = any(((np.nan_to_num(d) == 0) & (np.nan_to_num(n) != 0)).any() for n, d in pairs)
        own = (parts_of_quotient if apart else parts_of_rate)(*pairs, scale)
        with np.errstate(divide="ignore", invalid="ignore"):
            values = [scale * n / d for n, d in pairs]
        totals = [scale * float(np.nansum(n)) / float(np.nansum(d)) if np.nansum(d) else np.nan for n, d in pairs]
    if not np.isfinite(totals).all():
        raise Fault("one of the two periods has nothing to compare with")
    order = np.argsort(-np.abs(own.total), kind="stable")
    order = order[np.abs(own.total[order]) > 1e-12]
    told = order[:MOST] if len(order) > MOST + 1 else order
    parts = tuple(
        Part(keys[n], finite(values[0][n]), finite(values[1][n]), float(own.own[n]), float(own.mix[n])) for n in told
    )
    rest = order[len(told) :]
    return Breakdown(by, totals[0], totals[1], parts, len(rest), float(own.total[rest].sum()))


def parts_of_quotient(now: tuple[FloatArray, FloatArray], before: tuple[FloatArray, FloatArray], scale: float) -> Parts:
    """Of Σ numerators / Σ denominators that come from different rows (cases over inhabitants), so that a part may
    have the one without the other.

    A part adds (n₁ − n₀) · (1/D₁ + 1/D₀)/2 by its numerator and −(d₁ − d₀) · (N₁ + N₀) / 2D₁D₀ by its denominator.
    """
    (n1, d1), (n0, d0) = ((np.nan_to_num(one), np.nan_to_num(other)) for one, other in (now, before))
    total1, total0 = d1.sum(), d0.sum()
    if not total1 or not total0:
        return Parts(np.full(len(n1), np.nan), np.full(len(n1), np.nan))
    own = (n1 - n0) * (1 / total1 + 1 / total0) / 2
    mix = -(d1 - d0) * (n1.sum() + n0.sum()) / (2 * total1 * total0)
    return Parts(scale * own, scale * mix)


def finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
