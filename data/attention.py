"""What wants a leader's attention: numbers past their limits, numbers that are not kept honest, feeds gone silent."""

from dataclasses import dataclass

from data.board import Board, FeedAge, Reading
from data.briefing.decisions import excess, has_limit


@dataclass(frozen=True)
class Attention:
    """`bad`: past their limits, furthest first, each with its counter-indicator's reading where it has one. `doubtful`:
    in order, while what keeps them honest is not. `feeds`: those without fresh data."""

    bad: tuple[tuple[Reading, Reading | None], ...]
    doubtful: tuple[tuple[Reading, Reading], ...]
    feeds: tuple[FeedAge, ...]

    @property
    def count(self) -> int:
        return len(self.bad) + len(self.doubtful) + len(self.feeds)


def attention(board: Board, ids: tuple[str, ...]) -> Attention:
    """Of these indicators at the town, and of all feeds. What follows from others is left to those."""
    own = [id for id in dict.fromkeys(ids) if id not in board.withheld and board.catalogue[id].derived is None]
    readings = [board.reading(id) for id in own]
    bad = sorted((one for one in readings if one.state == "bad" and not one.masked), key=excess, reverse=True)
    doubtful = []
    for one in readings:
        held = held_by(board, one)
        if held is None or one.state != "normal" or one.masked or not has_limit(one.indicator):
            continue
        if held.state in ("bad", "watch") and not held.masked:
            doubtful.append((one, held))
    late = tuple(feed for feed in board.feeds if feed.stale)
    return Attention(tuple((one, held_by(board, one)) for one in bad), tuple(doubtful), late)


def held_by(board: Board, reading: Reading) -> Reading | None:
    """What keeps a number honest, at the same place."""
    counter = reading.indicator.counter
    return None if counter is None or counter in board.withheld else board.reading(counter)
