"""The last board: what the wall needs of the newest one, kept in a file, to be shown while the next run measures."""

import hashlib
import json
import os
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

from data.ages import feed_ages
from data.answers import offered
from data.board import Board
from data.catalogue import Catalogue
from data.derived import lineage_of
from data.feed_states import FeedState
from data.measured import COLUMNS, CURRENT, FloatArray, Measured
from data.profile import Profile
from data.spots import LevelIndex
from geo.places import Places, PlacesError, read_places

FORMAT = 1
EVERY_SECONDS = 60.0
NAME = "last-board.npz"
Arrays = dict[str, npt.NDArray[Any]]


class LastBoard:
    """The file of a profile's newest board: numbers, never anything that could run."""

    def __init__(self, profile: Profile, catalogue: Catalogue, clock: Callable[[], float] = time.monotonic) -> None:
        self.profile = profile
        self.catalogue = catalogue
        self.clock = clock
        self.path = profile.var / NAME
        self.written_at: float | None = None

    @property
    def stamp(self) -> str:
        """Tells this profile with this catalogue from any other."""
        said = f"{FORMAT} {self.profile.model_dump_json()} {self.catalogue.indicators!r}"
        return hashlib.sha256(said.encode()).hexdigest()

    def due(self) -> bool:
        """Whether a minute has passed since the last time; and then it counts from now."""
        now = self.clock()
        if self.written_at is not None and now - self.written_at < EVERY_SECONDS:
            return False
        self.written_at = now
        return True

    def write(self, board: Board) -> None:
        """Puts a board in the file's place in one step; what fails is said, and the older one stays."""
        part = self.path.with_suffix(".part")
        packed = BytesIO()
        np.savez_compressed(packed, allow_pickle=False, **packing(board, self.stamp))
        try:
            with open(part, "wb", opener=private) as file:
                file.write(packed.getbuffer())
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path)
        except OSError as error:
            part.unlink(missing_ok=True)
            print(f"{self.path}: cannot be written: {error.strerror}", file=sys.stderr, flush=True)

    def read(self, now: datetime | None = None) -> tuple[Places, Board] | None:
        """The board of an earlier run and the polygons of its places, the feeds as old as they are now.

        None where there is none that fits: no store is left to go with it, it is broken, or it is of another profile,
        catalogue, version or other polygons.
        """
        if not self.path.is_file() or not (self.profile.var / "store.duckdb").is_file():
            return None
        try:
            with np.load(BytesIO(self.path.read_bytes()), allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            about = json.loads(arrays["about"].tobytes())
            if about["stamp"] != self.stamp:
                return None
            places = read_places(self.profile.level_sources())
            return places, self.unpacked(about, arrays, places, now or datetime.now(UTC))
        except (OSError, ValueError, KeyError, TypeError, EOFError, zlib.error, zipfile.BadZipFile, PlacesError):
            return None

    def unpacked(self, about: dict[str, Any], arrays: Arrays, places: Places, now: datetime) -> Board:
        """ValueError where the polygons are others."""
        as_of = datetime.fromisoformat(about["as_of"])
        newest = {feed: at and datetime.fromisoformat(at) for feed, at in about["feeds"].items()}
        states = [FeedState(feed, "", 0, at, True, None) for feed, at in newest.items()]
        ages = feed_ages(self.profile, states, now if self.profile.clock == "machine" else as_of)
        measured = {}
        for level in about["levels"]:
            if level["id"] != "town" and level["places"] != list(places.level(level["id"]).frame["id"]):
                raise ValueError("other polygons")
            measured[level["id"]] = self.level(level, arrays)
        lineage = lineage_of(self.profile, self.catalogue, ages)
        can = frozenset(offered(self.profile, self.catalogue))
        return Board(self.profile, self.catalogue, as_of, measured, ages, lineage, can, earlier=True)

    def level(self, about: dict[str, Any], arrays: Arrays) -> Measured:
        def parts(name: str) -> FloatArray:
            return wide(arrays[f"{about['id']}.{name}"])

        divided = dict(zip(about["divided"], parts("denominators"), strict=True))
        index = LevelIndex(about["id"], tuple(about["places"]), tuple(about["names"]), np.zeros(0, np.int32))
        return Measured(
            index,
            tuple(parts("numerators")),
            tuple(divided.get(number) for number in range(len(self.catalogue.indicators))),
            np.array([one.scale for one in self.catalogue.indicators]),
            arrays[f"{about['id']}.begun"],
            dict(zip(about["derived"], parts("derived"), strict=True)),
        )


def packing(board: Board, stamp: str) -> Arrays:
    """The arrays of the file: of the town every window, of the other levels the current one."""
    arrays: Arrays = {}
    levels = []
    for id, one in board.measured.items():
        if id == "micro_grid":
            continue  # too small for a wall, and too many
        columns = slice(None) if id == "town" else slice(CURRENT, CURRENT + 1)
        divided = {number: parts for number, parts in enumerate(one.denominators) if parts is not None}
        for name, found in (
            ("numerators", one.numerators),
            ("denominators", tuple(divided.values())),
            ("derived", tuple(one.derived.values())),
        ):
            empty = np.zeros((0, one.level.size, COLUMNS))
            arrays[f"{id}.{name}"] = (np.stack(found) if found else empty)[:, :, columns].astype(np.float64)
        arrays[f"{id}.begun"] = one.begun
        told = {"places": one.level.places, "names": one.level.names}
        levels.append({"id": id, **told, "divided": list(divided), "derived": list(one.derived)})
    feeds = {feed.id: feed.newest_at and feed.newest_at.isoformat() for feed in board.feeds}
    about = {"stamp": stamp, "as_of": board.as_of.isoformat(), "feeds": feeds, "levels": levels}
    arrays["about"] = np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8)
    return arrays


def wide(parts: npt.NDArray[Any]) -> FloatArray:
    """(…, 13) windows; where only the current one was kept, the others are missing."""
    if parts.shape[-1] == COLUMNS:
        return np.asarray(parts, np.float64)
    found = np.full((*parts.shape[:-1], COLUMNS), np.nan)
    found[..., CURRENT] = parts[..., 0]
    return found


def private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
