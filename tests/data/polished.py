"""Made-up rows in which nothing is polished, and ways to polish them: a town of 4 villages of 3 grids."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from data.board import Board
from data.tables import create_tables
from tests.components.boards import VILLAGES, board, profile

AS_OF = datetime(2026, 3, 20, 4, tzinfo=UTC)
PARTIES = ("城管办", "水务站", "民政办", "派出所")
GRIDS = tuple(f"{village}g{n}" for village in VILLAGES for n in (1, 2, 3))
MANY = 6000
Polish = Callable[[pd.DataFrame, np.random.Generator], None]


def clean(seed: int) -> pd.DataFrame:
    """Cases of 400 days: closed at a constant hazard, rated as everywhere, reported in every grid."""
    rng = np.random.default_rng(seed)
    reported = pd.Timestamp(AS_OF) - pd.to_timedelta(rng.integers(0, 400 * 86_400, MANY), unit="s")
    took = 1 + (rng.exponential(30 * 3600, MANY)).round()
    closed = reported + pd.to_timedelta(took, unit="s")
    rating = pd.Series(rng.choice([5, 4, 3, 2, 1], MANY, p=[0.7, 0.2, 0.05, 0.03, 0.02]))
    # Grids are not alike: some report four times as much as others.
    weight = np.repeat([1.0, 2.0, 4.0], 4)
    return pd.DataFrame(
        {
            "case_id": [f"c{n}" for n in range(MANY)],
            "reported_at": reported,
            "registered_at": reported,
            "due_at": reported + pd.Timedelta(hours=48),
            "closed_at": closed,
            "rated_at": pd.Series(closed + pd.Timedelta(hours=1)).where(rng.random(MANY) < 0.5),
            "rating": rating,
            "source": "grid_worker",
            "party": rng.choice(PARTIES, MANY),
            "spot": rng.choice(np.arange(1, 13), MANY, p=weight / weight.sum()),
        }
    ).astype({"spot": "int32"})


def of_party(frame: pd.DataFrame, rng: np.random.Generator, share: float) -> np.ndarray:
    """Some rows of the first party, as positions."""
    theirs = np.flatnonzero(frame.party == PARTIES[0])
    return rng.choice(theirs, int(share * len(theirs)), replace=False)


def just_in_time(frame: pd.DataFrame, rng: np.random.Generator) -> None:
    rows = of_party(frame, rng, 0.25)
    frame.loc[rows, "closed_at"] = frame.due_at[rows] - pd.to_timedelta(rng.integers(60, 7200, len(rows)), unit="s")


def at_one_stroke(frame: pd.DataFrame, rng: np.random.Generator) -> None:
    rows = of_party(frame, rng, 1.0)
    recent = rows[frame.reported_at.iloc[rows] > pd.Timestamp(AS_OF) - pd.Timedelta(days=20)][:12]
    moment = pd.Timestamp(AS_OF) - pd.Timedelta(hours=1)
    frame.loc[recent, "closed_at"] = moment + pd.to_timedelta(rng.integers(0, 30, len(recent)), unit="s")


def all_five_of_party(frame: pd.DataFrame, _: np.random.Generator) -> None:
    frame.loc[frame.party == PARTIES[0], "rating"] = 5


def all_five_of_village(frame: pd.DataFrame, _: np.random.Generator) -> None:
    frame.loc[frame.spot.between(1, 3), "rating"] = 5


def falls_silent(frame: pd.DataFrame, _: np.random.Generator) -> None:
    gone = (frame.spot == 9) & (frame.reported_at > pd.Timestamp(AS_OF) - pd.Timedelta(days=100))
    frame.loc[gone, "source"] = "camera"


def whole_hours(frame: pd.DataFrame, rng: np.random.Generator) -> None:
    rows = of_party(frame, rng, 0.3)
    frame.loc[rows, "closed_at"] = frame.registered_at[rows] + pd.to_timedelta(rng.integers(1, 40, len(rows)), unit="h")


# By sign: what plants it, and at whom it should be asked.
PLANTED: dict[str, tuple[Polish, str]] = {
    "deadline": (just_in_time, PARTIES[0]),
    "burst": (at_one_stroke, PARTIES[0]),
    "alike_party": (all_five_of_party, PARTIES[0]),
    "alike_village": (all_five_of_village, "v1"),
    "silent": (falls_silent, "v3g3"),
    "rounded": (whole_hours, PARTIES[0]),
}


def stored(frame: pd.DataFrame) -> duckdb.DuckDBPyConnection:
    """A store in memory with these cases, its spots and its places."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    create_tables(connection)
    kept: dict[str, Any] = {
        "placed_by": 1,
        "implausible": 0,
        "digest": 0,
        "feed": "cases",
        "batch": 1,
        "arrived_at": AS_OF,
    }
    rows = frame.assign(**kept)
    connection.register("given", rows)
    connection.execute("INSERT INTO cases BY NAME SELECT * FROM given")
    connection.execute("INSERT INTO spots VALUES (0, NULL, NULL, NULL)")
    for number, grid in enumerate(GRIDS, 1):
        connection.execute("INSERT INTO spots VALUES (?, ?, ?, NULL)", [number, grid[:2], grid])
        connection.execute(
            "INSERT INTO places (level, place, name, parent) VALUES ('grid', ?, ?, ?)", [grid, grid, grid[:2]]
        )
    return connection


def town() -> Board:
    """A board that knows villages and grids."""
    levels = [
        {"id": id, "title": {"zh": zh}, "path": f"{id}.geojson"} for id, zh in (("village", "村"), ("grid", "网格"))
    ]
    made = board({}, as_of=AS_OF, of=profile(levels=levels))
    made.measured["grid"] = made.measured["village"]
    return made
