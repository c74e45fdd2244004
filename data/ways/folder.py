"""Watched folders: files that appear, grow, are replaced or come packed, each taken whole once it rests."""

import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

import duckdb

from data.fault import Fault
from data.feeds.declaration import Feed
from data.feeds.read import Chunk, read_feed
from data.intake import Counts, take
from data.store import Store
from data.ways.archive import check_gzip, is_zip, members, unpacked

QUIET = 2.0  # seconds without a change after which a file is taken to be whole
SPELL = 0.5  # seconds after which the next files wait for the next tick
PATIENCE = 60.0  # seconds until a file is tried again that the system, not its content, kept from being read

Stamp = tuple[int, int]  # size in bytes, mtime in ns
NO_MORE = object()


@dataclass(frozen=True)
class Arrival:
    """A file, or one of a zip's, as it was when it was looked at. `key` names it in the store and to people."""

    key: str
    path: Path
    stamp: Stamp
    member: str | None = None


Settled = Sequence[tuple[Arrival, str | None]]  # with the reason where it was refused


@dataclass(frozen=True)
class Taken:
    """What became of an arrival: taken, or refused for a reason under a declaration of its feed."""

    stamp: Stamp
    reason: str | None
    declared: str


class Folders:
    """The watched folders of a store's profile. What was taken is remembered in the table `watched`."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self.store = store
        self.clock = clock
        self.feeds = [feed for feed in store.profile.feeds if feed.watch is not None]
        self.declared = {feed.id: hashlib.sha256(feed.model_dump_json().encode()).hexdigest() for feed in self.feeds}
        self.seen: dict[str, dict[str, tuple[Stamp, float]]] = {feed.id: {} for feed in self.feeds}
        self.troubles: dict[tuple[str, str], str] = {}
        rows = store.connection.execute("SELECT feed, path, size, mtime_ns, reason, declared FROM watched").fetchall()
        self.taken = {(feed, key): Taken((size, mtime), why, how) for feed, key, size, mtime, why, how in rows}

    def take(self) -> list[Counts]:
        """Takes one file of each feed that has any, and more in turn while there is time."""
        begun = self.clock()
        found: list[Counts] = []
        turns = [self.files_taken(feed) for feed in self.feeds]
        while turns:
            steps = [(turn, next(turn, NO_MORE)) for turn in turns]
            found += [counts for _, counts in steps if isinstance(counts, Counts)]
            late = self.clock() - begun >= SPELL
            turns = [] if late else [turn for turn, counts in steps if counts is not NO_MORE]
        return found

    def files_taken(self, feed: Feed) -> Iterator[Counts | None]:
        """Each step takes one file; None where it was not to be had."""
        for arrival in self.resting(feed):
            try:
                parts = self.parts(arrival)
            except Fault as fault:
                self.refuse(feed, arrival, fault)
                yield None
                continue
            except OSError as error:
                self.wait(feed, arrival, error)
                yield None
                continue
            waiting = [part for part in parts if not self.settled(feed, part)]
            left, refused = len(waiting), len([part for part in parts if self.refused(feed, part)])
            for part in waiting:
                # The zip is done with the last of its files, and remembered in the same transaction.
                done = [(arrival, f"{refused} of its files were refused" if refused else None)]
                counts = self.attempt(feed, part, done if part.member and left == 1 else [])
                if self.settled(feed, part):
                    left -= 1
                    refused += self.refused(feed, part)
                yield counts

    def parts(self, arrival: Arrival) -> list[Arrival]:
        """The file itself, or each file of a zip. Fault for a bad archive; OSError where it may not be read."""
        arrival.path.open("rb").close()
        if not is_zip(arrival.path):
            return [arrival]
        names = members(arrival.path)
        return [Arrival(f"{arrival.key}/{name}", arrival.path, arrival.stamp, name) for name in names]

    def resting(self, feed: Feed) -> list[Arrival]:
        """The files of a feed's folder that have not changed for a while and are not taken yet, oldest first."""
        pattern = Path(feed.watch or "")
        folder, now = self.store.profile.folder / pattern.parent, self.clock()
        before, present = self.seen[feed.id], {}
        ready = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not belongs(entry.name, pattern.name):
                        continue
                    try:
                        status = entry.stat()
                    except OSError:  # gone again, or a link to nothing
                        continue
                    key, stamp = printable(str(pattern.parent / entry.name)), (status.st_size, status.st_mtime_ns)
                    last, since = before.get(key, (None, now))
                    present[key] = (stamp, since if last == stamp else now)
                    arrival = Arrival(key, folder / entry.name, stamp)
                    if stat.S_ISREG(status.st_mode) and now - present[key][1] >= QUIET:
                        ready += [] if self.settled(feed, arrival) else [arrival]
        except (FileNotFoundError, NotADirectoryError):
            pass  # a folder that is not there yet, or on a disk that is away, holds nothing
        except OSError as error:
            self.say(feed, str(pattern.parent), f"the folder cannot be looked into: {error.strerror}")
        self.seen[feed.id] = present
        return sorted(ready, key=lambda one: (one.stamp[1], one.key))

    def settled(self, feed: Feed, arrival: Arrival) -> bool:
        """Whether it was taken as it is now; what was refused is open again once its feed is declared otherwise."""
        taken = self.taken.get((feed.id, arrival.key))
        if taken is None or taken.stamp != arrival.stamp:
            return False
        return taken.reason is None or taken.declared == self.declared[feed.id]

    def refused(self, feed: Feed, arrival: Arrival) -> bool:
        """Whether it is settled, but by being refused."""
        return self.settled(feed, arrival) and self.taken[feed.id, arrival.key].reason is not None

    def attempt(self, feed: Feed, arrival: Arrival, done: Settled) -> Counts | None:
        """Takes a file as a batch, which settles it and what is `done` with it."""
        settled = [(arrival, None), *done]
        origin = printable(arrival.path.name) + (f"/{arrival.member}" if arrival.member else "")
        try:
            with (
                unpacked(arrival.path, arrival.member, self.store.profile.var)
                if arrival.member
                else nullcontext(arrival.path)
            ) as file:
                counts = take(self.store, feed, self.chunks(feed, file, settled), origin, None)
        except Fault as fault:
            self.refuse(feed, arrival, fault, [(one, reason or "one of its files was refused") for one, reason in done])
            return None
        except (OSError, duckdb.Error) as error:
            self.wait(feed, arrival, error)
            return None
        self.note(feed, settled)
        return counts

    def chunks(self, feed: Feed, file: Path, settled: Settled) -> Iterator[Chunk]:
        """The rows of a file; behind the last one, still inside the batch's transaction, it is remembered."""
        check_gzip(file)
        try:
            yield from read_feed(feed, file, self.store.profile.zone)
        except (Fault, OSError):
            raise
        except Exception as error:  # whatever a file does to its reader, the server goes on
            raise Fault(f"{file.name}: cannot be read ({type(error).__name__}: {error})") from None
        next_batch = "SELECT coalesce(max(batch), 0) + 1 FROM batches"
        self.write(feed, settled, self.store.connection.execute(next_batch).fetchall()[0][0])

    def refuse(self, feed: Feed, arrival: Arrival, fault: Fault, done: Settled = ()) -> None:
        self.say(feed, arrival.key, f"{fault} (tried again when the file or its feed's declaration changes)")
        settled = [(arrival, printable(str(fault))), *done]
        with self.store.transaction():
            self.write(feed, settled, None)
        self.note(feed, settled)

    def wait(self, feed: Feed, arrival: Arrival, error: Exception) -> None:
        """What is no fault of the file is not remembered against it."""
        trouble = error.strerror if isinstance(error, OSError) else str(error).partition("\n")[0]
        self.say(feed, arrival.key, f"{trouble} (tried again in {PATIENCE:.0f} s)")
        key = printable(str(Path(feed.watch or "").parent / arrival.path.name))
        self.seen[feed.id][key] = (arrival.stamp, self.clock() + PATIENCE - QUIET)

    def write(self, feed: Feed, settled: Settled, batch: int | None) -> None:
        for arrival, reason in settled:
            self.store.connection.execute(
                "INSERT OR REPLACE INTO watched VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                [feed.id, arrival.key, *arrival.stamp, batch, reason, self.declared[feed.id], datetime.now(UTC)],
            )

    def note(self, feed: Feed, settled: Settled) -> None:
        for arrival, reason in settled:
            self.taken[feed.id, arrival.key] = Taken(arrival.stamp, reason, self.declared[feed.id])

    def say(self, feed: Feed, key: str, trouble: str) -> None:
        """On standard error, once as long as it is the same."""
        if self.troubles.get((feed.id, key)) != trouble:
            self.troubles[feed.id, key] = trouble
            print(f"{feed.id}: {key} was not taken: {printable(trouble)}", file=sys.stderr, flush=True)


def belongs(name: str, pattern: str) -> bool:
    """Whether a file's name fits a pattern, in any case of letters; packed it may be called x.csv.gz, x.csv.zip or
    x.zip."""
    pattern = pattern.lower()
    patterns = (pattern, f"{pattern}.gz", f"{pattern}.zip", f"{pattern.rpartition('.')[0] or pattern}.zip")
    return not name.startswith(".") and any(fnmatchcase(name.lower(), one) for one in patterns)


def printable(text: str) -> str:
    """Names from other systems may hold bytes that are no text, which the store would refuse."""
    return text.encode("utf-8", "backslashreplace").decode()
