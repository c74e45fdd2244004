"""The event loop, recounted from what the catalogue says it means."""

import pandas as pd

from tests.data.recount.fold import Parts, Recount, distinct, mean, number, quantile, share, total
from tests.data.recount.town import Town
from tests.data.recount.window import Window

Rows = pd.DataFrame
PUBLIC = ("hotline", "snapshot", "petition")


def reported(t: Town, w: Window) -> Rows:
    return t["cases"][w.has(t["cases"].reported_at)]


def still_open(t: Town, w: Window) -> Rows:
    """Reported and neither closed nor dismissed at the window's last moment."""
    cases = t["cases"]
    return cases[w.during(cases.reported_at, cases.closed_at) & ~w.by(cases.dismissed_at)]


def open_of(colour: str) -> Recount:
    return lambda t, w: number(still_open(t, w)[still_open(t, w).colour == colour])


def standing_since(t: Town, w: Window, column: str) -> Rows:
    """Neither closed nor dismissed since a step. Where a source dates the step before the report (a slip), a past
    moment between the two counts the case already."""
    cases = t["cases"]
    return cases[w.during(cases[column], cases.closed_at) & ~w.by(cases.dismissed_at)]


def overdue(t: Town, w: Window) -> Rows:
    return standing_since(t, w, "due_at")


def case_suspended_share(t: Town, w: Window) -> Parts:
    cases = standing_since(t, w, "suspended_at")
    back = w.by(cases.resumed_at) & (cases.resumed_at >= cases.suspended_at)
    return share(cases[~back], still_open(t, w))


def in_window(t: Town, w: Window, column: str) -> Rows:
    return t["cases"][w.has(t["cases"][column])]


def of_valid(t: Town, w: Window, column: str) -> Rows:
    """The cases, not dismissed, of which a step falls in the window."""
    cases = in_window(t, w, column)
    return cases[cases.dismissed_at.isna()]


def closed(t: Town, w: Window) -> Rows:
    return of_valid(t, w, "closed_at")


def owed(t: Town, w: Window, due: str) -> Rows:
    """What fell due, without the dismissed and those on hold now."""
    cases = of_valid(t, w, due)
    resumed = cases.resumed_at >= cases.suspended_at
    return cases[~(cases.suspended_at.notna() & ~resumed & cases.closed_at.isna())]


def by_end(rows: Rows, w: Window, step: str) -> Parts:
    """Of the rows, those whose step had come when the window ended."""
    return share(rows[w.by(rows[step])], rows)


def in_time(rows: Rows, step: str, due: str) -> Parts:
    return share(rows[rows[step] <= rows[due]], rows)


def due_step(step: str, due: str) -> Recount:
    return lambda t, w: in_time(of_valid(t, w, due), step, due)


def case_valid_rate(t: Town, w: Window) -> Parts:
    rows = reported(t, w)
    return share(rows[~w.by(rows.dismissed_at)], rows)


def sourced(*sources: str) -> Recount:
    """Of the cases with a source, those of these."""

    def counted(t: Town, w: Window) -> Parts:
        rows = reported(t, w).dropna(subset="source")
        return share(rows[rows.source.isin(sources)], rows)

    return counted


def told(rows: Rows, flag: str) -> Parts:
    """Of the rows that say yes or no, those that say yes."""
    rows = rows.dropna(subset=flag)
    return share(rows[rows[flag].astype(bool)], rows)


def case_accurate_dispatch_rate(t: Town, w: Window) -> Parts:
    rows = in_window(t, w, "dispatched_at")
    return share(rows[~w.by(rows.returned_at)], rows)


def seconds(rows: Rows) -> pd.Series:
    return (rows.closed_at - rows.reported_at).dt.total_seconds()


def case_work_hours(t: Town, w: Window) -> Parts:
    return mean(closed(t, w), (closed(t, w).work_hours * 3600).round())


def slow_tenth(t: Town, w: Window) -> Parts:
    return quantile(closed(t, w), seconds(closed(t, w)), 0.9), None


def solved_at(level: str) -> Recount:
    def counted(t: Town, w: Window) -> Parts:
        rows = closed(t, w).dropna(subset="solved_level")
        return share(rows[rows.solved_level == level], rows)

    return counted


def case_arrival_rate(t: Town, w: Window) -> Parts:
    rows = of_valid(t, w, "arrive_due_at").dropna(subset="arrival")
    return in_time(rows, "arrived_on_site_at", "arrive_due_at")


def graded(least: int) -> Recount:
    def counted(t: Town, w: Window) -> Parts:
        rows = in_window(t, w, "rated_at").dropna(subset="rating")
        return share(rows[rows.rating >= least], rows)

    return counted


def case_density_km2(t: Town, w: Window) -> Parts:
    finest = t.finest
    return number(reported(t, w))[0], total(finest, finest.area_m2.round())


def quality_complete_rate(t: Town, w: Window) -> Parts:
    rows = reported(t, w)
    return share(rows[rows.category.notna() & rows.due_at.notna()], rows)


def quality_placed_rate(t: Town, w: Window) -> Parts:
    rows = reported(t, w)
    return share(rows[rows.village < t.sizes["village"] - 1], rows)


def urgent(rows: Rows) -> Rows:
    return rows[rows.urgent.fillna(False)]


RECOUNTS: dict[str, Recount] = {
    "case_reported_today": lambda t, w: number(reported(t, w)),
    "case_reported_week": lambda t, w: number(reported(t, w)),
    "case_reported_month": lambda t, w: number(reported(t, w)),
    "case_total": lambda t, w: number(reported(t, w)),
    "case_closed_today": lambda t, w: number(closed(t, w)),
    "case_open": lambda t, w: number(still_open(t, w)),
    "case_open_yellow": open_of("yellow"),
    "case_open_orange": open_of("orange"),
    "case_open_red": open_of("red"),
    "case_urgent_open": lambda t, w: number(urgent(still_open(t, w))),
    "case_overdue": lambda t, w: number(overdue(t, w)),
    "case_overdue_share": lambda t, w: share(overdue(t, w), still_open(t, w)),
    "case_supervised_open": lambda t, w: number(standing_since(t, w, "supervised_at")),
    "case_suspended_share": case_suspended_share,
    "case_valid_rate": case_valid_rate,
    "case_public_found_rate": sourced(*PUBLIC),
    "hotline_proactive_share": sourced("grid_worker", "snapshot", "camera", "sensor", "drone", "window", "other"),
    "case_repeat_rate": lambda t, w: told(reported(t, w), "repeated"),
    "case_density_km2": case_density_km2,
    "case_filing_rate": lambda t, w: by_end(of_valid(t, w, "reported_at"), w, "registered_at"),
    "case_on_time_filing_rate": due_step("registered_at", "register_due_at"),
    "case_on_time_dispatch_rate": due_step("dispatched_at", "dispatch_due_at"),
    "case_on_time_accept_rate": due_step("accepted_at", "accept_due_at"),
    "case_on_time_check_rate": due_step("checked_at", "check_due_at"),
    "case_accurate_dispatch_rate": case_accurate_dispatch_rate,
    "case_return_rate": lambda t, w: by_end(in_window(t, w, "dispatched_at"), w, "returned_at"),
    "case_rework_rate": lambda t, w: by_end(in_window(t, w, "handled_at"), w, "reworked_at"),
    "case_extension_rate": lambda t, w: by_end(of_valid(t, w, "reported_at"), w, "extended_at"),
    "case_closure_rate": lambda t, w: by_end(owed(t, w, "due_at"), w, "closed_at"),
    "case_on_time_rate": lambda t, w: in_time(owed(t, w, "due_at"), "closed_at", "due_at"),
    "case_on_time_total": lambda t, w: in_time(owed(t, w, "due_at"), "closed_at", "due_at"),
    "case_urgent_on_time_rate": lambda t, w: in_time(urgent(owed(t, w, "due_at")), "closed_at", "due_at"),
    "case_handling_rate": lambda t, w: by_end(owed(t, w, "handle_due_at"), w, "handled_at"),
    "case_on_time_handling_rate": lambda t, w: in_time(owed(t, w, "handle_due_at"), "handled_at", "handle_due_at"),
    "case_handling_hours": lambda t, w: mean(closed(t, w), seconds(closed(t, w))),
    "case_handling_days": lambda t, w: mean(closed(t, w), seconds(closed(t, w))),
    "case_handling_hours_median": lambda t, w: (quantile(closed(t, w), seconds(closed(t, w)), 0.5), None),
    "case_handling_hours_p90": slow_tenth,
    "case_work_hours": case_work_hours,
    "case_solved_in_grid_rate": solved_at("grid"),
    "case_village_solved_share": solved_at("village"),
    "case_town_solved_share": solved_at("town"),
    "case_arrival_rate": case_arrival_rate,
    "case_arrival_kinds": lambda t, w: (distinct(reported(t, w), "arrival"), None),
    "case_satisfaction_rate": graded(4),
    "case_satisfaction_week": graded(4),
    "case_rated_share": lambda t, w: by_end(closed(t, w), w, "rated_at"),
    "quality_complete_rate": quality_complete_rate,
    "quality_placed_rate": quality_placed_rate,
    "quality_implausible_share": lambda t, w: share(reported(t, w)[reported(t, w).implausible], reported(t, w)),
}
