"""Folding rows by place: how many, how much in all, how many different, the middle one."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from tests.data.recount.town import Town
from tests.data.recount.window import Window

Floats = npt.NDArray[np.float64]
Fold = Callable[[str, int], Floats]  # a level and how many places it has, "unplaced" the last; NaN is missing
Parts = tuple[Fold, Fold | None]
Recount = Callable[[Town, Window], Parts]


def share(part: pd.DataFrame, whole: pd.DataFrame) -> Parts:
    """So many of so many."""
    return count(part), count(whole)


def number(rows: pd.DataFrame) -> Parts:
    return count(rows), None


def amount(rows: pd.DataFrame, column: str) -> Parts:
    return total(rows, rows[column]), None


def mean(rows: pd.DataFrame, values: pd.Series) -> Parts:
    """The mean of the values that there are."""
    return total(rows, values), count(rows[values.notna()])


def count(rows: pd.DataFrame) -> Fold:
    return total(rows, pd.Series(1.0, rows.index))


def total(rows: pd.DataFrame, values: pd.Series) -> Fold:
    def folded(level: str, size: int) -> Floats:
        sums = np.zeros(size)
        np.add.at(sums, rows[level].to_numpy(int), values.fillna(0.0).to_numpy(float))
        return sums

    return folded


def distinct(rows: pd.DataFrame, column: str) -> Fold:
    """How many different values each place has."""

    def folded(level: str, size: int) -> Floats:
        found = rows.groupby(level)[column].nunique().reindex(range(size), fill_value=0)
        return np.asarray(found, np.float64)

    return folded


def quantile(rows: pd.DataFrame, values: pd.Series, q: float) -> Fold:
    """Between two rows the value is interpolated; a place without a row has none."""

    def folded(level: str, size: int) -> Floats:
        found: Floats = values.groupby(rows[level]).quantile(q).reindex(range(size)).to_numpy(float)
        return found

    return folded
