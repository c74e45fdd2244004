"""Every address that is not a page."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from data import download, keeper, metrics
from data.alarms import answer as alarms
from data.briefing import press
from data.ways import http
from data.web import health, readings

ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", "/healthz", health.alive),
    ("GET", "/readyz", health.ready),
    ("GET", "/metrics", metrics.answer),
    ("GET", "/api/v1/readings", readings.readings),
    ("GET", "/api/v1/alarms", alarms.answer),
    ("POST", "/api/v1/backup", keeper.answer),
    ("POST", "/api/v1/briefings", press.answer),
    ("POST", "/api/v1/feeds/{feed}", http.receive),
    ("GET", "/api/v1/feeds/{feed}/rejects.csv", download.rejects),
)


def add_routes(server: FastAPI) -> None:
    """Has a server answer at each of them."""
    for method, path, answer in ROUTES:
        server.add_api_route(path, answer, methods=[method], include_in_schema=False)
