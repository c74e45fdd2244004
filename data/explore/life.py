"""The life of one row, from report to archive: what happened when, how long it took, and what was due when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

from data.explore.selection import LEVELS
from data.feeds.schema import SCHEMAS, Schema
from data.masking import is_personal, masked

# Tables whose rows have a life of steps; what tells of persons (visits, needs) is not among them.
LIVES = ("cases", "disputes", "petitions", "incidents", "problems", "approvals", "alarms", "drone_findings")
ENDS = ("closed_at", "resolved_at", "replied_at", "finished_at", "fixed_at")
DONE = {
    "register_due_at": "registered_at",
    "dispatch_due_at": "dispatched_at",
    "accept_due_at": "accepted_at",
    "contact_due_at": "contacted_at",
    "handle_due_at": "handled_at",
    "check_due_at": "checked_at",
    "arrive_due_at": "arrived_on_site_at",
    "agreement_due_at": "performed_at",
    "mend_due_at": "mended_at",
}
Taken = tuple[str, datetime, str | None]  # step, when, by whom
HIDDEN = ("risk", "updated_at", "place", "lon", "lat")


@dataclass(frozen=True)
class Step:
    """A step, by its column's name, and seconds since the first step and since the one before; both are 0 at first.

    `party` is who took it, where that was delivered.
    """

    name: str
    step_at: datetime
    since_first_s: float
    since_last_s: float
    party: str | None = None


@dataclass(frozen=True)
class Due:
    """When something was due, and when it was done (None: not yet)."""

    name: str
    due_at: datetime
    done_at: datetime | None

    def late_s(self, as_of: datetime) -> float:
        """Seconds past the due time; less than 0 before it."""
        return ((self.done_at or as_of) - self.due_at).total_seconds()


@dataclass(frozen=True)
class Life:
    """One row as it was known at an instant: its words by column, its places, its steps in order, its due times."""

    table: str
    key: str
    words: Mapping[str, str]
    places: Mapping[str, str]
    steps: tuple[Step, ...]
    dues: tuple[Due, ...]


def read_life(cursor: duckdb.DuckDBPyConnection, table: str, key: str, as_of: datetime) -> Life | None:
    """The life of the row of that key; None where there is no such row or its table has no lives to tell."""
    if table not in LIVES:
        return None
    schema = SCHEMAS[table]
    columns = [column.name for column in schema.columns]
    levels = ", ".join(f"placed.{level}" for level in LEVELS)
    found = cursor.execute(
        f"SELECT {', '.join(f'facts.{one}' for one in columns)}, {levels} FROM {table} AS facts "
        f"LEFT JOIN spots AS placed ON placed.spot = facts.spot "
        f"WHERE facts.{schema.key[0]} = $key AND facts.{schema.event_at} <= $as_of LIMIT 1",
        {"key": key, "as_of": as_of},
    ).fetchone()
    if found is None:
        return None
    values = dict(zip((*columns, *LEVELS), found, strict=True))
    places = {level: values[level] for level in LEVELS if values[level]}
    taken: list[Taken] = [(name, at, None) for name, at in times(schema, values).items() if at <= as_of]
    if table == "cases":
        more = cursor.execute(
            "SELECT step || '_at', step_at, party FROM case_steps WHERE case_id = $key AND step_at <= $as_of",
            {"key": key, "as_of": as_of},
        ).fetchall()
        told = {(name, at) for name, at, _ in more}
        taken = [one for one in taken if one[:2] not in told] + more
    return Life(table, key, words_in(schema, values), places, in_order(taken), dues_in(schema, values, as_of))


def times(schema: Schema, values: Mapping[str, object]) -> dict[str, datetime]:
    """What happened, by column; what is due or planned is not among it."""
    return {
        one.name: at
        for one in schema.columns
        if one.kind == "instant" and not one.planned and one.name not in HIDDEN
        if isinstance(at := values[one.name], datetime)
    }


def words_in(schema: Schema, values: Mapping[str, object]) -> dict[str, str]:
    """What a person may read of it."""
    return {
        one.name: "✓" if values[one.name] is True else "✗" if values[one.name] is False else shown(one.name, values)
        for one in schema.columns
        if one.kind != "instant" and one.name not in (*schema.key, *HIDDEN) and not is_personal(one.name)
        if values[one.name] is not None
    }


def shown(name: str, values: Mapping[str, object]) -> str:
    value = values[name]
    return masked(name, f"{value:g}" if isinstance(value, float) else str(value))


def in_order(taken: list[Taken]) -> tuple[Step, ...]:
    ordered = sorted(taken, key=lambda one: one[1])
    steps: list[Step] = []
    for name, at, party in ordered:
        first, last = (steps[0].step_at, steps[-1].step_at) if steps else (at, at)
        hidden = None if party is None else masked("party", party)
        steps.append(Step(name, at, (at - first).total_seconds(), (at - last).total_seconds(), hidden))
    return tuple(steps)


def dues_in(schema: Schema, values: Mapping[str, object], as_of: datetime) -> tuple[Due, ...]:
    """What was due, the earliest first; what is done after `as_of` is not done yet."""
    end = next((one for one in ENDS if one in values), "")
    found = []
    for column in schema.columns:
        due, done = values[column.name], values.get(DONE.get(column.name, end))
        if column.name.endswith("due_at") and isinstance(due, datetime):
            found.append(Due(column.name, due, done if isinstance(done, datetime) and done <= as_of else None))
    return tuple(sorted(found, key=lambda one: one.due_at))
