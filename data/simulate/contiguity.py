"""Places in one piece: cells severed from the rest of their owner go to a neighbouring owner."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

IntArray = NDArray[np.int64]


def contiguous(cells: NDArray[Any], owner: IntArray, fixed: IntArray) -> IntArray:
    """The owner (n,) of each cell, so that the cells of each owner touch along borders.

    An owner keeps its largest piece; the others go where they have the longest common border, but never to
    one of the owners `fixed`. A cell with no other neighbour stays.
    """
    owner = owner.copy()
    one, other, border = _borders(cells)
    area = shapely.area(cells)
    for _ in range(len(cells)):
        piece = _pieces(one, other, owner)
        size = np.bincount(piece, area, minlength=len(cells))
        rising = np.argsort(size[piece], kind="stable")
        largest = np.zeros(owner.max() + 1, dtype=np.int64)
        largest[owner[rising]] = piece[rising]  # the last one stays
        severed = piece != largest[owner]
        leaves = severed[one] & (piece[one] != piece[other]) & ~np.isin(owner[other], fixed)
        leaves &= ~severed[other]
        if not leaves.any():
            break
        # One piece a round: the next round sees it settled.
        mine = piece[one[leaves]] == piece[one[leaves]].min()
        to, length = owner[other[leaves][mine]], border[leaves][mine]
        shared = np.bincount(to, length)
        owner[piece == piece[one[leaves]].min()] = shared.argmax()
    return owner


def _borders(cells: NDArray[Any]) -> tuple[IntArray, IntArray, NDArray[np.float64]]:
    """The pairs of cells that touch along a border, either way round, and how long it is."""
    one, other = shapely.STRtree(cells).query(cells, predicate="touches")
    one, other = one[one < other], other[one < other]
    border = shapely.length(shapely.intersection(cells[one], cells[other]))
    one, other, border = one[border > 0], other[border > 0], border[border > 0]
    return np.concatenate([one, other]), np.concatenate([other, one]), np.concatenate([border, border])


def _pieces(one: IntArray, other: IntArray, owner: IntArray) -> IntArray:
    """The lowest cell of the piece that each cell belongs to: neighbours of the same owner are one piece."""
    piece = np.arange(len(owner))
    same = owner[one] == owner[other]
    one, other = one[same], other[same]
    while True:
        lower = piece.copy()
        np.minimum.at(lower, one, piece[other])
        lower = lower[lower]
        if (lower == piece).all():
            return piece
        piece = lower
