"""What an address asks of the page of the signs of polish, and the addresses that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from components.theme import Language, Theme
from data.board import Board
from data.explore.polish import DAYS, Scope
from data.explore.sign import Sign
from data.explore.signs import SIGNS
from data.feeds.casework import SOURCES

USUAL = 90
LONGEST = 200


@dataclass(frozen=True)
class PolishAsked:
    """The state of the page, all of which is in its address; `sign` and `subject` open the rows of a question."""

    language: Language
    theme: Theme
    scope: Scope
    sign: Sign | None = None
    subject: str = ""
    page: int = 1
    visitor: bool = False

    def of(self, **change: Any) -> str:
        """The same page with something else asked for."""
        other = replace(self, **change)
        seen = {"visitor": "1"} if other.visitor else {}
        return f"?{urlencode({'lang': other.language, 'theme': other.theme} | seen)}&{other.kept}".rstrip("&")

    @property
    def kept(self) -> str:
        """The query without language, theme and visitor."""
        scope = self.scope
        told = {} if scope.days == USUAL else {"days": str(scope.days)}
        told |= {"level": scope.level, "place": scope.place} if scope.place else {}
        told |= {"source": scope.source} if scope.source else {}
        told |= {"sign": self.sign.id, "subject": self.subject} if self.sign else {}
        return urlencode(told | ({"page": str(self.page)} if self.page > 1 else {}))

    @property
    def data(self) -> dict[str, str]:
        """As it goes to the browser and comes back with it."""
        scope = self.scope
        told = {"lang": self.language, "theme": self.theme, "visitor": "1" if self.visitor else ""}
        told |= {"days": str(scope.days), "level": scope.level, "place": scope.place, "source": scope.source}
        return told | {"sign": self.sign.id if self.sign else "", "subject": self.subject, "page": str(self.page)}


def polish_asked(board: Board, told: Mapping[str, object], language: Language, theme: Theme) -> PolishAsked:
    """The state that an address tells; what is not known is the whole town, of every source, in 90 days."""
    days = next((one for one in DAYS if str(one) == told.get("days")), USUAL)
    level, place = str(told.get("level") or "town"), str(told.get("place") or "")
    if level == "town" or level not in board.measured or place not in board.level(level).level.places:
        level, place = "town", ""
    source = next((one for one in SOURCES if one == told.get("source")), "")
    sign = next((one for one in SIGNS if one.id == told.get("sign")), None)
    subject = str(told.get("subject") or "")[:LONGEST] if sign else ""
    page = str(told.get("page") or "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= 6 else 1
    scope = Scope(days, level, place, source)
    visitor = told.get("visitor") in ("1", "true")
    return PolishAsked(language, theme, scope, sign if subject else None, subject, max(number, 1), visitor)
