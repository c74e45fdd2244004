"""How the API answers: off the loop, with the present board, and with a sentence where it cannot."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse

from data.board import Board
from data.door import PROGRAM, read_edition
from data.fault import Fault


class NotThere(Fault):
    """What is asked for by its name is not there."""


def refusal(reason: object, status: HTTPStatus) -> JSONResponse:
    return JSONResponse({"error": str(reason)}, status)


async def answered(work: Callable[[Board], Any]) -> JSONResponse:
    """What `work` makes of the present board: 200; 404 for NotThere, 400 for any other Fault, 503 without a board."""
    try:
        board = read_edition(PROGRAM).board
    except Fault as fault:
        return refusal(fault, HTTPStatus.SERVICE_UNAVAILABLE)
    try:
        return JSONResponse(await asyncio.to_thread(work, board))
    except NotThere as fault:
        return refusal(fault, HTTPStatus.NOT_FOUND)
    except Fault as fault:
        return refusal(fault, HTTPStatus.BAD_REQUEST)


def about(board: Board) -> dict[str, Any]:
    """What every answer tells first: whose numbers, of when, and whether they are made up."""
    profile = board.profile
    return {
        "profile": profile.name,
        "title": profile.title,
        "zone": profile.zone,
        "as_of": board.as_of.isoformat(),
        "simulated": profile.simulated,
    }


def time_of(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
