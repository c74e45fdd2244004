"""What passes between the reading of a source file and the typing of its rows."""

from dataclasses import dataclass, field

import pyarrow as pa

ROWS = 65_536  # rows typed at once: enough to be fast, little enough for memory
VALUE_LIMIT = 1 << 20  # characters of one value
ROW_LIMIT = 16 << 20  # bytes of one row


@dataclass(frozen=True)
class Reject:
    """One row that was not taken.

    `line` is the physical line of the file (1-based, the header counted), the sheet's row, or the number of
    the record (JSON, Parquet). `raw` holds only source columns that the mapping reads; it is empty where the
    row's fields may have shifted, since another column's content could then stand under a declared name.
    """

    line: int
    column: str | None
    reason: str
    raw: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """Rows as they stand in the source, by its own column names, and "line" (int64) as LINE.

    The columns are text, or already of their canonical type.
    """

    columns: pa.Table
    rejects: list[Reject]


# No source column can have this name: names are stripped of control characters.
LINE = "\x00line"


def batch_of(columns: dict[str, pa.Array], lines: pa.Array, rejects: list[Reject]) -> Batch:
    return Batch(pa.table({**columns, LINE: lines}), rejects)


def shown(value: object) -> str:
    """A value in quotes, cut to what a message can hold; half characters, which nothing can write, are replaced."""
    text = str(value).encode("utf-8", "replace").decode()
    return f'"{text[:79]}…"' if len(text) > 80 else f'"{text}"'
