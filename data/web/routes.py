"""Every address that is not a page."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from data import download, keeper, map_files, metrics
from data.alarms import answer as alarms
from data.api import description
from data.briefing import press, web
from data.briefing.lint import request
from data.ways import http
from data.web import health, maps

ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", "/healthz", health.alive),
    ("GET", "/readyz", health.ready),
    ("GET", "/metrics", metrics.answer),
    *description.ROUTES,
    ("GET", "/api/v1/openapi.json", description.openapi),
    ("GET", "/api/v1/alarms", alarms.answer),
    ("GET", "/api/v1/maps/resources.geojson", maps.resources),
    ("GET", "/api/v1/maps/hotspots.geojson", maps.hotspots),
    ("GET", "/api/v1/maps/base/{id}.geojson", map_files.base),
    ("GET", "/api/v1/maps/ground/{level}/{part}.geojson", map_files.ground),
    ("GET", "/api/v1/places.geojson", map_files.places),
    ("GET", "/api/v1/blind-spots.geojson", map_files.blind),
    ("POST", "/api/v1/backup", keeper.copied),
    ("POST", "/api/v1/tokens", keeper.token),
    ("POST", "/api/v1/briefings", press.answer),
    ("POST", "/api/v1/briefings/lint", request.answer),
    ("GET", "/api/v1/briefings/{id}", web.download),
    ("POST", "/api/v1/feeds/{feed}", http.receive),
    ("GET", "/api/v1/feeds/{feed}/rejects.csv", download.rejects),
)


def add_routes(server: FastAPI) -> None:
    """Has a server answer at each of them."""
    for method, path, answer in ROUTES:
        server.add_api_route(path, answer, methods=[method], include_in_schema=False)
