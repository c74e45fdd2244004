"""MQTT: what sensors and systems publish, acknowledged once it is committed."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from data.fault import Fault
from data.profile import Profile
from data.ways.broker import Broker
from data.ways.connection import Connection, LinkState
from data.ways.inbox import Answer, Closed, Full, Inbox, Post
from data.ways.message import Message, read_message
from data.ways.writing import Unwritten

MOST_AT_ONCE = 256  # messages
MOST_WAITING = 512  # messages; those that need no acknowledgement are dropped beyond
FULL_SECONDS = 0.2
AGAIN_SECONDS = 5.0  # until what the store could not write is tried again
LINK = LinkState()
log = logging.getLogger(__name__)


class Link:
    """One broker's messages on their way to the inbox."""

    def __init__(self, profile: Profile, broker: Broker, inbox: Inbox, state: LinkState = LINK) -> None:
        self.zone = profile.zone
        self.feeds = {feed.id: feed for feed in profile.feeds}
        self.inbox = inbox
        self.state = state
        self.held = 0
        self.queue: list[Message] = []
        self.came = asyncio.Event()
        name = broker.client_id or f"yiping-{profile.name}"
        self.connection = Connection(broker, name, profile.folder, state, self.arrived)

    def start(self) -> None:
        """Begins to connect, from the event loop's thread."""
        self.loop = asyncio.get_running_loop()
        self.connection.start()

    def stop(self) -> None:
        self.connection.stop()

    async def follow(self) -> None:
        """Takes in what arrives, until it is cancelled."""
        while True:
            await self.came.wait()
            messages, self.queue = self.queue[:MOST_AT_ONCE], self.queue[MOST_AT_ONCE:]
            if not self.queue:
                self.came.clear()
            mine = [one for one in messages if not one.certain or self.connection.has(one)]
            self.held -= len(messages) - len(mine)
            try:
                await self.take(mine)
            except Full:
                self.queue = mine + self.queue
                self.came.set()
                await asyncio.sleep(FULL_SECONDS)
            except Exception as error:  # whatever it is, those that come next are not to wait for it
                log.error("messages could not be taken: %s", type(error).__name__)
                for one in mine:
                    self.loop.call_later(AGAIN_SECONDS, self.enqueue, one)

    async def take(self, messages: Sequence[Message]) -> None:
        """Has messages written together and settles each. Raises Full before anything is done."""
        with self.inbox.holding() as hold:
            hold.add(sum(len(one.payload) for one in messages))
            read = await asyncio.to_thread(
                lambda: [read_message(one, self.feeds[one.declared.feed], self.zone) for one in messages]
            )
            posts = [
                Post(self.feeds[one.declared.feed], chunks, "mqtt") for one, chunks in zip(messages, read, strict=True)
            ]
            found = await asyncio.gather(*map(self.inbox.put, posts), return_exceptions=True)
        for message, post, result in zip(messages, posts, found, strict=True):
            self.settle(message, post, result)

    def settle(self, message: Message, post: Post, result: Answer | BaseException) -> None:
        """Acknowledges what is committed; what the store could not write is tried again."""
        if isinstance(result, Fault) and not isinstance(result, Unwritten | Closed) and message.refused is None:
            self.enqueue(replace(message, refused=str(result)))
        elif isinstance(result, BaseException):
            self.loop.call_later(AGAIN_SECONDS, self.enqueue, message)
        else:
            self.held -= 1
            self.state.malformed += isinstance(post.chunks, list)
            self.connection.acknowledge(message)

    def enqueue(self, message: Message) -> None:
        self.queue.append(message)
        self.came.set()

    def arrived(self, message: Message) -> None:
        self.state.received += 1
        if not message.certain and self.held >= MOST_WAITING:
            self.state.dropped += 1
            return
        self.held += 1
        self.enqueue(message)
