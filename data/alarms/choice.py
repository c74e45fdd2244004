"""What a place chooses of its alarms: which indicators raise none, whether walls may sound, and when they are quiet."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

SPAN = r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)"


def check_span(text: str) -> str:
    """A span of local time; one that ends before it begins goes over midnight."""
    if not re.fullmatch(SPAN, text) or text[:5] == text[6:]:
        raise ValueError(f'"{text}" is not a span of hours: write for example "22:00-07:00"')
    return text


class AlarmChoice(BaseModel):
    """The `[alarms]` of a profile; `off` are ids of indicators, `quiet` spans of local time without sound."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    off: tuple[str, ...] = ()
    sound: bool = False
    quiet: tuple[Annotated[str, AfterValidator(check_span)], ...] = ()
