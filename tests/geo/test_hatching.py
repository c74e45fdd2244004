import geopandas as gpd
import pytest
import shapely

from geo.hatching import hatching
from geo.places import Level


def test_the_lines_run_across_every_place_and_nowhere_else() -> None:
    shapes = [shapely.box(119.0, 35.0, 119.1, 35.05), shapely.box(119.1, 35.0, 119.2, 35.1)]
    frame = gpd.GeoDataFrame({"id": ["a", "b"], "name": ["a", "b"], "parent": [None] * 2}, geometry=shapes, crs=4326)
    drawn = shapely.geometry.shape(hatching(Level("grid", frame, None), 1.0)["geometry"])
    land = shapely.union_all(shapes)
    assert drawn.difference(land.buffer(1e-4)).is_empty
    for shape in shapes:
        assert drawn.intersection(shape).length > 20 * 0.05
    # On a map in Web Mercator they rise at 45 degrees.
    (x0, y0), (x1, y1) = max(drawn.geoms, key=lambda line: line.length).coords
    assert (y1 - y0) / (x1 - x0) == pytest.approx(0.819, abs=0.01), "the cosine of 35 degrees"
