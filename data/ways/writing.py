"""The writing of what waits: posts that wait together are committed together, and answered after that."""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.fault import Fault
from data.feeds.batch import LINE, Batch
from data.feeds.read import Chunk, Reading, Reject
from data.feeds.told import NOTHING
from data.horizon import in_time
from data.intake import take
from data.store import Store
from data.trouble import plain
from data.ways.inbox import Answer, Post

SHOWN = 20
SHIFT = 32  # the number of a post stands above the bits of a line
LINES = (1 << SHIFT) - 1
FATES = {"new": "accepted", "newer": "updated", "same": "duplicate"}
REMEMBERED = timedelta(days=7)
COUNTS = ("accepted", "updated", "duplicate", "rejected", "unplaced")
log = logging.getLogger(__name__)
VALUE = re.compile(r'"(?!").+"', re.DOTALL)


class Conflict(Fault):
    """A key that was used for another body."""


class Entangled(Fault):
    """Posts that speak of the same rows: they have to be written one after the other."""


class Unwritten(Fault):
    """The store could not take a batch; it is as it was before."""


def write(store: Store, posts: Sequence[Post]) -> list[Answer | Exception]:
    """What became of each post, in their order, all that is not an error being committed.

    Small posts are written as one batch; where that cannot be, each half of them is, so that none suffers for another.
    """
    if len(posts) == 1:
        return [written_alone(store, posts[0])]
    try:
        with store.transaction():
            return together(store, posts)
    except Exception as error:  # whatever it is, it is met again by the post that is at fault
        if (trouble := plain(error)) is not None:
            return [unwritten(trouble, len(posts))] * len(posts)
        middle = len(posts) // 2
        return write(store, posts[:middle]) + write(store, posts[middle:])


def together(store: Store, posts: Sequence[Post]) -> list[Answer | Exception]:
    """Takes the posts of each feed as one batch. Entangled where they cannot be told apart afterwards."""
    if any(post.large for post in posts):
        raise Entangled
    keys = [(post.feed.id, post.key) for post in posts if post.key is not None]
    if len(keys) != len(set(keys)):
        raise Entangled
    found: dict[Post, Answer] = {}
    fresh: dict[str, list[Post]] = {}
    for post in posts:
        known = recalled(store, post, post.key) if post.key is not None else None
        if known is None:
            fresh.setdefault(post.feed.id, []).append(post)
        else:
            found[post] = known
    for same in fresh.values():
        for post, answer in zip(same, batched(store, same), strict=True):
            remember(store, post, answer)
            found[post] = answer
    return [found[post] for post in posts]


def batched(store: Store, posts: Sequence[Post]) -> list[Answer]:
    """Takes posts of one feed as one batch, and counts for each what became of its rows."""
    feed = posts[0].feed
    chunks = [numbered(chunk, n) for n, post in enumerate(posts) if not is_whole(post) for chunk in post.chunks]
    chunks += [chunk for alike in readings_of(posts) for chunk in alike]
    chunks = list(in_time(store.connection, feed, chunks))
    rejects: list[list[Reject]] = [[] for _ in posts]
    for reject in (one for chunk in chunks for one in chunk.rejects):
        rejects[reject.line >> SHIFT].append(replace(reject, line=reject.line & LINES))
    answers = [answer_of(dict.fromkeys(COUNTS, 0) | {"rejected": len(mine)}, mine) for mine in rejects]
    unplaced = "count(*) FILTER (spot = 0 AND fate <> 'same')" if feed.schema_.located else "0"

    def note(connection: duckdb.DuckDBPyConnection) -> None:
        for n, fate, count, lost in connection.execute(
            f"SELECT line >> {SHIFT}, fate, count(*), {unplaced} FROM staged JOIN fates "
            f"ON staged.rowid = fates.staged_row GROUP BY ALL"
        ).fetchall():
            if fate not in FATES:
                raise Entangled
            answers[n][FATES[fate]] += count
            answers[n]["unplaced"] += lost

    if chunks:
        rows = pa.concat_tables([chunk.rows for chunk in chunks])
        heard = (post.chunks.mapping.told() for post in posts if isinstance(post.chunks, Reading))
        said = sum((*heard, *(chunk.told for chunk in chunks)), NOTHING)
        whole = Chunk(rows, [one for mine in rejects for one in mine], sum(chunk.read for chunk in chunks), said)
        take(store, feed, [whole], posts[0].origin, None, note)
    return answers


def is_whole(post: Post) -> bool:
    return isinstance(post.chunks, Reading)


def readings_of(posts: Sequence[Post]) -> list[Reading]:
    """The whole readings of posts, those that are typed alike put together; each line tells its post."""
    found: list[Reading] = []
    for n, post in enumerate(posts):
        reading = post.chunks
        if not isinstance(reading, Reading):
            continue
        mine = [Batch(raised(one.columns, LINE, n), told(one.rejects, n)) for one in reading.batches]
        for place, other in enumerate(found):
            if other.feed == reading.feed:
                found[place] = replace(other, batches=[*other.batches, *mine])
                break
        else:
            found.append(replace(reading, batches=mine))
    return found


def numbered(chunk: Chunk, post: int) -> Chunk:
    """The same rows and rejects, whose lines tell the number of their post too."""
    return replace(chunk, rows=raised(chunk.rows, "line", post), rejects=told(chunk.rejects, post))


def told(rejects: Iterable[Reject], post: int) -> list[Reject]:
    return [replace(one, line=one.line + (post << SHIFT)) for one in rejects]


def raised(rows: pa.Table, line: str, post: int) -> pa.Table:
    return rows.set_column(rows.schema.get_field_index(line), line, pc.add(rows[line], post << SHIFT))


def written_alone(store: Store, post: Post) -> Answer | Exception:
    try:
        with store.transaction():
            return written(store, post)
    except Fault as fault:
        return fault
    except Exception as error:  # one source's rows must not stop the others
        if (trouble := plain(error)) is not None:
            return unwritten(trouble, 1)
        log.error("a post to %s could not be written: %s", post.feed.id, type(error).__name__)
        return Unwritten("the store could not write it, nothing of it was kept: send it again")


def unwritten(trouble: str, posts: int) -> Unwritten:
    log.error("%s: %d posts could not be written", trouble, posts)
    return Unwritten(f"{trouble}, nothing of this was kept: send it again later")


def written(store: Store, post: Post) -> Answer:
    """Takes one post inside a transaction, or remembers what became of it when it came first."""
    if post.key is not None and (known := recalled(store, post, post.key)) is not None:
        return known
    rejects: list[Reject] = []
    chunks = in_time(store.connection, post.feed, post.chunks)
    counts = take(store, post.feed, noting(chunks, rejects), post.origin, None)
    answer = answer_of({name: getattr(counts, name) for name in COUNTS}, rejects)
    remember(store, post, answer)
    return answer


def answer_of(counts: dict[str, int], rejects: Sequence[Reject]) -> Answer:
    """The counts and the first rejects, without what stood in their rows."""
    shown = [
        {"line": one.line, "column": one.column, "reason": VALUE.sub("the value", one.reason)}
        for one in rejects[:SHOWN]
    ]
    return {**counts, "rejects": shown}


def remember(store: Store, post: Post, answer: Answer) -> None:
    """Keeps what a post with a key was answered, and what is to be remembered with its rows."""
    if post.kept is not None:
        store.set_meta(*post.kept)
    if post.key is not None:
        store.connection.execute(
            "INSERT INTO posts VALUES ($1, $2, $3, $4, $5)",
            [post.feed.id, post.key, post.digest, json.dumps(answer, ensure_ascii=False), datetime.now(UTC)],
        )


def recalled(store: Store, post: Post, key: str) -> Answer | None:
    """The answer that was given to this key of this feed; Conflict where its body was another."""
    found = store.connection.execute(
        "SELECT digest, answer FROM posts WHERE feed = $1 AND key = $2", [post.feed.id, key]
    ).fetchone()
    if found is None:
        return None
    if found[0] != post.digest:
        raise Conflict("this Idempotency-Key was used for another body: give each body a key of its own")
    known: Answer = json.loads(found[1])
    return known


def forget(store: Store) -> None:
    """Drops the keys of posts that are too old to be sent again."""
    store.connection.execute("DELETE FROM posts WHERE written_at < $1", [datetime.now(UTC) - REMEMBERED])


def noting(chunks: Iterable[Chunk], rejects: list[Reject]) -> Iterator[Chunk]:
    """The same chunks; their first rejects are put aside."""
    for chunk in chunks:
        rejects += chunk.rejects[: SHOWN - len(rejects)]
        yield chunk
