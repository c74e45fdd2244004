"""The tables of the store, derived from the canonical schemas."""

import duckdb

from data.feeds.schema import SCHEMAS, Schema

VERSION = 2
TYPES = {
    "text": "VARCHAR",
    "instant": "TIMESTAMPTZ",
    "number": "DOUBLE",
    "integer": "BIGINT",
    "flag": "BOOLEAN",
}
PLACED = "spot INTEGER NOT NULL, placed_by UTINYINT NOT NULL, implausible UTINYINT NOT NULL"
KEPT = "digest UBIGINT NOT NULL, feed VARCHAR NOT NULL, batch BIGINT NOT NULL, arrived_at TIMESTAMPTZ NOT NULL"
OWN = """
CREATE TABLE IF NOT EXISTS meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS spots (spot INTEGER, village VARCHAR, grid VARCHAR, micro_grid VARCHAR);
CREATE TABLE IF NOT EXISTS places (
    level VARCHAR, place VARCHAR, name VARCHAR, parent VARCHAR, kind VARCHAR, spot INTEGER, area_m2 DOUBLE);
CREATE TABLE IF NOT EXISTS batches (
    batch BIGINT, feed VARCHAR, file VARCHAR, begun_at TIMESTAMPTZ, arrived_at TIMESTAMPTZ, read BIGINT,
    accepted BIGINT, updated BIGINT, duplicate BIGINT, rejected BIGINT, unplaced BIGINT, implausible BIGINT);
CREATE TABLE IF NOT EXISTS rejects (
    batch BIGINT, feed VARCHAR, file VARCHAR, line BIGINT, source_column VARCHAR, reason VARCHAR, raw VARCHAR,
    arrived_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS watched (
    feed VARCHAR, path VARCHAR, size BIGINT, mtime_ns BIGINT, batch BIGINT, reason VARCHAR, declared VARCHAR,
    taken_at TIMESTAMPTZ, PRIMARY KEY (feed, path));
CREATE TABLE IF NOT EXISTS delivered (feed VARCHAR, name VARCHAR);
CREATE TABLE IF NOT EXISTS headers (feed VARCHAR, batch BIGINT, told_at TIMESTAMPTZ, names VARCHAR[]);
CREATE TABLE IF NOT EXISTS words (
    feed VARCHAR, name VARCHAR, word VARCHAR, batch BIGINT, told_at TIMESTAMPTZ, other BOOLEAN);
CREATE TABLE IF NOT EXISTS mended (reject VARCHAR, feed VARCHAR, batch BIGINT, rejects BIGINT);
CREATE TABLE IF NOT EXISTS raised_alarms (
    number BIGINT PRIMARY KEY, kind VARCHAR NOT NULL, subject VARCHAR NOT NULL, raised_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL, label VARCHAR, place VARCHAR, value DOUBLE, cleared_at TIMESTAMPTZ,
    acknowledged_at TIMESTAMPTZ, acknowledged_by VARCHAR, word VARCHAR);
CREATE TABLE IF NOT EXISTS seen_ground (
    seen_by VARCHAR NOT NULL, level VARCHAR NOT NULL, place VARCHAR NOT NULL, counted_at TIMESTAMPTZ NOT NULL,
    until_at TIMESTAMPTZ NOT NULL, seen_m2 DOUBLE NOT NULL, ground_m2 DOUBLE NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (source VARCHAR PRIMARY KEY, hash VARCHAR NOT NULL, made_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS posts (
    feed VARCHAR, key VARCHAR, digest VARCHAR NOT NULL, answer VARCHAR NOT NULL, written_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (feed, key));
CREATE TABLE IF NOT EXISTS shrunk (
    relation VARCHAR, feed VARCHAR, until_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (relation, feed));
"""


def names(schema: Schema) -> list[str]:
    """The canonical columns of a table, in order."""
    return [column.name for column in schema.all_columns]


def stored_names(schema: Schema) -> list[str]:
    """All columns of a table: the canonical ones, how it was placed, and how it got here."""
    placed = ["spot", "placed_by", "implausible"] if schema.located else []
    return [*names(schema), *placed, "digest", "feed", "batch", "arrived_at"]


def columns_sql(schema: Schema) -> str:
    parts = [f"{column.name} {TYPES[column.kind]}" for column in schema.all_columns]
    return ", ".join([*parts, *([PLACED] if schema.located else []), KEPT])


def days_columns(schema: Schema) -> dict[str, str]:
    """The columns of `<table>_days` and their types: what is left of a day of a series of samples."""
    told = [one for one in schema.columns if one.kind in ("text", "flag") and one.name not in schema.series]
    columns = {"feed": "VARCHAR", "day": "DATE", **dict.fromkeys(schema.series, "VARCHAR")}
    columns |= {one.name: TYPES[one.kind] for one in told}
    columns |= dict.fromkeys(("village", "grid", "micro_grid") if schema.located else (), "VARCHAR")
    columns |= {"samples": "BIGINT", "first_at": "TIMESTAMPTZ", "last_at": "TIMESTAMPTZ"}
    numbers = [one.name for one in schema.columns if one.kind in ("number", "integer")]
    return columns | {f"{name}_{fold}": "DOUBLE" for name in numbers for fold in ("min", "max", "mean", "last")}


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes what is missing, columns too; an older version of a row lives in `<table>_versions` with when it was
    replaced."""
    connection.execute(OWN)
    present: dict[str, set[str]] = {}
    for table, column in connection.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall():
        present.setdefault(table, set()).add(column)
    for schema in SCHEMAS.values():
        if schema.series:
            days = ", ".join(f"{name} {kind}" for name, kind in days_columns(schema).items())
            connection.execute(f"CREATE TABLE IF NOT EXISTS {schema.id}_days ({days})")
        for table in (schema.id, f"{schema.id}_versions"):
            for column in schema.all_columns:
                if table in present and column.name not in present[table]:
                    connection.execute(f"ALTER TABLE {table} ADD COLUMN {column.name} {TYPES[column.kind]}")
        connection.execute(f"CREATE TABLE IF NOT EXISTS {schema.id} ({columns_sql(schema)})")
        if schema.versioned:
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {schema.id}_versions ({columns_sql(schema)}, replaced_at TIMESTAMPTZ)"
            )
