"""Policies: what a place allows for its cases, disputes and other rows, and what it calls their colours."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from data.clock.hours import Hours
from data.clock.limit import Limit, LimitText
from data.feeds.schema import SCHEMAS, Column, Schema

STRICT = ConfigDict(extra="forbid", frozen=True)
DUE = "due_at"
WORDS_OF_FLAG = ("true", "false")
Word = Annotated[str, StringConstraints(min_length=1)]


class Name(BaseModel):
    """What a place calls a value, in both languages."""

    model_config = STRICT
    zh: Word
    en: Word


class Step(BaseModel):
    """How long a step may take, and the instant that its time runs from."""

    model_config = STRICT
    since: str = Field(alias="from")
    within: LimitText


class Policy(BaseModel):
    """Limits of the rows of a schema, or of one feed, by the value of a column.

    `limits` and `default` give `due_at`, counted from `from` (else from the row's event); `steps` give the due
    columns of single steps, whatever the value. They fill what the source leaves empty.
    """

    model_config = STRICT
    fills: str | None = Field(default=None, alias="schema")
    feed: str | None = None
    by: str | None = None
    since: str | None = Field(default=None, alias="from")
    limits: dict[str, LimitText] = {}
    default: LimitText | None = None
    names: dict[str, Name] = {}
    steps: dict[str, Step] = {}

    @field_validator("fills")
    @classmethod
    def schema_exists(cls, name: str | None) -> str | None:
        if name is not None and name not in SCHEMAS:
            raise ValueError(f'schema "{name}" does not exist: choose one of {", ".join(SCHEMAS)}')
        return name

    @model_validator(mode="after")
    def parts_fit(self) -> "Policy":
        if (self.fills is None) == (self.feed is None):
            raise ValueError("give either schema or feed: the rows that it is for")
        if not (self.limits or self.default or self.names or self.steps):
            raise ValueError("says nothing: give limits, default, names or steps")
        for key in ("limits", "names"):
            if getattr(self, key) and self.by is None:
                raise ValueError(f'{key}: by the values of which column? Add by, for example by = "colour"')
        if self.by is not None and not (self.limits or self.names):
            raise ValueError("by: nothing depends on it: give limits or names, or remove it")
        if self.since is not None and not (self.limits or self.default):
            raise ValueError("from: belongs to limits or default, which are not given: each step has a from of its own")
        return self

    def check_columns(self, schema: Schema) -> None:
        """ValueError naming the key where a column or a value is none of the schema's."""
        columns = {column.name: column for column in schema.all_columns}
        timed = [name for name, column in columns.items() if column.kind == "instant" and not column.planned]
        dues = due_columns(schema)
        if self.by is not None:
            words = [name for name, column in columns.items() if column.kind in ("text", "flag")]
            if self.by not in words:
                raise ValueError(f'by: "{self.by}" is no word or flag of {schema.id}: choose one of {", ".join(words)}')
            self.check_values(columns[self.by])
        if (self.limits or self.default) and DUE not in dues:
            raise ValueError(f"limits: {schema.id} has no {DUE}: give steps for {', '.join(dues) or 'another schema'}")
        for key, since in (("from", self.since), *((f"steps.{name}.from", s.since) for name, s in self.steps.items())):
            if since is not None and since not in timed:
                raise ValueError(f'{key}: "{since}" is no time of {schema.id}: choose one of {", ".join(timed)}')
        if DUE in self.steps:
            raise ValueError(f"steps: {DUE} is the whole row's, not a step's: give limits or default")
        for name in self.steps:
            if name not in dues:
                raise ValueError(f'steps: "{name}" is no due time of {schema.id}: it has {", ".join(dues) or "none"}')

    def check_values(self, column: Column) -> None:
        allowed = WORDS_OF_FLAG if column.kind == "flag" else column.allowed
        for key, values in (("limits", self.limits), ("names", self.names)):
            for value in values:
                if allowed and value not in allowed:
                    raise ValueError(f'{key}: {column.name} is never "{value}": it is one of {", ".join(allowed)}')

    @property
    def every_limit(self) -> list[Limit]:
        limits = [*self.limits.values(), *(step.within for step in self.steps.values())]
        return limits if self.default is None else [*limits, self.default]


def due_columns(schema: Schema) -> list[str]:
    """The due times of a schema's rows: its own and its steps'."""
    return [column.name for column in schema.columns if column.planned and column.name.endswith(DUE)]


def check_policies(policies: Sequence[Policy], feeds: Mapping[str, str], hours: Hours | None) -> None:
    """ValueError naming the policy and its key where it does not fit the profile: its feeds (the schema of each) and
    its office hours."""
    for place, policy in enumerate(policies):
        try:
            if policy.feed is not None and policy.feed not in feeds:
                raise ValueError(f'feed "{policy.feed}" is none of {", ".join(feeds)}')
            policy.check_columns(SCHEMAS[table_of(policy, feeds)])
            if hours is None and any(limit.in_office_hours for limit in policy.every_limit):
                raise ValueError('working days and hours need office hours: add hours = { calendar = "china" }')
        except ValueError as error:
            raise ValueError(f"policies[{place}]: {error}") from None


def table_of(policy: Policy, feeds: Mapping[str, str]) -> str:
    """The schema of the rows that a policy is for; `feeds` gives each feed's."""
    return policy.fills if policy.fills is not None else feeds[policy.feed or ""]
