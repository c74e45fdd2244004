import numpy as np
import shapely

from data.simulate.contiguity import contiguous


def test_a_severed_cell_goes_to_the_neighbour_with_the_longest_border() -> None:
    # A row of squares 0 1 2 3, the last one higher, with a long cell 4 under 2 and 3.
    boxes = [(0, 0, 1, 1), (1, 0, 2, 1), (2, 0, 3, 1), (3, 0, 4, 1.5), (2, -1, 4, 0)]
    cells = np.array([shapely.box(*box) for box in boxes])
    owner = np.array([0, 0, 1, 0, 2])
    nobody = np.empty(0, dtype=np.int64)
    # Cell 3 is cut off from 0 and 1 by 2; it has a border of 1 with owner 1 and of 1 with owner 2.
    assert contiguous(cells, owner, np.array([1])).tolist() == [0, 0, 1, 2, 2]
    assert contiguous(cells, owner, np.array([2])).tolist() == [0, 0, 1, 1, 2]
    assert contiguous(cells, np.array([0, 0, 1, 1, 2]), nobody).tolist() == [0, 0, 1, 1, 2]
    assert contiguous(cells, owner, np.array([1, 2])).tolist() == [0, 0, 1, 0, 2]
