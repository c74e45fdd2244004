"""The backup: a consistent copy of a store, taken between two batches while a server holds it."""

import os
import shutil
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import duckdb

from data.fault import Fault
from data.profile import Profile
from data.running import ask_copy
from data.store import Store, connect
from data.tables import VERSION

LEFT_BEHIND_SECONDS = 3600


def part_path(profile: Profile) -> Path:
    """A new name for a copy that is not yet checked. Those of commands that were killed are removed."""
    for left in profile.var.glob("store.*.part*"):
        if time.time() - left.stat().st_mtime > LEFT_BEHIND_SECONDS:
            left.unlink(missing_ok=True)
    return profile.var / f"store.{token_hex(4)}.part"


def copy_store(store: Store, part: Path) -> dict[str, int]:
    """Copies the file of an open store to `part` and tells its rows by table, between two transactions."""
    copy_file(store.profile.var / "store.duckdb", part)
    return row_counts(store.connection)


def copy_file(source: Path, target: Path) -> None:
    """Copies a DuckDB file and the log beside it, readable by the owner only. Raises Fault, and leaves nothing.

    Another process copies: POSIX drops the lock of a file as soon as the process that holds it closes any
    descriptor of it, and the store would stand open to a second writer.
    """
    for end in ("", ".wal"):
        one = Path(f"{source}{end}")
        if end and not one.exists():
            continue
        copied = Path(f"{target}{end}")
        try:
            os.close(os.open(copied, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        except OSError as error:
            raise Fault(f"{copied}: cannot be written: {error.strerror}") from None
        ended = subprocess.run(["cp", "--", one, copied], capture_output=True, text=True, check=False)
        if ended.returncode:
            discard(target)
            raise Fault(f"{one} cannot be copied to {copied}: {ended.stderr.strip()}")


def discard(path: Path) -> None:
    """Removes a DuckDB file and the log beside it, where they are."""
    for end in ("", ".wal"):
        Path(f"{path}{end}").unlink(missing_ok=True)


def backup(profile: Profile, out: Path | None) -> None:
    """Writes a checked copy of the store to `out` (default: under `var`) and prints what is in it."""
    made_at = datetime.now(UTC)
    target = out or profile.var / "backups" / f"{profile.name}-{made_at:%Y%m%dT%H%M%SZ}.duckdb"
    if target.exists():
        raise Fault(f"{target} exists already: name another file")
    if not (profile.var / "store.duckdb").is_file():
        raise Fault(f"{profile.var} holds no store yet: there is nothing to back up")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(f"{target.parent}: cannot be made: {error.strerror}") from None
    part, expected = copied(profile)
    try:
        rows = settled(profile, part)
        if rows != expected:
            raise Fault(f"the copy differs from the store in its rows: {sorted(rows.items() ^ expected.items())}")
        put(part, target)
    finally:
        discard(part)
    print(f"{target}: {sum(rows.values())} rows, {target.stat().st_size / 1e6:.1f} MB")


def copied(profile: Profile) -> tuple[Path, dict[str, int]]:
    """A copy and what it must hold: from the running server, or from the store itself where none runs."""
    answered = ask_copy(profile)
    if answered is not None:
        return Path(answered["path"]), answered["rows"]
    connection = connect(profile.var / "store.duckdb")
    try:
        part = part_path(profile)
        copy_file(profile.var / "store.duckdb", part)
        return part, row_counts(connection)
    finally:
        connection.close()


def settled(profile: Profile, path: Path) -> dict[str, int]:
    """Checks a copy, folds its log into it, and notes the plan of its simulation; its rows by table."""
    connection = connect(path)
    try:
        rows = check_sound(connection, path)
        stamp = profile.var / "simulated" / "plan.sha256"
        if profile.simulate is not None and stamp.is_file():
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('plan', $1)", [stamp.read_text()])
        connection.execute("CHECKPOINT")
        return rows
    finally:
        connection.close()


def check_sound(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, int]:
    """Reads every row of a store; its rows by table. Raises Fault where it is broken, foreign or too new."""
    try:
        for table in row_counts(connection):
            connection.execute(f'SELECT bit_xor(hash(one)) FROM "{table}" AS one').fetchall()
        found = connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchall()
    except duckdb.CatalogException:
        raise Fault(f"{path}: is a DuckDB file, but not a store of this program") from None
    except duckdb.Error as error:
        raise Fault(f"{path}: is not a sound store: {str(error).splitlines()[0]}") from None
    if not found or not found[0][0].isdigit():
        raise Fault(f"{path}: is a DuckDB file, but not a store of this program")
    if int(found[0][0]) > VERSION:
        raise Fault(f"{path}: is of version {found[0][0]}, this program reads up to {VERSION}: update it first")
    return row_counts(connection)


def row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """By table: how many rows."""
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0] for (name,) in sorted(tables)}


def put(path: Path, target: Path) -> None:
    """Gives a whole file its final name; from another file system it is first copied beside that name."""
    beside = target.with_name(f"{target.name}.part")
    try:
        shutil.move(path, beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Fault(f"{target}: cannot be written: {error.strerror}") from None
