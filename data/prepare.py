"""Making a place ready: its polygons, its store and, where it is simulated, its made-up history."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

from data.backup import discard
from data.board import Board, catalogue_of
from data.compaction import compact, wasteful
from data.intake import Counts, Progress, take_file, take_profile, take_rows
from data.profile import Profile
from data.simulate.polygons import write_polygons
from data.simulate.write import rows_between, write_history
from data.store import Store
from data.survey import build_board


def open_store(profile: Profile) -> Store:
    """The store of a profile, its simulated polygons written first where they are missing.

    Raises Fault before anything is written where the profile chooses what cannot be.
    """
    catalogue_of(profile)
    if profile.simulate is not None:
        write_polygons(profile)
        discard_other_plan(profile)
    store = Store.open(profile)
    if not wasteful(store.connection):
        return store
    store.close()
    compact(profile.var / "store.duckdb")
    return Store.open(profile, store.spotter.places)


def discard_other_plan(profile: Profile) -> None:
    """Simulated rows of another plan would lie outside the polygons of this one: they are made anew."""
    stamp = profile.var / "simulated" / "plan.sha256"
    digest = plan_digest(profile)
    if stamp.is_file() and stamp.read_text() == digest:
        return
    discard(profile.var / "store.duckdb")
    stamp.write_text(digest)


def plan_digest(profile: Profile) -> str:
    """Tells one plan of simulated rows from another."""
    assert profile.simulate is not None
    plan = profile.simulate.model_dump_json() + ",".join(feed.id for feed in profile.feeds)
    return hashlib.sha256(plan.encode()).hexdigest()


def catch_up(store: Store, now: datetime, progress: Progress | None = None) -> Iterator[Counts]:
    """Brings a simulated store up to `now`: its whole history the first time, what came since after that."""
    profile = store.profile
    since = store.meta("simulated_until")
    if since is None:
        files = write_history(profile, store.spotter.places, now)
        for feed_id, path in files.items():
            yield take_file(store, profile.feed(feed_id), path, progress)
        store.set_meta("simulated_until", now.isoformat())
    elif (begin := datetime.fromisoformat(since)) < now:
        rows = rows_between(profile, store.spotter.places, begin, now)
        with store.transaction():
            taken = [take_rows(store, profile.feed(id), one) for id, one in rows.items() if one.num_rows]
            store.set_meta("simulated_until", now.isoformat())
        yield from taken


def load_all(store: Store, progress: Progress | None = None) -> Iterator[Counts]:
    """Loads everything that the profile names: the files of its feeds, or its simulation."""
    if store.profile.simulate is not None:
        yield from catch_up(store, datetime.now(UTC), progress)
    else:
        yield from take_profile(store, progress)


def measured_board(store: Store, as_of: datetime | None = None) -> Board:
    """The board of a store; a simulated place that was never simulated is simulated first."""
    if store.profile.simulate is not None and store.meta("simulated_until") is None:
        for _ in catch_up(store, as_of or datetime.now(UTC)):
            pass
    return build_board(store, catalogue_of(store.profile), as_of)
