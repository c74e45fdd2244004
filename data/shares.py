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


@cache
def unfiltered(sql: str) -> str:
    """The same sums with each FILTER as a CASE: DuckDB makes room for every column for each FILTER of a statement."""

    def written(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Filter):
            return node
        call: exp.Expr = node.this.copy()
        condition = node.expression.this.copy()
        if isinstance(call.this, exp.Star):
            return exp.CountIf(this=condition)
        if isinstance(call, exp.CountIf):
            return exp.CountIf(this=exp.and_(condition, call.this))
        call.set("this", exp.Case(ifs=[exp.If(this=condition, true=call.this)]))
        return call

    return sqlglot.parse_one(sql, dialect="duckdb").transform(written).sql("duckdb")


def asof(number: int) -> str:
    """The name of a heap's parameter; the first one's is also that of formulas which speak of the instant."""
    return f"known_at_{number}" if number else "as_of"


@dataclass(frozen=True)
class Heap:
    """Rows that are counted together: a relation of a table's columns, the windows, and when they were known so."""

    relation: str
    spans: Spans
    as_of: datetime

    def known(self, table: str, used_in: str, number: int) -> str:
        """Its rows, with its number; only columns named in the SQL `used_in` need be masked."""
        rows = as_known(f"SELECT * FROM {table}", self.relation, used_in).replace("$as_of", f"${asof(number)}")
        return f"SELECT *, {number} AS heap FROM ({rows})"


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
                    sql = unfiltered(ending(over_branch(one.sql, branch, inside(branch, period)), period))
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
    connection: duckdb.DuckDBPyConnection, table: str, heaps: Sequence[Heap], shares: Sequence[Share]
) -> list[Added]:
    """What the rows of each heap add to its windows; in one statement, which takes longer to plan than to run."""
    used = " ".join(one.sql for one in shares)
    known = " UNION ALL ".join(heap.known(table, used, number) for number, heap in enumerate(heaps))
    windows = windows_of(heaps)
    added: list[dict[Key, list[Piece]]] = [{} for _ in heaps]
    for spot in dict.fromkeys(one.spot for one in shares):
        mine = [one for one in shares if one.spot == spot]
        names = {sql: f"a{number}" for number, sql in enumerate(dict.fromkeys(one.sql for one in mine))}
        folds = ", ".join(f"{sql} AS {name}" for sql, name in names.items())
        statement = f"SELECT heap, coalesce({spot}, 0) AS place, w, {folds} FROM ({known}) JOIN {windows} GROUP BY ALL"
        moments = {asof(number): heap.as_of for number, heap in enumerate(heaps) if f"${asof(number)}" in statement}
        found = connection.execute(statement, moments or None).fetchnumpy()
        for number, pieces in enumerate(added):
            own = np.asarray(found["heap"]) == number
            places, windows_found = np.asarray(found["place"])[own], np.asarray(found["w"])[own]
            for one in mine:
                sums = np.ma.filled(np.ma.asarray(found[names[one.sql]][own], np.float64), 0.0)
                pieces.setdefault(one.key, []).append(Piece(places, windows_found, np.nan_to_num(sums)))
    return [*added]


def windows_of(heaps: Sequence[Heap]) -> str:
    """The windows of each heap as a relation, to be joined to its rows."""
    names = [f"{period}_{edge}" for period in heaps[0].spans for edge in ("begins", "ends")]
    rows = [
        f"({number}, {w}, {', '.join(f'{literal(of[w].begin)}, {literal(of[w].end)}' for of in heap.spans.values())})"
        for number, heap in enumerate(heaps)
        for w in range(min(len(span) for span in heap.spans.values()))
    ]
    return f"(VALUES {', '.join(rows)}) AS windows(heap, w, {', '.join(names)}) USING (heap)"


def by_spot(pieces: Sequence[Piece], spots: int, windows: int) -> FloatArray:
    """(spots, windows): the pieces laid out."""
    laid = np.zeros((spots, windows))
    for one in pieces:
        np.add.at(laid, (one.spots, one.windows), one.sums)
    return laid
