"""A link to a real broker, and the profile that declares it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from data.profile import Profile
from data.ways.connection import LinkState
from data.ways.mqtt import Link
from tests.data.ways.arriving import Desk, town
from tests.data.ways.brokers import PASSWORD, USER, Mosquitto

FEEDS = """
[mqtt]
host = "{host}"
port = {port}
user = "{user}"
password_env = "TEST_MQTT_PASSWORD"
{tls}

[[mqtt.topics]]
topic = "town/cases/#"
feed = "cases"

[[mqtt.topics]]
topic = "town/+/lines"
feed = "cases"
form = "ndjson"

[[mqtt.topics]]
topic = "hotline"
feed = "hotline"
form = "csv"

[[feeds]]
id = "cases"
schema = "cases"
stale_after = "1d"

[[feeds]]
id = "hotline"
schema = "cases"
stale_after = "1d"
columns = {{ case_id = "工单号", reported_at = "来电时间" }}
"""
IDS = "SELECT case_id FROM cases ORDER BY 1"
COUNTS = "SELECT sum(accepted)::INT, sum(duplicate)::INT, sum(rejected)::INT FROM batches"


def declared(
    folder: Path, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch, host: str = "127.0.0.1", tls: str = ""
) -> Profile:
    monkeypatch.setenv("YIPING_VAR", str(folder / "var"))
    monkeypatch.setenv("TEST_MQTT_PASSWORD", PASSWORD)
    return town(folder / "town", FEEDS.format(host=host, port=broker.port, user=USER, tls=tls))


def case(name: str, **more: object) -> str:
    return json.dumps({"case_id": name, "reported_at": "2026-03-04T09:00", "lon": 119.25, "lat": 26.05} | more)


@asynccontextmanager
async def linked(at: Desk) -> AsyncIterator[Link]:
    """A link that is connected when it is had."""
    assert at.profile.mqtt is not None
    link = Link(at.profile, at.profile.mqtt, at.inbox, LinkState())
    link.start()
    following = asyncio.create_task(link.follow())
    try:
        yield link
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        await asyncio.to_thread(link.stop)
