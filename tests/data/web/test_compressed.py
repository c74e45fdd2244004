"""What never changes is compressed once and sent as it was; what a browser has is not sent again."""

import asyncio
import gzip
from collections.abc import Mapping

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from data.web.compressed import MOST_FILES, Compressed, File

SCRIPT = b"let a = 1;\n" * 1000
ADDRESS = "/_dash-component-suites/a/a.min.js"


class Files:
    """An application that serves one script in two parts, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        self.asked += 1
        status = 404 if "nowhere" in scope["path"] else 200
        headers = [(b"content-type", b"text/javascript"), (b"etag", b'"one"'), (b"cache-control", b"max-age=9")]
        parts: list[Message] = [
            {"type": "http.response.start", "status": status, "headers": headers},
            {"type": "http.response.body", "body": SCRIPT[:10], "more_body": True},
            {"type": "http.response.body", "body": SCRIPT[10:]},
        ]
        for part in parts:
            await send(part)


def answers(files: Files, *asked: tuple[str, Mapping[str, str]]) -> list[httpx.Response]:
    async def ask() -> list[httpx.Response]:
        transport = httpx.ASGITransport(Compressed(files))
        async with httpx.AsyncClient(transport=transport, base_url="http://wall") as web:
            return [await web.get(path, headers=dict(headers)) for path, headers in asked]

    return asyncio.run(ask())


def test_a_file_is_made_once_and_sent_compressed_to_who_takes_it() -> None:
    files = Files()
    first, again, plain = answers(
        files,
        (ADDRESS, {"Accept-Encoding": "gzip"}),
        (f"{ADDRESS}?m=2", {"Accept-Encoding": "gzip"}),
        (ADDRESS, {"Accept-Encoding": "identity"}),
    )
    assert {one.content for one in (first, again, plain)} == {SCRIPT}
    assert files.asked == 2  # the plain one is asked for anew
    assert int(first.headers["content-length"]) < len(SCRIPT) / 10
    assert first.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in plain.headers


def test_what_a_browser_has_is_not_sent_again() -> None:
    known = {"Accept-Encoding": "gzip", "If-None-Match": '"one"'}
    same, other = answers(Files(), (ADDRESS, known), (ADDRESS, known | {"If-None-Match": '"two"'}))
    assert (same.status_code, same.content, same.headers["cache-control"]) == (304, b"", "max-age=9")
    assert (other.status_code, other.content) == (200, SCRIPT)


@pytest.mark.parametrize("path", ["/_dash-update-component", "/wall"])
def test_what_changes_is_asked_for_each_time(path: str) -> None:
    files = Files()
    found = answers(files, *[(path, {"Accept-Encoding": "gzip"})] * 2)
    assert files.asked == 2
    assert [one.headers["content-encoding"] for one in found] == ["gzip", "gzip"]


def test_what_is_not_there_and_too_many_names_are_not_kept() -> None:
    files = Files()
    wanted = {"Accept-Encoding": "gzip"}
    missing = answers(files, *[("/assets/nowhere.js", wanted)] * 2)
    assert [one.status_code for one in missing] == [404, 404]
    assert files.asked == 2
    kept = Compressed(files)
    kept.files = {f"/assets/{n}": File({"type": "http.response.start"}, b"") for n in range(MOST_FILES)}
    made = asyncio.run(kept.made({"type": "http", "path": "/assets/x", "headers": []}, never))
    assert gzip.decompress(made.body) == SCRIPT
    assert len(kept.files) == MOST_FILES


async def never() -> Message:
    raise AssertionError("nothing is read of a request for a file")
