"""The life of a serving process: take in what arrives, measure, publish; one thread writes, the loop only waits."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from data.board import Board, catalogue_of
from data.catalogue import Catalogue
from data.hub import Hub
from data.prepare import catch_up, load_all, open_store
from data.profile import Profile
from data.store import Store
from data.survey import Survey

TICK_SECONDS = 1.0
REST = 3  # after a tick that took t seconds, at least 3 t pass: measuring takes a quarter of a core at most
HEARTBEAT = timedelta(seconds=5)


class Live:
    """Serves one profile's boards to a hub. `as_of` freezes the board at an instant."""

    def __init__(self, profile: Profile, hub: Hub, as_of: datetime | None = None) -> None:
        self.profile = profile
        self.hub = hub
        self.as_of = as_of
        self.catalogue: Catalogue = catalogue_of(profile)
        self.store: Store | None = None
        self.survey: Survey | None = None
        self.writer = ThreadPoolExecutor(1, thread_name_prefix="writer")

    async def run(self) -> None:
        """Opens, loads, publishes the first board, then follows the feeds until it is cancelled."""
        loop = asyncio.get_running_loop()
        try:
            self.hub.publish(await loop.run_in_executor(self.writer, self.begin))
            assert self.store is not None
            self.hub.places = self.store.spotter.places
            published_at = loop.time()
            taken = 0.0
            while True:
                await asyncio.sleep(max(TICK_SECONDS, REST * taken))
                begun = loop.time()
                due = loop.time() - published_at >= HEARTBEAT.total_seconds()
                board = await loop.run_in_executor(self.writer, self.tick, due)
                taken = loop.time() - begun
                if board is not None:
                    self.hub.publish(board)
                    published_at = loop.time()
        finally:
            await loop.run_in_executor(self.writer, self.end)
            self.writer.shutdown()

    def begin(self) -> Board:
        """The first board: from the store, after loading what the profile names."""
        self.store = open_store(self.profile)
        self.hub.places = self.store.spotter.places
        for _ in load_all(self.store):
            pass
        self.survey = Survey(self.store, self.catalogue)
        return self.survey.board(self.as_of)

    def tick(self, due: bool) -> Board | None:
        """Takes in what has arrived; a new board where anything did, or where the last one is getting old."""
        assert self.store is not None
        assert self.survey is not None
        if self.as_of is not None:
            return self.survey.board(self.as_of) if due else None
        arrived = 0
        if self.profile.simulate is not None:
            arrived = sum(counts.accepted + counts.updated for counts in catch_up(self.store, datetime.now(UTC)))
        return self.survey.board() if arrived or due else None

    def end(self) -> None:
        if self.store is not None:
            self.store.close()
