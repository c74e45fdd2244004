"""Who and what is on the ground of a small town: patrols, cameras, sensors, a drone and cases."""

from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 3, 30, 3, 30, tzinfo=UTC)


def ago(**span: float) -> str:
    return (NOW - timedelta(**span)).isoformat()


FRAMES: dict[str, list[dict[str, Any]]] = {
    "patrol_fixes": [
        {"vehicle_id": "车1", "fixed_at": ago(minutes=2), "kind": "vehicle", "lon": 119.206, "lat": 35.051},
        {"vehicle_id": "车1", "fixed_at": ago(minutes=3), "kind": "vehicle", "lon": 119.201, "lat": 35.051},
        {"vehicle_id": "员2", "fixed_at": ago(minutes=30), "kind": "worker", "lon": 119.211, "lat": 35.055},
        {"vehicle_id": "船3", "fixed_at": ago(minutes=1), "kind": "vessel", "lon": 119.212, "lat": 35.055},
        {"vehicle_id": "歇4", "fixed_at": ago(hours=2), "kind": "vehicle", "lon": 119.212, "lat": 35.055},
    ],
    "devices": [
        {
            "device_id": "c1",
            "kind": "camera",
            "seen_at": ago(minutes=1),
            "playable": True,
            "heading_deg": 90,
            "angle_deg": 60,
            "range_m": 200,
            "snapshot_url": "http://10.1.2.3/live?camera=1&size=2",
            "lon": 119.22,
            "lat": 35.053,
        },
        {
            "device_id": "c2",
            "kind": "camera",
            "seen_at": ago(hours=5),
            "snapshot_url": "javascript:alert(1)",
            "lon": 119.226,
            "lat": 35.053,
        },
        {"device_id": "c3", "kind": "camera", "removed_at": ago(days=5), "lon": 119.22, "lat": 35.05},
        {"device_id": "s1", "kind": "sensor", "low": 1, "high": 3, "unit": "m", "lon": 119.203, "lat": 35.053},
        {"device_id": "s2", "kind": "sensor", "low": 1, "high": 3, "lon": 119.204, "lat": 35.053},
        {"device_id": "g1", "kind": "gas_alarm", "seen_at": ago(minutes=1), "lon": 119.205, "lat": 35.053},
        {"device_id": "d1", "kind": "drone", "seen_at": ago(minutes=1), "lon": 119.2, "lat": 35.05},
    ],
    "readings": [
        {"device_id": "s1", "read_at": ago(hours=3), "value": 9.0},
        {"device_id": "s1", "read_at": ago(minutes=3), "value": 3.5},
        {"device_id": "s2", "read_at": ago(minutes=3), "value": 2.0},
    ],
    "alarms": [{"alarm_id": "a1", "kind": "gas", "device_id": "g1", "raised_at": ago(minutes=9)}],
    "drone_sorties": [
        {"sortie_id": "f1", "drone_id": "d1", "started_at": ago(minutes=9), "radius_km": 1, "lon": 119.2, "lat": 35.05}
    ],
    "drone_findings": [{"finding_id": "x1", "kind": "占道", "found_at": ago(hours=1), "lon": 119.202, "lat": 35.052}],
    "cases": [
        {"case_id": "k1", "reported_at": ago(minutes=20), "colour": "red", "lon": 119.203, "lat": 35.0515},
        {"case_id": "k2", "reported_at": ago(days=2), "colour": "yellow", "lon": 119.204, "lat": 35.0525},
        {"case_id": "k3", "reported_at": ago(days=2), "closed_at": ago(days=1), "lon": 119.204, "lat": 35.0525},
    ],
}
