"""An indicator against its target: what an index is made of."""

import numpy as np

from data.catalogue import Indicator
from data.measured import FloatArray

CAP = 1.25  # one part far above its target must not outweigh the others


def unscored(indicator: Indicator) -> str | None:
    """Why an indicator cannot be part of an index; None where it can."""
    if indicator.derived is not None:
        return "is derived itself"
    if "person_sensitive" in indicator.flags:
        return "is person-sensitive"
    if indicator.module == "quality":
        return "is about the board itself"
    if indicator.direction == "none":
        return "has no direction"
    if indicator.target is None:
        return "has no target"
    if indicator.target < 0 or (indicator.target == 0 and indicator.direction == "up"):
        return f"has the target {indicator.target:g}, which nothing can be divided by"
    return None


def score(indicator: Indicator, actual: FloatArray) -> FloatArray:
    """Actual against target, from 0 to 1.25 where 1 is the target met; NaN stays NaN.

    Up: actual / target. Down: target / actual; where the target is 0, exp(-actual / scale), the scale being the
    indicator's limit. After the CityScore of Boston, which divides actual by target and averages.
    """
    assert indicator.target is not None
    actual = np.maximum(actual, 0.0)
    if indicator.direction == "up":
        ratio = actual / indicator.target
    elif indicator.target == 0:
        ratio = np.exp(-actual / (indicator.watch or indicator.bad or 1.0))
    else:
        with np.errstate(divide="ignore"):
            ratio = indicator.target / actual
    return np.clip(ratio, 0.0, CAP)
