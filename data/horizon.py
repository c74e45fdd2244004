"""The horizon: up to when a feed's rows have shrunk to days, and what can still be counted behind it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.catalogue import Catalogue, Indicator
from data.feeds.batch import Reject
from data.feeds.column import Schema
from data.feeds.declaration import Feed
from data.feeds.read import Chunk
from data.keep import relations_of, rows_before
from data.period import PeriodId, first_moment, instant

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
# From the first moment of a period so long on lies in the next one.
STEPS: dict[PeriodId, timedelta] = {
    "today": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}


def horizon_of(connection: duckdb.DuckDBPyConnection, relation: str, feed: str = "") -> datetime | None:
    """Up to when the rows of a feed in a table are gone; of the store's own tables there is no feed."""
    found = connection.execute(
        "SELECT until_at FROM shrunk WHERE relation = $1 AND feed = $2", [relation, feed]
    ).fetchone()
    return None if found is None else found[0]


def set_horizon(connection: duckdb.DuckDBPyConnection, until_at: datetime, relation: str, feed: str = "") -> None:
    connection.execute("INSERT OR REPLACE INTO shrunk VALUES ($1, $2, $3)", [relation, feed, until_at])


def begun_whole(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, zone: ZoneInfo, beginnings: Mapping[str, datetime]
) -> dict[str, datetime]:
    """By indicator: when its data begins, where rows are gone with the first of its periods that is there whole.

    What came before is missing ("—") rather than counted over what is left.
    """
    rows = connection.execute("SELECT relation, max(until_at) FROM shrunk GROUP BY relation").fetchall()
    horizons: dict[str, datetime] = dict(rows)
    found = dict(beginnings)
    for one in catalogue.indicators if horizons else ():
        behind = [horizons[name] for name in sorted(relations_of(one) & horizons.keys())]
        if behind:
            found[one.id] = max(found.get(one.id, behind[0]), first_whole(one, max(behind), zone))
    return found


@cache
def first_whole(indicator: Indicator, horizon: datetime, zone: ZoneInfo) -> datetime:
    """When the first period begins that needs no row before the horizon."""
    before = rows_before(indicator)
    if before is None:
        return NEVER
    local = (horizon + before).astimezone(zone).replace(tzinfo=None)
    period: PeriodId = "year" if indicator.period == "last_year" else indicator.period
    begin = first_moment(period, local)
    if begin is None:
        return horizon + before
    if begin < local:
        begin = first_moment(period, begin + STEPS[period])
        assert begin is not None
    return instant(begin, zone)


def in_time(connection: duckdb.DuckDBPyConnection, feed: Feed, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """The chunks of a feed, the rows that come behind its horizon among the rejects."""
    schema = feed.schema_
    horizon = horizon_of(connection, schema.id, feed.id) if schema.series else None
    for chunk in chunks:
        yield chunk if horizon is None else not_shrunk(schema, chunk, horizon)


def not_shrunk(schema: Schema, chunk: Chunk, horizon: datetime) -> Chunk:
    """A chunk without the rows that come too late: their day is a summary, which they would enter twice."""
    assert schema.event_at is not None
    late = pc.less(chunk.rows[schema.event_at], pa.scalar(horizon, chunk.rows[schema.event_at].type))
    if not pc.any(late).as_py():
        return chunk
    refused = chunk.rows.filter(late).select(["line", schema.event_at])
    reason = f"too late: the rows before {horizon.isoformat()} have shrunk to days"
    rejects = [
        Reject(line, schema.event_at, reason, {schema.event_at: at.isoformat()})
        for line, at in zip(refused["line"].to_pylist(), refused[schema.event_at].to_pylist(), strict=True)
    ]
    return replace(chunk, rows=chunk.rows.filter(pc.invert(late)), rejects=[*chunk.rejects, *rejects])
