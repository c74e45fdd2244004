"""Patrols, devices, alarms, drones and vessels, recounted from what the catalogue says they mean."""

import pandas as pd

from tests.data.recount.fold import Parts, Recount, count, distinct, number, share
from tests.data.recount.town import Town
from tests.data.recount.window import Window

MINUTE, DAY = pd.Timedelta(minutes=1), pd.Timedelta(days=1)
Rows = pd.DataFrame


def newest_fixes(t: Town, w: Window) -> Rows:
    """Each vehicle's newest fix by the window's end."""
    fixes = t["patrol_fixes"]
    return fixes[w.by(fixes.fixed_at)].sort_values("fixed_at").drop_duplicates("vehicle_id", keep="last")


def younger(fixes: Rows, w: Window, age: pd.Timedelta) -> Rows:
    return fixes[fixes.fixed_at > w.last - age]


def on_patrol(fixes: Rows) -> Rows:
    """Neither vessels nor off duty."""
    return fixes[(fixes.kind != "vessel").fillna(True) & fixes.on_duty.fillna(True)]


def patrol_vehicle_on_line_rate(t: Town, w: Window) -> Parts:
    fixes = on_patrol(newest_fixes(t, w))
    out = younger(fixes[fixes.kind == "vehicle"], w, 60 * MINUTE)
    return share(younger(out, w, 5 * MINUTE), out)


def patrol_vehicles_today(t: Town, w: Window) -> Parts:
    fixes = on_patrol(t["patrol_fixes"])
    return distinct(fixes[w.has(fixes.fixed_at)], "vehicle_id"), None


def patrol_grid_coverage(t: Town, w: Window) -> Parts:
    fixes = on_patrol(t["patrol_fixes"])
    seen = fixes[w.has(fixes.fixed_at) & (fixes.grid < t.sizes["grid"] - 1)]
    return distinct(seen, "grid"), count(t["places"][t["places"].level == "grid"])


def vessel_online_rate(t: Town, w: Window) -> Parts:
    fixes = newest_fixes(t, w)
    at_sea = younger(fixes[(fixes.kind == "vessel") & fixes.on_duty.fillna(False)], w, 7 * DAY)
    return share(younger(at_sea, w, 30 * MINUTE), at_sea)


def standing(t: Town, w: Window, kind: str) -> Rows:
    """The devices of a kind that are installed (always, where nothing is said) and not removed."""
    devices = t.of_kind("devices", kind)
    return devices[(devices.installed_at.isna() | w.by(devices.installed_at)) & ~w.by(devices.removed_at)]


def remaining(t: Town, w: Window, kind: str) -> Rows:
    """The devices of a kind that are not removed, at this moment; of earlier ones nothing is known."""
    devices = t.of_kind("devices", kind)
    return devices[devices.removed_at.isna() & (w.last >= t.as_of)]


def alive(devices: Rows, t: Town) -> Rows:
    return devices[devices.seen_at > t.as_of - 10 * MINUTE]


def on_line(kind: str) -> Recount:
    return lambda t, w: share(alive(remaining(t, w, kind), t), remaining(t, w, kind))


def camera_playable_rate(t: Town, w: Window) -> Parts:
    probed = remaining(t, w, "camera").dropna(subset="playable")
    return share(alive(probed[probed.playable.astype(bool)], t), probed)


def camera_with(flag: str) -> Recount:
    def counted(t: Town, w: Window) -> Parts:
        cameras = remaining(t, w, "camera")
        return share(cameras[cameras[flag].fillna(False)], cameras)

    return counted


def sensor_extraordinary(t: Town, w: Window) -> Parts:
    readings = t["readings"]
    readings = readings[w.by(readings.read_at)].sort_values("read_at")
    latest = readings.drop_duplicates(["device_id", "quantity"], keep="last")
    both = latest[["device_id", "quantity", "value"]].merge(t["devices"], on="device_id", suffixes=("", "_of_device"))
    mine = both.quantity_of_device.isna() | (both.quantity_of_device == both.quantity)
    return number(both[mine & ((both.value < both.low) | (both.value > both.high))])


def drone_completion_rate(t: Town, w: Window) -> Parts:
    sorties = t["drone_sorties"]
    planned = sorties[w.has(sorties.planned_at)]
    return share(planned[w.by(planned.ended_at) & planned.cancelled_at.isna()], planned)


def drone_findings_per_100(t: Town, w: Window) -> Parts:
    sorties, findings = t["drone_sorties"], t["drone_findings"]
    return share(findings[w.has(findings.found_at)], sorties[w.has(sorties.started_at)])


def drone_findings_open(t: Town, w: Window) -> Parts:
    findings = t["drone_findings"]
    return number(findings[w.during(findings.found_at, findings.closed_at) & ~w.by(findings.dismissed_at)])


def drone_findings_closed_rate(t: Town, w: Window) -> Parts:
    findings = t["drone_findings"]
    due = findings[w.has(findings.due_at) & findings.dismissed_at.isna()]
    return share(due[w.by(due.closed_at)], due)


def drone_false_rate(t: Town, w: Window) -> Parts:
    found = t["drone_findings"][w.has(t["drone_findings"].found_at)]
    return share(found[w.by(found.dismissed_at)], found)


def alarms(t: Town) -> Rows:
    """All but duty calls."""
    return t["alarms"][t["alarms"].kind != "duty_call"]


def alarm_false_rate(t: Town, w: Window) -> Parts:
    judged = alarms(t)[w.has(alarms(t).judged_at)].dropna(subset="genuine")
    return share(judged[~judged.genuine.astype(bool)], judged)


def emergency_response_rate(t: Town, w: Window) -> Parts:
    due = alarms(t)[w.has(alarms(t).arrive_due_at)]
    prompt = due.acknowledged_at - due.raised_at <= 3 * MINUTE
    return share(due[prompt & (due.arrived_on_site_at <= due.arrive_due_at)], due)


def duty_call_answer_rate(t: Town, w: Window) -> Parts:
    """Of the calls whose five minutes ran out in the period."""
    calls = t.of_kind("alarms", "duty_call")
    out = calls[w.has(calls.raised_at + 5 * MINUTE)]
    return share(out[out.acknowledged_at - out.raised_at <= 5 * MINUTE], out)


RECOUNTS: dict[str, Recount] = {
    "patrol_on_line": lambda t, w: number(younger(on_patrol(newest_fixes(t, w)), w, 5 * MINUTE)),
    "patrol_vehicle_on_line_rate": patrol_vehicle_on_line_rate,
    "patrol_vehicles_today": patrol_vehicles_today,
    "patrol_grid_coverage": patrol_grid_coverage,
    "vessel_online_rate": vessel_online_rate,
    "camera_count": lambda t, w: number(standing(t, w, "camera")),
    "camera_online_rate": on_line("camera"),
    "camera_playable_rate": camera_playable_rate,
    "camera_networked_rate": camera_with("networked"),
    "camera_serviceable_rate": camera_with("serviceable"),
    "sensor_online_rate": on_line("sensor"),
    "gas_alarm_online_rate": on_line("gas_alarm"),
    "sensor_extraordinary": sensor_extraordinary,
    "drone_count": lambda t, w: number(standing(t, w, "drone")),
    "drone_ready": lambda t, w: number(alive(standing(t, w, "drone"), t)),
    "drone_sorties_today": lambda t, w: number(t["drone_sorties"][w.has(t["drone_sorties"].started_at)]),
    "drone_completion_rate": drone_completion_rate,
    "drone_findings_week": lambda t, w: number(t["drone_findings"][w.has(t["drone_findings"].found_at)]),
    "drone_findings_per_100": drone_findings_per_100,
    "drone_findings_open": drone_findings_open,
    "drone_findings_closed_rate": drone_findings_closed_rate,
    "drone_false_rate": drone_false_rate,
    "alarm_raised_today": lambda t, w: number(alarms(t)[w.has(alarms(t).raised_at)]),
    "alarm_false_rate": alarm_false_rate,
    "emergency_response_rate": emergency_response_rate,
    "duty_call_answer_rate": duty_call_answer_rate,
}
