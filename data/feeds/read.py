"""A feed's file, read and typed: canonical rows in chunks, and the rows that were not taken with their reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from data.fault import Fault
from data.feeds.batch import LINE, ROWS, Batch, Reject
from data.feeds.declaration import Feed, Format
from data.feeds.delimited import read_delimited
from data.feeds.mapping import Mapping
from data.feeds.parquet import read_parquet
from data.feeds.records import read_records
from data.feeds.types import Typing
from data.feeds.workbook import read_workbook

__all__ = ["Chunk", "Reject", "read_feed"]

SUFFIXES: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".geojson": "geojson",
    ".parquet": "parquet",
}


@dataclass(frozen=True)
class Chunk:
    """Rows of canonical columns and types in the schema's order, then `line`; `read` counts rejects too."""

    rows: pa.Table
    rejects: list[Reject]
    read: int


def read_feed(feed: Feed, path: Path, zone: str) -> Iterator[Chunk]:
    """The rows of one file of a feed; times without an offset are of the feed's zone, else of `zone`.

    Faults: the file is missing, empty, unreadable, in another encoding, or lacks a column. Memory is bounded
    whatever the file's size, except for a workbook's table of strings.
    """
    feed = feed.model_copy(update={"format": format_of(feed, path)})
    mapping = Mapping(feed, path)
    readers = {"csv": read_delimited, "xlsx": read_workbook, "parquet": read_parquet}
    batches = readers.get(feed.format or "", read_records)(feed, path, mapping)
    typing = Typing(feed, feed.zone or zone)
    try:
        for batch in gathered(batches):
            rows, rejects = typing.typed(mapping, batch)
            rejects = sorted(batch.rejects + rejects, key=lambda reject: reject.line)
            yield Chunk(rows, rejects, rows.num_rows + len(rejects))
    except UnicodeError as error:
        raise Fault(f'{path.name}: is not {feed.encoding} ({error}); set encoding = "utf-8" or "gb18030"') from None
    finally:
        typing.close()


def format_of(feed: Feed, path: Path) -> Format:
    """The declared format, or what the file's suffix says."""
    suffix = Path(path.name.lower().removesuffix(".gz")).suffix
    if feed.format is None and suffix not in SUFFIXES:
        raise Fault(f'{path.name}: a file of what format? Set format = "csv" (or xlsx, json, …) for {feed.id}')
    return feed.format or SUFFIXES[suffix]


def gathered(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same rows in batches of about ROWS, so that each is typed at full speed and fits in memory."""
    tables: list[pa.Table] = []
    rejects: list[Reject] = []
    for batch in batches:
        tables += [batch.columns] if batch.columns.num_rows else []
        rejects += batch.rejects
        while sum(table.num_rows for table in tables) >= ROWS:
            whole = pa.concat_tables(tables)
            yield Batch(whole.slice(0, 2 * ROWS), rejects)
            rest = whole.slice(2 * ROWS)
            tables, rejects = [rest] if rest.num_rows else [], []
        if len(rejects) >= ROWS:
            yield Batch(pa.table({LINE: pa.array([], pa.int64())}), rejects)
            rejects = []
    if tables or rejects:
        yield Batch(pa.concat_tables(tables) if tables else pa.table({LINE: pa.array([], pa.int64())}), rejects)
