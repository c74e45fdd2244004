"""The rows themselves, a page at a time in any order, or all of them in pieces."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from data.explore.extract import INSTANTS, Extract
from data.explore.filters import NONE, WORDS, Filters
from data.explore.narrowing import Condition, narrowed
from data.fault import Fault
from data.masking import masked

COLUMNS = (
    *("counted_at", "key", "category", "subcategory", "source", "level", "party", "status"),
    *("village", "grid", "micro_grid", "due_at", "ended_at", "counted", "lon", "lat"),
)
MOST = 1_000  # rows of one page
PIECE = 20_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Values = tuple[Any, ...]


@dataclass(frozen=True)
class Page:
    """Rows in the order of COLUMNS, instants aware, words as words; `total` is how many there are in all.

    `next` asks for the rows that follow the last one; None where there are none.
    """

    total: int
    rows: tuple[Values, ...]
    next: str | None = None


def table_page(
    found: Extract,
    filters: Filters,
    offset: int,
    most: int,
    order: Sequence[Mapping[str, Any]] = (),
    columns: Mapping[str, Any] | None = None,
) -> Page:
    """Rows from `offset` on; `order` and `columns` are the sort and filter model of a grid in the browser.

    Raises Fault for a column or a condition that cannot be.
    """
    if not (offset >= 0 and 0 < most <= MOST):
        raise Fault(f"rows are read from 0 on, 1 to {MOST} at a time")
    with narrowed(found, filters) as (cursor, condition):
        for name, asked in (columns or {}).items():
            by_column(found, condition, name, asked)
        (total,) = one_row(cursor, f"SELECT count(*) FROM {condition.relation} WHERE {condition.sql}", condition)
        sql = f"SELECT {raw_columns()} FROM {condition.relation} WHERE {condition.sql} ORDER BY {order_sql(order)}"
        rows = cursor.execute(f"{sql} LIMIT {int(most)} OFFSET {int(offset)}", condition.parameters).fetchall()
        return Page(total, tuple(readable(found, row) for row in rows))


def rows_after(found: Extract, filters: Filters, after: str | None, most: int) -> Page:
    """The newest rows first, those that follow the one that `after` names. What arrives meanwhile shifts nothing."""
    if not 0 < most <= MOST:
        raise Fault(f"limit is 1 to {MOST}")
    with narrowed(found, filters) as (cursor, condition):
        (total,) = one_row(cursor, f"SELECT count(*) FROM {condition.relation} WHERE {condition.sql}", condition)
        if after is not None:
            moment, key = cursor_of(after)
            condition.add("(epoch_us(counted_at), coalesce(key, '')) < ($moment, $key)", moment=moment, key=key)
        rows = cursor.execute(
            f"SELECT {raw_columns()}, epoch_us(counted_at), coalesce(key, '') "
            f"FROM {condition.relation} WHERE {condition.sql} "
            f"ORDER BY counted_at DESC, coalesce(key, '') DESC LIMIT {int(most) + 1}",
            condition.parameters,
        ).fetchall()
        last = rows[most - 1][-2:] if len(rows) > most else None
        told = None if last is None else f"{last[0]}.{last[1]}"
        return Page(total, tuple(readable(found, row[:-2]) for row in rows[:most]), told)


def all_rows(found: Extract, filters: Filters) -> Iterator[tuple[Values, ...]]:
    """All rows in pieces, newest first; no more than a piece is held at a time."""
    with narrowed(found, filters) as (cursor, condition):
        sql = f"SELECT {raw_columns()} FROM {condition.relation} WHERE {condition.sql} ORDER BY counted_at DESC, key"
        answer = cursor.execute(sql, condition.parameters)
        while piece := answer.fetchmany(PIECE):
            yield tuple(readable(found, row) for row in piece)


def count_rows(found: Extract, filters: Filters) -> int:
    with narrowed(found, filters) as (cursor, condition):
        (total,) = one_row(cursor, f"SELECT count(*) FROM {condition.relation} WHERE {condition.sql}", condition)
        return int(total)


def one_row(cursor: duckdb.DuckDBPyConnection, sql: str, condition: Condition) -> Values:
    found: Values = cursor.execute(sql, condition.parameters).fetchall()[0]
    return found


def raw_columns() -> str:
    """Instants as microseconds: an aware time a cell would cost more than all the rest."""
    return ", ".join(f"epoch_us({one})" if one in INSTANTS else one for one in COLUMNS)


def readable(found: Extract, row: Sequence[Any]) -> Values:
    values: list[Any] = []
    for name, value in zip(COLUMNS, row, strict=True):
        if value is None:
            values.append(None)
        elif name in INSTANTS:
            values.append(EPOCH + timedelta(microseconds=value))
        elif name in WORDS:
            values.append(found.words[name][value])
        else:
            values.append(masked("key", value) if name == "key" else value)
    return tuple(values)


def order_sql(order: Sequence[Mapping[str, Any]]) -> str:
    """What the rows are sorted by, the newest first where nothing else is asked; the key settles the rest."""
    parts = []
    for one in order:
        name, way = one.get("colId"), one.get("sort")
        if name not in COLUMNS or way not in ("asc", "desc"):
            raise Fault("rows are sorted asc or desc by one of " + ", ".join(COLUMNS))
        parts.append(f"{name} {way.upper()} NULLS LAST")
    return ", ".join([*(parts or ["counted_at DESC NULLS LAST"]), "key", "row"])


def by_column(found: Extract, condition: Condition, name: str, asked: Any) -> None:
    """A condition of the grid's own header. Words are compared here, so that none reaches SQL."""
    if name not in COLUMNS or not isinstance(asked, Mapping):
        raise Fault("a column's filter names one of " + ", ".join(COLUMNS))
    kind, text = asked.get("type"), asked.get("filter")
    if name in WORDS:
        numbers = [n for n, word in enumerate(found.words[name]) if matches(word, kind, text)]
        parts = [f"{name} IN ({', '.join(str(n) for n in numbers)})"] if numbers else []
        parts += [f"{name} IS NULL"] if kind == "blank" or text == NONE else []
        condition.add(f"({' OR '.join(parts)})" if parts else "FALSE")
    elif name == "key" and isinstance(text, str):
        place = f"key_{len(condition.parameters)}"
        test = {"equals": f"lower(key) = ${place}", "startsWith": f"starts_with(lower(key), ${place})"}
        condition.add(test.get(str(kind), f"contains(lower(key), ${place})"), **{place: text.lower()})
    else:
        raise Fault(f"{name} cannot be filtered in the table: use the filters above it")


def matches(word: str, kind: Any, text: Any) -> bool:
    low, asked = word.lower(), str(text or "").lower()
    match kind:
        case "blank":
            return False
        case "notBlank":
            return True
        case "equals":
            return low == asked
        case "notEqual":
            return low != asked
        case "notContains":
            return asked not in low
        case "startsWith":
            return low.startswith(asked)
        case "endsWith":
            return low.endswith(asked)
    return asked in low


def cursor_of(text: str) -> tuple[int, str]:
    moment, _, key = text.partition(".")
    if not moment.lstrip("-").isdigit() or len(moment) > 18:
        raise Fault("after is what the page before gave as next")
    return int(moment), key


def local(moment: datetime | None, zone: ZoneInfo) -> str:
    """A time as people of the place write it."""
    return "" if moment is None else moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
