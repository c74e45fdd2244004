"""Seen ground of 100 vehicles over 24 h, 110 cameras and 3 drones for the 84 grids of zhewang, and access for 3,539
micro-grids; beside them, the same with polygons (shapely buffers and a union) and a matrix of all distances."""

import os
import platform
import time
from collections.abc import Callable

import numpy as np
import shapely

from data.profile import load_profile
from data.simulate.polygons import write_polygons
from geo.access import near, two_step
from geo.canvas import Canvas, IntArray
from geo.places import read_places
from geo.plane import FloatArray, Plane
from geo.reach import reached, shares
from geo.seen import Seen

VEHICLES, EVERY_S, DAY_S = 100, 10, 86_400
SIDE_M, SEES_M, CAMERA_M, DRONE_M = 10.0, 50.0, 100.0, 10_000.0
MICRO_GRIDS, RESOURCES, REACH_M = 3539, 1000, 1000.0
ALTERNATIVE_VEHICLES = 10


def timed(title: str, work: Callable[[], object], goal: str = "") -> float:
    begun, computed = time.perf_counter(), time.process_time()
    work()
    taken, computed = time.perf_counter() - begun, time.process_time() - computed
    print(f"  {title:<66}{taken:8.3f} s, of it computing {computed:6.3f} s{goal}")
    return taken


def drives(bounds: tuple[float, float, float, float]) -> tuple[IntArray, FloatArray, FloatArray, FloatArray]:
    """Vehicles that wander at some 30 km/h: who, seconds, metres east and north."""
    generator = np.random.default_rng(1)
    fixes = DAY_S // EVERY_S
    west, south, east, north = bounds
    heading = np.cumsum(generator.normal(0, 0.4, (VEHICLES, fixes)), axis=1)
    step = 30 / 3.6 * EVERY_S

    def turned_back(way: FloatArray, size: float) -> FloatArray:
        return np.abs((way + size / 2) % (2 * size) - size).ravel()

    x = west + turned_back(np.cumsum(step * np.cos(heading), axis=1), east - west)
    y = south + turned_back(np.cumsum(step * np.sin(heading), axis=1), north - south)
    who = np.repeat(np.arange(VEHICLES, dtype=np.int64), fixes)
    return who, np.tile(np.arange(fixes, dtype=np.float64) * EVERY_S, VEHICLES), x, y


def main() -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, numpy {np.__version__}, shapely {shapely.__version__}")
    profile = load_profile("zhewang")
    write_polygons(profile)
    places = read_places(profile.level_sources())
    grids = places.level("grid").frame.geometry.to_numpy()
    plane = Plane.of(grids)
    bounds = tuple(shapely.total_bounds(plane.shapes(grids)).tolist())
    who, seconds, x, y = drives(bounds)
    lon, lat = plane.degrees(x, y)
    generator = np.random.default_rng(2)
    cameras = plane.degrees(*generator.uniform([[bounds[0]], [bounds[1]]], [[bounds[2]], [bounds[3]]], (2, 110)))
    drones = plane.degrees(*generator.uniform([[bounds[0]], [bounds[1]]], [[bounds[2]], [bounds[3]]], (2, 3)))
    print(f"{len(who):,} fixes, 110 cameras, 3 drones, {len(grids)} grids, cells of {SIDE_M:.0f} m:")
    kept: list[Seen] = []

    def whole() -> None:
        seen = Seen(Canvas.over(grids, SIDE_M))
        seen.pass_by(who, seconds, lon, lat, SEES_M)
        seen.watch(DAY_S, *cameras, CAMERA_M)
        seen.share(0.0, len(grids))
        shares(plane, grids, reached(plane, *drones, np.full(3, DRONE_M)))
        kept.append(seen)

    timed("the whole, canvas included", whole, "   (goal 2 s)")
    last = seconds >= DAY_S - 60

    def minute() -> None:
        kept[0].pass_by(who[last], seconds[last], lon[last], lat[last], SEES_M)
        kept[0].share(0.0, len(grids))

    timed("one more minute of fixes", minute, "   (goal 0.2 s)")

    def polygons() -> None:
        lines = [shapely.linestrings(np.column_stack((x[who == n], y[who == n]))) for n in range(ALTERNATIVE_VEHICLES)]
        area = shapely.union_all(shapely.buffer(np.array(lines), SEES_M))
        shares(plane, grids, area)

    timed(f"alternative: buffers and a union, {ALTERNATIVE_VEHICLES} of the vehicles", polygons)
    homes = generator.uniform(0, 30_000, (2, MICRO_GRIDS))
    services = generator.uniform(0, 30_000, (2, RESOURCES))
    people, capacity = generator.uniform(50, 800, MICRO_GRIDS), generator.uniform(5, 60, RESOURCES)
    print(f"two-step access of {MICRO_GRIDS:,} micro-grids to {RESOURCES:,} resources within {REACH_M:.0f} m:")

    def access() -> FloatArray:
        return two_step(near((homes[0], homes[1]), (services[0], services[1]), REACH_M), people, capacity)

    def matrix() -> FloatArray:
        apart = np.hypot(homes[0][:, None] - services[0], homes[1][:, None] - services[1]) <= REACH_M
        around = people @ apart
        found: FloatArray = apart @ np.where(around > 0, capacity / np.where(around > 0, around, 1), 0)
        return found

    timed("ours", access, "   (goal 1 s)")
    timed("alternative: a matrix of all distances", matrix)
    assert np.allclose(access(), matrix())


if __name__ == "__main__":
    main()
