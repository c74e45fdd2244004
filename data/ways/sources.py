"""The ways in that the server goes out for: a broker it listens to and the views it pulls from."""

import asyncio
import threading
from contextlib import suppress

from data.fault import Fault
from data.profile import Profile
from data.store import Store
from data.ways import broker
from data.ways.database import engine_of
from data.ways.inbox import Inbox
from data.ways.mqtt import Link
from data.ways.pull import Puller, key_of

GRACE_SECONDS = 5.0  # for connections that are being made while the server stops


def findings(profile: Profile) -> list[str]:
    """What of a profile's declarations cannot be used where this runs, in plain words."""
    found = [] if profile.mqtt is None else broker.findings(profile.mqtt, profile.folder)
    for feed in profile.feeds:
        if feed.pull is not None:
            try:
                engine_of(feed.pull)
            except Fault as fault:
                found.append(f"feeds[{feed.id}].pull: {fault}")
    return found


class Sources:
    """Made with the store, before anything is served; Fault where a declaration cannot be used."""

    def __init__(self, profile: Profile, inbox: Inbox, store: Store) -> None:
        if wrong := findings(profile):
            raise Fault("\n".join(f"{profile.file}: {one}" for one in wrong))
        self.link = None if profile.mqtt is None else Link(profile, profile.mqtt, inbox)
        self.pullers = [
            Puller(feed, feed.pull, profile.zone, inbox, store.meta(key_of(feed)))
            for feed in profile.feeds
            if feed.pull is not None
        ]
        self.following: asyncio.Task[None] | None = None

    def start(self) -> None:
        """From the event loop's thread, once the inbox is open."""
        if self.link is not None:
            self.link.start()
            self.following = asyncio.create_task(self.link.follow())
        for puller in self.pullers:
            puller.start()

    async def stop(self) -> None:
        """Once the inbox is closed. A connection that hangs is left to the end of the process."""
        if self.following is not None:
            self.following.cancel()
            await asyncio.gather(self.following, return_exceptions=True)
        loop, stopped = asyncio.get_running_loop(), asyncio.Event()

        def stop() -> None:
            if self.link is not None:
                self.link.stop()
            for puller in self.pullers:
                puller.stop()
            with suppress(RuntimeError):  # the loop did not wait so long
                loop.call_soon_threadsafe(stopped.set)

        threading.Thread(target=stop, daemon=True).start()
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), GRACE_SECONDS)
