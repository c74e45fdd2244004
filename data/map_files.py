"""Maps as files: the places of a level with an indicator's numbers, and the blind spots, as GeoJSON in WGS84."""

import asyncio
import json
from typing import Any

import numpy as np
from fastapi import Response
from fastapi.responses import JSONResponse

from data.board import Board, Reading
from data.door import PROGRAM, read_base, read_blind_spots, read_coverage, read_edition, read_places
from data.fault import Fault
from data.ground import ground_of
from data.seen_ground import EYES, Eye
from geo.blind import BlindSpots

MOST_HOURS = 72
GEOJSON = "application/geo+json"


async def places(level: str = "", indicator: str = "") -> Response:
    """`GET /api/v1/places.geojson`: the outlines of a level (default: the finest but micro-grids), each with its id and
    name, and with an indicator its value, parts and state; null is missing, never 0."""
    status = 503
    try:
        board, polygons = read_edition(PROGRAM).board, read_places(PROGRAM)
        status = 400
        levels = [one for one in board.measured if one != "town"]
        if not levels:
            raise Fault(f"profile {board.profile.name} has no polygons below the town")
        level = level or [*[one for one in levels if one != "micro_grid"], *levels][-1]
        if level not in levels:
            raise Fault(f'there is no level "{level}": {", ".join(levels)}')
        if indicator and indicator not in board.catalogue:
            raise Fault(f'there is no indicator "{indicator}"')
        readings = at_places(board, indicator, level) if indicator else []
        features = []
        for n, feature in enumerate(ground_of(polygons, level).places["features"]):
            told: dict[str, Any] = dict(feature["properties"])
            if readings:
                one = readings[n]
                told |= {"value": one.value, "numerator": one.numerator, "denominator": one.denominator}
                told |= {"state": one.state, "stale": one.stale, "unit": one.indicator.unit.en}
            features.append({**feature, "properties": told})
    except Fault as fault:
        return JSONResponse({"error": str(fault)}, status_code=status)
    about = {"level": level, "indicator": indicator or None, "as_of": board.as_of.isoformat()}
    return download({"type": "FeatureCollection", **about, "features": features}, f"{board.profile.name}-{level}")


def at_places(board: Board, indicator: str, level: str) -> list[Reading]:
    """One indicator at every place of a level, in the level's order."""
    number = next(n for n, one in enumerate(board.catalogue.indicators) if one.id == indicator)
    measured = board.level(level)
    return [board.read(number, measured, position) for position in range(len(measured.level.places))]


async def base(id: str, v: str = "") -> Response:
    """`GET /api/v1/maps/base/{id}.geojson`: a layer of the base; with its digest as `v` it may be kept for ever."""
    found = next((one for one in read_base(PROGRAM) if one.id == id), None)
    if found is None:
        known = ", ".join(one.id for one in read_base(PROGRAM)) or "none"
        return JSONResponse({"error": f"there is no such layer; there are: {known}"}, status_code=404)
    return keepable(found.geojson, v == found.digest)


async def ground(level: str, part: str, v: str = "") -> Response:
    """`GET /api/v1/maps/ground/{level}/{part}.geojson`: what the maps of a level are drawn on: its places, the borders
    of the level above, the hatch of land without a colour; with its digest as `v` it may be kept for ever."""
    try:
        polygons = read_places(PROGRAM)
    except Fault as fault:
        return JSONResponse({"error": str(fault)}, status_code=503)
    if level not in [one.id for one in polygons.levels]:
        return JSONResponse({"error": f'there is no level "{level}"'}, status_code=404)
    found = await asyncio.to_thread(ground_of, polygons, level)
    file = next((one for name, one in found.files.items() if name == part), None)
    if file is None:
        return JSONResponse({"error": f"the parts of a ground are {', '.join(found.files)}"}, status_code=404)
    return keepable(file, v == found.digest)


def keepable(geojson: bytes, forever: bool) -> Response:
    kept = "private, max-age=31536000, immutable" if forever else "no-cache"
    return Response(geojson, media_type=GEOJSON, headers={"Cache-Control": kept})


async def blind(hours: str = "24", by: str = "any") -> Response:
    """`GET /api/v1/blind-spots.geojson`: the ground that nobody saw in the last so many hours, largest first."""
    try:
        number, eyes = hours_of(hours), eyes_of(by)
        if number is None or eyes is None:
            wrong = f"hours is 1 to {MOST_HOURS}, by is any, patrol, camera or drone"
            return JSONResponse({"error": wrong}, status_code=400)
        name = read_edition(PROGRAM).board.profile.name
        as_of = read_coverage(PROGRAM, number).as_of
        spots = await asyncio.to_thread(read_blind_spots, PROGRAM, number, eyes)
    except Fault as fault:
        return JSONResponse({"error": str(fault)}, status_code=503)
    about = {"hours": number, "by": by, "as_of": as_of.isoformat()}
    features = await asyncio.to_thread(features_of, spots)
    return download({"type": "FeatureCollection", **about, "features": features}, f"{name}-blind-spots")


def features_of(spots: BlindSpots) -> list[dict[str, Any]]:
    """The blind spots as GeoJSON features with their size and the distance of the nearest camera, null for none."""
    found = []
    for n, shape in enumerate(spots.shapes):
        distance = None if np.isnan(spots.distance_m[n]) else round(float(spots.distance_m[n]))
        told = {"rank": n + 1, "area_m2": round(float(spots.areas_m2[n])), "nearest_camera_m": distance}
        found.append({"type": "Feature", "id": n + 1, "properties": told, "geometry": geometry(shape)})
    return found


def geometry(shape: Any) -> dict[str, Any]:
    """A WGS84 polygon to a metre."""
    there = shape.__geo_interface__

    def rounded(part: Any) -> Any:
        return round(part, 5) if isinstance(part, float) else [rounded(one) for one in part]

    return {"type": there["type"], "coordinates": rounded(there["coordinates"])}


def hours_of(text: object) -> float | None:
    """Whole hours that can be told; None for anything else."""
    told = str(text)
    number = int(told) if told.isascii() and told.isdigit() and len(told) <= 3 else 0
    return float(number) if 1 <= number <= MOST_HOURS else None


def eyes_of(text: object) -> tuple[Eye, ...] | None:
    """One of those who see, or all of them; None for anything else."""
    if text == "any":
        return EYES
    return next(((eye,) for eye in EYES if eye == text), None)


def download(told: dict[str, Any], name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.geojson"'}
    return Response(json.dumps(told, ensure_ascii=False), media_type=GEOJSON, headers=headers)
