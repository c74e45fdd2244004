"""POST /api/v1/feeds/{feed}: a source sends rows and is told what became of them once they are committed."""

import asyncio
import hashlib
import logging
from email.message import Message
from functools import partial
from io import BytesIO

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from data import tokens
from data.fault import Fault
from data.feeds.declaration import Feed
from data.feeds.read import Reading
from data.feeds.stream import Held
from data.ways.body import FORMS, Form, read_body
from data.ways.inbox import INBOX, Answer, Closed, Full, Hold, Inbox, Post
from data.ways.writing import Conflict, Unwritten

LARGEST = 32 << 20  # bytes of one body
SMALL = 256 << 10  # bytes of a body that is read before it waits
TINY = 8 << 10  # bytes of one that is read faster than another thread is asked to
LONGEST_KEY = 200
RETRY_SECONDS = {503: "5", 429: "1"}
STATUS: dict[type[Fault], int] = {Closed: 503, Unwritten: 503, Full: 429, Conflict: 422}
log = logging.getLogger(__name__)


class Refusal(Fault):
    """A request that is not for us, with its status of HTTP."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


async def receive(request: Request, feed: str) -> JSONResponse:
    """200 with the counts; else {"error": a sentence}, and nothing of the body was kept."""
    try:
        return JSONResponse(await accept(request, feed, INBOX))
    except Fault as fault:
        status = fault.status if isinstance(fault, Refusal) else STATUS.get(type(fault), 400)
        sentence = str(fault)
    except ClientDisconnect:
        status, sentence = 400, "the connection broke off"
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    if status in RETRY_SECONDS:
        headers["Retry-After"] = RETRY_SECONDS[status]
    return JSONResponse({"error": sentence}, status, headers)


async def accept(request: Request, feed_id: str, inbox: Inbox) -> Answer:
    """The counts of one post. Raises Fault."""
    profile = inbox.place()
    feed = authorized(request, feed_id, inbox)
    form, charset = form_of(request)
    key = request.headers.get("idempotency-key")
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise Refusal(400, f"an Idempotency-Key has 1 to {LONGEST_KEY} characters")
    with inbox.holding() as hold:
        body = Held(f"body.{form}", await receive_body(request, hold))
        large = len(body.content) > SMALL
        read = partial(read_small, feed, body, form, charset, profile.zone)
        if large:
            chunks = await asyncio.to_thread(read_body, feed, body, form, charset, profile.zone)
        else:
            chunks = read() if len(body.content) <= TINY else await asyncio.to_thread(read)
            hold.add(sum(batch.columns.nbytes for batch in chunks.batches))
        digest = hashlib.sha256(body.content).hexdigest()
        return await inbox.put(Post(feed, chunks, "http", large=large, key=key, digest=digest))


def read_small(feed: Feed, body: Held, form: Form, charset: str | None, zone: str) -> Reading:
    """All rows of a body, in memory but not yet typed."""
    return read_body(feed, body, form, charset, zone).whole()


def authorized(request: Request, feed_id: str, inbox: Inbox) -> Feed:
    """The feed, where the token is its own."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Refusal(401, "no token: send Authorization: Bearer TOKEN, as app.py token makes it")
    owner = tokens.owner(token.strip(), inbox.tokens)
    if owner is None:
        raise Refusal(401, "this token is not known: make one with app.py token")
    known = {one.id: one for one in inbox.place().feeds}
    if feed_id not in known:
        raise Refusal(404, "no such feed: the address ends in the id of a feed of the profile")
    if owner != feed_id:
        raise Refusal(403, f"this token is for {owner}, not for {feed_id}")
    return known[feed_id]


def form_of(request: Request) -> tuple[Form, str | None]:
    """The form of the body and the charset that it names."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refusal(415, "the body is packed: send it unpacked")
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    form = FORMS.get(header.get_content_type())
    if form is None:
        raise Refusal(415, f"set Content-Type to one of {', '.join(FORMS)}")
    charset = header.get_content_charset()
    if charset is not None:
        try:
            "".encode(charset)
        except LookupError:
            raise Refusal(415, "the charset is not known: utf-8 and gb18030 are usual") from None
    return form, charset


async def receive_body(request: Request, hold: Hold) -> bytes:
    """The body. What is too much is read on, and dropped, so that the sender hears the answer rather than a broken
    connection."""
    size, body = 0, BytesIO()
    refused: Fault | None = None
    async for piece in request.stream():
        size += len(piece)
        if size > 2 * LARGEST:
            break
        if refused is not None:
            continue
        try:
            if size > LARGEST or int(request.headers.get("content-length", 0)) > LARGEST:
                raise Refusal(413, f"the body is larger than {LARGEST >> 20} MB: send it in parts")
            hold.grow(len(piece))
        except Fault as fault:
            refused = fault
            body = BytesIO()
            continue
        body.write(piece)
    if refused is not None:
        raise refused
    if not size:
        raise Refusal(400, "the body is empty")
    return body.getvalue()
