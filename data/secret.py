"""What a profile must not hold itself: it names an environment variable, and the server's environment has the value."""

import os
import re
from typing import Annotated

from pydantic import AfterValidator

from data.fault import Fault


def check_name(name: str) -> str:
    """ValueError where it is no name of a variable; it may be the secret itself, so it is never repeated."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise ValueError(
            "write the name of an environment variable (letters, digits and _) here, and the secret into that variable"
        )
    return name


Variable = Annotated[str, AfterValidator(check_name)]


def read_secret(name: str) -> str:
    """The variable's value; Fault where it is not set or empty."""
    value = os.environ.get(name, "")
    if not value:
        raise Fault(f"the environment variable {name} is not set: set it where the server is started")
    return value
