"""Which cards a display asked for: all of the place's, those of some modules, those that a visitor may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.arrangement import Arrangement, Block, arrange, catalogue_blocks, own_blocks
from data.board import Board
from data.profile import Module
from data.visitors import person_sensitive

HEADLINES = 6  # of chosen modules at most
SHARE = 4  # one card of so many stands above the map


@dataclass(frozen=True)
class Choice:
    """Modules by their positions on the place's own wall (none: all of them); `rotate_s` is how long each indicator
    of the map stays (None: as usual)."""

    modules: tuple[int, ...] = ()
    visitor: bool = False
    rotate_s: float | None = None

    @property
    def view(self) -> dict[str, Any]:
        """As it goes to the display and comes back with it."""
        return {"modules": list(self.modules), "visitor": self.visitor, "rotate_s": self.rotate_s}


def choice_of(board: Board, names: Sequence[str], visitor: bool, rotate_s: float | None) -> tuple[Choice, list[str]]:
    """The choice of modules by name, and the names that are none's. A name is a module's title in either language,
    also with - for blanks, or the id of the catalogue's module that all its indicators are of."""
    blocks = blocks_of(board)
    of_name: dict[str, list[int]] = {}
    for position, block in enumerate(blocks):
        homes = {board.catalogue[one].module for one in block.indicators if one in board.catalogue}
        ids = homes if len(homes) == 1 else set()
        for name in {plain(block.title.zh), plain(block.title.en), *ids}:
            of_name.setdefault(name, []).append(position)
    found = [position for name in names for position in of_name.get(plain(name), [])]
    return Choice(tuple(dict.fromkeys(found)), visitor, rotate_s), [
        name for name in names if plain(name) not in of_name
    ]


def choice_in(view: Mapping[str, Any], board: Board) -> Choice:
    """The choice that a display says it shows; what it says is not trusted to be of the right kind."""
    count, modules = len(blocks_of(board)), view.get("modules")
    known = [one for one in modules if isinstance(one, int) and 0 <= one < count] if isinstance(modules, list) else []
    dwell = view.get("rotate_s")
    rotate_s = float(dwell) if isinstance(dwell, int | float) and dwell >= 1 else None
    return Choice(tuple(known), view.get("visitor") is True, rotate_s)


def plain(name: str) -> str:
    return "-".join(name.casefold().split())


def blocks_of(board: Board) -> list[Block]:
    choice = tuple(one for one in board.catalogue.indicators if one.id in board.offered) or board.catalogue.indicators
    return own_blocks(board.profile) or catalogue_blocks(choice)


def names_of(board: Board, language: str) -> list[str]:
    return [block.title[language] for block in blocks_of(board)]


def arranged(board: Board, choice: Choice) -> Arrangement:
    """The place's own arrangement, or that of the chosen modules and without what a visitor may not see."""
    own = arrange(board.profile, board.catalogue, board.offered)
    if not choice.modules and not choice.visitor:
        return own
    hidden = person_sensitive(board.catalogue) if choice.visitor else frozenset()
    blocks = blocks_of(board)
    kept = [blocks[position] for position in choice.modules] or blocks
    modules = [
        Module(title=both(block.title), note=both(block.note), indicators=cards)
        for block in kept
        if (cards := [one for one in block.indicators if one not in hidden])
    ]
    cards = [one for module in modules for one in module.indicators]
    headline = cards[: min(HEADLINES, max(1, len(cards) // SHARE))] if choice.modules else list(own.headline)
    first = next(iter(cards), own.map)
    asked = {
        "headline": [one for one in headline if one not in hidden] or [first],
        "modules": modules,
        "map": [one for one in own.maps if one not in hidden] or [first],
        "trend": first if own.trend in hidden else own.trend,
    }
    profile = board.profile.model_copy(update={"wall": board.profile.wall.model_copy(update=asked)})
    return arrange(profile, board.catalogue, board.offered)


def both(text: Any) -> dict[Any, str]:
    return {"zh": text.zh, "en": text.en}
