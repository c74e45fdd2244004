import numpy as np
import shapely

from geo.edges import Edges, ranges


def test_every_ring_of_every_part_gives_its_edges() -> None:
    ring = shapely.Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(1, 1), (2, 1), (2, 2)]])
    pair = shapely.MultiPolygon([shapely.box(20, 0, 21, 1), shapely.box(30, 0, 31, 1)])
    edges = Edges.of(np.array([ring, shapely.Polygon(), pair]))
    assert np.bincount(edges.polygon).tolist() == [4 + 3, 0, 4 + 4]
    assert np.bincount(edges.ring).tolist() == [4, 3, 4, 4]
    lengths = np.hypot(*(edges.end - edges.start).T)
    assert np.isclose(lengths.sum(), shapely.length(ring) + shapely.length(pair))


def test_ranges_follow_one_another() -> None:
    values, owner = ranges(np.array([5, 0, 7]), np.array([2, 0, 3]))
    assert values.tolist() == [5, 6, 7, 8, 9]
    assert owner.tolist() == [0, 0, 2, 2, 2]
