"""What a map of 3,539 places costs: its outlines as sent, gzipped, and the processor time to make them; beside them,
each place simplified on its own, which is no smaller and tears shared borders."""

import gzip
import json
import os
import platform
import time

import geopandas as gpd
import shapely

from data.ground import ground_of
from data.profile import load_profile
from data.simulate.polygons import write_polygons
from geo.places import read_places


def main() -> None:
    profile = load_profile("ganyu")
    write_polygons(profile)
    places = read_places(profile.level_sources())
    print(f"{platform.machine()}, {os.cpu_count()} cores, shapely {shapely.__version__}")
    for level in places.levels:
        begun = time.process_time()
        ground = ground_of(places, level.id)
        made = time.process_time() - begun
        sent = json.dumps(ground.places).encode()
        packed = len(gzip.compress(sent, 6)) / 1e6
        size = f"{len(sent) / 1e6:6.2f} MB, {packed:5.2f} MB gzipped"
        print(f"  {level.id:<12}{len(level.frame):6,} places  {made:6.2f} s  {size}")
    finest = places.levels[-1].frame
    alone = gpd.GeoSeries(shapely.simplify(finest.geometry.to_numpy(), 15 / 111_320), crs=4326)
    packed = len(gzip.compress(alone.to_json().encode(), 6)) / 1e6
    gaps = shapely.area(shapely.union_all(finest.geometry.to_numpy())) - shapely.area(
        shapely.union_all(alone.to_numpy())
    )
    torn = abs(gaps) * 111_320**2 * 0.82  # the cosine of the place's latitude
    print(f"  alternative: each simplified alone: {packed:.2f} MB gzipped, {torn:,.0f} m² torn open")


if __name__ == "__main__":
    main()
