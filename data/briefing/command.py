"""`briefing`: writes briefings, by the running server where there is one, and prints the files."""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from data.briefing.basis import measure_basis, span_asked
from data.briefing.filing import count_of, folder_of, formats_of, written
from data.briefing.order import Order
from data.commands import opened
from data.fault import Fault, Misuse
from data.profile import Profile
from data.running import address, read_note

SECONDS = 600


def briefing(profile: Profile, order: Order, out: Path | None) -> None:
    """Writes what was ordered into `out` (default: under `var`) and prints each file. Raises Fault and Misuse."""
    folder = out or folder_of(profile)
    formats_of(profile, order)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(f"{folder}: cannot be made: {error.strerror}") from None
    for path in asked(profile, order, folder) or made_here(profile, order, folder):
        print(path, flush=True)


def made_here(profile: Profile, order: Order, folder: Path) -> Iterator[Path]:
    with opened(profile) as store:
        basis = measure_basis(store, span_asked(store, order.kind, order.span))
    with bar(count_of(basis, order)) as step:
        for path in written(basis, order, folder):
            step.advance()
            yield path


def asked(profile: Profile, order: Order, folder: Path) -> Iterator[Path] | None:
    """The files that the running server made, moved to their folder; None where none answers, or one that is not ours
    (the note may be of a server that was killed)."""
    root = address(profile)
    if root is None:
        return None
    headers = {"Authorization": f"Bearer {read_note(profile).get('secret')}"}
    body = order.model_dump_json().encode()
    request = Request(f"{root}/api/v1/briefings", body, headers, method="POST")
    try:
        answer = build_opener(ProxyHandler({})).open(request, timeout=SECONDS)
    except HTTPError as error:
        words = error.read().decode(errors="replace").strip()
        if error.code == HTTPStatus.BAD_REQUEST:
            raise Misuse(words) from None
        if error.code == HTTPStatus.SERVICE_UNAVAILABLE:
            raise Fault(f"the running server at {root} made no briefing: {words}") from None
        return None
    except TimeoutError:
        raise Fault(f"the running server at {root} made no briefing in {SECONDS} s: try again later") from None
    except (URLError, OSError):
        return None
    return taken(answer, folder)


def taken(answer: Any, folder: Path) -> Iterator[Path]:
    """Moves each file as the server tells it."""
    with answer:
        begun = json.loads(answer.readline())
        try:
            with bar(begun["files"]) as step:
                for line in answer:
                    told = json.loads(line)
                    if "fault" in told:
                        raise Fault(told["fault"])
                    target = folder / Path(told["path"]).name
                    shutil.move(told["path"], target)
                    step.advance()
                    yield target
        finally:
            shutil.rmtree(begun["folder"], ignore_errors=True)


class Step:
    """A step of a bar."""

    def __init__(self, progress: Progress, total: int) -> None:
        self.progress, self.task = progress, progress.add_task("briefings", total=total)

    def advance(self) -> None:
        self.progress.advance(self.task)


@contextmanager
def bar(total: int) -> Iterator[Step]:
    """A bar of files on a terminal; nothing where the output goes to a file."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True) as progress:
        yield Step(progress, total)
