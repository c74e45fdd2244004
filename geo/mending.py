"""Invalid rings made valid, with a finding for each: what was wrong, where, and how much area it changed."""

from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.finding import Finding
from geo.metric import centre_of, equal_area

_AREA = 2  # the dimension of polygons


def mended(geometries: NDArray[Any], path: Path, level: str, ids: list[str]) -> tuple[NDArray[Any], list[Finding]]:
    """Valid (Multi)Polygons of these in WGS84, and a finding for each that was not.

    Of a mended geometry only the polygonal part is kept; it can come out empty.
    """
    bad = np.flatnonzero(~shapely.is_valid(geometries))
    if not len(bad):
        return geometries, []
    good = geometries.copy()
    good[bad] = [_polygonal(each) for each in shapely.make_valid(geometries[bad])]
    centre = centre_of(geometries)
    before = shapely.area(equal_area(geometries[bad], centre))
    after = shapely.area(equal_area(good[bad], centre))
    reasons = shapely.is_valid_reason(geometries[bad])
    return good, [
        Finding(
            level,
            "mended",
            ids[at],
            f"{path.name}: {level} {ids[at]} was not a valid polygon ({reason}); "
            f"mended, its area is {new:,.0f} m² (as drawn {old:,.0f} m²)",
        )
        for at, reason, old, new in zip(bad.tolist(), reasons, before, after, strict=True)
    ]


def _polygonal(geometry: Any) -> Any:
    parts = shapely.get_parts(shapely.get_parts(geometry))  # twice: a collection may hold a MultiPolygon
    areas = parts[shapely.get_dimensions(parts) == _AREA]
    return areas[0] if len(areas) == 1 else shapely.multipolygons(areas)
