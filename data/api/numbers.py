"""GET /api/v1/board, /indicators, /indicators/{id}, /places/{level}/{id}: the numbers that `measure` prints."""

from typing import Any

from fastapi.responses import JSONResponse

from data.api.answer import NotThere, about, answered
from data.board import Board, Reading
from data.catalogue import Indicator
from data.commands import as_row, rows_of
from data.spots import UNPLACED


async def board(level: str = "town") -> JSONResponse:
    """Every indicator at every place of a level: town, village, grid or micro_grid."""
    return await answered(
        lambda board: about(board) | {"level": level, "readings": rows_of(board, known(board, level))}
    )


async def indicators() -> JSONResponse:
    """The catalogue: what each indicator means, its unit, period, limits and version."""
    return await answered(lambda board: about(board) | {"indicators": [declared(board, one) for one in told(board)]})


async def indicator(id: str) -> JSONResponse:
    """One indicator: what it means, its number for the town with twelve like periods, and its number at every place."""
    return await answered(lambda board: about(board) | indicator_of(board, id))


async def place(level: str, id: str) -> JSONResponse:
    """Every indicator at one place, by its level and id."""
    return await answered(lambda board: about(board) | place_of(board, level, id))


def told(board: Board) -> list[Indicator]:
    return [one for one in board.catalogue.indicators if one.id not in board.withheld]


def known(board: Board, level: str) -> str:
    if level not in board.measured:
        raise NotThere(f'there is no level "{level[:40]}": {", ".join(board.measured)}')
    return level


def indicator_of(board: Board, id: str) -> dict[str, Any]:
    if id not in board.catalogue or id in board.withheld:
        raise NotThere(f'there is no indicator "{id[:60]}": /api/v1/indicators lists them')
    levels = [level for level in board.measured if level != "town"]
    places = {level: [as_row(board, one) for one in readings_of(board, id, level)] for level in levels}
    return {
        "indicator": declared(board, board.catalogue[id]),
        "town": in_full(board, board.reading(id)),
        "places": places,
    }


def readings_of(board: Board, id: str, level: str) -> list[Reading]:
    return [board.reading(id, level, one) for one in board.level(level).level.places]


def place_of(board: Board, level: str, id: str) -> dict[str, Any]:
    places = board.level(known(board, level)).level
    if id not in places.places or id == UNPLACED:
        raise NotThere(f'level {level} has no place "{id[:60]}"')
    readings = [in_full(board, board.reading(one.id, level, id)) for one in told(board)]
    return {"level": level, "place": id, "name": places.names[places.places.index(id)], "readings": readings}


def in_full(board: Board, reading: Reading) -> dict[str, Any]:
    """A reading with what it is compared with; `masked` where it would tell of fewer than five people."""
    return as_row(board, reading) | {
        "before": reading.before,
        "year_ago": reading.year_ago,
        "trend": list(reading.trend),
        "state": reading.state,
        "masked": reading.masked,
    }


def declared(board: Board, indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "code": indicator.code,
        "title": {"zh": indicator.title.zh, "en": indicator.title.en},
        "meaning": {"zh": indicator.meaning.zh, "en": indicator.meaning.en},
        "unit": {"zh": indicator.unit.zh, "en": indicator.unit.en},
        "period": indicator.period,
        "direction": indicator.direction,
        "target": indicator.target,
        "watch": indicator.watch,
        "bad": indicator.bad,
        "version": indicator.version,
        "flags": list(indicator.flags),
        "counter": indicator.counter,
        "offered": indicator.id in board.offered,
    }
