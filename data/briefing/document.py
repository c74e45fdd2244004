"""A briefing as values: what every format writes, in one language, each number bound to the reading it tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

Quantity = Literal[
    "value",
    "numerator",
    "denominator",
    "before",
    "change",
    "change_percent",
    "year_ago",
    "year_change",
    "year_change_percent",
    "week_ago",
    "week_change",
    "week_change_percent",
    "interval_low",
    "interval_high",
    "target",
    "watch",
    "bad",
]


@dataclass(frozen=True)
class Cited:
    """A number in words: which quantity of which reading it is, the number itself and how it is written.

    `change` is `value` less `before`, in the indicator's unit, `change_percent` the same in percent of `before`; so too
    for `year_ago` and for `week_ago`, which is a moment's number seven days earlier. `interval_low` and `interval_high`
    are the ends of the 95 % interval; `target`, `watch` and `bad` the indicator's limits. `text` holds the figure and
    its unit; a share of fewer than 20 is written by its parts, "3/5", and its `value` still is in percent.
    """

    indicator: str
    level: str
    place: str
    quantity: Quantity
    value: float | None
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Words, with numbers among them."""

    parts: tuple[str | Cited, ...]

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.parts)


Cell = str | Cited


@dataclass(frozen=True)
class Table:
    """A titled table; every row is as long as `heads`. The first column names, the others hold numbers or words."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Series:
    """One line or one set of bars: as many values as the chart has categories; None is a gap."""

    title: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart that stays editable: `line` over time, `bar` upright, `ranked` lying, longest first.

    `indicator` and `unit` say what is drawn; `digits` after the point of its labels; `note` its n and period.
    """

    kind: Literal["line", "bar", "ranked"]
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    indicator: str
    unit: str
    digits: int
    note: str = ""


@dataclass(frozen=True, eq=False)
class MapPicture:
    """A map by classes: GeoJSON features of WGS84 with ids, the value of each (None: no data), the classes' upper
    limits in order, and how each class is written in the legend (the last: no data)."""

    title: str
    features: dict[str, Any]
    values: dict[str, float | None]
    names: dict[str, str]
    limits: tuple[float, ...]
    legend: tuple[str, ...]
    indicator: str
    unit: str


Block = Paragraph | Table | Chart | MapPicture


@dataclass(frozen=True)
class Section:
    """A titled part; `id` is the key by which a profile or a reader chooses it."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Briefing:
    """Everything that a briefing says, ready to be written in any format.

    `number` is the issue's, such as 2026年第46期; `covers` the period in words, `place` the place's name; `cautions`
    are what each file must state: simulated data, stale feeds, the 口径 in use; `as_of` the time of the data;
    `templates` the town's own files by format (pptx, docx), where it has any; `map_approval` the maps' 审图号.
    """

    title: str
    subtitle: str
    number: str
    issuer: str
    place: str
    covers: str
    language: Literal["zh", "en"]
    as_of: datetime
    zone: str
    simulated: bool
    cautions: tuple[str, ...]
    sections: tuple[Section, ...]
    file_name: str = field(default="briefing")
    templates: Mapping[str, Path] = field(default_factory=dict)
    map_approval: str = ""

    def cited(self) -> Iterator[Cited]:
        """Every bound number, in the order of reading."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield from (one for one in block.parts if isinstance(one, Cited))
                elif isinstance(block, Table):
                    yield from (cell for row in block.rows for cell in row if isinstance(cell, Cited))
