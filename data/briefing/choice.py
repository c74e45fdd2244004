"""Which indicators a briefing speaks of: those of the place's wall, in its order."""

from dataclasses import dataclass

from data.board import Board
from data.catalogue import Words
from data.naming import MODULES, words_of

HEADLINES = 6
USUAL_MAP, USUAL_TREND = "case_reported_week", "case_on_time_rate"
HEADLINE = Words("要情", "Headline")


@dataclass(frozen=True)
class Choice:
    """Titled blocks of indicators, the headline first; each indicator once. `map` and `trend` are the wall's."""

    blocks: tuple[tuple[Words, tuple[str, ...]], ...]
    map: str
    trend: str

    @property
    def headline(self) -> tuple[str, ...]:
        return self.blocks[0][1]

    @property
    def indicators(self) -> tuple[str, ...]:
        every = [*(one for _, ids in self.blocks for one in ids), self.map, self.trend]
        return tuple(dict.fromkeys(every))


def choice_of(board: Board) -> Choice:
    """What the profile's wall names; where it names nothing, what its feeds can answer, by module."""
    wall, known = board.profile.wall, board.catalogue
    offered = [one for one in known.indicators if one.id in board.offered] or list(known.indicators)
    headline = wall.headline or [one.id for one in offered[:HEADLINES]]
    blocks: list[tuple[Words, list[str]]] = [(HEADLINE, headline)]
    if wall.modules:
        blocks += [(words_of(module.title), module.indicators) for module in wall.modules]
    else:
        modules = dict.fromkeys(one.module for one in offered)
        blocks += [
            (MODULES.get(name, Words(name, name)), [one.id for one in offered if one.module == name])
            for name in modules
        ]
    told: set[str] = set()
    kept: list[tuple[Words, tuple[str, ...]]] = []
    for title, ids in blocks:
        mine = tuple(one for one in dict.fromkeys(ids) if one in known and one not in told)
        told.update(mine)
        kept.append((title, mine))
    first = kept[0][1][0] if kept[0][1] else known.indicators[0].id
    usual = USUAL_MAP if any(one.id == USUAL_MAP for one in offered) else first
    trend = USUAL_TREND if any(one.id == USUAL_TREND for one in offered) else usual
    return Choice(tuple(kept), wall.maps[0] if wall.maps else usual, wall.trend or trend)
