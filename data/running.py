"""Where a server of this place runs, so that the command line can ask it for what it holds."""

import json
import os
import secrets
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from data.fault import Fault
from data.profile import Profile

SECONDS = 30
COPY_SECONDS = 600  # what the owner asks for waits for the batch before it


def note_path(profile: Profile) -> Path:
    return profile.var / "server.json"


def note(profile: Profile, host: str, port: int) -> None:
    """Writes down the address of this process, which holds the store, and a secret; only the owner may read it."""
    profile.var.mkdir(parents=True, exist_ok=True)
    known = {"host": host, "port": port, "pid": os.getpid(), "profile": profile.file}
    part = note_path(profile).with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({**known, "secret": secrets.token_urlsafe(32)}, file)
    part.replace(note_path(profile))


def read_note(profile: Profile) -> dict[str, Any]:
    """What the last server wrote down; nothing where none did."""
    try:
        known: dict[str, Any] = json.loads(note_path(profile).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return known


def forget(profile: Profile) -> None:
    if read_note(profile).get("pid") == os.getpid():
        note_path(profile).unlink(missing_ok=True)


def address(profile: Profile) -> str | None:
    """The root of the server's own address; None where none was noted for this very profile."""
    known = read_note(profile)
    if known.get("profile") != profile.file:
        return None
    host = "127.0.0.1" if known["host"] in ("0.0.0.0", "::") else known["host"]
    return f"http://{f'[{host}]' if ':' in host else host}:{known['port']}"


def ask(profile: Profile, level: str) -> list[dict[str, object]] | None:
    """The rows of `measure` from the running server; None where none answers. Only its own address is asked."""
    root = address(profile)
    if root is None:
        return None
    url = f"{root}/api/v1/readings?{urlencode({'level': level})}"
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=SECONDS) as answer:
            rows: list[dict[str, object]] = json.load(answer)
    except (URLError, OSError, json.JSONDecodeError):
        return None
    return rows


def ask_copy(profile: Profile) -> dict[str, Any] | None:
    """What `POST /api/v1/backup` of the running server answers: a copy of its store."""
    return ask_owner(profile, "backup", "made no copy")


def ask_token(profile: Profile, feed: str) -> str | None:
    """A new token of a feed, made by the running server."""
    made = ask_owner(profile, f"tokens?{urlencode({'feed': feed})}", "made no token")
    return None if made is None else str(made["token"])


def ask_owner(profile: Profile, path: str, failed: str) -> dict[str, Any] | None:
    """What the running server answers to its owner alone; None where none answers, or one that is not ours (the note
    may be of a server that was killed). Raises Fault where it could not do it.
    """
    root = address(profile)
    if root is None:
        return None
    request = Request(
        f"{root}/api/v1/{path}", method="POST", headers={"Authorization": f"Bearer {read_note(profile).get('secret')}"}
    )
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=COPY_SECONDS) as answer:
            found: dict[str, Any] = json.load(answer)
    except HTTPError as error:
        if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
            return None
        raise Fault(f"the running server at {root} {failed}: {error.read().decode(errors='replace')}") from None
    except TimeoutError:
        raise Fault(f"the running server at {root} {failed} in {COPY_SECONDS} s: try again later") from None
    except (URLError, OSError):
        return None
    return found
