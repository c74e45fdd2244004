"""When a briefing is due, and that it is filed once, also when the server was down at its hour."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.briefing import schedule
from data.briefing.filing import folder_of
from data.briefing.formats import FORMATS
from data.briefing.order import Order
from data.briefing.press import Press
from data.briefing.schedule import keep_schedule, last_due, order_due
from data.door import Viewer
from data.hub import Hub
from data.profile import Profile, load_profile
from tests.components.boards import board
from tests.data.squares import write_place

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    path = write_place(tmp_path)
    path.write_text(path.read_text() + '\n[briefing]\nschedule = "Mon 08:00"\n')
    return load_profile(str(path))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-16T07:59", "2026-11-09T08:00"),
        ("2026-11-16T08:00", "2026-11-16T08:00"),
        ("2026-11-22T23:59", "2026-11-16T08:00"),
        ("2027-01-04T08:01", "2027-01-04T08:00"),
    ],
)
def test_the_newest_weekly_time(now: str, due: str) -> None:
    found = last_due("Mon 08:00", datetime.fromisoformat(now).replace(tzinfo=SHANGHAI), SHANGHAI)
    assert found.astimezone(SHANGHAI).replace(tzinfo=None) == datetime.fromisoformat(due)


def test_a_friday_briefing_tells_of_the_week_that_is_complete() -> None:
    friday = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
    assert last_due("Fri 08:00", friday, SHANGHAI).astimezone(SHANGHAI).day == 20


def test_what_is_filed_is_not_due(profile: Profile) -> None:
    now = datetime(2026, 11, 18, tzinfo=UTC)
    assert order_due(profile, now) == Order(span="2026-W46")
    assert order_due(profile, datetime(2026, 11, 15, 23, tzinfo=UTC)) == Order(span="2026-W45")
    folder_of(profile).mkdir(parents=True)
    for format in FORMATS:
        (folder_of(profile) / f"squares-2026-W46.{format}").touch()
    assert order_due(profile, now) is None


class Noted(Press):
    """Notes what was ordered instead of writing it."""

    def __init__(self) -> None:
        super().__init__()
        self.orders: list[Order] = []

    async def write(self, viewer: Viewer, order: Order, folder: Path) -> AsyncIterator[Path]:
        assert viewer.role == "program"
        self.orders.append(order)
        folder.mkdir(parents=True, exist_ok=True)
        for format in FORMATS:
            path = folder / f"squares-{order.span}.{format}"
            path.touch()
            yield path


def test_each_week_is_filed_once(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "LOOK_SECONDS", 0.0)
    hub, press = Hub(), Noted()
    hub.publish(board(of=profile))
    monday = datetime(2026, 11, 16, 0, 0, tzinfo=UTC)  # 08:00 in Shanghai
    clock = iter([monday.replace(hour=0, minute=0)] * 3 + [monday.replace(day=23)] * 3)

    async def stopped() -> None:
        def tick() -> datetime:
            found = next(clock, None)
            if found is None:
                raise asyncio.CancelledError
            return found

        try:
            await keep_schedule(profile, press, hub, tick)
        except asyncio.CancelledError:
            return

    asyncio.run(stopped())
    assert [one.span for one in press.orders] == ["2026-W46", "2026-W47"]
    press.drawer.shutdown()


def test_without_a_schedule_nothing_waits(tmp_path: Path) -> None:
    plain = load_profile(str(write_place(tmp_path)))
    asyncio.run(keep_schedule(plain, Noted(), Hub()))
