"""Cases whose due times are computed as they are taken in: the same row stays the same, a resumption is news."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from data.intake import Counts, take_file
from data.profile import Profile
from data.store import Store

TOWN = """
title = { zh = "试", en = "Test" }
hours = { calendar = "china" }

[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "squares.geojson"

[[feeds]]
id = "cases"
schema = "cases"
stale_after = "12h"

[[policies]]
schema = "cases"
by = "colour"
limits = { yellow = "1 working day", orange = "4 working hours" }
"""
SQUARE = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "v"}, "geometry": '
    '{"type": "Polygon", "coordinates": [[[119, 35], [120, 35], [120, 36], [119, 36], [119, 35]]]}}]}'
)
HEADER = "case_id,reported_at,updated_at,colour,due_at,suspended_at,resumed_at,closed_at\n"
CASES = """a,2025-09-30T16:00,2025-09-30T16:00,yellow,,,,
b,2025-09-30T16:00,2025-09-30T16:00,yellow,2025-10-02T12:00,,,
c,2025-09-30T16:00,2025-09-30T17:00,yellow,,2025-09-30T17:00,,
d,2025-09-30T16:00,2025-10-09T10:00,orange,,,,2025-10-09T10:00
"""


@pytest.fixture
def open_town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Store]]:
    """Opens the store of a town whose profile is that text."""
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    (tmp_path / "squares.geojson").write_text(SQUARE)
    stores = []

    def opened(town: str) -> Store:
        stores.append(Store.open(Profile(**tomllib.loads(town), name="town", folder=tmp_path)))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


def take(store: Store, rows: str) -> Counts:
    path = store.profile.folder / "cases.csv"
    path.write_text(HEADER + rows)
    return take_file(store, store.profile.feed("cases"), path)


def found(store: Store) -> list[tuple[Any, ...]]:
    return store.connection.execute("SELECT case_id, due_at, work_hours FROM cases ORDER BY case_id").fetchall()


def test_a_file_loaded_twice_is_the_same_rows_and_a_resumption_moves_the_due_time(
    open_town: Callable[[str], Store],
) -> None:
    store = open_town(TOWN)
    assert take(store, CASES).accepted == 4
    assert found(store) == [
        ("a", datetime(2025, 10, 9, 9, 30, tzinfo=UTC), None),
        ("b", datetime(2025, 10, 2, 4, tzinfo=UTC), None),
        ("c", None, None),
        ("d", datetime(2025, 10, 9, 3, tzinfo=UTC), 3.0),
    ]
    again = take(store, CASES)
    assert (again.duplicate, again.updated, again.accepted) == (4, 0, 0)
    resumed = take(store, "c,2025-09-30T16:00,2025-10-09T09:30,yellow,,2025-09-30T17:00,2025-10-09T09:30,\n")
    assert (resumed.updated, resumed.accepted) == (1, 0)
    # Half an hour before the holiday and one hour after it.
    assert found(store)[2] == ("c", datetime(2025, 10, 10, 2, tzinfo=UTC), None)


def test_without_policies_and_hours_nothing_is_added(open_town: Callable[[str], Store]) -> None:
    store = open_town(TOWN.split("[[policies]]", maxsplit=1)[0].replace('hours = { calendar = "china" }', ""))
    assert take(store, CASES).accepted == 4
    given = ("b", datetime(2025, 10, 2, 4, tzinfo=UTC), None)
    assert found(store) == [("a", None, None), given, ("c", None, None), ("d", None, None)]
