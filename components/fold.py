"""Long lists on a phone: the first few, the rest once they are asked for; elsewhere all of them."""

from dash import html
from dash.development.base_component import Component

from components.words import say

SHOWN = 5  # as the style sheet has it


def fold(count: int, language: str) -> list[Component]:
    """Stands right before the list of `count` rows, whose first are always seen; nothing where there are no more."""
    if count <= SHOWN:
        return []
    words = [
        html.Span(say("unfold", language, n=count), className="is-closed"),
        html.Span(say("fold", language), className="is-open"),
    ]
    return [html.Details(html.Summary(words), className="fold")]
