"""A portrait of one village or grid: each number against the town and its own level, and the places most like it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.board import Board, Reading
from data.measured import CURRENT, FloatArray
from data.spots import UNPLACED

TOWN = "town"
# By what places are alike: how large they are and how much comes in, whichever of these is told of them.
SIZES = ("residents", "households", "area_km2", "case_total", "case_reported_month", "camera_count")
ALIKE = 5
LEAST = 3  # places that must be told of an indicator before a distance means anything


@dataclass(frozen=True)
class Standing:
    """A number of a place beside the town's. `rank` counts from 1, the best first (the largest where neither way is
    better), among the `of` places that have one; None where the place has none."""

    reading: Reading
    town: Reading
    rank: int | None
    of: int


@dataclass(frozen=True)
class Alike:
    """A place and its distance: the root of the mean squared difference of standard scores."""

    place: str
    distance: float


def standings(board: Board, ids: Sequence[str], level: str, place: str) -> list[Standing]:
    """What is told of the places of a level, in the order given; what is known of the town alone is left out."""
    position = board.level(level).level.places.index(place)
    found = []
    for id in ids:
        number = number_of(board, id)
        values = told(board, number, level)
        if values is None:
            continue
        reading = board.read(number, board.level(level), position)
        rank, of = rank_of(values, position, -1.0 if reading.indicator.direction == "down" else 1.0)
        found.append(Standing(reading, board.read(number, board.level(TOWN), 0), rank, of))
    return found


def rank_of(values: FloatArray, position: int, sign: float) -> tuple[int | None, int]:
    """Places that are equal share the better rank."""
    known = values[np.isfinite(values)]
    own = values[position]
    if not np.isfinite(own):
        return None, len(known)
    return 1 + int((sign * known > sign * own).sum()), len(known)


def told(board: Board, number: int, level: str) -> FloatArray | None:
    """The values (n,) of the places of a level as they are shown; None where none is known there."""
    measured = board.level(level)
    values, numerators, denominators, _ = board.told(number, measured, slice(0, len(measured.level.places)))
    if number in measured.derived:
        return values[:, CURRENT] if np.isfinite(values[:, CURRENT]).any() else None
    parts = np.nan_to_num(np.stack([numerators[:, CURRENT], denominators[:, CURRENT]]))
    town = board.level(TOWN).numerator(number, 0)[CURRENT]
    return values[:, CURRENT] if parts.any() or not np.nan_to_num(town) else None


def alike(board: Board, level: str, place: str) -> tuple[list[str], list[Alike]]:
    """The indicators by which they are alike, and the nearest places, nearest first.

    Standard scores of ln(1 + value) over the level's places; a place that lacks one of them is left out.
    """
    ids, scores = [], []
    for id in SIZES:
        if id not in board.catalogue:
            continue
        values = told(board, number_of(board, id), level)
        if values is None or np.isfinite(values).sum() < LEAST or (values < 0).any():
            continue
        logs = np.log1p(values)
        spread = np.nanstd(logs)
        if spread > 0:
            ids.append(id)
            scores.append((logs - np.nanmean(logs)) / spread)
    places = board.level(level).level.places
    if not scores:
        return [], []
    table = np.stack(scores)
    own = table[:, places.index(place)]
    distance = np.sqrt(np.mean((table - own[:, None]) ** 2, axis=0))
    order = [n for n in np.argsort(distance, kind="stable") if np.isfinite(distance[n]) and places[n] != place]
    return ids, [Alike(places[n], float(distance[n])) for n in order[:ALIKE]]


def number_of(board: Board, id: str) -> int:
    return next(n for n, one in enumerate(board.catalogue.indicators) if one.id == id)


def is_place(board: Board, level: str, place: str) -> bool:
    """Whether a board knows such a place below the town."""
    return level != TOWN and place != UNPLACED and level in board.measured and place in board.level(level).level.places
