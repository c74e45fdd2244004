"""GET /api/v1/alarms: the open alarms of the present board, as a program reads them."""

from dataclasses import asdict
from http import HTTPStatus

from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from data.door import PROGRAM, read_edition
from data.fault import Fault


async def answer() -> JSONResponse:
    """An array, first raised first; times are ISO 8601 with their offset, what is not known is null."""
    try:
        board = read_edition(PROGRAM).board
    except Fault as fault:
        return JSONResponse({"error": str(fault)}, HTTPStatus.SERVICE_UNAVAILABLE)
    return JSONResponse([jsonable_encoder(asdict(alarm)) for alarm in board.alarms])
