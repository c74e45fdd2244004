"""Due times and working hours that the clocks add to rows: moved by suspensions, never over what a source gives."""

import tomllib
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.answers import offered
from data.board import catalogue_of
from data.clock.due import DONE, computed, filled
from data.clock.policy import due_columns
from data.feeds.column import ARROW
from data.feeds.schema import SCHEMAS
from data.profile import Profile

SHANGHAI = ZoneInfo("Asia/Shanghai")
TOWN = """
title = { zh = "试", en = "Test" }

[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "squares.geojson"

[[feeds]]
id = "cases"
schema = "cases"
stale_after = "12h"

[[feeds]]
id = "more"
schema = "cases"
stale_after = "12h"
"""
HOURS = '\nhours = { calendar = "china" }\n'
COLOURS = """
[[policies]]
schema = "cases"
by = "colour"
limits = { yellow = "1 working day", orange = "4 working hours", red = "7 days" }
"""
STOPS = ("closed", "suspended", "resumed")
ROW = {"case_id": "a", "reported_at": "2025-09-22T09:00", "registered_at": "2025-09-22T10:00"}


def profile_of(policies: str, hours: str = HOURS) -> Profile:
    """A profile of two feeds of cases with these policies."""
    return Profile(**tomllib.loads(hours + TOWN + policies), name="town")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def table(schema: str, *rows: dict[str, Any]) -> pa.Table:
    """Canonical rows; times are texts of Shanghai."""
    columns = {}
    for column in SCHEMAS[schema].all_columns:
        values = [row.get(column.name) for row in rows]
        timed = [local(one) if column.kind == "instant" and one is not None else one for one in values]
        columns[column.name] = pa.array(timed, ARROW[column.kind])
    return pa.table(columns)


def fill(profile: Profile, *rows: dict[str, Any], feed: str = "cases") -> list[dict[str, Any]]:
    """Each row over ROW, as the clocks fill it; times are texts of Shanghai."""

    def shown(value: object) -> object:
        return f"{value.astimezone(SHANGHAI):%Y-%m-%dT%H:%M:%S}" if isinstance(value, datetime) else value

    found = filled(profile, profile.feed(feed), table("cases", *[{**ROW, **row} for row in rows])).to_pylist()
    return [{name: shown(value) for name, value in row.items()} for row in found]


def dues(profile: Profile, *rows: dict[str, Any], feed: str = "cases") -> list[str | None]:
    return [row["due_at"] for row in fill(profile, *rows, feed=feed)]


def test_each_colour_has_its_limit_and_what_the_source_gives_stays() -> None:
    rows: list[dict[str, Any]] = [{"colour": one} for one in ("yellow", "orange", "red", "blue", None)]
    rows.append({"colour": "yellow", "due_at": "2025-12-24T18:00"})
    limited = ["2025-09-23T17:30:00", "2025-09-22T15:00:00", "2025-09-29T23:59:59"]
    assert dues(profile_of(COLOURS), *rows) == [*limited, None, None, "2025-12-24T18:00:00"]
    default = COLOURS + 'default = "24 hours"\n'
    assert dues(profile_of(default), *rows)[3:5] == ["2025-09-23T09:00:00"] * 2


def test_the_first_policy_with_a_limit_for_the_row_decides() -> None:
    urgent = '\n[[policies]]\nschema = "cases"\nby = "urgent"\nlimits = { true = "2 emergency hours" }\n'
    rows: list[dict[str, Any]] = [{"urgent": one, "colour": "yellow"} for one in (True, False, None)]
    assert dues(profile_of(urgent + COLOURS), *rows) == ["2025-09-22T11:00:00", *["2025-09-23T17:30:00"] * 2]
    assert dues(profile_of(COLOURS + urgent), *rows) == ["2025-09-23T17:30:00"] * 3


def test_a_policy_of_one_feed_is_for_that_feed_alone() -> None:
    profile = profile_of('\n[[policies]]\nfeed = "more"\nfrom = "registered_at"\ndefault = "90 minutes"\n')
    assert dues(profile, {}) == [None]
    assert dues(profile, {}, {"registered_at": None}, feed="more") == ["2025-09-22T11:30:00", None]


def test_each_step_runs_from_its_own_instant() -> None:
    steps = """
[policies.steps]
register_due_at = { from = "reported_at", within = "30 minutes" }
dispatch_due_at = { from = "registered_at", within = "3 working hours" }
handle_due_at = { from = "dispatched_at", within = "2 working days" }
"""
    (row,) = fill(profile_of(COLOURS + steps), {})
    assert (row["register_due_at"], row["dispatch_due_at"]) == ("2025-09-22T09:30:00", "2025-09-22T15:00:00")
    assert row["due_at"] is row["handle_due_at"] is row["accept_due_at"] is None


def test_other_rows_have_due_times_too() -> None:
    """A complaint has 60 days from its acceptance; whoever is called to an alarm has a quarter of an hour."""
    feed = '\n[[feeds]]\nid = "{0}"\nschema = "{0}"\nstale_after = "1d"\n'
    feeds = "".join(feed.format(one) for one in ("petitions", "alarms", "disputes"))
    policies = """
[[policies]]
schema = "petitions"
from = "accepted_at"
default = "60 days"

[[policies]]
schema = "alarms"
steps.arrive_due_at = { from = "raised_at", within = "15 minutes" }

[[policies]]
schema = "disputes"
by = "grade"
limits = { simple = "1 working day", ordinary = "7 days", complex = "20 days" }
"""
    profile = profile_of(feeds + policies)

    def found(schema: str, name: str, *rows: dict[str, Any]) -> list[Any]:
        return list(filled(profile, profile.feed(schema), table(schema, *rows))[name].to_pylist())

    accepted = {"received_at": "2026-01-01T08:00", "accepted_at": "2026-01-05T08:00"}
    assert found("petitions", "due_at", accepted) == [local("2026-03-06T23:59:59")]
    assert found("petitions", "accept_due_at", accepted) == [None]
    assert found("alarms", "arrive_due_at", {"raised_at": "2026-01-01T23:50"}) == [local("2026-01-02T00:05")]
    complex_ = {"registered_at": "2026-01-01T08:00", "grade": "complex"}
    assert found("disputes", "due_at", complex_, {**complex_, "grade": None}) == [local("2026-01-21T23:59:59"), None]


def test_every_due_time_of_a_case_knows_what_ends_it() -> None:
    assert list(DONE) == due_columns(SCHEMAS["cases"])
    assert set(DONE.values()) <= {column.name for column in SCHEMAS["cases"].columns}


@pytest.mark.parametrize(
    ("limit", "more", "expected"),
    [
        # Until 17:30 are 2.5 hours, and from 8:30 to 10:00 1.5; the seventh working day is 30 September.
        ("2 working days", {"suspended_at": "2025-09-23T15:00", "resumed_at": "2025-09-24T10:00"}, "2025-09-25T14:30"),
        ("7 working days", {"suspended_at": "2025-09-30T15:00", "resumed_at": "2025-10-09T10:00"}, "2025-10-09T14:30"),
        ("9 working hours", {"suspended_at": "2025-09-22T17:00", "resumed_at": "2025-09-23T09:00"}, "2025-09-23T12:00"),
        ("24 hours", {"suspended_at": "2025-09-22T17:00", "resumed_at": "2025-09-23T09:00"}, "2025-09-24T01:00"),
        ("2 days", {"suspended_at": "2025-09-22T17:00", "resumed_at": "2025-09-23T17:00"}, "2025-09-25T23:59:59"),
        ("24 emergency hours", {"suspended_at": "2025-09-22T17:00", "resumed_at": "2025-09-23T09:00"}, "2025-09-23T09"),
        ("24 emergency hours", {"suspended_at": "2025-09-22T17:00"}, "2025-09-23T09"),
        # Still suspended: there is no due time, unless it was late before, or done.
        ("2 working days", {"suspended_at": "2025-09-23T15:00"}, None),
        ("24 hours", {"suspended_at": "2025-09-22T17:00"}, None),
        ("24 hours", {"suspended_at": "2025-09-23T09:01"}, "2025-09-23T09:00"),
        ("24 hours", {"suspended_at": "2025-09-22T17:00", "closed_at": "2025-09-22T16:00"}, "2025-09-23T09:00"),
        ("9 hours", {f"{one}_at": f"2025-09-22T1{n}:00" for n, one in enumerate(STOPS, 4)}, "2025-09-22T18:00"),
        ("24 hours", {"suspended_at": "2025-09-23T09:01", "resumed_at": "2025-09-24T09:00"}, "2025-09-23T09:00"),
        # Closing ends a suspension; a resumption before it belongs to an earlier one; time before the report is none.
        ("24 hours", {"suspended_at": "2025-09-22T17:00", "closed_at": "2025-09-22T18:00"}, "2025-09-23T10:00"),
        ("24 hours", {"suspended_at": "2025-09-22T17:00", "resumed_at": "2025-09-22T10:00"}, None),
        ("24 hours", {"suspended_at": "2025-09-22T07:00", "resumed_at": "2025-09-22T08:00"}, "2025-09-23T09:00"),
        ("24 hours", {"suspended_at": "2025-09-22T07:00", "resumed_at": "2025-09-22T10:00"}, "2025-09-23T10:00"),
    ],
)
def test_a_suspension_moves_the_due_time(limit: str, more: dict[str, Any], expected: str | None) -> None:
    profile = profile_of(f'\n[[policies]]\nschema = "cases"\ndefault = "{limit}"\n')
    (found,) = dues(profile, more)
    assert found == (None if expected is None else f"{datetime.fromisoformat(expected):%Y-%m-%dT%H:%M:%S}")


def test_a_step_done_before_the_suspension_keeps_its_due_time() -> None:
    steps = '\n[[policies]]\nschema = "cases"\n[policies.steps]\n'
    profile = profile_of(steps + 'handle_due_at = { from = "registered_at", within = "3 working days" }\n')
    suspended = {"suspended_at": "2025-09-24T10:00"}
    done, undone = fill(profile, {**suspended, "handled_at": "2025-09-23T10:00"}, suspended)
    assert (done["handle_due_at"], undone["handle_due_at"]) == ("2025-09-25T17:30:00", None)


@pytest.mark.parametrize(
    ("more", "hours"),
    [
        ({"closed_at": "2025-09-23T11:00"}, 7 - 0.5 + 2.5),
        ({"closed_at": "2025-09-23T11:00", "work_hours": 3.0}, 3.0),
        ({"closed_at": None}, None),
        ({"closed_at": "2025-09-22T11:00", "suspended_at": "2025-09-19T15:00", "resumed_at": "2025-09-19T16:00"}, 2),
        ({"closed_at": "2025-09-22T08:00"}, None),
        ({"reported_at": "2025-09-30T16:00", "closed_at": "2025-10-09T09:00"}, 2),
        ({"closed_at": "2025-09-23T11:00", "suspended_at": "2025-09-22T17:00", "resumed_at": "2025-09-23T09:00"}, 8),
        ({"closed_at": "2025-09-23T11:00", "suspended_at": "2025-09-22T17:00"}, 6),
        ({"closed_at": "2025-09-23T11:00", "suspended_at": "2025-09-22T17:00", "resumed_at": "2025-09-25T17:00"}, 6),
        ({"closed_at": "2025-09-22T11:00", "suspended_at": "2025-09-22T17:00"}, 2),
        ({"closed_at": "2025-09-22T11:00", "suspended_at": "2025-09-20T17:00", "resumed_at": "2025-09-22T10:00"}, 1),
    ],
)
def test_working_hours_of_a_case_leave_suspensions_out(more: dict[str, Any], hours: float | None) -> None:
    (row,) = fill(profile_of(""), more)
    assert row["work_hours"] == (None if hours is None else pytest.approx(hours))


@given(st.tuples(*[st.integers(0, 20 * 24 * 60)] * 3), st.integers(1, 60))
def test_the_working_time_until_the_due_time_is_the_limit_less_the_pause(
    minutes: tuple[int, int, int], hours: int
) -> None:
    """Counted by the other half of the clock: a case closed at its due time has worked exactly its limit."""
    begin = local("2025-09-20T00:00")
    reported, suspended, resumed = (f"{begin + timedelta(minutes=one):%Y-%m-%dT%H:%M:%S}" for one in sorted(minutes))
    profile = profile_of(f'\n[[policies]]\nschema = "cases"\ndefault = "{hours} working hours"\n')
    row = {"reported_at": reported, "suspended_at": suspended, "resumed_at": resumed}
    (due,) = dues(profile, row)
    (closed,) = fill(profile, {**row, "closed_at": due, "due_at": due})
    assert closed["work_hours"] == pytest.approx(hours)


def test_without_policies_and_hours_the_rows_are_the_same() -> None:
    profile = profile_of("", hours="")
    rows = table("cases", {**ROW, "closed_at": "2025-09-23T11:00"})
    assert filled(profile, profile.feed("cases"), rows) is rows
    assert computed(profile, profile.feed("cases")) == set()


def test_natural_clocks_need_no_hours_and_count_none() -> None:
    profile = profile_of('\n[[policies]]\nschema = "cases"\ndefault = "24 hours"\n', hours="")
    (row,) = fill(profile, {"closed_at": "2025-09-23T11:00"})
    assert (row["due_at"], row["work_hours"]) == ("2025-09-23T09:00:00", None)


def test_what_the_clocks_fill_can_be_answered() -> None:
    mapped = '\n[feeds.columns]\ncase_id = "id"\nreported_at = "at"\nclosed_at = "end"\n'
    policy = '\n[[policies]]\nschema = "cases"\ndefault = "5 working days"\n'
    bare, clocked = profile_of(mapped), profile_of(mapped + policy)
    # The other feed of cases has every column: it is left out here.
    bare, clocked = (one.model_copy(update={"feeds": one.feeds[1:]}) for one in (bare, clocked))
    assert "case_on_time_rate" not in offered(bare, catalogue_of(bare))
    assert "case_on_time_rate" in offered(clocked, catalogue_of(clocked))
    assert computed(clocked, clocked.feeds[0]) == {"due_at", "work_hours"}
