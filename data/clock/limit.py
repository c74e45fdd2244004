"""How long something may take, as a profile writes it: "1 working day", "4 working hours", "24 hours", "7 days"."""

import re
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from pydantic import BeforeValidator

from data.clock.working import Clock
from data.feeds.zone import Times

Unit = Literal["minute", "hour", "day", "working hour", "working day", "emergency hour"]
UNITS: tuple[Unit, ...] = ("minute", "hour", "day", "working hour", "working day", "emergency hour")
SECONDS = {"minute": 60, "hour": 3600, "working hour": 3600, "emergency hour": 3600}
MOST = 100_000


@dataclass(frozen=True)
class Limit:
    """An amount of one kind of time.

    Minutes and hours run day and night, working hours in office hours. Days and working days leave the day of the
    beginning out and end with the last day: at 23:59:59, or when its office hours end. All of them pause while
    suspended, but for emergency hours, which never stop.
    """

    amount: float
    unit: Unit

    @property
    def in_office_hours(self) -> bool:
        return self.unit.startswith("working")

    def due(self, clock: Clock, begins: Times) -> Times:
        """When it runs out for each beginning (UTC); NaT where there is none."""
        if self.unit == "day":
            return clock.end_of_day(begins, int(self.amount))
        if self.unit == "working day":
            return clock.end_of_working_day(begins, int(self.amount))
        time = np.timedelta64(round(self.amount * SECONDS[self.unit] * 1_000_000), "us")
        if self.in_office_hours:
            return clock.after(begins, time)
        due: Times = begins + time
        return due

    def paused(self, clock: Clock, due: Times, since: Times, until: Times) -> Times:
        """The due times moved by what this clock would have run between `since` and `until` (since ≤ until)."""
        if self.unit == "emergency hour":
            return due
        moved: Times = clock.after(due, clock.worked(since, until)) if self.in_office_hours else due + (until - since)
        return moved


def parse_limit(text: object) -> Limit:
    """A Limit from a number and a unit. Raises ValueError naming the text otherwise."""
    if isinstance(text, Limit):
        return text
    found = re.fullmatch(r"(\d+(?:\.\d+)?) (\w+(?: \w+)?)", " ".join(str(text).split()))
    unit = next((one for one in UNITS if found and found[2] in (one, f"{one}s")), None)
    if found is None or unit is None:
        raise ValueError(
            f'"{text}" is not a limit: write a number and minutes, hours, days, working hours, working days or '
            f'emergency hours, for example "4 working hours"'
        )
    amount = float(found[1])
    if not 0 < amount <= MOST:
        raise ValueError(f'"{text}": the number has to be above 0 and no more than {MOST}')
    if unit.endswith("day") and not amount.is_integer():
        raise ValueError(f'"{text}": days are counted whole: write hours or working hours for a part of a day')
    return Limit(amount, unit)


LimitText = Annotated[Limit, BeforeValidator(parse_limit)]
