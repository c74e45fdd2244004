"""The schedule: files the last complete week's briefing at the profile's weekly time, while a server runs."""

import asyncio
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from data.briefing.declaration import DAYS
from data.briefing.filing import folder_of, formats_of
from data.briefing.order import Order
from data.briefing.press import PRESS, Press
from data.briefing.span import last_complete
from data.briefing.titles import base_name
from data.door import PROGRAM
from data.fault import Fault
from data.hub import HUB, Hub
from data.period import instant
from data.profile import Profile

LOOK_SECONDS = 30.0


def last_due(schedule: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The newest instant of a weekly time ("Mon 08:00", local) that is not after `now`."""
    day, _, clock = schedule.partition(" ")
    hour, minute = (int(one) for one in clock.split(":"))
    local = now.astimezone(zone).replace(tzinfo=None)
    due = (local - timedelta(days=(local.weekday() - DAYS.index(day)) % 7)).replace(
        hour=hour, minute=minute, second=0, microsecond=0
    )
    found = instant(due, zone)
    return found if found <= now else instant(due - timedelta(weeks=1), zone)


def order_due(profile: Profile, now: datetime) -> Order | None:
    """What is still to be filed of the newest weekly time; None where every file is there."""
    schedule, zone = profile.briefing.schedule, ZoneInfo(profile.zone)
    if schedule is None:
        return None
    span = last_complete("week", last_due(schedule, now, zone), zone)
    name = base_name(profile, span.key, None, profile.briefing.language or profile.language)
    wanted = [folder_of(profile) / f"{name}.{format}" for format in formats_of(profile, Order())]
    return None if all(path.is_file() for path in wanted) else Order(span=span.key)


def now_utc() -> datetime:
    return datetime.now(UTC)


async def keep_schedule(
    profile: Profile, press: Press = PRESS, hub: Hub = HUB, clock: Callable[[], datetime] = now_utc
) -> None:
    """Files what is due as long as it runs, also what fell due while no server did; a failure is said and tried again
    at the next weekly time."""
    if profile.briefing.schedule is None or profile.clock != "machine":
        return
    async for _ in hub.editions():
        break
    tried: Order | None = None
    while True:
        order = order_due(profile, clock())
        if order is not None and order != tried:
            tried = order
            try:
                async for path in press.write(PROGRAM, order, folder_of(profile)):
                    print(f"briefing filed: {path}", flush=True)
            except Fault as fault:
                print(f"briefing {order.span}: {fault}", file=sys.stderr, flush=True)
        await asyncio.sleep(LOOK_SECONDS)
