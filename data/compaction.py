"""Compaction: a store file that is mostly empty is copied into a fresh one before it is opened.

DuckDB uses freed blocks again, but gives them back to the disk only from the end of the file. A store whose old rows
go day by day therefore stops growing by itself; one that lost most of its rows at once stays as large as it was.
"""

import os
import shutil
import sys
from pathlib import Path

import duckdb

from data.backup import discard, put
from data.fault import Fault

WASTE = 0.5  # of the file
LEAST_BYTES = 32 << 20


def wasteful(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether more than half of an open store's file, and at least 32 MB of it, holds nothing."""
    size, total, free = connection.execute(
        "SELECT block_size, total_blocks, free_blocks FROM pragma_database_size() "
        "WHERE database_name = current_database()"
    ).fetchall()[0]
    return bool(free * size >= LEAST_BYTES and free > WASTE * total)


def compact(store: Path) -> None:
    """Copies a closed store into a fresh file, which takes its name once it is whole and on the disk.

    At every instant the file of that name is a whole store. What fails is said, and leaves the store as it was.
    """
    part = store.with_name("store.compact.part")
    discard(part)
    try:
        if shutil.disk_usage(store.parent).free < store.stat().st_size:
            raise Fault("there is too little room on the disk for a second copy")
        before = copied(store, part)
        if Path(f"{store}.wal").exists() or stamp(store) != before:
            raise Fault("another process writes to it")
        was = store.stat().st_size
        put(part, store)
        print(f"{store}: {was / 1e6:.0f} MB became {store.stat().st_size / 1e6:.0f} MB", flush=True)
    except (Fault, OSError, duckdb.Error) as error:
        discard(part)
        print(f"{store}: was not compacted: {str(error).splitlines()[0]}", file=sys.stderr, flush=True)


def copied(store: Path, part: Path) -> tuple[int, int]:
    """Copies all rows of a store, in their order, to the new file `part`; the stamp of the store's file then."""
    connection = duckdb.connect(config={"memory_limit": "400MB", "preserve_insertion_order": "true"})
    try:
        for name, path in (("old", store), ("new", part)):
            quoted = str(path).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS {name}")
        connection.execute("CHECKPOINT old")
        os.chmod(part, 0o600)
        connection.execute("COPY FROM DATABASE old TO new")
        connection.execute("CHECKPOINT new")
        tables = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'old'"
        for (name,) in connection.execute(tables).fetchall():
            counts = f'SELECT (SELECT count(*) FROM old."{name}") = (SELECT count(*) FROM new."{name}")'
            if not connection.execute(counts).fetchall()[0][0]:
                raise Fault(f"the copy differs in its rows of {name}")
        return stamp(store)
    finally:
        connection.close()


def stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
