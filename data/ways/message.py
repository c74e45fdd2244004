"""One MQTT message, read as a body that came over HTTP is."""

from dataclasses import dataclass

import pyarrow as pa

from data.fault import Fault
from data.feeds.batch import VALUE_LIMIT, Reject
from data.feeds.column import ARROW
from data.feeds.declaration import Feed
from data.feeds.read import Chunk, Reading
from data.feeds.stream import Held
from data.ways.body import read_body
from data.ways.broker import FORMS, Topic


@dataclass(frozen=True)
class Message:
    """A message by a declared topic. `number` is the broker's, for one connection; `certain` messages wait for their
    acknowledgement. `refused` says why its writing failed for a fault of its own.
    """

    topic: str
    declared: Topic
    payload: bytes
    number: int
    certain: bool
    connection: int
    refused: str | None = None


def read_message(message: Message, feed: Feed, zone: str) -> Reading | list[Chunk]:
    """The rows of a message, or one rejected row, with the whole text, where it is malformed."""
    reason = message.refused
    if reason is None:
        try:
            body = Held("the message", message.payload)
            return read_body(feed, body, FORMS[message.declared.form], None, zone).whole()
        except Fault as fault:
            reason = str(fault)
        except Exception as error:  # whatever a message does to its reader, the server goes on
            reason = f"the message cannot be read ({type(error).__name__})"
    raw = {"topic": message.topic, "payload": message.payload.decode("utf-8", "replace")[:VALUE_LIMIT]}
    return [Chunk(no_rows(feed), [Reject(1, None, reason, raw)], 1)]


def no_rows(feed: Feed) -> pa.Table:
    columns = {column.name: pa.array([], ARROW[column.kind]) for column in feed.schema_.all_columns}
    return pa.table({**columns, "line": pa.array([], pa.int64())})
