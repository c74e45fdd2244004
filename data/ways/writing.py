"""The writing of what waits: posts that wait together are committed together, and answered after that."""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.fault import Fault
from data.feeds.read import Chunk, Reject
from data.intake import take
from data.store import Store
from data.ways.inbox import Answer, Post

SHOWN = 20
SHIFT = 32  # the number of a post stands above the bits of a line
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
    except Exception:  # whatever it is, it is met again by the post that is at fault
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
    chunks = [list(post.chunks) for post in posts]
    rows = [
        chunk.rows.set_column(chunk.rows.schema.get_field_index("line"), "line", pc.add(chunk.rows["line"], n << SHIFT))
        for n, mine in enumerate(chunks)
        for chunk in mine
    ]
    rejects = [[reject for chunk in mine for reject in chunk.rejects] for mine in chunks]
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

    if rows:
        read = sum(chunk.read for mine in chunks for chunk in mine)
        whole = Chunk(pa.concat_tables(rows), [one for mine in rejects for one in mine], read)
        take(store, feed, [whole], posts[0].origin, None, note)
    return answers


def written_alone(store: Store, post: Post) -> Answer | Exception:
    try:
        with store.transaction():
            return written(store, post)
    except Fault as fault:
        return fault
    except Exception as error:  # one source's rows must not stop the others
        log.error("a post to %s could not be written: %s", post.feed.id, type(error).__name__)
        return Unwritten("the store could not write it, nothing of it was kept: send it again")


def written(store: Store, post: Post) -> Answer:
    """Takes one post inside a transaction, or remembers what became of it when it came first."""
    if post.key is not None and (known := recalled(store, post, post.key)) is not None:
        return known
    rejects: list[Reject] = []
    counts = take(store, post.feed, noting(post.chunks, rejects), post.origin, None)
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
    """Keeps what a post with a key was answered."""
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
