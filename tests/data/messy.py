"""Messy rows for every canonical table: what real sources send, at random but reproducible from a seed.

Values are missing, steps precede what they follow or lie in the future, times fall exactly on the edges of windows and
of time limits, keys repeat in several versions, points are outside, swapped, at 0/0, halved or on shared edges, words
are unknown, numbers out of bounds.
"""

from zlib import crc32
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.feeds.column import Column, Schema
from data.feeds.schema import SCHEMAS
from tests.data.squares import SHARED_NAME, STEP, STRIP, VILLAGES, east, north, squares

ZONE = ZoneInfo("Asia/Shanghai")
AS_OF = pd.Timestamp("2026-03-31 10:30", tz=ZONE)  # the 31st: February has none
LEAP = pd.Timestamp("2024-02-29 21:05", tz=ZONE)  # a day that other years lack
MICROSECOND = pd.Timedelta(microseconds=1)
OLD = ("cases", "disputes", "incidents", "problems", "visits", "trades")  # tables that reach back to 2012
LIVE = ("devices", "patrol_fixes", "readings")  # tables whose rows are mostly minutes old
RARE = (
    *("dismissed_at", "suspended_at", "returned_at", "reworked_at", "extended_at", "escalated_at", "supervised_at"),
    *("removed_at", "ended_at", "cancelled_at", "reopened_at", "criminal_at"),
)
# Times that are held against each other: at times they are the same to the microsecond.
PAIRS = (
    *(("due_at", step) for step in ("closed_at", "resolved_at", "replied_at", "finished_at", "fixed_at", "visited_at")),
    *(("register_due_at", "registered_at"), ("dispatch_due_at", "dispatched_at"), ("accept_due_at", "accepted_at")),
    *(("handle_due_at", "handled_at"), ("check_due_at", "checked_at"), ("contact_due_at", "contacted_at")),
    *(("arrive_due_at", "arrived_on_site_at"), ("mend_due_at", "mended_at"), ("suspended_at", "resumed_at")),
    *(("resolved_at", "reopened_at"), ("calmed_at", "reopened_at"), ("dispatched_at", "arrived_on_site_at")),
)
LIMITS_S = (0, 15, 60, 180, 300, 600, 1800, 86_400)  # seconds at which limits of time bite
HOURS_OF_LAGS = (0.01, 0.1, 2.0, 30.0, 400.0, 2000.0)
WORDS = {
    "category": ("环境卫生", "道路设施", "邻里", "噪声"),
    "colour": ("yellow", "orange", "red", "violet"),
    "party": ("城管", "派出所", "调解室"),
    "channel": ("safety", "service", "case", "somewhere"),
    "fact": (
        *("grid_workers", "grid_staffed", "households", "population", "cadres_posted", "data_accurate"),
        *("data_updated", "fields_prefilled", "key_sites_covered", "key_segments_covered", "stock_ready"),
        *("e_seals", "service_windows", "corrections_reported", "mental_managed", "left_behind_cared"),
        *("homes_adapted", "canteen_meals", "circle_15min", "party_grids", "party_registered"),
        *("volunteer_hours", "volunteers", "villages_with_income", "moon_phase"),
    ),
    "incidents.kind": (
        *("police", "criminal", "public_order", "fraud", "enforcement", "accident", "fire_spot", "ufo"),
    ),
    "problems.kind": ("hazard", "asset", "environment", "riddle"),
    "devices.kind": ("camera", "sensor", "gas_alarm", "drone", "kettle"),
    "alarms.kind": ("fire", "gas", "flood", "help", "duty_call"),
    "approvals.kind": ("building", "legal_aid", "social_security"),
    "visits.kind": (
        *("patrol", "hardship", "elderly_alone", "key_household", "community_corrections", "drug_rehabilitation"),
        *("enterprise", "small_premises", "river_patrol", "refuse_point", "port_report", "storm_return", "tea"),
    ),
    "kind": ("one", "two", "three"),
    "quantity": ("level", "gas"),
    "partner": tuple(f"p{n}" for n in range(7)),
    "vehicle_id": tuple(f"car{n}" for n in range(40)),
    "device_id": tuple(f"device{n}" for n in range(400)),
    "case_id": tuple(f"case{n}" for n in range(400)),
}
RANGES = {
    "waited_minutes": (0, 60),
    "low": (0, 40),
    "high": (40, 100),
    "out_of": (0, 900),
    "speed_km_h": (0, 80),
    "value": (0, 120),
}
Floats = npt.NDArray[np.float64]


def messy(seed: int, rows: int) -> dict[str, pd.DataFrame]:
    """By feed: about `rows` rows in the canonical columns, instants in UTC; some are to be refused."""
    return {table: messy_table(schema, seed, rows) for table, schema in SCHEMAS.items()}


def messy_table(schema: Schema, seed: int, rows: int) -> pd.DataFrame:
    random = np.random.default_rng([seed, crc32(schema.id.encode())])
    moment = moments(schema.id, random, rows)
    found: dict[str, pd.Series] = {} if schema.event_at is None else {schema.event_at: moment}
    for column in schema.columns:
        found[column.name] = draw(schema, column, random, moment, found)
        if not column.required and column.name not in schema.key:
            empty = random.random(rows) < (0.65 if column.name in RARE else 0.2)
            found[column.name] = found[column.name].mask(empty)
    if schema.located:
        found |= points(random, rows)
    frame = pd.DataFrame(found)
    again = np.flatnonzero(random.random(rows) < 0.06)
    earlier = (again * random.random(len(again))).astype(int)
    # Every other one is a new version of an earlier row, the rest are the very same row again.
    for name in frame.columns:
        some = slice(None) if name in schema.key else slice(None, None, 2)
        frame.loc[again[some], name] = frame[name].to_numpy()[earlier[some]]
    for key in schema.key:
        if schema.column(key).kind == "text" and schema.column(key).required:
            frame.loc[random.random(rows) < 0.005, key] = None
    return frame


def draw(
    schema: Schema, column: Column, random: np.random.Generator, moment: pd.Series, found: dict[str, pd.Series]
) -> pd.Series:
    """A column's values, those before it in the row being `found`."""
    rows = len(moment)
    match column.kind:
        case "instant" if column.name == schema.event_at:
            return moment
        case "instant":
            sign = -1 if column.name in ("installed_at", "planned_at") else 1
            mates = [other for pair in PAIRS if column.name in pair for other in pair if other in found]
            return steps(random, moment, [found[one] for one in mates if one != column.name], sign)
        case "flag":
            return pd.Series(random.random(rows) < 0.6, dtype="boolean")
        case "integer" | "number":
            low, high = RANGES.get(column.name, (column.low or 0, column.high or 500))
            values = random.integers(int(low), int(high) + 1, rows).astype(float)
            values = values if column.kind == "integer" else np.round(values + random.choice([0, 0.25, 0.5], rows), 2)
            beyond = random.random(rows) < (0.01 if column.low is not None else 0)
            return pd.Series(np.where(beyond, -1.0, np.clip(values, column.low, column.high)))
    if schema.key == (column.name,):
        return pd.Series([f"{column.name.removesuffix('_id')}{n}" for n in range(rows)], dtype=object)
    words = WORDS.get(f"{schema.id}.{column.name}") or column.allowed or WORDS.get(column.name) or ("word",)
    unknown = random.random(rows) < (0.01 if column.allowed else 0)
    return pd.Series(random.choice(np.array(words, object), rows)).mask(unknown, "nonsense")


def moments(table: str, random: np.random.Generator, rows: int) -> pd.Series:
    """Times of events around the two instants that boards are built at, many exactly on the edges of windows."""
    anchor = np.where(random.random(rows) < 0.75, microseconds(AS_OF), microseconds(LEAP))
    spans_h = np.array([24 * 45.0, 36.0, 0.25, 24 * 1200.0, -24 * 60.0])
    chances = [0.1, 0.1, 0.6, 0.15, 0.05] if table in LIVE else [0.35, 0.2, 0.05, 0.35, 0.05]
    hours = random.choice(spans_h, rows, p=chances) * random.random(rows)
    times = anchor - (hours * 3600e6).astype(np.int64)
    # Some in the same part of each week, which a trend of weeks looks at.
    weekly = anchor - ((random.integers(0, 12, rows) * 7 * 24 + 34 * random.random(rows)) * 3600e6).astype(np.int64)
    times = np.where(random.random(rows) < 0.15, weekly, times)
    ages = [microseconds(AS_OF - pd.Timedelta(minutes=age)) for age in (0, 5, 10, 30, 60)]
    edges = np.array(ages if table in LIVE else edges_of_windows())
    times = np.where(random.random(rows) < 0.12, random.choice(edges, rows), times)
    if table in OLD:
        long_ago = microseconds(pd.Timestamp("2012-05-01", tz=ZONE))
        ancient = long_ago + (random.random(rows) * 4 * 365 * 86_400e6).astype(np.int64)
        times = np.where(random.random(rows) < 0.06, ancient, times)
    return pd.Series(pd.to_datetime(times, unit="us", utc=True)).astype("datetime64[us, UTC]")


def edges_of_windows() -> list[int]:
    """The ends and beginnings of windows of both boards, to the microsecond and one off."""
    found = []
    for anchor in (AS_OF, LEAP):
        midnight = anchor.normalize()
        bases = (anchor, midnight, midnight - pd.Timedelta(days=midnight.weekday()), midnight.replace(day=1))
        for base in (*bases, midnight.replace(month=1, day=1)):
            backs = [pd.DateOffset(days=n) for n in (0, 1, 3, 7, 21, 364)]
            backs += [pd.DateOffset(months=n) for n in (1, 2, 11, 12)]
            found += [base - back + off for back in backs for off in (-MICROSECOND, 0 * MICROSECOND, MICROSECOND)]
    return [microseconds(one) for one in found]


def microseconds(moment: pd.Timestamp) -> int:
    return round(moment.timestamp() * 1e6)


def steps(random: np.random.Generator, moment: pd.Series, earlier: list[pd.Series], sign: int) -> pd.Series:
    """Times some way after the moment, now and then before it, exactly a limit later, or equal to another step."""
    rows = len(moment)
    seconds = random.exponential(3600, rows) * random.choice(HOURS_OF_LAGS, rows)
    seconds = np.where(random.random(rows) < 0.25, random.choice(LIMITS_S, rows), seconds)
    seconds = np.where(random.random(rows) < 0.04, -seconds, seconds)
    after = moment + pd.to_timedelta(sign * (seconds * 1e6).astype(np.int64), unit="us")
    for other in earlier:
        after = after.where(random.random(rows) > 0.1, other)
    return after.astype(moment.dtype)


def points(random: np.random.Generator, rows: int) -> dict[str, pd.Series]:
    """lon, lat and place: a good point, a bad one or none; a name, an id, a word that names nothing, or none."""
    width = VILLAGES * 6 * STEP + STRIP
    lon, lat = east(0) + random.random(rows) * width, north(0) + random.random(rows) * 6 * STEP
    near, away = north(6) + 15 / 110_950, north(6) + 0.01
    corner_lon = np.array([east(n) for n in range(18)])[random.integers(0, 18, rows)]
    corner_lat = np.array([north(n) for n in range(6)])[random.integers(0, 6, rows)]
    nothing = np.full(rows, np.nan)
    ways = [
        (0.55, lon, lat),
        (0.04, corner_lon, lat),
        (0.04, lon, corner_lat),
        (0.04, corner_lon, corner_lat),
        (0.05, lon, np.full(rows, near)),
        (0.03, lon, np.full(rows, away)),
        (0.02, np.zeros(rows), np.zeros(rows)),
        (0.02, lat, lon),
        (0.01, lon + 1.5, lat),
        (0.01, np.full(rows, 119.0), np.full(rows, 35.0)),
        (0.01, lon, nothing),
        (0.18, nothing, nothing),
    ]
    way = random.choice(len(ways), rows, p=[chance for chance, _, _ in ways])
    x, y = (np.choose(way, [one[axis] for one in ways]) for axis in (1, 2))
    some = [frame.iloc[[0, -1, len(frame) // 3]] for frame in squares().values()]
    words = [text for frame in some for text in (*frame["id"], *frame["name"])]
    many = [*words, "v1", "西村", "v3g9", SHARED_NAME, "天上"]
    named = random.random(rows) < np.where(way == len(ways) - 1, 0.8, 0.15)
    place = pd.Series(random.choice(np.array(many, object), rows)).where(named, None)
    return {"lon": pd.Series(x), "lat": pd.Series(y), "place": place}
