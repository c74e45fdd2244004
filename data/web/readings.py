"""GET /api/v1/readings: the present board, as `measure` prints it."""

from fastapi import Response
from fastapi.responses import JSONResponse

from data import commands
from data.door import PROGRAM, read_edition
from data.fault import Fault


async def readings(level: str = "town") -> Response:
    """Every indicator at every place of a level, from the present board, as `measure` prints it."""
    status = 503
    try:
        board, status = read_edition(PROGRAM).board, 400
        return JSONResponse(commands.rows_of(board, level))
    except Fault as fault:
        return JSONResponse({"error": str(fault)}, status_code=status)
