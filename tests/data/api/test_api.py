"""The API tells what the board holds, row by row what the filters leave, and in a sentence what cannot be."""

import asyncio
import io
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pandas as pd
import pytest
from fastapi import FastAPI

from data.board import Board, catalogue_of
from data.commands import as_row, rows_of
from data.explore.desk import DESK
from data.hub import HUB
from data.survey import build_board
from data.web.routes import add_routes
from tests.data.conftest import Loaded
from tests.data.messy import AS_OF

PATH = "/api/v1"


@pytest.fixture(scope="module")
def board(messy_town: Loaded) -> Iterator[Board]:
    store = messy_town.store
    made = build_board(store, catalogue_of(store.profile), AS_OF.to_pydatetime())
    DESK.forget()
    HUB.places = store.spotter.places
    HUB.publish(made)
    HUB.reader = store.connection.cursor()
    yield made
    DESK.forget()
    HUB.reader.close()
    HUB.places = HUB.edition = HUB.reader = None


@pytest.fixture(scope="module")
def server() -> FastAPI:
    made = FastAPI(openapi_url=None)
    add_routes(made)
    return made


def ask(server: FastAPI, path: str, method: str = "GET") -> httpx.Response:
    async def work() -> httpx.Response:
        transport = httpx.ASGITransport(server)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path)

    return asyncio.run(work())


def told(server: FastAPI, path: str) -> Any:
    answer = ask(server, f"{PATH}{path}")
    assert answer.status_code == httpx.codes.OK, answer.text
    return answer.json()


@pytest.mark.parametrize("level", ["town", "village", "grid"])
def test_the_board_is_what_measure_prints(board: Board, server: FastAPI, level: str) -> None:
    answer = told(server, f"/board?level={level}")
    assert answer["readings"] == json.loads(json.dumps(rows_of(board, level)))
    assert answer["as_of"] == board.as_of.isoformat()
    assert answer["simulated"] is board.profile.simulated


def test_an_indicator_and_a_place_are_the_boards_readings(board: Board, server: FastAPI) -> None:
    for one in board.catalogue.indicators[::17]:
        answer = told(server, f"/indicators/{one.id}")
        reading = board.reading(one.id)
        assert answer["town"]["value"] == reading.value
        assert answer["town"]["trend"] == list(reading.trend)
        wanted = [as_row(board, board.reading(one.id, "village", place)) for place in ("v1", "v2", "v3")]
        assert answer["places"]["village"] == json.loads(json.dumps(wanted))
    answer = told(server, "/places/village/v2")
    assert {one["indicator"]: one["value"] for one in answer["readings"]} == {
        one.id: board.reading(one.id, "village", "v2").value for one in board.catalogue.indicators
    }
    listed = [one["id"] for one in told(server, "/indicators")["indicators"]]
    assert listed == [one.id for one in board.catalogue.indicators]


def test_rows_are_as_many_as_the_board_counts(board: Board, server: FastAPI) -> None:
    reading = board.reading("case_on_time_rate")
    rows = told(server, f"/rows?indicator=case_on_time_rate&period={reading.indicator.period}")
    counted = told(server, f"/rows?indicator=case_on_time_rate&period={reading.indicator.period}&counted=yes")
    assert (counted["total"], rows["total"]) == (reading.numerator, reading.denominator)
    place = board.reading("case_total", "village", "v1")
    assert told(server, "/rows?village=v1")["total"] == place.numerator


@pytest.mark.usefixtures("board")
def test_pages_follow_one_another_by_next(server: FastAPI) -> None:
    first = told(server, "/rows?limit=1000&village=v1&village=v2")
    found, path = [], "/rows?limit=70&village=v1&village=v2"
    while path:
        page = told(server, path.removeprefix(PATH))
        found += page["rows"]
        path = page["next"]
    assert found == first["rows"]
    assert len(found) == first["total"] == len({one["key"] for one in found})


@pytest.mark.usefixtures("board")
def test_all_rows_as_csv(server: FastAPI) -> None:
    answer = ask(server, f"{PATH}/rows.csv?village=v1")
    frame = pd.read_csv(io.BytesIO(answer.content), encoding="utf-8-sig")
    assert len(frame) == told(server, "/rows?village=v1")["total"]
    assert set(frame["village"]) == {"v1"}
    assert set(frame["filters"]) == {"indicator=case_total&village=v1"}


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_is_written_and_its_progress_told(server: FastAPI, form: str) -> None:
    token = ask(server, f"{PATH}/exports?village=v1&format={form}", "POST").json()["token"]
    deadline = time.monotonic() + 30
    while not (now := told(server, f"/exports/{token}"))["ready"]:
        assert time.monotonic() < deadline
    assert now["done"] == now["total"] == told(server, "/rows?village=v1")["total"]
    content = io.BytesIO(ask(server, f"{PATH}/exports/{token}/file").content)
    frame = pd.read_csv(content, encoding="utf-8-sig") if form == "csv" else pd.read_excel(content)
    assert len(frame) == now["total"]


@pytest.mark.usefixtures("board")
def test_a_panel_as_a_file_and_the_map_as_geojson(server: FastAPI) -> None:
    drawn = ask(server, f"{PATH}/panels/places.geojson?period=year").json()
    rows = pd.read_csv(io.BytesIO(ask(server, f"{PATH}/panels/places.csv?period=year").content))
    counts = {one["id"]: one["properties"]["rows"] for one in drawn["features"]}
    known = rows.dropna(subset=["grid"])
    assert counts == dict(zip(known["grid"], known["rows"], strict=True))
    assert rows["rows"].sum() == told(server, "/rows?period=year")["total"]
    assert drawn["filters"] == drawn["features"][0]["properties"]["filters"] == "indicator=case_total&period=year"
    trend = pd.read_excel(io.BytesIO(ask(server, f"{PATH}/panels/trend.xlsx?vs=village%3Dv1").content))
    assert trend["rows"].sum() == told(server, "/rows")["total"]
    assert trend["vs_rows"].sum() == told(server, "/rows?village=v1")["total"]


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/board?level=street", 404, "no level"),
        ("/indicators/nothing", 404, "no indicator"),
        ("/places/village/nowhere", 404, "no place"),
        ("/places/village/' OR 1=1 --", 404, "no place"),
        ("/rows?indicator=nothing", 400, "no indicator"),
        ("/rows?colour=red", 400, "no filter"),
        ("/rows?limit=0", 400, "limit"),
        ("/rows?limit=1001", 400, "limit"),
        ("/rows?limit=x", 400, "limit"),
        ("/rows?after=x", 400, "next"),
        ("/rows?period=fortnight", 400, "today, week"),
        ("/rows?vs=village%3Dv1", 400, "vs"),
        ("/rows.csv?status=lost", 400, "status"),
        ("/panels/pie.csv", 400, "no panel"),
        ("/panels/trend.geojson", 400, "csv or xlsx"),
        ("/exports/abc", 404, "no such file"),
    ],
)
def test_errors_are_a_sentence(server: FastAPI, path: str, status: int, word: str) -> None:
    answer = ask(server, f"{PATH}{path}")
    assert answer.status_code == status
    assert word in answer.json()["error"]


@pytest.mark.usefixtures("board")
def test_a_word_in_an_address_is_never_sql(server: FastAPI) -> None:
    total = told(server, "/rows")["total"]
    assert told(server, "/rows?party=x%27%29%3B+DROP+TABLE+rows%3B+--")["total"] == 0
    assert told(server, "/rows")["total"] == total > 0


def test_before_the_first_board_it_says_so(server: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HUB, "edition", None)
    for path in ("/board", "/indicators", "/rows", "/rows.csv", "/places/village/v1", "/panels/trend.csv"):
        answer = ask(server, f"{PATH}{path}")
        assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE, path
        assert "not measured yet" in answer.json()["error"]


def test_every_route_is_described(server: FastAPI) -> None:
    described = told(server, "/openapi.json")
    assert described["openapi"].startswith("3.")
    for path in ("/board", "/indicators/{id}", "/places/{level}/{id}", "/rows", "/rows.csv", "/exports"):
        (one,) = described["paths"][f"{PATH}{path}"].values()
        assert one["description"]
        assert {"200", "400", "404", "503"} <= set(one["responses"])
    names = [one["name"] for one in described["paths"][f"{PATH}/rows"]["get"]["parameters"]]
    assert {"indicator", "from", "village", "limit", "after"} <= set(names)
