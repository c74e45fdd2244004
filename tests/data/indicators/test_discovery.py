"""Who saw it first, and how dense: cases against the ground of the place."""

from pathlib import Path

import pytest

from tests.data.indicators.small_town import board_of, parts, value

CASES = """case_id,reported_at,source,dismissed_at,repeated,place
a,2026-03-01T08:00,hotline,,true,v1g1
b,2026-03-01T08:00,grid_worker,,false,v1g1
c,2026-03-02T08:00,snapshot,2026-03-03T08:00,,v1g2
d,2026-03-02T08:00,camera,,,v2g1
e,2026-03-02T08:00,,,,
f,2026-02-01T08:00,petition,2026-03-05T08:00,false,v2g1
"""
KM2_PER_GRID = 107.0  # 0.1° × 0.1° at 30° north: 111.32 cos 30.05° × 0.1 km by 110.85 × 0.1 km


def test_shares_of_what_is_reported(tmp_path: Path) -> None:
    ids = ("case_valid_rate", "case_public_found_rate", "case_repeat_rate", "hotline_proactive_share")
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", ids)
    assert parts(board, "case_valid_rate") == (4, 5)
    assert parts(board, "case_public_found_rate") == (2, 4), "hotline and snapshot, of four with a source"
    assert parts(board, "hotline_proactive_share") == (3, 4), "all but the hotline's"
    assert parts(board, "case_repeat_rate") == (1, 2)
    # On the tenth of February the petition had not been dismissed.
    assert board.reading("case_valid_rate").before == 100


def test_density_divides_by_the_ground_of_each_place(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"cases": CASES}, "2026-03-10T12:00", ["case_density_km2", "area_km2"])
    for level, places, grids in (("town", ("镇",), 4), ("village", ("v1", "v2"), 2), ("grid", ("v1g1", "v2g2"), 1)):
        for place in places:
            area = board.reading("area_km2", level, place)
            assert area.value == pytest.approx(grids * KM2_PER_GRID, rel=0.005), place
            density = board.reading("case_density_km2", level, place)
            assert density.denominator == area.numerator
    assert value(board, "case_density_km2") == pytest.approx(5 / (4 * KM2_PER_GRID), rel=0.005)
    assert value(board, "case_density_km2", "v1g1") == pytest.approx(2 / KM2_PER_GRID, rel=0.005)
    assert value(board, "case_density_km2", "v2g2") == 0
    assert board.reading("case_density_km2").before == pytest.approx(1 / (4 * KM2_PER_GRID), rel=0.005)
    (unplaced,) = (one for one in board.readings("grid") if one.place == "unplaced")
    assert (unplaced.indicator.id, unplaced.numerator, unplaced.value) == ("case_density_km2", 1, None)
    for level in ("village", "grid"):
        found = [one for one in board.readings(level) if one.indicator.id == "area_km2"]
        assert sum(one.numerator or 0 for one in found) == board.reading("area_km2").numerator
