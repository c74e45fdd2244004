"""An indicator's two strings, taken apart: what can be counted together, what adds up, which tables it reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, SqlglotError

from data.catalogue import Indicator
from data.fault import Fault
from data.feeds.schema import SCHEMAS
from data.needs import needs_of

WINDOW_ENDS = "window_ends"
COMBINING = ("group", "having", "qualify", "windows", "distinct", "limit", "offset", "joins", "with_")


@dataclass(frozen=True)
class Fold:
    """One aggregate. `summable`: the town's value is the sum of its grids'; `additive`: of its days' too.

    What was known at a window's end (`window_ends`) differs from window to window, so it does not add up over time.
    """

    sql: str
    summable: bool
    additive: bool


@dataclass(frozen=True)
class Branch:
    """One SELECT of the rows in its simplest form: a source, a condition, the two times, the spot, and what
    its own column names stand for. Branches over the same source and time are counted in one pass."""

    source: str
    where: str | None
    counted_at: str
    until_at: str | None
    spot: str
    columns: tuple[tuple[str, str], ...]

    @property
    def expressions(self) -> tuple[str, ...]:
        """All the SQL in it that is about a row."""
        found = (self.where, self.counted_at, self.until_at, *(sql for _, sql in self.columns))
        return tuple(one for one in found if one is not None)


@dataclass(frozen=True)
class Formula:
    """An indicator's rows and measure, parsed."""

    rows: str
    branches: tuple[Branch, ...]
    lasting: bool
    numerator: Fold
    denominator: Fold | None
    tables: tuple[str, ...]
    needs: tuple[frozenset[str], ...]

    @property
    def folds(self) -> tuple[Fold, ...]:
        return (self.numerator,) if self.denominator is None else (self.numerator, self.denominator)

    @property
    def additive(self) -> bool:
        return all(fold.additive for fold in self.folds)

    @property
    def summable(self) -> bool:
        return all(fold.summable for fold in self.folds)

    @property
    def reach(self) -> timedelta:
        """How far before a window the rows lie that are counted in it: a year where last year's stand beside this
        year's."""
        shifted = any("INTERVAL '1' YEAR" in branch.counted_at for branch in self.branches)
        return timedelta(days=366) if shifted else timedelta()

    @property
    def extensive(self) -> bool:
        """Whether it is a count or a sum, which grows with the place: a limit of it is meant for the town."""
        return self.denominator is None and self.numerator.sql.upper().startswith(("COUNT", "SUM"))


# What follows from other indicators reads nothing itself; `data.derived` knows its parts.
DERIVED = Formula("", (), False, Fold("NULL", False, False), None, (), ())


@cache
def parse_formula(indicator: Indicator) -> Formula:
    """The parts of an indicator's rows and measure. Fault names the indicator and what is wrong."""
    if indicator.derived is not None:
        return DERIVED
    try:
        rows = sqlglot.parse_one(indicator.rows, dialect="duckdb")
        measure = sqlglot.parse_one(f"SELECT {indicator.measure}", dialect="duckdb")
    except SqlglotError as error:
        said = error.errors[0]["description"] if isinstance(error, ParseError) else error
        raise Fault(f"indicator {indicator.id}: not valid SQL: {said}") from None
    if not isinstance(rows, exp.Query):
        raise Fault(f"indicator {indicator.id}: rows is not one SELECT")
    if not isinstance(measure, exp.Select) or len(measure.selects) != 1 or measure.args.get("from_"):
        raise Fault(f"indicator {indicator.id}: measure is not one expression")
    if "counted_at" not in rows.named_selects:
        raise Fault(f"indicator {indicator.id}: rows select no counted_at")
    numerator, denominator = split(measure.selects[0])
    for part in (numerator, denominator):
        if part is not None and part.find(exp.AggFunc) is None:
            raise Fault(f"indicator {indicator.id}: measure: {part.sql('duckdb')} is no aggregate")
    lasting = "until_at" in rows.named_selects
    return Formula(
        rows=rows.sql("duckdb"),
        branches=branches_of(rows) or (opaque(rows, lasting),),
        lasting=lasting,
        numerator=fold(numerator),
        denominator=None if denominator is None else fold(denominator),
        tables=tuple(sorted(set(table_names(rows)) & SCHEMAS.keys())),
        needs=needs_of(rows, measure),
    )


def branches_of(rows: exp.Expr) -> tuple[Branch, ...] | None:
    """The branches of plain SELECTs and of UNION ALLs of them; None where anything else stands in it."""
    if isinstance(rows, exp.Union) and not rows.args.get("distinct"):
        if any(isinstance(one, exp.Star) for one in rows.left.selects):
            return None
        left, right = branches_of(rows.left), branches_of(named_like(rows.left, rows.right))
        return None if left is None or right is None else left + right
    if not isinstance(rows, exp.Select) or any(rows.args.get(clause) for clause in COMBINING):
        return None
    table = rows.args["from_"].this
    condition = rows.args.get("where")
    own = [*rows.selects, *([] if condition is None else [condition])]
    if not isinstance(table, exp.Table | exp.Subquery) or any(one.find(exp.Window) for one in own):
        return None
    columns = tuple((one.alias_or_name, one.unalias().sql("duckdb")) for one in rows.selects)
    named = dict(columns)
    return (
        Branch(
            source=f"SELECT * FROM {table.sql('duckdb')}",
            where=None if condition is None else condition.this.sql("duckdb"),
            counted_at=named.get("counted_at", ""),
            until_at=named.get("until_at"),
            spot=named.get("spot", "spot"),
            columns=tuple(pair for pair in columns if pair[0] not in ("*", pair[1])),
        ),
    )


def named_like(first: exp.Query, other: exp.Query) -> exp.Query:
    """A later part of a UNION with the first one's column names, which it goes by."""
    named = other.copy()
    for one, name in zip(list(named.selects), first.named_selects, strict=True):
        one.replace(exp.alias_(one.unalias().copy(), name))
    return named


def opaque(rows: exp.Expr, lasting: bool) -> Branch:
    """Rows that cannot be taken apart, as a source of their own."""
    return Branch(rows.sql("duckdb"), None, "counted_at", "until_at" if lasting else None, "spot", ())


def split(measure: exp.Expr) -> tuple[exp.Expr, exp.Expr | None]:
    """Numerator and denominator: the two sides of the outermost division, if there is one."""
    while isinstance(measure, exp.Paren):
        measure = measure.this
    return (measure.this, measure.expression) if isinstance(measure, exp.Div) else (measure, None)


def fold(part: exp.Expr) -> Fold:
    aggregates = list(part.find_all(exp.AggFunc))
    sums = all(
        isinstance(one, exp.Count | exp.Sum | exp.CountIf) and one.find(exp.Distinct) is None for one in aggregates
    )
    linear = not any(
        isinstance(node, exp.Div | exp.Mul | exp.Mod | exp.Func)
        for node in part.walk()
        if not isinstance(node, exp.AggFunc) and node.find_ancestor(exp.AggFunc, exp.Filter) is None
    )
    timeless = all(column.name != WINDOW_ENDS for column in part.find_all(exp.Column))
    return Fold(part.sql("duckdb"), sums and linear, sums and linear and timeless)


@cache
def over_branch(aggregate: str, branch: Branch, within: str | None = None) -> str:
    """The aggregate over a branch's source: its own columns written out, its condition a FILTER of each call.

    Rows that ended before they began were never valid and count nowhere. `within` is a further condition.
    """
    conditions = [one for one in (branch.where, within) if one is not None]
    if branch.until_at is not None:
        conditions.append(f"({branch.until_at} IS NULL OR {branch.until_at} >= {branch.counted_at})")
    columns = dict(branch.columns)
    condition = exp.and_(*conditions, dialect="duckdb") if conditions else None

    def written_out(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and not node.table and node.name in columns:
            return exp.paren(sqlglot.parse_one(columns[node.name], dialect="duckdb"))
        return node

    def filtered(node: exp.Expr) -> exp.Expr:
        if condition is None:
            return node
        if isinstance(node, exp.Filter):
            both = exp.and_(condition.copy(), node.expression.this)
            return exp.Filter(this=node.this.copy(), expression=exp.Where(this=both))
        if isinstance(node, exp.AggFunc) and not isinstance(node.parent, exp.Filter):
            return exp.Filter(this=node.copy(), expression=exp.Where(this=condition.copy()))
        return node

    tree = sqlglot.parse_one(aggregate, dialect="duckdb").transform(written_out)
    return tree.transform(filtered).sql("duckdb")


@cache
def tables_in(sql: str) -> frozenset[str]:
    """The tables that a statement reads, from its text: many formulas read the same."""
    return frozenset(table_names(sqlglot.parse_one(sql, dialect="duckdb")))


def table_names(tree: exp.Expr) -> Iterable[str]:
    """The tables that a statement reads, without the names that it defines itself."""
    defined = {cte.alias for cte in tree.find_all(exp.CTE)}
    return sorted({table.name for table in tree.find_all(exp.Table)} - defined)
