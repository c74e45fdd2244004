"""Seen ground as indicators: what each grid had of it when it was last counted, as the store keeps it."""

# The other tables are those of who sees: where they have nothing, or are too old, so is the count of what was seen.
SEEN_SHARE = "sum(seen_m2) / sum(ground_m2)"


def seen_by(who: str, *sources: str) -> str:
    """The rows of the seen ground of one kind; `sources` are the tables (with their WHERE) that it was counted from."""
    fed = [f"CROSS JOIN (SELECT count(*) AS rows_{n} FROM {one}) AS fed_{n}" for n, one in enumerate(sources)]
    there = [f"rows_{n} > 0" for n in range(len(sources))]
    return (
        "SELECT counted_at, until_at, places.spot AS spot, seen_m2, ground_m2 FROM seen_ground "
        f"JOIN places USING (level, place) {' '.join(fed)} WHERE {' AND '.join([f'seen_by = {who!r}', *there])}"
    )
