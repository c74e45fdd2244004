"""What measuring gives: the parts of every indicator at every place of a level, in columns."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from data.period import POINTS
from data.spots import LevelIndex

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Parts = npt.NDArray[np.floating]
CURRENT, BEFORE, YEAR_AGO = POINTS - 1, POINTS - 2, POINTS
COLUMNS = POINTS + 1


@dataclass(frozen=True)
class Measured:
    """All indicators at one level.

    `numerators` and `denominators`: for each indicator (places + 1, 13 windows); the last place is "unplaced"; the
    windows are the trend, oldest first and the current one last, then the year ago. NaN is missing. They are kept
    as 32-bit numbers where nothing is lost by it: a district has thousands of places. `begun` (indicators, 13) tells
    in which windows the data had begun; `derived` holds the values (places + 1, 13) of what follows from others.
    """

    level: LevelIndex
    numerators: tuple[Parts, ...]
    denominators: tuple[Parts | None, ...]
    scales: FloatArray
    begun: BoolArray
    derived: dict[int, FloatArray] = field(default_factory=dict)

    def numerator(self, indicator: int, places: slice | int = slice(None)) -> FloatArray:
        """(places + 1, 13), or (13,) of one place; NaN before the data had begun."""
        return np.where(self.begun[indicator], self.numerators[indicator][places].astype(np.float64), np.nan)

    def denominator(self, indicator: int, places: slice | int = slice(None)) -> FloatArray:
        """Like the numerator; NaN throughout where the indicator has none."""
        parts = self.denominators[indicator]
        if parts is None:
            return np.full_like(self.numerators[indicator][places], np.nan, np.float64)
        return np.where(self.begun[indicator], parts[places].astype(np.float64), np.nan)

    def values(self, indicator: int, places: slice | int = slice(None)) -> FloatArray:
        """(places + 1, 13) or (13,): numerator, or numerator / denominator in the indicator's unit; NaN is missing."""
        if indicator in self.derived:
            derived: FloatArray = self.derived[indicator][places]
            return derived
        numerator = self.numerator(indicator, places)
        if self.denominators[indicator] is None:
            return np.array(self.scales[indicator] * numerator)
        denominator = self.denominator(indicator, places)
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = self.scales[indicator] * numerator / denominator
        values: FloatArray = np.where(denominator == 0, np.nan, rate)
        return values


def compact(parts: FloatArray) -> Parts:
    """The same numbers in half the room, where 32 bits hold each of them exactly."""
    with np.errstate(over="ignore"):
        small = parts.astype(np.float32)
    return small if np.array_equal(small, parts, equal_nan=True) else parts
