"""Approvals: matters that are applied for at a window, online or in the village, and what people say of it."""

import numpy as np
from numpy.typing import NDArray

from data.feeds.serving import APPROVALS
from data.simulate.account import Register
from data.simulate.cohort import Cohort, Manner
from data.simulate.draws import DAY, NEVER, SECOND, chosen, exponential
from data.simulate.lives import Lives, Values, words
from data.simulate.opinions import opinions

IntArray = NDArray[np.int64]

# Days allowed, share where a register names no kind, and who decides.
_KINDS = {
    "social_security": (3, 0.24, "人社服务所"),
    "medical_insurance": (2, 0.22, "医保服务站"),
    "household": (5, 0.12, "派出所"),
    "certificate": (1, 0.18, "为民服务中心"),
    "subsidy": (15, 0.10, "民政办"),
    "business": (3, 0.08, "市场监管分局"),
    "building": (20, 0.06, "村镇建设办"),
}
_ALONE = {"legal_aid": (30, 0.0, "司法所")}  # only where a register names it
_CHANNELS = ("window", "online", "village", "self_service")
_CHANNEL_SHARES = (0.34, 0.40, 0.21, 0.05)
_WAITED_MINUTES = 8.0
_SEALED = 0.55
_MEND_DAYS = 5


def _by_kind(cohort: Cohort) -> tuple[IntArray, IntArray]:
    """The grade of a row is the number of its kind."""
    kinds = _kinds(cohort.register).values()
    kind = chosen(cohort.rng("grade").random(len(cohort.born)), [share for _, share, _ in kinds])
    return kind, np.array([days for days, _, _ in kinds])[kind] * DAY


APPROVAL_MANNER = Manner(_by_kind, office=True, late=0.008)


def draw_approvals(cohort: Cohort) -> Lives:
    """Approvals; who waits at a window waits about eight minutes, a bad rating is mended within five days."""
    accepted, finished = cohort.born, cohort.concluded
    rng, n = cohort.rng("life"), len(accepted)
    u = rng.random((7, n))
    kinds, kind = _kinds(cohort.register), cohort.graded[0]
    channel = chosen(u[0], _CHANNEL_SHARES)
    waited = _WAITED_MINUTES / 2 * (exponential(u[1]) + exponential(u[2])).clip(0, 30)
    rated_at, rating = opinions(finished, cohort.bounds[1], cohort.register.rated, cohort.register.good, rng)
    bad = (rated_at < NEVER) & (rating <= 2)
    mend_due = np.where(bad, rated_at + _MEND_DAYS * DAY, NEVER)
    mended = np.where(bad & (u[3] < 0.97), rated_at + (u[4] * _MEND_DAYS * DAY).astype(np.int64), NEVER)
    columns: dict[str, Values] = {
        "approval_id": cohort.ids("A"),
        "kind": words(kind, tuple(kinds)),
        "accepted_at": accepted,
        "channel": words(channel, _CHANNELS),
        "party": words(kind, tuple(one[2] for one in kinds.values())),
        "waited_minutes": np.where(channel == 0, waited.round(1), np.nan),
        "due_at": cohort.due,
        "finished_at": finished,
        "rated_at": rated_at,
        "mend_due_at": mend_due,
        "mended_at": np.where(mended < NEVER, mended // SECOND * SECOND, NEVER),
        "sealed": u[5] < _SEALED,
        "rating": rating,
        "voluntary": u[6] < 0.7,
        **dict(zip(("lon", "lat"), cohort.points(), strict=True)),
    }
    known = {
        "due_at": accepted,
        "sealed": finished,
        "rating": rated_at,
        "voluntary": rated_at,
        "mend_due_at": np.where(bad, rated_at, NEVER),
    }
    return Lives(APPROVALS, accepted, columns, known)


def _kinds(register: Register) -> dict[str, tuple[int, float, str]]:
    if register.kind is None:
        return _KINDS
    days, _, party = {**_KINDS, **_ALONE}.get(register.kind, (5, 1.0, "为民服务中心"))
    return {register.kind: (days, 1.0, party)}
