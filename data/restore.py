"""The way back: a backup becomes the store of its profile; the store before it is kept aside."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import duckdb

from data.backup import check_sound, copy_file, discard, part_path, put
from data.fault import Fault
from data.last_board import NAME
from data.prepare import plan_digest
from data.profile import Profile
from data.store import connect

ASIDE = "store.before-restore.duckdb"


def restore(profile: Profile, file: Path) -> None:
    """Puts a copy of a backup in the store's place and prints what is in it.

    Raises Fault, with the store as it was, where a server holds the store, or the file is broken, another
    profile's, too new, or of another simulation than the profile's.
    """
    store = profile.var / "store.duckdb"
    if not file.is_file():
        raise Fault(f"{file}: there is no such file")
    try:
        profile.var.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(f"{profile.var}: cannot be made: {error.strerror}") from None
    with held(store):
        pass
    part = part_path(profile)
    try:
        copy_file(file, part)
        rows, plan = taken_over(profile, file, part)
        present = store.exists()
        if present:
            with suppress(Fault):
                connect(store).close()  # folds in the log of a killed server; a broken store keeps its own
        with held(store):
            (profile.var / NAME).unlink(missing_ok=True)
            set_aside(store)
            put(part, store)
    finally:
        discard(part)
    if plan is not None:
        (profile.var / "simulated").mkdir(exist_ok=True)
        (profile.var / "simulated" / "plan.sha256").write_text(plan)
    kept = f"; the store before it is {store.with_name(ASIDE)}" if present else ""
    print(f"{store}: {sum(rows.values())} rows from {file}{kept}")


@contextmanager
def held(store: Path) -> Iterator[None]:
    """Holds the lock that DuckDB takes on a file. Raises Fault where another process has it."""
    if not store.exists():
        yield
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(store.open("rb+"))
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Fault(f"{store}: another process has it open (a running server?): stop that one first") from None
        except OSError as error:
            raise Fault(f"{store}: cannot be opened: {error.strerror}") from None
        yield


def taken_over(profile: Profile, file: Path, part: Path) -> tuple[dict[str, int], str | None]:
    """The rows by table of a copy of `file`, checked and made this profile's, and the plan of its simulation."""
    connection = opened(file, part)
    try:
        rows = check_sound(connection, file)
        meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
        owner, plan = meta.get("profile", ""), meta.get("plan")
        moved = Path(owner).stem == profile.name and not Path(owner).exists()
        if owner != profile.file and not moved:
            raise Fault(f"{file}: holds the data of {owner or 'no profile'}, not of {profile.file}")
        if profile.simulate is None:
            plan = None
        elif plan not in (None, plan_digest(profile)):
            raise Fault(f"{file}: was simulated by another plan than {profile.file} has now: it would be made anew")
        connection.execute("UPDATE meta SET value = $1 WHERE name = 'profile'", [profile.file])
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
    return rows, plan


def opened(file: Path, part: Path) -> duckdb.DuckDBPyConnection:
    """A copy of `file`, opened; what is wrong is said of `file`."""
    try:
        return connect(part)
    except Fault as fault:
        raise Fault(str(fault).replace(str(part), str(file))) from None


def set_aside(store: Path) -> None:
    """Gives the present store a second name; it keeps its own until the copy takes that."""
    aside = store.with_name(ASIDE)
    log = Path(f"{store}.wal")
    if store.exists():
        discard(aside)
        os.link(store, aside)
    if log.exists():
        log.replace(f"{aside}.wal")
