"""What made a change: the part of each place or category in it, so that the parts add up to the change exactly."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Parts:
    """What each of n parts adds to a change, in the unit of the number: `own` by its own numbers, `mix` by its
    weight among the others (0 for counts and sums). All of both add up to the change."""

    own: FloatArray
    mix: FloatArray

    @property
    def total(self) -> FloatArray:
        return self.own + self.mix


def parts_of_sum(now: FloatArray, before: FloatArray) -> Parts:
    """Of a count or a sum: each part's own difference. NaN (no data) counts as nothing."""
    own = np.nan_to_num(now) - np.nan_to_num(before)
    return Parts(own, np.zeros_like(own))


def parts_of_rate(
    now: tuple[FloatArray, FloatArray], before: tuple[FloatArray, FloatArray], scale: float = 1.0
) -> Parts:
    """Of Σ numerators / Σ denominators, times `scale`: each part's numerators and denominators (n,) now and before.

    Kitagawa's decomposition (1955): with weights w (a part's share of the denominator) and rates r, a part adds
    (w₁ + w₀)/2 · (r₁ − r₀) by its own rate and (w₁ − w₀) · ((r₁ + r₀)/2 − R) by its weight, where R is the mean of the
    two totals; the R-terms cancel, as weights add up to 1. A part that is absent at one time keeps its rate. NaN
    throughout where either denominator is 0: then there is no change to speak of.
    """
    (n1, d1), (n0, d0) = ((np.nan_to_num(one), np.nan_to_num(other)) for one, other in (now, before))
    if not d1.sum() or not d0.sum():
        return Parts(np.full(len(n1), np.nan), np.full(len(n1), np.nan))
    w1, w0 = d1 / d1.sum(), d0 / d0.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        r1, r0 = n1 / d1, n0 / d0
    r1, r0 = np.where(d1 > 0, r1, r0), np.where(d0 > 0, r0, r1)
    r1, r0 = np.nan_to_num(r1), np.nan_to_num(r0)
    middle = (n1.sum() / d1.sum() + n0.sum() / d0.sum()) / 2
    own = (w1 + w0) / 2 * (r1 - r0)
    mix = (w1 - w0) * ((r1 + r0) / 2 - middle)
    return Parts(scale * own, scale * mix)
