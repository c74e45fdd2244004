"""What the SQL of a place's own indicator may do: read our tables, by functions that give the same at any time.

A profile is data, not code. Its SQL is parsed as DuckDB itself parses it and bound against empty tables, in a database
of its own that can reach no file, before anything else starts.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import duckdb

from data.catalogue import Indicator
from data.fault import Fault
from data.feeds.schema import SCHEMAS
from data.formula import Formula, over_branch, parse_formula
from data.known import as_known
from data.tables import create_tables

READABLE = (*SCHEMAS, "places", "spots", "batches", "rejects", "feed_ages", "seen_ground")
FEED_AGES = "CREATE TABLE feed_ages (feed VARCHAR, newest_at TIMESTAMPTZ, stale_at TIMESTAMPTZ)"
NUMBERS = ("INT", "BIGINT", "SMALLINT", "TINYINT", "HUGEINT", "DOUBLE", "FLOAT", "DECIMAL", "U")
INSTANT = "TIMESTAMP WITH TIME ZONE"
HARMLESS = frozenset({"nullif", "split_part", "unnest"})  # DuckDB does not tell what these depend on: nothing
SETTINGS = frozenset({"current_setting", "getvariable", "version"})
BARE = frozenset(  # functions that are written without brackets, and look like columns
    ("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp", "user", "current_user")
)
MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@cache
def faults_of(indicators: tuple[Indicator, ...]) -> tuple[tuple[str, str], ...]:
    """(id, what is wrong and what would mend it) of each fault in the SQL of some indicators."""
    bench = Bench()
    try:
        return tuple((one.id, fault) for one in indicators for fault in bench.faults(one))
    finally:
        bench.connection.close()


class Bench:
    """An empty store in memory, cut off from files, to try SQL on."""

    def __init__(self) -> None:
        self.connection = duckdb.connect(config={"enable_external_access": "false"})
        self.connection.execute("SET TimeZone = 'UTC'; SET python_enable_replacements = false")
        create_tables(self.connection)
        self.connection.execute(FEED_AGES)
        constant = "SELECT function_name FROM duckdb_functions() WHERE stability = 'CONSISTENT'"
        found = {name for (name,) in self.connection.execute(constant).fetchall()}
        self.functions = (found | HARMLESS) - SETTINGS

    def faults(self, indicator: Indicator) -> list[str]:
        """What is wrong with an indicator's rows and measure, and what would mend it."""
        try:
            formula = parse_formula(indicator)
        except Fault as fault:
            return [str(fault).removeprefix(f"indicator {indicator.id}: ")]
        found = [f"rows: {one}" for one in self.forbidden(formula.rows, READABLE)]
        for fold in formula.folds:
            found += [f"measure: {one}" for one in self.forbidden(f"SELECT {fold.sql}", ())]
        return list(dict.fromkeys(found)) or self.unbound(formula)

    def forbidden(self, sql: str, readable: tuple[str, ...]) -> Iterator[str]:
        """The tables and functions in a statement that an indicator may not use."""
        serialized = self.connection.execute("SELECT json_serialize_sql($1)", [sql]).fetchall()[0][0]
        tree = json.loads(serialized)
        if tree["error"]:
            yield f"is no plain SELECT: {tree['error_message']}"
            return
        for node in nodes(tree):
            if node.get("cte_map", {}).get("map"):
                yield "WITH is not allowed: write it as a subquery in FROM"
            match node.get("type"):
                case "BASE_TABLE":
                    name = ".".join(node[part] for part in ("catalog_name", "schema_name", "table_name") if node[part])
                    if name not in readable:
                        known = f"read one of {', '.join(readable)}" if readable else "read tables in rows only"
                        yield f'the table "{name}" is not allowed: {known}'
                case "TABLE_FUNCTION":
                    node["function"]["called"] = True
                    yield f"the table function {node['function'].get('function_name')} is not allowed: read tables only"
                case "SHOW_REF" | "PIVOT":
                    yield "is no plain SELECT: write it as one"
            called = called_in(node)
            if called is not None and called not in self.functions:
                yield f"the function {called} is not allowed: use one that gives the same at any time, $as_of for now"

    def unbound(self, formula: Formula) -> list[str]:
        """What DuckDB says of the statements over empty tables, and the types that cannot be counted with."""
        rows = as_known(formula.rows)
        try:
            types = self.types(f"SELECT * FROM ({rows})")
        except duckdb.Error as error:
            return [f"rows: {plain(error)}"]
        if "spot" not in types:
            return ["rows: select no spot: add it, or 0 AS spot where the table has no places"]
        found = [
            f"rows: {name} is {types[name]}: make it an instant (TIMESTAMPTZ)"
            for name in ("counted_at", "until_at")
            if types.get(name, INSTANT) != INSTANT
        ]
        for fold in formula.folds:
            try:
                (kind,) = self.types(f"SELECT {fold.sql} AS folded FROM ({windowed(rows)})").values()
                for branch in formula.branches if fold.additive else ():
                    own = windowed(as_known(branch.source))
                    self.types(
                        f"SELECT {branch.spot} AS s, {over_branch(fold.sql, branch)} AS f FROM ({own}) GROUP BY 1"
                    )
            except duckdb.Error as error:
                found.append(f"measure: {plain(error)}")
                continue
            if not kind.startswith(NUMBERS):
                found.append(f"measure: {fold.sql} is {kind}: make it a number, of instants with epoch(…)")
        return found

    def types(self, sql: str) -> dict[str, str]:
        """The columns of a statement and their types; raises duckdb.Error where it cannot be bound."""
        given = {"as_of": MOMENT} if "$as_of" in sql else None
        relation = self.connection.sql(f"SELECT * FROM ({sql}) LIMIT 0", params=given)
        return {name: str(kind) for name, kind in zip(relation.columns, relation.types, strict=True)}


def windowed(rows: str) -> str:
    """The rows with the end of a window, which a measure may name."""
    return f"SELECT *, TIMESTAMPTZ '{MOMENT.isoformat()}' AS window_ends FROM ({rows})"


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON document."""
    if isinstance(tree, dict):
        yield tree
    for inner in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from nodes(inner)


def called_in(node: dict[str, Any]) -> str | None:
    """The function that a node calls; operators are always allowed, and table functions are told of by themselves."""
    match node:
        case {"class": "FUNCTION" | "WINDOW", "function_name": str(name)}:
            return None if node.get("is_operator") or node.get("called") else name
        case {"class": "COLUMN_REF", "column_names": [str(name)]} if name.lower() in BARE:
            return name.lower()
    return None


def plain(error: duckdb.Error) -> str:
    """What DuckDB says, without the place in a statement that nobody wrote so."""
    said = str(error).partition("LINE ")[0].partition("Candidate functions")[0]
    return " ".join(said.split(": ", 1)[-1].split())
