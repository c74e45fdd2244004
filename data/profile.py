"""A profile is a place: one TOML file, checked whole before anything starts."""

import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from data.alarms.choice import AlarmChoice
from data.briefing.declaration import BriefingChoice
from data.clock.hours import Hours
from data.clock.policy import Policy, check_policies
from data.fault import Fault
from data.feeds.declaration import Feed, check_zone
from data.map_choice import MapChoice
from data.own import OwnIndicator
from data.period import PeriodId
from data.service_choice import ServiceChoice
from data.simulate.plan import Simulation
from data.ways.broker import Broker
from geo.places import LevelSource

STRICT = ConfigDict(extra="forbid", frozen=True)
SHIPPED = Path(__file__).parent / "profiles"
DEFAULT = "zhewang"
LEVELS = ("village", "grid", "micro_grid")
Text = dict[Literal["zh", "en"], str]
Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Zone = Annotated[str, AfterValidator(check_zone)]


class PlaceLevel(BaseModel):
    """A level of places below the town. `within` names the coarser level that it nests in, if it nests."""

    model_config = STRICT
    id: Literal["town", "village", "grid", "micro_grid"]
    title: Text
    path: str | None = None
    id_column: str = "id"
    name_column: str | None = None
    parent_column: str | None = None
    within: str | None = None
    crs: str | None = None
    layer: str | None = None
    where: dict[str, str] = {}
    dissolve: bool = False
    extra: dict[str, str] = {}


class Target(BaseModel):
    """A place's own limits for an indicator: what is aimed at, when to watch, when it is bad."""

    model_config = STRICT
    target: float | None = None
    watch: float | None = None
    bad: float | None = None


class Module(BaseModel):
    """A block of cards on the wall, in the place's own order."""

    model_config = STRICT
    title: Text
    note: Text = {}
    indicators: list[str] = Field(min_length=1)


class Wall(BaseModel):
    """What the wall shows: headline cards, modules, and the indicators of the map (one, or several in turn) and the
    trend.

    What is not named is chosen from the indicators that the place's feeds can answer.
    """

    model_config = STRICT
    headline: list[str] = []
    modules: list[Module] = []
    map: str | list[str] | None = None
    trend: str | None = None

    @property
    def maps(self) -> tuple[str, ...]:
        """The indicators that the map shows in turn."""
        return (self.map,) if isinstance(self.map, str) else tuple(dict.fromkeys(self.map or ()))


class Profile(BaseModel):
    """A place, its polygons, its feeds and its choices."""

    model_config = STRICT
    title: Text
    zone: Zone = "Asia/Shanghai"
    clock: Literal["machine", "data"] = "machine"
    language: Literal["zh", "en"] = "zh"
    town: str = "town"
    population: int | None = Field(default=None, gt=0)
    tolerance_m: float = Field(default=30, ge=0, le=5000)
    repeated_share: float = Field(default=0.01, gt=0, le=1)
    repeated_least: int = Field(default=100, ge=2)
    map_approval: str = ""
    levels: list[PlaceLevel] = Field(min_length=1)
    feeds: list[Feed] = Field(min_length=1)
    hours: Hours | None = None
    policies: list[Policy] = []
    versions: dict[str, str] = {}
    periods: dict[str, PeriodId] = {}
    targets: dict[str, Target] = {}
    weights: dict[str, dict[str, Weight]] = {}
    indicators: list[OwnIndicator] = []
    wall: Wall = Wall()
    map: MapChoice = MapChoice()
    briefing: BriefingChoice = BriefingChoice()
    alarms: AlarmChoice = AlarmChoice()
    services: ServiceChoice = ServiceChoice()
    mqtt: Broker | None = None
    simulate: Simulation | None = None
    name: str = ""
    folder: Path = Path()

    @model_validator(mode="after")
    def ids_are_unique_and_known(self) -> "Profile":
        for what, ids in (("levels", [str(v.id) for v in self.levels]), ("feeds", [f.id for f in self.feeds])):
            for one in ids:
                if ids.count(one) > 1:
                    raise ValueError(f'{what}: the id "{one}" is given twice')
        known = [level.id for level in self.levels]
        for level in self.levels:
            if level.within is not None and level.within not in known[: known.index(level.id)]:
                raise ValueError(f'levels: {level.id} is within "{level.within}", which no earlier level is')
            if level.path is None and self.simulate is None:
                raise ValueError(f"levels: {level.id} has no path to its polygons")
        for feed in self.feeds:
            if feed.place_level is not None and feed.place_level not in known:
                raise ValueError(f'feeds: {feed.id}: place_level "{feed.place_level}" is none of {known}')
        for topic in self.mqtt.topics if self.mqtt is not None else ():
            if topic.feed not in [feed.id for feed in self.feeds]:
                raise ValueError(f'mqtt.topics: {topic.topic}: there is no feed "{topic.feed}"')
        self.briefing.check_files(self.folder)
        check_policies(self.policies, {feed.id: feed.fills for feed in self.feeds}, self.hours)
        if self.simulate is not None:
            self.simulate.check_feeds({feed.id: feed.fills for feed in self.feeds if feed.path is None})
        return self

    @property
    def simulated(self) -> bool:
        """True where the rows are made up; every screen and export says so."""
        return self.simulate is not None

    @property
    def var(self) -> Path:
        """The folder for what the program writes for this place: `$YIPING_VAR` (default `var`) / name."""
        return Path(os.environ.get("YIPING_VAR", "var")) / self.name

    @property
    def file(self) -> str:
        """Where this profile was read from."""
        return str((self.folder / f"{self.name}.toml").resolve())

    @property
    def level_ids(self) -> tuple[str, ...]:
        """The levels below the town, coarse to fine."""
        return tuple(level.id for level in self.levels if level.id != "town")

    def feed(self, feed_id: str) -> Feed:
        """The feed of that id; Fault naming the known ones otherwise."""
        for feed in self.feeds:
            if feed.id == feed_id:
                return feed
        raise Fault(f'profile {self.name} has no feed "{feed_id}": {", ".join(f.id for f in self.feeds)}')

    def level_sources(self) -> list[LevelSource]:
        """The polygons to read, as geo wants them; simulated ones are files under `var`."""
        return [
            LevelSource(
                level=level.id,
                path=self.folder / level.path if level.path else self.var / "simulated" / f"{level.id}.geojson",
                id=level.id_column,
                name=level.name_column,
                parent=level.parent_column,
                within=level.within,
                crs=level.crs,
                layer=level.layer,
                where=level.where,
                dissolve=level.dissolve,
                extra=level.extra,
            )
            for level in self.levels
        ]


def shipped() -> list[str]:
    """The names of the profiles that come with the product."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def load_profile(name: str = DEFAULT) -> Profile:
    """The shipped profile of that name, or the TOML file at that path. Fault names the file and the key."""
    path = Path(name) if name.endswith(".toml") else SHIPPED / f"{name}.toml"
    if not path.is_file():
        raise Fault(f'no profile "{name}": name one of {", ".join(shipped())}, or give the path of a .toml file')
    try:
        keys = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise Fault(f"{path}: not valid TOML: {error}") from None
    except UnicodeDecodeError as error:
        raise Fault(f"{path}: not UTF-8 (byte {error.start}): save it as UTF-8") from None
    for derived in ("name", "folder"):
        if derived in keys:
            raise Fault(f"{path}: {derived}: comes from the file's own name and cannot be set")
    try:
        return Profile(**keys, name=path.stem, folder=path.parent)
    except ValidationError as error:
        lines = [f"{path}: {key_of(one['loc'], keys)}: {plain(one)}" for one in error.errors()]
        raise Fault("\n".join(lines)) from None


def key_of(location: Sequence[int | str], keys: Any) -> str:
    """A key as a person writes it: feeds[cases].columns.lon rather than feeds.0.columns.lon."""
    words = ""
    for step in location:
        try:
            keys = keys[step]
        except (KeyError, IndexError, TypeError):
            keys = None
        named = isinstance(step, int) and isinstance(keys, dict) and keys.get("id")
        words += f"[{named or step}]" if isinstance(step, int) else f".{step}" if words else str(step)
    return words or "the whole file"


def plain(error: Any) -> str:
    """One validation error in plain words."""
    if error["type"] == "extra_forbidden":
        return "unknown key: remove it or mend its spelling"
    if error["type"] == "missing":
        return "is missing: add it"
    message = str(error["msg"]).removeprefix("Value error, ")
    return message if error["type"] == "value_error" else f"{message} (found: {error['input']!r:.80})"
