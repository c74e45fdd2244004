"""Devices: a heartbeat that never came is none, and of yesterday's nothing is known."""

from pathlib import Path

from tests.data.indicators.small_town import board_of, parts, value

DEVICES = """device_id,kind,installed_at,removed_at,seen_at,networked,serviceable,playable,place
a,camera,2026-01-01,,2026-03-10T11:59,true,true,true,v1
b,camera,2026-01-01,,2026-03-10T11:50,true,false,true,v1
c,camera,,,2026-03-10T11:51,false,,,v1
d,camera,2026-01-01,,,,,false,v2
e,camera,2026-01-01,2026-03-01,2026-03-10T11:59,true,true,true,v2
f,camera,2026-01-01,2026-04-01,2026-03-10T11:59,,true,false,v2
g,drone,2026-01-01,,2026-03-10T11:59,,,,v1
h,drone,2026-01-01,,2026-03-01T11:59,,,,v1
"""
IDS = [
    "camera_count",
    "camera_online_rate",
    "camera_playable_rate",
    "camera_networked_rate",
    "camera_serviceable_rate",
    "gas_alarm_online_rate",
    "drone_ready",
    "drone_count",
]


def test_what_is_alive_of_what_stands_in_the_field(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"devices": DEVICES}, "2026-03-10T12:00", IDS)
    assert value(board, "camera_count") == 5
    assert parts(board, "camera_online_rate") == (3, 5), "ten minutes old is too old, and no heartbeat is none"
    assert parts(board, "camera_playable_rate") == (1, 4), "of the four that were probed"
    assert parts(board, "camera_networked_rate") == (2, 5), "not known is not joined"
    assert parts(board, "camera_serviceable_rate") == (2, 5), "not inspected is not sound"
    assert value(board, "gas_alarm_online_rate") is None, "no gas alarm was ever seen"
    assert (value(board, "drone_ready"), value(board, "drone_count")) == (1, 2)


def test_only_the_newest_heartbeat_is_kept_so_the_past_is_not_known(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"devices": DEVICES}, "2026-03-10T12:00", IDS)
    assert set(board.reading("camera_online_rate").trend[:-1]) == {None}
    assert board.reading("camera_count").before == 5
