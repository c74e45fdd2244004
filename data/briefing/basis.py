"""What all briefings of one span stand on: one board, the polygons, and which feeds were silent meanwhile."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from data.board import Board, catalogue_of
from data.briefing.outages import Outage, find_outages
from data.briefing.span import Kind, Span, last_complete, parse_span
from data.feed_states import find_overwritten
from data.prepare import catch_up
from data.snapshot import Snapshot
from data.store import Store
from data.survey import read_board
from geo.places import Places


@dataclass(frozen=True, eq=False)
class Basis:
    """The board is of `span.as_of(now)`, so that its numbers are those of `measure --as-of` that instant.

    `overwritten` are the feeds that keep only their newest rows and have sent some since: what the board tells of them
    is not how it was, and is left out.
    """

    board: Board
    places: Places
    span: Span
    outages: tuple[Outage, ...] = ()
    overwritten: frozenset[str] = frozenset()


def span_asked(store: Store, kind: Kind, text: str | None) -> Span:
    """The span of that name, or the last complete one. Raises Misuse."""
    zone = ZoneInfo(store.profile.zone)
    return last_complete(kind, store.now(), zone) if text is None else parse_span(kind, text, zone)


class SpanSnapshot(Snapshot):
    """The state of a store in which a span is told."""

    def __init__(self, store: Store, span: Span) -> None:
        """On the thread that writes; a simulated place is first brought up to the span's end. Raises Misuse where the
        span has not begun."""
        self.span = span
        as_of = span.as_of(store.now())
        if store.profile.simulate is not None:
            simulated = store.meta("simulated_until")
            if simulated is None or datetime.fromisoformat(simulated) < as_of:
                for _ in catch_up(store, datetime.now(UTC)):
                    pass
        super().__init__(store, as_of)

    def basis(self) -> Basis:
        """The span's basis; what was held is let go."""
        profile, first = self.store.profile, self.readers.first
        with self:
            board = read_board(self, catalogue_of(profile))
            outages = find_outages(first, profile, self.span.begin, self.as_of)
            overwritten = find_overwritten(first, profile, self.as_of)
        return Basis(board, self.store.spotter.places, self.span, outages, overwritten)


def measure_basis(store: Store, span: Span) -> Basis:
    """Measures the span's board where nobody else uses the store. Raises Misuse where it has not begun."""
    return SpanSnapshot(store, span).basis()
