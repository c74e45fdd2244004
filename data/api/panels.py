"""GET /api/v1/panels/{panel}.{format}: what a chart or the map of /explore shows, as a file."""

import asyncio
import json
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import Request, Response

from data.api.answer import refusal
from data.door import ANALYST, read_edition, read_places
from data.explore.desk import read_extract
from data.explore.exports import file_name, origin
from data.explore.files import csv_pieces, write_xlsx
from data.explore.filters import Filters, parse
from data.explore.panels import drawn_level, geojson, panel_table, views
from data.fault import Fault
from data.ground import ground_of

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
}


async def panel(request: Request, panel: str, format: str) -> Response:
    """The table behind the panel trend, parts, heat or places as csv or xlsx; places as geojson too."""
    try:
        read_edition(ANALYST)
    except Fault as fault:
        return refusal(fault, HTTPStatus.SERVICE_UNAVAILABLE)
    try:
        if format not in FORMATS or (format == "geojson" and panel != "places"):
            raise Fault("a panel is csv or xlsx; places are geojson too")
        name, content = await asyncio.to_thread(file_of, parse(request.url.query), panel, format)
    except Fault as fault:
        return refusal(fault, HTTPStatus.BAD_REQUEST)
    headers = {"Content-Disposition": f'attachment; filename="{panel}-{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=FORMATS[format], headers=headers)


def file_of(filters: Filters, panel: str, format: str) -> tuple[str, bytes]:
    """Name and content."""
    found = read_extract(ANALYST, filters.indicator)
    other = None if filters.vs is None else read_extract(ANALYST, filters.vs.indicator)
    places = read_places(ANALYST)
    level = drawn_level(filters, {one.id: len(one.frame) for one in places.levels})
    frame = places.level(level).frame
    names = {"id": [str(one) for one in frame["id"]], "name": [str(one) for one in frame["name"]]}
    columns, rows = panel_table(views(found, filters, other), panel, level, names)
    told, name = origin(ANALYST, found, filters), file_name(filters, found, format)
    if format == "geojson":
        drawn: Any = geojson(ground_of(places, level).places, rows, columns, told)
        return name, json.dumps(drawn, ensure_ascii=False).encode()
    if format == "csv":
        return name, b"".join(csv_pieces([rows], told, columns))
    with tempfile.TemporaryDirectory(prefix="yiping-panel-") as folder:
        path = Path(folder) / "panel.xlsx"
        for _ in write_xlsx(path, [rows], told, columns):
            pass
        return name, path.read_bytes()
