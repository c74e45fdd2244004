"""What the colours of a map mean."""

from collections.abc import Sequence

from dash import html

from components.figure import MASKED, MISSING, number
from components.scale import spread
from components.words import say
from data.catalogue import Indicator


def legend(indicator: Indicator, limits: Sequence[float], missing: bool, language: str) -> html.Div:
    """The indicator and its classes, little to much; a class of its own where places are without a value."""
    classes = len(limits) + 1
    entries = [
        html.Li([html.I(className=f"swatch ramp-{spread(n, classes)}"), words])
        for n, words in enumerate(ranges(limits, indicator.digits))
    ]
    if missing:
        few = f" / {MASKED}" if "person_sensitive" in indicator.flags else ""
        entries.append(html.Li([html.I(className="swatch land"), f"{MISSING} {say('none', language)}{few}"]))
    title = f"{indicator.title[language]} · {indicator.unit[language]}"
    return html.Div([html.Div(title, className="legend-title"), html.Ul(entries)], className="legend")


def ranges(limits: Sequence[float], digits: int) -> list[str]:
    """Each class in words: whole numbers as "4–7", others by their limits."""
    if not limits:
        return ["≥ 0"]
    words = []
    step = 1 if digits == 0 else 0
    for low, high in zip((None, *limits), (*limits, None), strict=True):
        if low is None:
            words.append(f"< {number(high, digits)}")
        elif high is None:
            words.append(f"≥ {number(low, digits)}")
        elif high - step == low:
            words.append(number(low, digits))
        else:
            words.append(f"{number(low, digits)}–{number(high - step, digits)}")
    return words
