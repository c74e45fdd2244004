"""The SQL of a profile reads our tables and nothing else, and is tried before anything starts."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from app import main
from data.catalogue import Indicator, Words, built_in
from data.formula import parse_formula
from data.own_sql import READABLE, Bench, faults_of
from data.profile import load_profile
from data.tables import create_tables
from tests.data.due_town import write_town

WORDS = Words("试", "test")
GOOD = "SELECT reported_at AS counted_at, * FROM cases"
COUNT = "count(*)"
TABLE = """
[[indicators]]
id = "mine"
title = {{ zh = "甲", en = "A" }}
meaning = {{ zh = "乙", en = "B" }}
rows = "{rows}"
measure = "count(*)"
unit = "percent"
period = "month"
"""


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.connection.close()


def of(rows: str = GOOD, measure: str = COUNT) -> Indicator:
    return Indicator("x", "X", WORDS, WORDS, rows, measure, WORDS, "month")


@pytest.mark.parametrize("one", [one for one in built_in().indicators if not one.derived], ids=lambda one: one.id)
def test_what_the_product_declares_itself_would_pass(bench: Bench, one: Indicator) -> None:
    assert list(bench.forbidden(one.rows, READABLE)) == []
    assert bench.unbound(parse_formula(one)) == []


@pytest.mark.parametrize(
    ("rows", "measure"),
    [
        (GOOD, "count(*) FILTER (WHERE closed_at < window_ends) / nullif(count(*), 0)"),
        (GOOD, "median(epoch(closed_at) - epoch(reported_at))"),
        ("SELECT reported_at AS counted_at, spot FROM cases WHERE rating > 1 OR urgent", COUNT),
        ("SELECT c.reported_at AS counted_at, c.spot FROM cases AS c JOIN needs USING (spot)", COUNT),
        ("SELECT reported_at AS counted_at, spot FROM cases UNION ALL SELECT raised_at, spot FROM needs", COUNT),
        ("SELECT read_at AS counted_at, 0 AS spot FROM readings WHERE read_at > $as_of - INTERVAL 1 DAY", COUNT),
        ("SELECT newest_at AS counted_at, 0 AS spot FROM feed_ages", COUNT),
    ],
)
def test_good_sql_passes(bench: Bench, rows: str, measure: str) -> None:
    assert bench.faults(of(rows, measure)) == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("SELECT counted_at FROM WHERE", "not valid SQL"),
        ("SELECT 'x AS counted_at FROM cases", "not valid SQL"),
        (f"{GOOD}; DROP TABLE cases", "rows is not one SELECT"),
        ("DROP TABLE cases", "rows is not one SELECT"),
        ("ATTACH 'x.duckdb' AS x", "rows is not one SELECT"),
        ("PRAGMA database_list", "rows is not one SELECT"),
        ("COPY cases TO 'x.csv'", "rows is not one SELECT"),
        ("SELECT * FROM cases", "rows select no counted_at"),
        (f"{GOOD}, tokens", 'the table "tokens" is not allowed: read one of cases, '),
        ("SELECT made_at AS counted_at, 0 AS spot FROM tokens", 'the table "tokens" is not allowed'),
        (f"{GOOD} WHERE case_id IN (SELECT hash FROM tokens)", 'the table "tokens" is not allowed'),
        ("SELECT reported_at AS counted_at, * FROM main.cases", 'the table "main.cases" is not allowed'),
        ("SELECT reported_at AS counted_at, * FROM Cases", 'the table "Cases" is not allowed'),
        (f"{GOOD}, information_schema.tables", 'the table "information_schema.tables" is not allowed'),
        (f"{GOOD}, 'x.csv'", 'the table "x.csv" is not allowed'),
        (f'{GOOD}, "/etc/hosts.csv"', 'the table "/etc/hosts.csv" is not allowed'),
        (f"{GOOD}, read_csv('x.csv')", "the table function read_csv is not allowed: read tables only"),
        (f"{GOOD}, LATERAL read_text('x')", "the table function read_text is not allowed"),
        (f"{GOOD}, glob('*')", "the table function glob is not allowed"),
        (f"{GOOD}, duckdb_settings()", "the table function duckdb_settings is not allowed"),
        (f"{GOOD}, query('SELECT 1')", "the table function query is not allowed"),
        ("WITH tokens AS (SELECT * FROM tokens) SELECT made_at AS counted_at, * FROM tokens", "WITH is not allowed"),
        (f"SELECT * FROM ({GOOD}) PIVOT (count(*) FOR source IN ('hotline'))", ""),
        ("SELECT now() AS counted_at, * FROM cases", "the function now is not allowed: use one that gives the same"),
        (f"{GOOD} WHERE due_at < current_timestamp", "is not allowed: use one that gives the same at any time, $as_of"),
        (f"{GOOD} WHERE due_at < current_date", "is not allowed: use one that gives the same at any time"),
        (f"{GOOD} WHERE random() < 0.5", "the function random is not allowed"),
        (f"{GOOD} WHERE getenv('HOME') = 'x'", "the function getenv is not allowed"),
        (f"{GOOD} WHERE current_setting('threads') = 'x'", "the function current_setting is not allowed"),
        (f"{GOOD} WHERE closd_at IS NULL", 'rows: Referenced column "closd_at" not found in FROM clause! Candidate'),
        (f"{GOOD} WHERE category = $category", "rows: Values were not provided"),
        ("SELECT title AS counted_at, spot FROM cases", "rows: counted_at is VARCHAR: make it an instant"),
        (
            "SELECT reported_at AS counted_at, CAST(due_at AS DATE) AS until_at, spot FROM cases",
            "rows: until_at is DATE",
        ),
        ("SELECT step_at AS counted_at FROM case_steps", "rows: select no spot: add it, or 0 AS spot"),
    ],
)
def test_rows_that_reach_too_far_are_refused(bench: Bench, rows: str, said: str) -> None:
    faults = bench.faults(of(rows))
    assert faults
    assert said in " ".join(faults)


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("rating", "measure: rating is no aggregate"),
        ("count(*) / 2", "measure: 2 is no aggregate"),
        ("count(*), count(*)", "measure is not one expression"),
        ("count(*) FROM tokens", "measure is not one expression"),
        ("count(*); DROP TABLE cases", "measure is not one expression"),
        ("count('", "not valid SQL"),
        ("sum((SELECT count(*) FROM cases))", 'measure: the table "cases" is not allowed: read tables in rows only'),
        ("count(*) FILTER (WHERE closed_at < now())", "measure: the function now is not allowed"),
        ("sum(raiting)", 'measure: Referenced column "raiting" not found in FROM clause! Candidate bindings: "rating"'),
        ("max(closed_at)", "measure: MAX(closed_at) is TIMESTAMP WITH TIME ZONE: make it a number"),
        ("count(*) / max(category)", "measure: MAX(category) is VARCHAR: make it a number"),
    ],
)
def test_measures_that_are_no_number_are_refused(bench: Bench, measure: str, said: str) -> None:
    faults = bench.faults(of(measure=measure))
    assert faults
    assert said in " ".join(faults)


def test_every_readable_table_can_be_read() -> None:
    with duckdb.connect() as connection:
        create_tables(connection)
        kept = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert {*READABLE} - {"feed_ages"} < kept
    assert {"tokens", "meta"} <= kept - {*READABLE}
    assert faults_of((of(),)) == ()


@pytest.mark.parametrize("command", ["check", "load", "serve", "measure", "token"])
def test_every_command_refuses_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    path = write_town(tmp_path, tables=TABLE.format(rows="SELECT reported_at AS counted_at, * FROM tokens"))
    assert main([command, *(["source"] if command == "token" else []), "--profile", str(path)]) == 1
    said = "".join(capsys.readouterr())
    assert f'{path}: indicators[mine]: rows: the table "tokens" is not allowed: read one of cases' in said
    assert not (load_profile(str(path)).var / "store.duckdb").exists()
