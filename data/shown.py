"""What a batch's rows show of their source: the columns that it fills, the words of those that are categories."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.feeds.column import Column, Schema
from data.feeds.declaration import Feed
from data.feeds.told import LONGEST, MOST

FREE = ("title", "name", "comment", "place")  # texts that are no categories


@dataclass(frozen=True)
class Shown:
    """`filled` are columns with a value in any row, and the kinds that came; `words` are at most MOST a column."""

    filled: frozenset[str] = frozenset()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __add__(self, more: "Shown") -> "Shown":
        """What two parts of one batch show together."""
        none: frozenset[str] = frozenset()
        names = self.words.keys() | more.words.keys()
        words = {name: first(self.words.get(name, none) | more.words.get(name, none)) for name in names}
        return Shown(self.filled | more.filled, words)


class Known:
    """What the store remembers of each source, held in memory: most batches show nothing new."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.filled: dict[str, set[str]] = {}
        self.words: dict[str, dict[str, set[str]]] = {}

    def forget(self) -> None:
        """For when a transaction failed: the store may not hold what was remembered in it."""
        self.filled.clear()
        self.words.clear()

    def note(self, feed: Feed, batch: int, begun_at: datetime, shown: Shown) -> None:
        """Remembers what is new: what a source never fills is missing rather than 0, and a new word is drift."""
        if feed.id not in self.filled:
            self.read(feed.id)
        filled, words = self.filled[feed.id], self.words[feed.id]
        fresh = [(feed.id, name) for name in sorted(shown.filled - filled)]
        if fresh:
            self.connection.executemany("INSERT INTO delivered VALUES ($1, $2)", fresh)
            filled.update(name for _, name in fresh)
        for name, new in shown.words.items():
            before = words.setdefault(name, set())
            if len(before) < MOST and (unheard := new - before):
                rows = [(feed.id, name, word, batch, begun_at) for word in sorted(unheard)]
                self.connection.executemany("INSERT INTO words VALUES ($1, $2, $3, $4, $5, false)", rows)
                before |= unheard

    def read(self, feed: str) -> None:
        found = self.connection.execute("SELECT name FROM delivered WHERE feed = $1", [feed]).fetchall()
        self.filled[feed] = {name for (name,) in found}
        self.words[feed] = {}
        spoken = "SELECT name, word FROM words WHERE feed = $1 AND NOT other"
        for name, word in self.connection.execute(spoken, [feed]).fetchall():
            self.words[feed].setdefault(name, set()).add(word)


def shown_by(schema: Schema, rows: pa.Table) -> Shown:
    """What typed rows in the columns of a schema show."""
    filled = {one.name for one in schema.all_columns if rows[one.name].null_count < rows.num_rows}
    words = {one.name: words_of(rows[one.name]) for one in schema.columns if is_category(schema, one)}
    if schema.kinds in filled:
        filled |= {schema.kind(word) for word in words_of(rows[schema.kinds])}
    return Shown(frozenset(filled), words)


def words_of(column: pa.ChunkedArray) -> frozenset[str]:
    """The different words of a column, MOST of them at most, each cut at LONGEST characters."""
    found = pc.unique(column).slice(0, 2 * MOST).to_pylist()
    return first(word[:LONGEST] for word in found if word)


def first(words: Iterable[str]) -> frozenset[str]:
    """MOST of them, in their order."""
    return frozenset(sorted(set(words))[:MOST])


def is_category(schema: Schema, column: Column) -> bool:
    """Whether the words of a column are kinds of things rather than names of them or what a person wrote."""
    if column.kind != "text" or column.name in FREE or column.name.endswith("_id"):
        return False
    return column.name not in schema.key or column.name == schema.kinds or bool(column.allowed)
