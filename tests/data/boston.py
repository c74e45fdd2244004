"""Boston 2015 computed a second time in plain pandas and geopandas, from the city's own files alone."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

ZONE = "America/New_York"
FORMAT = "%m/%d/%Y %I:%M:%S %p"
SOURCES = {
    "Constituent Call": "hotline",
    **dict.fromkeys(("Citizens Connect App", "Self Service", "Twitter"), "snapshot"),
    **dict.fromkeys(("Employee Generated", "City Worker App"), "grid_worker"),
    "Maximo Integration": "other",
}
LEVELS = {"village": ("Police_Districts.geojson", "ID", 2249), "grid": ("Wards.geojson", "WARD", 4326)}
METRES = 26986
TOLERANCE_M = 30


def read_requests(folder: Path) -> pd.DataFrame:
    """The requests with instants in UTC, and the district and ward that each point lies in."""
    raw = pd.read_csv(folder / "boston_311_2015.csv.gz", dtype=str, keep_default_na=False)
    frame = pd.DataFrame({"case_id": raw["CASE_ENQUIRY_ID"], "verdict": raw["OnTime_Status"]})
    for name, column in (("reported", "OPEN_DT"), ("due", "TARGET_DT"), ("closed", "CLOSED_DT")):
        local = pd.to_datetime(raw[column].replace("", None), format=FORMAT)
        frame[name] = local.dt.tz_localize(ZONE, ambiguous=False, nonexistent="shift_forward").dt.tz_convert("UTC")
    frame["source"] = raw["Source"].map(SOURCES).fillna("")
    frame["category"] = raw["SUBJECT"].replace("", None)
    frame["district_recorded"] = raw["police_district"].str.replace("-", "")
    frame["ward_recorded"] = raw["ward"].str.extract(r"(\d+)")[0].str.lstrip("0")
    lon, lat = pd.to_numeric(raw["LONGITUDE"]), pd.to_numeric(raw["LATITUDE"])
    shared = raw.groupby(["LONGITUDE", "LATITUDE"])["LATITUDE"].transform("size")
    frame["real"] = lon.notna() & (shared < max(100, 0.01 * lon.notna().sum()))
    points = gpd.GeoSeries(gpd.points_from_xy(lon, lat, crs=4326))[frame["real"]]
    for level, (file, column, crs) in LEVELS.items():
        polygons = gpd.read_file(folder / "polygons" / file).set_crs(crs, allow_override=True).to_crs(4326)
        polygons.geometry = polygons.make_valid()
        hits = gpd.sjoin(gpd.GeoDataFrame(geometry=points), polygons, predicate="intersects")
        hits = hits.reset_index().sort_values(["index", "index_right"]).drop_duplicates("index").set_index("index")
        missed = points[~points.index.isin(hits.index)].to_crs(METRES)
        close = gpd.sjoin_nearest(gpd.GeoDataFrame(geometry=missed), polygons.to_crs(METRES), max_distance=TOLERANCE_M)
        close = close[~close.index.duplicated()]
        frame[level] = pd.concat([hits[column], close[column]]).astype(str).reindex(frame.index)
    # Levels are placed one by one, but a row is near only where it hits no place of the level at all.
    return frame


@dataclass
class Expected:
    """Numerator and denominator (None: the measure has none) as sums by place."""

    numerator: pd.Series
    denominator: pd.Series | None


class Recount:
    """The catalogue's numbers over the requests, at the newest report."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.as_of = frame["reported"].max()
        self.frame = frame.assign(closed=frame["closed"].where(frame["closed"] <= self.as_of), town="Boston")

    def begin(self, period: str) -> pd.Timestamp:
        midnight = self.as_of.tz_convert(ZONE).normalize()
        begins = {
            "today": midnight,
            "week": midnight - pd.Timedelta(days=midnight.weekday()),
            "month": midnight.replace(day=1),
            "year": midnight.replace(day=1, month=1),
            "total": pd.Timestamp("1900-01-01", tz="UTC"),
        }
        begin: pd.Timestamp = begins[period]
        return begin

    def inside(self, column: str, period: str) -> pd.Series:
        mask: pd.Series = (self.frame[column] >= self.begin(period)) & (self.frame[column] <= self.as_of)
        return mask

    def count(self, level: str, mask: pd.Series) -> pd.Series:
        return self.frame[mask].groupby(self.frame[level].fillna("unplaced")).size().astype(float)

    def expected(self, level: str) -> dict[str, Expected]:
        """By indicator: what the product must compute at this level."""
        f = self.frame

        def n(mask: pd.Series) -> pd.Series:
            return self.count(level, mask)

        is_open = f["closed"].isna()
        overdue = is_open & (f["due"] <= self.as_of)
        due_month, due_all = self.inside("due", "month"), self.inside("due", "total")
        closed_month, month = self.inside("closed", "month"), self.inside("reported", "month")
        on_time = f["closed"] <= f["due"]
        seconds = (f["closed"] - f["reported"]).dt.total_seconds()
        places = f[level].fillna("unplaced")
        hotline, sourced = f["source"] == "hotline", f["source"] != ""
        public = hotline | (f["source"] == "snapshot")
        year = self.inside("reported", "year")
        placed = f["village"].notna() | f["grid"].notna()
        rate = {
            "case_overdue_share": (overdue, is_open),
            "case_closure_rate": (due_month & ~is_open, due_month),
            "case_on_time_rate": (due_month & on_time, due_month),
            "case_on_time_total": (due_all & on_time, due_all),
            "case_public_found_rate": (month & public, month & sourced),
            "hotline_proactive_share": (month & sourced & ~hotline, month & sourced),
            "hotline_on_time_rate": (hotline & due_month & on_time, hotline & due_month),
            "hotline_closure_rate": (hotline & year & ~is_open, hotline & year),
            "quality_placed_rate": (month & placed, month),
            "quality_implausible_share": (month & ~f["real"], month),
            "quality_complete_rate": (month & f["category"].notna() & f["due"].notna(), month),
        }
        count = {
            "case_reported_today": self.inside("reported", "today"),
            "case_reported_week": self.inside("reported", "week"),
            "case_reported_month": month,
            "case_total": self.inside("reported", "total"),
            "case_open": is_open,
            "case_overdue": overdue,
            "case_closed_today": self.inside("closed", "today"),
            "hotline_received_today": hotline & self.inside("reported", "today"),
            "hotline_received_week": hotline & self.inside("reported", "week"),
            "hotline_received_year": hotline & year,
        }
        found = {name: Expected(n(mask), None) for name, mask in count.items()}
        found |= {name: Expected(n(above), n(below)) for name, (above, below) in rate.items()}
        found["case_handling_hours"] = Expected(seconds[closed_month].groupby(places).sum(), n(closed_month))
        found["case_handling_days"] = found["case_handling_hours"]
        found["case_handling_hours_median"] = Expected(seconds[closed_month].groupby(places).median(), None)
        found["case_handling_hours_p90"] = Expected(seconds[closed_month].groupby(places).quantile(0.9), None)
        return found


def value(one: Expected, place: str, scale: float) -> float | None:
    """The value in the indicator's unit; None where it cannot be computed."""
    above = float(one.numerator.get(place, 0.0))
    if one.denominator is None:
        return scale * above
    below = float(one.denominator.get(place, 0.0))
    return None if below == 0 else float(np.float64(scale) * above / below)
