"""A raster over polygons: most cells lie wholly inside one polygon, and their points need no exact test.

Cells touched by an edge keep the few polygons that must be tested exactly. A run of untouched cells between
two touched ones in a row lies wholly inside or outside the polygon; one exact test of its first centre says
which.
"""

import zlib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.edges import Edges, ranges

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Int32Array = NDArray[np.int32]

# Rounding moves a coordinate by some 1e-10 of a cell: cells closer to an edge than this count as touched.
_MARGIN = 1e-6
_BORDER_SHARE = 0.04
_FEWEST, _MOST, _MOST_PER_POLYGON = 64, 4096, 5000
_CHUNK = 1_000_000


@dataclass(frozen=True, eq=False)
class Raster:
    """What is known of each cell without an exact test.

    `frame` holds west, south, cells a degree east and north. `cells` (rows, columns) holds a polygon's index
    (the lowest that contains the whole cell), -1 for none, or -2-k for the k-th border cell. The polygons
    whose edge touches that are candidates[first[k]:first[k + 1]], ascending, all lower than `sure[k]`, the
    lowest that contains the whole of it (-1: none does).
    """

    frame: FloatArray
    cells: Int32Array
    sure: Int32Array
    first: Int32Array
    candidates: Int32Array

    @classmethod
    def build(cls, geometries: NDArray[Any]) -> "Raster":
        """The raster of these (Multi)Polygons, so fine that about 4 % of their area is in border cells."""
        edges = Edges.of(geometries)
        if not len(edges.polygon):
            none = np.zeros(0, dtype=np.int32)
            return cls(np.zeros(4), np.zeros((0, 0), dtype=np.int32), none, np.zeros(1, dtype=np.int32), none)
        frame, rows, columns = _frame(edges, float(np.nansum(shapely.area(geometries))), len(geometries))
        touched = _touched(edges, frame, rows, columns)
        cells = np.full(rows * columns, -1, dtype=np.int32)
        begin, end, owner = _inside_runs(touched, geometries, frame, rows, columns)
        for a, b, polygon in zip(begin[::-1].tolist(), end[::-1].tolist(), owner[::-1].tolist(), strict=True):
            cells[a:b] = polygon  # owners ascend, so the lowest is written last and stays

        polygon, cell = np.divmod(touched, rows * columns)
        rival = (cells[cell] < 0) | (polygon < cells[cell])
        order = np.argsort(cell[rival], kind="stable")
        border, first = np.unique(cell[rival][order], return_index=True)
        sure = cells[border]
        cells[border] = -2 - np.arange(len(border), dtype=np.int32)
        return cls(
            frame,
            cells.reshape(rows, columns),
            sure,
            np.append(first, len(order)).astype(np.int32),
            polygon[rival][order].astype(np.int32),
        )

    def look_up(self, lon: FloatArray, lat: FloatArray) -> Int32Array:
        """The value of `cells` under each point; -1 off the raster and for NaN."""
        rows, columns = self.cells.shape
        west, south, per_lon, per_lat = self.frame
        with np.errstate(over="ignore", invalid="ignore"):  # infinite and absurd coordinates are just off it
            x, y = (lon - west) * per_lon, (lat - south) * per_lat
        on = (x >= 0) & (x < columns) & (y >= 0) & (y < rows)
        if not on.any():
            return np.full(len(x), -1, dtype=np.int32)
        row, column = np.where(on, y, 0.0).astype(np.int32), np.where(on, x, 0.0).astype(np.int32)
        return np.where(on, self.cells.ravel()[row * np.int32(columns) + column], np.int32(-1))

    def save(self, path: Path) -> None:
        """Write the raster to a file, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part.npz")
        with ZipFile(draft, "w", ZIP_DEFLATED, compresslevel=1) as archive:  # numpy's level takes 1 s
            for field in fields(self):
                with archive.open(f"{field.name}.npy", "w", force_zip64=True) as entry:
                    np.lib.format.write_array(entry, getattr(self, field.name), allow_pickle=False)
        draft.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Raster | None":
        """The raster in a file; None where there is none or it is damaged."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                return cls(**{f.name: stored[f.name] for f in fields(cls)})
        except (OSError, ValueError, KeyError, EOFError, TypeError, BadZipFile, zlib.error):
            return None


def _frame(edges: Edges, area: float, polygons: int) -> tuple[FloatArray, int, int]:
    """West, south, cells a degree; rows; columns.

    A curve of length L crosses about 4/pi L/s square cells of side s (Cauchy-Crofton), and in a coverage each
    border is there twice: the share of border cells in the area is 2/pi L s / area.
    """
    (west, south), (east, north) = edges.start.min(axis=0), edges.start.max(axis=0)
    width, height = max(east - west, 1e-9), max(north - south, 1e-9)
    length = float(np.hypot(*(edges.end - edges.start).T).sum())
    side = _BORDER_SHARE * np.pi / 2 * area / length
    most = min(_MOST, int(np.sqrt(_MOST_PER_POLYGON * polygons)) + 1024)
    columns = int(np.clip(width / side, _FEWEST, most)) if side else _FEWEST
    rows = int(np.clip(height / side, _FEWEST, most)) if side else _FEWEST
    per_lon, per_lat = columns / width, rows / height
    frame = np.array([west - 1 / per_lon, south - 1 / per_lat, per_lon, per_lat])  # an empty cell all around
    return frame, rows + 3, columns + 3


def _touched(edges: Edges, frame: FloatArray, rows: int, columns: int) -> IntArray:
    """Sorted keys, polygon * rows * columns + cell, of each cell that an edge of the polygon touches."""
    keys = []
    for chunk in range(0, len(edges.polygon), _CHUNK):
        part = slice(chunk, chunk + _CHUNK)
        a, b = (edges.start[part] - frame[:2]) * frame[2:], (edges.end[part] - frame[:2]) * frame[2:]
        left = np.floor(np.minimum(a[:, 0], b[:, 0]) - _MARGIN).astype(np.int64)
        right = np.floor(np.maximum(a[:, 0], b[:, 0]) + _MARGIN).astype(np.int64)
        column, edge = ranges(left, right - left + 1)
        x0, y0 = a[edge, 0], a[edge, 1]
        dx, dy = b[edge, 0] - x0, b[edge, 1] - y0
        # the part of the edge inside the column, as fractions of it; an upright edge is whole in its column
        run = np.where(dx == 0, 1.0, dx)
        enter = np.where(dx == 0, 0.0, np.clip((column - _MARGIN - x0) / run, 0.0, 1.0))
        leave = np.where(dx == 0, 1.0, np.clip((column + 1 + _MARGIN - x0) / run, 0.0, 1.0))
        y1, y2 = y0 + enter * dy, y0 + leave * dy
        low = np.floor(np.minimum(y1, y2) - _MARGIN).astype(np.int64)
        high = np.floor(np.maximum(y1, y2) + _MARGIN).astype(np.int64)
        row, piece = ranges(low, high - low + 1)
        polygon = edges.polygon[part][edge[piece]]
        keys.append(_distinct((polygon * rows + row) * columns + column[piece]))
    return _distinct(np.concatenate(keys))


def _distinct(keys: IntArray) -> IntArray:
    """Sorted, each once; several times faster here than np.unique, which hashes."""
    ordered = np.sort(keys)
    new: NDArray[np.bool_] = np.append(True, ordered[1:] != ordered[:-1])
    return ordered[new]


def _inside_runs(
    touched: IntArray, geometries: NDArray[Any], frame: FloatArray, rows: int, columns: int
) -> tuple[IntArray, IntArray, IntArray]:
    """First cell, cell after the last, and polygon of each run of cells wholly inside it; polygons ascend."""
    line = touched // columns  # polygon and row in one number
    gap = np.flatnonzero((line[1:] == line[:-1]) & (np.diff(touched) > 1))
    polygon, begin = np.divmod(touched[gap] + 1, rows * columns)
    end = begin + np.diff(touched)[gap] - 1
    row, column = np.divmod(begin, columns)
    x, y = frame[0] + (column + 0.5) / frame[2], frame[1] + (row + 0.5) / frame[3]
    inside = shapely.intersects_xy(geometries[polygon], x, y)
    return begin[inside], end[inside], polygon[inside]
