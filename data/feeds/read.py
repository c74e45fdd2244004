"""A feed's file, read and typed: canonical rows in chunks, and the rows that were not taken with their reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

import pyarrow as pa

from data.fault import Fault
from data.feeds.batch import LINE, ROWS, Batch, Reject
from data.feeds.declaration import Feed, Format
from data.feeds.delimited import read_delimited
from data.feeds.mapping import Mapping
from data.feeds.mended import as_mended, as_sent
from data.feeds.parquet import read_parquet
from data.feeds.records import read_records
from data.feeds.stream import Source
from data.feeds.told import NOTHING, Told
from data.feeds.types import Typing
from data.feeds.workbook import read_workbook

__all__ = ["Chunk", "Reading", "Reject", "read_feed"]

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
NO_ROWS = pa.table({LINE: pa.array([], pa.int64())})


@dataclass(frozen=True)
class Chunk:
    """Rows of canonical columns and types in the schema's order, then `line`; `read` counts rejects too."""

    rows: pa.Table
    rejects: list[Reject]
    read: int
    told: Told = NOTHING


@dataclass(frozen=True)
class Reading:
    """A source being read: its rows as they stand there, typed as they are asked for.

    What several short sources of the same `feed` hold can be typed together, which costs little more than one.
    """

    feed: Feed
    mapping: Mapping
    batches: Iterable[Batch]
    zone: str

    def __iter__(self) -> Iterator[Chunk]:
        """The canonical rows. Raises Fault."""
        typing = Typing(self.feed, self.feed.zone or self.zone)
        try:
            for batch in gathered(self.batches):
                rows, rejects = typing.typed(self.mapping, batch)
                rejects = sorted(batch.rejects + rejects, key=lambda reject: reject.line)
                yield Chunk(rows, rejects, rows.num_rows + len(rejects), self.mapping.told())
        finally:
            typing.close()

    def whole(self) -> "Reading":
        """The same with all its rows in memory. Raises Fault where they cannot be read."""
        return replace(self, batches=list(self.batches))


def read_feed(feed: Feed, path: Source, zone: str) -> Reading:
    """The rows of one file of a feed; times without an offset are of the feed's zone, else of `zone`.

    Faults, most of them as the rows are asked for: the file is missing, empty, unreadable, in another encoding, or
    lacks a column. Memory is bounded whatever the file's size, except for a workbook's table of strings.
    """
    mended = as_mended(feed, path)
    feed = mended or feed.model_copy(update={"format": format_of(feed, path)})
    mapping = Mapping(feed, path, mended is not None)
    readers = {"csv": read_delimited, "xlsx": read_workbook, "parquet": read_parquet}
    batches = readers.get(feed.format or "", read_records)(feed, path, mapping)
    batches = decoded(feed, path, batches)
    return Reading(feed, mapping, map(as_sent, batches) if mended else batches, zone)


def decoded(feed: Feed, path: Source, batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same batches; Fault where the text turns out to be of another encoding."""
    try:
        yield from batches
    except UnicodeError as error:
        raise Fault(f'{path.name}: is not {feed.encoding} ({error}); set encoding = "utf-8" or "gb18030"') from None


def format_of(feed: Feed, path: Source) -> Format:
    """The declared format, or what the file's suffix says."""
    suffix = PurePath(path.name.lower().removesuffix(".gz")).suffix
    if feed.format is None and suffix not in SUFFIXES:
        raise Fault(f'{path.name}: a file of what format? Set format = "csv" (or xlsx, json, …) for {feed.id}')
    return feed.format or SUFFIXES[suffix]


def gathered(batches: Iterable[Batch]) -> Iterator[Batch]:
    """The same rows in batches of about ROWS, so that each is typed at full speed and fits in memory."""
    tables: list[pa.Table] = []
    rejects: list[Reject] = []
    for batch in batches:
        tables += [batch.columns] if batch.columns.num_rows else []
        rejects += batch.rejects
        while sum(table.num_rows for table in tables) >= ROWS:
            whole = pa.concat_tables(tables, promote_options="default")
            yield Batch(whole.slice(0, 2 * ROWS), rejects)
            rest = whole.slice(2 * ROWS)
            tables, rejects = [rest] if rest.num_rows else [], []
        if len(rejects) >= ROWS:
            yield Batch(NO_ROWS, rejects)
            rejects = []
    if tables or rejects:
        whole = pa.concat_tables(tables, promote_options="default") if tables else NO_ROWS
        yield Batch(whole, rejects)
