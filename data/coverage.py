"""Coverage: keeps the seen ground of the served place, writes what its indicators count, answers what pages ask."""

import asyncio
import logging
import threading
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from data.fault import Fault
from data.ground import ground_of
from data.hub import HUB, Hub
from data.seen_ground import EYES, Eye, FloatArray, Glance, SeenGround
from data.store import Store
from geo.blind import BlindSpots, blind_spots
from geo.places import Places
from geo.reach import drawn

__all__ = ["COVERAGE", "BlindSpots", "Coverage", "keep_coverage", "survey_ground", "write_glance"]
EVERY_SECONDS = 120.0
DAY_HOURS = 24.0
HOLDS = timedelta(hours=2)  # a count is good for so long, should no newer one come
HISTORY = timedelta(days=15)  # as far back as a trend of 12 days and more
LEAST_M2, MOST = 2_000.0, 300  # of the blind spots that are told one by one
log = logging.getLogger(__name__)
# One count an hour stays; one that was made earlier holds until the next.
CLEAR = """
DELETE FROM seen_ground WHERE counted_at < $1 OR date_trunc('hour', counted_at) = date_trunc('hour', $2::TIMESTAMPTZ)"""
END = "UPDATE seen_ground SET until_at = $1 WHERE counted_at < $1 AND until_at > $1"


class Coverage:
    """One per process. A lock lets one look or ask at a time: the ground is large and changes in place."""

    store: Store | None = None
    writer: Executor | None = None

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.ground: SeenGround | None = None

    def serve(self, store: Store, writer: Executor) -> None:
        self.store, self.writer, self.ground = store, writer, None

    def look(self, cursor: duckdb.DuckDBPyConnection, as_of: datetime) -> Glance:
        """Brings the ground up to an instant; what was seen of it in the day before."""
        if self.store is None:
            raise Fault("the store is not open yet: try again in a few seconds")
        with self.lock:
            ground = self.ground or SeenGround(self.store.spotter.places, self.store.profile.map.sight)
            ground.look(cursor, as_of)
            self.ground = ground
            return ground.glance(DAY_HOURS)

    def glance(self, hours: float) -> Glance:
        """What was seen in the last so many hours. Raises Fault before the first look."""
        with self.lock:
            return self.looked().glance(hours)

    def blind(self, hours: float, eyes: tuple[Eye, ...] = EYES) -> BlindSpots:
        """The ground that none of these eyes saw in the last so many hours. Raises Fault before the first look."""
        with self.lock:
            ground = self.looked()
            cameras = ground.cameras
            lon, lat = (np.empty(0), np.empty(0)) if cameras is None else (cameras.lon, cameras.lat)
            since = ground.as_of.timestamp() - hours * 3600
            return blind_spots(ground.together(eyes), since, LEAST_M2, MOST, lon, lat)

    def reach(self) -> dict[str, Any] | None:
        """The town's ground that drones can fly to, a GeoJSON geometry. Raises Fault before the first look."""
        with self.lock:
            ground = self.looked()
            area = ground.reach()
            if area is None or self.store is None:
                return None
            return drawn(ground.canvas.plane, self.store.spotter.places.outline, area)

    def looked(self) -> SeenGround:
        if self.ground is None:
            raise Fault("the seen ground is not counted yet: try again in a few seconds")
        return self.ground


COVERAGE = Coverage()


def write_glance(store: Store, glance: Glance) -> None:
    """Keeps what each grid had of seen ground, for the indicators."""
    shares: dict[str, FloatArray] = {str(eye): share for eye, share in glance.shares.items()}
    if glance.eyes:
        shares["any"] = glance.any_share
    if glance.reach is not None:
        shares["drone_reach"] = glance.reach
    ids = store.spotter.places.level(glance.level).frame["id"].tolist()
    seen_by, places, seen, ground = [], [], [], []
    for name, found in shares.items():
        known = np.isfinite(found)
        seen_by += [name] * int(known.sum())
        places += [id for id, there in zip(ids, known, strict=True) if there]
        seen.append((found * glance.ground_m2)[known])
        ground.append(glance.ground_m2[known])
    table = pa.table(
        {
            "seen_by": pa.array(seen_by, pa.string()),
            "place": pa.array(places, pa.string()),
            "seen_m2": np.concatenate(seen) if seen else np.empty(0),
            "ground_m2": np.concatenate(ground) if ground else np.empty(0),
        }
    )
    with store.transaction() as connection:
        connection.execute(CLEAR, [glance.as_of - HISTORY, glance.as_of])
        connection.execute(END, [glance.as_of])
        connection.register("glance", table)
        connection.execute(
            "INSERT INTO seen_ground SELECT seen_by, $1, place, $2, $3, seen_m2, ground_m2 FROM glance",
            [glance.level, glance.as_of, glance.as_of + HOLDS],
        )
        connection.unregister("glance")
    # Where the clock stands still, nothing else would have the indicators counted again.
    store.disturbed = store.disturbed or store.profile.clock == "data"


def survey_ground(store: Store) -> None:
    """Looks once and keeps what was seen, for a store that no server holds."""
    ground = SeenGround(store.spotter.places, store.profile.map.sight)
    ground.look(store.connection, store.now())
    write_glance(store, ground.glance(DAY_HOURS))


async def keep_coverage(recorded: bool, coverage: Coverage = COVERAGE, hub: Hub = HUB) -> None:
    """Looks at the ground every two minutes of the board's own time as long as it runs; `recorded` keeps the counts."""
    loop, begun = asyncio.get_running_loop(), -EVERY_SECONDS
    async for edition in hub.editions():
        if edition.board.earlier or hub.reader is None or loop.time() - begun < EVERY_SECONDS:
            continue
        if coverage.ground is None and hub.places is not None:
            await asyncio.to_thread(draw_levels, hub.places)
        begun = loop.time()
        glance = await asyncio.to_thread(look_now, coverage, hub, edition.board.as_of)
        store, writer = coverage.store, coverage.writer
        if recorded and glance is not None and store is not None and writer is not None:
            await loop.run_in_executor(writer, write_glance, store, glance)


def draw_levels(places: Places) -> None:
    """Makes the outlines of every level, so that nobody who opens a map has to wait for them."""
    for level in places.levels:
        ground_of(places, level.id)


def look_now(coverage: Coverage, hub: Hub, as_of: datetime) -> Glance | None:
    """A look through a cursor of its own; none where the store is being closed, or cannot be read: that is logged."""
    if hub.reader is None:
        return None
    cursor = hub.reader.cursor()
    try:
        cursor.execute("SET TimeZone = 'UTC'")
        return coverage.look(cursor, as_of)
    except (duckdb.Error, Fault) as error:
        log.warning("the seen ground is not counted: %s", error)
        return None
    finally:
        cursor.close()
