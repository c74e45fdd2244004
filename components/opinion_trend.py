"""Satisfaction over like periods: a line with its interval as a band, n and how many had a say under each point."""

from collections.abc import Callable, Sequence

from dash import html

from components.figure import MISSING, number
from components.opinion_words import say
from components.scale import marks
from components.tags import tags
from components.trend import at, decimals, grid_line, lines
from data.explore.ratings import Cell

Up = Callable[[float], float]


def opinion_trend(cells: Sequence[Cell], labels: Sequence[str], language: str) -> html.Div:
    """One label a cell. A period without ratings is a gap; of fewer than 20 the figure is a/b."""
    axis = axis_of(cells)
    low, high = axis[0], axis[-1]

    def up(value: float) -> float:
        return (value - low) / (high - low) * 100

    places = [(n + 0.5) / len(cells) * 100 for n in range(len(cells))]
    points = [None if one.share is None else 100 * one.share for one in cells]
    known = [(x, one) for x, one in zip(places, cells, strict=True) if one.share is not None]
    kinds = kinds_of(len(cells))
    return html.Div(
        [
            *[grid_line(up(value), number(value, decimals(axis))) for value in axis],
            *bands(places, cells, up),
            *[whisker(x, one, up) for x, one in known],
            *lines(places, points, up),
            *[html.I(className="dot", style=at(x, up(100 * (one.share or 0)))) for x, one in known],
            *[
                html.Span(
                    figure(one), className=f"point-figure{kind}", style=at(x, up(100 * (one.interval or (0, 0))[1]))
                )
                for x, one, kind in zip(places, cells, kinds, strict=True)
                if one.share is not None
            ],
            *[
                foot(x, label, one, kind, language)
                for x, label, one, kind in zip(places, labels, cells, kinds, strict=True)
            ],
        ],
        className="trend-plot opinion-plot",
        role="img",
        **tags(spoken(cells, labels, language)),
    )


def kinds_of(many: int) -> list[str]:
    """Every second name, from the last one back, gives way where there is no room; then all but the ends."""
    last = many - 1
    return [f"{' minor' if (last - n) % 2 else ''}{'' if n in (0, last) else ' inner'}" for n in range(many)]


def axis_of(cells: Sequence[Cell]) -> tuple[float, ...]:
    """Round marks in percent around all intervals, 100 at most."""
    edges = [100 * edge for one in cells for edge in (one.interval or ())] or [0.0, 100.0]
    found = tuple(mark for mark in marks(max(min(edges), 0), min(max(edges), 100)) if 0 <= mark <= 100)
    return found if len(found) > 1 else (0.0, 100.0)


def bands(places: Sequence[float], cells: Sequence[Cell], up: Up) -> list[html.I]:
    """A shape for each run of known points, as wide as their intervals."""
    runs: list[list[tuple[float, tuple[float, float]]]] = [[]]
    for x, one in zip(places, cells, strict=True):
        if one.interval is None:
            runs.append([])
        else:
            runs[-1].append((x, one.interval))
    shapes = []
    for run in (run for run in runs if len(run) > 1):
        above = [f"{x:.2f}% {100 - up(100 * high):.2f}%" for x, (_, high) in run]
        below = [f"{x:.2f}% {100 - up(100 * low):.2f}%" for x, (low, _) in reversed(run)]
        shapes.append(html.I(className="band", style={"clipPath": f"polygon({','.join(above + below)})"}))
    return shapes


def whisker(x: float, one: Cell, up: Up) -> html.I:
    low, high = one.interval or (0.0, 0.0)
    style = at(x, up(100 * low)) | {"height": f"{up(100 * high) - up(100 * low):.2f}%"}
    return html.I(className="whisker", style=style)


def figure(one: Cell) -> str:
    """A share of few is told as what it is."""
    if one.share is None:
        return MISSING
    return f"{one.good}/{one.rated}" if one.small else number(100 * one.share, 1)


def rated_share(one: Cell) -> str:
    """How many of those who could, rated; a dash where nobody tells how many could."""
    return f"{one.answered / one.concluded:.0%}" if one.concluded else MISSING


def foot(x: float, label: str, one: Cell, kind: str, language: str) -> html.Span:
    told: list[str | html.Small] = [
        label,
        html.Small(say("points", language, n=f"{one.rated:,}")),
        html.Small(rated_share(one)),
    ]
    return html.Span(told, className=f"tick-x{kind}", style={"left": f"{x:.2f}%"})


def between(one: Cell) -> str:
    """The 95 % interval in percent."""
    if one.interval is None:
        return MISSING
    low, high = one.interval
    return f"{100 * low:.1f}–{100 * high:.1f}"


def spoken(cells: Sequence[Cell], labels: Sequence[str], language: str) -> str:
    told = [f"{label} {figure(one)} ({between(one)}; n={one.rated})" for label, one in zip(labels, cells, strict=True)]
    return f"{say('trend', language)}: {'; '.join(told)}"
