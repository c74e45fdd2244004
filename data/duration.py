"""Durations as a profile writes them: "90s", "30m", "2h", "1d", "2w"."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_duration(text: object) -> timedelta:
    """A timedelta from a number and a unit. Raises ValueError naming the text otherwise."""
    if isinstance(text, timedelta):
        return text
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhdw])", str(text).strip())
    if not found:
        raise ValueError(f'"{text}" is not a duration: write a number and s, m, h, d or w, for example "30m"')
    return timedelta(**{UNITS[found[2]]: float(found[1])})


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
