"""The ground that places stand on, so that the areas of a level's places are those of the town."""

# `parts` is 1 for a place that no finer one lies in; `beside` tells of a place in none of the coarsest level, as where
# levels do not nest. Whole square metres, so that sums are exact.
FINEST = (
    "(SELECT places.spot AS spot, round(area_m2) AS m2, "
    "CASE level WHEN 'village' THEN count(*) OVER (PARTITION BY village) "
    "WHEN 'grid' THEN count(*) OVER (PARTITION BY grid) ELSE 1 END AS parts, "
    "CASE WHEN count(village) OVER () > 0 THEN village IS NULL "
    "WHEN count(grid) OVER () > 0 THEN grid IS NULL ELSE false END AS beside "
    "FROM places JOIN spots USING (spot)) AS finest"
)
ALWAYS = "TIMESTAMPTZ '-infinity' AS counted_at, TIMESTAMPTZ 'infinity' AS until_at"
# What lies beside is the town's ground once more: taken off again where nothing is placed.
GROUND = (
    f"SELECT {ALWAYS}, spot, 'ground' AS part, m2 FROM {FINEST} WHERE parts = 1 UNION ALL "
    f"SELECT {ALWAYS}, 0 AS spot, 'ground' AS part, -m2 AS m2 FROM {FINEST} WHERE parts = 1 AND beside"
)
PER_GROUND = "count(*) FILTER (WHERE part = 'event') / sum(m2) FILTER (WHERE part = 'ground')"


def events_and_ground(time: str, events: str) -> str:
    """Rows for PER_GROUND: the events (a table with its WHERE) at their `time`, and the ground at any time."""
    own = f"SELECT {time} AS counted_at, {time} AS until_at, spot, 'event' AS part, 0 AS m2 FROM {events}"
    return f"{own} UNION ALL {GROUND}"
