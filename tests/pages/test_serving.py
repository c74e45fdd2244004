"""What the server answers, whichever page is asked for first."""

import asyncio
import base64
import hashlib
import re
from dataclasses import replace

import httpx
import pytest
from dash import Dash

from data.hub import HUB


def get(app: Dash, path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app.server)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path)

    return asyncio.run(ask())


def test_it_is_alive_before_it_is_ready(app: Dash) -> None:
    assert (get(app, "/healthz").status_code, get(app, "/healthz").text) == (200, "ok")
    assert get(app, "/readyz").status_code == httpx.codes.SERVICE_UNAVAILABLE


def test_it_is_ready_with_its_first_board(published: Dash) -> None:
    assert get(published, "/readyz").status_code == httpx.codes.OK


@pytest.mark.parametrize("path", ["/", "/wall", "/wall?lang=en", "/indicator/case_open", "/no/such/page"])
def test_every_page_runs_our_scripts_only_and_asks_no_other_host(app: Dash, path: str) -> None:
    page = get(app, path)
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"script-src[^;]*unsafe-inline", policy)
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page.text) == []


@pytest.mark.parametrize("path", ["/", "/wall"])
def test_every_inline_script_of_a_page_is_named_by_its_hash(app: Dash, path: str) -> None:
    page = get(app, path)
    scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>(.*?)</script>", page.text, re.DOTALL)
    inline = [script for script in scripts if "Internet Explorer" not in script]
    assert inline
    for script in inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page.headers["content-security-policy"]


def test_our_scripts_and_styles_are_in_the_page_even_where_the_wall_is_asked_for_first(app: Dash) -> None:
    page = get(app, "/wall")
    for asset in ("live.js", "map.js", "theme.css", "wall.css"):
        assert f"assets/{asset}" in page.text


def test_an_earlier_runs_board_is_on_the_wall_but_nothing_is_ready(published: Dash) -> None:
    assert HUB.edition is not None
    HUB.publish(replace(HUB.edition.board, earlier=True))
    assert get(published, "/readyz").status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert get(published, "/api/v1/readings").status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert get(published, "/api/v1/readings?level=nowhere").status_code == httpx.codes.SERVICE_UNAVAILABLE
    HUB.publish(replace(HUB.edition.board, earlier=False))
    assert get(published, "/readyz").status_code == httpx.codes.OK
    assert get(published, "/api/v1/readings?level=nowhere").status_code == httpx.codes.BAD_REQUEST
