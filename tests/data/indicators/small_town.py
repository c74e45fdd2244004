"""A town of two villages with two grids each, loaded from a few lines of CSV a table, and its board at one instant."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.board import Board
from data.catalogue import Catalogue, Indicator, built_in
from data.intake import take_file
from data.profile import load_profile
from data.store import Store
from data.survey import build_board

SHANGHAI = ZoneInfo("Asia/Shanghai")
PROFILE = """
title = { zh = "试", en = "Test" }
town = "镇"
[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "village.geojson"
[[levels]]
id = "grid"
title = { zh = "网格", en = "Grid" }
path = "grid.geojson"
parent_column = "parent"
within = "village"
"""
FEED = """
[[feeds]]
id = "{table}"
schema = "{table}"
path = "{table}.csv"
stale_after = "1d"
"""
Number = float | None


def board_of(folder: Path, tables: Mapping[str, str], as_of: str, ids: Iterable[str | Indicator]) -> Board:
    """The board of those indicators (ids, or declarations) at the local time `as_of`. `tables`: CSV by table."""
    catalogue = built_in()
    chosen = (catalogue[one] if isinstance(one, str) else one for one in ids)
    write_polygons(folder)
    (folder / "small.toml").write_text(PROFILE + "".join(FEED.format(table=table) for table in tables))
    for table, rows in tables.items():
        (folder / f"{table}.csv").write_text(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(folder / "var"))
        store = Store.open(load_profile(str(folder / "small.toml")))
        try:
            for feed in store.profile.feeds:
                take_file(store, feed, folder / (feed.path or ""))
            moment = datetime.fromisoformat(as_of).replace(tzinfo=SHANGHAI)
            return build_board(store, Catalogue(tuple(replace(one, counter=None) for one in chosen)), moment)
        finally:
            store.close()


def value(board: Board, indicator: str, place: str | None = None) -> Number:
    """The town's value, or that of a village (v1, v2) or a grid (v1g1 …)."""
    level = "town" if place is None else "grid" if "g" in place else "village"
    return board.reading(indicator, level, place).value


def parts(board: Board, indicator: str) -> tuple[Number, Number]:
    """The town's numerator and denominator."""
    reading = board.reading(indicator)
    return reading.numerator, reading.denominator


def write_polygons(folder: Path) -> None:
    def feature(name: str, parent: str | None, west: float, east: float) -> dict[str, object]:
        ring = [[west, 30.0], [east, 30.0], [east, 30.1], [west, 30.1], [west, 30.0]]
        return {
            "type": "Feature",
            "properties": {"id": name, "parent": parent},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }

    villages = [feature(f"v{n + 1}", None, 120 + n / 5, 120 + (n + 1) / 5) for n in range(2)]
    grids = [
        feature(f"v{n // 2 + 1}g{n % 2 + 1}", f"v{n // 2 + 1}", 120 + n / 10, 120 + (n + 1) / 10) for n in range(4)
    ]
    for level, features in (("village", villages), ("grid", grids)):
        (folder / f"{level}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
