"""Satisfaction by source, category and place: tables of series, a heat of places by periods, the words of complaint."""

from collections.abc import Callable, Sequence

from dash import html

from components.figure import MISSING, number
from components.fold import fold
from components.opinion_trend import Up, bands, between, figure, rated_share
from components.opinion_words import say
from components.tags import tags
from components.trend import lines
from data.explore.ratings import Cell, Series
from data.explore.words_of_complaint import Complaints, Word

# Percent satisfied below which a cell is darker: what is good carries little colour.
CLASSES = (95, 90, 85)
Named = Callable[[str | None], str]
Led = Callable[[str | None], str | None]


def series_table(found: Sequence[Series], named: Named, led: Led, chosen: str, language: str) -> html.Div:
    """A row a series, the most rated first; `named` calls a key, `led` is where its name leads."""
    keys = ("name", "course", "share", "interval", "n", "rated_share", "now", "way", "against")
    heads = ["n" if key == "n" else say(key, language) for key in keys]
    rows = [row(one, named, led, chosen, heads, language) for one in found]
    table = html.Table(
        [html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])), html.Tbody(rows)],
        className="standing behind opinions",
    )
    return html.Div([*fold(len(rows), language), html.Div(table, className="wide")])


def row(one: Series, named: Named, led: Led, chosen: str, heads: Sequence[str], language: str) -> html.Tr:
    total, now, href = one.total, one.cells[-1], led(one.key)
    name = html.A(named(one.key), href=href) if href else named(one.key)
    cells: list[str | html.Div] = [
        spark(one.cells),
        figure(total),
        between(total),
        f"{total.rated:,}",
        rated_share(total),
        f"{figure(now)} · n={now.rated:,}" if now.rated else MISSING,
        way(one, language),
        against(one),
    ]
    return html.Tr(
        [
            html.Th(name, scope="row"),
            *[html.Td(cell, **tags(heading=head)) for cell, head in zip(cells, heads[1:], strict=True)],
        ],
        className="chosen" if chosen and one.key == chosen else "",
        **tags(key=one.key or "", way=one.way or "", differs="yes" if one.differs else "no"),
    )


def spark(cells: Sequence[Cell]) -> html.Div:
    """A small line in its interval, from the lowest edge to the highest."""
    edges = [100 * edge for one in cells for edge in (one.interval or ())] or [0.0]
    low, high = min(edges), max(*edges, min(edges) + 1)

    def up(value: float) -> float:
        return (value - low) / (high - low) * 100

    points = [None if one.share is None else 100 * one.share for one in cells]
    return html.Div(drawn(cells, points, up), className="opinion-spark", role="presentation")


def drawn(cells: Sequence[Cell], points: Sequence[float | None], up: Up) -> list[html.I]:
    places = [(n + 0.5) / len(cells) * 100 for n in range(len(cells))]
    return [*bands(places, cells, up), *lines(places, points, up)]


def way(one: Series, language: str) -> str:
    """Where it goes, with the slope and its interval in percentage points a period."""
    if one.slope is None or one.way is None:
        return say("too_short", language)
    sign = {"rising": "▲", "falling": "▼", "steady": ""}[one.way]
    value, low, high = (signed(100 * part, 2) for part in (one.slope.value, one.slope.low, one.slope.high))
    return f"{sign}{say(one.way, language)} {value} [{low}, {high}]"


def against(one: Series) -> str:
    if one.against is None:
        return MISSING
    value, low, high = (signed(100 * part, 1) for part in one.against)
    return f"{'◆ ' if one.differs else ''}{value} [{low}, {high}]"


def signed(value: float, digits: int) -> str:
    text = number(abs(value), digits)
    return text if float(text.replace(",", "")) == 0 else f"{'+' if value > 0 else '−'}{text}"


def heat(found: Sequence[Series], labels: Sequence[str], named: Named, led: Led, language: str) -> html.Div:
    """Places by periods: the share with its n in each cell; hatched a/b of fewer than 20."""
    head = html.Tr([html.Th("", scope="col"), *[html.Th(label, scope="col") for label in labels]])
    rows = [
        html.Tr(
            [html.Th(html.A(named(one.key), href=led(one.key)), scope="row"), *[heat_cell(cell) for cell in one.cells]]
        )
        for one in found
        if one.key is not None
    ]
    return html.Div(
        [
            html.Div(html.Table([html.Thead(head), html.Tbody(rows)], className="opinion-heat"), className="wide"),
            html.Ul(
                [
                    *[html.Li([html.I(className=f"key class-{n}"), words]) for n, words in enumerate(ranges())],
                    html.Li([html.I(className="key few"), say("heat_why", language)]),
                ],
                className="heat-key",
            ),
        ]
    )


def heat_cell(one: Cell) -> html.Td:
    if one.share is None:
        return html.Td(MISSING, className="none")
    if one.small:
        return html.Td(figure(one), className="few")
    return html.Td([figure(one), html.Small(f"n={one.rated:,}")], className=f"class-{class_of(100 * one.share)}")


def class_of(percent: float) -> int:
    """0 for the best; the lower, the higher."""
    return sum(percent < limit for limit in CLASSES)


def ranges() -> list[str]:
    first, *rest = CLASSES
    return [f"≥ {first}%", *(f"{low}–{high}%" for high, low in zip(CLASSES, rest, strict=False)), f"< {CLASSES[-1]}%"]


def complaint_words(found: Complaints, language: str) -> html.Div:
    """The words of low ratings; plain words where they are too few."""
    if found.few or not found.words:
        return html.Div(html.P(say("words_few" if found.few else "words_none", language), className="quiet"))
    heads = ("word", "in_low", "in_good", "times")
    return html.Div(
        [
            *fold(len(found.words), language),
            html.Table(
                [
                    html.Thead(html.Tr([html.Th(say(head, language), scope="col") for head in heads])),
                    html.Tbody([word_row(one, found) for one in found.words]),
                ],
                className="standing complaint-words",
            ),
            html.P(say("words_why", language), className="quiet"),
        ]
    )


def word_row(one: Word, found: Complaints) -> html.Tr:
    return html.Tr(
        [
            html.Th(f"{'◆ ' if one.more else ''}{one.word}", scope="row"),
            html.Td(f"{one.low:,} / {found.low:,}"),
            html.Td(f"{one.good:,} / {found.good:,}"),
            html.Td(f"{one.times:.2f} [{one.times_low:.2f}, {one.times_high:.2f}]"),
        ],
        **tags(word=one.word),
    )
