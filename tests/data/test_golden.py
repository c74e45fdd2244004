"""Published figures of real places come out of the formulas when the rows have the counts that were published."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from data.board import Reading, catalogue_of
from data.feeds.schema import SCHEMAS
from data.survey import build_board
from tests.data.conftest import Loaded, load_squares

ZONE = ZoneInfo("Asia/Shanghai")
DAY = pd.Timedelta(days=1)
VILLAGES = ("v1", "v2", "v3")
TIANMEN_DUE = {"case_closure_rate": "due", "case_on_time_rate": "due"}


def rows(table: str, begin: str, end: str, count: int, **columns: object) -> pd.DataFrame:
    """So many rows of a table, their events spread evenly over a span of local days, in villages by turns."""
    schema = SCHEMAS[table]
    first, last = (pd.Timestamp(one, tz=ZONE) for one in (begin, end))
    made = {schema.key[0]: [f"{begin} {n}" for n in range(count)], "place": np.resize(VILLAGES, count)}
    times = pd.Series(pd.date_range(first, last, count)).dt.tz_convert("UTC").dt.floor("s")
    return pd.DataFrame({**made, schema.event_at or "": times, **columns})


def done(frame: pd.DataFrame, column: str, count: int, last: str) -> pd.DataFrame:
    """The first so many done within the day, but by the last moment of the span; the others a day after it."""
    end = pd.Timestamp(last, tz=ZONE).tz_convert("UTC")
    soon = frame.iloc[:, 2] + DAY
    soon = soon.where(soon <= end, end)
    return frame.assign(**{column: soon.where(frame.index < count, end + DAY)})


def tianmen() -> pd.DataFrame:
    """December 2016: 1,054 received, 996 filed, 972 due, of these 911 closed, 737 on time; 30 due ones on hold."""
    cases = rows("cases", "2016-12-01", "2016-12-20", 1054)
    reported, number = cases["reported_at"], cases.index
    due = (reported + 5 * DAY).where(number < 972, reported + 60 * DAY)
    closed = (reported + 4 * DAY).where(number < 737, reported + 8 * DAY).where(number < 911)
    hold = (reported + 1 * DAY).where((number >= 911) & (number < 941))
    return cases.assign(
        registered_at=(reported + 0.1 * DAY).where(number < 996), due_at=due, closed_at=closed, suspended_at=hold
    )


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    year, end = ("2025-01-01", "2025-12-31 12:00"), "2025-12-31 23:59:59"
    frames = {
        "cases": pd.concat([tianmen(), done(rows("cases", *year, 9238, source="hotline"), "closed_at", 9182, end)]),
        "disputes": pd.concat(
            [
                done(rows("disputes", *year, 658), "resolved_at", 643, end),
                done(rows("disputes", "2023-01-01", "2023-12-31", 1678), "resolved_at", 1627, "2023-12-31 23:59:59"),
            ]
        ),
        "problems": done(rows("problems", *year, 6788, kind="asset"), "fixed_at", 6490, end),
    }
    complete = {
        table: frame.reindex(columns=[column.name for column in SCHEMAS[table].all_columns])
        for table, frame in frames.items()
    }
    found = load_squares(tmp_path_factory.mktemp("golden"), complete)
    yield found
    found.store.close()


def read(loaded: Loaded, id: str, last: str, versions: dict[str, str]) -> tuple[Reading, list[Reading]]:
    """An indicator at the end of a day: the town's reading and its villages'."""
    catalogue = catalogue_of(loaded.store.profile.model_copy(update={"versions": versions}))
    board = build_board(loaded.store, catalogue, datetime.fromisoformat(f"{last}T23:59:59").replace(tzinfo=ZONE))
    return board.reading(id), [board.reading(id, "village", village) for village in VILLAGES]


@pytest.mark.parametrize(
    ("place", "id", "last", "versions", "numerator", "denominator", "published"),
    [
        ("Haitou", "asset_problem_fixed_rate", "2025-12-31", {}, 6490, 6788, 95.61),
        ("Yanchi", "dispute_resolution_rate", "2025-12-31", {}, 643, 658, 97.72),
        ("Yanchi", "hotline_closure_rate", "2025-12-31", {}, 9182, 9238, 99.39),
        ("Dongzhi", "dispute_resolution_rate", "2023-12-31", {}, 1627, 1678, 96.96),
        ("Tianmen", "case_closure_rate", "2016-12-31", TIANMEN_DUE, 911, 972, 93.72),
        ("Tianmen", "case_on_time_rate", "2016-12-31", TIANMEN_DUE, 737, 972, 75.82),
        ("Tianmen, those on hold left out", "case_closure_rate", "2016-12-31", {}, 911, 942, 96.71),
        ("Tianmen, those on hold left out", "case_on_time_rate", "2016-12-31", {}, 737, 942, 78.24),
        ("Tianmen, filed of received", "case_filing_rate", "2016-12-31", {}, 996, 1054, 94.50),
    ],
)
def test_a_published_figure_comes_out(
    loaded: Loaded,
    place: str,
    id: str,
    last: str,
    versions: dict[str, str],
    numerator: int,
    denominator: int,
    published: float,
) -> None:
    town, villages = read(loaded, id, last, versions)
    assert (town.numerator, town.denominator) == (numerator, denominator), place
    assert town.value is not None
    assert round(town.value, 2) == published
    assert sum(one.numerator or 0 for one in villages) == numerator
    assert sum(one.denominator or 0 for one in villages) == denominator
    assert {one.value for one in villages} != {town.value}, "each village has a rate of its own"


def test_tianmens_received_are_counted_in_their_month(loaded: Loaded) -> None:
    town, _ = read(loaded, "case_reported_month", "2016-12-31", {})
    assert town.value == 1054
