"""What a profile says of its maps: their base, how far each thing sees, and whether tracks may be shown."""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from geo.base_layer import BaseKind, BaseLayer, BaseSource, read_base

__all__ = ["BaseChoice", "BaseLayer", "MapChoice", "Sight"]

STRICT = ConfigDict(extra="forbid", frozen=True)


class Sight(BaseModel):
    """How far the ground is seen around each, in metres; `drone_reach_m` is how far a drone flies whose sorties do
    not say."""

    model_config = STRICT
    patrol_m: float = Field(default=50, gt=0, le=2000)
    camera_m: float = Field(default=80, gt=0, le=5000)
    drone_m: float = Field(default=300, gt=0, le=10_000)
    drone_reach_m: float = Field(default=10_000, gt=0, le=200_000)


class BaseChoice(BaseModel):
    """A layer of the base that maps are drawn on, from a file of the place's own; `name_column` for names alone."""

    model_config = STRICT
    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    kind: BaseKind
    title: dict[Literal["zh", "en"], str] = {}
    path: str
    crs: str | None = None
    layer: str | None = None
    where: dict[str, str] = {}
    name_column: str | None = None

    @model_validator(mode="after")
    def names_have_their_column(self) -> "BaseChoice":
        if (self.kind == "names") != (self.name_column is not None):
            raise ValueError('name_column is for kind = "names", which needs it')
        return self

    def source(self, folder: Path) -> BaseSource:
        """As geo wants it; its path is relative to the profile's folder."""
        path = folder / self.path
        return BaseSource(self.id, self.kind, path, self.name_column, self.crs, self.layer, self.where)


class MapChoice(BaseModel):
    """`tracks` is the reason for which the ways of patrols may be shown; without one they never are. `layers` are the
    base, in the order in which they are listed."""

    model_config = STRICT
    sight: Sight = Sight()
    tracks: str = ""
    layers: list[BaseChoice] = []

    def base(self, folder: Path, outline: Any) -> tuple[BaseLayer, ...]:
        """The layers around a town (its WGS84 outline). Raises PlacesError naming file and key."""
        return tuple(read_base(one.source(folder), outline) for one in self.layers)

    @model_validator(mode="after")
    def ids_are_unique(self) -> "MapChoice":
        ids = [one.id for one in self.layers]
        for one in ids:
            if ids.count(one) > 1:
                raise ValueError(f'layers: the id "{one}" is given twice')
        return self
