"""Named numbers as bars, one under the other."""

from collections.abc import Sequence

from dash import html

Bar = tuple[str, float, str]


def bars(rows: Sequence[Bar]) -> html.Ol:
    """(name, length, figure) each; the longest bar fills its column."""
    longest = max((length for _, length, _ in rows), default=0.0) or 1.0
    return html.Ol([bar(name, length / longest, figure) for name, length, figure in rows], className="ranking")


def bar(name: str, share: float, figure: str) -> html.Li:
    return html.Li(
        [
            html.Span(name, className="rank-name"),
            html.Span(html.I(style={"width": f"{share * 100:.1f}%"}), className="rank-bar"),
            html.Span(figure, className="rank-figure"),
        ]
    )
