"""The headers of every answer: what a browser may do with it."""

from collections.abc import Callable, Iterable
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class SecurityHeaders:
    """Tells the browser to ask no other host and run no script but ours, so that a slip shows.

    `hashes` gives those of the inline scripts as a policy names them; a page that `is_page` does not know is not found.
    """

    def __init__(self, app: ASGIApp, hashes: Callable[[], Iterable[str]], is_page: Callable[[str], bool]) -> None:
        self.app = app
        self.hashes = hashes
        self.is_page = is_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                if headers.get("content-type", "").startswith("text/html"):
                    headers["Content-Security-Policy"] = self.policy()
                    if not self.is_page(scope["path"]):
                        message["status"] = HTTPStatus.NOT_FOUND
            await send(message)

        await self.app(scope, receive, with_headers)

    def policy(self) -> str:
        """Asked for with each page: Dash adds inline scripts, known by their hashes, as late as its first request.

        MapLibre runs its worker from a blob; styles are set from scripts. 'self' includes the WebSocket.
        """
        rules = {
            "default-src": "'self'",
            "script-src": " ".join(["'self'", *dict.fromkeys(self.hashes())]),
            "style-src": "'self' 'unsafe-inline'",
            "img-src": "'self' data: blob:",
            "worker-src": "'self' blob:",
            "connect-src": "'self'",
            "object-src": "'none'",
            "base-uri": "'self'",
            "form-action": "'self'",
            "frame-ancestors": "'self'",
        }
        return "; ".join(f"{name} {value}" for name, value in rules.items())
