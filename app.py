"""The Dash app and the command line."""

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import uvicorn
from dash import Dash, html, page_container

from components.addresses import is_page
from components.arrangement import arrange
from components.words import words_of
from data import commands, running
from data.arguments import instant, order_of, parse
from data.backup import backup
from data.board import catalogue_of
from data.briefing.command import briefing
from data.briefing.lint.command import lint
from data.briefing.schedule import keep_schedule
from data.coverage import keep_coverage
from data.door import PROGRAM, follow_editions
from data.fault import Fault, Misuse
from data.hub import HUB
from data.live import Live
from data.profile import Profile, load_profile
from data.restore import restore
from data.web.compressed import Compressed
from data.web.first_request import FirstRequest
from data.web.headers import SecurityHeaders
from data.web.routes import add_routes
from geo.crs import CrsError
from geo.places import PlacesError

HERE = Path(__file__).parent


def make_app(profile: Profile) -> Dash:
    """The app of one place; boards reach it through the hub. Nothing that it serves asks any other host."""
    app = Dash(
        __name__,
        backend="fastapi",
        use_pages=True,
        pages_folder=str(HERE / "pages"),
        assets_folder=str(HERE / "components" / "assets"),
        serve_locally=True,
        title=f"{words_of(profile.title).zh} · 一屏",
        update_title="",
        include_pages_meta=False,
        suppress_callback_exceptions=True,
        add_log_handler=False,
    )
    app.layout = html.Div(page_container)
    app.enable_dev_tools(debug=False, dev_tools_disable_version_check=True)
    add_routes(app.server)
    app.server.add_middleware(Compressed)
    app.server.add_middleware(SecurityHeaders, hashes=app.csp_hashes, is_page=is_page)
    app.server.add_middleware(FirstRequest)
    return app


async def serve(profile: Profile, host: str, port: int, as_of: datetime | None) -> None:
    """Serves the wall until it is stopped; the first board follows as soon as it is measured.

    A wall that names an unknown indicator refuses to start.
    """
    arrange(profile, catalogue_of(profile))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Fault(f"{host}:{port} cannot be listened on ({error.strerror}): try another --port") from None
    config = uvicorn.Config(make_app(profile).server, host=host, port=port, log_level="warning", ws="websockets-sansio")
    server = uvicorn.Server(config)
    # Once it has stopped, uvicorn raises the signal again: by then the store is still to be closed.
    signal.signal(signal.SIGTERM, lambda *_: None)
    print(f"Yiping 一屏 · {profile.name}: http://{host}:{port}/wall", flush=True)
    served = asyncio.create_task(server.serve())
    live = asyncio.create_task(Live(profile, HUB, as_of).run())
    noted = asyncio.create_task(note_when_ready(profile, host, port))
    scheduled = asyncio.create_task(keep_schedule(profile))
    covered = asyncio.create_task(keep_coverage(recorded=as_of is None))
    await asyncio.wait((served, live), return_when=asyncio.FIRST_COMPLETED)
    noted.cancel()
    scheduled.cancel()
    covered.cancel()
    server.should_exit = True
    running.forget(profile)
    await served
    if live.done():
        live.result()
    live.cancel()
    await asyncio.gather(live, return_exceptions=True)


async def note_when_ready(profile: Profile, host: str, port: int) -> None:
    """Once there is a board, the command line may ask for it. What is there by then stays, and is searched for garbage
    no more: that would stop everything for a third of a second, again and again."""
    await anext(follow_editions(PROGRAM))
    gc.collect()
    gc.freeze()
    running.note(profile, host, port)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command. 0: done; 1: the data or the profile is at fault, said on standard error; 2: wrong usage."""
    words = parse(argv)
    try:
        profile = load_profile(words.profile)
        match words.command:
            case "load":
                commands.load(profile, words.files)
            case "measure":
                commands.measure(profile, instant(words.as_of, profile), words.level, words.format)
            case "rejects":
                commands.rejects(profile, words.feed, words.out)
            case "token":
                commands.token(profile, words.source)
            case "backup":
                backup(profile, words.out)
            case "restore":
                restore(profile, words.file)
            case "briefing" if words.lint is not None:
                return min(lint(words.lint, profile if words.profile_told else None, order_of(words)), 1)
            case "briefing":
                briefing(profile, order_of(words), words.out)
            case "check":
                return min(commands.check(profile), 1)
            case _:
                asyncio.run(serve(profile, words.host, words.port, instant(words.as_of, profile)))
    except (Fault, PlacesError, CrsError) as fault:
        print(fault, file=sys.stderr)
        return 2 if isinstance(fault, Misuse) else 1
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
