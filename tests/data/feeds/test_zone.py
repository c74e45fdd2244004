"""Wall-clock times against zoneinfo, around every kind of change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.feeds.zone import instants_of

ZONES = ["America/New_York", "Asia/Shanghai", "Europe/London", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]
HOUR = timedelta(hours=1)


def expected(local: datetime, zone: str) -> np.datetime64:
    return np.datetime64(local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None), "us")


@given(st.lists(st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31)), max_size=20), st.sampled_from(ZONES))
def test_any_time_is_what_zoneinfo_says(locals_: list[datetime], zone: str) -> None:
    given_ = np.array(locals_, "datetime64[us]")
    assert instants_of(given_, zone).tolist() == [expected(local, zone).item() for local in locals_]


@pytest.mark.parametrize(
    "change",
    [
        ("America/New_York", datetime(2015, 3, 8, 2)),
        ("America/New_York", datetime(2015, 11, 1, 1)),
        ("Asia/Shanghai", datetime(1991, 9, 15, 1)),
        ("Australia/Lord_Howe", datetime(2024, 4, 7, 2)),
    ],
)
def test_each_minute_around_a_change(change: tuple[str, datetime]) -> None:
    zone, moment = change
    minutes = [moment + timedelta(minutes=minute) for minute in range(-180, 180)]
    found = instants_of(np.array(minutes, "datetime64[us]"), zone)
    assert found.tolist() == [expected(local, zone).item() for local in minutes]


def test_a_time_that_passes_twice_is_its_first_passing_and_none_stays_none() -> None:
    found = instants_of(np.array(["2015-11-01T01:30", "NaT"], "datetime64[us]"), "America/New_York")
    assert found[0] == np.datetime64("2015-11-01T05:30")
    assert np.isnat(found[1])
