"""The newest cases, one a line: when, from where, about what, in which grid, how far it is."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from dash import html

from components.card import SIGNS
from components.code_words import code_word
from components.scene_words import SOURCES, STEPS, tell_scene
from data.case_counts import Event

DAY = "%m-%d %H:%M"


def events(newest: Sequence[Event], zone: ZoneInfo, language: str) -> html.Ol:
    """The lines, newest first; one of another day than the newest says which."""
    days = {one.reported_at.astimezone(zone).date() for one in newest}
    form = "%H:%M" if len(days) == 1 else DAY
    return html.Ol([event(one, zone, form, language) for one in newest], className="events")


def event(one: Event, zone: ZoneInfo, form: str, language: str) -> html.Li:
    source = SOURCES[one.source][language] if one.source in SOURCES else (one.source or "")
    category = code_word(one.category or "", language) or tell_scene("no_category", language)
    sign = [html.I(SIGNS["bad"], className="sign")] if one.lit else []
    return html.Li(
        [
            html.Span(f"{one.reported_at.astimezone(zone):{form}}", className="event-time"),
            html.Span(source, className="event-source"),
            html.Span([*sign, category], className="event-what"),
            html.Span(one.place or tell_scene("nowhere", language), className="event-where"),
            html.Span(STEPS[one.step][language], className="event-step"),
        ],
        className="is-bad" if one.lit else "",
    )
