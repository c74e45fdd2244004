"""The connection to a real broker: made again when it breaks, and only to who the broker should be."""

import asyncio
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.profile import Profile
from tests.data.ways.arriving import desk, until
from tests.data.ways.brokers import PROGRAM, Mosquitto, running
from tests.data.ways.linking import IDS, case, declared, linked


def test_a_broker_that_goes_and_comes_back_is_found_again(
    linked_place: Profile, broker: Mosquitto, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        async with desk(linked_place) as at, linked(at) as link:
            await until(lambda: link.state.connected_since)
            await asyncio.to_thread(broker.stop)
            await until(lambda: not link.state.connected_since)
            assert link.state.trouble == "the connection broke off"
            await until(lambda: link.state.trouble == "nobody listens there")
            await asyncio.to_thread(broker.start)
            await asyncio.to_thread(broker.publish, "town/cases/a", [case("after")])
            await until(lambda: link.state.acknowledged == 1)
            assert at.ask(IDS) == ["after"]

    asyncio.run(scene())
    assert [record.message.split(": ", 1)[1] for record in caplog.records if record.name == "data.ways.connection"] == [
        "the connection broke off; tried again",
        "nobody listens there; tried again",
        "connected",
    ]


def test_a_wrong_password_is_said_without_it(
    linked_place: Profile, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TEST_MQTT_PASSWORD", "not-this-one")

    async def scene() -> None:
        async with desk(linked_place) as at, linked(at) as link:
            await until(lambda: link.state.trouble)
            assert "check user and password_env" in str(link.state.trouble)
            assert link.state.connected_since is None

    asyncio.run(scene())
    assert "not-this-one" not in caplog.text


# paho leaves a socket whose handshake failed to the garbage collector.
@pytest.mark.filterwarnings("ignore:.*SSLSocket:pytest.PytestUnraisableExceptionWarning")
def test_over_tls_the_broker_must_be_who_it_says(
    tmp_path: Path, require: Callable[[bool, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    require(PROGRAM.exists(), "Mosquitto is not installed: apt-get install mosquitto")
    with contextmanager(running)(tmp_path, tls=True) as broker:
        trusting = declared(tmp_path, broker, monkeypatch, "localhost", 'tls = "../broker.pem"')
        strange = declared(tmp_path, broker, monkeypatch, "localhost", 'tls = "system"')
        plain = declared(tmp_path, broker, monkeypatch)

        async def scene() -> None:
            async with desk(strange) as at, linked(at) as link:
                await until(lambda: link.state.trouble)
                assert "certificate is not trusted" in str(link.state.trouble)
            async with desk(plain) as at, linked(at) as link:
                await until(lambda: link.state.trouble)
                assert "check port and tls" in str(link.state.trouble)
            async with desk(trusting) as at, linked(at) as link:
                await until(lambda: link.state.connected_since)
                await asyncio.to_thread(broker.publish, "town/cases/a", [case("secret")])
                await until(lambda: at.ask(IDS) == ["secret"])

        asyncio.run(scene())
