"""The figures that the accounts publish, read from figures.toml: what each is, and which indicator computes it."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from components.arrangement import arrange
from data.board import Board

TABLE = Path(__file__).parent / "figures.toml"
# Where the published accounts' own table has a figure that stands under another profile here.
SECTIONS = {"ganyu": ("zhewang", "district")}


@dataclass(frozen=True)
class Figure:
    """One figure. `rule`: the computed number is the published one as it is rounded, up to a tenth more than it, or
    within a tenth of it."""

    profile: str
    key: str
    published: float
    rule: Literal["value", "at_least", "about"]
    indicator: str | None
    part: str

    @property
    def digits(self) -> int:
        """Decimals that the account gives."""
        exponent = Decimal(str(self.published)).as_tuple().exponent
        return -exponent if isinstance(self.published, float) and isinstance(exponent, int) else 0

    def holds(self, computed: float | None) -> bool:
        if computed is None:
            return False
        match self.rule:
            case "value":
                return round(computed, self.digits) == self.published
            case "at_least":
                return self.published <= computed <= 1.1 * self.published
        return abs(computed - self.published) <= 0.1 * abs(self.published)

    def computed(self, board: Board) -> float | None:
        """What the board says: a part of a reading of the town, or how many of the wall's cards have a value."""
        if self.indicator is None:
            wall = arrange(board.profile, board.catalogue, board.offered).indicators
            return float(sum(board.reading(one).value is not None for one in wall))
        found = getattr(board.reading(self.indicator), self.part)
        return None if found is None else float(found)


def figures(profile: str | None = None) -> list[Figure]:
    """The figures of a profile, or all."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [
        as_figure(name, key, entry)
        for name, entries in table.items()
        for key, entry in entries.items()
        if profile in (None, name)
    ]


def as_figure(profile: str, key: str, entry: dict[str, Any]) -> Figure:
    rule = next(one for one in ("value", "at_least", "about") if one in entry)
    return Figure(profile, key, entry[rule], rule, entry.get("indicator"), entry.get("part", "value"))


def as_published(figure: Figure) -> Any:
    """A figure as the accounts' own table writes it."""
    return figure.published if figure.rule == "value" else {figure.rule: figure.published}
