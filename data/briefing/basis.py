"""What all briefings of one span stand on: one board, the polygons, and which feeds were silent meanwhile."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from data.board import Board, catalogue_of
from data.briefing.outages import Outage, find_outages, find_overwritten
from data.briefing.span import Kind, Span, last_complete, parse_span
from data.prepare import catch_up
from data.store import Store
from data.survey import build_board
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


def measure_basis(store: Store, span: Span) -> Basis:
    """Measures the span's board; a simulated place is first brought up to its end. Raises Misuse where it has not
    begun. Runs on the thread that writes, in one go."""
    now = store.now()
    as_of = span.as_of(now)
    if store.profile.simulate is not None:
        simulated = store.meta("simulated_until")
        if simulated is None or datetime.fromisoformat(simulated) < as_of:
            for _ in catch_up(store, datetime.now(UTC)):
                pass
    disturbed = store.disturbed
    board = build_board(store, catalogue_of(store.profile), as_of)
    store.disturbed = disturbed  # the survey of the wall has still to see it
    outages = find_outages(store.connection, store.profile, span.begin, as_of)
    overwritten = find_overwritten(store.connection, store.profile, as_of)
    return Basis(board, store.spotter.places, span, outages, overwritten)
