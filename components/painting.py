"""The wall at one instant: every part that can change, by the id of its slot, and what changed since another."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from components.alarms import alarms
from components.arrangement import Arrangement
from components.card import blank_card, card
from components.charts import charts, ranked
from components.choropleth import colours_of
from components.earlier import earlier
from components.feeds import feed, newest
from components.fence import blank, fenced
from components.legend import legend
from components.map_points import Spots, map_key, moved, spots_of
from components.panel import head
from components.part import Part, plain
from components.scale import class_limits
from components.words import PERIODS, level_title, say
from data.board import Board, Reading, State
from data.catalogue import Indicator
from data.ground import Ground

MAPPED = ("map-head", "legend", "map-key", "ranking")


@dataclass(frozen=True, eq=False)
class Painting:
    """`slots` are components by slot id; `colours` the classes of the map's places; `figures` what each card says, by
    indicator; `stamps` how new the data of a card or a feed is, by slot."""

    slots: dict[str, Component]
    colours: tuple[int | None, ...]
    figures: dict[str, tuple[float | None, State]]
    stamps: dict[str, str] = field(default_factory=dict)
    points: dict[str, Spots] = field(default_factory=dict)

    @cached_property
    def parts(self) -> dict[str, Part]:
        """Each slot as displays draw it, made once for all of them."""
        return {slot: Part(component, slot) for slot, component in self.slots.items()}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Each slot as it is sent."""
        return {slot: json.dumps(plain(component), ensure_ascii=False) for slot, component in self.slots.items()}

    @cached_property
    def prints(self) -> dict[str, str]:
        """The same without the stamps, which change with every row that arrives."""
        return {slot: unstamped(text, self.stamps.get(slot)) for slot, text in self.texts.items()}


def paint(
    board: Board,
    arrangement: Arrangement,
    level: str | None,
    language: str,
    turn: int = 0,
    ground: Ground | None = None,
) -> Painting:
    """All slots of the wall; `level` is the one that its map shows on its `ground`, None where the place has no
    polygons. The map's indicators take turns."""
    ids = dict.fromkeys((*arrangement.indicators, arrangement.trend))
    read = {one: fenced(one, partial(reading_of, board, one), nothing) for one in ids}
    shown = [
        one for id in arrangement.indicators if (one := read[id]) is not None and one.indicator.id not in board.withheld
    ]
    followed = read[arrangement.trend]
    slots: dict[str, Component] = {
        **{f"card-{one}": card_of(board, one, read[one], language) for one in arrangement.indicators},
        **{f"feed-{one.id}": fenced(one.id, partial(feed, one, language), blank) for one in board.feeds},
        "alarms": fenced("alarms", lambda: alarms(board, shown, language), blank),
        "data-time": data_time(board, language),
        **charts(board, followed, language),
    }
    if board.earlier:
        slots["alarms"] = earlier(board, language)
    colours: tuple[int | None, ...] = ()
    if level is not None:
        place_in_turn = turn % len(arrangement.maps), len(arrangement.maps)
        mapped = board.catalogue[arrangement.maps[place_in_turn[0]]]
        colours, parts = fenced(
            f"the map of {mapped.id}",
            lambda: mapped_at(board, mapped, level, place_in_turn, language),
            lambda: ((None,) * len(board.level(level).level.places), {slot: blank() for slot in MAPPED}),
        )
        slots.update(parts)
    points = {} if ground is None else spots_of(board.scene.layers, ground)
    figures = {one.indicator.id: (one.value, one.state) for one in shown}
    stamps = {f"card-{one.indicator.id}": stamp(one) for one in shown}
    return Painting(slots, colours, figures, stamps | {f"feed-{one.id}": newest(one) for one in board.feeds}, points)


def reading_of(board: Board, indicator_id: str) -> Reading | None:
    return board.reading(indicator_id)


def nothing() -> None:
    """Instead of a reading that cannot be had."""


def card_of(board: Board, indicator_id: str, reading: Reading | None, language: str) -> Component:
    """A card; one that says nothing where it cannot be drawn, and none where it is withheld."""
    indicator = board.catalogue[indicator_id]
    if indicator_id in board.withheld:
        return html.Span(className="withheld")
    if reading is None:
        return blank_card(indicator, language)
    return fenced(indicator_id, lambda: card(reading, board.as_of, language), lambda: blank_card(indicator, language))


def mapped_at(
    board: Board, mapped: Indicator, level: str, turn: tuple[int, int], language: str
) -> tuple[tuple[int | None, ...], dict[str, Component]]:
    """The classes of the map's places, and what stands around it."""
    places = at_places(board, mapped.id, level)
    values = [one.value for one in places]
    limits = class_limits(values, mapped.digits)
    return tuple(colours_of(values, limits)), {
        "map-head": map_head(board, mapped, level, turn, language),
        "legend": legend(mapped, values, limits, language, titled=False),
        "map-key": map_key(board.scene.layers, language),
        "ranking": ranked(board, places, level, language),
    }


def map_head(board: Board, mapped: Indicator, level: str, turn: tuple[int, int], language: str) -> Component:
    """What the map shows, and which of how many it is."""
    title = say("by_place", language, level=level_title(board.profile, level)[language], title=mapped.title[language])
    position, count = turn
    note = f"{PERIODS[mapped.period][language]} · {mapped.unit[language]}"
    return head(title, f"{note} · {position + 1}/{count}" if count > 1 else note)


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
    return text if stamp is None else text.replace(f'"data-as-of": "{stamp}"', "", 1)


def news(before: Painting | None, after: Painting) -> str:
    """What a display that shows `before` needs to show `after` (all of it where before is None), as JSON: the slots to
    fill anew, the cards whose figure moved, new stamps by time, the map's new colours and points."""
    slots, told = changes(before, after)
    filled = ",".join(f"{json.dumps(slot)}:{after.texts[slot]}" for slot in slots)
    return f'{{"slots":{{{filled}}},{json.dumps(told, ensure_ascii=False).removeprefix("{")}'


def changes(before: Painting | None, after: Painting) -> tuple[list[str], dict[str, Any]]:
    """The slots to fill anew, and the rest of the news."""
    if before is None:
        whole = {"colours": after.colours, "points": after.points, "moved": []}
        return list(after.slots), whole | {"stamps": by_time(after.stamps.items())}
    slots = [slot for slot, text in after.prints.items() if before.prints.get(slot) != text]
    told: dict[str, Any] = {
        "moved": [one for one, figure in after.figures.items() if before.figures.get(one) != figure],
        "stamps": by_time(
            (slot, text) for slot, text in after.stamps.items() if slot not in slots and before.stamps.get(slot) != text
        ),
    }
    if before.colours != after.colours:
        told["colours"] = after.colours
    if points := moved(before.points, after.points):
        told["points"] = points
    return slots, told


def by_time(stamps: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Slots by stamp: many cards come from one feed and share its newest time."""
    found: dict[str, list[str]] = {}
    for slot, text in stamps:
        found.setdefault(text, []).append(slot.removeprefix("card-"))
    return found
