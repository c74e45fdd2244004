"""The values of a chart in an Office file, as it keeps them for drawing."""

from typing import Any

from data.briefing.lint.sentence import Grid
from data.catalogue import Words

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def chart_grid(root: Any, where: Words) -> Grid:
    """Categories down, series across; a gap is an empty cell."""
    series = list(root.iter(f"{CHART}ser"))
    names = [
        " ".join(one.text or "" for one in head.iter(f"{CHART}v"))
        for each in series
        for head in each.findall(f"{CHART}tx")
    ]
    columns = [points(each.find(f"{CHART}val")) for each in series]
    categories = points(series[0].find(f"{CHART}cat")) if series else {}
    size = max((max(one, default=-1) + 1 for one in (categories, *columns)), default=0)
    rows = [(categories.get(n, ""), *(one.get(n, "") for one in columns)) for n in range(size)]
    return Grid(where, (("", *names), *rows))


def points(holder: Any) -> dict[int, str]:
    """Texts by their index."""
    if holder is None:
        return {}
    return {int(one.get("idx")): one.findtext(f"{CHART}v") or "" for one in holder.iter(f"{CHART}pt")}
