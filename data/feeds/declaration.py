"""A feed as a profile declares it: where the rows are, how to read them, which canonical schema they fill."""

import re
from datetime import timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from data.duration import Duration
from data.feeds.pull import Pull
from data.feeds.schema import SCHEMAS, Schema

Format = Literal["csv", "xlsx", "json", "jsonl", "geojson", "parquet"]
KINDS = ("column", "join", "first", "const", "file", "digest")
STRICT = ConfigDict(extra="forbid", frozen=True)


class ColumnSource(BaseModel):
    """Where a canonical column comes from; in TOML a plain string is the name of one source column.

    Exactly one of: `column` (a name; dots reach into nested JSON), `join` (columns put together with `glue`),
    `first` (the first that is not empty), `const` (the same text in each row), `file` (a part of the file's
    name), `digest` (an id made of the content of columns, for sources that have none: the same content is the
    same row, wherever it stands). `match` keeps what a regular expression's first group finds ("Ward 3" with
    "(\\d+)" is "3").
    """

    model_config = STRICT
    column: str | None = None
    join: list[str] | None = None
    glue: str = " "
    first: list[str] | None = None
    const: str | None = None
    file: Literal["name", "stem", "folder"] | None = None
    digest: list[str] | None = Field(default=None, min_length=1)
    match: str | None = None

    @field_validator("match")
    @classmethod
    def match_has_a_group(cls, pattern: str | None) -> str | None:
        if pattern is not None:
            try:
                groups = re.compile(pattern).groups
            except re.error as error:
                raise ValueError(f"match {pattern!r} is not a regular expression: {error}") from None
            if groups < 1:
                raise ValueError(f"match {pattern!r} has no group: put what to keep in round brackets")
        return pattern

    @model_validator(mode="after")
    def exactly_one_source(self) -> "ColumnSource":
        given = [name for name in KINDS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(KINDS)} (given: {given or 'none'})")
        return self

    @property
    def reads(self) -> tuple[str, ...]:
        """The source columns that this one needs."""
        if self.column is not None:
            return (self.column,)
        return tuple(self.join or self.first or self.digest or ())


class Feed(BaseModel):
    """One source of rows. Without `columns` the source already uses the canonical names."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    fills: str = Field(alias="schema")
    title: dict[Literal["zh", "en"], str] = {}
    path: str | None = None
    watch: str | None = None
    format: Format | None = None
    encoding: str = "utf-8"
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    header: bool | list[str] = True
    skip: int = Field(default=0, ge=0, le=1000)
    records: str | None = None
    sheet: str | None = None
    columns: dict[str, ColumnSource] = {}
    values: dict[str, dict[str, str]] = {}
    kinds: list[str] = []
    nulls: list[str] = []
    times: list[str] = ["iso"]
    zone: str | None = None
    crs: str = "WGS84"
    place_level: str | None = None
    stale_after: Duration
    keep: Duration | None = None
    pull: Pull | None = None

    @field_validator("fills")
    @classmethod
    def schema_exists(cls, name: str) -> str:
        if name not in SCHEMAS:
            raise ValueError(f'schema "{name}" does not exist: choose one of {", ".join(SCHEMAS)}')
        return name

    @field_validator("watch")
    @classmethod
    def watch_is_a_folder_and_a_pattern(cls, watch: str | None) -> str | None:
        if watch is not None:
            folder, _, name = watch.rpartition("/")
            if not folder or not name or re.search(r"[*?[]", folder):
                raise ValueError(
                    f'watch "{watch}" is no folder and pattern of file names: write for example "inbox/*.csv"'
                )
        return watch

    @field_validator("columns", mode="before")
    @classmethod
    def plain_string_is_a_column(cls, columns: Any) -> Any:
        if not isinstance(columns, dict):
            return columns
        return {name: {"column": spec} if isinstance(spec, str) else spec for name, spec in columns.items()}

    @field_validator("encoding")
    @classmethod
    def encoding_exists(cls, name: str) -> str:
        try:
            "".encode(name)
        except LookupError:
            raise ValueError(f'encoding "{name}" does not exist: "utf-8" and "gb18030" are usual') from None
        return name

    @field_validator("zone")
    @classmethod
    def zone_exists(cls, name: str | None) -> str | None:
        if name is not None:
            check_zone(name)
        return name

    @model_validator(mode="after")
    def columns_are_canonical(self) -> "Feed":
        known = [column.name for column in self.schema_.all_columns]
        for section in ("columns", "values"):
            for name in getattr(self, section):
                if name not in known:
                    raise ValueError(f'{section}: "{name}" is no column of {self.fills}: {", ".join(known)}')
        if self.keep is not None and not self.schema_.series:
            samples = " and ".join(one.id for one in SCHEMAS.values() if one.series)
            raise ValueError(f"keep: history needs every row of {self.fills}, only {samples} can shrink: remove it")
        if self.keep is not None and self.keep < timedelta(days=1):
            raise ValueError('keep: rows shrink by whole days: write "1d" or more')
        if self.kinds and self.schema_.kinds is None:
            raise ValueError(f"kinds: the rows of {self.fills} are not told apart by kind: remove it")
        for name in self.values:
            if self.columns and name not in self.columns:
                raise ValueError(f"values: {name} is translated but not mapped: add {name} to columns")
        if self.columns:
            for column in self.schema_.columns:
                if column.required and column.name not in self.columns:
                    raise ValueError(f"columns: {self.fills} needs {column.name}: map a source column to it")
        return self

    @property
    def schema_(self) -> Schema:
        """The canonical schema that this feed fills."""
        return SCHEMAS[self.fills]


def check_zone(name: str) -> str:
    """The name of an IANA time zone; ValueError otherwise."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f'zone "{name}" does not exist: write for example "Asia/Shanghai"') from None
    return name
