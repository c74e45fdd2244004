"""The section [mqtt] of a profile: the broker to listen to, and which topics bring rows of which feed."""

import ssl
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from data.fault import Fault
from data.secret import Variable, read_secret
from data.ways.body import Form

STRICT = ConfigDict(extra="forbid", frozen=True)
FORMS: dict[str, Form] = {"json": "json", "ndjson": "jsonl", "csv": "csv"}
PORT, TLS_PORT = 1883, 8883  # as IANA has them
LONGEST_TOPIC = 65_535  # bytes (MQTT 5.0, 1.5.4)
SYSTEM = "system"


class Topic(BaseModel):
    """Messages whose topic fits a filter are bodies of a feed, as they would be over HTTP."""

    model_config = STRICT
    topic: str
    feed: str
    form: Literal["json", "ndjson", "csv"] = "json"

    @field_validator("topic")
    @classmethod
    def topic_is_a_filter(cls, topic: str) -> str:
        """MQTT 5.0, 4.7: + stands for one whole level, # for all that follow."""
        levels = topic.split("/")
        wild = any("+" in level and level != "+" for level in levels) or "#" in "".join(levels[:-1])
        if not topic or wild or (levels[-1] != "#" and "#" in levels[-1]):
            raise ValueError(f'"{topic}" is no filter of topics: + takes the place of one level, # of all at the end')
        if "\0" in topic or len(topic.encode()) > LONGEST_TOPIC:
            raise ValueError("the filter is too long or holds a NUL")
        if levels[0] == "$share":
            raise ValueError("$share divides the messages among several clients: this one needs all of them")
        return topic


class Broker(BaseModel):
    """`tls` is "system" for the system's authorities, or the file of the authority that the broker's name is of."""

    model_config = STRICT
    host: str
    port: int | None = Field(default=None, ge=1, le=65_535)
    tls: str | None = None
    user: str | None = None
    password_env: Variable | None = None
    client_id: str | None = Field(default=None, min_length=1, max_length=200)
    topics: list[Topic] = Field(min_length=1)

    @field_validator("host")
    @classmethod
    def host_is_a_name(cls, host: str) -> str:
        try:
            host.encode("idna")
        except UnicodeError:
            host = ""
        if not host or set(host) & set("/@ "):
            raise ValueError('is no name of a host: write for example "broker.town.cn", without mqtt:// and port')
        return host

    @model_validator(mode="after")
    def parts_fit(self) -> "Broker":
        if self.password_env is not None and self.user is None:
            raise ValueError("password_env needs user: add it")
        filters = [topic.topic for topic in self.topics]
        for one in filters:
            if filters.count(one) > 1:
                raise ValueError(f'topics: "{one}" is given twice: a message is of one feed')
        return self

    @property
    def address(self) -> tuple[str, int]:
        return self.host, self.port or (PORT if self.tls is None else TLS_PORT)


def findings(broker: Broker, folder: Path) -> list[str]:
    """What keeps the server from using this declaration, in plain words."""
    found = []
    try:
        password(broker)
    except Fault as fault:
        found.append(f"mqtt.password_env: {fault}")
    try:
        context(broker, folder)
    except Fault as fault:
        found.append(f"mqtt.tls: {fault}")
    return found


def password(broker: Broker) -> str | None:
    """Fault where the environment lacks it."""
    return None if broker.password_env is None else read_secret(broker.password_env)


def context(broker: Broker, folder: Path) -> ssl.SSLContext | None:
    """Which certificates are trusted; none without TLS. Fault where the file of the authority is no such file."""
    if broker.tls is None:
        return None
    if broker.tls == SYSTEM:
        return ssl.create_default_context()
    path = folder / broker.tls
    try:
        return ssl.create_default_context(cafile=str(path))
    except (OSError, ValueError) as error:
        reason = "is no certificate in PEM" if isinstance(error, ssl.SSLError | ValueError) else "cannot be read"
        raise Fault(f'{path} {reason}: give the file of the authority, or "{SYSTEM}"') from None
