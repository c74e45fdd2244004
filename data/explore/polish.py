"""Signs that records look better than what they record: measured, corrected for how many, and with their rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import duckdb

from data.board import Board
from data.door import Viewer, store_rows
from data.explore.behind import A_PAGE, MOST_TOLD, TOLD, Behind, as_row
from data.explore.chance import more_than_chance, score_of
from data.explore.selection import LEVELS
from data.explore.sign import Sign, Suspect
from data.explore.signs import SIGNS
from data.fault import Fault
from data.known import as_known
from data.period import MOMENT

DAYS = (30, 90, 365)
JUDGED = """
WITH chosen AS (
    SELECT rows.*, placed.village AS at_village, placed.grid AS at_grid, placed.micro_grid AS at_micro_grid
    FROM ({rows}) AS rows LEFT JOIN spots AS placed ON placed.spot = rows.spot
    WHERE counted_at >= $begin AND counted_at < $end
), asked AS (
    SELECT *, {subject} AS subject FROM chosen
    WHERE {subject} IS NOT NULL AND {here} AND ($source = '' OR source = $source)
), judged AS (SELECT *, coalesce({hit}, FALSE) AS hit FROM asked)
"""


@dataclass(frozen=True)
class Question:
    """One question of a sign about one subject."""

    sign: Sign
    suspect: Suspect


@dataclass(frozen=True)
class Polish:
    """The questions, the least likely by chance first, and how many subjects each sign was measured at: where none,
    the place has no data for it."""

    questions: tuple[Question, ...]
    tested: Mapping[str, int]
    as_of: datetime


@dataclass(frozen=True)
class Scope:
    """Which rows: of the last so many days before the board's instant, at a place, of a source ('': all)."""

    days: int
    level: str = "town"
    place: str = ""
    source: str = ""

    @property
    def here(self) -> str:
        if self.level == "town":
            return "$place = ''"
        if self.level not in LEVELS:
            raise Fault(f'there is no level "{self.level}": town, {", ".join(LEVELS)}')
        return f"at_{self.level} = $place"


def ask_polish(viewer: Viewer, board: Board, scope: Scope) -> Polish:
    """Every sign at every party, village or grid; asks the store, so never on the loop. Raises Fault."""
    found: list[Question] = []
    with store_rows(viewer) as cursor:
        for sign in SIGNS:
            if sign.level is None or sign.level in board.measured:
                found += [Question(sign, one) for one in measured(cursor, board, sign, scope)]
    more = more_than_chance([score_of(one.suspect.chance) for one in found])
    asked = [one for one, named in zip(found, more, strict=True) if named and one.suspect.large]
    asked.sort(key=lambda one: (one.suspect.chance, -one.suspect.hits, one.sign.id, one.suspect.subject))
    return Polish(tuple(asked), {sign.id: sum(one.sign is sign for one in found) for sign in SIGNS}, board.as_of)


def measured(cursor: duckdb.DuckDBPyConnection, board: Board, sign: Sign, scope: Scope) -> list[Suspect]:
    """A sign at all of its subjects, before any correction for how many there are."""
    sql = f"{judged(sign, scope)} {sign.counts}"
    return sign.measure(cursor.execute(sql, given(board, sign, scope, sql)).fetchall())


def judged(sign: Sign, scope: Scope) -> str:
    return JUDGED.format(rows=as_known(sign.rows), subject=sign.subject, hit=sign.hit, here=scope.here)


def given(board: Board, sign: Sign, scope: Scope, sql: str, **more: Any) -> dict[str, Any]:
    """The parameters that an SQL text names."""
    since = board.as_of - timedelta(days=scope.days)
    values = {
        "as_of": board.as_of,
        "begin": since - timedelta(days=sign.before_days),
        "since": since,
        "end": board.as_of + MOMENT,
        "days": scope.days,
        "place": scope.place,
        "source": scope.source,
    } | more
    return {name: value for name, value in values.items() if f"${name}" in sql}


def read_asked(viewer: Viewer, board: Board, sign: Sign, subject: str, scope: Scope, page: int = 1) -> Behind:
    """A page of the rows that a question is about, newest first, masked; asks the store. Raises Fault."""
    about = f"{judged(sign, scope)} SELECT {{}} FROM judged WHERE hit AND subject = $subject"
    parameters = given(board, sign, scope, about, subject=subject)
    with store_rows(viewer) as cursor:
        (count,) = cursor.execute(about.format("count(*)"), parameters).fetchall()[0]
        pages = max(1, -(-count // A_PAGE))
        page = min(max(page, 1), pages)
        columns = about.format("* EXCLUDE (hit, subject), TRUE AS counted")
        order = f"ORDER BY counted_at DESC, case_id LIMIT {A_PAGE} OFFSET {(page - 1) * A_PAGE}"
        cursor.execute(f"{columns} {order}", parameters)
        names = [one[0] for one in cursor.description or []]
        rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    told = tuple(one for one in TOLD if any(row.get(one) is not None for row in rows))[:MOST_TOLD]
    counts = {"all": count, "counted": count, "not_counted": 0}
    return Behind("counted", counts, told, tuple(as_row(board, row, told) for row in rows), page, pages)  # type: ignore[arg-type]
