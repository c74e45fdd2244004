"""A snapshot: the store as it is at one moment, to be measured on any thread while others write on."""

from datetime import datetime
from types import TracebackType
from typing import Self

from data.readers import AT_ONCE, Readers
from data.store import Store


class Snapshot:
    """Taken on the thread that writes, used once, and let go at the end of its `with`.

    `disturbed` tells whether rows had been changed in place since the last snapshot that was measured for the board.
    """

    def __init__(self, store: Store, as_of: datetime, at_once: int = AT_ONCE) -> None:
        self.store, self.as_of, self.disturbed = store, as_of, store.disturbed
        self.levels = store.spotter.levels(store.profile.town)
        self.readers = Readers(store.connection, at_once)
        self.readers.__enter__()
        for cursor in self.readers.cursors:
            cursor.execute("SELECT max(batch) FROM batches").fetchall()  # a state is fixed by the first thing read

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.readers.__exit__(kind, error, at)
