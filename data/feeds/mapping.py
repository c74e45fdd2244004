"""From source columns to canonical ones, still as text: the allow-list of a feed, applied."""

import difflib
import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.fault import Fault
from data.feeds.column import ARROW
from data.feeds.declaration import ColumnSource, Feed
from data.feeds.schema import SCHEMAS
from data.feeds.stream import Held, Source
from data.feeds.told import FILE, LINE, LONGEST, MOST, REFERENCE, Told

SUSPECT = np.isin(np.arange(256), [*range(9), *range(11, 32), 0x7F, 0xC2])  # bytes of UTF-8
CONTROL = r"[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}]"


class Mapping:
    """What a feed reads from a source and how that fills its canonical columns."""

    def __init__(self, feed: Feed, path: Source, mended: bool = False) -> None:
        self.feed = feed
        self.path = path
        self.header: dict[str, None] | Sequence[str] = ()
        self._whole = False
        self._extra = (REFERENCE, FILE, LINE) if mended else ()
        self._others: set[tuple[str, str]] = set()
        self._mended: set[str] = set()
        self._nulls = pa.array(sorted({"", *feed.nulls}), pa.string())

    @cached_property
    def sources(self) -> dict[str, ColumnSource]:
        """Canonical column → where it comes from. Without `columns` the source has the canonical names."""
        if self.feed.columns:
            return dict(self.feed.columns)
        return canonical_sources(self.feed.fills, self.feed.format == "geojson")

    @cached_property
    def wanted(self) -> list[str]:
        """All the source columns that are read, each once: no other is ever loaded."""
        return list(dict.fromkeys(name for source in self.sources.values() for name in source.reads))

    @cached_property
    def kept(self) -> set[str]:
        """The source columns whose text may be kept with a rejected row: not those that are only digested."""
        names = {name for source in self.sources.values() if not source.digest for name in source.reads}
        return names | set(self._extra[1:])

    def columns_in(self, header: Sequence[str]) -> list[str]:
        """The wanted columns that the header has. Fault where one is missing or stands there twice."""
        self.header, self._whole = header, True
        found = [name for name in (*self.wanted, *self._extra) if name in header]
        for name in found:
            if list(header).count(name) > 1:
                raise Fault(f'{self.path.name}: the column "{name}" stands in the header twice: rename one in the file')
        for name in self.wanted:
            if name not in header and (self.feed.columns or self.needed_for(name, required=True)):
                raise self.missing(name, header)
        return found

    @cached_property
    def digested(self) -> set[str]:
        """The source columns of which an empty one counts too, since a digest is made of it."""
        return {name for source in self.sources.values() if source.digest for name in source.reads}

    @cached_property
    def required(self) -> list[str]:
        """The source columns that some required column is read from."""
        needing = [column.name for column in self.feed.schema_.columns if column.required]
        return list(dict.fromkeys(name for one in needing if one in self.sources for name in self.sources[one].reads))

    def needed_for(self, name: str, required: bool = False) -> list[str]:
        """The canonical columns that a source column is read for; only the required ones if so asked."""
        return [
            column.name
            for column in self.feed.schema_.all_columns
            if column.name in self.sources
            and name in self.sources[column.name].reads
            and (column.required or not required)
        ]

    def takes(self, name: str, kind: pa.DataType) -> bool:
        """Whether a source column of a type of its own is what its one canonical column wants, as it stands."""
        readers = [column for column in self.feed.schema_.all_columns if column.name in self.needed_for(name)]
        if len(readers) != 1 or ARROW[readers[0].kind] != kind or pa.types.is_string(kind):
            return False
        source = self.sources[readers[0].name]
        return source.column == name and source.match is None and readers[0].name not in self.feed.values

    def missing(self, name: str, has: Sequence[str]) -> Fault:
        """The Fault that a source column is not there, with what it may have been meant to be."""
        near = difflib.get_close_matches(name, has, n=1)
        listed = ", ".join(f'"{one}"' for one in has[:40]) + (f" and {len(has) - 40} more" if len(has) > 40 else "")
        hints = [f'did you mean "{near[0]}"?'] if near else []
        if len(has) == 1:
            hints += [f"set delimiter = {mark!r}" for mark in (",", ";", "\t", "|") if mark in has[0]][:1]
        if sum(map(bool, has)) < len(self.wanted):
            hints += ["where the names stand further down, set skip to the number of lines above them"]
        hint = f" ({'; '.join(hints)})" if hints else ""
        return Fault(
            f'{self.path.name}: no column "{name}" (needed for {", ".join(self.needed_for(name))}){hint}; '
            f"the file has: {listed}; mend [feeds.columns] of {self.feed.id} in the profile, or the file"
        )

    def fill(self, rows: pa.Table) -> dict[str, pa.Array]:
        """Canonical column → its texts (or nulls), for the columns that have a source in these rows."""
        names = (*self.wanted, *self._extra)
        texts = {name: self.clean(rows[name]) for name in names if name in rows.column_names}
        self._mended.update(texts[REFERENCE].drop_null().to_pylist() if REFERENCE in self._extra else ())
        filled = {}
        for name, source in self.sources.items():
            column = self.value(source, texts, rows.num_rows)
            if column is None:
                continue
            if source.match is not None:
                column = translated(column, first_group(source.match))
            if name in self.feed.values:
                column = translated(column, self.translation(name))
            filled[name] = column
        return filled

    def value(self, source: ColumnSource, texts: dict[str, pa.Array], size: int) -> pa.Array | None:
        """One column of texts; None where the source has none of the columns that it is made of."""
        if source.file is not None and self._extra:
            which = source.file
            return translated(texts[FILE], lambda name: part(Path(name), which) if which != "folder" else None)
        if source.const is not None or source.file is not None:
            return pa.repeat(pa.scalar(source.const if source.file is None else part(self.path, source.file)), size)
        columns = [texts[name] for name in source.reads if name in texts]
        if not columns:
            return None
        if source.column is not None:
            return columns[0]
        if source.first is not None:
            return pc.coalesce(*columns)
        if source.digest is not None:
            return digests(columns)
        return joined(columns, source.glue)

    def origin(self, name: str) -> str | None:
        """The source columns behind a canonical one, as a reader of messages knows them."""
        return " + ".join(self.sources[name].reads) or None if name in self.sources else None

    def translation(self, name: str) -> Callable[[str], str | None]:
        """A column's words as the profile has them; those that only "*" has are noted."""
        words = self.feed.values[name]
        other = words.get("*")

        def translate(text: str) -> str | None:
            if other is not None and text not in words and len(self._others) < MOST:
                self._others.add((name, text[:LONGEST]))
            return words.get(text, other if other is not None else text) or None

        return translate

    def told(self) -> Told:
        """What the source has said of itself so far; of a mended file, only which rejects it brings back."""
        if self._extra:
            return Told(mended=frozenset(self._mended))
        names = (name[:LONGEST] for name in list(self.header)[:MOST])
        return Told(tuple(dict.fromkeys(names)), self._whole, frozenset(self._others))

    def clean(self, column: pa.Array | pa.ChunkedArray) -> pa.Array:
        """Text without control characters and outer white space; null where it is empty or one of `nulls`.

        What already has its canonical type is left alone.
        """
        if isinstance(column, pa.ChunkedArray):
            column = column.combine_chunks()
        if not pa.types.is_string(column.type):
            return column
        if may_hold_controls(column):
            column = pc.replace_substring_regex(column, CONTROL, "")
        column = pc.utf8_trim_whitespace(column)
        return pc.if_else(pc.is_in(column, self._nulls), pa.scalar(None, pa.string()), column)


@cache
def canonical_sources(schema_id: str, features: bool) -> dict[str, ColumnSource]:
    """Each canonical column from the source column of its name; of GeoJSON the points from the geometry too."""
    schema = SCHEMAS[schema_id]
    own = {column.name: ColumnSource(column=column.name) for column in schema.all_columns}
    if features and schema.located:
        own |= {name: ColumnSource(first=[name, f"geometry.{name}"]) for name in ("lon", "lat")}
    return own


def may_hold_controls(column: pa.Array) -> bool:
    """False where no byte of the texts can be of a control character, which is quickly seen."""
    content = column.buffers()[2]
    content_bytes = np.frombuffer(content, np.uint8) if content else np.zeros(0, np.uint8)
    return bool(SUSPECT[content_bytes].any())


def part(path: Source, which: str) -> str:
    """A part of the file's name; the stem is without .gz and the suffix before it. What is held has no folder."""
    if which == "folder":
        return "" if isinstance(path, Held) else path.resolve().parent.name
    return path.name if which == "name" else Path(path.name.removesuffix(".gz")).stem


def joined(columns: Sequence[pa.Array], glue: str) -> pa.Array:
    """The texts put together with `glue`; what is null is passed over.

    Arrow's own way to pass over nulls (null_handling="skip") loses the rows in which all are null.
    """
    whole = columns[0]
    for column in columns[1:]:
        whole = pc.coalesce(pc.binary_join_element_wise(whole, column, glue), whole, column)
    return whole


def translated(column: pa.Array, translate: Callable[[str], str | None]) -> pa.Array:
    """Each distinct text translated once; nulls stay."""
    coded = column.dictionary_encode()
    words = pa.array([translate(text) for text in coded.dictionary.to_pylist()], pa.string())
    return words.take(coded.indices)


def first_group(pattern: str) -> Callable[[str], str | None]:
    finder = re.compile(pattern)

    def find(text: str) -> str | None:
        found = finder.search(text)
        return (found[1] or None) if found else None

    return find


def digests(columns: Sequence[pa.Array]) -> pa.Array:
    """The MD5 of the texts joined by a unit separator: the same content has the same id; null if all are empty."""
    rows = zip(*(column.to_pylist() for column in columns), strict=True)
    return pa.array(
        [
            hashlib.md5("\x1f".join(text or "" for text in texts).encode(), usedforsecurity=False).hexdigest()
            if any(texts)
            else None
            for texts in rows
        ],
        pa.string(),
    )
