"""The rejected rows of a feed as a CSV: mended in a spreadsheet, it is loaded like any file of the feed."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import duckdb

from data.drift import REFERENCE_SQL
from data.feeds.declaration import Feed
from data.feeds.mapping import Mapping
from data.feeds.mended import EXTRA, guarded
from data.feeds.told import FILE, LINE

MOST = 20_000  # rows of one download, the newest
OPEN = f"{REFERENCE_SQL} NOT IN (SELECT reject FROM mended WHERE mended.feed = rejects.feed)"


def read_rejects(connection: duckdb.DuckDBPyConnection, feed: Feed) -> str:
    """The newest rejects that were not mended yet, in the order of their files: the source's own columns as far as
    they could be told apart, then EXTRA. A byte order mark tells spreadsheets that it is UTF-8."""
    found = connection.execute(
        f"SELECT raw, reference, file, line, source_column, reason FROM (SELECT *, {REFERENCE_SQL} AS reference "
        f"FROM rejects WHERE feed = $1 AND {OPEN} ORDER BY batch DESC, line LIMIT {MOST}) ORDER BY batch, line",
        [feed.id],
    ).fetchall()
    rows = [first_stood(json.loads(raw), *extra) for raw, *extra in found]
    names = dict.fromkeys(Mapping(feed, Path()).wanted)
    for raw, _ in rows:
        names |= dict.fromkeys(raw)
    return as_csv([*names], rows)


def first_stood(
    raw: dict[str, str], reference: str, file: str, line: int, *why: str
) -> tuple[dict[str, str], list[str]]:
    """The row and its extra columns: one that was mended in vain keeps the file and the line that it came in."""
    return raw, [reference, raw.pop(FILE, file), raw.pop(LINE, str(line)), *why]


def as_csv(names: Sequence[str], rows: Sequence[tuple[dict[str, str], Sequence[str | None]]]) -> str:
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*names, *EXTRA])
    for raw, extra in rows:
        told = ["" if one is None else guarded(one) for one in extra]
        writer.writerow([*(guarded(raw.get(name, "")) for name in names), *told])
    return text.getvalue()
