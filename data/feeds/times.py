"""Texts of times as instants, by the formats that a feed declares."""

from collections.abc import Sequence

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from data.feeds.zone import Times, instants_of

NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
# Serial days of spreadsheets begin where 1900 is taken for a leap year; they are exact to the millisecond.
SERIAL_DAYS = np.datetime64("1899-12-30", "us")
MICROSECONDS = {"unix": 1e6, "unix_ms": 1e3, "excel": 86_400e6}
ISO = (
    r"^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d)?([.,]\d{1,9})? ?([Zz]|[+-]\d\d(?::?\d\d)?)?)?$",
    ("d", "hm", "s", "f", "z"),
)


class TimeFormats:
    """The formats of a feed's times: strptime patterns, "iso", "unix", "unix_ms", "excel"; the first that fits."""

    def __init__(self, formats: Sequence[str], zone: str, connection: duckdb.DuckDBPyConnection) -> None:
        self.formats = list(dict.fromkeys(formats))
        self.zone = zone
        self._aware = {
            pattern: strptime_type(connection, pattern) == "TIMESTAMP WITH TIME ZONE"
            for pattern in self.formats
            if pattern not in (*MICROSECONDS, "iso")
        }

    def expressions(self, column: str) -> tuple[list[str], list[str]]:
        """SQL for a column of texts, one expression or more a format (see `instants`), and its parameters."""
        expressions, parameters = [], []
        for pattern in self.formats:
            if pattern in MICROSECONDS:
                expressions.append(number(column))
            elif pattern == "iso":
                expressions += iso(column)
            else:
                moment = f"try_strptime({column}, ?)"
                expressions.append(f"timezone('UTC', {moment})" if self._aware[pattern] else f"{moment}::TIMESTAMP")
                parameters.append(pattern)
        return expressions, parameters

    def instants(self, columns: Sequence[pa.ChunkedArray]) -> Times:
        """UTC (datetime64[us], NaT where no format fits) from what the expressions gave."""
        rest = iter(columns)
        found: Times = np.full(len(columns[0]), "NaT", "datetime64[us]")
        for pattern in self.formats:
            given = next(rest).to_numpy()
            if pattern in MICROSECONDS:
                given = counted(given, pattern)
            if pattern in ("iso", "excel") or not self._aware.get(pattern, True):
                given = instants_of(given, self.zone)
            found = np.where(np.isnat(found), given, found)
            if pattern == "iso":
                found = np.where(np.isnat(found), next(rest).to_numpy(), found)
        return found


def strptime_type(connection: duckdb.DuckDBPyConnection, pattern: str) -> str:
    """The SQL type that a strptime pattern gives; ValueError where it is no pattern."""
    if "%" not in pattern:
        raise ValueError(f'times: "{pattern}" is no format: write for example "%Y-%m-%d %H:%M:%S", "iso" or "unix"')
    try:
        row = connection.execute("SELECT typeof(try_strptime('', ?))", [pattern]).fetchone()
    except duckdb.Error as error:
        raise ValueError(f'times: "{pattern}" is no format of strptime: {str(error).splitlines()[0]}') from None
    return str(row[0]) if row else ""


def number(column: str) -> str:
    """SQL for a plain decimal number, as DOUBLE; null for other text."""
    return f"CASE WHEN regexp_full_match({column}, '{NUMBER}') THEN try_cast({column} AS DOUBLE) END"


def iso(column: str) -> list[str]:
    """SQL for ISO 8601: the wall-clock time where it has no offset, and the UTC time where it has one."""
    pattern, names = ISO
    part = f"regexp_extract({column}, '{pattern}', {list(names)})"
    clock = (
        "try_cast(p.d || ' ' || if(p.hm = '', '00:00', p.hm) || if(p.s = '', ':00', p.s)"
        " || if(p.f = '', '', '.' || substr(p.f, 2, 6)) AS TIMESTAMP)"
    )
    minutes = (
        "if(p.z IN ('Z', 'z'), 0, if(p.z[1] = '-', -1, 1)"
        " * (60 * substr(p.z, 2, 2)::INT + if(length(p.z) > 3, right(p.z, 2)::INT, 0)))"
    )
    local, exact = (
        f"CASE WHEN p.z = '' THEN {clock} END",
        f"CASE WHEN p.z <> '' THEN {clock} - to_minutes({minutes}) END",
    )
    return [f"list_transform([{part}], LAMBDA p: {each})[1]" for each in (local, exact)]


def counted(numbers: npt.NDArray[np.float64], unit: str) -> Times:
    """Times from seconds or milliseconds since 1970 (UTC), or from a spreadsheet's serial days (wall clock)."""
    with np.errstate(over="ignore"):
        microseconds = numbers * MICROSECONDS[unit]
    microseconds[~(np.abs(microseconds) < 1e17)] = np.nan
    if unit == "excel":
        microseconds = np.round(microseconds / 1e3) * 1e3
    start = SERIAL_DAYS if unit == "excel" else np.datetime64(0, "us")
    moments: Times = start + np.nan_to_num(np.round(microseconds)).astype("timedelta64[us]")
    moments[np.isnan(microseconds)] = np.datetime64("NaT")
    return moments
