"""Position fixes as they hold: a vehicle is where its newest fix says, until the next one or until it is too old."""

# One source for all of them, so that all are counted in one pass.
FIXES = (
    "(SELECT *, lead(fixed_at) OVER (PARTITION BY vehicle_id ORDER BY fixed_at) AS next_at FROM patrol_fixes) AS fixes"
)
ON_LAND = "kind IS DISTINCT FROM 'vessel'"


def holding(age: str, which: str, part: str) -> str:
    """The newest fix of each vehicle at any time, while it is not older than `age` (an interval) and `which` holds."""
    return (
        f"SELECT fixed_at AS counted_at, least(fixed_at + INTERVAL {age}, next_at) AS until_at, spot, "
        f"'{part}' AS part FROM {FIXES} WHERE {which}"
    )
