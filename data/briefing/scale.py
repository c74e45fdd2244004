"""The ends of an axis: round numbers around the values, a share never past 100 %."""

from math import ceil, floor, log10

from data.briefing.document import Chart
from data.catalogue import PERCENT

FULL = 100.0


def line_scale(chart: Chart) -> tuple[float, float]:
    """Lowest and highest of a line's axis, in the unit of the values."""
    told = [value for one in chart.series for value in one.values if value is not None]
    low, high = extent(told, False)
    step = 10 ** floor(log10(high - low)) / 2
    low, high = floor(low / step) * step, ceil(high / step) * step
    if told and min(told) >= 0:
        low = max(low, 0.0)
    if chart.unit == PERCENT.zh and told and max(told) <= FULL:
        high = min(high, FULL)
    return low, high


def extent(values: list[float], from_zero: bool) -> tuple[float, float]:
    """The ends of the axis, a little wider than the values."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    spare = (high - low) * 0.1 or max(abs(high) * 0.1, 1.0)
    return (low if from_zero and low == 0 else low - spare), high + spare
