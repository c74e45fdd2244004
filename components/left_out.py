"""What a number leaves out, and why, as a list."""

from collections.abc import Mapping, Sequence

from dash import html

from components.reason_words import tell
from components.words import level_title
from data.board import Board
from data.explore.left_out import Lost, SetAside


def left_out(
    board: Board, aside: Sequence[SetAside], nowhere: Mapping[str, float], losses: Sequence[Lost], language: str
) -> html.Ul:
    """Rows set aside by the formula, those of no place, and those that the feeds lost."""
    titles = {feed.id: feed.title[language] for feed in board.feeds}
    found = [(tell(f"out_{one.reason}", language), one.rows) for one in aside]
    found += [
        (tell("out_nowhere", language, level=level_title(board.profile, level)[language]), round(count))
        for level, count in nowhere.items()
    ]
    for one in losses:
        counts = {"rejected": one.rejected, "unplaced": one.unplaced, "implausible": one.implausible}
        title = titles.get(one.feed, one.feed)
        found += [(tell(f"out_{key}", language, feed=title), count) for key, count in counts.items() if count]
    rows = [html.Li([html.Span(why), html.B(f"{count:,}")]) for why, count in found]
    return html.Ul(rows or [html.Li(tell("left_nothing", language))], className="left-out")
