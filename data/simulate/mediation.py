"""Disputes and petitions: what people are at odds about, who mediates, what is agreed and what comes of it."""

import numpy as np
from numpy.typing import NDArray

from data.feeds.casework import DISPUTES, PETITIONS
from data.simulate.cohort import Cohort, Manner, always
from data.simulate.draws import DAY, HOUR, NEVER, SECOND, chosen
from data.simulate.lives import Lives, Values, words
from data.simulate.opinions import opinions

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_GRADES = ("simple", "ordinary", "complex")
_GRADE_DAYS = (1, 7, 20)
_RISKS = ("green", "yellow", "red")
_RISK_SHARES = ((0.9, 0.1, 0.0), (0.7, 0.27, 0.03), (0.3, 0.5, 0.2))
_AGREED = 0.97
_PERFORMED, _BROKEN_LATER, _TURNED_CRIMINAL = 0.965, 0.018, 0.002
# Category and who mediates it.
_DISPUTES = {
    "邻里纠纷": "村调解委员会",
    "婚姻家庭": "村调解委员会",
    "土地承包": "农业农村局",
    "宅基地": "农业农村局",
    "劳资纠纷": "人社服务所",
    "交通事故赔偿": "交警中队调解室",
    "债务纠纷": "司法所",
    "消费争议": "市场监管分局",
    "物业纠纷": "镇调解工作室",
}
_DISPUTE_SHARES = (30, 15, 12, 10, 9, 7, 8, 4, 5)
_CHANNELS = ("letter", "visit", "web", "phone")
_PETITIONS = {
    "征地拆迁": "自然资源所",
    "城乡建设": "村镇建设办",
    "劳动社保": "人社服务所",
    "农业农村": "农业农村局",
    "生态环境": "生态环境办",
    "涉法涉诉": "司法所",
    "民政救助": "民政办",
}
_PETITION_SHARES = (20, 18, 16, 20, 10, 8, 8)


def _graded(cohort: Cohort) -> tuple[IntArray, IntArray]:
    """Disputes have 1, 7 or 20 days, by their grade."""
    grade = chosen(cohort.rng("grade").random(len(cohort.born)), (0.38, 0.44, 0.18))
    return grade, np.array(_GRADE_DAYS)[grade] * DAY


DISPUTE_MANNER = Manner(_graded, office=True)
PETITION_MANNER = Manner(always(60 * DAY), office=True, late=0.03)


def draw_disputes(cohort: Cohort) -> Lives:
    """Disputes and their mediations; what is left over at the year's end is settled without."""
    registered, resolved, left = cohort.born, cohort.concluded, cohort.left_over
    rng, n = cohort.rng("life"), len(registered)
    u = rng.random((9, n))
    grade = cohort.graded[0]
    risk = np.zeros(n, dtype=np.int64)
    for one, shares in enumerate(_RISK_SHARES):
        risk[grade == one] = chosen(u[0, grade == one], shares)
    category = chosen(u[1], _DISPUTE_SHARES)

    def part(begin: IntArray, end: IntArray, share: FloatArray) -> IntArray:
        return begin + ((end - begin) * share).astype(np.int64) // SECOND * SECOND

    concluded = np.where(left, NEVER, part(registered, resolved, 0.7 + 0.3 * u[2]))
    mediated = np.flatnonzero(~left)
    share = _AGREED if cohort.register.agreed is None else cohort.register.agreed
    agreed = np.zeros(n, dtype=bool)
    agreed[rng.choice(mediated, round(share * len(mediated)), replace=False)] = True
    ended = resolved < NEVER
    promised = np.where(agreed, concluded + (10 + np.floor(21 * u[3]).astype(np.int64)) * DAY, NEVER)
    kept = agreed & (u[4] < _PERFORMED)
    reopened = ended & (u[5] < _BROKEN_LATER)
    criminal = ended & (u[6] < _TURNED_CRIMINAL)
    columns: dict[str, Values] = {
        "dispute_id": cohort.ids("D"),
        "registered_at": registered,
        "category": words(category, tuple(_DISPUTES)),
        "grade": words(grade, _GRADES),
        "risk": words(risk, _RISKS),
        "party": words(category, tuple(_DISPUTES.values())),
        "due_at": cohort.due,
        "concluded_at": concluded,
        "agreed": agreed,
        "agreement_due_at": promised,
        "performed_at": np.where(kept, part(concluded, promised, 0.1 + 0.85 * u[7]), NEVER),
        "resolved_at": resolved,
        "calmed_at": np.where(ended & (risk == 2), part(registered, resolved, 0.4 + 0.5 * u[7]), NEVER),
        "reopened_at": np.where(reopened, resolved + ((3 + 80 * u[8]) * DAY).astype(np.int64), NEVER),
        "criminal_at": np.where(criminal, part(registered, resolved, 0.2 + 0.6 * u[8]), NEVER),
        **dict(zip(("lon", "lat"), cohort.points(), strict=True)),
    }
    known = {"due_at": registered, "agreed": concluded, "agreement_due_at": concluded}
    return Lives(DISPUTES, registered, columns, known)


def draw_petitions(cohort: Cohort) -> Lives:
    """Petitions: accepted within 15 days, answered within 60."""
    received, replied = cohort.born, cohort.concluded
    rng, n = cohort.rng("life"), len(received)
    u = rng.random((8, n))
    category = chosen(u[0], _PETITION_SHARES)
    room = np.where(replied < NEVER, replied - received, 40 * DAY)
    accepted = received + np.minimum((2 + 200 * u[1] ** 2) * HOUR, 0.5 * room).astype(np.int64) // SECOND * SECOND
    settled = (replied < NEVER) & (u[2] < 0.93)
    after = np.minimum((1 + 200 * u[3]) * HOUR, 0.9 * np.maximum(cohort.bounds[1] - replied, HOUR))
    rated_at, rating = opinions(replied, cohort.bounds[1], cohort.register.rated, cohort.register.good, rng)
    columns: dict[str, Values] = {
        "petition_id": cohort.ids("P"),
        "received_at": received,
        "channel": words(chosen(u[4], (0.15, 0.3, 0.35, 0.2)), _CHANNELS),
        "category": words(category, tuple(_PETITIONS)),
        "party": words(category, tuple(_PETITIONS.values())),
        "repeated": u[5] < 0.08,
        "leader_led": u[6] < 0.12,
        "accept_due_at": received + 15 * DAY,
        "accepted_at": np.where(u[7] < 0.995, accepted, NEVER),
        "due_at": cohort.due,
        "replied_at": replied,
        "resolved_at": np.where(settled, replied + after.astype(np.int64) // SECOND * SECOND, NEVER),
        "rated_at": rated_at,
        "rating": rating,
        **dict(zip(("lon", "lat"), cohort.points(), strict=True)),
    }
    known = {"accept_due_at": received, "due_at": received, "rating": rated_at}
    return Lives(PETITIONS, received, columns, known)
