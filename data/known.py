"""What was known at an instant: SQL over tables in which nothing later has happened yet."""

import re
from functools import cache

import sqlglot
from sqlglot import exp

from data.feeds.column import Schema
from data.feeds.schema import SCHEMAS
from data.formula import table_names


@cache
def as_known(sql: str, instead: str | None = None, used_in: str | None = None) -> str:
    """The same SQL over the tables as they were known at the parameter $as_of: nothing later has happened.

    `instead` names a relation with the rows to read in place of all of the table's; only columns named in the SQL
    `used_in` (default: all) need be masked.
    """
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    ours = {name for name in table_names(tree) if name in SCHEMAS}

    def masked(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Table) and node.name in ours:
            inner = sqlglot.parse_one(known(SCHEMAS[node.name], instead or node.name, used_in), dialect="duckdb")
            assert isinstance(inner, exp.Select)
            return inner.subquery(node.alias_or_name)
        return node

    return tree.transform(masked).sql("duckdb")


def known(schema: Schema, relation: str, used_in: str | None) -> str:
    """The rows of a relation as known at $as_of: those whose event is later are absent, later steps are to come.

    An event that a row may be without (a visit that is owed) is a step. Of a table that keeps only the newest state,
    nothing can be taken back.
    """
    event = schema.event_at
    begins = event is not None and (schema.column(event).required or schema.column(event).planned)
    stays = event if begins or not schema.versioned else None
    used = {column.name for column in schema.columns} if used_in is None else set(re.findall(r"\w+", used_in))
    masks = [
        f"CASE WHEN {column.name} <= $as_of THEN {column.name} END AS {column.name}"
        for column in schema.columns
        if column.kind == "instant" and not column.planned and column.name != stays and column.name in used
    ]
    masks += [
        f"CASE WHEN {column.known_at} > $as_of THEN NULL ELSE {column.name} END AS {column.name}"
        for column in schema.columns
        if column.known_at is not None and column.name in used
    ]
    replaced = f" REPLACE ({', '.join(masks)})" if masks else ""
    if event is None or not begins:
        return f"SELECT *{replaced} FROM {relation}"
    absent = "" if schema.column(event).required else f" OR {event} IS NULL"
    return f"SELECT *{replaced} FROM {relation} WHERE {event} <= $as_of{absent}"
