"""Cases that a register counts: as the everyday ones, but so many a year, so many closed, so many content."""

import numpy as np
from numpy.typing import NDArray

from data.feeds.casework import SOURCES
from data.simulate.case_ending import Ending, levels
from data.simulate.case_life import LIFE_UNIFORMS
from data.simulate.cases import Matter, lived, matters
from data.simulate.categories import COLOURS
from data.simulate.cohort import Cohort, Manner
from data.simulate.draws import DAY, NEVER
from data.simulate.lives import Lives
from data.simulate.opinions import opinions
from data.simulate.rhythm import is_fair

IntArray = NDArray[np.int64]

_EXTENDED = 0.012  # of those closed in time
_LONG = 3 * DAY  # overdue
_DISMISSED = 0.5  # of those that are never closed


def _as_everyday(cohort: Cohort) -> tuple[IntArray, IntArray]:
    """The grade of a row is what it is about: category, colour and urgency in one number."""
    n = len(cohort.born)
    fair = np.array([is_fair(day) for day in cohort.days])[cohort.day]
    source = np.full(n, SOURCES.index(cohort.register.kind or "hotline"))
    matter = matters(cohort.town, source, fair, cohort.rng("grade").random((3, n)))
    return (matter.category * len(COLOURS) + matter.colour) * 2 + matter.urgent, matter.allowed.astype(np.int64)


CASE_MANNER = Manner(_as_everyday)


def draw_registered_cases(cohort: Cohort) -> Lives:
    """Cases of one source."""
    reported, closed, n = cohort.born, cohort.concluded, len(cohort.born)
    rng = cohort.rng("life")
    u = rng.random((4, n))
    grade, allowed = cohort.graded
    category, colour = np.divmod(grade // 2, len(COLOURS))
    source = np.full(n, SOURCES.index(cohort.register.kind or "hotline"))
    matter = Matter(source, category, colour, grade % 2 == 1)
    closes = closed < NEVER
    span = np.where(closes, closed - reported, 60 * DAY).astype(float)
    rated_at, points = opinions(closed, cohort.bounds[1], cohort.register.rated, cohort.register.good, rng)
    rated = rated_at < NEVER
    ending = Ending(
        level=levels(colour, u[0]),
        span=span,
        closes=closes,
        long=span > allowed + _LONG,
        extended=(span > 0.5 * allowed) & (span < allowed) & (u[1] < _EXTENDED * 4),
        dismissed=~closes & (u[2] < _DISMISSED),
        rated=rated,
        rated_after=np.where(rated, rated_at - reported, 0).astype(float),
        points=points,
    )
    return lived(
        cohort.town, cohort.ids("H"), reported, matter, ending, rng.random((5, n)), rng.random((LIFE_UNIFORMS, n))
    )
