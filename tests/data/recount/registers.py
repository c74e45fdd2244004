"""Incidents and problems: public safety, work safety, environment, collective assets, recounted."""

import pandas as pd

from tests.data.recount.fold import Parts, Recount, number, quantile, share, total
from tests.data.recount.town import Town
from tests.data.recount.window import Window

HALF_AN_HOUR = pd.Timedelta(minutes=30)
Rows = pd.DataFrame


def occurred(t: Town, w: Window, kind: str) -> Rows:
    rows = t.of_kind("incidents", kind)
    return rows[w.has(rows.occurred_at)]


def found(t: Town, w: Window, kind: str) -> Rows:
    rows = t.of_kind("problems", kind)
    return rows[w.has(rows.found_at)]


def incidents(kind: str) -> Recount:
    return lambda t, w: number(occurred(t, w, kind))


def per_10k(rows: Rows, t: Town) -> Parts:
    """Rows against the population that each place reported last."""
    newest = t.reporters("population").drop_duplicates("reporter", keep="last")
    return number(rows)[0], total(newest, newest.value)


def change(kind: str) -> Recount:
    return lambda t, w: change_of(t.of_kind("incidents", kind), "occurred_at", w)


def change_of(rows: Rows, column: str, w: Window) -> Parts:
    """This year's less last year's, each of the latter moved on by a year, of the latter; this year's only from a
    year after the very first."""
    later = rows[column] + pd.DateOffset(years=1)
    now = rows[w.has(rows[column]) & (rows[column] >= later.min())]
    (these, _), (those, _) = number(now), number(rows[w.has(later)])
    return lambda level, size: these(level, size) - those(level, size), those


def arrival_minutes_p90(t: Town, w: Window) -> Parts:
    rows = t["incidents"]
    rows = rows[w.has(rows.arrived_on_site_at) & (rows.arrived_on_site_at >= rows.dispatched_at)]
    minutes = (rows.arrived_on_site_at - rows.dispatched_at).dt.total_seconds() / 60
    return quantile(rows, minutes, 0.9), None


def enforcement_closure_rate(t: Town, w: Window) -> Parts:
    rows = occurred(t, w, "enforcement")
    return share(rows[w.by(rows.closed_at)], rows)


def fire_spot_30min_rate(t: Town, w: Window) -> Parts:
    rows = t.of_kind("incidents", "fire_spot")
    out = rows[w.has(rows.occurred_at + HALF_AN_HOUR)]
    return share(out[out.closed_at - out.occurred_at <= HALF_AN_HOUR], out)


def fixed_of_due(kind: str) -> Recount:
    def counted(t: Town, w: Window) -> Parts:
        rows = t.of_kind("problems", kind)
        due = rows[w.has(rows.due_at)]
        return share(due[w.by(due.fixed_at)], due)

    return counted


def hazard_fixed_total(t: Town, w: Window) -> Parts:
    rows = t.of_kind("problems", "hazard")
    return number(rows[w.has(rows.fixed_at)])


def hazard_major_open(t: Town, w: Window) -> Parts:
    rows = t.of_kind("problems", "hazard")
    return number(rows[w.during(rows.found_at, rows.fixed_at) & rows.major.fillna(False)])


def asset_problem_fixed_rate(t: Town, w: Window) -> Parts:
    rows = found(t, w, "asset")
    return share(rows[w.by(rows.fixed_at)], rows)


RECOUNTS: dict[str, Recount] = {
    "police_per_10k": lambda t, w: per_10k(occurred(t, w, "police"), t),
    "criminal_year": incidents("criminal"),
    "criminal_change_year": change("criminal"),
    "public_order_year": incidents("public_order"),
    "public_order_change_year": change("public_order"),
    "fraud_month": incidents("fraud"),
    "arrival_minutes_p90": arrival_minutes_p90,
    "enforcement_incidents": incidents("enforcement"),
    "enforcement_closure_rate": enforcement_closure_rate,
    "accident_year": incidents("accident"),
    "fire_spots": incidents("fire_spot"),
    "fire_spot_30min_rate": fire_spot_30min_rate,
    "hazard_found": lambda t, w: number(found(t, w, "hazard")),
    "hazard_fixed_rate": fixed_of_due("hazard"),
    "hazard_fixed_total": hazard_fixed_total,
    "hazard_major_open": hazard_major_open,
    "environment_fixed_rate": fixed_of_due("environment"),
    "asset_problem_found": lambda t, w: number(found(t, w, "asset")),
    "asset_problem_fixed_rate": asset_problem_fixed_rate,
}
