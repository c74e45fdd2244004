"""Registers: feeds whose rows come in exact numbers each calendar year."""

from collections.abc import Callable
from functools import lru_cache

import pyarrow as pa

from data.simulate.account import Register
from data.simulate.approvals import APPROVAL_MANNER, draw_approvals
from data.simulate.case_registers import CASE_MANNER, draw_registered_cases
from data.simulate.cohort import Cohort, Manner, begins
from data.simulate.desk import ALARM_MANNER, CALL_MANNER, draw_alarms, draw_calls
from data.simulate.draws import local_day
from data.simulate.incidents import INCIDENT_MANNER, PROBLEM_MANNER, draw_incidents, draw_problems
from data.simulate.lives import Lives
from data.simulate.mediation import DISPUTE_MANNER, PETITION_MANNER, draw_disputes, draw_petitions
from data.simulate.services import VISIT_MANNER, draw_owed
from data.simulate.sums import OFFICE_MANNER, OPEN_MANNER, draw_needs, draw_ratings, draw_trades
from data.simulate.town import Town

# How the rows of each schema come and go, and how they are drawn.
DRAWN: dict[str, tuple[Manner, Callable[[Cohort], Lives]]] = {
    "cases": (CASE_MANNER, draw_registered_cases),
    "disputes": (DISPUTE_MANNER, draw_disputes),
    "petitions": (PETITION_MANNER, draw_petitions),
    "incidents": (INCIDENT_MANNER, draw_incidents),
    "problems": (PROBLEM_MANNER, draw_problems),
    "alarms": (ALARM_MANNER, draw_alarms),
    "calls": (CALL_MANNER, draw_calls),
    "approvals": (APPROVAL_MANNER, draw_approvals),
    "trades": (OFFICE_MANNER, draw_trades),
    "needs": (OPEN_MANNER, draw_needs),
    "visits": (VISIT_MANNER, draw_owed),
    "ratings": (OPEN_MANNER, draw_ratings),
}
_STILL_CHANGING = 2  # years after the one in which a row is born


class Registered:
    """The stream of a feed that registers fill: the rows of each year are drawn once, and kept."""

    def __init__(self, town: Town, schema: str, registers: tuple[Register, ...]) -> None:
        self._town, self._schema, self._registers = town, schema, registers
        account_year = town.plan.account_year
        self._begins = tuple(begins(one, account_year) for one in registers)
        self._year = lru_cache(maxsize=None)(self._drawn)

    def until(self, end: int) -> pa.Table:
        last = local_day(end, self._town.zone).year
        # One year more than there is, so that a feed that begins later is an empty table.
        years = range(min(self._begins), max(last, min(self._begins)) + 1)
        return pa.concat_tables([lives.until(end) for year in years for lives in self._year(year)])

    def between(self, begin: int, end: int) -> pa.Table:
        first, last = local_day(begin, self._town.zone).year, local_day(end, self._town.zone).year
        years = range(first - _STILL_CHANGING, last + 1)
        return pa.concat_tables([lives.between(begin, end) for year in years for lives in self._year(year)])

    def _drawn(self, year: int) -> list[Lives]:
        """The rows of each register in that year; none of a register that begins later."""
        manner, draw = DRAWN[self._schema]
        return [
            draw(Cohort(self._town, register, year, manner, number, first))
            for number, (register, first) in enumerate(zip(self._registers, self._begins, strict=True), 1)
        ]
