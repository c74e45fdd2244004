"""The two themes: the colours that a map is given, and the same as CSS variables for everything else."""

from dataclasses import dataclass
from typing import Literal

from dash import ctx
from dash.exceptions import MissingCallbackContextException

Theme = Literal["dark", "light"]
Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Tokens:
    """Colours of a theme as #rrggbb. `ramp` are the classes of a map: none at all, then little
    to much; what is not known is land, hatched."""

    ground: str
    land: str
    hatch: str
    border: str
    outline: str
    ramp: tuple[str, str, str, str, str, str]


THEMES: dict[Theme, Tokens] = {
    "dark": Tokens(
        ground="#0c141d",
        land="#0c141d",
        hatch="#33424f",
        border="#0c141d",
        outline="#7da7c2",
        ramp=("#1c2127", "#183547", "#1d4b62", "#21647f", "#2b809e", "#419fbd"),
    ),
    "light": Tokens(
        ground="#ffffff",
        land="#ffffff",
        hatch="#b4bfc8",
        border="#ffffff",
        outline="#41647c",
        ramp=("#efeeea", "#d3e4ed", "#afcfde", "#84b5cd", "#5a9dbc", "#3482a8"),
    ),
}


def theme_of(name: object) -> Theme:
    """The theme of that name; dark for anything else."""
    return "light" if name == "light" else "dark"


def language_of(name: object, default: Language) -> Language:
    """The language of that name, or the default."""
    return "en" if name == "en" else "zh" if name == "zh" else default


def preferred(default: Language) -> Language:
    """The language that the browser of the present request likes best; outside of one, the default."""
    try:
        return liked(ctx.headers.get("accept-language", ""), default)
    except MissingCallbackContextException:
        return default


def liked(header: str, default: Language) -> Language:
    """The one of the two languages that an Accept-Language likes best (RFC 9110, 12.5.4); the default where it names
    neither."""
    found: list[tuple[float, Language]] = []
    for part in header.lower().split(","):
        tag, *more = part.strip().split(";")
        weight = next((one.strip()[2:] for one in more if one.strip().startswith("q=")), "1")
        name = language_of(tag.split("-")[0], default)
        if tag[:2] == name and weight.replace(".", "", 1).isdigit() and float(weight) > 0:
            found.append((float(weight), name))
    return max(found, key=lambda one: one[0], default=(0.0, default))[1]
