"""The map of a briefing as a picture, the same in every file."""

from functools import lru_cache

import numpy as np

from data.briefing.document import Briefing, MapPicture
from data.briefing.fonts import font_file, in_font
from data.briefing.labels import label
from data.briefing.printable import printable
from data.briefing.stamp import footer
from data.briefing.svg_chart import colours
from geo.picture import draw_places


@lru_cache(maxsize=4)
def picture_of(map: MapPicture, mark: str) -> bytes:
    """A PNG; drawn once for the files of a briefing. What has no data is hatched, as the legend's last entry says.

    Raises Fault where the font is missing.
    """
    inks = colours(len(map.limits) + 1)
    given = {id: None if value is None else inks[class_of(map, value)] for id, value in map.values.items()}
    legend = tuple(zip([*inks, None], (in_font(printable(one)) for one in map.legend), strict=True))
    names = {id: in_font(printable(name)) for id, name in map.names.items()}
    return draw_places(map.features, given, names, legend, in_font(printable(mark)), font_file())


def class_of(map: MapPicture, value: float) -> int:
    """Class k holds limit k-1 <= value < limit k."""
    return int(np.searchsorted(map.limits, value, side="right"))


def mark_of(briefing: Briefing) -> str:
    """What stands under a map: simulated data, the time of the data, the map's approval number."""
    approval = briefing.map_approval
    return footer(briefing) + (f" · {label('approval', briefing.language, number=approval)}" if approval else "")
