"""A town of three villages with five cases of March 2026, whose numbers can be counted on one hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.intake import take_profile
from data.profile import load_profile
from data.store import Store

NOON = datetime(2026, 3, 4, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
VILLAGES = Path(__file__).parents[1] / "profiles" / "fuzhou.geojson"
TOWN = """
[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "villages.geojson"
[[feeds]]
id = "cases"
schema = "cases"
path = "cases.csv"
stale_after = "30d"
[[feeds]]
id = "devices"
schema = "devices"
path = "devices.csv"
stale_after = "10m"
"""
# Due in March and not on hold: a, b and d, of which a and d in time; c is on hold. e fell due in February, in time.
# 鼓楼区 has a and b, 台江区 c, d and e.
CASES = """case_id,reported_at,due_at,closed_at,suspended_at,resumed_at,dismissed_at,rated_at,rating,category,lon,lat
a,2026-03-01T08:00,2026-03-02T08:00,2026-03-01T20:00,,,,2026-03-02T08:00,5,路灯,119.25,26.05
b,2026-03-01T09:00,2026-03-02T09:00,2026-03-02T10:00,,,,2026-03-03T08:00,3,路灯,119.25,26.05
c,2026-03-01T10:00,2026-03-02T10:00,,2026-03-01T12:00,,,,,垃圾,119.35,26.05
d,2026-03-02T10:00,2026-03-04T10:00,2026-03-03T10:00,,,,2026-03-03T12:00,4,垃圾,119.35,26.05
e,2026-01-20T10:00,2026-02-02T10:00,2026-02-01T10:00,,,,,,垃圾,119.35,26.05
"""
DEVICES = """device_id,kind,seen_at,lon,lat
x,camera,2026-03-04T11:55,119.25,26.05
y,camera,2026-03-04T09:00,119.35,26.05
"""


def write_town(folder: Path, choices: str = "", tables: str = "") -> Path:
    """Writes the town with these choices (keys, then tables) in its profile; the profile's path."""
    (folder / "villages.geojson").write_text(VILLAGES.read_text())
    (folder / "cases.csv").write_text(CASES)
    (folder / "devices.csv").write_text(DEVICES)
    path = folder / "town.toml"
    path.write_text(f'title = {{ zh = "试", en = "Test" }}\n{choices}\n{TOWN}\n{tables}', encoding="utf-8")
    return path


@contextmanager
def opened(folder: Path, choices: str = "", tables: str = "") -> Iterator[Store]:
    """The store of the town, with everything loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(folder / "var"))
        store = Store.open(load_profile(str(write_town(folder, choices, tables))))
        try:
            for _ in take_profile(store):
                pass
            yield store
        finally:
            store.close()
