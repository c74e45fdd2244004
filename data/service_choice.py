"""What a place chooses for its service circle."""

from pydantic import BaseModel, ConfigDict, Field


class ServiceChoice(BaseModel):
    """`walk_m`: how far, in a straight line, a service is within reach of a home.

    A walk of fifteen minutes is some 1.2 km of way, and a way is longer than the straight line by a fifth or more;
    GB 50180-2018 likewise lays the fifteen-minute circle out with services at most 1,000 m away.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    walk_m: float = Field(default=1000, ge=100, le=20_000)
