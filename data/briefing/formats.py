"""The formats that a briefing can be written in: each a function that writes one file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from data.briefing.document import Briefing
from data.briefing.web_page import write_page
from data.fault import Misuse


@dataclass(frozen=True)
class Later:
    """A writer whose module is loaded when it first writes: the libraries of a format take a second, and few commands
    write a briefing."""

    module: str
    name: str

    def __call__(self, briefing: Briefing, path: Path) -> None:
        getattr(import_module(self.module), self.name)(briefing, path)


FORMATS: dict[str, Callable[[Briefing, Path], None]] = {
    "pptx": Later("data.briefing.slides", "write_slides"),
    "docx": Later("data.briefing.letter", "write_letter"),
    "xlsx": Later("data.briefing.workbook", "write_workbook"),
    "pdf": Later("data.briefing.paper", "write_paper"),
    "html": write_page,
}


def known_formats(asked: Sequence[str] | None) -> tuple[str, ...]:
    """The formats that were asked for, each once (none: all). Raises Misuse for one that cannot be written."""
    names = tuple(dict.fromkeys(asked or FORMATS))
    for one in names:
        if one not in FORMATS:
            raise Misuse(f'there is no format "{one}": {", ".join(FORMATS)}')
    return names
