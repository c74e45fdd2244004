"""The marks of pulls that are texts, as SQLite keeps times: what lies ahead hides nothing, and looks overlap."""

from datetime import UTC, datetime, timedelta

import pytest

from data.feeds.pull import Pull
from data.ways.mark import is_ahead, with_overlap

PULL = Pull(url_env="X", view="cases", mark="changed", overlap=timedelta(minutes=2))


def test_a_text_that_tells_a_time_to_come_does_not_move_the_mark() -> None:
    soon = datetime.now(UTC) + timedelta(minutes=5)
    assert is_ahead("2099-01-01 00:00:00", "Asia/Shanghai")
    assert is_ahead(soon.isoformat(), "Asia/Shanghai")
    assert not is_ahead((soon - timedelta(minutes=10)).isoformat(), "Asia/Shanghai")
    assert not is_ahead("2026-01-01 00:00:00", "Asia/Shanghai")
    assert not is_ahead("zz-2099", "Asia/Shanghai")
    assert not is_ahead("20990101-0900-17", "Asia/Shanghai")


@pytest.mark.parametrize(
    ("mark", "earlier"),
    [
        ("2026-03-01 00:01:00", "2026-02-28 23:59:00"),
        ("2026-03-01T00:01:00", "2026-02-28T23:59:00"),
        ("2026-03-01 00:01:00.500000", "2026-02-28 23:59:00.500000"),
        ("A-000123", "A-000123"),
        ("2026-13-99 00:00:00", "2026-13-99 00:00:00"),
    ],
)
def test_looks_overlap_by_the_same_form_of_text(mark: str, earlier: str) -> None:
    assert with_overlap(PULL, mark) == earlier
