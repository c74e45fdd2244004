"""An indicator at the places of a level: the map, and the key of its classes under it."""

from collections.abc import Callable, Sequence

from dash import html

from components.choropleth import colours_of
from components.legend import legend
from components.places_map import places_map
from components.scale import class_limits
from data.board import Reading
from data.catalogue import Indicator
from data.ground import Ground


def value_map(
    ground: Ground, indicator: Indicator, readings: Sequence[Reading], href: Callable[[str], str], language: str
) -> html.Section:
    """`readings` in the order of the ground's features; `href` tells the address of a place by its id."""
    values = [one.value for one in readings]
    limits = class_limits(values, indicator.digits)
    drawn = places_map(ground, colours_of(values, limits), indicator.title[language], href)
    key = html.Div(legend(indicator, values, limits, language), className="map-foot")
    return html.Section([drawn, key], className="panel town-map")
