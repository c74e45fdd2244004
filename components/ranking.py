"""Places in order of one number, as bars."""

from collections.abc import Sequence

from dash import html

from components.bars import bars
from components.figure import glance
from data.board import Reading
from data.catalogue import Indicator


def in_order(readings: Sequence[Reading], indicator: Indicator) -> list[Reading]:
    """Worst first where the indicator says which way is better, largest first otherwise; then the masked ones, which
    have no order, and the missing ones."""
    sign = 1 if indicator.direction == "up" else -1
    return sorted(readings, key=lambda one: (one.value is None, not one.masked, sign * (one.value or 0.0), one.place))


def ranking(readings: Sequence[Reading], names: dict[str, str], count: int) -> html.Ol:
    """The first places of an ordered list, `names` by the places' ids."""
    shown = [one for one in readings if one.value is not None][:count]
    return bars([(names.get(one.place, one.place), abs(one.value or 0.0), glance(one)) for one in shown])
