"""The simulated feeds of a profile: its history as files, and what arrives from one instant to the next."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.profile import Profile
from data.simulate import cases, drones, resources, services
from data.simulate.devices import Devices
from data.simulate.draws import instant
from data.simulate.facts import Facts
from data.simulate.lives import Lives
from data.simulate.patrols import Patrols
from data.simulate.plan import Simulation
from data.simulate.readings import Readings
from data.simulate.registers import Registered
from data.simulate.stream import LifeStream, Stream
from data.simulate.town import Town, town
from geo.places import Places

Make = Callable[[Town, date, date], Lives]

_DRONE_DAYS, _VISIT_DAYS, _NEED_DAYS, _RESOURCE_DAYS = 60, 60, 365, 1100


def write_history(profile: Profile, places: Places, end: datetime) -> dict[str, Path]:
    """Write `var/simulated/{feed}.parquet` for each simulated feed: everything until `end` (aware).

    Returns feed id → file. The files have the canonical columns of the feed's schema.
    """
    folder = profile.var / "simulated"
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for feed, stream in _streams_of(profile, places).items():
        table = stream.until(instant(end))
        texts = [field.name for field in table.schema if field.type == pa.string()]
        files[feed] = folder / f"{feed}.parquet"
        pq.write_table(table, files[feed], compression="zstd", use_dictionary=texts, write_statistics=False)
    return files


def rows_between(profile: Profile, places: Places, begin: datetime, end: datetime) -> dict[str, pa.Table]:
    """What each simulated feed sends after `begin` and by `end` (aware): new rows, and new versions of rows.

    A history until `begin`, then these rows by key, is the history until `end`. Feeds with nothing new are
    left out. The first call draws the rows of the months before; later ones take milliseconds.
    """
    tables = {
        feed: stream.between(instant(begin), instant(end)) for feed, stream in _streams_of(profile, places).items()
    }
    extra = _extra_cases(profile.simulate, profile.zone, places) if profile.simulate else None
    flow = _everyday(profile).get("cases")
    if extra is not None and flow is not None:
        tables[flow] = pa.concat_tables([tables[flow], extra.between(instant(begin), instant(end))])
    return {feed: table for feed, table in tables.items() if table.num_rows}


def _streams_of(profile: Profile, places: Places) -> dict[str, Stream]:
    """The stream of each feed without a path: what registers name has their rows, the others the everyday ones."""
    if profile.simulate is None:
        return {}
    everyday = _streams(profile.simulate, profile.zone, places)
    registered = _registered(profile.simulate, profile.zone, places, tuple((f.id, f.fills) for f in profile.feeds))
    flows = {feed: everyday[schema] for schema, feed in _everyday(profile).items() if schema in everyday}
    return {feed.id: {**flows, **registered}[feed.id] for feed in profile.feeds if feed.id in {**flows, **registered}}


def _everyday(profile: Profile) -> dict[str, str]:
    """Schema → the first of its feeds that has no path and that no register names."""
    named = {register.feed for register in profile.simulate.registers} if profile.simulate else set()
    found: dict[str, str] = {}
    for feed in profile.feeds:
        if feed.path is None and feed.id not in named:
            found.setdefault(feed.fills, feed.id)
    return found


@lru_cache(maxsize=2)
def _registered(plan: Simulation, zone: str, places: Places, feeds: tuple[tuple[str, str], ...]) -> dict[str, Stream]:
    """The streams of the feeds (id, schema) that registers name."""
    here = town(plan, zone, places)
    streams: dict[str, Stream] = {}
    for feed, schema in feeds:
        registers = tuple(register for register in plan.registers if register.feed == feed)
        if registers:
            streams[feed] = Registered(here, schema, registers)
    return streams


@lru_cache(maxsize=2)
def _streams(plan: Simulation, zone: str, places: Places) -> dict[str, Stream]:
    here = town(plan, zone, places)
    devices = Devices(here)

    def lives(make: Make, lookback: int, history: int | None) -> LifeStream:
        return LifeStream(partial(make, here), zone, lookback, plan.begins, history)

    streams: dict[str, Stream] = {
        "cases": lives(cases.draw_cases, cases.LOOKBACK_DAYS, None),
        "devices": devices,
        "readings": Readings(here, devices),
        "visits": lives(services.draw_visits, services.VISITS_LOOKBACK_DAYS, _VISIT_DAYS),
        "service_resources": LifeStream(
            partial(resources.draw_resources, here),
            zone,
            resources.RESOURCES_LOOKBACK_DAYS,
            # An exact number is open from the first day on: they were there before.
            plan.begins - timedelta(days=_RESOURCE_DAYS if plan.service_partners else 0),
            _RESOURCE_DAYS,
        ),
        "needs": lives(services.draw_needs, services.NEEDS_LOOKBACK_DAYS, _NEED_DAYS),
    }
    if plan.facts:
        streams["reported_facts"] = Facts(here, places)
    if plan.vehicles:
        streams["patrol_fixes"] = Patrols(here)
    if plan.drones:
        streams["drone_sorties"] = lives(drones.draw_sorties, drones.LOOKBACK_DAYS, _DRONE_DAYS)
        streams["drone_findings"] = lives(drones.draw_findings, drones.LOOKBACK_DAYS, _DRONE_DAYS)
    return streams


@lru_cache(maxsize=2)
def _extra_cases(plan: Simulation, zone: str, places: Places) -> Stream | None:
    """The cases that live_speed adds to what arrives live."""
    if plan.live_speed <= 1:
        return None
    here: Town = town(plan, zone, places)
    return LifeStream(partial(cases.draw_cases, here, extra=True), zone, cases.LOOKBACK_DAYS, plan.begins)
