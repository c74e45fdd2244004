"""Measuring: the whole catalogue at every place, with its trend and its comparison, in a few queries."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import numpy as np

from data.catalogue import Catalogue
from data.counting import Spans, count, fold
from data.feeds.schema import SCHEMAS
from data.formula import Formula, parse_formula
from data.measured import COLUMNS, CURRENT, BoolArray, FloatArray, Measured, Parts, compact
from data.period import ANCIENT, Window, windows
from data.readers import Readers
from data.shares import Heap, Key, add_up, by_spot, plain_tables, shares_of
from data.spots import LevelIndex

DAY = timedelta(days=1)
FACTS = ("reported_facts",)
FEW_ROWS = 1000  # up to here one query a table is cheaper than one pass a time column


def measure(
    readers: Readers,
    catalogue: Catalogue,
    levels: Sequence[LevelIndex],
    as_of: datetime,
    zone: ZoneInfo,
    answerable: Collection[str],
    first_at: Mapping[str, datetime],
) -> list[Measured]:
    """Every indicator at every level at `as_of`.

    `answerable` names the indicators that the sources can answer: the others are missing, not 0. `first_at`
    tells by indicator when its data begins: windows before that are missing too. Rates are sums over sums at each
    level; nothing is averaged.
    """
    spans = spans_of(catalogue, as_of, zone)
    return measure_in(readers, catalogue, levels, as_of, spans, answerable, first_at)


def spans_of(catalogue: Catalogue, as_of: datetime, zone: ZoneInfo) -> Spans:
    """The 13 windows of each period that the catalogue has."""
    return {period: windows(period, as_of, zone).all for period in {one.period for one in catalogue.indicators}}


def measure_in(
    readers: Readers,
    catalogue: Catalogue,
    levels: Sequence[LevelIndex],
    as_of: datetime,
    spans: Spans,
    answerable: Collection[str],
    first_at: Mapping[str, datetime],
) -> list[Measured]:
    """Every indicator at every level in given windows."""
    formulas = [parse_formula(indicator) for indicator in catalogue.indicators]
    asked = [n for n, one in enumerate(catalogue.indicators) if one.id in answerable and one.derived is None]
    counted, folded = tally(readers, catalogue, formulas, asked, spans, as_of, levels)
    scales = np.array([indicator.scale for indicator in catalogue.indicators])
    begun = begun_of(catalogue, spans, first_at)
    measured = []
    told = [number for number in asked if formulas[number].tables == FACTS]
    for level in levels:
        parts = {key: compact(level.roll_up(sums)) for key, sums in counted.items()}
        parts |= {(number, side): compact(by_level[level.id]) for number, side, by_level in folded}
        parts |= {(number, 0): told_here(parts[number, 0]) for number in told if (number, 0) in parts}
        numerators, denominators = sides(parts, formulas, level)
        measured.append(Measured(level, numerators, denominators, scales, begun))
    return measured


def tally(
    readers: Readers,
    catalogue: Catalogue,
    formulas: Sequence[Formula],
    asked: Sequence[int],
    spans: Spans,
    as_of: datetime,
    levels: Sequence[LevelIndex],
) -> tuple[dict[Key, FloatArray], list[tuple[int, int, dict[str, FloatArray]]]]:
    """Each indicator counted the cheapest way: the sums by spot, and what does not add up over places by level."""
    sizes = dict(readers.first.execute("SELECT table_name, estimated_size FROM duckdb_tables()").fetchall())
    small = {name for name in SCHEMAS if sizes.get(name, 0) <= FEW_ROWS}
    plain = {number: plain_tables(formulas[number]) for number in asked}
    few = [number for number, tables in plain.items() if tables is not None and small.issuperset(tables)]
    additive = [number for number in asked if formulas[number].additive and number not in few]
    exact = [number for number in asked if not formulas[number].additive and number not in few]
    spots = len(levels[0].of_spot)
    counted = count(readers, catalogue, formulas, additive, spans, as_of, spots)
    jobs = []
    for table in sorted({table for number in few for table in plain[number] or ()}):
        shares = shares_of(catalogue, formulas, few, table)
        jobs.append(partial(add_up, table=table, heaps=[Heap(table, spans, as_of)], shares=shares))
    for (added,) in readers.run(jobs):
        for key, pieces in added.items():
            width = len(spans[catalogue.indicators[key[0]].period])
            counted[key] = counted.get(key, 0.0) + by_spot(pieces, spots, width)
    return counted, fold(readers, catalogue, formulas, exact, spans, as_of, levels)


def sides(
    parts: Mapping[tuple[int, int], Parts], formulas: Sequence[Formula], level: LevelIndex
) -> tuple[tuple[Parts, ...], tuple[Parts | None, ...]]:
    """Numerators and denominators in the catalogue's order; what was not asked is missing."""
    missing = np.full((level.size, COLUMNS), np.nan, np.float32)
    numbers = range(len(formulas))
    numerators = tuple(parts.get((number, 0), missing) for number in numbers)
    divided = [one.denominator is not None for one in formulas]
    return numerators, tuple(parts.get((number, 1), missing) if divided[number] else None for number in numbers)


def told_here(parts: Parts) -> Parts:
    """(places + 1, windows): what is reported for coarser places alone is missing at each of these, not 0."""
    if parts[:-1].any() or not parts[-1].any():
        return parts
    return np.concatenate([np.full(parts[:-1].shape, np.nan, np.float32), parts[-1:]])


def begun_of(catalogue: Catalogue, spans: Spans, first_at: Mapping[str, datetime]) -> BoolArray:
    """(indicators, 13): whether the data of an indicator reaches back to a window."""
    begun = np.ones((len(catalogue.indicators), COLUMNS), dtype=bool)
    for number, indicator in enumerate(catalogue.indicators):
        if indicator.id in first_at:
            span = spans[indicator.period]
            begun[number] = [covered(window, first_at[indicator.id]) for window in span]
            # The current window is what it is, however short the history; unless all data comes after it.
            begun[number, CURRENT] = span[CURRENT].end > first_at[indicator.id]
    return begun


def covered(window: Window, first_at: datetime) -> bool:
    """Whether the data reaches back to the window's begin: a day or a tenth of it may be wanting."""
    if window.end <= first_at:
        return False
    return window.begin == ANCIENT or first_at - window.begin <= max(DAY, (window.end - window.begin) / 10)
