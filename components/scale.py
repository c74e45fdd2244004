"""Round numbers: the marks of an axis, and the limits between the classes of a map."""

from collections.abc import Sequence
from math import ceil, floor, log10

import numpy as np

from data.classes import class_limits

__all__ = ["class_limits", "class_of", "marks", "round_step", "spread"]

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def round_step(span: float, parts: int) -> float:
    """The least of 1, 2, 2.5 or 5 times a power of ten of which `parts` cover the span."""
    if span <= 0:
        return 1.0
    power = 10.0 ** floor(log10(span / parts))
    return next(step * power for step in STEPS if step * power * parts >= span * (1 - 1e-9))


def marks(low: float, high: float, parts: int = 3) -> tuple[float, ...]:
    """Round numbers at equal steps that enclose low to high, about `parts` steps."""
    step = round_step(high - low, parts)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(n * step, 10) for n in range(first, max(last, first + 1) + 1))


def class_of(value: float, limits: Sequence[float], colours: int = 6) -> int:
    """Which of `colours` colours a value has: 0 has the first alone, the classes are spread over the others."""
    if value == 0:
        return 0
    return spread(int(np.searchsorted(np.asarray(limits), value, side="right")), len(limits) + 1, colours)


def spread(position: int, classes: int, colours: int = 6) -> int:
    """The colour of a class, without that of 0."""
    last = colours - 1
    return 1 + round(position * (last - 1) / (classes - 1)) if classes > 1 else last
