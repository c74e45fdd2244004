"""What serves people: the windows, the hotline's desk, visits, resources and needs, and what departments report."""

from data.feeds.column import Column, Schema, instants

CALLS = Schema(
    "calls",
    ("call_id",),
    (
        Column("call_id", required=True),
        Column("offered_at", "instant", required=True),
        *instants("answered_at", "ended_at"),
    ),
    event_at="offered_at",
    located=False,
)
APPROVALS = Schema(
    "approvals",
    ("approval_id",),
    (
        Column("approval_id", required=True),
        Column("kind", meaning="the matter: building, legal_aid, social_security, …"),
        Column("accepted_at", "instant", required=True),
        Column("updated_at", "instant", meaning="orders the versions of an approval"),
        Column("channel", allowed=("window", "online", "village", "self_service")),
        Column("party"),
        Column("waited_minutes", "number", low=0, high=1440, meaning="at the window, before it was accepted"),
        *instants("due_at", "finished_at", "rated_at", "mend_due_at", "mended_at"),
        Column("sealed", "flag", known_at="finished_at", meaning="an electronic seal was used"),
        Column("rating", "integer", low=1, high=5, known_at="rated_at", meaning="5 very good … 1 very bad"),
        Column("voluntary", "flag", known_at="rated_at", meaning="false: rated by default"),
    ),
    event_at="accepted_at",
    kinds="kind",
)
TRADES = Schema(
    "trades",
    ("trade_id",),
    (
        Column("trade_id", required=True),
        Column("kind"),
        Column("traded_at", "instant", required=True),
        Column("amount_yuan", "number", low=0),
        Column("on_platform", "flag"),
    ),
    event_at="traded_at",
    kinds="kind",
)
SERVICE_RESOURCES = Schema(
    "service_resources",
    ("resource_id",),
    (
        Column("resource_id", required=True),
        Column("kind", required=True),
        Column("partner"),
        Column("name"),
        Column("capacity", "number", low=0),
        Column("opened_at", "instant", planned=True, meaning="may lie ahead: counted from then on"),
        Column("ended_at", "instant"),
    ),
    event_at="opened_at",
)
NEEDS = Schema(
    "needs",
    ("need_id",),
    (
        Column("need_id", required=True),
        Column("kind", required=True),
        Column("raised_at", "instant", required=True),
        Column("matched_at", "instant"),
        Column("resource_id"),
        Column("households", "integer", low=0),
    ),
    event_at="raised_at",
)
VISITS = Schema(
    "visits",
    ("visit_id",),
    (
        Column("visit_id", required=True),
        Column("kind", required=True, meaning="patrol, hardship, elderly_alone, …"),
        Column("due_at", "instant", planned=True, meaning="the end of the cycle in which it is owed"),
        Column("visited_at", "instant"),
    ),
    event_at="visited_at",
    kinds="kind",
)
REPORTED_FACTS = Schema(
    "reported_facts",
    ("fact", "place", "begins_at"),
    (
        Column("fact", required=True, meaning="what the department reports, by a fixed word"),
        Column("begins_at", "instant", required=True, planned=True),
        Column("ends_at", "instant", planned=True, meaning="end of the period; none: it holds until the next"),
        Column("value", "number", required=True),
        Column("out_of", "number", meaning="the denominator, where the fact is a share"),
    ),
    event_at="begins_at",
    kinds="fact",
)
