"""The canonical schemas: what a feed can be, declared once as data.

A schema is a table of the store. A profile maps a source's columns onto it; what is not declared
here is never loaded (columns are an allow-list), so no name, phone or identity number gets in.
"""

from data.feeds.column import Column, Kind, Schema, instants

__all__ = ["SCHEMAS", "Column", "Kind", "Schema"]

SOURCES = ("grid_worker", "hotline", "snapshot", "camera", "sensor", "drone", "petition", "window", "other")
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
            "due_at",
            "suspended_at",
            "resumed_at",
            "returned_at",
            "reworked_at",
            "extended_at",
            "escalated_at",
            "supervised_at",
        ),
        Column("rating", "integer", low=1, high=5, known_at="rated_at", meaning="5 very good … 1 very bad"),
        Column("solved", "flag", known_at="checked_at", meaning="the reporter's own word at follow-up"),
    ),
    event_at="reported_at",
    scattered=True,
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
PATROL_FIXES = Schema(
    "patrol_fixes",
    ("vehicle_id", "fixed_at"),
    (
        Column("vehicle_id", required=True),
        Column("fixed_at", "instant", required=True),
        Column("kind", allowed=("vehicle", "worker", "vessel")),
        Column("on_duty", "flag"),
        Column("speed_km_h", "number", low=0, high=300),
    ),
    event_at="fixed_at",
)
DEVICES = Schema(
    "devices",
    ("device_id",),
    (
        Column("device_id", required=True),
        Column("kind", required=True, meaning="camera, sensor, gas_alarm, drone, …"),
        Column("name"),
        Column("quantity", meaning="what it measures; matches readings.quantity"),
        Column("unit"),
        Column("low", "number", meaning="a reading below is out of the ordinary"),
        Column("high", "number", meaning="a reading above is out of the ordinary"),
        Column("installed_at", "instant"),
        Column("removed_at", "instant"),
        Column("seen_at", "instant", meaning="last heartbeat"),
        Column("playable", "flag", meaning="camera: the last probe gave a first frame in 5 s"),
    ),
    event_at="seen_at",
    versioned=False,
)
READINGS = Schema(
    "readings",
    ("device_id", "quantity", "read_at"),
    (
        Column("device_id", required=True),
        Column("quantity"),
        Column("read_at", "instant", required=True),
        Column("value", "number", required=True),
    ),
    event_at="read_at",
    located=False,
)
DRONE_SORTIES = Schema(
    "drone_sorties",
    ("sortie_id",),
    (
        Column("sortie_id", required=True),
        Column("drone_id", required=True),
        *instants("planned_at", "started_at", "ended_at", "cancelled_at"),
        Column("radius_km", "number", low=0, high=200),
    ),
    event_at="started_at",
)
DRONE_FINDINGS = Schema(
    "drone_findings",
    ("finding_id",),
    (
        Column("finding_id", required=True),
        Column("found_at", "instant", required=True),
        Column("sortie_id"),
        Column("kind"),
        *instants("due_at", "closed_at", "dismissed_at"),
    ),
    event_at="found_at",
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
        *instants("opened_at", "ended_at"),
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
)
REPORTED_FACTS = Schema(
    "reported_facts",
    ("fact", "place", "begins_at"),
    (
        Column("fact", required=True, meaning="what the department reports, by a fixed word"),
        Column("begins_at", "instant", required=True),
        Column("ends_at", "instant", planned=True, meaning="end of the period; none: it holds until the next"),
        Column("value", "number", required=True),
        Column("out_of", "number", meaning="the denominator, where the fact is a share"),
    ),
    event_at="begins_at",
)

SCHEMAS: dict[str, Schema] = {
    schema.id: schema
    for schema in (
        CASES,
        CASE_STEPS,
        PATROL_FIXES,
        DEVICES,
        READINGS,
        DRONE_SORTIES,
        DRONE_FINDINGS,
        SERVICE_RESOURCES,
        NEEDS,
        VISITS,
        RATINGS,
        REPORTED_FACTS,
    )
}
