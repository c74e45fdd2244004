"""What an address asks for: a place, which of its rows, in which language; and the addresses that follow from it."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from components.theme import Language, Theme
from data.board import Board
from data.explore.behind import WHICH, Which

TOWN = "town"


@dataclass(frozen=True)
class Asked:
    """The state of a page, all of which is in its address. `which` is None where no rows are asked for."""

    language: Language
    theme: Theme
    level: str = TOWN
    place: str = ""
    which: Which | None = None
    page: int = 1
    visitor: bool = False

    def at(self, level: str, place: str) -> "Asked":
        return replace(self, level=level, place=place, which=None, page=1)

    def rows(self, which: Which, page: int = 1) -> "Asked":
        return replace(self, which=which, page=page)

    def indicator(self, id: str) -> str:
        return f"/indicator/{quote(id, safe='')}?{self.query}"

    def portrait(self, level: str, place: str) -> str:
        bare = Asked(self.language, self.theme, visitor=self.visitor)
        return f"/place/{quote(level, safe='')}/{quote(place, safe='')}?{bare.query}"

    def life(self, table: str, key: str) -> str:
        return f"/life?{urlencode({'of': table, 'id': key})}&{Asked(self.language, self.theme).query}"

    def simply(self, path: str) -> str:
        """Another page in the same language and theme."""
        return f"{path}?{Asked(self.language, self.theme, visitor=self.visitor).query}"

    @property
    def query(self) -> str:
        told: dict[str, Any] = {"lang": self.language, "theme": self.theme}
        if self.level != TOWN:
            told |= {"level": self.level, "place": self.place}
        if self.which is not None:
            told["rows"] = self.which
            told |= {"page": self.page} if self.page > 1 else {}
        return urlencode(told | ({"visitor": "1"} if self.visitor else {}))

    @property
    def data(self) -> dict[str, Any]:
        """As it goes to the browser and comes back with it."""
        return {
            "lang": self.language,
            "theme": self.theme,
            "level": self.level,
            "place": self.place,
            "rows": self.which,
            "page": str(self.page),
            "visitor": "1" if self.visitor else None,
        }


def asked_of(board: Board, told: dict[str, Any], language: Language, theme: Theme) -> Asked | None:
    """The state that an address tells; what it tells is trusted in nothing. None where there is no such place."""
    level, place = told.get("level") or TOWN, told.get("place") or ""
    if level == TOWN or not place:
        level, place = TOWN, ""
    elif not isinstance(level, str) or level not in board.measured or place not in board.level(level).level.places:
        return None
    which = next((one for one in WHICH if one == told.get("rows")), None)
    page = str(told.get("page") or "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= 6 else 1
    return Asked(language, theme, level, place, which, max(number, 1), told.get("visitor") in ("1", "true"))


def place_name(board: Board, level: str, place: str) -> str:
    """What a place is called; its id where the board does not know it."""
    measured = board.level(level).level
    return measured.names[measured.places.index(place)] if place in measured.places else place
