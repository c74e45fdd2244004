"""GET /api/v1/briefings/{id}: a filed briefing. An id is of a file that is listed; no path ever comes from outside."""

import asyncio
import hashlib
from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from fastapi import Response
from fastapi.responses import FileResponse

from data.briefing.filing import Filed, list_briefings
from data.briefing.press import refused
from data.briefing.span import Kind, Span, span_at
from data.door import ANALYST, Viewer, read_edition
from data.fault import Fault
from data.period import MOMENT

# The type of an HTML page would have it shown here, within our own pages' reach, rather than kept.
KEPT_AS = "application/octet-stream"


def id_of(filed: Filed) -> str:
    """The id of a file: of its name alone, so that it stays when the file is written anew."""
    return hashlib.sha256(filed.path.name.encode()).hexdigest()[:16]


def filed(viewer: Viewer) -> tuple[Filed, ...]:
    """The filed briefings, newest span first; a visitor is shown none. Reads a folder. Raises Fault."""
    profile = read_edition(viewer).board.profile
    return () if viewer.role == "visitor" else list_briefings(profile)


async def download(id: str) -> Response:
    """200 with the file; 404 where no listed file has that id, 503 before the first board."""
    try:
        files = await asyncio.to_thread(filed, ANALYST)
    except Fault as fault:
        return refused(str(fault), HTTPStatus.SERVICE_UNAVAILABLE)
    found = next((one for one in files if id_of(one) == id), None)
    if found is None:
        return refused("there is no such briefing", HTTPStatus.NOT_FOUND)
    return FileResponse(found.path, media_type=KEPT_AS, filename=found.path.name, headers={"Cache-Control": "no-store"})


def spans(kind: Kind, now: datetime, zone: ZoneInfo, count: int = 12) -> tuple[Span, ...]:
    """The span that is running and those before it, newest first."""
    found = [span_at(kind, now, zone)]
    while len(found) < count:
        found.append(span_at(kind, found[-1].begin - MOMENT, zone))
    return tuple(found)
