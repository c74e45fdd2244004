"""Which indicators raise when they are counted, so that one broken number is one grey card, not a blank wall."""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import duckdb

from data.catalogue import Catalogue
from data.counting import Spans
from data.measure import measure_in
from data.readers import Readers
from data.spots import LevelIndex

# What a formula does with a value that it was not written for; a lack of memory or a lost disk is another matter.
RAISED = (duckdb.DataError, duckdb.ProgrammingError)
AGAIN = timedelta(hours=1)  # after this long the rows may have been mended
log = logging.getLogger(__name__)


class Raising:
    """The indicators that are left out, since when each."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.since: dict[str, datetime] = {}

    def now(self, as_of: datetime) -> frozenset[str]:
        """Those that are left out at an instant."""
        self.since = {id: at for id, at in self.since.items() if as_of - at < AGAIN}
        return frozenset(self.since)

    def find(
        self, readers: Readers, levels: Sequence[LevelIndex], as_of: datetime, spans: Spans, can: Collection[str]
    ) -> set[str]:
        """The indicators that cannot be counted; each is counted alone, which takes seconds."""
        found = set()
        for one in sorted(can):
            try:
                measure_in(readers, self.catalogue, levels, as_of, spans, {one}, {})
            except RAISED as error:
                readers.renew()
                found.add(one)
                log.error("indicators[%s]: cannot be counted and is missing: %s", one, str(error).splitlines()[0])
        self.since |= dict.fromkeys(found, as_of)
        return found
