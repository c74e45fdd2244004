"""Taking in: a file becomes typed rows, the rows are placed and merged, and every row is accounted for."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import add
from pathlib import Path

import duckdb
import pyarrow as pa

from data import drift
from data.clock.due import filled
from data.fault import Fault
from data.feeds.declaration import Feed
from data.feeds.read import Chunk, Reject, read_feed
from data.feeds.told import NOTHING
from data.horizon import in_time
from data.merge import Merged, Note, merge
from data.profile import Profile
from data.shown import Shown, shown_by
from data.spotting import PlacedBy
from data.store import Store, digest_sql
from data.tables import names, stored_names
from geo.plausible import Implausible

FIGURES = ("read", "accepted", "updated", "duplicate", "rejected", "unplaced", "implausible")
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Counts:
    """What became of a batch. read = accepted + updated + duplicate + rejected."""

    feed: str
    read: int
    accepted: int
    updated: int
    duplicate: int
    rejected: int
    unplaced: int
    implausible: int

    def __add__(self, other: "Counts") -> "Counts":
        """The sum over the batches of one feed."""
        return Counts(self.feed, *(getattr(self, one) + getattr(other, one) for one in FIGURES))

    def __str__(self) -> str:
        parts = ("read", "accepted", "updated", "duplicate", "rejected", "unplaced")
        return f"{self.feed}: " + ", ".join(f"{part} {getattr(self, part)}" for part in parts)


def files_of(profile: Profile, feed: Feed) -> list[Path]:
    """The files that a feed names: its path (a pattern may match several), or its simulated rows."""
    if feed.path is None:
        path = profile.var / "simulated" / f"{feed.id}.parquet"
        return [path] if path.is_file() else []
    folder = profile.folder
    pattern = Path(feed.path)
    if pattern.is_absolute():
        folder, pattern = Path(pattern.anchor), pattern.relative_to(pattern.anchor)
    found = sorted(folder.glob(str(pattern))) if any(c in feed.path for c in "*?[") else [folder / pattern]
    if not found:
        raise Fault(f"feeds[{feed.id}].path: {folder / pattern} matches no file")
    return found


def take_file(store: Store, feed: Feed, path: Path, progress: Progress | None = None) -> Counts:
    """Loads a file of a feed in one transaction. Raises Fault; then the store is as it was before."""
    return take(store, feed, read_feed(feed, path, store.profile.zone), path.name, progress)


def take_rows(store: Store, feed: Feed, rows: pa.Table) -> Counts:
    """Takes canonical rows that are already typed (a live source) as a batch of their own."""
    columns: dict[str, pa.ChunkedArray] = {}
    for canonical in feed.schema_.all_columns:
        columns[canonical.name] = rows[canonical.name]
    columns["line"] = pa.array(range(1, rows.num_rows + 1), pa.int64())
    return take(store, feed, [Chunk(pa.table(columns), [], rows.num_rows)], "live", None)


def take(
    store: Store,
    feed: Feed,
    chunks: Iterable[Chunk],
    origin: str,
    progress: Progress | None,
    note: Note | None = None,
) -> Counts:
    """Takes a batch; `note` may look at what becomes of each row, as `merge` says."""
    begun_at = datetime.now(UTC)
    schema = feed.schema_
    with store.transaction() as connection:
        batch = connection.execute("SELECT coalesce(max(batch), 0) + 1 FROM batches").fetchall()[0][0]
        read, rejected, told, shown = 0, 0, NOTHING, Shown()
        staged = pointed = False
        for chunk in in_time(connection, feed, chunks):
            rows = stage(store, feed, chunk.rows, batch, begun_at, create=not staged)
            shown += shown_by(schema, rows)
            staged = True
            pointed |= schema.located and rows["lon"].null_count < rows.num_rows
            save_rejects(connection, feed, batch, origin, chunk.rejects, begun_at)
            read += chunk.read
            rejected += len(chunk.rejects)
            told += chunk.told
            if progress is not None:
                progress(chunk.read)
        store.known.note(feed, batch, begun_at, shown)
        drift.note(connection, feed, batch, begun_at, told)
        if not staged:
            merged, unplaced, wrong = Merged(0, 0, 0), 0, 0
        else:
            if pointed and schema.scattered:
                unplace_repeated(store, feed)
            merged = merge(connection, schema, note)
            unplaced, wrong = placing_counts(connection, schema.located, schema.id, batch)
            connection.execute("DROP TABLE temp.staged")
        if schema.located:
            store.spotter.save(connection)
        counts = Counts(feed.id, read, merged.accepted, merged.updated, merged.duplicate, rejected, unplaced, wrong)
        assert read == merged.accepted + merged.updated + merged.duplicate + rejected, counts
        connection.execute(
            "INSERT INTO batches VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            [batch, feed.id, origin, begun_at, datetime.now(UTC), read, merged.accepted, merged.updated,
             merged.duplicate, rejected, unplaced, wrong],
        )  # fmt: skip
    return counts


def stage(store: Store, feed: Feed, rows: pa.Table, batch: int, arrived_at: datetime, create: bool) -> pa.Table:
    """Adds a chunk to the temporary table `staged`, with its due times, its places and its fingerprint.

    Returns the rows as they were staged.
    """
    schema = feed.schema_
    rows = filled(store.profile, feed, rows)
    if schema.located:
        placed = store.spotter.place(feed, rows)
        for name, values in (("lon", placed.lon), ("lat", placed.lat)):
            rows = rows.set_column(rows.schema.get_field_index(name), name, pa.array(values, from_pandas=True))
        rows = rows.append_column("spot", pa.array(placed.spot))
        rows = rows.append_column("placed_by", pa.array(placed.placed_by))
        rows = rows.append_column("implausible", pa.array(placed.implausible))
        rows = rows.append_column("named_spot", pa.array(placed.named_spot))
    texts = {column.name for column in schema.columns if column.kind == "text"}
    columns = [
        f"coalesce({name}, '') AS {name}" if name in schema.key and name in texts else name for name in names(schema)
    ]
    own = [name for name in stored_names(schema) if name in ("spot", "placed_by", "implausible")]
    select = (
        f"SELECT {', '.join([*columns, *own])}, {digest_sql(schema)} AS digest, $1 AS feed, $2::BIGINT AS batch, "
        f"$3::TIMESTAMPTZ AS arrived_at, line{', named_spot' if schema.located else ''} FROM chunk"
    )
    connection = store.connection
    connection.register("chunk", rows)
    verb = "CREATE OR REPLACE TEMP TABLE staged AS" if create else "INSERT INTO staged"
    connection.execute(f"{verb} {select}", [feed.id, batch, arrived_at])
    connection.unregister("chunk")
    return rows


def unplace_repeated(store: Store, feed: Feed) -> None:
    """Marks points shared by implausibly many rows (a geocoder's default) and places those rows by name or not."""
    table, profile = feed.schema_.id, store.profile
    connection = store.connection
    share, least = profile.repeated_share, profile.repeated_least
    points = connection.execute(
        f"SELECT lon, lat FROM (SELECT lon, lat, {key_of(feed)} FROM staged "
        f"WHERE lon IS NOT NULL UNION SELECT lon, lat, {key_of(feed)} FROM {table} SEMI JOIN staged USING (lon, lat)) "
        f"GROUP BY lon, lat HAVING count(*) >= greatest($least, $share * (SELECT greatest(count(lon), "
        f"(SELECT count(lon) FROM {table})) FROM staged))",
        {"share": share, "least": least},
    ).to_arrow_table()
    if not points.num_rows:
        return
    connection.register("repeated", points)
    repeated, by_name, nothing = int(Implausible.REPEATED), int(PlacedBy.NAME), int(PlacedBy.NOTHING)
    connection.execute(
        f"UPDATE staged SET implausible = {repeated}, spot = named_spot, placed_by = CASE WHEN named_spot > 0 "
        f"THEN {by_name} ELSE {nothing} END FROM repeated AS r WHERE staged.lon = r.lon AND staged.lat = r.lat"
    )
    changed = connection.execute(
        f"UPDATE {table} SET implausible = {repeated}, spot = CASE WHEN placed_by = {by_name} THEN spot ELSE 0 END, "
        f"placed_by = CASE WHEN placed_by = {by_name} THEN {by_name} ELSE {nothing} END FROM repeated AS r "
        f"WHERE {table}.lon = r.lon AND {table}.lat = r.lat AND implausible = 0"
    ).fetchall()
    store.disturbed |= changed[0][0] > 0
    connection.unregister("repeated")


def key_of(feed: Feed) -> str:
    return ", ".join(feed.schema_.key)


def placing_counts(connection: duckdb.DuckDBPyConnection, located: bool, table: str, batch: int) -> tuple[int, int]:
    """Of the rows that a batch brought into the table: unplaced, and with an implausible point."""
    if not located:
        return 0, 0
    found = connection.execute(
        f"SELECT count(*) FILTER (spot = 0), count(*) FILTER (implausible <> 0) FROM {table} WHERE batch = $1",
        [batch],
    ).fetchall()
    return found[0][0], found[0][1]


def save_rejects(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    batch: int,
    origin: str,
    rejects: list[Reject],
    arrived_at: datetime,
) -> None:
    """Keeps the rows that were not taken, with the line, the reason and the mapped part of the raw row."""
    if not rejects:
        return
    table = pa.table(
        {
            "line": [reject.line for reject in rejects],
            "source_column": pa.array([reject.column for reject in rejects], pa.string()),
            "reason": [reject.reason for reject in rejects],
            "raw": [json.dumps(reject.raw, ensure_ascii=False) for reject in rejects],
        }
    )
    connection.register("new_rejects", table)
    connection.execute(
        "INSERT INTO rejects SELECT $1, $2, $3, line, source_column, reason, raw, $4 FROM new_rejects",
        [batch, feed.id, origin, arrived_at],
    )
    connection.unregister("new_rejects")


def take_profile(store: Store, progress: Progress | None = None) -> Iterator[Counts]:
    """Loads every file of every feed of the profile, in the profile's order; each file is a batch of its own.

    A feed that cannot be loaded holds up no other: the Fault of all those is raised at the end.
    """
    faults = []
    for feed in store.profile.feeds:
        try:
            batches = [take_file(store, feed, path, progress) for path in files_of(store.profile, feed)]
        except Fault as fault:
            faults.append(str(fault))
            continue
        if batches:
            yield reduce(add, batches)
    if faults:
        raise Fault("\n".join(faults))
