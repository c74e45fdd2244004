"""The base of a map: which of the place's own layers are drawn, and where a browser finds them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from dash import dcc
from dash.development.base_component import Component

from components.map_panels import section
from components.map_words import BASE, tell_map
from components.theme import Language
from data.map_choice import BaseLayer
from data.profile import Profile

NONE = "none"  # in the address: every layer switched off


def base_asked(profile: Profile, told: str) -> list[str]:
    """The layers of the base that are switched on: all of them, unless the address names some or none."""
    ids = [one.id for one in profile.map.layers]
    return [one for one in ids if one in told.split(",")] if told else ids


def base_switches(profile: Profile, chosen: Sequence[str], language: Language) -> Component:
    """A switch a layer; nothing is seen where the place gives none."""
    switches = dcc.Checklist(
        id="map-base",
        options=[
            {"label": one.title.get(language) or BASE[one.kind][language], "value": one.id}
            for one in profile.map.layers
        ],
        value=list(chosen),
        className="map-layers map-choices",
    )
    return section(tell_map("base", language), switches, hidden=not profile.map.layers)


def base_told(layers: Sequence[BaseLayer], chosen: object) -> dict[str, str | None]:
    """By layer where the browser finds it; None where it is switched off."""
    on = chosen if isinstance(chosen, list) else []
    return {
        f"base-{one.id}": f"/api/v1/maps/base/{one.id}.geojson?{urlencode({'v': one.digest})}" if one.id in on else None
        for one in layers
    }
