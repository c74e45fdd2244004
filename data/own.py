"""A place's own indicators: declared in its profile with the fields of the product's own, without code."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from data.catalogue import HOURS, PERCENT, Direction, Flag, Indicator, Words
from data.period import PeriodId

NEEDED = ("rows", "measure", "unit", "period")
OWN = "own"  # the code, module and 口径 of what a place declares, unless it says otherwise


def both(value: Any) -> Any:
    """A text in both languages."""
    if isinstance(value, dict) and set(value) == {"zh", "en"} and all(isinstance(v, str) and v for v in value.values()):
        return Words(**value)
    raise ValueError('write it in both languages: { zh = "…", en = "…" }')


def unit_of(value: Any) -> Any:
    named = {"percent": PERCENT, "hours": HOURS}
    if isinstance(value, str) and value not in named:
        raise ValueError(f'"{value}" is no unit: write "percent", "hours" (measured in seconds), or both languages')
    return named[value] if isinstance(value, str) else both(value)


Text = Annotated[Words, BeforeValidator(both)]
Unit = Annotated[Words, BeforeValidator(unit_of)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class OwnIndicator(BaseModel):
    """An `[[indicators]]` table: a whole declaration, or `like` one of the product's and what differs from it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    title: Text
    meaning: Text
    like: str | None = None
    code: str = OWN
    rows: str | None = None
    measure: str | None = None
    unit: Unit | None = None
    period: PeriodId | None = None
    digits: int = Field(default=0, ge=0, le=6)
    direction: Direction = "none"
    target: Finite | None = None
    watch: Finite | None = None
    bad: Finite | None = None
    flags: tuple[Flag, ...] = ()
    counter: str | None = None
    standard: str = ""
    version: str | None = None
    module: str | None = None

    @model_validator(mode="after")
    def is_whole_or_like_another(self) -> "OwnIndicator":
        wanting = [name for name in NEEDED if getattr(self, name) is None]
        if self.like is None and wanting:
            raise ValueError(f"{', '.join(wanting)}: is missing: add it, or name an indicator that this is like")
        return self


def declared(own: OwnIndicator, known: Mapping[str, Indicator]) -> Indicator:
    """The indicator that a table declares. ValueError tells which other one it names that is not `known`."""
    given = {name: getattr(own, name) for name in own.model_fields_set - {"like"}}
    if own.like is None:
        return Indicator(**{"code": OWN, "module": OWN, "version": OWN} | given)
    if own.like not in known:
        raise ValueError(f'like: there is no indicator "{own.like}"')
    base = known[own.like]
    if base.derived is not None:
        raise ValueError(f"like: {own.like} is derived from others: change its weights instead")
    if "person_sensitive" in base.flags and "person_sensitive" not in given.get("flags", base.flags):
        raise ValueError(f"flags: {own.like} is person_sensitive, and so is what is like it: add the flag")
    version = OWN if given.keys() & {"rows", "measure"} else base.version
    return replace(base, **{"code": OWN, "version": version, "variants": ()} | given)
