"""The default profile, its places and its history until one evening, made once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.profile import Profile, load_profile
from data.simulate.polygons import write_polygons
from data.simulate.write import write_history
from geo.places import Places, read_places

END = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
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
