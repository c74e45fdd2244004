"""What a place's published account says, for the simulation to reproduce: registers with quotas a year, and facts."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from data.feeds.casework import SOURCES

STRICT = ConfigDict(extra="forbid", frozen=True)
RATED = ("cases", "petitions", "approvals", "ratings")
TIMED = ("cases", "disputes", "petitions", "incidents", "problems", "alarms", "approvals", "needs")
# What a register can fill.
SCHEMAS = (*TIMED, "ratings", "trades", "calls", "visits")


class Register(BaseModel):
    """Rows of one kind in one feed, by the calendar year.

    Exactly `a_year` rows are born in each year from the account's year on, `before` in each earlier one, from
    the year `begins` on; exactly `closed` of a year's rows are concluded by its end (default 97 %). `rated` is
    the share of these that are rated within the year (give or take a fifth, so that `good`, the share of 4 and
    5 points among them, comes out as near as whole rows allow). `agreed` is the share of the concluded
    mediations that end in an agreement, `days` (`days_before`) the mean natural days that the rows concluded
    in a year took, `amount_yuan` a year's sum of trades, `households` a year's sum over matched needs.
    `kind` is the word of the schema's column of kinds; of cases it is the source.
    """

    model_config = STRICT
    feed: str
    kind: str | None = None
    a_year: int = Field(ge=0)
    before: int | None = Field(default=None, ge=0)
    begins: int | None = Field(default=None, ge=1990, le=2100)
    closed: int | None = Field(default=None, ge=0)
    good: float | None = Field(default=None, ge=0, le=1)
    rated: float = Field(default=0.4, ge=0, le=1)
    agreed: float | None = Field(default=None, ge=0, le=1)
    days: float | None = Field(default=None, gt=0, le=60)
    days_before: float | None = Field(default=None, gt=0, le=60)
    amount_yuan: int | None = Field(default=None, ge=0)
    households: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def parts_fit_the_whole(self) -> "Register":
        if self.closed is not None and self.closed > self.a_year:
            raise ValueError(f"closed = {self.closed} of a_year = {self.a_year}: no more can be closed than are born")
        if self.households is not None and self.households < (self.a_year if self.closed is None else self.closed):
            raise ValueError(f"households = {self.households}: each matched need has one at least")
        return self

    def fits(self, schema: str) -> None:
        """ValueError where the feed's schema has no register, or lacks what this one says."""
        if schema not in SCHEMAS:
            raise ValueError(f"registers: {self.feed} is of schema {schema}; a register fills {', '.join(SCHEMAS)}")
        if schema == "cases" and self.kind not in (None, *SOURCES):
            raise ValueError(
                f'registers: {self.feed}: kind = "{self.kind}" is no source of cases: {", ".join(SOURCES)}'
            )
        given = {
            "good": (self.good, RATED),
            "agreed": (self.agreed, ("disputes",)),
            "days": (self.days, TIMED),
            "days_before": (self.days_before, TIMED),
            "amount_yuan": (self.amount_yuan, ("trades",)),
            "households": (self.households, ("needs",)),
        }
        for key, (value, schemas) in given.items():
            if value is not None and schema not in schemas:
                raise ValueError(f"registers: {self.feed}: {key} is for {', '.join(schemas)}, not for {schema}")

    def born_in(self, year: int, account_year: int) -> int:
        """How many rows are born in that year."""
        return self.a_year if year >= account_year or self.before is None else self.before

    def closed_in(self, year: int, account_year: int) -> int:
        """How many of them are concluded by its end: in the account's proportion in earlier years."""
        born = self.born_in(year, account_year)
        if self.closed is None:
            return round(0.97 * born)
        return self.closed if born == self.a_year else round(born * self.closed / max(self.a_year, 1))


class Fact(BaseModel):
    """A reported total: what the places of a level (default the finest of village and grid) report sums to it.

    With `out_of` it is a share, and no place reports more than it is out of.
    """

    model_config = STRICT
    value: int | float = Field(ge=0)
    out_of: int | float | None = Field(default=None, gt=0)
    level: Literal["village", "grid", "micro_grid"] | None = None

    @model_validator(mode="after")
    def a_share_is_a_part(self) -> "Fact":
        if self.out_of is not None and self.value > self.out_of:
            raise ValueError(f"value = {self.value} is more than out_of = {self.out_of}")
        return self


def _spelt_out(value: Any) -> Any:
    return {"value": value} if isinstance(value, int | float) else value


Facts = dict[str, Annotated[Fact, BeforeValidator(_spelt_out)]]


def check_registers(registers: tuple[Register, ...], schema_of: Mapping[str, str]) -> None:
    """ValueError where a register names no feed without a path (`schema_of` their ids), or does not fit it."""
    for register in registers:
        if register.feed not in schema_of:
            known = ", ".join(schema_of)
            raise ValueError(f'registers: "{register.feed}" is no feed without a path: name one of {known}')
        register.fits(schema_of[register.feed])
