"""What the clocks add to a feed's rows: due times by the place's policies, and a case's working hours.

Only what the source leaves empty is filled, and only from the row itself, so that the same row loaded twice is the
same row. A row's clock stops while it is suspended.
"""

from collections.abc import Callable, Sequence
from functools import cache, partial

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data.clock.hours import Hours
from data.clock.limit import Limit
from data.clock.marks import Whole
from data.clock.policy import DUE, Policy, due_columns
from data.clock.working import Clock, clock_of
from data.feeds.column import ARROW, Schema
from data.feeds.declaration import Feed
from data.feeds.zone import Times
from data.profile import Profile

SUSPENDED, RESUMED, WORK_HOURS = "suspended_at", "resumed_at", "work_hours"
HOUR = np.timedelta64(1, "h")
# What ends each due time of a case; the other schemas have no suspension.
DONE = {
    DUE: "closed_at",
    "register_due_at": "registered_at",
    "dispatch_due_at": "dispatched_at",
    "accept_due_at": "accepted_at",
    "contact_due_at": "contacted_at",
    "handle_due_at": "handled_at",
    "check_due_at": "checked_at",
    "arrive_due_at": "arrived_on_site_at",
}
At = Callable[[str], Times]


def computed(profile: Profile, feed: Feed) -> set[str]:
    """The columns that the profile's clocks can fill for a feed, beside those that it gives itself."""
    given = set(feed.columns) or {column.name for column in feed.schema_.all_columns}
    found = {
        name
        for policy in policies_of(profile, feed)
        for name, since in sinces_of(policy, feed.schema_).items()
        if since in given
    }
    return found | ({WORK_HOURS} if counts_hours(profile, feed) and "closed_at" in given else set())


def filled(profile: Profile, feed: Feed, rows: pa.Table) -> pa.Table:
    """The canonical rows of a feed with its due times and working hours where the source gives none.

    A row that is suspended and has not resumed has no due time, unless it was late or done before.
    """
    policies = policies_of(profile, feed)
    if not policies and not counts_hours(profile, feed):
        return rows
    clock = clock_of(profile.hours or Hours(), profile.zone)
    at = cache(partial(times, rows))
    new: dict[str, pa.Array] = {}
    for name in due_columns(feed.schema_):
        own = [one for one in policies if name in sinces_of(one, feed.schema_)]
        if own:
            new[name] = pa.array(due_times(clock, own, feed.schema_, name, rows, at), ARROW["instant"])
    if counts_hours(profile, feed):
        new[WORK_HOURS] = pa.array(work_hours(clock, rows[WORK_HOURS].to_numpy(), at), from_pandas=True)
    for name, values in new.items():
        rows = rows.set_column(rows.schema.get_field_index(name), name, values)
    return rows


def policies_of(profile: Profile, feed: Feed) -> list[Policy]:
    return [one for one in profile.policies if feed.id == one.feed or feed.fills == one.fills]


def counts_hours(profile: Profile, feed: Feed) -> bool:
    return profile.hours is not None and feed.fills == "cases"


def sinces_of(policy: Policy, schema: Schema) -> dict[str, str]:
    """By due column that a policy fills: the instant that its time runs from."""
    sinces = {name: step.since for name, step in policy.steps.items()}
    if policy.limits or policy.default:
        sinces[DUE] = policy.since or schema.event_at or ""
    return sinces


def due_times(clock: Clock, policies: Sequence[Policy], schema: Schema, name: str, rows: pa.Table, at: At) -> Times:
    """A due column whose empty values are filled, each by the first policy that has a limit for its row."""
    due = at(name).copy()
    left = np.flatnonzero(np.isnat(due))
    for policy in policies:
        limits, choice = choices(policy, name, rows)
        chosen, begins = choice[left], at(sinces_of(policy, schema)[name])
        for number, limit in enumerate(limits):
            index = left[chosen == number]
            due[index] = limit.due(clock, begins[index])
            if schema.id == "cases":
                stopped = index[at(SUSPENDED)[index] < due[index]]
                pause = (at(one)[stopped] for one in (SUSPENDED, RESUMED, DONE[name]))
                due[stopped] = resumed_due(clock, limit, due[stopped], begins[stopped], *pause)
        left = left[chosen < 0]
    return due


def choices(policy: Policy, name: str, rows: pa.Table) -> tuple[list[Limit], Whole]:
    """A policy's limits for a due column, and which of them each row has (-1: none)."""
    if name != DUE:
        return [policy.steps[name].within], np.zeros(rows.num_rows, np.int64)
    limits = [*policy.limits.values(), *([] if policy.default is None else [policy.default])]
    if policy.by is None:
        return limits, np.zeros(rows.num_rows, np.int64)
    others = -1 if policy.default is None else len(policy.limits)
    found = pc.index_in(rows[policy.by].cast(pa.string()), value_set=pa.array(list(policy.limits), pa.string()))
    return limits, found.fill_null(others).to_numpy().astype(np.int64)


def resumed_due(
    clock: Clock, limit: Limit, due: Times, begins: Times, suspended: Times, resumed: Times, done: Times
) -> Times:
    """The due times of cases suspended before them, moved by the time of the pause; NaT where it still lasts.

    Closing ends a pause too; what was done before the pause is not touched by it.
    """
    since, until = np.maximum(suspended, begins), np.where(resumed >= suspended, resumed, done)
    stands = (done < suspended) | (until <= since)
    moved: Times = np.where(stands, due, limit.paused(clock, due, since, until))
    return moved


def work_hours(clock: Clock, given: npt.NDArray[np.float64], at: At) -> npt.NDArray[np.float64]:
    """Working hours from report to closure, less those suspended in, where none are given.

    A case closed before it was reported has none.
    """
    reported, closed = at("reported_at"), at("closed_at")
    index = np.flatnonzero(np.isnan(given) & (closed >= reported))
    amounts = clock.worked(reported[index], closed[index])
    place = np.flatnonzero(at(SUSPENDED)[index] < closed[index])
    reported, closed, suspended, resumed = (
        at(one)[index[place]] for one in ("reported_at", "closed_at", SUSPENDED, RESUMED)
    )
    since = np.maximum(suspended, reported)
    until = np.where(resumed >= suspended, np.minimum(resumed, closed), closed)
    amounts[place] -= clock.worked(since, np.maximum(since, until))
    hours = given.copy()
    hours[index] = amounts / HOUR
    return hours


def times(rows: pa.Table, name: str) -> Times:
    """A column of instants as datetime64[us], NaT where there is none."""
    found: Times = rows[name].to_numpy()
    return found
