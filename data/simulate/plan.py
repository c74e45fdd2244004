"""What a profile says of its simulation; the rows themselves are made by the rest of this package."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from data.simulate.account import Facts, Register, check_registers

Dedicated = Literal["园区", "渔港", "市场", "学校", "医院", "化工园", "景区", "车站"]
VISIT_KINDS = ("hardship", "elderly_alone", "community_corrections", "drug_rehabilitation", "patrol")


class Simulation(BaseModel):
    """The made-up part of a profile, reproducible from `seed`.

    Polygons are made where a level has no path: `extent` is west, south, east, north in degrees, and the
    dedicated grids take the kinds of `dedicated` in turn. With `area_km2` the outline is scaled about the middle
    of the extent to that area. `village_kinds` = { community = 7 } gives the densest villages that kind, the
    others are villages. Feeds are made where a feed has no path; rates are those of the town once it has grown
    to full pace. `hotline_change` is the yearly change of the hotline's volume from `hotline_changes_from` on.
    `live_speed` times the town's pace adds cases to what arrives live, never to the history.

    What a published account says comes out exactly: `service_partners` makes `service_resources` an exact
    number, open at any time by so many distinct partners; `registers` are rows with quotas for each calendar
    year, `facts` totals that departments report; the account speaks of `account_year`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    seed: int = 1

    extent: tuple[float, float, float, float] | None = None
    coast: Literal["east"] | None = None
    villages: int = Field(default=0, ge=0)
    grids_comprehensive: int = Field(default=0, ge=0)
    grids_dedicated: int = Field(default=0, ge=0)
    micro_grids: int = Field(default=0, ge=0)
    dedicated: tuple[Dedicated, ...] = ("园区", "市场", "学校", "医院")
    households: int = Field(default=12000, ge=0)
    area_km2: float | None = Field(default=None, gt=0)
    village_kinds: dict[str, int] = {}

    begins: date = date(2019, 7, 1)
    cases_a_month: float = Field(default=1000, gt=0)
    hotline_share: float = Field(default=0.25, ge=0, le=0.5)
    hotline_change: float = Field(default=0, gt=-1, le=1)
    hotline_changes_from: int = 2025
    vehicles: int = Field(default=20, ge=0)
    cameras: int = Field(default=100, ge=0)
    sensors: int = Field(default=40, ge=0)
    gas_alarms: int = Field(default=20, ge=0)
    drones: int = Field(default=1, ge=0)
    drone_radius_km: float = Field(default=10, gt=0)
    service_resources: int = Field(default=60, ge=0)
    service_partners: int = Field(default=0, ge=0)
    needs: int = Field(default=40, ge=0)
    visits_a_day: float = Field(default=40, ge=0)
    visit_kinds: tuple[str, ...] = VISIT_KINDS
    live_speed: float = Field(default=1, ge=1)

    account_year: int = Field(default=2025, ge=1990, le=2100)
    registers: tuple[Register, ...] = ()
    facts: Facts = {}

    def __hash__(self) -> int:
        """By a few keys: streams are kept by plan, and its dictionaries have no hash."""
        return hash((self.seed, self.extent, self.begins, self.cases_a_month))

    def check_feeds(self, schema_of: Mapping[str, str]) -> None:
        """ValueError where a register fits no feed; `schema_of` are the feeds without a path."""
        check_registers(self.registers, schema_of)

    @model_validator(mode="after")
    def exact_resources_have_room(self) -> "Simulation":
        if self.service_partners > self.service_resources:
            raise ValueError("service_partners: each partner needs a resource of service_resources at least")
        if not self.visit_kinds:
            raise ValueError("visit_kinds: name one at least")
        return self

    @model_validator(mode="after")
    def extent_and_counts_fit(self) -> "Simulation":
        if self.extent is None:
            return self
        west, south, east, north = self.extent
        if not (-180 <= west < east <= 180 and -90 < south < north < 90):
            raise ValueError(f"extent {list(self.extent)} is not west, south, east, north in degrees")
        if not 1 <= self.villages <= self.grids_comprehensive:
            raise ValueError("grids_comprehensive: each village needs one at least, and a town one village")
        if self.micro_grids and self.micro_grids < self.grids_comprehensive + self.grids_dedicated:
            raise ValueError("micro_grids: each grid needs one at least (0 for none)")
        if sum(self.village_kinds.values()) > self.villages or min(self.village_kinds.values(), default=1) < 1:
            raise ValueError("village_kinds: counts of one at least, together no more than the villages")
        if self.grids_dedicated and not self.dedicated:
            raise ValueError("dedicated: name the kinds of the dedicated grids")
        return self
