"""The page of the briefings over a small town: seen, made, filed, downloaded; a draft checked against its board."""

import asyncio
import base64
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import dash
import httpx
import pytest
from dash import Dash

from data.board import catalogue_of
from data.briefing.filing import folder_of, list_briefings
from data.briefing.lint.reading import MOST_BYTES
from data.briefing.making import MAKINGS
from data.briefing.press import PRESS
from data.briefing.web import id_of
from data.hub import HUB
from data.intake import take_profile
from data.profile import load_profile
from data.store import Store
from data.survey import build_board
from tests.components.boards import parts, text
from tests.data.due_town import write_town
from tests.pages.test_serving import get

ZH, EN = {"language": "zh"}, {"language": "en"}
WEEK = ("week", "2026-W10", "", "zh", ["html"], ["overview", "notes"])


@pytest.fixture
def town(app: Dash, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dash]:
    """The app over the town of five cases, with a press."""
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    store = Store.open(load_profile(str(write_town(tmp_path))))
    for _ in take_profile(store):
        pass
    HUB.publish(build_board(store, catalogue_of(store.profile), store.now()))
    with ThreadPoolExecutor(1) as writer:
        PRESS.serve(store, writer)
        yield app
    PRESS.store = PRESS.writer = PRESS.kept = None
    HUB.edition = None
    store.close()


def page() -> Any:
    return sys.modules["pages.briefing"]


def run(awaited: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(awaited)


async def made(view: dict[str, str], *chosen: Any) -> list[Any]:
    """What the page says while an order is made, and at its end."""
    id, off, said = await page().make(1, view, *chosen)
    found = [said]
    while not off:
        await asyncio.gather(*MAKINGS.tasks)
        said, off, _ = await page().watch(1, id, view)
        found.append(said)
    return [*found, await page().listed(page().ANALYST, "zh")]


@pytest.mark.usefixtures("town")
def test_the_form_offers_the_last_complete_week_and_every_village() -> None:
    layout = dash.page_registry["pages.briefing"]["layout"](lang="zh")
    form = {getattr(one, "id", ""): one for one in parts(layout)}
    spans = [one["value"] for one in form["briefing-span"].options]
    assert form["briefing-span"].value == spans[1]
    assert len(spans) == len(set(spans)) == 12
    assert "未结束" in form["briefing-span"].options[0]["label"]
    assert {"", "all-villages"} <= {one["value"] for one in form["briefing-place"].options}
    months, value = page().offer_spans("month", ZH)
    assert months[1]["value"] == value
    assert len(value) == len("2026-02")
    assert "访客" in text(dash.page_registry["pages.briefing"]["layout"](lang="zh", visitor="1"))


@pytest.mark.usefixtures("town")
def test_the_preview_is_the_briefing_and_may_run_nothing() -> None:
    frame = run(page().preview(None, ZH, *WEEK))
    assert frame.sandbox == ""
    assert "总体情况" in frame.srcDoc
    assert 'id="comparison"' not in frame.srcDoc
    assert "no place" in text(run(page().preview(1, ZH, "week", "2026-W10", "<x>", "zh", ["html"], None)))
    assert "no week" in text(run(page().preview(1, ZH, "week", "2025-W53", "", "zh", ["html"], None)))
    assert run(page().preview(1, ZH, "week", "2026-W10", "", "zh", ["visual"], None)).className == "why"


def test_what_is_made_is_filed_and_downloaded_by_its_id_alone(town: Dash) -> None:
    said = run(made(ZH, *WEEK[:2], "all-villages", *WEEK[3:]))
    profile = HUB.edition.board.profile  # type: ignore[union-attr]
    files = list_briefings(profile)
    assert len(files) >= 2
    assert f"{len(files)} 个文件" in str(said[-2])
    links = [one for one in parts(said[-1]) if "/api/v1/briefings/" in str(getattr(one, "href", ""))]
    assert len(links) == len(files)
    for link in links:
        answer = get(town, link.href)
        assert answer.status_code == httpx.codes.OK
        assert answer.content == (folder_of(profile) / link.download).read_bytes()
        assert "attachment" in answer.headers["content-disposition"]
        assert not answer.headers["content-type"].startswith("text/html")


def test_no_address_reaches_another_file(town: Dash) -> None:
    profile = HUB.edition.board.profile  # type: ignore[union-attr]
    (profile.var / "secret.html").write_text("secret")
    folder = folder_of(profile)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{profile.name}-2026-W10.html").write_text("filed")
    (folder / f"{profile.name}-2026-W11.html").symlink_to(profile.var / "gone.html")
    name = f"{profile.name}-2026-W10.html"
    for id in (
        name,
        "../secret.html",
        "..%2Fsecret.html",
        "%2e%2e/secret.html",
        "%00",
        id_of(list_briefings(profile)[0])[:-1],
    ):
        answer = get(town, f"/api/v1/briefings/{id}")
        assert answer.status_code == httpx.codes.NOT_FOUND, id
        assert "secret" not in answer.text
    assert get(town, f"/api/v1/briefings/{id_of(list_briefings(profile)[0])}").text == "filed"


@pytest.mark.usefixtures("town")
def test_an_order_that_cannot_be_is_said_and_nothing_is_made() -> None:
    assert "至少" in run(page().make(1, ZH, *WEEK[:4], [], WEEK[5]))[2]
    assert "no place" in run(page().make(1, ZH, "week", "2026-W10", "nowhere", "zh", ["html"], ["notes"]))[2]
    assert list_briefings(HUB.edition.board.profile) == ()  # type: ignore[union-attr]
    assert "重新生成" in run(page().watch(1, "0" * 16, ZH))[0]


def upload(content: bytes) -> str:
    return f"data:text/plain;base64,{base64.b64encode(content).decode()}"


@pytest.mark.usefixtures("town")
def test_a_draft_is_checked_against_itself_and_the_board() -> None:
    basis = run(PRESS.basis(page().ANALYST, page().Order(span="2026-W10")))
    told = next(
        one
        for one in basis.board.readings()
        if one.value is not None and not one.masked and not one.stale
        if one.indicator.unit.zh in ("件", "个", "人", "小时", "%") and len(one.indicator.title.zh) >= 4
    )
    unit = told.indicator.unit.zh
    assert told.value is not None
    wrong, fine = f"{told.value + 5:.0f}{unit}", f"{told.value:.0f}{unit}"
    title = told.indicator.title.zh
    draft = f"2026年第10周\n共受理9238件，办结率99.93%（9182/9238）。\n{title}{wrong}。\n"
    found = run(page().lint(upload(draft.encode()), "draft.txt", ZH))
    rows = [text(one) for one in parts(found) if type(one).__name__ == "Tr"][1:]
    assert len(rows) == 2
    assert "第2行" in rows[0]
    assert "99.39%" in rows[0]
    assert "第3行" in rows[1]
    assert told.indicator.id in rows[1]
    assert "2026" in text(found)
    right = draft.replace("99.93", "99.39").replace(wrong, fine)
    assert "nothing found" in text(run(page().lint(upload(right.encode()), "draft.txt", EN)))


@pytest.mark.usefixtures("town")
def test_a_file_that_is_none_or_too_large_is_refused_in_words() -> None:
    def said(contents: str, name: str) -> str:
        return text(run(page().lint(contents, name, EN)))

    assert "not a docx" in said(upload(b"x"), "draft.exe")
    assert "cannot be read" in said(upload(b"no zip"), "draft.docx")
    assert "cannot be read" in said(upload(b"PK"), "draft.pptx")
    assert "larger" in said("," + "A" * (MOST_BYTES * 4 // 3 + 400), "draft.txt")
    assert said("data:,%%%", "draft.txt")
