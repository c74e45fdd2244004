"""Events against the people who live there: so many per 10,000 residents."""

from data.facts import ONE_PLACE

# The newest number of each place that reports one; it holds for every window, so that a trend is one of events.
POPULATION = (
    f"(SELECT spot, value, row_number() OVER (PARTITION BY {ONE_PLACE} ORDER BY begins_at DESC) AS age "
    "FROM reported_facts WHERE fact = 'population') AS population"
)
PER_RESIDENT = "count(*) FILTER (WHERE part = 'event') / sum(persons) FILTER (WHERE part = 'resident')"


def events_and_residents(time: str, events: str) -> str:
    """Rows for PER_RESIDENT: the events (a table with its WHERE) at their `time`, and the residents at any time."""
    return (
        f"SELECT {time} AS counted_at, {time} AS until_at, spot, 'event' AS part, 1 AS persons FROM {events} UNION ALL "
        "SELECT TIMESTAMPTZ '-infinity' AS counted_at, TIMESTAMPTZ 'infinity' AS until_at, spot, "
        f"'resident' AS part, value AS persons FROM {POPULATION} WHERE age = 1"
    )
