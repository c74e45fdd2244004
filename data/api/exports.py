"""/api/v1/exports: files written beside the page, with their progress."""

import asyncio
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.responses import FileResponse, JSONResponse

from data.api.answer import refusal
from data.door import ANALYST
from data.explore.exports import EXPORTS
from data.explore.filters import parse
from data.fault import Fault

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


async def begin(request: Request, format: str = "csv") -> JSONResponse:
    """Starts writing all rows within the filters; `token` names the file."""
    pairs = request.url.query.split("&")
    query = "&".join(one for one in pairs if not one.startswith("format="))
    try:
        token = await asyncio.to_thread(EXPORTS.begin, ANALYST, parse(query), format)
    except Fault as fault:
        return refusal(fault, HTTPStatus.BAD_REQUEST)
    return JSONResponse({"token": token}, HTTPStatus.ACCEPTED)


async def progress(token: str) -> JSONResponse:
    """How many of how many rows are written, and whether the file is ready."""
    try:
        made = EXPORTS.read(token)
    except Fault as fault:
        return refusal(fault, HTTPStatus.NOT_FOUND)
    told = {"done": made.done, "total": made.total, "ready": made.ready, "name": made.name}
    return JSONResponse(told | ({"error": made.fault} if made.fault else {}), headers={"Cache-Control": "no-store"})


async def file(token: str) -> Response:
    """The file, once it is ready."""
    try:
        made = EXPORTS.read(token)
    except Fault as fault:
        return refusal(fault, HTTPStatus.NOT_FOUND)
    if not made.ready:
        return refusal(made.fault or "the file is still being written", HTTPStatus.CONFLICT)
    headers = {"Cache-Control": "no-store"}
    return FileResponse(made.path, filename=made.name, media_type=KINDS[made.path.suffix[1:]], headers=headers)
