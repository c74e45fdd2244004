"""What a canonical value must be, and the words for a row that has another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data.feeds.batch import LINE, VALUE_LIMIT, Batch, Reject, shown
from data.feeds.column import Column
from data.feeds.mapping import Mapping

EARLIEST, LATEST = np.datetime64("1900-01-01", "us"), np.datetime64("2201-01-01", "us")
# A source's clock or ours may be off; an event of next year is a slip, and would be the newest of all until then.
AHEAD = timedelta(days=31)
ROUNDED = r"^\d(\.\d+)?[eE]\+\d{2,}$"  # how spreadsheets show whole numbers of more digits than they keep
WHOLE = 2.0**53  # beyond, not every whole number has a double of its own
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Check:
    """The rows in which a canonical column is at fault, and the words for it, given its text."""

    column: str
    at_fault: Mask
    words: Callable[[str], str]


def faults_of(column: Column, text: pa.Array, value: pa.Array, formats: str, is_event: bool = False) -> list[Check]:
    """What can be wrong in a column: `text` before typing, `value` after it (null where that failed).

    `is_event` says that it tells when a row's event was, which cannot lie far ahead.
    """
    name = column.name
    given = present(text)
    checks = [Check(name, is_long(text), lambda it: f"{it} is longer than {VALUE_LIMIT >> 20} MB; shorten it")]
    if column.required:
        checks.append(Check(name, ~given, lambda _: "is empty, and every row needs it; fill it in the source"))
    if not given.any():
        return checks
    if column.allowed:
        codes = ", ".join(column.allowed)
        mend = f"translate it in [feeds.values.{name}] of the profile"
        known = present(value, pc.is_in(value, pa.array(column.allowed)))
        checks.append(Check(name, given & ~known, lambda it: f"{it} is none of {codes}; {mend}"))
    if column.kind == "flag":
        words = f"is neither yes nor no; translate it in [feeds.values.{name}] of the profile"
        checks.append(Check(name, given & ~present(value), lambda it: f"{it} {words}"))
    if column.kind == "instant":
        checks += time_faults(name, given, value, formats, is_event and not column.planned)
    if column.kind == "text" and name.endswith("_id"):
        words = "is an id that a spreadsheet has rounded; format its column as text and export it again"
        checks.append(
            Check(name, given & present(text, pc.match_substring_regex(text, ROUNDED)), lambda it: f"{it} {words}")
        )
    if column.kind in ("number", "integer"):
        checks += number_faults(column, given, value)
    return checks


def time_faults(name: str, given: Mask, value: pa.Array, formats: str, is_event: bool) -> list[Check]:
    latest = np.datetime64(datetime.now(UTC).replace(tzinfo=None) + AHEAD, "us") if is_event else LATEST
    times = value.to_numpy(zero_copy_only=False)
    unread = f"is no time in the formats {formats}; mend the value or add its format to times"
    outside = "is outside the years 1900 to 2200; mend the value or its format in times"
    return [
        Check(name, given & np.isnat(times), lambda it: f"{it} {unread}"),
        Check(name, (times < EARLIEST) | (times >= LATEST), lambda it: f"{it} {outside}"),
        Check(name, times >= latest, lambda it: f"{it} lies in the future; mend the value or its format in times"),
    ]


def number_faults(column: Column, given: Mask, value: pa.Array) -> list[Check]:
    numbers = value.to_numpy(zero_copy_only=False)
    low = -np.inf if column.low is None else column.low
    high = np.inf if column.high is None else column.high
    limits = " and ".join(
        f"{words} {limit:g}" for words, limit in (("below", column.low), ("above", column.high)) if limit is not None
    )
    return [
        Check(column.name, given & ~np.isfinite(numbers), lambda it: f"{it} is no number; write it as 12 or -3.5"),
        Check(
            column.name,
            given & (column.kind == "integer") & ~is_whole(numbers),
            lambda it: f"{it} is no whole number; mend the value",
        ),
        Check(
            column.name,
            (numbers < low) | (numbers > high),
            lambda it: f"{it} is out of bounds ({limits} cannot be); mend the value or its unit",
        ),
    ]


def halves_of_points(lon: pa.Array, lat: pa.Array) -> list[Check]:
    """A longitude without a latitude, and the other way round."""
    has_lon, has_lat = present(lon), present(lat)
    return [
        Check("lat", has_lon & ~has_lat, lambda _: "is empty though lon is given; give both or neither"),
        Check("lon", has_lat & ~has_lon, lambda _: "is empty though lat is given; give both or neither"),
    ]


def rejected(
    checks: Sequence[Check], texts: dict[str, pa.Array], mapping: Mapping, batch: Batch
) -> tuple[list[Reject], pa.Array]:
    """A Reject for each row at fault, by its first fault in the schema's order, and the mask of the other rows."""
    first = np.full(batch.columns.num_rows, -1)
    for index, check in reversed(list(enumerate(checks))):
        first[check.at_fault] = index
    bad = np.flatnonzero(first >= 0)
    if not bad.size:
        return [], None
    raw = batch.columns.take(pa.array(bad)).to_pydict()
    lines = raw.pop(LINE)
    rejects = []
    for place, row in enumerate(bad.tolist()):
        check = checks[first[row]]
        value = texts[check.column][row].as_py() if check.column in texts else ""
        rejects.append(
            Reject(
                lines[place],
                mapping.origin(check.column),
                f"{check.column}: {check.words(shown(value))}",
                kept(raw, place, mapping.kept),
            )
        )
    return rejects, pa.array(first < 0)


def kept(raw: dict[str, list[Any]], row: int, names: set[str]) -> dict[str, str]:
    """The declared source columns of one row, without those that are empty; each cut to what may be stored."""
    return {name: str(text)[:VALUE_LIMIT] for name in raw if name in names and (text := raw[name][row]) is not None}


def present(column: pa.Array, mask: Any = None) -> Mask:
    """True where there is a value (and, where a mask is given, it holds)."""
    held = pc.is_valid(column) if mask is None else pc.fill_null(mask, False)
    return np.asarray(held.to_numpy(zero_copy_only=False), bool)


def is_long(text: pa.Array) -> Mask:
    if not pa.types.is_string(text.type):
        return np.zeros(len(text), bool)
    return present(text, pc.greater(pc.binary_length(text), VALUE_LIMIT))


def is_whole(numbers: npt.NDArray[np.float64]) -> Mask:
    """True for what an integer is; false where there is no number."""
    exact: Mask = (np.abs(numbers) <= WHOLE) & (numbers == np.floor(numbers))
    return exact
