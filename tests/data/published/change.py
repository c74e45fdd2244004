"""One row of a place sent again with another value, and what that does to a published figure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
AS_OF = datetime(2026, 6, 18, 10, tzinfo=SHANGHAI)
YESTERDAY = AS_OF - timedelta(days=1)
MONTH = "begins_at = TIMESTAMPTZ '2026-06-01 00:00:00+08'"


@dataclass(frozen=True)
class Change:
    """The figure `key`, the first row of a feed that `where` selects, its new values, and by how much the figure
    then differs (None: somehow)."""

    key: str
    feed: str
    where: str
    values: dict[str, Any] = field(hash=False)
    by: float | None = None


def last_year(*times: str) -> str:
    """That all these columns lie well within 2025."""
    return " AND ".join(f"{one} BETWEEN '2025-01-10 00:00:00+08' AND '2025-12-20 00:00:00+08'" for one in times)


CHANGES = {
    "zhewang": (
        Change("cases_total", "cases", last_year("reported_at"), {"case_id": "new"}, 1),
        Change("cases_per_month", "cases", last_year("reported_at"), {"case_id": "newer"}, 1 / 12),
        Change(
            "closed_within_grid_rate",
            "cases",
            "closed_at BETWEEN '2026-06-02 00:00:00+08' AND '2026-06-17 00:00:00+08' AND solved_level = 'grid'",
            {"solved_level": "town"},
        ),
        Change(
            "hotline_dispatch_change_year_pct",
            "cases",
            f"source = 'hotline' AND {last_year('reported_at')}",
            {"source": "window"},
        ),
        Change("drones", "devices", "kind = 'drone'", {"removed_at": YESTERDAY}, -1),
        Change("drone_radius_km", "drone_sorties", "planned_at >= '2026-06-02 00:00:00+08'", {"radius_km": 12.0}, 2),
        Change("mediation_zones", "facts", f"fact = 'mediation_studios' AND value = 1 AND {MONTH}", {"value": 0.0}, -1),
    ),
    "ganyu": (
        Change("requests_closed", "requests", last_year("reported_at", "closed_at"), {"closed_at": None}, -1),
        Change("request_satisfaction_rate", "requests", f"rating = 5 AND {last_year('rated_at')}", {"rating": 1}),
        Change("grid_visits", "cadre_visits", last_year("visited_at"), {"visited_at": None}, -1),
        Change("service_resources", "service_resources", "ended_at IS NULL", {"ended_at": YESTERDAY}, -1),
        Change(
            "service_partners", "service_resources", "ended_at IS NULL", {"resource_id": "new", "partner": "新伙伴"}, 1
        ),
        Change("needs", "needs", last_year("raised_at"), {"need_id": "new", "matched_at": None}, 1),
        Change("needs_matched", "needs", last_year("raised_at", "matched_at"), {"matched_at": None}, -1),
        Change("households_served", "needs", last_year("raised_at", "matched_at"), {"households": 5000}),
        Change(
            "service_satisfaction_rate",
            "ratings",
            f"channel = 'service' AND score = 5 AND {last_year('rated_at')}",
            {"score": 2},
        ),
        Change("e_seals", "facts", f"fact = 'e_seals' AND {MONTH}", {"value": 0.0}),
    ),
    "haitou": (
        Change(
            "asset_problems_fixed",
            "problems",
            f"kind = 'asset' AND {last_year('found_at', 'fixed_at')}",
            {"fixed_at": None},
            -1,
        ),
        Change("asset_problem_fix_rate", "problems", f"kind = 'asset' AND {last_year('found_at')}", {"kind": "other"}),
        Change(
            "hazards_fixed",
            "problems",
            f"kind = 'hazard' AND {last_year('found_at', 'fixed_at')}",
            {"fixed_at": None},
            -1,
        ),
        Change("disputes_registered", "disputes", last_year("registered_at"), {"dispute_id": "new"}, 1),
        Change("dispute_mediation_rate", "disputes", f"agreed AND {last_year('concluded_at')}", {"agreed": False}),
        Change("petition_reply_rate", "petitions", last_year("due_at"), {"replied_at": None}),
        Change(
            "petition_cases_resolved", "petitions", last_year("received_at", "resolved_at"), {"resolved_at": None}, -1
        ),
        Change("property_trades", "trades", last_year("traded_at"), {"trade_id": "new", "amount_yuan": 0.0}, 1),
        Change("property_trade_amount_10k_yuan", "trades", last_year("traded_at"), {"amount_yuan": 9e6}),
        Change("approvals_total", "approvals", "true", {"approval_id": "new"}, 1),
        Change("cameras_xueliang", "devices", "kind = 'camera'", {"removed_at": YESTERDAY}, -1),
        Change("law_outreach_activities", "activities", last_year("visited_at"), {"visited_at": None}, -1),
        Change("villages_with_gas", "facts", f"fact = 'villages_with_gas' AND value > 0 AND {MONTH}", {"value": 0.0}),
    ),
    "liuhang": (
        Change("requests_closed", "requests", last_year("reported_at", "closed_at"), {"closed_at": None}, -1),
        Change("request_satisfaction_rate", "requests", f"rating = 5 AND {last_year('rated_at')}", {"rating": 1}),
        Change("grid_workers", "facts", f"fact = 'grid_workers' AND {MONTH}", {"value": 9.0}),
        Change(
            "four_visit_groups",
            "visits",
            "visited_at > '2026-06-02 00:00:00+08'",
            {"visit_id": "new", "kind": "key_household"},
            1,
        ),
    ),
    "shaheying": (
        Change(
            "enforcement_closure_rate",
            "incidents",
            f"kind = 'enforcement' AND {last_year('occurred_at', 'closed_at')}",
            {"closed_at": None},
            -6.25,
        ),
        Change(
            "handling_days_now",
            "incidents",
            f"kind = 'enforcement' AND {last_year('occurred_at', 'closed_at')}",
            {"occurred_at": datetime(2025, 1, 2, tzinfo=SHANGHAI)},
        ),
        Change(
            "disputes_petitions_closed",
            "disputes",
            last_year("registered_at", "resolved_at"),
            {"resolved_at": None},
            -1,
        ),
        Change(
            "disputes_petitions_closed", "petitions", last_year("received_at", "replied_at"), {"replied_at": None}, -1
        ),
        Change(
            "criminal_cases_change_pct",
            "incidents",
            f"kind = 'criminal' AND {last_year('occurred_at')}",
            {"incident_id": "new"},
            4,
        ),
        Change("ledger_kinds", "facts", f"fact = 'ledger_veterans' AND {MONTH}", {"fact": "ledger_others"}, 1),
        Change("volunteer_activities", "activities", last_year("visited_at"), {"visited_at": None}, -1),
        Change("households", "facts", f"fact = 'households' AND {MONTH}", {"value": 0.0}),
    ),
    "yanchi": (
        Change("hotline_received", "hotline", last_year("reported_at"), {"case_id": "new"}, 1),
        Change("hotline_closed", "hotline", last_year("reported_at", "closed_at"), {"closed_at": None}, -1),
        Change("hotline_satisfaction_rate", "hotline", f"rating = 5 AND {last_year('rated_at')}", {"rating": 1}),
        Change("disputes_resolved", "disputes", last_year("registered_at", "resolved_at"), {"resolved_at": None}, -1),
        Change(
            "legal_aid_closed",
            "approvals",
            f"kind = 'legal_aid' AND {last_year('accepted_at', 'finished_at')}",
            {"finished_at": None},
            -1,
        ),
        Change("window_cases_per_year", "approvals", last_year("accepted_at"), {"approval_id": "new"}, 1),
        Change("natural_settlements", "facts", f"fact = 'natural_settlements' AND {MONTH}", {"value": 0.0}),
    ),
}
