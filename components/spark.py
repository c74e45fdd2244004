"""A trend as small as a word: one line, with a gap where a point is missing."""

from collections.abc import Sequence

from dash import html

WIDTH, HEIGHT = 88, 22  # of the drawing; the line keeps 3 away from the rim
LEAST = 3  # points


def spark(points: Sequence[float | None]) -> html.I:
    """The points, oldest first, at equal steps; the last one is dotted. Its colour is that of the text around it.

    Drawn as a CSS mask, so that one picture serves every state and both themes.
    """
    return html.I(className="spark", style={"--line": f'url("data:image/svg+xml,{drawing(points)}")'})


def drawing(points: Sequence[float | None]) -> str:
    """The SVG, escaped for a data address; nothing but its frame where fewer than three points are known: they
    are no trend."""
    if sum(value is not None for value in points) < LEAST:
        points = ()
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' fill='none' stroke='#000' "
        f"stroke-linecap='round' stroke-linejoin='round' stroke-width='1.5'><path d='{path(points)}'/>"
    )
    if points and points[-1] is not None:
        x, y = places(points)[-1]
        svg += f"<path stroke-width='5' d='M{x:g} {y:g}h0'/>"
    return (svg + "</svg>").replace("<", "%3C").replace(">", "%3E").replace("#", "%23")


def path(points: Sequence[float | None]) -> str:
    """A move for each run of known points and a line on through it; a point alone between gaps is a dot."""
    words = []
    running = False
    for value, (x, y) in zip(points, places(points), strict=True):
        if value is None:
            running = False
            continue
        words.append(f"{'L' if running else 'M'}{x:g} {y:g}")
        words += [] if running else ["h0"]
        running = True
    return "".join(words)


def places(points: Sequence[float | None]) -> list[tuple[float, float]]:
    """Where each point is drawn, least at the bottom; a flat line runs through the middle."""
    known = [value for value in points if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    step = (WIDTH - 6) / max(len(points) - 1, 1)

    def height(value: float | None) -> float:
        if value is None or high == low:
            return HEIGHT / 2
        return HEIGHT - 3 - (value - low) / (high - low) * (HEIGHT - 6)

    return [(round(3 + n * step, 1), round(height(value), 1)) for n, value in enumerate(points)]
