"""The charts beside and below the map, each with its heading: they change together with their numbers."""

from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from components.bars import bars
from components.code_words import code_word
from components.events import events
from components.fence import blank, fenced
from components.figure import counted, interval
from components.hours import by_hours, hours_note
from components.panel import head
from components.periods import period_labels
from components.ranking import in_order, ranking
from components.scene_words import tell_scene
from components.trend import trend
from components.words import PERIODS, level_title, say
from data.board import Board, Reading

CATEGORIES = 6
RANKED = 6


def charts(board: Board, shown: Reading | None, language: str) -> dict[str, Component]:
    """By slot: the trend, cases by hour and by category, the newest of them; what cannot be drawn is blank."""
    zone, scene = ZoneInfo(board.profile.zone), board.scene
    categories = sum(count for _, count in scene.categories)
    drawn: dict[str, Callable[[], Component]] = {
        "trend": lambda: blank() if shown is None else trend_of(board, shown, language),
        "hours": lambda: titled(
            tell_scene("hours", language),
            hours_note(board, scene.hours, language) if scene.hours else "",
            by_hours(scene.hours, language) if scene.hours else nothing(language),
        ),
        "categories": lambda: titled(
            tell_scene("categories", language),
            f"n={categories:,}",
            by_category(scene.categories, language) if categories else nothing(language),
        ),
        "events": lambda: titled(
            tell_scene("events", language),
            tell_scene("events_note", language),
            events(scene.events, zone, language) if scene.events else no_events(board, language),
        ),
    }
    return {slot: fenced(slot, draw, blank) for slot, draw in drawn.items()}


def trend_of(board: Board, shown: Reading, language: str) -> html.Div:
    labels = period_labels(shown.indicator.period, board.as_of, ZoneInfo(board.profile.zone), language)
    return titled(shown.indicator.title[language], trend_note(shown, language), trend(shown, labels, language))


def ranked(board: Board, places: Sequence[Reading], level: str, language: str) -> Component:
    """The first places of the map's indicator; a share of few says little, so that those come last."""
    measured, indicator = board.level(level).level, places[0].indicator
    names = dict(zip(measured.places, measured.names, strict=True))
    ordered = sorted(in_order(places, indicator), key=lambda one: one.small)
    kind, name = "least" if indicator.direction == "up" else "most", level_title(board.profile, level)[language]
    note = tell_scene(kind, language, level=name, n=RANKED, unit=indicator.unit[language])
    return titled(indicator.title[language], note, ranking(ordered, names, RANKED))


def titled(title: str, note: str, content: Any) -> html.Div:
    return html.Div([head(title, note), content], className="titled")


def no_events(board: Board, language: str) -> html.P:
    """Why there are none: a board for visitors has none to show."""
    return html.P(tell_scene("hidden", language), className="nothing") if board.withheld else nothing(language)


def nothing(language: str) -> html.P:
    return html.P(say("none", language), className="nothing")


def trend_note(shown: Reading, language: str) -> str:
    """Over how many the last point is taken and its 95 % interval; its period and unit where it has none."""
    words = f"{PERIODS[shown.indicator.period][language]} · {shown.indicator.unit[language]}"
    between = interval(shown)
    return f"{counted(shown).removeprefix(' · ')} · 95%: {between}" if between else words


def by_category(categories: Sequence[tuple[str, int]], language: str) -> html.Ol:
    """The most frequent ones, and the others together."""
    named = [(code_word(name, language) or tell_scene("no_category", language), count) for name, count in categories]
    more = named[CATEGORIES:]
    if more:
        others = tell_scene("others", language, n=len(more))
        named = [*named[:CATEGORIES], (others, sum(count for _, count in more))]
    return bars([(name, count, f"{count:,}") for name, count in named])
