"""The catalogue: every indicator that the product knows, each a small declaration.

An indicator is two strings. `rows` is SQL that selects the facts it counts, one row each, with `counted_at`
(and `until_at` where a fact lasts) and the columns of its table; `measure` is the aggregate that folds them,
"numerator" or "numerator / denominator". The town's number, each grid's, the trend, the comparison and the
cases behind it are these two strings under another GROUP BY or none. A measure may name `window_ends`, the end of
the window it is folded over: "closed by then" compares last month's cases as they stood when last month's window
ended, rather than after weeks more of work.
"""

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

import data.indicators
from data.fault import Fault
from data.period import PeriodId

Direction = Literal["up", "down", "none"]
Flag = Literal["person_sensitive", "compliance_sensitive", "gameable"]


@dataclass(frozen=True)
class Words:
    """One text in the two languages of the product."""

    zh: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.zh


FLAGS: dict[str, Words] = {
    "person_sensitive": Words("涉个人信息", "person-sensitive"),
    "compliance_sensitive": Words("涉合规", "compliance-sensitive"),
    "gameable": Words("易被做数", "gameable"),
}
PERCENT = Words("%", "%")
HOURS = Words("小时", "h")  # measured in seconds, so that sums are exact
DAYS = Words("天", "days")  # measured in seconds too
SQUARE_KM = Words("km²", "km²")  # measured in m²
PER_KM2 = Words("件/km²", "per km²")
PER_10K = Words("件/万人", "per 10k")  # residents
PER_100_SORTIES = Words("处/百架次", "per 100")
YUAN_10K = Words("万元", "10k yuan")  # measured in yuan
SCALES = {
    PERCENT: 100.0,
    HOURS: 1 / 3600,
    DAYS: 1 / 86400,
    SQUARE_KM: 1e-6,
    PER_KM2: 1e6,
    PER_10K: 1e4,
    PER_100_SORTIES: 100.0,
    YUAN_10K: 1e-4,
}


@dataclass(frozen=True)
class Variant:
    """Another 口径 of an indicator, which a profile may choose: what differs, and what it then means."""

    version: str
    meaning: Words
    rows: str | None = None
    measure: str | None = None


@dataclass(frozen=True)
class Derived:
    """How an indicator follows from others.

    mean: Σ weight × value / Σ weight of `weights`. index: the mean of actual against target, capped. slope: of the
    12 points of the one indicator named.
    """

    fold: Literal["mean", "index", "slope"]
    weights: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Indicator:
    """One number of the board.

    `direction` says which way is better ("none": context, never coloured); `watch` and `bad` are the limits
    past which it is marked; `counter` is the id of the indicator that keeps it honest; `code` is its place in
    the public catalogues; `standard` the family of standards, never a clause; `version` its 口径, `variants` the
    others. A `derived` one has no rows and no measure of its own.
    """

    id: str
    code: str
    title: Words
    meaning: Words
    rows: str
    measure: str
    unit: Words
    period: PeriodId
    digits: int = 0
    direction: Direction = "none"
    target: float | None = None
    watch: float | None = None
    bad: float | None = None
    flags: tuple[Flag, ...] = ()
    counter: str | None = None
    standard: str = ""
    version: str = "v1"
    variants: tuple[Variant, ...] = ()
    derived: Derived | None = None
    module: str = field(default="", compare=False)

    @property
    def scale(self) -> float:
        """What the folded number is multiplied with to be in the unit: 100 for percent, 1/3600 for hours."""
        return SCALES.get(self.unit, 1.0)


@dataclass(frozen=True)
class Catalogue:
    """The indicators in order, by id."""

    indicators: tuple[Indicator, ...]

    def __post_init__(self) -> None:
        ids = [indicator.id for indicator in self.indicators]
        for one in self.indicators:
            if ids.count(one.id) > 1:
                raise Fault(f"catalogue: the id {one.id} is declared twice")
            if one.counter is not None and one.counter not in ids:
                raise Fault(f"catalogue: {one.id}: its counter {one.counter} is no indicator")
            self.check_parts(one)

    def check_parts(self, indicator: Indicator) -> None:
        """Refuses what cannot be derived: its parts are declared, not derived themselves, and tell of no persons;
        those of a mean share its period."""
        if indicator.derived is None:
            return
        for name, _ in indicator.derived.weights:
            wrong = f"catalogue: {indicator.id}: its part {name}"
            if name not in self:
                raise Fault(f"{wrong} is no indicator")
            part = self[name]
            if part.derived is not None:
                raise Fault(f"{wrong} is derived itself")
            if "person_sensitive" in part.flags:
                raise Fault(f"{wrong} is person-sensitive: a number that follows from it could not be masked")
            if indicator.derived.fold == "mean" and part.period != indicator.period:
                raise Fault(f"{wrong} is of another period ({part.period}) than the mean ({indicator.period})")

    def __getitem__(self, indicator_id: str) -> Indicator:
        for indicator in self.indicators:
            if indicator.id == indicator_id:
                return indicator
        raise KeyError(indicator_id)

    def __contains__(self, indicator_id: str) -> bool:
        return any(indicator.id == indicator_id for indicator in self.indicators)

    def select(self, ids: Iterable[str]) -> "Catalogue":
        """A part of the catalogue, in the order of `ids`."""
        return Catalogue(tuple(self[one] for one in ids))


@cache
def built_in() -> Catalogue:
    """The product's own catalogue: the INDICATORS of each file in data/indicators, in the files' order."""
    found: list[Indicator] = []
    for module in sorted(pkgutil.iter_modules(data.indicators.__path__), key=lambda one: one.name):
        declared = importlib.import_module(f"data.indicators.{module.name}").INDICATORS
        found.extend(replace(indicator, module=module.name) for indicator in declared)
    return Catalogue(tuple(found))
