"""Today's cases hour by hour against the same weekday's usual ones: like with like."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from dash import html

from components.figure import number
from components.scale import marks
from components.scene_words import DAYS, tell_scene
from components.tags import tags
from components.trend import grid_line
from data.board import Board
from data.case_counts import HOURS, Hours

NAMED = (0, 6, 12, 18, 23)
WIDTH, HEIGHT = 240, 100  # of the drawings, stretched over the plot


def hours_note(board: Board, hours: Hours, language: str) -> str:
    """What the dashed line is; how many there are today where there is no usual."""
    if not hours.days:
        return f"n={sum(one or 0 for one in hours.today)}"
    weekday = board.as_of.astimezone(ZoneInfo(board.profile.zone)).weekday()
    usual = tell_scene("usual", language, n=hours.days, day=DAYS[weekday][language])
    return f"n={sum(one or 0 for one in hours.today)} · {usual}"


def by_hours(hours: Hours, language: str) -> html.Div:
    """A column for each hour that has begun, and a dashed line through the usual of all."""
    known = [float(one) for one in (*hours.today, *hours.usual) if one is not None]
    axis = marks(0.0, max([*known, 1.0]), 2)
    usual = [one for one in hours.usual if one is not None]
    told = "; ".join(f"{hour}:00 {count}" for hour, count in enumerate(hours.today) if count is not None)
    return html.Div(
        [
            *[grid_line(value / axis[-1] * 100, number(value, 0)) for value in axis],
            drawing("hours-today", columns(hours.today, axis[-1])),
            *([drawing("hours-usual", line(usual, axis[-1]))] if usual else []),
            *[
                html.Span(str(hour), className="tick-x", style={"left": f"{(hour + 0.5) / HOURS * 100:.2f}%"})
                for hour in NAMED
            ],
        ],
        className="trend-plot hours",
        role="img",
        **tags(f"{tell_scene('hours', language)}: {told}"),
    )


def columns(counts: Sequence[int | None], top: float) -> str:
    """A path with a column for each hour that is known."""
    step = WIDTH / HOURS
    drawn = [
        f"M{hour * step + 1.5:g} {HEIGHT}v{-count / top * HEIGHT:.4g}h{step - 3:g}V{HEIGHT}z"
        for hour, count in enumerate(counts)
        if count
    ]
    return f"<path d='{''.join(drawn)}'/>"


def line(usual: Sequence[float], top: float) -> str:
    """A dashed path through the middle of each hour."""
    step = WIDTH / HOURS
    heights = [HEIGHT - value / top * HEIGHT for value in usual]
    points = " ".join(f"{(hour + 0.5) * step:g},{height:.4g}" for hour, height in enumerate(heights))
    return (
        f"<polyline points='{points}' fill='none' stroke='#000' stroke-width='1.5' stroke-dasharray='4 3' "
        f"vector-effect='non-scaling-stroke'/>"
    )


def drawing(kind: str, shapes: str) -> html.I:
    """Shapes as a mask, so that their colour is the theme's."""
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' "
        f"preserveAspectRatio='none'>{shapes}</svg>"
    )
    escaped = svg.replace("<", "%3C").replace(">", "%3E").replace("#", "%23")
    return html.I(className=f"hours-drawn {kind}", style={"--line": f'url("data:image/svg+xml,{escaped}")'})
