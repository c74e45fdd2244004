"""What cannot be drawn stays one grey part of the screen; the rest goes on."""

import logging
from collections.abc import Callable
from typing import TypeVar

from dash import html
from dash.development.base_component import Component

from components.figure import MISSING

LOGGER = logging.getLogger("yiping")
SAID: set[tuple[str, str]] = set()
Part = TypeVar("Part")


def blank() -> Component:
    """The grey part: a dash, as for a number that is missing."""
    return html.Span(MISSING, className="quiet")


def fenced(name: str, draw: Callable[[], Part], instead: Callable[[], Part]) -> Part:
    """What `draw` gives, or `instead` where it raises; the reason is logged once for each part and kind of error."""
    try:
        return draw()
    except Exception as error:
        key = (name, type(error).__name__)
        if key not in SAID:
            SAID.add(key)
            LOGGER.exception("%s cannot be drawn", name)
        return instead()
