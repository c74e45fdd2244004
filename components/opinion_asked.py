"""What an address asks of the page of satisfaction, and the addresses that follow from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from components.code_words import code_word
from components.opinion_words import TEXTS, say
from components.theme import Language, Theme
from data.board import Board
from data.explore.ratings import SPANS, Span

FIRST = ("cases", "approvals", "petitions", "ratings")
SOURCE = re.compile(rf"({'|'.join(FIRST)})(/[\w-]{{1,40}})?")


@dataclass(frozen=True)
class OpinionAsked:
    """The state of the page, all of which is in its address."""

    language: Language
    theme: Theme
    span: Span = "month"
    level: str = "town"
    place: str = ""
    source: str = ""
    visitor: bool = False

    def of(self, **change: Any) -> str:
        """The same page with something else asked for."""
        other = replace(self, **change)
        seen = {"visitor": "1"} if other.visitor else {}
        return f"?{urlencode({'lang': other.language, 'theme': other.theme} | seen)}&{other.kept}".rstrip("&")

    @property
    def kept(self) -> str:
        """The query without language, theme and visitor."""
        told: dict[str, str] = {} if self.span == "month" else {"period": self.span}
        told |= {"level": self.level, "place": self.place} if self.place else {}
        return urlencode(told | ({"source": self.source} if self.source else {}))

    @property
    def data(self) -> dict[str, str]:
        """As it goes to the browser and comes back with it."""
        told = {"lang": self.language, "theme": self.theme, "period": self.span, "level": self.level}
        return told | {"place": self.place, "source": self.source, "visitor": "1" if self.visitor else ""}


def opinion_asked(board: Board, told: Mapping[str, object], language: Language, theme: Theme) -> OpinionAsked:
    """The state that an address tells; what is not known is the whole town, every source, by month."""
    span: Span = next((one for one in SPANS if one == told.get("period")), "month")
    level, place = str(told.get("level") or "town"), str(told.get("place") or "")
    if level == "town" or level not in board.measured or place not in board.level(level).level.places:
        level, place = "town", ""
    source = str(told.get("source") or "")
    source = source if SOURCE.fullmatch(source) else ""
    return OpinionAsked(language, theme, span, level, place, source, told.get("visitor") in ("1", "true"))


def source_name(source: str | None, language: str) -> str:
    """cases/hotline as people say it: 事件 · 热线."""
    if not source:
        return say("not_told", language)
    first, _, channel = source.partition("/")
    named = [TEXTS[first][language] if first in TEXTS else first]
    if channel:
        named.append(code_word(channel, language))
    return " · ".join(named)
