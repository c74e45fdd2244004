"""Merging a staged batch into its table: each key once, each newer version in place of the older.

The whole batch is looked at before anything is decided: only the last row of a key (by `updated_at` where the
schema has it, else by its place in the batch) is compared with the store, so a file loaded twice changes nothing.
"""

from dataclasses import dataclass

import duckdb

from data.feeds.schema import Schema
from data.tables import stored_names


@dataclass(frozen=True)
class Merged:
    """What became of a batch's good rows; the three add up to them."""

    accepted: int
    updated: int
    duplicate: int


def merge(connection: duckdb.DuckDBPyConnection, schema: Schema) -> Merged:
    """Moves the temporary table `staged` (the stored columns and `line`) into the schema's table."""
    keys = ", ".join(schema.key)
    match = " AND ".join(f"new.{key} = old.{key}" for key in schema.key)
    ordered = any(column.name == "updated_at" for column in schema.columns)
    newest = "updated_at DESC NULLS LAST, line DESC" if ordered else "line DESC"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE ranked AS SELECT *, "
        f"row_number() OVER (PARTITION BY {keys} ORDER BY {newest}) AS age FROM staged"
        if repeats(connection, keys)
        else "CREATE OR REPLACE TEMP TABLE ranked AS SELECT *, 1 AS age FROM staged"
    )
    older = "(new.updated_at < old.updated_at)" if ordered else "false"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE decided AS SELECT new.*, CASE WHEN old.digest IS NULL THEN 'new' "
        f"WHEN old.digest = new.digest THEN 'same' WHEN {older} THEN 'late' ELSE 'newer' END AS fate "
        f"FROM ranked AS new LEFT JOIN {schema.id} AS old ON {match} WHERE age = 1"
    )
    columns = ", ".join(stored_names(schema))
    fates = dict(connection.execute("SELECT fate, count(*) FROM decided GROUP BY fate").fetchall())
    accepted = fates.get("new", 0)
    updated = fates.get("newer", 0)
    if schema.versioned:
        if updated:
            connection.execute(
                f"INSERT INTO {schema.id}_versions SELECT {prefixed('old', schema)}, new.arrived_at "
                f"FROM {schema.id} AS old JOIN decided AS new ON {match} WHERE fate = 'newer'"
            )
        updated += keep_versions(connection, schema)
    if fates.get("newer", 0):
        connection.execute(f"DELETE FROM {schema.id} AS old USING decided AS new WHERE {match} AND fate = 'newer'")
    connection.execute(
        f"INSERT INTO {schema.id} ({columns}) SELECT {columns} FROM decided WHERE fate IN ('new', 'newer')"
        + (f" ORDER BY {schema.event_at}" if schema.event_at else "")
    )
    total = connection.execute("SELECT count(*) FROM staged").fetchall()[0][0]
    return Merged(accepted, updated, total - accepted - updated)


def repeats(connection: duckdb.DuckDBPyConnection, keys: str) -> bool:
    """Whether a key stands more than once in the batch."""
    found = connection.execute(f"SELECT 1 FROM staged GROUP BY {keys} HAVING count(*) > 1 LIMIT 1").fetchall()
    return bool(found)


def keep_versions(connection: duckdb.DuckDBPyConnection, schema: Schema) -> int:
    """Keeps the versions that were overtaken before they could be current; how many the store did not know."""
    columns = ", ".join(stored_names(schema))
    match = " AND ".join(f"old.{key} = new.{key}" for key in schema.key)
    last = " AND ".join(f"last.{key} = new.{key}" for key in schema.key)
    found = connection.execute(
        f"INSERT INTO {schema.id}_versions SELECT DISTINCT ON ({', '.join(schema.key)}, digest) {columns}, arrived_at "
        f"FROM (SELECT * EXCLUDE (age) FROM ranked AS new WHERE age > 1 AND EXISTS (SELECT 1 FROM decided AS last "
        f"WHERE {last} AND last.fate IN ('new', 'newer') AND last.digest <> new.digest) "
        f"UNION ALL BY NAME SELECT * EXCLUDE (age, fate) FROM decided WHERE fate = 'late') AS new "
        f"WHERE NOT EXISTS (SELECT 1 FROM {schema.id}_versions AS old WHERE {match} AND old.digest = new.digest)"
    ).fetchall()
    return int(found[0][0])


def prefixed(alias: str, schema: Schema) -> str:
    return ", ".join(f"{alias}.{name}" for name in stored_names(schema))
