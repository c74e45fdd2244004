"""Visits, approvals, trades, services and reported facts, recounted from what the catalogue says they mean."""

import pandas as pd

from tests.data.recount.fold import Parts, Recount, amount, distinct, mean, number, share, total
from tests.data.recount.town import Town
from tests.data.recount.window import Window

HOUSEHOLDS = ("hardship", "elderly_alone", "community_corrections", "drug_rehabilitation", "key_household")
FACTS = {
    "e_seals": "e_seals",
    "service_windows": "service_windows",
    "canteen_meals": "canteen_meals",
    "volunteer_hours": "volunteer_hours",
    "volunteers": "volunteers",
    "households": "households",
    "residents": "population",
    "grid_workers": "grid_workers",
}
SHARES = {
    "village_income_rate": "villages_with_income",
    "mental_managed_rate": "mental_managed",
    "correction_report_rate": "corrections_reported",
    "left_behind_care_rate": "left_behind_cared",
    "home_adaptation_rate": "homes_adapted",
    "party_grid_rate": "party_grids",
    "party_registered_rate": "party_registered",
    "emergency_stock_rate": "stock_ready",
    "key_segment_coverage": "key_segments_covered",
    "key_site_coverage": "key_sites_covered",
    "service_circle_rate": "circle_15min",
    "grid_staffing_rate": "grid_staffed",
    "cadres_posted_rate": "cadres_posted",
    "data_accuracy_rate": "data_accurate",
    "data_update_rate": "data_updated",
    "enter_once_rate": "fields_prefilled",
}
Rows = pd.DataFrame


def holding(t: Town, w: Window, fact: str) -> Rows:
    """Each place's newest report of a fact, while it holds."""
    rows = t.reporters(fact)
    newest = rows[w.by(rows.begins_at)].drop_duplicates("reporter", keep="last")
    return newest[~w.by(newest.ends_at)]


def fact(word: str) -> Recount:
    return lambda t, w: amount(holding(t, w, word), "value")


def fact_share(word: str) -> Recount:
    def counted(t: Town, w: Window) -> Parts:
        rows = holding(t, w, word).dropna(subset="out_of")
        return total(rows, rows.value), total(rows, rows.out_of)

    return counted


def visited(*kinds: str, in_time: bool = False) -> Recount:
    def counted(t: Town, w: Window) -> Parts:
        rows = t.of_kind("visits", *kinds)
        due = rows[w.has(rows.due_at)]
        return share(due[due.visited_at <= due.due_at] if in_time else due[w.by(due.visited_at)], due)

    return counted


def made(t: Town, w: Window) -> Rows:
    rows = t.of_kind("visits", *HOUSEHOLDS)
    return rows[w.has(rows.visited_at)]


def accepted(t: Town, w: Window) -> Rows:
    return t["approvals"][w.has(t["approvals"].accepted_at)]


def finished(t: Town, w: Window) -> Rows:
    return t["approvals"][w.has(t["approvals"].finished_at)]


def approval_wait_minutes(t: Town, w: Window) -> Parts:
    rows = accepted(t, w)
    rows = rows[rows.channel == "window"]
    return mean(rows, rows.waited_minutes)


def approval_on_time_rate(t: Town, w: Window) -> Parts:
    due = t["approvals"][w.has(t["approvals"].due_at)]
    return share(due[due.finished_at <= due.due_at], due)


def by_channel(channel: str) -> Recount:
    def counted(t: Town, w: Window) -> Parts:
        rows = accepted(t, w).dropna(subset="channel")
        return share(rows[rows.channel == channel], rows)

    return counted


def approval_good_rate(t: Town, w: Window) -> Parts:
    rated = t["approvals"][w.has(t["approvals"].rated_at)].dropna(subset="rating")
    return share(rated[rated.rating >= 3], rated)


def approval_voluntary_rate(t: Town, w: Window) -> Parts:
    rows = finished(t, w)
    return share(rows[rows.voluntary.fillna(False) & w.by(rows.rated_at)], rows)


def approval_bad_mended_rate(t: Town, w: Window) -> Parts:
    rows = t["approvals"]
    due = rows[w.has(rows.mend_due_at) & (rows.rating <= 2)]
    return share(due[due.mended_at <= due.mend_due_at], due)


def legal_aid_closed_rate(t: Town, w: Window) -> Parts:
    rows = accepted(t, w)
    rows = rows[rows.kind == "legal_aid"]
    return share(rows[w.by(rows.finished_at)], rows)


def rated_in(channel: str, least: int) -> Recount:
    def counted(t: Town, w: Window) -> Parts:
        rows = t.of_kind("ratings", channel)
        rated = rows[w.has(rows.rated_at)]
        return share(rated[rated.score >= least], rated)

    return counted


def satisfaction_weighted(t: Town, w: Window) -> Parts:
    rated = t["ratings"][w.has(t["ratings"].rated_at)]
    return mean(rated, rated.score * 20)


def households_per_worker(t: Town, w: Window) -> Parts:
    homes, workers = holding(t, w, "households"), holding(t, w, "grid_workers")
    return total(homes, homes.value), total(workers, workers.value)


def traded(t: Town, w: Window) -> Rows:
    return t["trades"][w.has(t["trades"].traded_at)]


def trade_on_platform_rate(t: Town, w: Window) -> Parts:
    rows = traded(t, w).dropna(subset="on_platform")
    return share(rows[rows.on_platform.astype(bool)], rows)


def resources(t: Town, w: Window) -> Rows:
    """Those open: always opened, where nothing is said."""
    rows = t["service_resources"]
    return rows[(rows.opened_at.isna() | w.by(rows.opened_at)) & ~w.by(rows.ended_at)]


def raised(t: Town, w: Window) -> Rows:
    return t["needs"][w.has(t["needs"].raised_at)]


def matched(t: Town, w: Window) -> Rows:
    return t["needs"][w.has(t["needs"].matched_at)]


def need_matched_rate(t: Town, w: Window) -> Parts:
    rows = raised(t, w)
    return share(rows[w.by(rows.matched_at)], rows)


RECOUNTS: dict[str, Recount] = {
    **{id: fact(word) for id, word in FACTS.items()},
    **{id: fact_share(word) for id, word in SHARES.items()},
    "visit_done_rate": visited(*HOUSEHOLDS),
    "visits_week": lambda t, w: number(made(t, w)),
    "visit_groups": lambda t, w: (distinct(made(t, w), "kind"), None),
    "elderly_visit_rate": visited("elderly_alone"),
    "hardship_visit_rate": visited("hardship"),
    "key_household_visit_rate": visited("key_household"),
    "enterprise_inspection_rate": visited("enterprise"),
    "small_premises_rate": visited("small_premises"),
    "river_patrol_rate": visited("river_patrol"),
    "refuse_cleared_rate": visited("refuse_point", in_time=True),
    "port_report_rate": visited("port_report", in_time=True),
    "storm_return_rate": visited("storm_return", in_time=True),
    "approval_today": lambda t, w: number(accepted(t, w)),
    "approval_total": lambda t, w: number(accepted(t, w)),
    "approval_wait_minutes": approval_wait_minutes,
    "approval_on_time_rate": approval_on_time_rate,
    "approval_online_rate": by_channel("online"),
    "approval_village_share": by_channel("village"),
    "approval_sealed": lambda t, w: number(finished(t, w)[finished(t, w).sealed.fillna(False)]),
    "approval_good_rate": approval_good_rate,
    "approval_voluntary_rate": approval_voluntary_rate,
    "approval_bad_mended_rate": approval_bad_mended_rate,
    "legal_aid_accepted": lambda t, w: number(accepted(t, w)[accepted(t, w).kind == "legal_aid"]),
    "legal_aid_closed_rate": legal_aid_closed_rate,
    "safety_sense_rate": rated_in("safety", 4),
    "service_satisfaction_rate": rated_in("service", 4),
    "satisfaction_weighted": satisfaction_weighted,
    "households_per_worker": households_per_worker,
    "trade_count": lambda t, w: number(traded(t, w)),
    "trade_amount": lambda t, w: amount(traded(t, w), "amount_yuan"),
    "trade_on_platform_rate": trade_on_platform_rate,
    "service_resources": lambda t, w: number(resources(t, w)),
    "service_partners": lambda t, w: (distinct(resources(t, w), "partner"), None),
    "need_count": lambda t, w: number(raised(t, w)),
    "needs_matched": lambda t, w: number(matched(t, w)),
    "need_households": lambda t, w: amount(matched(t, w), "households"),
    "need_matched_rate": need_matched_rate,
}
