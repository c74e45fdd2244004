"""The rows behind a number: an indicator's own rows in one window, each with whether the number counts it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlglot
from sqlglot import exp

from data.catalogue import Indicator
from data.fault import Fault
from data.formula import Formula, parse_formula
from data.known import as_known
from data.period import ANCIENT, Window

LEVELS = ("village", "grid", "micro_grid")


@dataclass(frozen=True)
class Selection:
    """A SELECT and its parameters: the columns of the indicator's rows, one row a fact, and beside them

    `counted`: whether the numerator counts the row (None where it cannot be told row by row); `at_village`, `at_grid`,
    `at_micro_grid`: the ids of the places that it lies in, None for none.
    """

    sql: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def where(self, condition: str, **parameters: Any) -> "Selection":
        """The rows that meet a further condition, an SQL text of ours; what a user gave stands in `parameters`."""
        return Selection(f"SELECT * FROM ({self.sql}) WHERE {condition}", {**self.parameters, **parameters})

    def at(self, level: str, place: str) -> "Selection":
        """The rows at one place; at the town, all of them."""
        if level == "town":
            return self
        if level not in LEVELS:
            raise Fault(f'there is no level "{level}": town, {", ".join(LEVELS)}')
        return self.where(f"at_{level} = $place", place=place)


def select(indicator: Indicator, window: Window, as_of: datetime) -> Selection:
    """The rows that an indicator counts in a window, as they were known at `as_of`.

    What follows from other indicators has no rows of its own: Fault says so. Rows about the feeds themselves are read
    from the relation `feed_ages` (`data.ages`), which a reader registers.
    """
    if indicator.derived is not None:
        raise Fault(f"{indicator.id} follows from other indicators and has no rows of its own: open one of its parts")
    formula = parse_formula(indicator)
    rows = as_known(formula.rows)
    ended = f"SELECT *, CAST($ends AS TIMESTAMPTZ) AS window_ends FROM ({rows})"
    judged = f"SELECT * EXCLUDE (window_ends), {counted(formula)} AS counted FROM ({ended})"
    known = f"{judged} WHERE {belongs(formula, indicator)}"
    places = ", ".join(f"placed.{level} AS at_{level}" for level in LEVELS)
    sql = f"SELECT facts.*, {places} FROM ({known}) AS facts LEFT JOIN spots AS placed ON placed.spot = facts.spot"
    parameters: dict[str, Any] = {"ends": window.end}
    if "$begins" in sql:
        parameters["begins"] = None if window.begin == ANCIENT else window.begin
    if "$as_of" in sql:
        parameters["as_of"] = as_of
    return Selection(sql, parameters)


def belongs(formula: Formula, indicator: Indicator) -> str:
    """When a row belongs to the window: as measuring has it (`data.exact`)."""
    begun = "(CAST($begins AS TIMESTAMPTZ) IS NULL OR {} >= $begins)"
    if not formula.lasting:
        since = "" if indicator.period == "now" else f" AND {begun.format('counted_at')}"
        return f"counted_at < $ends{since}"
    sound = "(until_at IS NULL OR until_at >= counted_at)"
    left = "until_at >= $ends" if indicator.period == "now" else begun.format("until_at")
    return f"counted_at < $ends AND {sound} AND (until_at IS NULL OR {left})"


def counted(formula: Formula) -> str:
    """SQL that is true of the rows that the numerator counts; NULL where it is not one aggregate with a condition."""
    tree = sqlglot.parse_one(formula.numerator.sql, dialect="duckdb")
    conditions = [one.expression.this for one in tree.find_all(exp.Filter)]
    aggregates = list(tree.find_all(exp.AggFunc))
    if len(aggregates) != 1 or tree.find(exp.Distinct):
        return "CAST(NULL AS BOOLEAN)"
    if isinstance(aggregates[0], exp.CountIf):
        conditions.append(aggregates[0].this)
    if not conditions:
        return "TRUE"
    return f"coalesce({exp.and_(*conditions, dialect='duckdb').sql('duckdb')}, FALSE)"
