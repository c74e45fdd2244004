"""Every indicator of the catalogue takes apart into SQL that DuckDB accepts, and says what it needs."""

from datetime import UTC, datetime

import duckdb
import pytest

from data.catalogue import Indicator, Words, built_in
from data.fault import Fault
from data.formula import over_branch, parse_formula
from data.known import as_known
from data.tables import create_tables

WORDS = Words("试", "test")
COUNTED = [one for one in built_in().indicators if one.derived is None]


def declared(rows: str, measure: str) -> Indicator:
    return Indicator("x", "X", WORDS, WORDS, rows, measure, WORDS, "month")


def test_rows_and_measure_come_apart() -> None:
    formula = parse_formula(
        declared(
            "SELECT due_at AS counted_at, * FROM cases WHERE due_at IS NOT NULL",
            "count(*) FILTER (WHERE closed_at <= due_at) / count(*)",
        )
    )
    assert formula.tables == ("cases",)
    assert formula.additive
    assert formula.denominator is not None
    (branch,) = formula.branches
    assert branch.counted_at == "due_at"
    assert over_branch(formula.denominator.sql, branch) == "COUNT(*) FILTER(WHERE NOT due_at IS NULL)"
    assert set().union(*formula.needs) == {"due_at", "closed_at"}


@pytest.mark.parametrize(
    "measure",
    ["median(closed_at)", "count(DISTINCT category)", "max(rating)", "avg(rating)", "sum(rating) / avg(rating)"],
)
def test_what_does_not_add_up_is_known(measure: str) -> None:
    assert not parse_formula(declared("SELECT reported_at AS counted_at, * FROM cases", measure)).additive


@pytest.mark.parametrize(
    ("rows", "measure", "said"),
    [
        ("SELECT * FROM cases", "count(*)", "counted_at"),
        ("SELECT reported_at AS counted_at, * FROM cases", "rating", "no aggregate"),
        ("SELECT reported_at AS counted_at FROM WHERE", "count(*)", "not valid SQL"),
    ],
)
def test_a_bad_declaration_is_refused_by_name(rows: str, measure: str, said: str) -> None:
    with pytest.raises(Fault, match=f"indicator x.*{said}"):
        parse_formula(declared(rows, measure))


@pytest.mark.parametrize("indicator", COUNTED, ids=lambda one: one.id)
def test_the_rows_of_every_indicator_run(indicator: Indicator) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        create_tables(connection)
        connection.execute("CREATE TABLE feed_ages (feed VARCHAR, newest_at TIMESTAMPTZ, stale_at TIMESTAMPTZ)")
        sql = as_known(indicator.rows)
        given = {"as_of": datetime(2026, 1, 1, tzinfo=UTC)} if "$as_of" in sql else None
        assert connection.execute(sql, given).fetchall() == []
