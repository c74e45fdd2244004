"""Files made on demand: written piece by piece beside the page, with their progress, and kept for a while."""

import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Literal, get_args

from data.door import Viewer, read_edition
from data.explore.desk import read_extract
from data.explore.extract import Extract
from data.explore.files import Origin, csv_pieces, write_xlsx
from data.explore.filters import Filters
from data.explore.table import Values, all_rows, count_rows
from data.fault import Fault

Format = Literal["csv", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
AT_ONCE = 2
WAITING = 20
KEPT_SECONDS = 900


@dataclass
class Export:
    """A file in the making: `done` of `total` rows are written; `path` once it is whole, `fault` where it failed."""

    name: str
    path: Path
    total: int = 0
    done: int = 0
    ready: bool = False
    fault: str | None = None
    ended_at: float = field(default_factory=time.monotonic)


@dataclass
class Exports:
    """One a process; an export is known by a token that nobody can guess."""

    made: dict[str, Export] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)
    writers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(AT_ONCE, "export"))

    def begin(self, viewer: Viewer, filters: Filters, form: str) -> str:
        """Starts writing the rows within the filters; its token. Raises Fault where it cannot be or too many wait."""
        if form not in FORMATS:
            raise Fault(f'format "{form[:20]}" is none of {", ".join(FORMATS)}')
        found = read_extract(viewer, filters.indicator)
        with self.lock:
            self.sweep()
            if sum(not one.ready and one.fault is None for one in self.made.values()) >= WAITING:
                raise Fault("too many files are being written: try again in a minute")
            token = secrets.token_urlsafe(16)
            folder = Path(tempfile.mkdtemp(prefix="yiping-export-"))
            made = Export(file_name(filters, found, form), folder / f"rows.{form}")
            self.made[token] = made
        self.writers.submit(self.write, made, viewer, found, filters, form)
        return token

    def write(self, made: Export, viewer: Viewer, found: Extract, filters: Filters, form: str) -> None:
        try:
            made.total = count_rows(found, filters)
            told = origin(viewer, found, filters)
            pieces = counted(made, all_rows(found, filters))
            if form == "xlsx":
                for _ in write_xlsx(made.path, pieces, told):
                    pass
            else:
                with made.path.open("wb") as file:
                    file.writelines(csv_pieces(pieces, told))
            made.ready = True
        except OSError as error:
            made.fault = f"the file cannot be written: {error.strerror}"
        except Fault as fault:
            made.fault = str(fault)
        finally:
            made.ended_at = time.monotonic()

    def read(self, token: str) -> Export:
        """Raises Fault for one that there is not, or not any more."""
        with self.lock:
            self.sweep()
            if token not in self.made:
                raise Fault("there is no such file any more: ask for it again")
            return self.made[token]

    def sweep(self) -> None:
        for token, one in list(self.made.items()):
            if (one.ready or one.fault) and time.monotonic() - one.ended_at > KEPT_SECONDS:
                shutil.rmtree(one.path.parent, ignore_errors=True)
                del self.made[token]


EXPORTS = Exports()


def counted(made: Export, pieces: Iterator[tuple[Values, ...]]) -> Iterator[Sequence[Values]]:
    for piece in pieces:
        yield piece
        made.done += len(piece)


def origin(viewer: Viewer, found: Extract, filters: Filters) -> Origin:
    """What a file of these rows tells of itself."""
    profile = read_edition(viewer).board.profile
    title = f"{found.indicator.title.zh} {found.indicator.title.en}"
    return Origin(filters.query, found.as_of, profile.simulated, found.zone, title)


def file_name(filters: Filters, found: Extract, form: str) -> str:
    """Of what is known to be harmless in a file's name only."""
    return f"{filters.indicator}-{found.as_of.astimezone(found.zone):%Y%m%d-%H%M}.{form}"
