"""The formats that a briefing can be written in: each a function that writes one file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from data.briefing.document import Briefing
from data.briefing.web_page import write_page
from data.fault import Misuse

FORMATS: dict[str, Callable[[Briefing, Path], None]] = {"html": write_page}


def known_formats(asked: Sequence[str] | None) -> tuple[str, ...]:
    """The formats that were asked for, each once (none: all). Raises Misuse for one that cannot be written."""
    names = tuple(dict.fromkeys(asked or FORMATS))
    for one in names:
        if one not in FORMATS:
            raise Misuse(f'there is no format "{one}": {", ".join(FORMATS)}')
    return names
