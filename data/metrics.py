"""Figures about the running server for those who watch it, in the text format of Prometheus."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from fastapi import Response

from data.board import Board
from data.hub import HUB, Hub
from data.snapshot import Snapshot
from data.survey import Survey

FORMAT = "text/plain; version=0.0.4; charset=utf-8"
COUNTED = ("read", "accepted", "updated", "duplicate", "rejected", "unplaced")
STATM = Path("/proc/self/statm")
Label = tuple[str, str]
Sample = tuple[tuple[Label, ...], float]


@dataclass
class Meter:
    """What the writer notes of its work. `rows` are sums over the table batches, by feed in the order COUNTED."""

    rows: dict[str, tuple[int, ...]] = field(default_factory=dict)
    batch: int = 0
    seconds: float | None = None
    whole: bool = False
    measured_at: float | None = None

    def look(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Adds the batches that came since the last look."""
        sums = ", ".join(f"sum({name})::BIGINT" for name in COUNTED)
        found = connection.execute(
            f"SELECT feed, max(batch), {sums} FROM batches WHERE batch > $1 GROUP BY feed", [self.batch]
        ).fetchall()
        rows = dict(self.rows)
        for feed, batch, *more in found:
            rows[feed] = tuple(map(sum, zip(rows.get(feed, (0,) * len(COUNTED)), more, strict=True)))
            self.batch = max(self.batch, batch)
        self.rows = rows


METER = Meter()


class MeteredSurvey(Survey):
    """A survey that notes how long it took and what came in."""

    def measure(self, snapshot: Snapshot) -> Board:
        METER.look(snapshot.readers.first)
        begun = time.perf_counter()
        board = super().measure(snapshot)
        METER.seconds = time.perf_counter() - begun
        METER.whole = self.footing is not None and self.footing.whole_at == board.as_of
        METER.measured_at = time.monotonic()
        return board


async def answer() -> Response:
    """`GET /metrics`."""
    return Response(exposition(HUB, METER), media_type=FORMAT)


def exposition(hub: Hub, meter: Meter) -> str:
    """All figures as text; what is not known is left out."""
    lines: list[str] = []
    for name, kind, about, samples in families(hub, meter):
        if samples:
            lines += [f"# HELP {name} {about}", f"# TYPE {name} {kind}"]
            lines += [f"{name}{labelled(labels)} {number(value)}" for labels, value in samples]
    return "\n".join([*lines, ""])


def families(hub: Hub, meter: Meter) -> Iterator[tuple[str, str, str, Sequence[Sample]]]:
    """Each metric: its name, its kind, what it tells, and its samples."""
    board = None if hub.edition is None else hub.edition.board
    feeds = () if board is None else board.feeds
    ages = [((("feed", feed.id),), feed.age.total_seconds()) for feed in feeds if feed.age is not None]
    stale = [((("feed", feed.id),), float(feed.stale)) for feed in feeds]
    rows = [
        ((("feed", feed), ("outcome", outcome)), float(count))
        for feed, counts in meter.rows.items()
        for outcome, count in zip(COUNTED, counts, strict=True)
    ]
    yield "yiping_feed_age_seconds", "gauge", "Age of a feed's newest data on the present board.", ages
    yield "yiping_feed_stale", "gauge", "1 where a feed is older than it may be, or has sent nothing.", stale
    yield "yiping_feed_rows_total", "counter", "Rows by what became of them, since the store was made.", rows
    yield "yiping_board_age_seconds", "gauge", "Since the present board was measured.", since(meter.measured_at)
    kind = (("kind", "whole" if meter.whole else "further"),)
    took = [] if meter.seconds is None else [(kind, meter.seconds)]
    yield "yiping_measurement_seconds", "gauge", "How long the last measurement took.", took
    published = 0 if hub.edition is None else hub.edition.number
    yield "yiping_boards_published_total", "counter", "Boards since the server started.", [((), float(published))]
    yield "yiping_displays_connected", "gauge", "Displays that wait for the next board.", [((), len(hub.waiting))]
    yield "process_resident_memory_bytes", "gauge", "Resident memory size in bytes.", resident_bytes()
    began = hub.started_at.timestamp()
    yield "process_start_time_seconds", "gauge", "Start of the process since the Unix epoch.", [((), began)]


def since(moment: float | None) -> list[Sample]:
    return [] if moment is None else [((), time.monotonic() - moment)]


def resident_bytes() -> list[Sample]:
    """The second figure of /proc/self/statm, in pages (proc(5)); nothing where the system has no such file."""
    try:
        pages = int(STATM.read_text().split()[1])
    except OSError:
        return []
    return [((), float(pages * os.sysconf("SC_PAGE_SIZE")))]


def labelled(labels: Sequence[Label]) -> str:
    return "{" + ",".join(f'{name}="{escaped(value)}"' for name, value in labels) + "}" if labels else ""


def escaped(value: str) -> str:
    """A label's value between quotes: the text format escapes these three."""
    return value.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")


def number(value: float) -> str:
    return repr(int(value)) if value == int(value) else repr(value)
