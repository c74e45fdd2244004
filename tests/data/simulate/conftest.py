"""The default profile, its places and its history until one evening, made once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.feeds.declaration import Feed
from data.feeds.schema import SCHEMAS
from data.profile import Profile, load_profile
from data.simulate.account import Register
from data.simulate.polygons import write_polygons
from data.simulate.write import write_history
from geo.places import Places, read_places

END = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
Registered = Callable[..., pd.DataFrame]
Made = tuple[Profile, Places, dict[str, pa.Table]]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(tmp_path_factory.mktemp("var")))
        profile = load_profile()
        write_polygons(profile)
        places = read_places(profile.level_sources())
        files = write_history(profile, places, END)
        return profile, places, {feed: pq.read_table(path) for feed, path in files.items()}


@pytest.fixture(scope="session")
def profile(made: Made) -> Profile:
    return made[0]


@pytest.fixture(scope="session")
def places(made: Made) -> Places:
    return made[1]


@pytest.fixture(scope="session")
def history(made: Made) -> dict[str, pa.Table]:
    return made[2]


@pytest.fixture(scope="session")
def end() -> datetime:
    return END


@pytest.fixture(scope="session")
def planned() -> Callable[..., Profile]:
    """`planned(profile, cases_a_month=…)`: the profile with other words in its plan."""

    def other(profile: Profile, **words: Any) -> Profile:
        assert profile.simulate is not None
        return profile.model_copy(update={"simulate": profile.simulate.model_copy(update=words)})

    return other


@pytest.fixture(scope="session")
def counted(made: Made, planned: Callable[..., Profile]) -> Callable[..., Profile]:
    """`counted("disputes", {"a_year": 40}, seed=3)`: the profile with one feed, of the same name as its schema, that
    registers of these words fill."""

    def of(schema: str, *registers: dict[str, Any], **plan: Any) -> Profile:
        feed = Feed.model_validate({"id": schema, "schema": schema, "stale_after": "7d"})
        filled = tuple(Register(feed=schema, **words) for words in registers)
        for register in filled:
            register.fits(schema)
        return planned(made[0].model_copy(update={"feeds": [feed]}), registers=filled, **plan)

    return of


@pytest.fixture(scope="session")
def register(made: Made, counted: Callable[..., Profile], tmp_path_factory: pytest.TempPathFactory) -> Registered:
    """`register("disputes", {"a_year": 40}, end=…)`: the rows of such a feed, a column `year` with the calendar year
    of their birth and `ended_year` with that of `ended`, the column that concludes them."""

    def rows(
        schema: str, *registers: dict[str, Any], end: datetime = END, ended: str = "", **plan: Any
    ) -> pd.DataFrame:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("YIPING_VAR", str(tmp_path_factory.mktemp("counted")))
            files = write_history(counted(schema, *registers, **plan), made[1], end)
        frame: pd.DataFrame = pq.read_table(files[schema]).to_pandas()
        event = "due_at" if schema == "visits" else str(SCHEMAS[schema].event_at)
        frame["year"] = frame[event].dt.tz_convert("Asia/Shanghai").dt.year
        if ended:
            frame["ended_year"] = frame[ended].dt.tz_convert("Asia/Shanghai").dt.year
        return frame

    return rows
