"""A small place made of squares: 3 villages of 3 × 3 grids of 2 × 2 micro-grids, and the profile that reads them.

Two things are left crooked on purpose: the last grid lacks a micro-grid, and the last village reaches further east
than its grids, so that a point may be in a village and in no grid, or in a grid and in no micro-grid.
"""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from data.feeds.schema import SCHEMAS

WEST, SOUTH = 119.2, 35.05
STEP = 0.002  # of a degree: the side of a micro-grid, some 200 m
STRIP = 0.001
VILLAGES = 3
LEVELS = ("village", "grid", "micro_grid")
SHARED_NAME = "中心网格"  # of one grid in each village: it names no place
PROFILE = """
title = { zh = "方格镇", en = "Squares" }
town = "方格镇"

[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "village.geojson"
name_column = "name"
extra = { kind = "kind" }

[[levels]]
id = "grid"
title = { zh = "网格", en = "Grid" }
path = "grid.geojson"
name_column = "name"
parent_column = "parent"
within = "village"
extra = { kind = "kind" }

[[levels]]
id = "micro_grid"
title = { zh = "微网格", en = "Micro-grid" }
path = "micro_grid.geojson"
name_column = "name"
parent_column = "parent"
within = "grid"
"""
FEED = """
[[feeds]]
id = "{table}"
schema = "{table}"
path = "{table}.csv"
stale_after = "1d"
"""


def square(column: int, row: int, size: int, strip: float = 0.0) -> shapely.Polygon:
    """A square of `size` micro-grids whose south-west corner is at (column, row) of them."""
    return shapely.box(east(column), north(row), round(east(column + size) + strip, 6), north(row + size))


def east(column: int) -> float:
    return round(WEST + column * STEP, 6)


def north(row: int) -> float:
    return round(SOUTH + row * STEP, 6)


def squares() -> dict[str, gpd.GeoDataFrame]:
    """By level: id, name, kind, parent and geometry (WGS84), in the order of the files."""
    rows: dict[str, list[tuple[str, str, str | None, str | None, shapely.Polygon]]] = {one: [] for one in LEVELS}
    for v in range(VILLAGES):
        village, last = f"v{v + 1}", v == VILLAGES - 1
        kind = "community" if last else "village"
        rows["village"].append((village, f"{'东西南'[v]}村", kind, None, square(6 * v, 0, 6, STRIP * last)))
        for g in range(9):
            grid, column, row = f"{village}g{g + 1}", 6 * v + 2 * (g % 3), 2 * (g // 3)
            name = SHARED_NAME if g == 4 else f"{'东西南'[v]}村{g + 1}格"
            kind = "dedicated" if g == 8 else "comprehensive"
            rows["grid"].append((grid, name, kind, village, square(column, row, 2)))
            for m in range(3 if last and g == 8 else 4):
                shape = square(column + m % 2, row + m // 2, 1)
                rows["micro_grid"].append((f"{grid}m{m + 1}", f"{name}微{m + 1}", None, grid, shape))
    columns = ["id", "name", "kind", "parent", "geometry"]
    return {
        level: gpd.GeoDataFrame(pd.DataFrame(found, columns=columns), geometry="geometry", crs=4326)
        for level, found in rows.items()
    }


def write_place(folder: Path) -> Path:
    """Writes the polygons and the profile (a feed for every table, as CSV) into a folder; the profile's path."""
    for level, frame in squares().items():
        (folder / f"{level}.geojson").write_text(json.dumps(json.loads(frame.to_json()), ensure_ascii=False))
    path = folder / "squares.toml"
    path.write_text(PROFILE + "".join(FEED.format(table=table) for table in SCHEMAS))
    return path
