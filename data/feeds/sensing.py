"""What sees the ground: patrols, cameras and sensors, their alarms, drones."""

from data.feeds.column import Column, Schema, instants

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
    kinds="kind",
    series=("vehicle_id",),
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
        Column("installed_at", "instant", planned=True, meaning="may lie ahead: counted from then on"),
        Column("removed_at", "instant"),
        Column("seen_at", "instant", meaning="last heartbeat"),
        Column("networked", "flag", meaning="camera: joined to the public video network"),
        Column("serviceable", "flag", meaning="camera: the last inspection found it sound"),
        Column("playable", "flag", meaning="camera: the last probe gave a first frame in 5 s"),
        Column("heading_deg", "number", low=0, high=360, meaning="camera: where it looks, clockwise from north"),
        Column("angle_deg", "number", low=1, high=360, meaning="camera: how wide it looks"),
        Column("range_m", "number", low=1, high=5000, meaning="camera: how far it sees"),
        Column("snapshot_url", meaning="camera: where its newest picture or stream is opened, http or https"),
    ),
    event_at="seen_at",
    versioned=False,
    kinds="kind",
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
    series=("device_id", "quantity"),
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
ALARMS = Schema(
    "alarms",
    ("alarm_id",),
    (
        Column("alarm_id", required=True),
        Column("kind", required=True, meaning="fire, gas, flood, help, duty_call, …"),
        Column("raised_at", "instant", required=True),
        Column("updated_at", "instant", meaning="orders the versions of an alarm"),
        Column("device_id"),
        *instants("acknowledged_at", "arrive_due_at", "arrived_on_site_at", "judged_at", "closed_at"),
        Column("genuine", "flag", known_at="judged_at", meaning="false: a false alarm"),
    ),
    event_at="raised_at",
    kinds="kind",
)
