"""What there is of the place itself: grids, villages, ground; and the grids that nothing was heard of."""

from tests.data.recount.casework import reported
from tests.data.recount.fold import Parts, Recount, number, total
from tests.data.recount.town import Town
from tests.data.recount.window import Window


def places_of(level: str, *kinds: str) -> Recount:
    def counted(t: Town, _: Window) -> Parts:
        rows = t["places"]
        rows = rows[rows.level == level]
        return number(rows[rows.kind.isin(kinds)] if kinds else rows)

    return counted


def area_km2(t: Town, _: Window) -> Parts:
    return total(t.finest, t.finest.area_m2.round()), None


def grid_silent(t: Town, w: Window) -> Parts:
    rows = t["places"]
    return number(rows[(rows.level == "grid") & ~rows.grid.isin(reported(t, w).grid)])


RECOUNTS: dict[str, Recount] = {
    "grid_count": places_of("grid"),
    "grid_count_comprehensive": places_of("grid", "comprehensive"),
    "grid_count_dedicated": places_of("grid", "dedicated"),
    "micro_grid_count": places_of("micro_grid"),
    "village_count": places_of("village", "village"),
    "community_count": places_of("village", "community"),
    "area_km2": area_km2,
    "grid_silent": grid_silent,
}
