"""How far back an indicator needs the rows of a table whose samples shrink, and which `keep` is too short for it."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import sqlglot
from sqlglot import exp

from data.advance import length
from data.catalogue import Indicator
from data.feeds.column import Schema
from data.feeds.schema import SCHEMAS
from data.formula import parse_formula, table_names
from data.period import PeriodId
from data.profile import Profile

DAY = timedelta(days=1)
OWN = frozenset({"batches", "rejects"})  # the store's own tables, which are cleared after a time
# The longest that the present window of a period reaches back.
LONGEST: dict[PeriodId, timedelta] = {
    "now": timedelta(),
    "today": DAY,
    "week": 7 * DAY,
    "month": 31 * DAY,
    "year": 366 * DAY,
    "last_year": 2 * 366 * DAY,
}


def kept_too_short(known: dict[str, Indicator], profile: Profile) -> Iterator[str]:
    """What is wrong with a feed's `keep`: an indicator's present window needs rows that would be gone."""
    for feed in profile.feeds:
        if feed.keep is None:
            continue
        for one in known.values():
            if feed.fills not in relations_of(one):
                continue
            before = rows_before(one)
            if before is None:
                yield (
                    f"feeds[{feed.id}].keep: {one.id} counts rows of {feed.fills} however old: remove keep, "
                    f"or have it count those of a period"
                )
            elif feed.keep < LONGEST[one.period] + before:
                days = -(-(LONGEST[one.period] + before) // DAY)
                yield f'feeds[{feed.id}].keep: {one.id} needs {days} days of {feed.fills}: write "{days}d" or more'


@cache
def relations_of(indicator: Indicator) -> frozenset[str]:
    """The tables that an indicator's rows are selected from."""
    rows = parse_formula(indicator).rows
    return frozenset(table_names(sqlglot.parse_one(rows, dialect="duckdb"))) if rows else frozenset()


@cache
def rows_before(indicator: Indicator) -> timedelta | None:
    """How long before a window's begin the rows lie that are counted in it; None where that has no bound.

    The newest row of each series of samples before a horizon stays, so what lasts until the next one (`lead` over
    no more columns than the series has) is bounded; so is what ends a fixed time after its own event.
    """
    formula = parse_formula(indicator)
    tree = sqlglot.parse_one(formula.rows, dialect="duckdb")
    ours = [SCHEMAS[name] for name in formula.tables if SCHEMAS[name].series]
    momentary = indicator.period == "now" and not formula.lasting
    own = formula.lasting and relations_of(indicator) & OWN
    if indicator.period == "total" or momentary or own or not all(bounded(tree, one) for one in ours):
        return None
    return sum((length(one)[1] for one in tree.find_all(exp.Interval)), timedelta())


def bounded(tree: exp.Expr, schema: Schema) -> bool:
    """Whether no row of a table of samples is counted, or changes how another is, for ever."""
    for select in tree.find_all(exp.Select):
        source = select.args["from_"].this if select.args.get("from_") else None
        if source is None or schema.id not in table_names(source):
            continue
        group, until = select.args.get("group"), named(select, "until_at")
        if any(select.args.get(clause) for clause in ("distinct", "limit", "qualify")):
            return False
        if group is not None and not names(group, schema):
            return False
        if until is not None and not ends(until, tree, schema):
            return False
    return all(to_the_next(window, schema) for window in tree.find_all(exp.Window))


def named(select: exp.Select, name: str) -> exp.Expr | None:
    return next((one.unalias() for one in select.selects if one.alias_or_name == name), None)


def names(tree: exp.Expr, schema: Schema) -> bool:
    """Whether an expression is made of the event's time."""
    return any(column.name == schema.event_at for column in tree.find_all(exp.Column))


def ends(until: exp.Expr, tree: exp.Expr, schema: Schema) -> bool:
    """Whether a fact ends by its own time or with the next sample."""
    leads = {one.parent.alias for one in tree.find_all(exp.Window) if isinstance(one.parent, exp.Alias)}
    following = any(column.name in leads for column in until.find_all(exp.Column)) or until.find(exp.Lead) is not None
    if until.find(exp.Interval) is not None:
        return names(until, schema)
    endless = until.find(exp.Coalesce) is not None or until.find(exp.Literal) is not None
    return not endless and (names(until, schema) or following)


def to_the_next(window: exp.Window, schema: Schema) -> bool:
    """Whether a window function only asks for the next sample of a series, or of several."""
    parts = {column.name for one in window.args.get("partition_by") or [] for column in one.find_all(exp.Column)}
    return isinstance(window.this, exp.Lead) and parts <= set(schema.series)
