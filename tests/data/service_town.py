"""The squares with a few services, needs and residents in them, in a store that is open, at one instant."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.board import Board
from data.catalogue import Catalogue, built_in
from data.intake import take_file
from data.profile import load_profile
from data.store import Store
from data.survey import build_board
from tests.data.squares import SOUTH, STEP, WEST, write_place

AS_OF = datetime(2026, 3, 10, 4, tzinfo=UTC)


def at(column: float, row: float) -> str:
    """A point, so many micro-grids from the south-west corner, as the last two columns of a row."""
    return f"{WEST + column * STEP:.6f},{SOUTH + row * STEP:.6f}"


TABLES = {
    "service_resources": "resource_id,kind,partner,name,capacity,opened_at,ended_at,lon,lat\n"
    f"r1,助餐点,社工站,老街助餐点,40,2026-01-01T00:00:00Z,,{at(1.5, 1.5)}\n"
    f"r2,助餐点,合作社,东头助餐点,60,2026-01-01T00:00:00Z,,{at(9.5, 3.5)}\n"
    f"r3,法律援助,司法所,法律咨询,10,,,{at(3.5, 3.5)}\n"
    f"r4,助餐点,社工站,旧助餐点,20,2025-01-01T00:00:00Z,2026-03-01T00:00:00Z,{at(15.5, 1.5)}\n"
    f"r5,助餐点,社工站,未开助餐点,20,2026-04-01T00:00:00Z,,{at(15.5, 1.5)}\n",
    "needs": "need_id,kind,raised_at,matched_at,resource_id,households,lon,lat\n"
    f"n1,助餐点,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,r1,12,{at(2.5, 1.5)}\n"
    f"n2,助餐点,2026-03-03T00:00:00Z,,,7,{at(8.5, 3.5)}\n"
    f"n3,儿童托管,2026-03-04T00:00:00Z,,,3,{at(8.5, 3.5)}\n"
    f"n4,法律援助,2026-03-05T00:00:00Z,2026-03-20T00:00:00Z,r3,1,{at(3.5, 2.5)}\n"
    f"n5,助餐点,2026-03-20T00:00:00Z,,,1,{at(3.5, 2.5)}\n"
    f"n6,助餐点,2024-03-20T00:00:00Z,2024-03-21T00:00:00Z,,1,{at(3.5, 2.5)}\n"
    "n7,助餐点,2026-03-06T00:00:00Z,,,1,0,0\n",
    "reported_facts": "fact,place,begins_at,value\n"
    "population,v1,2025-01-01T00:00:00Z,9000\n"
    "population,v1,2026-01-01T00:00:00Z,3600\n"
    "population,v2,2026-01-01T00:00:00Z,7200\n"
    "population,v2,2026-04-01T00:00:00Z,1\n",
}


@contextmanager
def service_town(folder: Path) -> Iterator[tuple[Store, Board]]:
    """The open store and its board; `[services] walk_m` is 300."""
    path = write_place(folder)
    text = path.read_text()
    first, *feeds = text.split("[[feeds]]")
    mine = [one for one in feeds if any(f'"{table}"' in one for table in TABLES)]
    path.write_text("[[feeds]]".join([first + "[services]\nwalk_m = 300\n", *mine]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(folder / "var"))
        store = Store.open(load_profile(str(path)))
        try:
            for table, rows in TABLES.items():
                (folder / f"{table}.csv").write_text(rows)
                take_file(store, store.profile.feed(table), folder / f"{table}.csv")
            known = built_in()
            chosen = [replace(known[one], counter=None) for one in ("service_resources", "service_partners")]
            yield store, build_board(store, Catalogue(tuple(chosen)), AS_OF)
        finally:
            store.close()
