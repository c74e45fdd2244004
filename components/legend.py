"""What the colours of a map mean."""

from collections.abc import Sequence

from dash import html

from components.figure import MASKED, MISSING
from components.scale import spread
from components.words import say
from data.catalogue import Indicator
from data.classes import ranges

__all__ = ["legend", "ranges"]


def legend(
    indicator: Indicator, values: Sequence[float | None], limits: Sequence[float], language: str, titled: bool = True
) -> html.Div:
    """The indicator and the classes of its values, little to much; of their own 0 and what is missing, where there is
    any. A map that has the indicator for its heading has an untitled one."""
    positive = [value for value in values if value]
    entries = [html.Li([html.I(className="swatch ramp-0"), "0"])] if 0 in values else []
    entries += [
        html.Li([html.I(className=f"swatch ramp-{spread(n, len(limits) + 1)}"), words])
        for n, words in enumerate(ranges(positive, limits, indicator.digits))
    ]
    if None in values:
        few = f" / {MASKED}" if "person_sensitive" in indicator.flags else ""
        entries.append(html.Li([html.I(className="swatch hatched"), f"{MISSING} {say('none', language)}{few}"]))
    title = f"{indicator.title[language]} · {indicator.unit[language]}"
    head = [html.Div(title, className="legend-title")] if titled else []
    return html.Div([*head, html.Ul(entries)], className="legend")
