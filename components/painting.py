"""The wall at one instant: every part that can change, by the id of its slot, and what changed since another."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from dash import html
from dash._utils import to_json
from dash.development.base_component import Component

from components.alarms import alarms
from components.arrangement import Arrangement
from components.card import card
from components.choropleth import colours_of
from components.feeds import feed
from components.legend import legend
from components.periods import period_labels
from components.ranking import in_order, ranking
from components.scale import class_limits
from components.trend import trend
from components.words import say
from data.board import Board, Reading, State

RANKED = 6


@dataclass(frozen=True)
class Painting:
    """`slots` are components by slot id; `colours` the classes of the map's places; `figures` what each card
    says and `stamps` how new it is, by indicator."""

    slots: dict[str, Component]
    colours: tuple[int | None, ...]
    figures: dict[str, tuple[float | None, State]]
    stamps: dict[str, str] = field(default_factory=dict)

    @cached_property
    def prints(self) -> dict[str, str]:
        """Each slot as it is sent, without the stamps, which change with every row that arrives."""
        return {slot: unstamped(to_json(component), self.stamps.get(slot)) for slot, component in self.slots.items()}


def paint(board: Board, arrangement: Arrangement, level: str | None, language: str) -> Painting:
    """All slots of the wall; `level` is the one that its map shows, None where the place has no polygons."""
    readings = {one.indicator.id: one for one in board.readings()}
    cards = {f"card-{one}": card(readings[one], board.as_of, language) for one in arrangement.indicators}
    slots: dict[str, Component] = {
        **cards,
        **{f"feed-{one.id}": feed(one, language) for one in board.feeds},
        "alarms": alarms([readings[one] for one in arrangement.indicators], board.feeds, language),
        "data-time": data_time(board, language),
    }
    shown = readings[arrangement.trend]
    labels = period_labels(shown.indicator.period, board.as_of, ZoneInfo(board.profile.zone), language)
    slots["trend"] = trend(shown, labels, language)
    colours: tuple[int | None, ...] = ()
    if level is not None:
        mapped = readings[arrangement.map].indicator
        places = at_places(board, mapped.id, level)
        values = [one.value for one in places]
        limits = class_limits(values, mapped.digits)
        colours = tuple(colours_of(values, limits))
        slots["legend"] = legend(mapped, limits, None in colours, language)
        measured = board.level(level).level
        names = dict(zip(measured.places, measured.names, strict=True))
        slots["ranking"] = ranking(in_order(places, mapped), names, RANKED)
    figures = {one: (readings[one].value, readings[one].state) for one in arrangement.indicators}
    return Painting(slots, colours, figures, {slot: stamp(readings[slot.removeprefix("card-")]) for slot in cards})


def at_places(board: Board, indicator_id: str, level: str) -> list[Reading]:
    """One indicator at every place of a level, in the level's order."""
    number = next(n for n, one in enumerate(board.catalogue.indicators) if one.id == indicator_id)
    measured = board.level(level)
    return [board.read(number, measured, position) for position in range(len(measured.level.places))]


def data_time(board: Board, language: str) -> Component:
    local = board.as_of.astimezone(ZoneInfo(board.profile.zone))
    return html.Span(say("data_time", language, time=f"{local:%H:%M:%S}"))


def stamp(reading: Reading) -> str:
    return reading.data_at.isoformat(timespec="seconds") if reading.data_at else ""


def unstamped(text: str, stamp: str | None) -> str:
    return text if stamp is None else text.replace(f'"data-as-of":"{stamp}"', "", 1)


def changes(before: Painting | None, after: Painting) -> tuple[dict[str, Component], dict[str, Any]]:
    """What a display that shows `before` needs to show `after` (all of it where before is None): the slots to
    fill anew, and the tick: cards whose figure moved, new stamps by time, the map's new colours."""
    if before is None:
        return after.slots, {"colours": after.colours, "moved": [], "stamps": by_time(after.stamps.items())}
    slots = {slot: after.slots[slot] for slot, text in after.prints.items() if before.prints.get(slot) != text}
    tick: dict[str, Any] = {
        "moved": [one for one, figure in after.figures.items() if before.figures.get(one) != figure],
        "stamps": by_time(
            (slot, text) for slot, text in after.stamps.items() if slot not in slots and before.stamps.get(slot) != text
        ),
    }
    if before.colours != after.colours:
        tick["colours"] = after.colours
    return slots, tick


def by_time(stamps: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Slots by stamp: many cards come from one feed and share its newest time."""
    found: dict[str, list[str]] = {}
    for slot, text in stamps:
        found.setdefault(text, []).append(slot.removeprefix("card-"))
    return found
