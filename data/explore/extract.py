"""The rows of one indicator at one instant, held in memory for many questions: words are numbers, times are ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.catalogue import Indicator
from data.explore.filters import KINDS, PLACES, WORDS
from data.explore.selection import select
from data.feeds.schema import SCHEMAS
from data.formula import parse_formula
from data.masking import is_personal, masked
from data.period import ANCIENT, MOMENT, Window

MEMORY = "400MB"
# Which column of a table answers to a word; the first that the rows have.
COLUMNS: dict[str, tuple[str, ...]] = {
    "category": ("category", "kind"),
    "subcategory": ("subcategory",),
    "source": ("source", "channel"),
    "level": ("colour", "grade", "risk"),
    "party": ("party",),
}
ENDED = ("closed_at", "fixed_at", "resolved_at", "replied_at", "concluded_at", "completed_at", "handled_at")
INSTANTS = ("counted_at", "due_at", "ended_at")
TIME = pa.timestamp("us", "UTC")


@dataclass(frozen=True, eq=False)
class Extract:
    """What `rows` of `connection` hold: `row` (its number), `key` (of the rows of `table`), `counted_at`, `due_at`,
    `ended_at`, `counted`, `lon`, `lat` (WGS84), `hours` (local wall-clock hours since 1970), `day` (a date), `weekday`
    (0: Monday), `hour`, and of each of WORDS the number of its word in `words`, in the words' order (null: none).

    Free text and what tells of persons is not among them.
    """

    indicator: Indicator
    as_of: datetime
    zone: ZoneInfo
    size: int
    table: str | None
    words: dict[str, tuple[str, ...]]
    connection: duckdb.DuckDBPyConnection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for each reader, so that they read side by side."""
        cursor = self.connection.cursor()
        cursor.execute("SET TimeZone = 'UTC'")
        return cursor


def extract(cursor: duckdb.DuckDBPyConnection, indicator: Indicator, as_of: datetime, zone: ZoneInfo) -> Extract:
    """All rows that the indicator counts, up to an instant. Raises Fault where it has no rows of its own."""
    chosen = select(indicator, Window(ANCIENT, as_of + MOMENT), as_of)
    parameters = dict(chosen.parameters)
    names = [one[0] for one in cursor.execute(f"SELECT * FROM ({chosen.sql}) LIMIT 0", parameters).description or ()]
    sql = f"SELECT {columns_sql(indicator, names)} FROM ({chosen.sql})"
    if "$ends" not in sql:
        parameters.pop("ends", None)
    rows = cursor.execute(sql, parameters).to_arrow_table()
    words, columns = {}, {one: rows[one] for one in ("key", *INSTANTS, "counted", "lon", "lat")}
    for name in WORDS:
        words[name], columns[name] = numbered(name, rows[name])
    columns["row"] = pa.array(np.arange(rows.num_rows))
    columns |= local_times(rows["counted_at"], zone)
    connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY, "threads": 2})
    connection.register("extracted", pa.table(columns))
    connection.execute("CREATE TABLE rows AS SELECT * FROM extracted")
    connection.unregister("extracted")
    return Extract(indicator, as_of, zone, rows.num_rows, table_of(indicator, names), words, connection)


def columns_sql(indicator: Indicator, names: Sequence[str]) -> str:
    """What of the indicator's own columns is taken over, under the names that all extracts share."""
    table = table_of(indicator, names)
    point = {"lon", "lat"} <= set(names)
    parts = [
        f"CAST({'NULL' if table is None else SCHEMAS[table].key[0]} AS VARCHAR) AS key",
        "CAST(counted_at AS TIMESTAMPTZ) AS counted_at",
        f"{first(('due_at',), names, 'TIMESTAMPTZ')} AS due_at",
        f"{first(ENDED, names, 'TIMESTAMPTZ')} AS ended_at",
        "counted",
        *(f"{one if point else 'CAST(NULL AS DOUBLE)'} AS {one}" for one in ("lon", "lat")),
        *(f"at_{one} AS {one}" for one in PLACES),
        *(f"{first(COLUMNS[one], names, 'VARCHAR')} AS {one}" for one in KINDS if one != "status"),
        f"{status_sql(names)} AS status",
    ]
    return ", ".join(parts)


def table_of(indicator: Indicator, names: Sequence[str]) -> str | None:
    """The table whose key each row has."""
    tables = [one for one in parse_formula(indicator).tables if SCHEMAS[one].key[0] in names]
    return next((one for one in tables if not is_personal(SCHEMAS[one].key[0])), None)


def first(among: Sequence[str], names: Sequence[str], kind: str) -> str:
    found = next((one for one in among if one in names), None)
    return f"CAST({'NULL' if found is None else found} AS {kind})"


def status_sql(names: Sequence[str]) -> str:
    """What became of a row, as it was known; NULL where its table tells of no end."""
    ended = next((one for one in ENDED if one in names), None)
    if ended is None:
        return "CAST(NULL AS VARCHAR)"
    due = "due_at" if "due_at" in names else "CAST(NULL AS TIMESTAMPTZ)"
    cases = [
        f"WHEN {ended} > {due} THEN 'closed_late'",
        f"WHEN {ended} IS NOT NULL THEN 'closed'",
        f"WHEN {due} < $ends THEN 'overdue'",
    ]
    if "dismissed_at" in names:
        cases.insert(0, "WHEN dismissed_at IS NOT NULL THEN 'dismissed'")
    if {"suspended_at", "resumed_at"} <= set(names):
        cases.insert(-1, "WHEN suspended_at IS NOT NULL AND resumed_at IS NULL THEN 'suspended'")
    return f"CASE {' '.join(cases)} ELSE 'open' END"


def numbered(name: str, texts: pa.ChunkedArray) -> tuple[tuple[str, ...], pa.Array]:
    """The words in their order, as they may be shown, and the number of each row's."""
    encoded = pc.fill_null(texts, "").combine_chunks().dictionary_encode()
    shown = [one if name in PLACES else masked(name, one) for one in encoded.dictionary.to_pylist()]
    words = tuple(sorted(set(shown) - {""}))
    at = {word: number for number, word in enumerate(words)}
    numbers = np.array([at.get(one, -1) for one in shown] or [-1], np.int64)
    indices = encoded.indices.to_numpy(zero_copy_only=False)
    found = numbers[indices] if len(indices) else np.zeros(0, np.int64)
    kind = np.uint8 if len(words) < 1 << 8 else np.uint16 if len(words) < 1 << 16 else np.uint32
    return words, pa.array(np.where(found < 0, 0, found).astype(kind), mask=found < 0)


def local_times(instants: pa.ChunkedArray, zone: ZoneInfo) -> dict[str, Any]:
    """The wall clock's hour, day, weekday of instants (n,); null for null."""
    local = pc.local_timestamp(instants.cast(pa.timestamp("us", zone.key)))
    seconds = pc.floor_temporal(local, unit="hour").cast(pa.timestamp("s")).cast(pa.int64())
    return {
        "hours": pc.divide(seconds, 3600).cast(pa.int32()),
        "day": local.cast(pa.date32(), safe=False),
        "weekday": pc.day_of_week(local).cast(pa.uint8()),
        "hour": pc.hour(local).cast(pa.uint8()),
    }


def hour_of(number: int) -> datetime:
    """The local time that `hours` counts."""
    return datetime(1970, 1, 1) + timedelta(hours=number)
