"""The newest rows of a feed: how long they took to arrive, and which of their columns are filled."""

from dataclasses import dataclass

import duckdb

from data.feeds.declaration import Feed

ROWS = 10_000
BATCHES = 10_000
ENOUGH = 100  # rows, of which not one has a column that was filled before


@dataclass(frozen=True)
class Newest:
    """Of the newest rows (ROWS at most): how many, how many have each canonical column, and the columns that once
    were filled and are no longer. `delay_s`: the median and the 95th percentile of the seconds from the last event in
    a row to its arrival; None where rows have no time, or only a first batch, a source's history, has come.
    """

    rows: int
    filled: dict[str, int]
    delay_s: tuple[float, float] | None
    emptied: tuple[str, ...]


def read_newest(connection: duckdb.DuckDBPyConnection, feed: Feed) -> Newest:
    """What the newest rows of a feed tell."""
    schema = feed.schema_
    first, since = connection.execute(
        "WITH late AS (SELECT batch, accepted + updated AS n FROM batches WHERE feed = $1 AND accepted + updated > 0 "
        f"ORDER BY batch DESC LIMIT {BATCHES}), summed AS (SELECT batch, n, sum(n) OVER (ORDER BY batch DESC) AS total "
        f"FROM late) SELECT (SELECT min(batch) FROM batches WHERE feed = $1 AND accepted > 0), min(batch) "
        f"FROM summed WHERE total - n < {ROWS}",
        [feed.id],
    ).fetchall()[0]
    # Rows get their ids in the order in which they are written; to find the last ids first is far quicker.
    newest = "feed = $feed AND batch >= $since AND rowid >= $row"
    row = connection.execute(
        f"SELECT min(row) FROM (SELECT rowid AS row FROM {schema.id} WHERE feed = $1 AND batch >= $2 "
        f"ORDER BY row DESC LIMIT {ROWS})",
        [feed.id, since],
    ).fetchall()[0][0]
    columns = [column.name for column in schema.all_columns]
    texts = {column.name for column in schema.columns if column.kind == "text"}
    counts = ", ".join(f"count(nullif({name}, ''))" if name in texts else f"count({name})" for name in columns)
    instants = [column.name for column in schema.columns if column.kind == "instant" and not column.planned]
    late = f"epoch(arrived_at) - epoch(greatest({', '.join(instants)}))" if instants else "NULL::DOUBLE"
    rows, delay, *filled = connection.execute(
        f"SELECT count(*), quantile_cont({late}, [0.5, 0.95]) FILTER (batch > $first), {counts} FROM {schema.id} "
        f"WHERE {newest}",
        {"feed": feed.id, "since": since, "row": row, "first": first},
    ).fetchall()[0]
    known = {name for (name,) in connection.execute("SELECT name FROM delivered WHERE feed = $1", [feed.id]).fetchall()}
    found = dict(zip(columns, filled, strict=True))
    emptied = [name for name in columns if rows >= ENOUGH and name in known and not found[name]]
    return Newest(rows, found, None if not delay or delay[0] is None else (delay[0], delay[1]), tuple(emptied))
