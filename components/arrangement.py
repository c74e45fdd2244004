"""Which card stands where: the profile's own modules, or the catalogue's where it names none."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from components.words import MODULES, words_of
from data.catalogue import Catalogue, Indicator, Words
from data.fault import Fault
from data.profile import Profile

HEADLINES = 6
# On the map in turn, and in the trend, unless the profile names others.
USUAL_MAPS = ("case_reported_week", "case_open", "case_on_time_rate", "case_satisfaction_rate")
USUAL_TRENDS = ("case_satisfaction_rate", "case_reported_week")
# Cards beside each other, up to how many rows on a side, and how wide a side is then, in rem.
WIDTHS = ((2, 11.0, 50), (3, 14.5, 50), (4, float("inf"), 59))
HEADING = 0.6  # of a row
SPLIT_FROM = 10


@dataclass(frozen=True)
class Block:
    """A titled block of cards."""

    title: Words
    note: Words
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Arrangement:
    """The cards above the map, the indicators that the map shows in turn and that of the trend, and the blocks left
    and right, `columns` cards wide."""

    headline: tuple[str, ...]
    maps: tuple[str, ...]
    trend: str
    left: tuple[Block, ...]
    right: tuple[Block, ...]
    columns: int

    @property
    def map(self) -> str:
        """The first indicator of the map."""
        return self.maps[0]

    @property
    def width(self) -> int:
        """How wide each side is, in rem."""
        return next(width for columns, _, width in WIDTHS if columns == self.columns)

    @property
    def indicators(self) -> tuple[str, ...]:
        blocks = (*self.left, *self.right)
        return (*self.headline, *(one for block in blocks for one in block.indicators))


def arrange(profile: Profile, catalogue: Catalogue, offered: Collection[str] = ()) -> Arrangement:
    """Each indicator once, where it is named first. Fault names one that the catalogue does not have.

    What the profile does not choose is chosen from `offered`, the ids that its feeds can answer (none: all).
    """
    choice = tuple(one for one in catalogue.indicators if one.id in offered) or catalogue.indicators
    headline = tuple(dict.fromkeys(profile.wall.headline)) or tuple(one.id for one in choice[:HEADLINES])
    can = {one.id for one in choice}
    shown = profile.wall.maps or tuple(one for one in USUAL_MAPS if one in can) or headline[:1]
    followed = profile.wall.trend or next((one for one in USUAL_TRENDS if one in can), headline[0])
    placed = {*headline}
    blocks = []
    for block in own_blocks(profile) or catalogue_blocks(choice):
        left_over = tuple(one for one in dict.fromkeys(block.indicators) if one not in placed)
        placed.update(left_over)
        if left_over:
            blocks.append(replace(block, indicators=left_over))
    for one in (*placed, *shown, followed):
        if one not in catalogue:
            raise Fault(f'profile {profile.name}: wall: there is no indicator "{one}"')
    columns = next(columns for columns, rows, _ in WIDTHS if load_of(blocks, columns) <= 2 * rows)
    left, right = halves(blocks, columns)
    return Arrangement(headline, shown, followed, left, right, columns)


def own_blocks(profile: Profile) -> list[Block]:
    return [
        Block(words_of(module.title), words_of(module.note), tuple(module.indicators))
        for module in profile.wall.modules
    ]


def catalogue_blocks(indicators: Iterable[Indicator]) -> list[Block]:
    """A block a module of the catalogue, in its order."""
    modules: dict[str, list[str]] = {}
    for one in indicators:
        modules.setdefault(one.module or one.id.split("_")[0], []).append(one.id)
    return [
        Block(MODULES.get(module, Words(module, module)), Words("", ""), tuple(ids)) for module, ids in modules.items()
    ]


def load_of(blocks: list[Block], columns: int) -> float:
    """How high the blocks stand, in rows: the cards' and the headings'."""
    return rows_of(blocks, columns) + HEADING * len(blocks)


def rows_of(blocks: list[Block], columns: int) -> int:
    return sum(ceil(len(block.indicators) / columns) for block in blocks)


def stacks(blocks: Sequence[Block], columns: int) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks of one side in two whole parts, about as high: a wide screen has them beside each other."""
    loads = [load_of([block], columns) for block in blocks]
    cut = min(range(len(blocks) + 1), key=lambda at: abs(sum(loads[:at]) - sum(loads[at:])))
    return tuple(blocks[:cut]), tuple(blocks[cut:])


def shape_of(count: int, columns: int) -> tuple[int, int]:
    """Rows and columns of so many cards, at most `columns` wide: as few rows, then as few columns as that takes, so
    that the last row is nearly full."""
    rows = ceil(count / columns)
    return rows, ceil(count / rows)


def halves(blocks: list[Block], columns: int) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks in their order, about as many rows on either side; only a large block is parted in two."""
    half = load_of(blocks, columns) / 2
    left: list[Block] = []
    for position, block in enumerate(blocks):
        before, rows = load_of(left, columns), load_of([block], columns)
        if before + rows <= half:
            left.append(block)
            continue
        here = round(half - before - HEADING)
        if len(block.indicators) >= SPLIT_FROM and 2 <= here <= rows - 2:
            count = here * columns
            first = replace(block, indicators=block.indicators[:count])
            second = replace(block, indicators=block.indicators[count:])
            return (*left, first), (second, *blocks[position + 1 :])
        nearer = half - before > before + rows - half
        cut = position + 1 if nearer else position
        return tuple(blocks[:cut]), tuple(blocks[cut:])
    return tuple(left), ()
