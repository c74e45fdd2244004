"""Writing briefings into a folder, and finding them there again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.briefing.basis import Basis
from data.briefing.composing import asked_places, compose
from data.briefing.document import Briefing
from data.briefing.formats import FORMATS, known_formats
from data.briefing.order import Order
from data.fault import Fault
from data.profile import Profile


@dataclass(frozen=True)
class Filed:
    """A briefing's file. `span` is as the command line writes it, `rest` the place and the language, if any."""

    path: Path
    span: str
    rest: str
    format: str
    size: int
    written_at: datetime


def folder_of(profile: Profile) -> Path:
    """Where a place's briefings are filed: `briefings` under its `var`."""
    return profile.var / "briefings"


def formats_of(profile: Profile, order: Order) -> tuple[str, ...]:
    """The order's formats, else the profile's, else all. Raises Misuse."""
    return known_formats(order.formats or profile.briefing.formats)


def written(basis: Basis, order: Order, folder: Path) -> Iterator[Path]:
    """Writes what was ordered, place by place, and tells each file once it is whole. Raises Misuse and Fault."""
    formats = formats_of(basis.board.profile, order)
    for place in asked_places(basis.board, order.place):
        briefing = compose(basis, place, order.language, order.sections)
        for name in formats:
            yield write_file(briefing, folder, name)


def count_of(basis: Basis, order: Order) -> int:
    """How many files an order makes."""
    return len(asked_places(basis.board, order.place)) * len(formats_of(basis.board.profile, order))


def write_file(briefing: Briefing, folder: Path, name: str) -> Path:
    """Writes one format beside its final name first, so that nobody reads half a file. Raises Fault."""
    path = folder / f"{briefing.file_name}.{name}"
    part = folder / f".{briefing.file_name}.part.{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        FORMATS[name](briefing, part)
        part.replace(path)
    except OSError as error:
        raise Fault(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)
    return path


def list_briefings(profile: Profile) -> tuple[Filed, ...]:
    """The filed briefings of a place, the newest span first."""
    found = []
    for path in folder_of(profile).glob(f"{profile.name}-*"):
        name, _, format = path.name.rpartition(".")
        words = name.removeprefix(f"{profile.name}-").split("-", 2)
        if format in FORMATS and len(words) > 1 and path.is_file():
            facts = path.stat()
            rest = words[2] if len(words) > 2 else ""
            written_at = datetime.fromtimestamp(facts.st_mtime, UTC)
            found.append(Filed(path, "-".join(words[:2]), rest, format, facts.st_size, written_at))
    return tuple(sorted(found, key=lambda one: (one.span, one.path.name), reverse=True))
