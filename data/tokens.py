"""Tokens: what a source shows when it pushes. A token opens one feed; only its hash is kept."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from data.store import Store


def make(store: Store, source: str) -> str:
    """A new token for a feed, in place of its last one. Fault where the profile has no such feed."""
    feed = store.profile.feed(source)
    token = secrets.token_urlsafe(32)
    store.connection.execute(
        "INSERT OR REPLACE INTO tokens VALUES ($1, $2, $3)", [feed.id, digest(token), datetime.now(UTC)]
    )
    return token


def digests(store: Store) -> dict[str, str]:
    """By feed: the hash of its token."""
    return dict(store.connection.execute("SELECT source, hash FROM tokens").fetchall())


def owner(token: str, known: Mapping[str, str]) -> str | None:
    """The feed that a token was made for. Every hash is compared, in constant time."""
    shown = digest(token)
    found = [feed for feed, kept in known.items() if hmac.compare_digest(shown, kept)]
    return found[0] if found else None


def digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
