"""Parquet files, in their own types; a field of a structure is reached with dots."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.fault import Fault
from data.feeds.batch import Batch, batch_of
from data.feeds.declaration import Feed
from data.feeds.mapping import Mapping
from data.feeds.native import EXACT, plain
from data.feeds.stream import Source, seekable

PIECE = 65_536


def read_parquet(_feed: Feed, path: Source, mapping: Mapping) -> Iterator[Batch]:
    """The rows of a Parquet file; `line` is the row's number, from 1."""
    with seekable(path) as file:
        try:
            whole = pq.ParquetFile(file)
            schema = whole.schema_arrow
            names = mapping.columns_in([*schema.names, *nested(schema, mapping.wanted)])
            typed = {name for name in names if name in schema.names and mapping.takes(name, schema.field(name).type)}
            line = 1
            for piece in whole.iter_batches(PIECE, columns=names):
                columns = {
                    name: piece.column(name) if name in typed else as_text(reached(piece, name)) for name in names
                }
                yield batch_of(columns, pa.array(range(line, line + piece.num_rows), pa.int64()), [])
                line += piece.num_rows
        except (pa.ArrowException, OSError) as error:
            raise Fault(f"{path.name}: is no Parquet file or a damaged one ({error}): fetch it again") from None


def nested(schema: pa.Schema, wanted: list[str]) -> list[str]:
    """The wanted names that are fields of structures rather than columns."""
    return [name for name in wanted if name not in schema.names and field_of(schema, name)]


def field_of(schema: pa.Schema, name: str) -> bool:
    steps = name.split(".")
    kind = pa.struct(list(schema))
    for step in steps:
        if not pa.types.is_struct(kind) or kind.get_field_index(step) < 0:
            return False
        kind = kind.field(step).type
    return True


def reached(piece: pa.RecordBatch, name: str) -> pa.Array:
    """The column of that very name, else the field at the end of the dots."""
    if name in piece.schema.names:
        return piece.column(name)
    first, *rest = name.split(".")
    return pc.struct_field(piece.column(first), rest)


def as_text(column: pa.Array) -> pa.Array:
    """Any column as text: times as ISO 8601 (in UTC where they are instants), whole numbers without a point."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return as_text(column.dictionary_decode())
    if pa.types.is_timestamp(kind):
        text = column.cast(pa.timestamp("us", kind.tz), safe=False).cast(pa.int64()).cast(pa.timestamp("us"))
        text = text.cast(pa.string())
        return pc.binary_join_element_wise(text, "Z", "") if kind.tz else text
    if pa.types.is_floating(kind):
        number = column.cast(pa.float64())
        integral = pc.and_(pc.equal(pc.floor(number), number), pc.less_equal(pc.abs(number), EXACT))
        digits = pc.if_else(integral, number, None).cast(pa.int64()).cast(pa.string())
        return pc.if_else(pc.fill_null(integral, False), digits, number.cast(pa.string()))
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array([plain(value) for value in column.to_pylist()], pa.string())
    return column.cast(pa.string())
