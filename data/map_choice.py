"""What a profile says of its maps: how far each thing sees, and whether tracks may be shown."""

from pydantic import BaseModel, ConfigDict, Field

STRICT = ConfigDict(extra="forbid", frozen=True)


class Sight(BaseModel):
    """How far the ground is seen around each, in metres; `drone_reach_m` is how far a drone flies whose sorties do
    not say."""

    model_config = STRICT
    patrol_m: float = Field(default=50, gt=0, le=2000)
    camera_m: float = Field(default=80, gt=0, le=5000)
    drone_m: float = Field(default=300, gt=0, le=10_000)
    drone_reach_m: float = Field(default=10_000, gt=0, le=200_000)


class MapChoice(BaseModel):
    """`tracks` is the reason for which the ways of patrols may be shown; without one they never are."""

    model_config = STRICT
    sight: Sight = Sight()
    tracks: str = ""
