"""What takes most from an index: the worst of its parts, each against its target."""

from collections.abc import Sequence

from dash import html

from components.card import SIGNS
from components.facts import link
from components.figure import figure_of, number, with_unit
from components.theme import Language, Theme
from components.words import say
from data.index import Contribution

SHOWN = 5


def contributors(parts: Sequence[Contribution], language: Language, theme: Theme) -> html.Table:
    """The first five that take anything from the index, in the order given."""
    heads = [say(key, language) for key in ("part", "value", "target_head", "taken")]
    taking = [one for one in parts if one.taken is not None and one.taken > 0][:SHOWN]
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([row(one, language, theme) for one in taking]),
        ],
        className="standing",
    )


def scored(parts: Sequence[Contribution], language: Language) -> str:
    """How many of the parts have a score at all."""
    return say("scored", language, n=sum(one.score is not None for one in parts), all=len(parts))


def row(part: Contribution, language: Language, theme: Theme) -> html.Tr:
    indicator, taken = part.reading.indicator, part.taken or 0.0
    target = with_unit(indicator.target, indicator.digits, indicator.unit[language])
    return html.Tr(
        [
            html.Th(
                [html.Span(SIGNS[part.reading.state], className="sign"), link(indicator, language, theme)], scope="row"
            ),
            html.Td(figure_of(part.reading, language).words, className="value"),
            html.Td(target),
            html.Td(number(-taken, 1)),
        ],
        className=f"is-{part.reading.state}",
    )
