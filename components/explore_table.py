"""The grid of rows of the page for analysts: AG Grid, which asks the server for a piece at a time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from dash_ag_grid import AgGrid

from components.explore_words import tell, word_of
from data.explore.filters import PLACES, WORDS
from data.explore.table import COLUMNS, Page, local
from data.masking import MASK

PIECE = 100
HIDDEN = ("lon", "lat", "micro_grid", "ended_at")
WIDE = {"counted_at": 190, "due_at": 190, "ended_at": 190, "key": 190, "category": 150, "party": 170}


def table(language: str) -> AgGrid:
    """The grid, empty until it asks; every column may be moved, hidden and sorted."""
    return AgGrid(
        id="explore-grid",
        rowModelType="infinite",
        columnDefs=[column(name, language) for name in COLUMNS],
        defaultColDef={"sortable": True, "resizable": True, "minWidth": 90, "width": 130, "filter": False},
        dashGridOptions={
            "cacheBlockSize": PIECE,
            "maxBlocksInCache": 20,
            "rowHeight": 34,
            "headerHeight": 36,
            "suppressFieldDotNotation": True,
            "suppressCellFocus": False,
            "enableCellTextSelection": True,
        },
        className="explore-grid",
        style={"height": "46rem", "width": "100%"},
    )


def column(name: str, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {"field": name, "headerName": tell(name, language), "width": WIDE.get(name, 130)}
    if name in WORDS or name == "key":
        found |= {"filter": "agTextColumnFilter", "filterParams": {"maxNumConditions": 1}}
    if name == "key":
        found["cellRenderer"] = "ExploreLink"
    return found | ({"hide": True} if name in HIDDEN else {})


def grid_rows(
    page: Page, zone: ZoneInfo, table: str | None, names: Mapping[str, Mapping[str, str]], asked: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Rows as the grid shows them: in the reader's words; `href` opens a row's life, where its `table` has one."""
    language, rows = asked["lang"], []
    for values in page.rows:
        row = dict(zip(COLUMNS, values, strict=True))
        key = row["key"]
        shown = {name: in_words(name, value, zone, names, language) for name, value in row.items()}
        if table is not None and key and MASK not in key:
            shown["href"] = f"/life?{urlencode({'of': table, 'id': key} | dict(asked))}"
        rows.append(shown)
    return rows


def in_words(
    name: str, value: Any, zone: ZoneInfo, names: Mapping[str, Mapping[str, str]], language: str
) -> str | float | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return local(value, zone)
    if isinstance(value, bool):
        return tell("yes" if value else "no", language)
    if name in PLACES:
        return names.get(name, {}).get(value, str(value))
    if isinstance(value, float):
        return round(value, 6)
    return word_of(name, str(value), language)
