"""What people say of it: how many are satisfied, of how many, out of how many that could have said it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd

from data.board import Board
from data.door import Viewer, store_rows
from data.explore.chance import Slope, difference, difference_score, more_than_chance, slope_of
from data.explore.words_of_complaint import Complaints, read_complaints
from data.interval import SMALL, wilson
from data.known import as_known
from data.period import Window, windows

Span = Literal["week", "month", "year"]
SPANS: tuple[Span, ...] = get_args(Span)
Way = Literal["rising", "falling", "steady"]
# One opinion once: what `ratings` repeats of a case is the case's. A mark given by default is nobody's opinion.
OPINIONS = """
SELECT rated_at AS counted_at, rating AS score, concat_ws('/', 'cases', source) AS source, category, spot,
    title AS text FROM cases WHERE rated_at IS NOT NULL AND rating IS NOT NULL
UNION ALL SELECT rated_at, rating, concat_ws('/', 'approvals', channel), kind, spot, NULL FROM approvals
    WHERE rated_at IS NOT NULL AND rating IS NOT NULL AND voluntary IS DISTINCT FROM FALSE
UNION ALL SELECT rated_at, rating, concat_ws('/', 'petitions', channel), category, spot, NULL FROM petitions
    WHERE rated_at IS NOT NULL AND rating IS NOT NULL
UNION ALL SELECT rated_at, score, concat_ws('/', 'ratings', channel), NULL, spot, comment FROM ratings
    WHERE case_id IS NULL OR case_id NOT IN (SELECT case_id FROM cases WHERE rating IS NOT NULL)
"""
# What could have been rated; nobody tells how many were asked for the rest.
CONCLUDED = """
SELECT closed_at AS counted_at, rated_at, concat_ws('/', 'cases', source) AS source, category, spot
    FROM cases WHERE closed_at IS NOT NULL AND dismissed_at IS NULL
UNION ALL SELECT finished_at, CASE WHEN voluntary IS DISTINCT FROM FALSE THEN rated_at END,
    concat_ws('/', 'approvals', channel), kind, spot FROM approvals WHERE finished_at IS NOT NULL
UNION ALL SELECT replied_at, rated_at, concat_ws('/', 'petitions', channel), category, spot
    FROM petitions WHERE replied_at IS NOT NULL
"""
SATISFIED = "score >= 4"
WINDOWS = "(SELECT unnest($begins) AS begins, unnest($ends) AS ends, unnest(range(len($begins))) AS n)"
COUNTS = """
SELECT n, source, category, {level} AS place, {here} AS here, {sums}
FROM ({rows}) AS rows JOIN {windows} ON counted_at >= begins AND counted_at < ends
LEFT JOIN spots AS placed ON placed.spot = rows.spot GROUP BY ALL
"""
SUMS = {
    OPINIONS: f"count(*) AS rated, count(*) FILTER (WHERE {SATISFIED}) AS good",
    CONCLUDED: "count(*) AS concluded, count(*) FILTER (WHERE rated_at < ends) AS answered",
}


@dataclass(frozen=True)
class Cell:
    """One period: `good` of `rated` are satisfied (4 or 5 points); `answered` of `concluded` were rated at all."""

    rated: int
    good: int
    concluded: int
    answered: int

    @property
    def share(self) -> float | None:
        return self.good / self.rated if self.rated else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval, from 0 to 1."""
        return wilson(self.good, self.rated) if self.rated else None

    @property
    def small(self) -> bool:
        return self.rated < SMALL

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(
            self.rated + other.rated,
            self.good + other.good,
            self.concluded + other.concluded,
            self.answered + other.answered,
        )


@dataclass(frozen=True)
class Series:
    """The like periods of one source, category or place (`key`; None: not told), oldest first, and where it goes.

    `against` is how much higher its share over all periods is than that of the others together, with its interval;
    `differs` whether that is more than chance, all of its kind tested together. `way` is in the same manner."""

    key: str | None
    cells: tuple[Cell, ...]
    slope: Slope | None
    way: Way | None = None
    against: tuple[float, float, float] | None = None
    differs: bool = False

    @property
    def total(self) -> Cell:
        return sum(self.cells, Cell(0, 0, 0, 0))


@dataclass(frozen=True)
class Satisfaction:
    """All of the page: the whole, and by source, category and place; the words of who is not satisfied."""

    level: str
    whole: Series
    sources: tuple[Series, ...]
    categories: tuple[Series, ...]
    places: tuple[Series, ...]
    complaints: Complaints


def read_satisfaction(
    viewer: Viewer, board: Board, span: Span, level: str = "town", place: str = "", source: str = ""
) -> Satisfaction:
    """The twelve like periods up to the board's instant, at a place and of a source (default: all); asks the store.

    A source is one of the first words (cases, approvals, petitions, ratings) or one with its channel (cases/hotline).
    Places are those of the first level below the town; sources are told at the place, places of the source.
    Raises Fault.
    """
    spans = windows(span, board.as_of, ZoneInfo(board.profile.zone)).trend
    first = next((one for one in board.measured if one != "town"), "village")
    with store_rows(viewer) as cursor:
        frame = read_counts(cursor, board, spans, first, level, place)
        complaints = read_complaints(cursor, board, as_known(OPINIONS), spans, (level, place), source)
    own = frame[of_source(frame, source)]
    here = own[own["here"]]
    return Satisfaction(
        level=first,
        whole=judged([series(here, None, len(spans))])[0],
        sources=by_source(frame[frame["here"]], len(spans)),
        categories=by(here, "category", len(spans)),
        places=by(own, "place", len(spans)),
        complaints=complaints,
    )


def read_counts(
    cursor: duckdb.DuckDBPyConnection, board: Board, spans: Sequence[Window], first: str, level: str, place: str
) -> pd.DataFrame:
    """Columns n (the window), source, category, place (of the level `first`), here, rated, good, concluded, answered.

    `here`: at the place asked for.
    """
    here = "TRUE" if level == "town" else f"coalesce(placed.{level} = $place, FALSE)"
    given: dict[str, Any] = {"begins": [one.begin for one in spans], "ends": [one.end for one in spans]}
    given |= {"as_of": board.as_of} | ({} if level == "town" else {"place": place})
    frames = []
    for rows, sums in SUMS.items():
        sql = COUNTS.format(level=f"placed.{first}", here=here, sums=sums, rows=as_known(rows), windows=WINDOWS)
        frames.append(cursor.execute(sql, given).df())
    frame = pd.concat(frames, ignore_index=True)
    numbers = ["rated", "good", "concluded", "answered"]
    frame[numbers] = frame[numbers].fillna(0).astype(int)
    frame["here"] = frame["here"].astype(bool)
    return frame


def of_source(frame: pd.DataFrame, source: str) -> "pd.Series[bool]":
    return (frame["source"] == source) | frame["source"].str.startswith(f"{source}/" if source else "")


def series(frame: pd.DataFrame, key: str | None, many: int) -> Series:
    """The periods of these counts, without a judgement."""
    sums = frame.groupby("n")[["rated", "good", "concluded", "answered"]].sum().reindex(range(many), fill_value=0)
    cells = tuple(Cell(*(int(one) for one in row)) for row in sums.itertuples(index=False))
    hits, trials = (np.array([getattr(one, name) for one in cells], np.float64) for name in ("good", "rated"))
    return Series(key, cells, slope_of(hits, trials))


def by(frame: pd.DataFrame, column: str, many: int) -> tuple[Series, ...]:
    """A series for each word of a column, the most rated first."""
    groups = frame.groupby(column, dropna=False)
    return judged([series(rows, None if pd.isna(key) else str(key), many) for key, rows in groups])


def by_source(frame: pd.DataFrame, many: int) -> tuple[Series, ...]:
    return by(frame, "source", many)


def judged(found: Sequence[Series]) -> tuple[Series, ...]:
    """With its way, and against the others together: each more than chance only as all of them are tested."""
    found = [one for one in sorted(found, key=lambda one: -one.total.rated) if one.total.rated or one.total.concluded]
    ways = more_than_chance([one.slope.score if one.slope else np.nan for one in found], two_sided=True)
    rated, good = sum(one.total.rated for one in found), sum(one.total.good for one in found)
    pairs = [((one.total.good, one.total.rated), (good - one.total.good, rated - one.total.rated)) for one in found]
    told = [min(one[1], other[1]) > 0 for one, other in pairs]
    scores = [difference_score(*pair) if known else np.nan for pair, known in zip(pairs, told, strict=True)]
    differ = more_than_chance(scores, two_sided=True)
    return tuple(
        Series(
            one.key,
            one.cells,
            one.slope,
            way_of(one.slope, more),
            difference(*pair) if known else None,
            differs,
        )
        for one, more, pair, known, differs in zip(found, ways, pairs, told, differ, strict=True)
    )


def way_of(slope: Slope | None, more: bool) -> Way | None:
    if slope is None:
        return None
    return "steady" if not more else "rising" if slope.value > 0 else "falling"
