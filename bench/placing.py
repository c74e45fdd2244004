"""Placing points: our locator beside `geopandas.sjoin`, on the same points, in one run.

Run it with `uv run python -m bench.placing [POINTS] [POLYGONS]`.
"""

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from geo.locate import Locator

_OUTLINE = shapely.box(118.8, 34.7, 119.4, 35.2)
_VERTICES_AN_EDGE = 24


def coverage(count: int, seed: int = 1) -> NDArray[Any]:
    """`count` polygons without gap or overlap: Voronoi cells, their edges bent by many small steps."""
    random = np.random.default_rng(seed)
    west, south, east, north = _OUTLINE.bounds
    sites = count + 20  # where two bent edges cross, a cell may be lost
    seeds = shapely.points(random.uniform(west, east, sites), random.uniform(south, north, sites))
    cells = shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=_OUTLINE)
    lines = shapely.intersection(shapely.boundary(shapely.get_parts(cells)), _OUTLINE)
    network = shapely.union_all(np.append(lines, shapely.boundary(_OUTLINE)))
    bent = [_bent(line, random) for line in shapely.get_parts(network)]
    polygons: NDArray[Any] = shapely.get_parts(shapely.polygonize(bent))
    by_size = np.argsort(-shapely.area(polygons))  # bent edges that cross leave a few slivers: not those
    largest: NDArray[Any] = polygons[by_size[:count]]
    return largest


def _bent(line: Any, random: np.random.Generator) -> Any:
    steps = np.linspace(0.0, 1.0, _VERTICES_AN_EDGE)
    path = shapely.get_coordinates(shapely.line_interpolate_point(line, steps, normalized=True))
    path[1:-1] += random.normal(0.0, 0.1 * line.length / _VERTICES_AN_EDGE, (_VERTICES_AN_EDGE - 2, 2))
    return shapely.linestrings(path)


def main(points: int = 1_000_000, count: int = 3_539) -> None:
    """Print one table: what each takes, how often faster, and whether the answers are the same."""
    polygons = coverage(count)
    random = np.random.default_rng(2)
    west, south, east, north = _OUTLINE.bounds
    lon, lat = random.uniform(west, east, points), random.uniform(south, north, points)

    with tempfile.TemporaryDirectory() as folder:
        begin = perf_counter()
        locator = Locator.build(polygons, Path(folder))
        build = perf_counter() - begin
        begin = perf_counter()
        locator = Locator.build(polygons, Path(folder))
        again = perf_counter() - begin
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    ours = []
    for _ in range(3):
        begin = perf_counter()
        found = locator.find(lon, lat)
        ours.append(perf_counter() - begin)

    frame = gpd.GeoDataFrame(geometry=polygons, crs="EPSG:4326")
    cases = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")
    begin = perf_counter()
    joined = gpd.sjoin(cases, frame, how="left", predicate="intersects")
    sjoin = perf_counter() - begin
    lowest = joined["index_right"].groupby(level=0).min().fillna(-1).to_numpy(dtype=np.int32)

    table = Table("figure", "value", title=f"placing, {os.cpu_count()} cores")
    table.add_row("points", f"{points:,}")
    table.add_row("polygons", f"{len(polygons):,} ({shapely.get_num_coordinates(polygons).sum():,} vertices)")
    table.add_row("raster built and kept", f"{build:.2f} s, {size / 1e6:.1f} MB")
    table.add_row("raster read again", f"{again:.2f} s")
    table.add_row("ours: first, best of 3", f"{ours[0]:.3f} s, {min(ours):.3f} s")
    table.add_row("geopandas.sjoin", f"{sjoin:.3f} s")
    table.add_row("ratio: first, best", f"{sjoin / ours[0]:.1f}, {sjoin / min(ours):.1f}")
    table.add_row("identical", "yes" if np.array_equal(found, lowest) else "NO")
    Console().print(table)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
