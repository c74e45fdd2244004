"""The hotline, disputes and petitions, recounted from what the catalogue says they mean."""

import pandas as pd

from tests.data.recount.casework import by_end, closed, in_time, in_window, of_valid, owed, reported, told
from tests.data.recount.fold import Parts, Recount, mean, number, share
from tests.data.recount.registers import change_of, per_10k
from tests.data.recount.town import Town
from tests.data.recount.window import Window

DAY = pd.Timedelta(days=1)
Rows = pd.DataFrame


def tickets(rows: Rows) -> Rows:
    return rows[rows.source == "hotline"]


def due_ticket(step: str, due: str) -> Recount:
    return lambda t, w: in_time(tickets(of_valid(t, w, due)), step, due)


def hotline_satisfaction_rate(t: Town, w: Window) -> Parts:
    rows = tickets(in_window(t, w, "rated_at")).dropna(subset="rating")
    return share(rows[rows.rating >= 4], rows)


def calls(t: Town, w: Window) -> Rows:
    return t["calls"][w.has(t["calls"].offered_at)]


def hotline_answered_15s_rate(t: Town, w: Window) -> Parts:
    answered = calls(t, w).dropna(subset="answered_at")
    waited = answered.answered_at - answered.offered_at
    return share(answered[waited <= pd.Timedelta(seconds=15)], answered)


def disputes(t: Town, w: Window, column: str) -> Rows:
    return t["disputes"][w.has(t["disputes"][column])]


def unresolved(t: Town, w: Window) -> Rows:
    """Registered and not resolved, or reopened after that."""
    rows = t["disputes"]
    again = (rows.reopened_at > rows.resolved_at) & w.by(rows.reopened_at)
    return rows[w.by(rows.registered_at) & (~w.by(rows.resolved_at) | again)]


def dispute_high_risk_open(t: Town, w: Window) -> Parts:
    rows = unresolved(t, w)
    return number(rows[(rows.risk == "red") & ~w.by(rows.calmed_at)])


def dispute_calming_days(t: Town, w: Window) -> Parts:
    rows = disputes(t, w, "calmed_at")
    rows = rows[rows.risk == "red"]
    return mean(rows, (rows.calmed_at - rows.registered_at).dt.total_seconds())


def dispute_relapse_rate(t: Town, w: Window) -> Parts:
    rows = t["disputes"]
    ended = rows[w.has(rows.resolved_at + 90 * DAY)]
    return share(ended[ended.reopened_at <= ended.resolved_at + 90 * DAY], ended)


def petitions(t: Town, w: Window, column: str) -> Rows:
    return t["petitions"][w.has(t["petitions"][column])]


def petition_satisfaction_rate(t: Town, w: Window) -> Parts:
    rows = petitions(t, w, "rated_at").dropna(subset="rating")
    return share(rows[rows.rating >= 4], rows)


def petition_leader_led_rate(t: Town, w: Window) -> Parts:
    rows = petitions(t, w, "received_at")
    return by_end(rows[rows.leader_led.fillna(False)], w, "resolved_at")


def petition_repeated(t: Town, w: Window) -> Parts:
    rows = petitions(t, w, "received_at")
    return number(rows[rows.repeated.fillna(False)])


RECOUNTS: dict[str, Recount] = {
    "hotline_received_today": lambda t, w: number(tickets(reported(t, w))),
    "hotline_received_week": lambda t, w: number(tickets(reported(t, w))),
    "hotline_received_year": lambda t, w: number(tickets(reported(t, w))),
    "hotline_change_year": lambda t, w: change_of(tickets(t["cases"]), "reported_at", w),
    "hotline_per_10k": lambda t, w: per_10k(tickets(reported(t, w)), t),
    "hotline_answered_rate": lambda t, w: share(calls(t, w).dropna(subset="answered_at"), calls(t, w)),
    "hotline_answered_15s_rate": hotline_answered_15s_rate,
    "hotline_repeat_rate": lambda t, w: told(tickets(reported(t, w)), "repeated"),
    "hotline_sign_in_rate": due_ticket("accepted_at", "accept_due_at"),
    "hotline_response_rate": due_ticket("contacted_at", "contact_due_at"),
    "hotline_solved_rate": lambda t, w: told(tickets(in_window(t, w, "checked_at")), "solved"),
    "hotline_satisfaction_rate": hotline_satisfaction_rate,
    "hotline_on_time_rate": lambda t, w: in_time(tickets(owed(t, w, "due_at")), "closed_at", "due_at"),
    "hotline_closure_rate": lambda t, w: by_end(tickets(of_valid(t, w, "reported_at")), w, "closed_at"),
    "hotline_return_rate": lambda t, w: by_end(tickets(in_window(t, w, "dispatched_at")), w, "returned_at"),
    "hotline_redo_rate": lambda t, w: by_end(tickets(closed(t, w)), w, "reworked_at"),
    "hotline_follow_up_rate": lambda t, w: by_end(tickets(closed(t, w)), w, "checked_at"),
    "dispute_registered": lambda t, w: number(disputes(t, w, "registered_at")),
    "dispute_open": lambda t, w: number(unresolved(t, w)),
    "dispute_resolution_rate": lambda t, w: by_end(disputes(t, w, "registered_at"), w, "resolved_at"),
    "dispute_mediation_rate": lambda t, w: told(disputes(t, w, "concluded_at"), "agreed"),
    "dispute_performance_rate": lambda t, w: by_end(disputes(t, w, "agreement_due_at"), w, "performed_at"),
    "dispute_on_time_rate": lambda t, w: in_time(disputes(t, w, "due_at"), "resolved_at", "due_at"),
    "dispute_high_risk_open": dispute_high_risk_open,
    "dispute_calming_days": dispute_calming_days,
    "dispute_criminal": lambda t, w: number(disputes(t, w, "criminal_at")),
    "dispute_relapse_rate": dispute_relapse_rate,
    "dispute_per_10k": lambda t, w: per_10k(disputes(t, w, "registered_at"), t),
    "petition_received": lambda t, w: number(petitions(t, w, "received_at")),
    "petition_on_time_accept_rate": lambda t, w: in_time(
        petitions(t, w, "accept_due_at"), "accepted_at", "accept_due_at"
    ),
    "petition_on_time_reply_rate": lambda t, w: in_time(petitions(t, w, "due_at"), "replied_at", "due_at"),
    "petition_reply_rate": lambda t, w: by_end(petitions(t, w, "due_at"), w, "replied_at"),
    "petition_rated_rate": lambda t, w: by_end(petitions(t, w, "replied_at"), w, "rated_at"),
    "petition_satisfaction_rate": petition_satisfaction_rate,
    "petition_repeated": petition_repeated,
    "petition_leader_led_rate": petition_leader_led_rate,
    "petition_resolved": lambda t, w: number(petitions(t, w, "resolved_at")),
}
