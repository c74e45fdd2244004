"""The server's own ways out: it serves whether or not they answer, takes up what they bring, and says what is wrong."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import main
from data.fault import Fault
from data.hub import Hub
from data.live import Live
from data.profile import Profile
from data.ways.inbox import Inbox
from data.ways.mqtt import LINK
from data.ways.pull import PULLS
from tests.data.ways.arriving import town, until
from tests.data.ways.brokers import PASSWORD, PROGRAM, Mosquitto

BROKER = """
[mqtt]
host = "127.0.0.1"
port = {port}
user = "yiping"
password_env = "TEST_MQTT_PASSWORD"

[[mqtt.topics]]
topic = "{topic}"
feed = "{feed}"
"""
FEEDS = """
[[feeds]]
id = "cases"
schema = "cases"
stale_after = "1d"

[[feeds]]
id = "orders"
schema = "cases"
stale_after = "1d"
pull = {{ url_env = "TEST_DATABASE", view = "orders", mark = "updated_at", every = "1s" }}
"""


def declared(folder: Path, port: int = 1883, topic: str = "cases", feed: str = "cases") -> Profile:
    return town(folder / "town", BROKER.format(port=port, topic=topic, feed=feed) + FEEDS.format())


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "orders.sqlite"
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("TEST_MQTT_PASSWORD", PASSWORD)
    monkeypatch.setenv("TEST_DATABASE", f"sqlite:///{path}")
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE orders (case_id, reported_at, updated_at)")
        connection.exec_driver_sql("INSERT INTO orders VALUES ('pulled', '2026-03-04 09:00', '2026-03-04 09:00')")
    return tmp_path


def test_a_server_takes_up_what_its_sources_bring_and_goes_on_after_a_restart(
    environment: Path, require: Callable[[bool, str], None]
) -> None:
    require(PROGRAM.exists(), "Mosquitto is not installed: apt-get install mosquitto")
    broker = Mosquitto(environment / "broker")
    profile = declared(environment, broker.port)

    async def served(meanwhile: Callable[[], None], ids: list[str]) -> None:
        live = Live(profile, Hub(), inbox=Inbox())
        running = asyncio.create_task(live.run())
        await until(lambda: live.inbox.profile or running.done())  # though nobody may listen there
        assert not running.done(), running.exception()
        await asyncio.to_thread(meanwhile)

        def found() -> list[str]:
            assert live.store is not None
            with live.store.connection.cursor() as cursor:
                return [one for (one,) in cursor.execute("SELECT case_id FROM cases ORDER BY 1").fetchall()]

        await until(lambda: running.done() or found() == ids)
        assert not running.done(), running.exception()
        assert PULLS["orders"].trouble is None
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert LINK.connected_since is None

    def send(name: str) -> None:
        broker.publish("cases", [json.dumps({"case_id": name, "reported_at": "2026-03-04T09:00"})])

    async def scene() -> None:
        def start_and_send() -> None:
            broker.start()
            asyncio.run(until(lambda: LINK.connected_since))
            send("first")

        try:
            await served(start_and_send, ["first", "pulled"])
            await asyncio.to_thread(send, "while away")
            await served(lambda: None, ["first", "pulled", "while away"])
        finally:
            broker.stop()

    asyncio.run(scene())


def test_what_cannot_be_used_is_told_by_check_and_refused_by_serve(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = declared(environment)
    assert main(["check", "--profile", profile.file]) == 0
    monkeypatch.delenv("TEST_MQTT_PASSWORD")
    monkeypatch.setenv("TEST_DATABASE", "oracle://me:hidden@somewhere/x")
    capsys.readouterr()
    assert main(["check", "--profile", profile.file]) == 1
    said = capsys.readouterr().out
    assert "mqtt.password_env: the environment variable TEST_MQTT_PASSWORD is not set" in said
    assert "feeds[orders].pull: the address in TEST_DATABASE is of a oracle: there is no driver for it here" in said
    with pytest.raises(Fault, match="TEST_MQTT_PASSWORD is not set"):
        asyncio.run(Live(profile, Hub(), inbox=Inbox()).run())
    for wrong in ("nonsense", "postgresql://me:hid@den@host/x", "postgresql://me:hidden@host:port/x"):
        monkeypatch.setenv("TEST_DATABASE", wrong)
        assert main(["check", "--profile", profile.file]) == 1
        told = capsys.readouterr().out
        assert "TEST_DATABASE" in told
        assert "hid" not in told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({'feed = "cases"': 'feed = "nothing"'}, 'mqtt.topics: cases: there is no feed "nothing"'),
        ({'topic = "cases"': 'topic = "a/#/b"'}, "no filter of topics"),
        ({'topic = "cases"': 'topic = "a+"'}, "no filter of topics"),
        ({'topic = "cases"': 'topic = "$share/x/cases"'}, "divides the messages"),
        ({"127.0.0.1": "mqtt://broker"}, "no name of a host"),
        ({'user = "yiping"\n': ""}, "password_env needs user"),
        ({'"TEST_MQTT_PASSWORD"': '"hid-den"'}, "the name of an environment variable"),
        ({'"TEST_DATABASE"': '"sqlite:///hid"'}, "the name of an environment variable"),
        ({'every = "1s"': 'every = "10m", query = "SELECT 1"'}, "unknown key"),
        ({'every = "1s"': 'every = "0.1s"'}, "at most once a second"),
    ],
)
def test_a_bad_declaration_is_refused_before_anything_starts(
    environment: Path, changes: dict[str, str], said: str
) -> None:
    text = BROKER.format(port=1883, topic="cases", feed="cases") + FEEDS.format()
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after, 1)
    with pytest.raises(Fault) as refused:
        town(environment / "town", text)
    assert said in str(refused.value)
    assert "hid" not in str(refused.value)
