"""Where people live, on the cells of a canvas: what departments report, spread over the ground as it is best known."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

import duckdb
import numpy as np
from numpy.typing import NDArray

from data.facts import ONE_PLACE
from data.profile import Profile
from geo.bands import holders
from geo.canvas import Canvas, Int32Array
from geo.places import Places
from geo.plane import FloatArray

Basis = Literal["reported", "profile", "households", "area"]
HOUSEHOLDS = "households"
TOWN = "town"
POPULATION = (
    "SELECT village, grid, micro_grid, value FROM (SELECT spot, value, row_number() OVER "
    f"(PARTITION BY {ONE_PLACE} ORDER BY begins_at DESC) AS age FROM reported_facts "
    "WHERE fact = 'population' AND begins_at <= $as_of) LEFT JOIN spots USING (spot) "
    "WHERE age = 1 AND value IS NOT NULL"
)


@dataclass(frozen=True, eq=False)
class Dwellings:
    """People (or, of basis "households" and "area", their weight) of each cell (rows, columns) of a canvas.

    `of` tells where the numbers come from: reported by place, the profile's total, the households of the polygons, or
    mere area; `spread` how they lie within: by households where the polygons tell them, else evenly.
    """

    people: FloatArray
    of: Basis
    spread: Literal["households", "area"]


def read_population(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> dict[str, dict[str, float]]:
    """By level and place: the newest number of residents that was reported for it; of no known place, the town's."""
    found: dict[str, dict[str, float]] = {}
    for village, grid, micro_grid, value in connection.execute(POPULATION, {"as_of": as_of}).fetchall():
        named = (("micro_grid", micro_grid), ("grid", grid), ("village", village), (TOWN, TOWN))
        level, place = next((level, place) for level, place in named if place is not None)
        mine = found.setdefault(level, {})
        mine[place] = mine.get(place, 0.0) + float(value)
    return found


@lru_cache(maxsize=8)
def cells_of(canvas: Canvas, places: Places, level: str) -> Int32Array:
    """(rows, columns): the place of that level that each cell of a town's canvas lies in, -1 for none."""
    return holders(canvas, places.level(level).frame.geometry.to_numpy())


def dwellings(canvas: Canvas, places: Places, profile: Profile, population: dict[str, dict[str, float]]) -> Dwellings:
    """The people of the cells. Reports count at the level at which they add up to most (the coarser of equals)."""
    weight, spread = weights(canvas, places)
    known = [level.id for level in places.levels if population.get(level.id)]
    if not known:
        told = population.get(TOWN, {}).get(TOWN)
        people, total = told or profile.population, float(weight.sum())
        if people is None or not total:
            return Dwellings(weight, spread, spread)
        return Dwellings(weight * (people / total), "reported" if told else "profile", spread)
    level = max(known, key=lambda one: sum(population[one].values()))
    frame = places.level(level).frame
    reported = np.array([population[level].get(str(id), 0.0) for id in frame["id"]], np.float64)
    return Dwellings(spread_out(cells_of(canvas, places, level), weight, reported), "reported", spread)


@lru_cache(maxsize=4)
def weights(canvas: Canvas, places: Places) -> tuple[FloatArray, Literal["households", "area"]]:
    """Households of each cell, from the finest level whose polygons tell them; 1 for each cell where none does."""
    inside = (canvas.place >= 0).astype(np.float64)
    for level in reversed(places.levels):
        if HOUSEHOLDS in level.frame:
            given = np.nan_to_num(level.frame[HOUSEHOLDS].astype(float).to_numpy())
            if given.sum() > 0:
                return spread_out(cells_of(canvas, places, level.id), inside, given), "households"
    return inside, "area"


def spread_out(holder: NDArray[np.int32], weight: FloatArray, amounts: FloatArray) -> FloatArray:
    """(rows, columns): each place's amount over its cells, in proportion to their weight, evenly where they have
    none. A place too small for a cell's middle keeps nothing."""
    within = holder >= 0
    mine = holder[within]
    share = np.where(weight[within] > 0, weight[within], 0.0)
    empty = np.bincount(mine, share, minlength=len(amounts)) == 0
    share = np.where(empty[mine], 1.0, share)
    whole = np.bincount(mine, share, minlength=len(amounts))
    found = np.zeros(holder.shape)
    found[within] = amounts[mine] * share / whole[mine]
    return found
