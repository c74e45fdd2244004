"""Seen ground 见格率: when each spot of a town was last seen by a patrol, a camera or a drone, kept up to date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import duckdb
import numpy as np
import numpy.typing as npt
import shapely

from data.map_choice import Sight
from data.sights import Bases, Points, newest_batch, read_bases, read_cameras, read_fixes, read_flights
from geo.canvas import Canvas
from geo.places import Level, Places
from geo.reach import reached, shares
from geo.seen import Seen

Eye = Literal["patrol", "camera", "drone"]
EYES: tuple[Eye, ...] = ("patrol", "camera", "drone")
FloatArray = npt.NDArray[np.float64]
SIDE_M = 10.0
KEPT = timedelta(hours=72)  # how far back what was seen is told
FLOWN = timedelta(days=30)  # a drone that has flown since has a base
AGAIN = timedelta(hours=6)  # flights are read again so long: they end, and findings come late
# Whether the place has ever had each: what never was is missing, what saw nothing is 0.
PRESENT = """
SELECT EXISTS (FROM patrol_fixes), EXISTS (FROM devices WHERE kind = 'camera'), EXISTS (FROM drone_sorties)"""
BEGINNING = datetime(1970, 1, 2, tzinfo=UTC)


def grid_level(places: Places) -> Level:
    """The level whose places have a share of seen ground: the grids, else the finest above the micro-grids."""
    coarse = [level for level in places.levels if level.id != "micro_grid"]
    return coarse[-1] if coarse else places.levels[-1]


@dataclass(frozen=True)
class Glance:
    """What of each grid was seen in the last so many hours: shares (n,) by eye and by any of them; `reach` is the share
    that a drone could fly to, None where there is no drone; `eyes` are those that the place has at all."""

    as_of: datetime
    level: str
    hours: float
    eyes: tuple[Eye, ...]
    shares: dict[Eye, FloatArray]
    any_share: FloatArray
    reach: FloatArray | None
    ground_m2: FloatArray


class SeenGround:
    """The ground of one place. `look` brings it up to an instant; only what is new is read and drawn."""

    def __init__(self, places: Places, sight: Sight) -> None:
        self.level = grid_level(places)
        self.sight = sight
        self.shapes: npt.NDArray[Any] = self.level.frame.geometry.to_numpy()
        self.canvas = Canvas.over(self.shapes, SIDE_M)
        self.ground_m2: FloatArray = shapely.area(self.canvas.plane.shapes(self.shapes))
        self.seen: dict[Eye, Seen] = {}
        self.as_of = BEGINNING
        self.batch = -1
        self.last = Points(np.array([], object), *(np.array([]) for _ in range(3)))
        self.cameras: Points | None = None
        self.bases: Bases | None = None

    def look(self, cursor: duckdb.DuckDBPyConnection, as_of: datetime) -> None:
        """Takes in what the store holds up to an instant; one before the last look begins anew."""
        if as_of < self.as_of:
            self.as_of, self.batch, self.seen = BEGINNING, -1, {}
            self.last = Points(np.array([], object), *(np.array([]) for _ in range(3)))
        since = as_of - KEPT
        newest = newest_batch(cursor)
        for eye, there in zip(EYES, cursor.execute(PRESENT).fetchall()[0], strict=True):
            if there:
                self.of(eye)
        self.pass_by(read_fixes(cursor, since, as_of, self.batch, self.as_of))
        self.cameras, views = read_cameras(cursor, as_of, self.sight)
        if np.isfinite(self.cameras.seconds).any():
            self.of("camera").look(self.cameras.seconds, self.cameras.lon, self.cameras.lat, views)
        self.watch("drone", read_flights(cursor, max(since, self.as_of - AGAIN), as_of), self.sight.drone_m)
        self.bases = read_bases(cursor, as_of - FLOWN, as_of, self.sight)
        self.as_of, self.batch = as_of, newest

    def pass_by(self, fixes: Points) -> None:
        """New fixes, joined to each patrol's last one before them."""
        if not len(fixes):
            return
        names, who = np.unique(np.concatenate([self.last.who, fixes.who]).astype(str), return_inverse=True)
        joined = [np.concatenate([getattr(self.last, one), getattr(fixes, one)]) for one in ("seconds", "lon", "lat")]
        self.of("patrol").pass_by(who.astype(np.int64), joined[0], joined[1], joined[2], self.sight.patrol_m)
        order = np.lexsort((joined[0], who))
        ends = order[np.append(np.flatnonzero(np.diff(who[order])), len(order) - 1)]
        self.last = Points(names[who[ends]].astype(object), *(one[ends] for one in joined))

    def watch(self, eye: Eye, points: Points, sees_m: float) -> None:
        known = np.isfinite(points.seconds)
        x, y = self.canvas.plane.points(points.lon[known], points.lat[known])
        on = np.isfinite(x) & np.isfinite(y)
        if on.any():
            self.of(eye).mark(points.seconds[known][on], x[on], y[on], sees_m)

    def of(self, eye: Eye) -> Seen:
        if eye not in self.seen:
            self.seen[eye] = Seen(self.canvas)
        return self.seen[eye]

    def together(self, eyes: Sequence[Eye]) -> Seen:
        """What any of these has seen."""
        both = Seen(self.canvas)
        for eye in eyes:
            if eye in self.seen:
                np.maximum(both.seen_at, self.seen[eye].seen_at, out=both.seen_at)
        return both

    def glance(self, hours: float) -> Glance:
        """The shares of the last so many hours."""
        since, size = self.as_of.timestamp() - hours * 3600, len(self.shapes)
        eyes = tuple(eye for eye in EYES if eye in self.seen)
        by_eye = {eye: self.seen[eye].share(since, size) for eye in eyes}
        any_share = self.together(eyes).share(since, size)
        return Glance(self.as_of, self.level.id, hours, eyes, by_eye, any_share, self.reach_shares(), self.ground_m2)

    def reach_shares(self) -> FloatArray | None:
        """(n,): the share of each grid that some drone can fly to; None where none has a base."""
        area = self.reach()
        return None if area is None else shares(self.canvas.plane, self.shapes, area)

    def reach(self) -> Any | None:
        """The ground that drones can fly to, in metres of the plane, beyond the town too."""
        if self.bases is None or not len(self.bases.who):
            return None
        return reached(self.canvas.plane, self.bases.lon, self.bases.lat, self.bases.radius_m)
