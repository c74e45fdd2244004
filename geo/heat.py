"""Heat: how densely points lie, by a kernel in metres."""

import numpy as np

from geo.canvas import Canvas
from geo.plane import FloatArray


def density(canvas: Canvas, lon: FloatArray, lat: FloatArray, weights: FloatArray, radius_m: float) -> FloatArray:
    """(rows, columns): weight a square kilometre at each cell of the canvas.

    The quartic (biweight) kernel 3/π r² · (1 − d²/r²)² of `radius_m`, taken at the cells' middles and made to sum up
    to each point's whole weight: all cells and what falls off the canvas together have the mass of the points.
    Missing points are left out.
    """
    x, y = canvas.plane.points(lon, lat)
    reach = int(np.ceil(radius_m / canvas.side)) + 1
    row, column, on = canvas.cells(x, y, reach)
    rows, columns = canvas.place.shape
    heat = np.zeros((rows + 4 * reach, columns + 4 * reach))
    steps = np.arange(-reach, reach + 1)
    up, right = np.meshgrid(steps, steps, indexing="ij")
    chosen = np.flatnonzero(on & np.isfinite(x) & np.isfinite(y))
    for part in np.array_split(chosen, max(1, len(chosen) * up.size // 4_000_000)):
        # From each point, not from its cell's middle, to the middles of the cells around it.
        cell_x = canvas.west + canvas.side * (column[part, None, None] + right + 0.5)
        cell_y = canvas.south + canvas.side * (row[part, None, None] + up + 0.5)
        squared = ((cell_x - x[part, None, None]) ** 2 + (cell_y - y[part, None, None]) ** 2) / radius_m**2
        kernel = np.clip(1.0 - squared, 0.0, None) ** 2
        mass = kernel.sum(axis=(1, 2), keepdims=True)
        # A radius smaller than a cell may hold no middle at all: then the whole weight is its own cell's.
        own = (up == 0) & (right == 0)
        kernel = np.where(mass > 0, kernel / np.where(mass > 0, mass, 1.0), own) * weights[part, None, None]
        np.add.at(heat, (row[part, None, None] + up + 2 * reach, column[part, None, None] + right + 2 * reach), kernel)
    inner: FloatArray = heat[2 * reach : 2 * reach + rows, 2 * reach : 2 * reach + columns]
    return inner / (canvas.side**2 / 1e6)
