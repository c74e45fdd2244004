"""Loading and placing all of Boston 2015, end to end into a store on disk; beside it, pandas and geopandas."""

import os
import platform
import resource
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.intake import take_profile
from data.profile import load_profile
from data.store import Store

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared" / "data" / "boston311"
FORMAT = "%m/%d/%Y %I:%M:%S %p"


def ours() -> tuple[int, float]:
    """Rows and seconds, the opening of an empty store included."""
    profile = load_profile(str(REPOSITORY / "tests" / "profiles" / "boston.toml"))
    begun = time.perf_counter()
    store = Store.open(profile)
    (counts,) = take_profile(store)
    store.close()
    return counts.read, time.perf_counter() - begun


def plain_pandas(target: Path) -> float:
    """The same columns read, typed, placed with sjoin and written to Parquet: no keys, rejects or versions."""
    begun = time.perf_counter()
    columns = ["CASE_ENQUIRY_ID", "OPEN_DT", "TARGET_DT", "CLOSED_DT", "SUBJECT", "TYPE", "CASE_TITLE"]
    columns += ["Department", "Source", "LATITUDE", "LONGITUDE"]
    rows = pd.read_csv(SHARED / "boston_311_2015.csv.gz", usecols=columns, dtype={"CASE_ENQUIRY_ID": str})
    for column in ("OPEN_DT", "TARGET_DT", "CLOSED_DT"):
        local = pd.to_datetime(rows[column], format=FORMAT)
        rows[column] = local.dt.tz_localize("America/New_York", ambiguous=False, nonexistent="shift_forward")
    points = gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(rows["LONGITUDE"], rows["LATITUDE"], crs=4326))
    for file, crs in (("Police_Districts.geojson", 2249), ("Wards.geojson", 4326)):
        polygons = gpd.read_file(SHARED / "polygons" / file).set_crs(crs, allow_override=True).to_crs(4326)
        hits = gpd.sjoin(points[["geometry"]], polygons[["geometry"]], how="left")
        rows[file] = hits[~hits.index.duplicated()]["index_right"]
    rows.to_parquet(target)
    return time.perf_counter() - begun


def main() -> None:
    """Three runs each, in turn; the medians count, since machines are noisy."""
    seconds, alternative = [], []
    for run in range(3):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["YIPING_VAR"] = folder
            rows, taken = ours()
            seconds.append(taken)
            if run == 0:
                peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            alternative.append(plain_pandas(Path(folder) / "rows.parquet"))
    median, other = sorted(seconds)[1], sorted(alternative)[1]
    print(
        f"machine: {os.cpu_count()} cores, {platform.machine()}; Boston 2015, {rows:,} rows of 33 columns, gzipped CSV"
    )
    print(f"{'ours: typed, placed, stored':<32}{median:7.2f} s {rows / median:10,.0f} rows/s   (goal 50,000)")
    print(f"{'most memory of the process':<32}{peak_mb:7.0f} MB                    (goal 1,000)")
    print(
        f"{'pandas + geopandas + Parquet':<32}{other:7.2f} s {rows / other:10,.0f} rows/s   ratio {other / median:.1f}"
    )


if __name__ == "__main__":
    main()
