"""The mark of a board that an earlier run measured, shown until this one has measured its own."""

from zoneinfo import ZoneInfo

from dash import html

from components.tags import tags
from data.board import Board
from data.catalogue import Words

EARLIER = Words("上次的数据 {time} · 正在测算…", "Last board of {time} · measuring…")


def earlier(board: Board, language: str) -> html.Span:
    """Since when the numbers stand still; with the day, unless it is today's clock that runs."""
    local = board.as_of.astimezone(ZoneInfo(board.profile.zone))
    words = EARLIER[language].format(time=f"{local:%m-%d %H:%M}")
    return html.Span(words, className="mark", role="status", **tags(earlier=local.isoformat(timespec="seconds")))
