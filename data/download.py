"""GET /api/v1/feeds/{feed}/rejects.csv: the rejected rows of a feed, to be mended in a spreadsheet."""

import asyncio
from http import HTTPStatus

from fastapi import Response
from fastapi.responses import JSONResponse

from data.door import DATA_STAFF, read_edition, read_feed_rejects
from data.fault import Fault


async def rejects(feed: str) -> Response:
    """200 with the file; 404 for an unknown feed, 503 before the first board."""
    try:
        known = {one.id for one in read_edition(DATA_STAFF).board.profile.feeds}
        if feed not in known:
            return JSONResponse({"error": f'there is no feed "{feed}"'}, HTTPStatus.NOT_FOUND)
        text = await asyncio.to_thread(read_feed_rejects, DATA_STAFF, feed)
    except Fault as fault:
        return JSONResponse({"error": str(fault)}, HTTPStatus.SERVICE_UNAVAILABLE)
    headers = {"Content-Disposition": f'attachment; filename="{feed}-rejects.csv"', "Cache-Control": "no-store"}
    return Response(text.encode(), media_type="text/csv; charset=utf-8", headers=headers)
