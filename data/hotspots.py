"""Hot spots of cases: where more happens now than usual, by more than chance."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

import duckdb
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.bands import geometry_of, holders, runs
from geo.canvas import Canvas, IntArray
from geo.heat import density
from geo.hotspots import beyond_chance, excess, gi_star, hot
from geo.places import Places
from geo.plane import FloatArray
from geo.surge import surge

CELLS = 3000  # of the town, about: larger than those of a picture, so that a cell has cases to count
LEAST_M, MOST_M, STEP_M = 100.0, 1000.0, 50.0
NEIGHBOURS = 1.5  # sides: a cell and the eight around it
PERIODS = {7: 8, 28: 6}  # days, and how many periods before tell what is usual
TOP = 3  # categories of a hot spot that are told
BLUR = 3.0  # sides: the kernel of the density
KNOWN = "implausible = 0 AND lon IS NOT NULL AND lat IS NOT NULL"
CASES = (
    "SELECT lon, lat, coalesce(category, '') AS category, "
    "floor((epoch($as_of) - epoch(reported_at)) / $seconds)::INTEGER AS back FROM cases "
    f"WHERE {KNOWN} AND reported_at <= $as_of AND reported_at > $since AND ($category = '' OR category = $category)"
)


@dataclass(frozen=True, eq=False)
class Cases:
    """Points of cases (n,), WGS84, with their category, and how many periods ago each was: 0 is the present one."""

    lon: FloatArray
    lat: FloatArray
    category: NDArray[Any]
    back: IntArray
    periods: int


@dataclass(frozen=True, eq=False)
class HotSpot:
    """Cells that touch: cases now, in a usual period, those of the present by category, the z-score and the chance of
    its hottest cell, the place that holds that cell (None: outside all), and its outline in WGS84."""

    now: int
    usual: float
    categories: tuple[tuple[str, int], ...]
    z: float
    chance: float
    place: str | None
    middle: tuple[float, float]
    shape: Any


@dataclass(frozen=True, eq=False)
class HotSpots:
    """The cells of a town (rows, columns): cases now and in a usual period; z-scores NaN where nothing ever happened.

    `periods` before tell what is usual; with none of them there is nothing to compare with and no spot.
    """

    canvas: Canvas
    cases: Cases
    days: int
    now: FloatArray
    usual: FloatArray
    z: FloatArray
    hot: NDArray[np.bool_]
    spots: tuple[HotSpot, ...]

    @cached_property
    def density(self) -> FloatArray:
        """Cases of the present period a square kilometre."""
        mine = self.cases.back == 0
        weights = np.ones(int(mine.sum()))
        return density(self.canvas, self.cases.lon[mine], self.cases.lat[mine], weights, BLUR * self.canvas.side)

    @property
    def change(self) -> FloatArray:
        """Cases above a usual period, at each cell where any ever was."""
        found: FloatArray = np.where(np.isfinite(self.z) | (self.now + self.usual > 0), self.now - self.usual, 0.0)
        return found


@lru_cache(maxsize=4)
def canvas_of(places: Places) -> Canvas:
    """The cells that cases are counted in; made once for a set of places."""
    outline = np.array([places.outline])
    plane = Canvas.over(outline, MOST_M).plane
    side = round(float(np.sqrt(shapely.area(plane.shapes(outline))[0] / CELLS)) / STEP_M) * STEP_M
    return Canvas.over(outline, min(max(side, LEAST_M), MOST_M))


def read_cases(connection: duckdb.DuckDBPyConnection, as_of: datetime, days: int, category: str = "") -> Cases:
    """Cases of the present period and of those before it; fewer where the feed has not run that long.

    Points that are not believed, the geocoder's default point among them, are left out.
    """
    span = timedelta(days=days)
    first = connection.execute("SELECT min(reported_at) FROM cases WHERE reported_at <= $1", [as_of]).fetchall()[0][0]
    whole = 0 if first is None else int((as_of - first) / span) - 1
    periods = max(0, min(PERIODS[days], whole))
    asked = {
        "as_of": as_of,
        "seconds": span.total_seconds(),
        "since": as_of - span * (periods + 1),
        "category": category,
    }
    found = connection.execute(CASES, asked).fetchnumpy()
    return Cases(
        np.asarray(found["lon"], np.float64),
        np.asarray(found["lat"], np.float64),
        np.asarray(found["category"], object),
        np.asarray(found["back"], np.int64),
        periods,
    )


def categories_of(connection: duckdb.DuckDBPyConnection, as_of: datetime, days: int) -> tuple[tuple[str, int], ...]:
    """The categories of the present period, most first."""
    found = connection.execute(
        f"SELECT category, count(*) FROM cases WHERE {KNOWN} AND category <> '' AND reported_at > $1 "
        "AND reported_at <= $2 GROUP BY category ORDER BY 2 DESC, 1",
        [as_of - timedelta(days=days), as_of],
    ).fetchall()
    return tuple((str(category), int(count)) for category, count in found)


def hot_spots(places: Places, level: str, cases: Cases, days: int) -> HotSpots:
    """What is hot: cells whose excess over the usual stands out among all (Gi* of Anscombe's excess), and where the
    cases around are more than their own past and the rest of the town would have (an exact test); both at a false
    discovery rate of 5 %. A busy place that is as busy as ever is none, nor is one case where there never was one."""
    canvas = canvas_of(places)
    now, before = counts(canvas, cases, cases.back == 0), counts(canvas, cases, cases.back > 0)
    usual = before / max(cases.periods, 1)
    z, chance = np.full(now.shape, np.nan), np.full(now.shape, np.nan)
    met = (now + before > 0) & (cases.periods > 0)
    if met.any():
        east, north = canvas.middles
        x, y = (one[met] for one in np.meshgrid(east, north))
        reach = NEIGHBOURS * canvas.side
        z[met] = gi_star(excess(now[met], usual[met]), x, y, reach)
        chance[met] = surge(now[met], before[met], x, y, reach)
    named = (hot(z[met]) & beyond_chance(chance[met])) if met.any() else np.zeros(0, np.bool_)
    marked = np.zeros(now.shape, np.bool_)
    marked[met] = named
    spots = merged(canvas, places, level, cases, marked, now > usual, usual, z, chance)
    return HotSpots(canvas, cases, days, now, usual, z, marked, spots)


def counts(canvas: Canvas, cases: Cases, mine: NDArray[np.bool_]) -> FloatArray:
    """(rows, columns): how many of these cases lie in each cell of the town's box."""
    row, column, on = canvas.cells(*canvas.plane.points(cases.lon[mine], cases.lat[mine]))
    found = np.zeros(canvas.place.shape)
    np.add.at(found, (row[on], column[on]), 1.0)
    return found


def merged(
    canvas: Canvas,
    places: Places,
    level: str,
    cases: Cases,
    marked: NDArray[np.bool_],
    more: NDArray[np.bool_],
    usual: FloatArray,
    z: FloatArray,
    chance: FloatArray,
) -> tuple[HotSpot, ...]:
    """The spots, the one with the most cases above the usual first: hot cells whose surroundings meet are one, and it
    holds what made them hot, the cells among them and around them with `more` cases than usual."""
    if not marked.any():
        return ()
    cells = np.argwhere(marked)
    owner = groups(cells)
    frame = places.level(level).frame
    names, holder = frame["name"].astype(str).tolist(), holders(canvas, frame.geometry.to_numpy())
    row, column, on = canvas.cells(*canvas.plane.points(cases.lon, cases.lat))
    found = []
    for group in np.unique(owner):
        mine = cells[owner == group]
        inside = grown(mine, marked.shape) & more
        here = on & inside[row, column] & (cases.back == 0)
        top = tuple(mine[np.argmax(z[mine[:, 0], mine[:, 1]])])
        shape = canvas.plane.on_earth(np.array([shapely.union_all(runs(canvas, inside))]))[0]
        found.append(
            HotSpot(
                int(here.sum()),
                float(usual[inside].sum()),
                tuple(Counter(cases.category[here].tolist()).most_common(TOP)),
                float(z[top]),
                float(chance[top]),
                names[holder[top]] if holder[top] >= 0 else None,
                (float(shape.centroid.x), float(shape.centroid.y)),
                shape,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.usual - one.now, one.middle)))


def grown(cells: NDArray[Any], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """(rows, columns): these cells (row, column) and the eight around each."""
    found = np.zeros((shape[0] + 2, shape[1] + 2), np.bool_)
    for up in range(3):
        for right in range(3):
            found[cells[:, 0] + up, cells[:, 1] + right] = True
    return found[1:-1, 1:-1]


def groups(cells: NDArray[Any]) -> IntArray:
    """(n,): one number for all cells whose surroundings, the eight cells around each, meet."""
    at = {tuple(cell): n for n, cell in enumerate(cells.tolist())}
    owner = np.full(len(cells), -1, dtype=np.int64)
    for number in range(len(cells)):
        waiting = [number] if owner[number] < 0 else []
        while waiting:
            one = waiting.pop()
            owner[one] = number
            row, column = cells[one].tolist()
            near = (at.get((row + up, column + right)) for up in range(-2, 3) for right in range(-2, 3))
            waiting += [other for other in near if other is not None and owner[other] < 0]
    return owner


def outline_of(spot: HotSpot, number: int) -> dict[str, Any]:
    """A hot spot as a GeoJSON feature."""
    told = {
        "rank": number,
        "now": spot.now,
        "usual": round(spot.usual, 2),
        "z": round(spot.z, 2),
        "chance": spot.chance,
        "place": spot.place,
        "categories": dict(spot.categories),
    }
    return {"type": "Feature", "id": f"spot-{number}", "properties": told, "geometry": geometry_of(spot.shape)}
