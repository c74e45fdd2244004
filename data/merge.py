"""Merging a staged batch into its table: each key once, each newer version in place of the older.

The whole batch is looked at before anything is decided: only the last row of a key (by `updated_at` where the
schema has it, else by its place in the batch) is compared with the store, so a file loaded twice changes nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import duckdb

from data.feeds.column import Schema
from data.tables import stored_names

Note = Callable[[duckdb.DuckDBPyConnection], None]


@dataclass(frozen=True)
class Merged:
    """What became of a batch's good rows; the three add up to them."""

    accepted: int
    updated: int
    duplicate: int


def merge(connection: duckdb.DuckDBPyConnection, schema: Schema, note: Note | None = None) -> Merged:
    """Moves the temporary table `staged` (the stored columns and `line`) into the schema's table.

    `note` may look at `staged` and at `fates` (staged_row, fate) before they go.
    """
    keys = ", ".join(schema.key)
    match = " AND ".join(f"new.{key} = old.{key}" for key in schema.key)
    ordered = any(column.name == "updated_at" for column in schema.columns)
    newest = "updated_at DESC NULLS LAST, line DESC" if ordered else "line DESC"
    rank = f"ROW_NUMBER() OVER (PARTITION BY {keys} ORDER BY {newest})" if repeats(connection, keys) else "1"
    older = "(new.updated_at < old.updated_at)" if ordered else "false"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE fates AS SELECT new.staged_row, {prefixed('new', schema.key)}, new.digest, "
        f"CASE WHEN rank > 1 THEN 'overtaken' WHEN old.digest IS NULL THEN 'new' "
        f"WHEN old.digest = new.digest THEN 'same' WHEN {older} THEN 'late' ELSE 'newer' END AS fate "
        f"FROM (SELECT *, rowid AS staged_row, {rank} AS rank FROM staged) AS new "
        f"LEFT JOIN {schema.id} AS old ON {match}"
    )
    fates = dict(connection.execute("SELECT fate, count(*) FROM fates GROUP BY fate").fetchall())
    total, accepted, updated = sum(fates.values()), fates.get("new", 0), fates.get("newer", 0)
    if updated:
        if schema.versioned:
            named = ", ".join(stored_names(schema))
            connection.execute(
                f"INSERT INTO {schema.id}_versions ({named}, replaced_at) "
                f"SELECT {prefixed('old', stored_names(schema))}, staged.arrived_at "
                f"FROM {schema.id} AS old JOIN fates AS new ON {match} JOIN staged ON staged.rowid = new.staged_row "
                f"WHERE fate = 'newer'"
            )
        connection.execute(f"DELETE FROM {schema.id} AS old USING fates AS new WHERE {match} AND fate = 'newer'")
    columns = ", ".join(stored_names(schema))
    current = " WHERE rowid IN (SELECT staged_row FROM fates WHERE fate IN ('new', 'newer'))"
    chosen = "" if accepted == total else current
    connection.execute(f"INSERT INTO {schema.id} ({columns}) SELECT {columns} FROM staged{chosen}")
    if schema.versioned and (fates.get("overtaken", 0) or fates.get("late", 0)):
        updated += keep_versions(connection, schema)
    if note is not None:
        note(connection)
    connection.execute("DROP TABLE temp.fates")
    return Merged(accepted, updated, total - accepted - updated)


def repeats(connection: duckdb.DuckDBPyConnection, keys: str) -> bool:
    """Whether a key stands more than once in the batch."""
    found = connection.execute(f"SELECT 1 FROM staged GROUP BY {keys} HAVING count(*) > 1 LIMIT 1").fetchall()
    return bool(found)


def keep_versions(connection: duckdb.DuckDBPyConnection, schema: Schema) -> int:
    """Keeps the versions that were overtaken before they could be current; how many the store did not know."""
    columns = ", ".join(stored_names(schema))
    match = " AND ".join(f"old.{key} = new.{key}" for key in schema.key)
    current = f"SELECT 1 FROM fates AS old WHERE {match} AND old.fate IN ('new', 'newer') AND old.digest <> new.digest"
    overtaken = f"new.fate = 'late' OR (new.fate = 'overtaken' AND EXISTS ({current}))"
    same = " AND ".join(f"old.{name} = staged.{name}" for name in (*schema.key, "digest"))
    found = connection.execute(
        f"INSERT INTO {schema.id}_versions ({columns}, replaced_at) "
        f"SELECT DISTINCT ON ({', '.join(schema.key)}, digest) {columns}, arrived_at "
        f"FROM staged WHERE rowid IN (SELECT staged_row FROM fates AS new WHERE {overtaken}) "
        f"AND NOT EXISTS (SELECT 1 FROM {schema.id}_versions AS old WHERE {same})"
    ).fetchall()
    return int(found[0][0])


def prefixed(alias: str, names: Iterable[str]) -> str:
    return ", ".join(f"{alias}.{name}" for name in names)
