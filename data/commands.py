"""What the command line does, without its words: each command takes a profile and prints to standard output."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from data import tokens
from data.board import Board, Reading, catalogue_of
from data.catalogue import built_in
from data.clock.calendar import findings_of
from data.coverage import survey_ground
from data.fault import Fault, Misuse
from data.feeds.declaration import Feed
from data.feeds.read import read_feed
from data.intake import Counts, files_of
from data.intake import Progress as Step
from data.prepare import load_all, measured_board, open_store
from data.profile import Profile
from data.rejects import read_rejects
from data.running import ask, ask_token
from data.shift import Points, told
from data.simulate.polygons import write_polygons
from data.store import Store
from data.ways import sources
from data.ways.archive import take_packed
from geo.check import check_places
from geo.places import Places, read_places

SHOWN = 5
ROW_KEYS = (
    "indicator",
    "level",
    "place",
    "value",
    "numerator",
    "denominator",
    "unit",
    "period",
    "as_of",
    "stale",
)


@contextmanager
def opened(profile: Profile) -> Iterator[Store]:
    store = open_store(profile)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def progress(title: str) -> Iterator[Step]:
    """A bar of rows on a terminal; nothing where the output goes to a file."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda rows: bar.advance(task, rows)


def load(profile: Profile, files: Sequence[str]) -> None:
    """Loads the profile's feeds, or the given FEED=FILE pairs; a line a feed."""
    pairs = []
    for pair in files:
        feed_id, separator, file = pair.partition("=")
        if not separator or not file:
            raise Misuse(f'"{pair}" is not FEED=FILE')
        pairs.append((profile.feed(feed_id), Path(file)))
    with opened(profile) as store, progress(f"load {profile.name}") as step:
        if pairs:
            for feed, path in pairs:
                tell(store, take_packed(store, feed, path, step))
        else:
            for counts in load_all(store, step):
                tell(store, counts)
        survey_ground(store)


def tell(store: Store, counts: Counts) -> None:
    """A feed's line on standard output; why its first rows were refused on standard error."""
    print(counts, flush=True)
    if not counts.rejected:
        return
    refused = store.connection.execute(
        "SELECT file, line, reason FROM rejects WHERE feed = $1 ORDER BY batch DESC, line LIMIT $2",
        [counts.feed, min(SHOWN, counts.rejected)],
    ).fetchall()
    for file, line, reason in refused:
        print(f"  {file} line {line}: {reason}", file=sys.stderr)
    if counts.rejected > len(refused):
        print(f"  and {counts.rejected - len(refused)} more, all kept in the table rejects", file=sys.stderr)


def rejects(profile: Profile, feed_id: str, out: Path | None) -> None:
    """Writes the refused rows of a feed as a CSV to be mended and loaded again."""
    feed = profile.feed(feed_id)
    with opened(profile) as store:
        text = read_rejects(store.connection, feed)
    if out is None:
        print(text, end="")
        return
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise Fault(f"{out}: cannot be written: {error.strerror}") from None


def measure(profile: Profile, as_of: datetime | None, level: str, form: Literal["table", "json", "csv"]) -> None:
    """Prints every indicator at every place of a level, from the running server's board where there is one."""
    rows = ask(profile, level) if as_of is None and level in ("town", *profile.level_ids) else None
    if rows is None:
        with opened(profile) as store:
            rows = rows_of(measured_board(store, as_of), level)
    if form == "json":
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, ROW_KEYS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        print_table(profile, rows)


def rows_of(board: Board, level: str) -> list[dict[str, Any]]:
    """Every reading of a level, as `measure --format json` prints it."""
    return [as_row(board, reading) for reading in board.readings(level)]


def as_row(board: Board, reading: Reading) -> dict[str, Any]:
    """A reading as the contract of `measure --format json` has it."""
    return {
        "indicator": reading.indicator.id,
        "level": reading.level,
        "place": reading.place,
        "value": reading.value,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "unit": reading.indicator.unit[board.profile.language],
        "period": reading.indicator.period,
        "as_of": reading.data_at.isoformat() if reading.data_at else None,
        "stale": reading.stale,
    }


def print_table(profile: Profile, rows: Sequence[dict[str, Any]]) -> None:
    language = profile.language
    simulated = " · 演示数据 simulated" if profile.simulated else ""
    table = Table(title=f"{profile.title[language]}{simulated}")
    for heading in ("indicator", "", "place", "value", "unit", "numerator", "denominator", "period", "as_of"):
        table.add_column(heading, justify="right" if heading in ("value", "numerator", "denominator") else "left")
    catalogue = catalogue_of(profile)
    for row in rows:
        indicator = catalogue[row["indicator"]]
        table.add_row(
            row["indicator"],
            indicator.title[language],
            row["place"],
            "—" if row["value"] is None else f"{row['value']:,.{indicator.digits}f}",
            row["unit"],
            *("—" if row[part] is None else f"{row[part]:,.15g}" for part in ("numerator", "denominator")),
            row["period"],
            (row["as_of"] or "—") + (" stale" if row["stale"] else ""),
        )
    console = Console()
    (console if console.is_terminal else Console(width=200)).print(table)


def token(profile: Profile, source: str) -> None:
    """Makes a token for a feed whose source pushes, prints it once and keeps only its hash.

    A running server makes it, and takes it from then on.
    """
    catalogue_of(profile)  # a bad declaration is said first
    made = ask_token(profile, profile.feed(source).id)
    if made is None:
        with opened(profile) as store:
            made = tokens.make(store, source)
    print(made)


def check(profile: Profile) -> int:
    """Prints everything wrong in a profile, its polygons and feeds; how many findings there are."""
    places = polygons_of(profile)
    findings = [f"{one.level} {one.place}: {one.kind}: {one.detail}" for one in check_places(places)]
    findings += [one for layer in profile.map.base(profile.folder, places.outline) for one in layer.findings]
    known, wrong = catalogue_findings(profile)
    findings += wrong
    named = [*profile.wall.maps, *([profile.wall.trend] if profile.wall.trend else []), *profile.wall.headline]
    for module in profile.wall.modules:
        named += module.indicators
    findings += [f'wall: there is no indicator "{name}"' for name in dict.fromkeys(named) if name not in known]
    if profile.hours is not None:
        findings += findings_of(profile.hours.calendar, datetime.now(ZoneInfo(profile.zone)))
    findings += sources.findings(profile)
    for feed in profile.feeds:
        findings += feed_findings(profile, feed, places)
    for finding in findings:
        print(finding)
    print(f"{profile.name}: {len(findings)} findings" if findings else f"{profile.name}: nothing wrong")
    return len(findings)


def catalogue_findings(profile: Profile) -> tuple[set[str], list[str]]:
    """The ids of all indicators, and what of the profile's choices among them cannot be."""
    try:
        return {one.id for one in catalogue_of(profile).indicators}, []
    except Fault as fault:
        known = {one.id for one in built_in().indicators}
        return known | {one.id for one in profile.indicators}, str(fault).splitlines()


def polygons_of(profile: Profile) -> Places:
    if profile.simulate is not None:
        write_polygons(profile)
    return read_places(profile.level_sources())


def feed_findings(profile: Profile, feed: Feed, places: Places) -> list[str]:
    """What is wrong with a feed's files: those that cannot be read, the first rows that are refused, and how many;
    and whether their points are shifted against the polygons."""
    findings, points = [], Points(feed)
    try:
        for path in files_of(profile, feed):
            read, refused, shown = 0, 0, 0
            for chunk in read_feed(feed, path, profile.zone):
                first = chunk.rejects[: SHOWN - shown]
                findings += [f"{path.name}: line {one.line}: {one.reason}" for one in first]
                read, refused, shown = read + chunk.read, refused + len(chunk.rejects), shown + len(first)
                points.add(chunk.rows)
            if refused > shown:
                findings.append(f"{path.name}: {refused} of {read} rows are refused, these among them")
    except Fault as fault:
        findings.append(str(fault))
    shift = points.shift(places.outline)
    if shift is not None:
        findings.append(told(shift, feed, profile))
    return [f"feeds[{feed.id}]: {one}" for one in findings]
