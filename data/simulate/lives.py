"""Rows with a life: drawn whole, shown as far as they are known at an instant."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.feeds.column import Schema
from data.simulate.draws import NEVER

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Values = Any  # an IntArray, a FloatArray, a BoolArray or an Arrow array

TYPES = {
    "text": pa.string(),
    "instant": pa.timestamp("us", tz="UTC"),
    "number": pa.float64(),
    "integer": pa.int64(),
    "flag": pa.bool_(),
}


@lru_cache
def _none(schema: Schema) -> pa.Table:
    """A table without rows, kept: most seconds bring nothing new."""
    return pa.schema([(column.name, TYPES[column.kind]) for column in schema.all_columns]).empty_table()


@dataclass(frozen=True)
class Lives:
    """n rows of a schema, over their whole life.

    `born` (n,) is when each first appears. `columns` holds the values: instants as microseconds (NEVER for
    none), numbers with NaN for none, text as Arrow. An instant is known from itself on; `known` (n,) says
    from when another column is (default: from birth) or an instant that is known ahead. `revised` gives
    the value that a column had before an instant: (former value, instant of the change).
    """

    schema: Schema
    born: IntArray
    columns: dict[str, Values]
    known: dict[str, IntArray] = field(default_factory=dict)
    revised: dict[str, tuple[IntArray, IntArray]] = field(default_factory=dict)

    @cached_property
    def changes(self) -> list[IntArray]:
        """The instants (n,) at which a row changes."""
        kinds = {column.name: column.kind for column in self.schema.all_columns}
        own = [values for name, values in self.columns.items() if kinds[name] == "instant" and name not in self.known]
        # Birth goes first: an instant before it is known from birth only.
        every = [self.born, *own, *self.known.values(), *(at for _, at in self.revised.values())]
        return list({id(one): one for one in every}.values())

    @cached_property
    def _calendar(self) -> tuple[IntArray, IntArray]:
        """All changes in order of time, and the row of each."""
        times = np.concatenate(self.changes)
        rows = np.tile(np.arange(len(self.born)), len(self.changes))
        real = np.flatnonzero(times < NEVER)
        order = real[np.argsort(times[real], kind="stable")]
        return times[order], rows[order]

    def until(self, end: int) -> pa.Table:
        """All rows born by `end`, as they are known then."""
        return self._table(np.flatnonzero(self.born <= end), end)

    def between(self, begin: int, end: int) -> pa.Table:
        """The rows that were born or changed after `begin` and by `end`, as they are known at `end`."""
        times, rows = self._calendar
        low, high = np.searchsorted(times, [begin, end], side="right")
        if low == high:
            return _none(self.schema)
        changed = np.unique(rows[low:high])
        return self._table(changed[self.born[changed] <= end], end)

    def _table(self, rows: IntArray, end: int) -> pa.Table:
        arrays = []
        for column in self.schema.all_columns:
            kind = TYPES[column.kind]
            if column.name == "updated_at":
                newest = np.zeros(len(rows), dtype=np.int64)
                for change in self.changes:
                    here = change[rows]
                    np.maximum(newest, here, out=newest, where=here <= end)
                arrays.append(pa.array(newest, pa.int64()).cast(kind))
            elif column.name in self.columns:
                arrays.append(self._array(column.name, column.kind == "instant", rows, end).cast(kind))
            else:
                arrays.append(pa.nulls(len(rows), kind))
        return pa.Table.from_arrays(arrays, [column.name for column in self.schema.all_columns])

    def _array(self, name: str, is_instant: bool, rows: IntArray, end: int) -> pa.Array:
        values = self.columns[name]
        if isinstance(values, pa.Array | pa.ChunkedArray):
            taken = values.take(pa.array(rows))
            if name not in self.known:
                return taken
            return pa.compute.if_else(pa.array(self.known[name][rows] <= end), taken, None)
        here = values[rows]
        if name in self.revised:
            former, at = self.revised[name]
            here = np.where(at[rows] <= end, here, former[rows])
        hidden = np.zeros(len(rows), dtype=bool)
        if name in self.known:
            hidden |= self.known[name][rows] > end
        elif is_instant:
            hidden |= here > end
        if is_instant:
            hidden |= here == NEVER
        elif here.dtype.kind == "f":
            hidden |= np.isnan(here)
        return pa.array(here, mask=hidden)


def words(codes: IntArray, vocabulary: tuple[str, ...]) -> pa.Array:
    """Text by its number in a vocabulary; -1 is none."""
    indices = pa.array(codes.astype(np.int32), mask=codes < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(vocabulary, pa.string())).cast(pa.string())


def glued(*parts: pa.Array, glue: str = "") -> pa.Array:
    """Text put together row by row."""
    return pa.compute.binary_join_element_wise(*parts, glue)
