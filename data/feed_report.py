"""What came in of each feed, for those who look after the data: read from the store at an instant, one line a feed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Literal

import duckdb

from data.board import FeedAge, State
from data.drift import Drift, read_drift
from data.intake import FIGURES, Counts
from data.newest import Newest, read_newest
from data.profile import Profile
from data.usual import Bound, Pace, read_pace

DAY = timedelta(days=1)
RECENT = timedelta(days=7)
FEW = 20  # rows; of fewer, a share says little
SHARE = 0.1  # of rows refused, from which on a feed is bad
RANKS: tuple[State, ...] = ("bad", "stale", "none", "watch", "normal")
Told = Literal["stale", "silent", "refused_file", "refused_share", "out_of_bounds", "open_rejects"]
Drifted = Literal["new_column", "gone_column", "new_word", "other_word", "empty_column"]
Kind = Bound | Told | Drifted
BAD: tuple[Kind, ...] = ("refused_file", "refused_share", "hour_low", "hour_high", "day_low", "day_high")


@dataclass(frozen=True)
class Notice:
    """One thing to be said of a feed: what it is about (a column, a word, a file), and its numbers."""

    kind: Kind
    about: str = ""
    count: float | None = None
    against: float | None = None


@dataclass(frozen=True)
class FeedReport:
    """A feed at an instant. `day` counts what arrived in the 24 hours before it, `total` all since the store was
    made; `open_rejects` are the refused rows that no mended file has brought back; notices are the worst first."""

    age: FeedAge
    schema: str
    stale_after: timedelta
    pace: Pace | None
    newest: Newest
    day: Counts
    total: Counts
    open_rejects: int
    drift: Drift
    notices: tuple[Notice, ...]

    @property
    def id(self) -> str:
        return self.age.id

    @property
    def state(self) -> State:
        """A broken bound comes before a late feed: the late one is seen on the wall too."""
        kinds = {notice.kind for notice in self.notices}
        if kinds & set(BAD):
            return "bad"
        if self.age.age is None:
            return "none"
        return "stale" if self.age.stale else "watch" if kinds else "normal"


@dataclass(frozen=True)
class Refused:
    """What a feed's refused rows come to: open ones, and of the last 24 hours those out of the declared bounds."""

    still_open: int = 0
    out_of_bounds: int = 0


def read_reports(
    connection: duckdb.DuckDBPyConnection, profile: Profile, ages: Sequence[FeedAge], now: datetime
) -> tuple[FeedReport, ...]:
    """Every feed, the worst first. `ages` are those of the board, `now` the instant up to which arrivals count."""
    days, totals = read_counts(connection, now - DAY), read_counts(connection, None)
    refused, files = read_refused(connection, now - DAY), read_refused_files(connection, now - RECENT)
    reports = []
    for age in ages:
        feed, none = profile.feed(age.id), Counts(age.id, *(0 for _ in FIGURES))
        pace = None if age.newest_at is None else read_pace(connection, feed.schema_, feed.id, age.newest_at)
        newest = read_newest(connection, feed)
        drift = read_drift(connection, feed.id, now)
        day, mine = days.get(feed.id, none), refused.get(feed.id, Refused())
        told = notices(age, pace, newest, day, mine, drift, files.get(feed.id, []))
        reports.append(
            FeedReport(
                age, feed.fills, feed.stale_after, pace, newest, day, totals.get(feed.id, none), mine.still_open, drift,
                tuple(sorted(told, key=lambda one: one.kind not in BAD)),
            )
        )  # fmt: skip
    return tuple(sorted(reports, key=lambda report: RANKS.index(report.state)))


def notices(
    age: FeedAge, pace: Pace | None, newest: Newest, day: Counts, refused: Refused, drift: Drift, files: Sequence[str]
) -> Iterator[Notice]:
    """All that is to be said of a feed."""
    if age.age is None:
        yield Notice("silent")
    elif age.stale:
        yield Notice("stale", count=age.age.total_seconds())
    for file in files:
        yield Notice("refused_file", file)
    if day.read >= FEW and day.rejected >= SHARE * day.read:
        yield Notice("refused_share", count=day.rejected, against=day.read)
    if pace is not None and pace.broken is not None:
        kind, flow = pace.broken
        yield Notice(kind, count=flow.rows, against=flow.usual)
    if refused.out_of_bounds:
        yield Notice("out_of_bounds", count=refused.out_of_bounds)
    if refused.still_open:
        yield Notice("open_rejects", count=refused.still_open)
    yield from (Notice("gone_column", name) for name, _ in drift.gone)
    yield from (Notice("new_column", name) for name, _ in drift.columns)
    yield from (Notice("new_word", f"{name} = {word}") for name, word, _ in drift.words)
    yield from (Notice("other_word", f"{name} = {word}") for name, word, _ in drift.others)
    yield from (Notice("empty_column", name) for name in newest.emptied)


def read_counts(connection: duckdb.DuckDBPyConnection, since: datetime | None) -> dict[str, Counts]:
    """By feed: what became of the rows that arrived after an instant."""
    sums = ", ".join(f"sum({figure})::BIGINT" for figure in FIGURES)
    found = connection.execute(
        f"SELECT feed, {sums} FROM batches WHERE $1::TIMESTAMPTZ IS NULL OR arrived_at > $1 GROUP BY feed", [since]
    ).fetchall()
    return {feed: Counts(feed, *figures) for feed, *figures in found}


def read_refused(connection: duckdb.DuckDBPyConnection, since: datetime) -> dict[str, Refused]:
    """By feed: the rows that are refused and not mended, and those lately outside what their schema declares."""
    found = connection.execute(
        "SELECT feed, count(*) - coalesce(any_value(closed), 0), count(*) FILTER (arrived_at > $1 AND "
        "(contains(reason, ' is out of bounds (') OR contains(reason, ' is none of '))) FROM rejects "
        "LEFT JOIN (SELECT feed, sum(rejects)::BIGINT AS closed FROM mended GROUP BY feed) USING (feed) GROUP BY feed",
        [since],
    ).fetchall()
    return {feed: Refused(*counts) for feed, *counts in found}


def read_refused_files(connection: duckdb.DuckDBPyConnection, since: datetime) -> dict[str, list[str]]:
    """By feed: the watched files that were refused whole, with the reason."""
    found = connection.execute(
        "SELECT feed, path, reason FROM watched WHERE reason IS NOT NULL AND taken_at > $1 ORDER BY taken_at DESC",
        [since],
    ).fetchall()
    files: dict[str, list[str]] = {}
    for feed, path, reason in found:
        files.setdefault(feed, []).append(reason if PurePath(path).name in reason else f"{path}: {reason}")
    return files
