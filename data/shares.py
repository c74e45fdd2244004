"""Shares: what each row of a plain table adds to each number, so that few rows are counted in one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import duckdb
import numpy as np
import numpy.typing as npt
import sqlglot
from sqlglot import exp

from data.catalogue import Catalogue
from data.counting import Spans
from data.feeds.schema import SCHEMAS
from data.formula import WINDOW_ENDS, Branch, Formula, over_branch
from data.known import as_known
from data.measured import FloatArray
from data.period import PeriodId
from data.scan import literal

Key = tuple[int, int]


@dataclass(frozen=True)
class Share:
    """What one branch of a fold adds: (indicator, side), its aggregate inside its period's window, its spot."""

    key: Key
    sql: str
    spot: str


@dataclass(frozen=True)
class Piece:
    """What some rows add: at spots (n,) in windows (n,) the sums (n,)."""

    spots: npt.NDArray[np.int64]
    windows: npt.NDArray[np.int64]
    sums: FloatArray


Added = Mapping[Key, Sequence[Piece]]


def plain_tables(formula: Formula) -> tuple[str, ...] | None:
    """The tables of a formula that sums over their rows as they stand; None for any other."""
    sources = {f"SELECT * FROM {name}": name for name in SCHEMAS}
    if not formula.summable or any(branch.source not in sources for branch in formula.branches):
        return None
    return tuple(sources[branch.source] for branch in formula.branches)


def shares_of(catalogue: Catalogue, formulas: Sequence[Formula], numbers: Sequence[int], table: str) -> list[Share]:
    """What the rows of one table add to these indicators."""
    shares = []
    for number in numbers:
        period = catalogue.indicators[number].period
        for side, one in enumerate(formulas[number].folds):
            for branch in formulas[number].branches:
                if branch.source == f"SELECT * FROM {table}":
                    sql = ending(over_branch(one.sql, branch, inside(branch, period)), period)
                    shares.append(Share((number, side), sql, branch.spot))
    return shares


def inside(branch: Branch, period: PeriodId) -> str:
    """When a row belongs to the window of a period whose begin and end are columns: as the whole count has it."""
    begins, ends = f"{period}_begins", f"{period}_ends"
    if branch.until_at is not None:
        last = ends if period == "now" else begins
        return f"{branch.counted_at} < {ends} AND ({branch.until_at} IS NULL OR {branch.until_at} >= {last})"
    return f"{branch.counted_at} >= {begins} AND {branch.counted_at} < {ends}"


@cache
def ending(sql: str, period: PeriodId) -> str:
    """The same SQL where `window_ends` is the end of that period's window."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    for column in list(tree.find_all(exp.Column)):
        if column.name == WINDOW_ENDS:
            column.replace(exp.column(f"{period}_ends"))
    return tree.sql("duckdb")


def add_up(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    relation: str,
    shares: Sequence[Share],
    spans: Spans,
    as_of: datetime,
) -> Added:
    """What the rows of a relation (of a table's columns), known at `as_of`, add to the windows."""
    names = [f"{period}_{edge}" for period in spans for edge in ("begins", "ends")]
    rows = [
        f"({w}, {', '.join(f'{literal(span[w].begin)}, {literal(span[w].end)}' for span in spans.values())})"
        for w in range(min(len(span) for span in spans.values()))
    ]
    windows = f"(VALUES {', '.join(rows)}) AS windows(w, {', '.join(names)})"
    known = as_known(f"SELECT * FROM {table}", relation, " ".join(one.sql for one in shares))
    added: dict[Key, list[Piece]] = {}
    for spot in dict.fromkeys(one.spot for one in shares):
        mine = [one for one in shares if one.spot == spot]
        folds = ", ".join(f"{one.sql} AS a{number}" for number, one in enumerate(mine))
        statement = f"SELECT coalesce({spot}, 0) AS place, w, {folds} FROM ({known}) CROSS JOIN {windows} GROUP BY ALL"
        found = connection.execute(statement, {"as_of": as_of} if "$as_of" in statement else None).fetchnumpy()
        for number, one in enumerate(mine):
            values = np.nan_to_num(np.ma.filled(np.ma.asarray(found[f"a{number}"], np.float64), 0.0))
            piece = Piece(np.asarray(found["place"]), np.asarray(found["w"]), values)
            added.setdefault(one.key, []).append(piece)
    return added


def by_spot(pieces: Sequence[Piece], spots: int, windows: int) -> FloatArray:
    """(spots, windows): the pieces laid out."""
    laid = np.zeros((spots, windows))
    for one in pieces:
        np.add.at(laid, (one.spots, one.windows), one.sums)
    return laid
