"""Reviews: what good means is a choice, and who was asked is told beside it."""

from dataclasses import replace
from pathlib import Path

import pytest

from data.catalogue import Indicator, built_in
from tests.data.indicators.small_town import board_of, parts, value

ROWS = """approval_id,accepted_at,finished_at,rated_at,rating,voluntary,mend_due_at,mended_at,place
a,2026-02-01,2026-02-28,2026-03-01,5,false,,,v1
b,2026-02-01,2026-03-01,2026-03-02,3,true,,,v1
c,2026-02-01,2026-03-01,2026-03-03,2,true,2026-03-08,2026-03-08,v1
d,2026-02-01,2026-03-01,2026-03-04,1,true,2026-03-08,2026-03-09,v1
e,2026-02-01,2026-03-01,2026-03-11,5,true,,,v1
f,2026-02-01,2026-03-01,,,,,,v1
g,2026-02-01,2026-03-01,2026-03-04,1,,2026-03-18,,v1
"""


def test_reviews_by_hand(tmp_path: Path) -> None:
    good = built_in()["approval_good_rate"]
    (stricter,) = good.variants
    assert stricter.measure is not None
    strict = replace(good, id="strict", measure=stricter.measure)
    ids: list[str | Indicator] = [good, strict, "approval_voluntary_rate", "approval_bad_mended_rate"]
    board = board_of(tmp_path, {"approvals": ROWS}, "2026-03-10T12:00", ids)
    assert parts(board, "approval_good_rate") == (2, 5)
    assert value(board, "strict") == pytest.approx(20)
    assert parts(board, "approval_voluntary_rate") == (3, 6), "the rating of the eleventh is not known yet"
    assert parts(board, "approval_bad_mended_rate") == (1, 2), "mended late is not mended; g is not due"
