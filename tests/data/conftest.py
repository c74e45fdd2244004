"""The town of squares with its messy rows, loaded once through the product's own intake."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from data.coverage import DAY_HOURS, write_glance
from data.intake import Counts, take_file
from data.profile import load_profile
from data.seen_ground import SeenGround
from data.store import Store
from tests.data.messy import AS_OF, messy
from tests.data.squares import write_place

SEED, ROWS = 20260331, 700
ARRIVED = datetime(2026, 3, 30, 3, 2, 1, tzinfo=UTC)


class Calendar(datetime):
    """A clock that stands still, so that boards of the past know when their rows came."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        assert tz is UTC
        return ARRIVED


@dataclass(frozen=True)
class Loaded:
    """A store, what was written for it, and what loading said."""

    store: Store
    frames: dict[str, pd.DataFrame]
    counts: dict[str, Counts]


def load_squares(folder: Path, frames: dict[str, pd.DataFrame]) -> Loaded:
    """A store of the town of squares in `folder`, with these frames loaded from CSV files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(folder / "var"))
        patch.setattr("data.intake.datetime", Calendar)
        store = Store.open(load_profile(str(write_place(folder))))
        counts = {}
        for table, frame in frames.items():
            path = folder / f"{table}.csv"
            frame.to_csv(path, index=False, date_format="%Y-%m-%dT%H:%M:%S.%f%z")
            counts[table] = take_file(store, store.profile.feed(table), path)
    return Loaded(store, frames, counts)


@pytest.fixture(scope="session")
def messy_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    loaded = load_squares(tmp_path_factory.mktemp("messy"), messy(SEED, ROWS))
    ground = SeenGround(loaded.store.spotter.places, loaded.store.profile.map.sight)
    ground.look(loaded.store.connection, AS_OF.to_pydatetime())
    write_glance(loaded.store, ground.glance(DAY_HOURS))
    yield loaded
    loaded.store.close()
