"""GET /api/v1/maps/resources.geojson and hotspots.geojson: what their pages draw, for any map program."""

import asyncio
import json
from http import HTTPStatus
from typing import Any

from fastapi import Response
from fastapi.responses import JSONResponse

from data.board import Board
from data.door import ANALYST, Viewer, read_edition, read_hot_spots, read_places, read_services, viewer_asked
from data.drawing import geojson
from data.fault import Fault
from data.ground import ground_of
from data.hotspot_maps import HEATS, features
from data.hotspots import PERIODS
from data.service_maps import SHOWS, drawing


async def resources(show: str = "supply", level: str = "grid", kind: str = "", visitor: str = "") -> Response:
    """200 with the file; 404 where there is no such map or level, 503 before the first board."""
    viewer = viewer_asked(visitor, ANALYST)
    try:
        board = read_edition(viewer).board
        if show not in SHOWS or level not in board.profile.level_ids:
            return unknown(f'there is no map "{show}" of level "{level}"')
        found = await asyncio.to_thread(services, viewer, board, show, level, kind)
    except Fault as fault:
        return JSONResponse({"error": str(fault)}, HTTPStatus.SERVICE_UNAVAILABLE)
    return answer(found, f"{show}-{level}")


def services(viewer: Viewer, board: Board, show: str, level: str, kind: str) -> dict[str, Any]:
    """One of the maps of services. Raises Fault."""
    found = read_services(viewer, level, kind or None)
    one = next(each for each in SHOWS if each == show)
    drawn = drawing(found, ground_of(read_places(viewer), level), one)
    return geojson(drawn, about(board) | {"show": show, "kind": kind or None, "walk_m": found.walk_m})


async def hotspots(show: str = "density", days: int = 7, category: str = "", visitor: str = "") -> Response:
    """200 with the file; 404 where there is no such map, 503 before the first board."""
    viewer = viewer_asked(visitor, ANALYST)
    try:
        board = read_edition(viewer).board
        one = next((each for each in HEATS if each == show), None)
        if one is None or days not in PERIODS:
            return unknown(f'there is no map "{show}" of {days} days')
        level = board.profile.level_ids[-1]
        found = await asyncio.to_thread(read_hot_spots, viewer, level, days, category)
        told = about(board) | {"show": show, "days": days, "category": category or None, "periods": found.cases.periods}
        written = await asyncio.to_thread(features, found, one)
    except Fault as fault:
        return JSONResponse({"error": str(fault)}, HTTPStatus.SERVICE_UNAVAILABLE)
    return answer({"type": "FeatureCollection", **told, "features": written}, f"hotspots-{show}-{days}")


def about(board: Board) -> dict[str, object]:
    """What every map says of itself."""
    return {"place": board.profile.town, "as_of": board.as_of.isoformat(), "simulated": board.profile.simulated}


def unknown(words: str) -> JSONResponse:
    return JSONResponse({"error": words}, HTTPStatus.NOT_FOUND)


def answer(found: dict[str, Any], name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.geojson"', "Cache-Control": "no-store"}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Response(text.encode(), media_type="application/geo+json", headers=headers)
