"""Values as a database's driver gives them, in the types of the canonical columns, or as text."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from data.feeds.column import ARROW, Kind
from data.feeds.mapping import Mapping
from data.feeds.native import plain

# For each kind: what is of it as it stands, and what becomes of that.
TAKEN: dict[Kind, tuple[Callable[[Any], bool], Callable[[Any], Any]]] = {
    "instant": (lambda one: isinstance(one, datetime) and one.tzinfo is not None, lambda one: one.astimezone(UTC)),
    "number": (lambda one: isinstance(one, int | float | Decimal) and not isinstance(one, bool), float),
    "integer": (lambda one: isinstance(one, int) and not isinstance(one, bool), int),
    "flag": (lambda one: isinstance(one, bool), bool),
}


def column_of(mapping: Mapping, name: str, values: Sequence[Any]) -> pa.Array:
    """One source column: of its canonical type where all its values are of it, else text."""
    for kind, (fits, made) in TAKEN.items():
        if mapping.takes(name, ARROW[kind]) and all(one is None or fits(one) for one in values):
            try:
                return pa.array([None if one is None else made(one) for one in values], ARROW[kind])
            except (OverflowError, pa.ArrowInvalid):  # the year 9999, 10^400: their rows are refused as text
                break
    return pa.array([text_of(one) for one in values], pa.string())


def text_of(value: Any) -> str | None:
    """ISO 8601 for times and points in numbers, whatever the locale is."""
    text = plain(bytes(value) if isinstance(value, bytearray | memoryview) else value)
    return None if text is None else text.encode("utf-8", "replace").decode()
