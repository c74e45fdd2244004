"""Casework: what is reported, disputed, petitioned, found wrong, and what became of it."""

from data.feeds.column import Column, Schema, instants

SOURCES = ("grid_worker", "hotline", "snapshot", "camera", "sensor", "drone", "petition", "window", "other")
ARRIVALS = ("emergency", "dispute", "hazard", "request")
STEPS = (
    "reported",
    "registered",
    "dispatched",
    "accepted",
    "handled",
    "checked",
    "rated",
    "archived",
    "returned",
    "escalated",
    "supervised",
    "suspended",
    "resumed",
)


CASES = Schema(
    "cases",
    ("case_id",),
    (
        Column("case_id", required=True),
        Column("reported_at", "instant", required=True),
        Column("updated_at", "instant", meaning="orders the versions of a case"),
        Column("source", allowed=SOURCES),
        Column("category", meaning="first level"),
        Column("subcategory", meaning="second level"),
        Column("colour", meaning="yellow, orange, red: its meaning is a policy of the place"),
        Column("urgent", "flag"),
        Column("title"),
        Column("party", meaning="department or team that handles it"),
        Column("solved_level", allowed=("grid", "village", "town", "district"), known_at="closed_at"),
        *instants(
            "registered_at",
            "dispatched_at",
            "accepted_at",
            "arrived_on_site_at",
            "handled_at",
            "closed_at",
            "checked_at",
            "rated_at",
            "archived_at",
            "dismissed_at",
            "contacted_at",
            "due_at",
            "register_due_at",
            "dispatch_due_at",
            "accept_due_at",
            "contact_due_at",
            "handle_due_at",
            "check_due_at",
            "arrive_due_at",
            "suspended_at",
            "resumed_at",
            "returned_at",
            "reworked_at",
            "extended_at",
            "escalated_at",
            "supervised_at",
        ),
        Column("rating", "integer", low=1, high=5, known_at="rated_at", meaning="5 very good … 1 very bad"),
        Column("repeated", "flag", meaning="the same matter was reported before"),
        Column("arrival", allowed=ARRIVALS, meaning="why somebody must be on the spot"),
        Column("work_hours", "number", low=0, known_at="closed_at", meaning="working hours from report to closure"),
        Column("solved", "flag", known_at="checked_at", meaning="the reporter's own word at follow-up"),
    ),
    event_at="reported_at",
    scattered=True,
    kinds="source",
)
CASE_STEPS = Schema(
    "case_steps",
    ("case_id", "step", "step_at"),
    (
        Column("case_id", required=True),
        Column("step", required=True, allowed=STEPS),
        Column("step_at", "instant", required=True),
        Column("party"),
    ),
    event_at="step_at",
    located=False,
)
RATINGS = Schema(
    "ratings",
    ("rating_id",),
    (
        Column("rating_id", required=True),
        Column("rated_at", "instant", required=True),
        Column("case_id"),
        Column("channel"),
        Column("score", "integer", required=True, low=1, high=5),
        Column("comment"),
    ),
    event_at="rated_at",
    kinds="channel",
)
DISPUTES = Schema(
    "disputes",
    ("dispute_id",),
    (
        Column("dispute_id", required=True),
        Column("registered_at", "instant", required=True),
        Column("updated_at", "instant", meaning="orders the versions of a dispute"),
        Column("category"),
        Column("grade", allowed=("simple", "ordinary", "complex"), meaning="decides the days allowed"),
        Column("risk", allowed=("red", "yellow", "green"), meaning="as it was registered"),
        Column("party", meaning="studio or committee that mediates"),
        *instants("due_at", "concluded_at", "resolved_at", "agreement_due_at", "performed_at"),
        *instants("calmed_at", "reopened_at", "criminal_at"),
        Column("agreed", "flag", known_at="concluded_at", meaning="the mediation ended in an agreement"),
    ),
    event_at="registered_at",
)
PETITIONS = Schema(
    "petitions",
    ("petition_id",),
    (
        Column("petition_id", required=True),
        Column("received_at", "instant", required=True),
        Column("updated_at", "instant", meaning="orders the versions of a petition"),
        Column("channel", allowed=("letter", "visit", "web", "phone")),
        Column("category"),
        Column("party"),
        Column("repeated", "flag"),
        Column("leader_led", "flag", meaning="a leader has taken charge of it"),
        *instants("accept_due_at", "accepted_at", "due_at", "replied_at", "resolved_at", "rated_at"),
        Column("rating", "integer", low=1, high=5, known_at="rated_at", meaning="5 very good … 1 very bad"),
    ),
    event_at="received_at",
)
INCIDENTS = Schema(
    "incidents",
    ("incident_id",),
    (
        Column("incident_id", required=True),
        Column(
            "kind", required=True, meaning="police, criminal, public_order, fraud, enforcement, accident, fire_spot, …"
        ),
        Column("occurred_at", "instant", required=True),
        Column("updated_at", "instant", meaning="orders the versions of an incident"),
        Column("urgent", "flag"),
        *instants("dispatched_at", "arrived_on_site_at", "due_at", "closed_at"),
    ),
    event_at="occurred_at",
    kinds="kind",
)
PROBLEMS = Schema(
    "problems",
    ("problem_id",),
    (
        Column("problem_id", required=True),
        Column("kind", required=True, meaning="hazard, asset, environment, …"),
        Column("found_at", "instant", required=True),
        Column("updated_at", "instant", meaning="orders the versions of a problem"),
        Column("category"),
        Column("party"),
        Column("major", "flag"),
        *instants("due_at", "fixed_at"),
    ),
    event_at="found_at",
    kinds="kind",
)
