"""The store: one DuckDB file for a place, written by one process, each batch in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from data.fault import Fault
from data.feed_states import FeedState, feed_states
from data.feeds.schema import SCHEMAS, Schema
from data.profile import Profile
from data.shown import Known
from data.spotting import PlacedBy, Spotter
from data.tables import VERSION, create_tables
from geo.metric import areas_m2
from geo.places import Places, read_places

MEMORY = "400MB"


class Store:
    """An open store and the polygons that its rows are placed on."""

    def __init__(self, profile: Profile, places: Places, connection: duckdb.DuckDBPyConnection) -> None:
        self.profile = profile
        self.connection = connection
        self.within = False  # a transaction
        self.known = Known(connection)
        self.disturbed = False  # rows were changed in place, so that what was measured cannot be built upon
        create_tables(connection)
        self.check_version()
        self.spotter = Spotter.build(profile, places, profile.var)
        self.settle_places()

    @classmethod
    def open(cls, profile: Profile, places: Places | None = None) -> "Store":
        """Opens (and where needed makes) the store of a profile under `profile.var`.

        Raises Fault where another process holds it or the folder cannot be written.
        """
        places = places or read_places(profile.level_sources())
        try:
            profile.var.parent.mkdir(parents=True, exist_ok=True)
            profile.var.mkdir(mode=0o700, exist_ok=True)  # what is in it tells of persons
        except OSError as error:
            raise Fault(f"{profile.var}: cannot be made: {error.strerror}") from None
        connection = connect(profile.var / "store.duckdb")
        try:
            return cls(profile, places, connection)
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All of it or nothing: the store is as before when anything fails inside. One inside another is part of it."""
        if self.within:
            yield self.connection
            return
        self.connection.execute("BEGIN")
        self.within = True
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            self.known.forget()
            raise
        finally:
            self.within = False
        self.connection.execute("COMMIT")

    def meta(self, name: str) -> str | None:
        found = self.connection.execute("SELECT value FROM meta WHERE name = $1", [name]).fetchone()
        return None if found is None else str(found[0])

    def set_meta(self, name: str, value: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES ($1, $2)", [name, value])

    def check_version(self) -> None:
        """Stamps a store, an older one too; refuses a newer one; renews digests where columns or DuckDB changed."""
        found = self.meta("version")
        if found is not None and int(found) > VERSION:
            raise Fault(f"{self.profile.var}/store.duckdb is of version {found}, this program reads {VERSION}")
        owner = self.meta("profile")
        if owner is None:
            self.set_meta("profile", self.profile.file)
        elif owner != self.profile.file:
            raise Fault(
                f"{self.profile.var} holds the data of {owner}: give {self.profile.file} another file name, "
                f"or another folder by YIPING_VAR"
            )
        hashes = self.connection.execute("SELECT hash('Yiping 一屏', 1.5, TIMESTAMPTZ '2019-07-01')").fetchall()
        if self.meta("hash") not in (None, str(hashes[0][0])) or found not in (None, str(VERSION)):
            with self.transaction():
                for schema in SCHEMAS.values():
                    for table in (schema.id, *([f"{schema.id}_versions"] if schema.versioned else [])):
                        self.connection.execute(f"UPDATE {table} SET digest = {digest_sql(schema)}")
        self.set_meta("hash", str(hashes[0][0]))
        self.set_meta("version", str(VERSION))

    def settle_places(self) -> None:
        """Takes over the stored spots; where the polygons have changed since, places every row anew."""
        digest = f"{self.spotter.places.digest} {self.profile.tolerance_m}"
        if self.meta("places") == digest:
            self.spotter.restore(self.connection)
            return
        with self.transaction():
            self.connection.execute("DELETE FROM spots")
            for schema in SCHEMAS.values():
                if schema.located:
                    for table in (schema.id, *([f"{schema.id}_versions"] if schema.versioned else [])):
                        self.place_anew(schema, table)
            self.spotter.save(self.connection)
            self.save_places()
            self.set_meta("places", digest)

    def place_anew(self, schema: Schema, table: str) -> None:
        by_point = f"{PlacedBy.POINT:d}, {PlacedBy.NEAR:d}"
        for feed in self.profile.feeds:
            if feed.fills != schema.id:
                continue
            rows = self.connection.execute(
                f"SELECT rowid AS row, lon, lat, place, implausible FROM {table} WHERE feed = $1", [feed.id]
            ).to_arrow_table()
            if not rows.num_rows:
                continue
            placed = self.spotter.place(feed.model_copy(update={"crs": "WGS84"}), rows)
            self.connection.register(
                "placed_anew",
                pa.table({"row": rows["row"], "spot": placed.spot, "placed_by": placed.placed_by}),
            )
            self.connection.execute(
                f"UPDATE {table} SET spot = p.spot, placed_by = p.placed_by FROM placed_anew AS p "
                f"WHERE {table}.rowid = p.row AND NOT ({table}.implausible <> 0 AND p.placed_by IN ({by_point}))"
            )
            self.connection.unregister("placed_anew")

    def save_places(self) -> None:
        self.connection.execute("DELETE FROM places")
        for level in self.spotter.places.levels:
            frame = level.frame
            table = pa.table(
                {
                    "place": pa.array(frame["id"].tolist(), pa.string()),
                    "name": pa.array(frame["name"].tolist(), pa.string()),
                    "parent": pa.array([one or None for one in frame["parent"].tolist()], pa.string()),
                    "kind": pa.array(frame["kind"].tolist() if "kind" in frame else [None] * len(frame), pa.string()),
                    "spot": pa.array(self.spotter.spots_of_level(level.id)),
                    "area_m2": pa.array(areas_m2(frame.geometry.to_numpy())),
                }
            )
            self.connection.register("level_places", table)
            self.connection.execute(
                "INSERT INTO places SELECT $1, place, name, parent, kind, spot, area_m2 FROM level_places",
                [level.id],
            )
            self.connection.unregister("level_places")

    def feeds(self, as_of: datetime | None = None) -> list[FeedState]:
        """The state of each feed of the profile, as of an instant (default: of all there is)."""
        return feed_states(self.connection, self.profile, as_of)

    def now(self) -> datetime:
        """The board's instant: the machine's clock, or the newest event where the profile says so."""
        if self.profile.clock == "machine":
            return datetime.now(UTC)
        newest = [state.newest_at for state in self.feeds() if state.newest_at is not None and state.is_event]
        return max(newest, default=datetime.now(UTC))


def first_arrival(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    """When the first batch of all arrived."""
    found: datetime | None = connection.execute("SELECT min(arrived_at) FROM batches").fetchall()[0][0]
    return found


def delivered_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """By feed: the columns that a source with canonical names has ever filled."""
    found: dict[str, set[str]] = {}
    for feed, name in connection.execute("SELECT feed, name FROM delivered").fetchall():
        found.setdefault(feed, set()).add(name)
    return found


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Opens a DuckDB file in UTC with bounded memory."""
    try:
        connection = duckdb.connect(str(path), config={"memory_limit": MEMORY})
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise Fault(f"{path}: another process has it open (a running server?): stop that one first") from None
        raise Fault(f"{path}: cannot be opened: {str(error).splitlines()[0]}") from None
    except duckdb.Error as error:
        raise Fault(f"{path}: is not a sound store: {str(error).splitlines()[0]}") from None
    connection.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
    return connection


def digest_sql(schema: Schema) -> str:
    """SQL for the fingerprint of a row's canonical columns."""
    return f"hash({', '.join(column.name for column in schema.all_columns)})"
