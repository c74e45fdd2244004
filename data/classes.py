"""The classes of a map: the round limits between them, and how they are written."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from data.wording import number


def class_limits(values: Sequence[float | None], digits: int, classes: int = 5) -> tuple[float, ...]:
    """Up to classes - 1 rising limits that part the values into classes of about equal number; 0 is a class of its own.

    Quantiles, rounded to `digits`; class k holds limit k-1 <= value < limit k. Fewer where the values are few
    or alike, none where they are all the same. A few different whole numbers are a class each: of many ones and some
    twos, the quantiles would all be 1.
    """
    known = np.array([value for value in values if value])
    different = np.unique(known)
    if len(different) < 2:
        return ()
    if digits == 0 and len(different) <= classes and (different % 1 == 0).all():
        return tuple(float(one) for one in different[1:])
    cuts = np.quantile(known, np.arange(1, classes) / classes)
    rounded = np.ceil(cuts * 10**digits) / 10**digits
    return tuple(float(one) for one in np.unique(rounded) if known.min() < one <= known.max())


def ranges(values: Sequence[float], limits: Sequence[float], digits: int) -> list[str]:
    """Each class of these values (none of them 0) in words: whole numbers as "4–7", others by their limits."""
    if not values:
        return []
    least, most = number(min(values), digits), number(max(values), digits)
    if not limits:
        return [least if least == most else f"{least}–{most}"]
    step = 1 if digits == 0 else 0
    words = [f"< {number(limits[0], digits)}" if step == 0 else whole(min(values), limits[0] - step)]
    for low, high in pairwise(limits):
        words.append(whole(low, high - step) if step else f"{number(low, digits)}–{number(high, digits)}")
    last = number(limits[-1], digits)
    return [*words, last if last == most else f"≥ {last}"]


def whole(low: float, high: float) -> str:
    """Whole numbers from low to high, both of the class."""
    return number(low, 0) if high <= low else f"{number(low, 0)}–{number(high, 0)}"
