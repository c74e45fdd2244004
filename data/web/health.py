"""Whether the server lives, and whether it has a board."""

from fastapi import Response

from data.door import PROGRAM, read_edition
from data.fault import Fault


async def alive() -> Response:
    """As long as the process answers."""
    return Response("ok", media_type="text/plain")


async def ready() -> Response:
    """Once this run has published a board of its own; /wall may show an earlier run's before."""
    try:
        read_edition(PROGRAM)
    except Fault as fault:
        return Response(str(fault), status_code=503, media_type="text/plain")
    return Response("ok", media_type="text/plain")
