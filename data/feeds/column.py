"""What a canonical column and a canonical table are."""

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Kind = Literal["text", "instant", "number", "integer", "flag"]
ARROW = {
    "text": pa.string(),
    "instant": pa.timestamp("us", "UTC"),
    "number": pa.float64(),
    "integer": pa.int64(),
    "flag": pa.bool_(),
}


@dataclass(frozen=True)
class Column:
    """One canonical column. `low` and `high` bound a number, inclusive; `allowed` closes a code list.

    `planned` marks an instant that may lie in the future (a due time); `known_at` names the instant from which
    on the value was known, so that a board of last week does not know this week's rating.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    meaning: str = ""
    planned: bool = False
    known_at: str | None = None


@dataclass(frozen=True)
class Schema:
    """One canonical table.

    `key` identifies a row for ever; `event_at` is the time whose newest value tells how old a feed is
    (rows without one count from their arrival); `located` adds `lon`, `lat` and `place`; `scattered`
    says that many rows at one identical point are a geocoder's default rather than a parked vehicle;
    `kinds` names the column whose words split the table into things that are counted apart; `updated_at` in
    the columns orders the versions of a row, else the order of arrival does; where `versioned` is false (a
    heartbeat every minute) the newest row replaces and no older one is kept; `series` are the columns that tell one
    stream of samples from another: only such a table may shrink to days, all others are history.
    """

    id: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    event_at: str | None = None
    located: bool = True
    scattered: bool = False
    versioned: bool = True
    kinds: str | None = None
    series: tuple[str, ...] = ()

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The declared columns and, where rows have a place, `lon`, `lat` (of the feed's CRS) and `place`."""
        return self.columns + (PLACE if self.located else ())

    def kind(self, word: str) -> str:
        """What a word of the column of kinds is called among the columns that are delivered."""
        return f"{self.id}.{self.kinds}={word}"

    def column(self, name: str) -> Column:
        return next(column for column in self.all_columns if column.name == name)


PLACE = (
    Column("lon", "number", meaning="x or longitude in the feed's CRS; stored as WGS84"),
    Column("lat", "number", meaning="y or latitude in the feed's CRS; stored as WGS84"),
    Column("place", meaning="id or name of a village, grid or micro-grid, for rows without a point"),
)


def instants(*names: str) -> tuple[Column, ...]:
    """Columns of instants; those that are due or planned may lie ahead."""
    return tuple(Column(name, "instant", planned=name.endswith(("due_at", "planned_at"))) for name in names)
