"""What the address asks of the wall: kiosks have no keyboard, so that everything is chosen there."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal, TypeVar, get_args

from dash import html

from components.choice import Choice, choice_of, names_of
from components.mode_words import tell
from components.tags import tags
from components.theme import Language, Theme, language_of, theme_of
from components.words import words_of
from data.board import Board
from data.duration import parse_duration

Scale = Literal["fit", "fill", "x", "y"]
SHORTEST, LONGEST = timedelta(seconds=2), timedelta(days=1)
PAGES = re.compile(r"wall|catalogue|indicator/(?P<id>\w+)", re.ASCII)
TOLD = 40  # characters of a bad value that are said back
Found = TypeVar("Found")


@dataclass(frozen=True)
class Modes:
    """`choice` is what is shown; `notices` say plainly, in the screen's language, what of the address could not be
    done and what mode the screen is in."""

    language: Language
    theme: Theme
    choice: Choice = field(default_factory=Choice)
    scale: Scale | None = None
    notices: tuple[str, ...] = ()


def modes_of(asked: Mapping[str, object], board: Board) -> Modes:
    """The modes of an address. What is not understood is left out and said in a notice, cut to a few characters."""
    profile = board.profile
    language = language_of(asked.get("lang"), profile.language)
    notices: list[str] = []

    def read(key: str, read_one: Callable[[str], Found | None]) -> Found | None:
        value = asked.get(key)
        if value is None or value == "":
            return None
        found = read_one(value) if isinstance(value, str) else None
        if found is None:
            notices.append(tell(key, language, value=short(value)))
        return found

    if asked.get("profile") not in (None, "", profile.name):
        title = words_of(profile.title)[language]
        notices.append(tell("profile", language, value=short(asked["profile"]), title=title, name=profile.name))
    known = {key: key for key in ("zh", "en")}
    read("lang", known.get)
    read("theme", {"dark": "dark", "light": "light"}.get)
    scale = read("scale", {one: one for one in get_args(Scale)}.get)
    rotate_s = read("rotate", seconds)
    visitor = bool(read("visitor", {"1": 1, "true": 1, "0": 0, "false": 0}.get))
    parts = read("modules", lambda text: tuple(part.strip() for part in text.split(",") if part.strip())) or ()
    choice, unknown = choice_of(board, parts, visitor, rotate_s)
    if unknown:
        wanted = ", ".join(short(one) for one in unknown[:3])
        notices.append(tell("modules", language, value=wanted, known=" · ".join(names_of(board, language))))
    notices += [tell("play", language, value=short(one)) for one in not_stops(asked.get("play"), board)[:3]]
    if visitor:
        notices.insert(0, tell("visiting", language))
    return Modes(language, theme_of(asked.get("theme")), choice, scale, tuple(notices))


def notices(modes: Modes) -> list[html.Div]:
    """What is to be said of the address, in a quiet strip; nothing where there is nothing to say."""
    said = [html.Span(one) for one in modes.notices]
    return [html.Div(said, className="notices", role="status")] if said else []


def mode_tags(modes: Modes) -> dict[str, Any]:
    """What the style sheets must know of the modes."""
    return {} if modes.scale is None else tags(scale=modes.scale)


def seconds(text: str) -> float | None:
    """A dwell time of two seconds to a day; None for anything else."""
    try:
        length = parse_duration(text)
    except (ValueError, OverflowError):
        return None
    return length.total_seconds() if SHORTEST <= length <= LONGEST else None


def not_stops(text: object, board: Board) -> list[str]:
    """What of a playlist ("wall:30s,indicator/case_open:15s") is no page with a dwell time; a script plays the rest."""
    wrong = []
    for part in [] if text is None else str(text).split(","):
        page, _, dwell = part.strip().strip("/").rpartition(":")
        found = PAGES.fullmatch(page)
        if found is None or seconds(dwell) is None or (found["id"] is not None and found["id"] not in board.catalogue):
            wrong.append(part.strip())
    return [one for one in wrong if one]


def short(value: Any) -> str:
    """A value as it is said back; two of one key come as a list."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= TOLD else f"{text[:TOLD]}…"
