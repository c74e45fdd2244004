"""Twelve like periods of one number: columns for what is counted, a line for a rate or a state of things."""

from collections.abc import Callable, Sequence

from dash import html

from components.figure import number, with_unit
from components.scale import marks
from components.tags import tags
from components.words import say
from data.board import Reading
from data.catalogue import Indicator

# Periods whose count starts from nothing; the others stand at a level.
COUNTED = ("today", "week", "month", "year")


def trend(reading: Reading, labels: Sequence[str], language: str, last_year: Sequence[float | None] = ()) -> html.Div:
    """The reading's trend, one label a point, with last year's line (its last point alone where no more is known) and
    the indicator's limits.

    A missing point is a gap. Everything is placed in parts of the plot, so that it fits any box.
    """
    indicator, points = reading.indicator, reading.trend
    columns = indicator.period in COUNTED and reading.denominator is None
    limits = limits_of(indicator)
    earlier = [*last_year] or [*[None] * (len(points) - 1), reading.year_ago]
    axis = axis_of([*points, *earlier, *(value for _, value in limits)], columns, indicator)
    low, high = axis[0], axis[-1]

    def up(value: float) -> float:
        return (value - low) / (high - low) * 100

    places = [(n + 0.5) / len(points) * 100 for n in range(len(points))]
    known = [(x, up(value), value) for x, value in zip(places, points, strict=True) if value is not None]
    # Every second name, from the last one back, gives way where there is no room; then all but the ends.
    last = len(points) - 1
    kinds = [f"{'' if n % 2 else ' minor'}{'' if n in (0, last) else ' inner'}" for n in range(len(points))]
    drawn = [bar(x, y, 60 / len(points)) for x, y, _ in known] if columns else lines(places, points, up)
    joined = [] if columns else lines(places, earlier, up, "line year")
    alone = [(x, y) for x, y in zip(places, earlier, strict=True) if y is not None] if not joined else []
    return html.Div(
        [
            *[grid_line(up(value), number(value, decimals(axis))) for value in axis],
            *[limit_line(kind, up(value)) for kind, value in limits],
            *drawn,
            *joined,
            *[year_mark(x, up(value), 100 / len(points)) for x, value in alone],
            *year_words(reading, language),
            *([] if columns else [html.I(className="dot", style=at(x, y)) for x, y, _ in known]),
            *[
                html.Span(number(value, indicator.digits), className=f"point-figure{kind}", style=at(x, up(value)))
                for x, value, kind in zip(places, points, kinds, strict=True)
                if value is not None
            ],
            *[
                html.Span(label, className=f"tick-x{kind}", style={"left": f"{x:.2f}%"})
                for x, label, kind in zip(places, labels, kinds, strict=True)
            ],
        ],
        className="trend-plot columns" if columns else "trend-plot",
        role="img",
        **tags(spoken(reading, labels, language)),
    )


def axis_of(values: Sequence[float | None], columns: bool, indicator: Indicator) -> tuple[float, ...]:
    """Round marks around the known values; columns stand on 0, shares end at 100."""
    known = [value for value in values if value is not None] or [0.0]
    low, high = (0.0 if columns else min(known)), max(known)
    if high == low:
        low, high = (0.0, max(high, 1.0)) if low >= 0 else (low, 0.0)
    found = marks(low, high)
    if indicator.scale == 100 and max(known) <= 100:
        kept = tuple(mark for mark in found if mark <= 100)
        found = kept if len(kept) > 1 else found
    return found


def decimals(axis: Sequence[float]) -> int:
    step = axis[1] - axis[0]
    return next(digits for digits in range(6) if abs(round(step, digits) - step) < 1e-9 or digits == 5)


def limits_of(indicator: Indicator) -> list[tuple[str, float]]:
    kinds = (("watch", indicator.watch), ("bad", indicator.bad))
    return [(kind, limit) for kind, limit in kinds if limit is not None]


def at(x: float, y: float) -> dict[str, str]:
    return {"left": f"{x:.2f}%", "bottom": f"{y:.2f}%"}


def bar(x: float, y: float, width: float) -> html.I:
    style = {"left": f"{x - width / 2:.2f}%", "width": f"{width:.2f}%", "height": f"{max(y, 0.5):.2f}%"}
    return html.I(className="bar", style=style)


def lines(
    places: Sequence[float], points: Sequence[float | None], up: Callable[[float], float], name: str = "line"
) -> list[html.I]:
    """A band for each run of known points: a clip path scales with the box, and its line stays as thick."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, value in zip(places, points, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((x, 100 - up(value)))
    bands = []
    for run in (run for run in runs if len(run) > 1):
        above = [f"{x:.2f}% calc({y:.2f}% - var(--half))" for x, y in run]
        below = [f"{x:.2f}% calc({y:.2f}% + var(--half))" for x, y in reversed(run)]
        bands.append(html.I(className=name, style={"clipPath": f"polygon({','.join(above + below)})"}))
    return bands


def grid_line(y: float, words: str) -> html.Span:
    return html.Span(html.Span(words), className="grid-line", style={"bottom": f"{y:.2f}%"})


def limit_line(kind: str, y: float) -> html.Span:
    return html.Span(className=f"limit-line {kind}", style={"bottom": f"{y:.2f}%"})


def year_mark(x: float, y: float, width: float) -> html.Span:
    """A dashed mark over a point, as high as the same period was a year ago."""
    return html.Span(className="year-ago", style=at(x - width / 2, y) | {"width": f"{width:.2f}%"})


def year_words(reading: Reading, language: str) -> list[html.Span]:
    if reading.year_ago is None:
        return []
    words = say("year_ago", language, value=number(reading.year_ago, reading.indicator.digits))
    return [html.Span(words, className="year-words")]


def spoken(reading: Reading, labels: Sequence[str], language: str) -> str:
    """The chart in words, for who cannot see it."""
    indicator = reading.indicator
    unit = indicator.unit[language]
    told = [
        f"{label} {with_unit(value, indicator.digits, unit)}"
        for label, value in zip(labels, reading.trend, strict=True)
    ]
    return f"{indicator.title[language]}: {'; '.join(told)}"
