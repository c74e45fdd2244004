"""The page for analysts over a small store: its panels, its grid, and an address that asks for what cannot be."""

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import dash
import pytest
from dash import Dash
from plotly.utils import PlotlyJSONEncoder

from data.board import catalogue_of
from data.door import ANALYST, VISITOR
from data.explore.desk import DESK
from data.explore.filters import parse
from data.fault import Fault
from data.hub import HUB
from data.intake import take_file
from data.profile import load_profile
from data.store import Store
from data.survey import build_board
from tests.components.boards import text
from tests.data.squares import write_place

NASTY = "<img src=x onerror=alert(1)>'; DROP TABLE rows; --"
LATE = "2026-03-02T08:00:00Z,2026-03-05T08:00:00Z,2026-03-04T08:00:00Z"
NASTY_TIMES = "2026-03-03T08:00:00Z,2026-03-03T09:00:00Z,2026-03-04T09:00:00Z"
HEADER = "case_id,reported_at,closed_at,due_at,title,category,source,party,lon,lat\n"
CASES = f"""late,{LATE},张三漏水 13800138000,水,hotline,城管,119.2011,35.0511
"{NASTY}",{NASTY_TIMES},李四,"{NASTY}",hotline,13912345678,119.2011,35.0511
=1+1,2026-03-03T08:30:00Z,,2026-03-04T09:00:00Z,,电,camera,=HYPERLINK(1),119.2131,35.0511
early,2026-02-03T08:00:00Z,2026-02-03T09:00:00Z,2026-02-04T09:00:00Z,,电,,,119.2131,35.0511
nowhere,2026-02-01T20:30:00Z,,,,电,,,,
"""


@pytest.fixture(scope="module")
def town(app: Dash, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    folder: Path = tmp_path_factory.mktemp("town")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(folder / "var"))
        store = Store.open(load_profile(str(write_place(folder))))
        (folder / "cases.csv").write_text(HEADER + CASES)
        take_file(store, store.profile.feed("cases"), folder / "cases.csv")
        HUB.places = store.spotter.places
        HUB.publish(build_board(store, catalogue_of(store.profile), datetime(2026, 3, 20, 2, tzinfo=UTC)))
        HUB.reader = store.connection.cursor()
        DESK.forget()
        yield app
        DESK.forget()
        HUB.reader.close()
        HUB.places = HUB.edition = HUB.reader = None
        store.close()


def module() -> Any:
    return sys.modules["pages.explore"]


def drawn(query: str = "", language: str = "zh") -> dict[str, Any]:
    """What the page's parts show, by id."""
    filters = parse(query)
    found, _ = module().drawings(ANALYST, filters, language, "dark", None)
    return {id if isinstance(id, str) else json.dumps(id): props for id, props in found}


def grid(query: str = "", **request: Any) -> dict[str, Any]:
    own, filters = module().asked_of(query)
    answer: dict[str, Any] = module().rows_of(own, filters, {"startRow": 0} | request)
    return answer


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_frame_and_every_panel_are_filled(language: str) -> None:
    frame = dash.page_registry["pages.explore"]["layout"](lang=language)
    assert ("研判" if language == "zh" else "Explore") in text(frame)
    shown = drawn(language=language)
    assert shown["explore-total"]["children"].startswith("5 ")
    assert sum(shown["explore-parts"]["figure"]["data"][0]["x"]) == 5
    assert sum(shown["explore-trend"]["figure"]["data"][0]["y"]) == 5
    assert sum(sum(row) for row in shown["explore-heat"]["figure"]["data"][0]["z"]) == 5
    assert "2026-03-20 10:00:00" in shown["explore-data-at"]["children"]
    assert "None" not in text(shown["explore-bar"]["children"])


@pytest.mark.usefixtures("town")
def test_all_panels_show_the_rows_within_the_filters() -> None:
    shown = drawn("category=%E7%94%B5&village=v3")
    assert shown["explore-total"]["children"].startswith("2 ") or shown["explore-total"]["children"].startswith("0 ")
    shown = drawn("category=%E7%94%B5")
    assert shown["explore-parts"]["figure"]["data"][0]["x"] == [3]
    assert "%E7%94%B5" in shown['{"type": "explore-file", "panel": "trend", "kind": "csv"}']["href"]


@pytest.mark.usefixtures("town")
def test_two_are_shown_side_by_side() -> None:
    shown = drawn("from=2026-03-01&vs=" + quote("from=2026-02-01&to=2026-02-28"))
    assert shown["explore-total"]["children"].startswith("3 / 2 ")
    assert shown["explore-map-vs-box"] == {"hidden": False}
    assert [len(shown[f"explore-{one}"]["figure"]["data"]) for one in ("trend", "parts")] == [2, 2]


@pytest.mark.usefixtures("town")
def test_a_map_that_the_browser_has_is_recoloured_and_not_sent_again() -> None:
    def asked(query: str, had: dict[str, str]) -> dict[str, tuple[str, Any]]:
        _, maps = module().drawings(ANALYST, parse(query), "zh", "dark", had)
        return {
            name: (key, json.loads(json.dumps(drawing, cls=PlotlyJSONEncoder))) for name, (key, drawing) in maps.items()
        }

    key, whole = asked("", {})["map"]
    had = {"map": key}
    _, patch = asked("village=v3", had)["map"]
    _, narrow = asked("village=v3", {})["map"]
    for step in patch["operations"]:
        trace, name = step["location"][1:]
        whole["data"][trace][name] = step["params"]["value"]
    assert whole == narrow
    assert {step["location"][-1] for step in patch["operations"]} == {"z", "text", "lon", "lat"}
    assert whole["data"][0]["geojson"]["features"], "Plotly fetches no address for a map that is there already"
    assert "operations" not in asked("grid=v1g1", had)["map"][1], "another level is another ground"
    both = asked("vs=" + quote("village=v1"), had)
    assert ["operations" in drawing for _, drawing in both.values()] == [True, False]


@pytest.mark.usefixtures("town")
def test_the_grid_reads_sorts_and_filters_at_the_server() -> None:
    assert grid()["rowCount"] == 5
    keys = [one["key"] for one in grid(sortModel=[{"colId": "counted_at", "sort": "asc"}])["rowData"]]
    assert keys == ["nowhere", "early", "late", NASTY, "=1+1"]
    found = grid(filterModel={"category": {"type": "contains", "filter": "水"}})
    assert [one["key"] for one in found["rowData"]] == ["late"]
    assert found["rowData"][0]["status"] == "超期办结"
    assert found["rowData"][0]["href"].startswith("/life?of=cases&id=late")
    assert grid("?lang=en&status=open")["rowData"][0]["status"] == "Open"


@pytest.mark.usefixtures("town")
def test_no_word_of_a_person_leaves_the_store() -> None:
    told = json.dumps(grid(), ensure_ascii=False) + str(drawn())
    for word in ("张三", "李四", "13800138000", "13912345678"):
        assert word not in told


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", ["category", "party", "village", "source"])
def test_a_word_is_a_word_and_never_sql(name: str) -> None:
    assert drawn(urlencode({name: "x') OR 1=1; DROP TABLE rows; --"}))["explore-total"]["children"].startswith("0 ")
    assert drawn()["explore-total"]["children"].startswith("5 ")


@pytest.mark.usefixtures("town")
def test_what_plotly_would_read_as_markup_is_text() -> None:
    figure = drawn()["explore-parts"]["figure"]
    told = [*figure["layout"]["yaxis"]["ticktext"], *figure["data"][0]["hovertext"]]
    assert any("&lt;img" in one for one in told)
    assert not any("<img" in one for one in told)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    "request_",
    [
        {"sortModel": [{"colId": "1; DROP TABLE rows", "sort": "asc"}]},
        {"sortModel": [{"colId": "key", "sort": "asc, (SELECT 1)"}]},
        {"filterModel": {"key) OR (1=1": {"type": "equals", "filter": "x"}}},
        {"filterModel": {"counted_at": {"type": "equals", "filter": "x"}}},
        {"startRow": -1},
    ],
)
def test_a_grid_s_request_names_what_there_is(request_: dict[str, Any]) -> None:
    with pytest.raises(Fault):
        grid(**request_)
    assert grid(filterModel={"key": {"type": "equals", "filter": "' OR 1=1 --"}})["rowCount"] == 0


@pytest.mark.usefixtures("town")
def test_an_address_that_cannot_be_meant_is_said() -> None:
    said, shown, *_ = asyncio.run(module().fill("?lang=en&period=fortnight", None, "/explore"))
    assert "today, week, month" in said
    with pytest.raises(Fault, match="no indicator"):
        drawn("indicator=nothing")
    with pytest.raises(Fault, match="visitors"):
        module().drawings(VISITOR, parse(""), "zh", "dark", None)
    assert shown is dash.no_update


@pytest.mark.usefixtures("town")
def test_rows_of_persons_are_not_explored() -> None:
    sensitive = next(one for one in HUB.edition.board.catalogue.indicators if "person_sensitive" in one.flags)  # type: ignore[union-attr]
    with pytest.raises(Fault, match="persons"):
        drawn(f"indicator={sensitive.id}")


@pytest.mark.usefixtures("town")
def test_what_is_done_on_the_page_is_an_address() -> None:
    def after(query: str, prop: str, value: Any) -> str:
        found: str = module().taken(ANALYST, parse(query), prop, value).query
        return found

    control = json.dumps({"type": "explore-control", "name": "category"})
    chip = json.dumps({"type": "explore-chip", "name": "category"})
    base = "indicator=case_total"
    assert after("", f"{control}.value", ["水"]) == f"{base}&category=%E6%B0%B4"
    assert after("category=%E6%B0%B4", f"{chip}.n_clicks", 1) == base
    assert after("", "explore-map.clickData", {"points": [{"location": "v1g1"}]}) == f"{base}&grid=v1g1"
    assert after("grid=v1g1", "explore-map.clickData", {"points": [{"location": "v1g1m1"}]}) == (
        f"{base}&grid=v1g1&micro_grid=v1g1m1"
    )
    assert after("", "explore-heat.clickData", {"points": [{"x": 16, "y": 0}]}) == f"{base}&weekday=0&hour=16"
    bar = {"points": [{"customdata": [0, "2026-03-01T00:00:00", "month"]}]}
    assert after("", "explore-trend.clickData", bar) == f"{base}&from=2026-03-01&to=2026-03-31"
    box = {"range": {"map": [[119.2, 35.06], [119.21, 35.05]]}}
    found = parse(after("", "explore-map.selectedData", box))
    assert {round(lon, 2) for lon, _ in found.area} == {119.2, 119.21}
    versus = json.dumps({"type": "explore-control", "name": "vs"})
    second = parse(after("period=month", f"{versus}.value", "before")).vs
    assert second is not None
    assert (str(second.since), str(second.until)) == ("2026-02-01 00:00:00", "2026-02-20 10:01:00")
