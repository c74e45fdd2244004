"""The connection to an MQTT broker: made, kept and made again; what it brings is handed to the event loop's thread."""

import asyncio
import logging
import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from paho.mqtt.client import Client, MQTTMessage, topic_matches_sub
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from data.ways.broker import Broker, context, password
from data.ways.message import Message

QOS = 1
UNACKNOWLEDGED = 256  # messages that the broker may send ahead (its receive maximum)
LARGEST = 1 << 20  # bytes of one message; the broker does not deliver larger ones
SESSION_SECONDS = 30 * 86_400  # for which the broker keeps messages for a server that is away
KEEP_ALIVE_SECONDS = 30
LONGEST_PAUSE_SECONDS = 60  # between two attempts to connect
log = logging.getLogger(__name__)


@dataclass
class LinkState:
    """The connection as those who watch see it; the last trouble in plain words. Messages since the server started."""

    broker: str = ""
    connected_since: datetime | None = None
    trouble: str | None = None
    trouble_at: datetime | None = None
    received: int = 0
    acknowledged: int = 0
    malformed: int = 0
    dropped: int = 0


class Connection:
    """paho's client and its thread; `arrived` and the state are only touched in the loop's."""

    def __init__(
        self, broker: Broker, name: str, folder: Path, state: LinkState, arrived: Callable[[Message], None]
    ) -> None:
        self.broker = broker
        self.state = state
        self.arrived = arrived
        state.broker = "{}:{}".format(*broker.address)
        self.ended = 0  # connections; an acknowledgement belongs to the one that its message came by
        self.answered = self.stopping = False
        self.said: str | None = None
        self.client = Client(CallbackAPIVersion.VERSION2, name, protocol=MQTTProtocolVersion.MQTTv5, manual_ack=True)
        self.client.username_pw_set(broker.user, password(broker))
        if (trusted := context(broker, folder)) is not None:
            self.client.tls_set_context(trusted)
        self.client.reconnect_delay_set(1, LONGEST_PAUSE_SECONDS)
        self.client.on_connect = self.on_connect
        self.client.on_connect_fail = self.on_connect_fail
        self.client.on_disconnect = self.on_disconnect
        self.client.on_subscribe = self.on_subscribe
        self.client.on_message = self.on_message

    def start(self) -> None:
        """Begins to connect, from the event loop's thread; a broker that is away is tried again for ever."""
        self.loop = asyncio.get_running_loop()
        wishes = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        wishes.SessionExpiryInterval = SESSION_SECONDS
        wishes.ReceiveMaximum = UNACKNOWLEDGED
        wishes.MaximumPacketSize = LARGEST
        host, port = self.broker.address
        self.client.connect_async(host, port, KEEP_ALIVE_SECONDS, clean_start=False, properties=wishes)
        self.client.loop_start()

    def stop(self) -> None:
        """Says goodbye and waits for paho's thread; the broker keeps what was not acknowledged."""
        self.stopping = True
        self.client.disconnect()
        self.client.loop_stop()
        self.state.connected_since = None

    def acknowledge(self, message: Message) -> None:
        """Tells the broker that it may forget a message, if it came by this connection."""
        if message.certain and self.has(message):
            self.client.ack(message.number, QOS)
            self.state.acknowledged += 1

    def has(self, message: Message) -> bool:
        """False where the connection that it came by has ended: what was certain comes again by the next."""
        return message.connection == self.ended

    def connected(self) -> None:
        self.state.connected_since = datetime.now(UTC)
        if self.said is not None:
            log.warning("MQTT broker %s: connected", self.state.broker)
        self.said = None

    def lost(self, answered: bool) -> None:
        """A connection has ended; one that was refused has said why."""
        if self.state.connected_since is not None:
            self.trouble("the connection broke off")
        elif not answered:
            self.trouble("it ends the connection before it answers: check port and tls")
        self.state.connected_since = None

    def trouble(self, words: str) -> None:
        """Said once as long as it is the same."""
        self.state.trouble, self.state.trouble_at = words, datetime.now(UTC)
        if self.said != words:
            log.warning("MQTT broker %s: %s; tried again", self.state.broker, words)
        self.said = words

    def tell(self, call: Callable[..., None], *words: Any) -> None:
        """Has something done on the loop's thread; a loop that is closed needs it no more."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(call, *words)

    # What paho calls, in its own thread.

    def on_connect(self, client: Client, _data: Any, _flags: Any, reason: ReasonCode, _properties: Any) -> None:
        self.answered = True
        if reason.is_failure:
            self.tell(self.trouble, f"it refuses us ({reason}): check user and password_env")
            return
        # What the broker retains is sent once, not at every connection.
        options = SubscribeOptions(QOS, retainHandling=SubscribeOptions.RETAIN_SEND_IF_NEW_SUB)
        client.subscribe([(one.topic, options) for one in self.broker.topics])
        self.tell(self.connected)

    def on_connect_fail(self, _client: Client, _data: Any) -> None:
        self.tell(self.trouble, words_of(sys.exc_info()[1]))

    def on_disconnect(self, _client: Client, _data: Any, _flags: Any, _reason: ReasonCode, _properties: Any) -> None:
        self.ended += 1
        if not self.stopping:
            self.tell(self.lost, self.answered)
        self.answered = False

    def on_subscribe(
        self, _client: Client, _data: Any, _number: int, reasons: list[ReasonCode], _properties: Any
    ) -> None:
        for topic, reason in zip(self.broker.topics, reasons, strict=False):
            if reason.is_failure:
                self.tell(self.trouble, f"it does not give us the topic {topic.topic} ({reason})")

    def on_message(self, client: Client, _data: Any, message: MQTTMessage) -> None:
        certain = message.qos > 0
        for declared in self.broker.topics:
            if topic_matches_sub(declared.topic, message.topic):
                found = Message(message.topic, declared, bytes(message.payload), message.mid, certain, self.ended)
                self.tell(self.arrived, found)
                return
        if certain:  # of a topic that an earlier profile declared
            client.ack(message.mid, QOS)


def words_of(error: BaseException | None) -> str:
    """Why there is no connection."""
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted ({error.verify_message}): check tls and host"
        case ssl.SSLError():
            return "it does not speak TLS as we do: check port and tls"
        case socket.gaierror():
            return "the name of its host is not known here"
        case ConnectionRefusedError():
            return "nobody listens there"
        case TimeoutError():
            return "it does not answer"
    return f"it cannot be reached ({getattr(error, 'strerror', None) or type(error).__name__})"
