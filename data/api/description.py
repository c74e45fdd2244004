"""GET /api/v1/openapi.json: the API described, by FastAPI itself."""

from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from data.api import exports, numbers, panels, rows
from data.explore.filters import KEYS, PERIODS, STATUSES, STEPS
from data.web import readings

ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", "/api/v1/board", numbers.board),
    ("GET", "/api/v1/readings", readings.readings),
    ("GET", "/api/v1/indicators", numbers.indicators),
    ("GET", "/api/v1/indicators/{id}", numbers.indicator),
    ("GET", "/api/v1/places/{level}/{id}", numbers.place),
    ("GET", "/api/v1/rows", rows.rows),
    ("GET", "/api/v1/rows.csv", rows.rows_csv),
    ("GET", "/api/v1/panels/{panel}.{format}", panels.panel),
    ("POST", "/api/v1/exports", exports.begin),
    ("GET", "/api/v1/exports/{token}", exports.progress),
    ("GET", "/api/v1/exports/{token}/file", exports.file),
)
FILTERED = {"/api/v1/rows", "/api/v1/rows.csv", "/api/v1/exports", "/api/v1/panels/{panel}.{format}"}
OF_PANELS = ("vs", "by", "step")
CLOSED = {"period": PERIODS, "step": STEPS, "status": (*STATUSES, "-"), "counted": ("yes", "no")}
ONCE = {"indicator", "period", "from", "to", "step", "by", "counted", "area", "vs"}
VERSION = "1"
WORDS = (
    "Read-only. The numbers are those of the wall and of `measure`. "
    'Times are ISO 8601 with their zone. An error is {"error": "a sentence"}.'
)
STANDING = {
    "400": {"description": "A filter or a parameter that cannot be meant"},
    "404": {"description": "No such indicator, level, place or file"},
    "503": {"description": "The first board is not measured yet"},
}


async def openapi() -> JSONResponse:
    """This description."""
    return JSONResponse(description())


@cache
def description() -> dict[str, Any]:
    """The OpenAPI document of ROUTES."""
    routes = [
        APIRoute(path, answer, methods=[method], responses={}, openapi_extra=extra(path))
        for method, path, answer in ROUTES
    ]
    found = get_openapi(title="Yiping 一屏", version=VERSION, description=WORDS, routes=routes)
    for methods in found["paths"].values():
        for one in methods.values():
            one["responses"].pop("422", None)
            one["responses"] |= STANDING
    return found


def extra(path: str) -> dict[str, Any]:
    """The filters, which are read from the query as one."""
    if path not in FILTERED:
        return {}
    left_out = () if "panels" in path else OF_PANELS
    told = [filter_parameter(name) for name in KEYS if name not in left_out]
    if path == "/api/v1/rows":
        told += [parameter("limit", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100})]
        told += [parameter("after", {"type": "string"})]
    return {"parameters": told}


def filter_parameter(name: str) -> dict[str, Any]:
    one: dict[str, Any] = {"type": "integer" if name in ("weekday", "hour") else "string"}
    if name in CLOSED:
        one["enum"] = list(CLOSED[name])
    return parameter(name, one if name in ONCE else {"type": "array", "items": one})


def parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema}
