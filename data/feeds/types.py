"""Texts as canonical values: instants, numbers, whole numbers, flags; what does not fit is said, never guessed."""

from functools import cache

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.fault import Fault
from data.feeds.batch import LINE, Batch, Reject
from data.feeds.checks import Check, faults_of, halves_of_points, is_whole, rejected
from data.feeds.column import ARROW, Column
from data.feeds.declaration import Feed
from data.feeds.mapping import Mapping
from data.feeds.times import TimeFormats, number

YES = ("true", "1", "yes", "y", "t", "是", "有")
NO = ("false", "0", "no", "n", "f", "否", "无")
# Native times of these formats reach the typing as ISO 8601, whatever the feed's texts look like.
NATIVE_TIMES = ("xlsx", "parquet")


class Typing:
    """Turns the texts of one feed into its schema's types."""

    def __init__(self, feed: Feed, zone: str) -> None:
        self._connection = calculator().cursor()
        self._connection.execute("SET TimeZone = 'UTC'")
        self._columns = feed.schema_.all_columns
        self._event_at = feed.schema_.event_at
        native = ["iso"] if feed.format in NATIVE_TIMES else []
        try:
            self._times = TimeFormats([*feed.times, *native], zone, self._connection)
        except ValueError as error:
            raise Fault(f"feed {feed.id}: {error}") from None
        self._formats = ", ".join(feed.times)

    def close(self) -> None:
        self._connection.close()

    def typed(self, mapping: Mapping, batch: Batch) -> tuple[pa.Table, list[Reject]]:
        """The rows that are right, in the schema's columns and `line`; the others, each with its first fault."""
        size = batch.columns.num_rows
        texts = mapping.fill(batch.columns)
        values = self.values(texts)
        checks: list[Check] = []
        arrays: dict[str, pa.Array] = {}
        for column in self._columns:
            text = texts.get(column.name)
            if text is None and not column.required:
                arrays[column.name] = pa.nulls(size, ARROW[column.kind])
                continue
            text = pa.nulls(size, pa.string()) if text is None else text
            ready = text.type == ARROW[column.kind]
            value = text if ready else values.get(column.name, pa.nulls(size, ARROW[column.kind]))
            checks += faults_of(column, text, value, self._formats, column.name == self._event_at)
            arrays[column.name] = whole(value) if column.kind == "integer" and not ready else value
        if "lon" in arrays:
            checks += halves_of_points(arrays["lon"], arrays["lat"])
        rows = pa.table({**arrays, "line": batch.columns[LINE]})
        rejects, good = rejected(checks, texts, mapping, batch)
        return rows.filter(good) if rejects else rows, rejects

    def values(self, texts: dict[str, pa.Array]) -> dict[str, pa.Array]:
        """What SQL makes of the texts of columns that are not text: null where it makes nothing of them."""
        selected: list[str] = []
        parameters: list[str] = []
        spans: dict[Column, tuple[int, int]] = {}
        empty: dict[str, pa.Array] = {}
        for column in self._columns:
            if column.name not in texts or texts[column.name].type == ARROW[column.kind]:
                continue
            text = texts[column.name]
            if text.null_count == len(text):
                empty[column.name] = pa.nulls(len(text), ARROW[column.kind])
                continue
            start = len(selected)
            if column.kind == "instant":
                expressions, formats = self._times.expressions(column.name)
                selected += expressions
                parameters += formats
            else:
                selected.append(flag(column.name) if column.kind == "flag" else number(column.name))
            spans[column] = (start, len(selected))
        if not selected:
            return empty
        self._connection.register("texts", pa.table({column.name: texts[column.name] for column in spans}))
        named = ", ".join(f"{expression} AS v{index}" for index, expression in enumerate(selected))
        result = self._connection.execute(f"SELECT {named} FROM texts", parameters).to_arrow_table()
        self._connection.unregister("texts")
        return empty | {
            column.name: pa.array(self._times.instants(result.columns[start:end]), ARROW["instant"])
            if column.kind == "instant"
            else result.column(start).combine_chunks()
            for column, (start, end) in spans.items()
        }


@cache
def calculator() -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory for all feeds: opening one costs more than typing a few rows."""
    return duckdb.connect()


def flag(column: str) -> str:
    """SQL for yes and no."""
    return f"CASE WHEN lower({column}) IN {YES} THEN true WHEN lower({column}) IN {NO} THEN false END"


def whole(numbers: pa.Array) -> pa.Array:
    """The numbers that are whole, as int64; null for the others."""
    values = numbers.to_numpy(zero_copy_only=False)
    return pc.if_else(pa.array(is_whole(values)), numbers, None).cast(pa.int64())
