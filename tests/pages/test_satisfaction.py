"""The page of satisfaction, over rows whose numbers an independent reckoning knows."""

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import dash
import numpy as np
import pandas as pd
import pytest
from dash import Dash

from data.door import ANALYST
from data.explore.ratings import read_satisfaction
from data.hub import HUB
from data.interval import wilson
from data.period import windows
from tests.components.boards import board, of_class, parts, text
from tests.data.conftest import load_squares
from tests.data.squares import squares

AS_OF = datetime(2026, 3, 20, 4, tzinfo=UTC)
HOSTILE = "<img src=x onerror=alert(1)>'; DROP TABLE cases; --"


def made() -> dict[str, pd.DataFrame]:
    """Cases of a year, half of them rated: noise is complained about, and v1's window is loved."""
    rng = np.random.default_rng(7)
    many = 3000
    reported = AS_OF - pd.to_timedelta(rng.integers(3600 * 24 * 4, 3600 * 24 * 400, many), unit="s")
    closed = reported + pd.to_timedelta(rng.integers(3600, 3600 * 48, many), unit="s")
    rated = rng.random(many) < 0.5
    noise = rng.random(many) < 0.3
    score = np.where(rng.random(many) < np.where(noise, 0.5, 0.9), 5, 2)
    grids = squares()["grid"]
    middle = grids.geometry.representative_point()
    where = rng.integers(0, len(grids), many)
    cases = pd.DataFrame(
        {
            "case_id": [f"c{n}" for n in range(many)],
            "reported_at": reported,
            "closed_at": closed,
            "rated_at": pd.Series(closed + pd.Timedelta(hours=1)).where(rated),
            "rating": pd.Series(score).where(rated).astype("Int64"),
            "source": rng.choice(["hotline", "window", "camera"], many),
            "category": np.where(rng.random(many) < 0.1, HOSTILE, "噪声"),
            "title": np.where(noise, "东村1格夜间施工噪音 13812345678", "东村2格路灯维修 <b>王建国</b>"),
            # Many at one point would look like a point that is filled in by default.
            "lon": (middle.x.to_numpy()[where] + rng.uniform(-5e-4, 5e-4, many)).round(6),
            "lat": (middle.y.to_numpy()[where] + rng.uniform(-5e-4, 5e-4, many)).round(6),
        }
    )
    approvals = pd.DataFrame(
        {
            "approval_id": ["a1", "a2", "a3"],
            "accepted_at": AS_OF - timedelta(days=9),
            "finished_at": AS_OF - timedelta(days=8),
            "rated_at": AS_OF - timedelta(days=7),
            "channel": "window",
            "rating": [5, 1, 5],
            "voluntary": ["true", "true", "false"],
        }
    )
    ratings = pd.DataFrame(
        {
            "rating_id": ["r1", "r2"],
            "rated_at": AS_OF - timedelta(days=2),
            "case_id": [str(cases.case_id[rated][cases.case_id[rated].index[0]]), None],
            "channel": "safety",
            "score": [5, 4],
        }
    )
    return {"cases": cases, "approvals": approvals, "ratings": ratings}


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, pd.DataFrame]]:
    loaded = load_squares(tmp_path_factory.mktemp("opinions"), made())
    HUB.reader = loaded.store.connection.cursor()
    yield loaded.frames
    HUB.reader.close()
    HUB.reader = None
    loaded.store.close()


@pytest.fixture
def town(published: Dash, frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    assert published is not None
    HUB.publish(board({}, as_of=AS_OF))
    return frames


def shown(**asked: Any) -> Any:
    """The page's frame, filled as the browser has it filled."""
    page = dash.page_registry["pages.satisfaction"]["layout"](**asked)
    told = next(one.data for one in parts(page) if getattr(one, "id", None) == "satisfaction-asked")
    return [page, asyncio.run(sys.modules["pages.satisfaction"].fill(told))]


def village_of(frame: pd.DataFrame) -> pd.Series:
    """The village of each row, by pandas and the polygons' own boxes."""
    boxes = squares()["village"].set_index("id").geometry.bounds
    found = pd.Series(index=frame.index, dtype=object)
    for id, box in boxes.iterrows():
        found[(frame.lon >= box.minx) & (frame.lon < box.maxx)] = id
    return found


def test_counts_and_intervals_equal_an_independent_reckoning(town: dict[str, pd.DataFrame]) -> None:
    found = read_satisfaction(ANALYST, board({}, as_of=AS_OF), "month", source="cases")
    cases = town["cases"]
    spans = windows("month", AS_OF, ZoneInfo("Asia/Shanghai")).trend
    for n, span in enumerate(spans):
        rated = cases[(cases.rated_at >= span.begin) & (cases.rated_at < span.end)]
        closed = cases[(cases.closed_at >= span.begin) & (cases.closed_at < span.end)]
        cell = found.whole.cells[n]
        assert (cell.rated, cell.good) == (len(rated), int((rated.rating >= 4).sum()))
        assert (cell.concluded, cell.answered) == (len(closed), int((closed.rated_at < span.end).sum()))
        assert cell.interval == wilson(cell.good, cell.rated)
        village = village_of(rated)
        by_village = {one.key: one.cells[n].rated for one in found.places}
        assert by_village == village.value_counts().reindex(list(by_village), fill_value=0).to_dict()


@pytest.mark.usefixtures("town")
def test_an_opinion_counts_once_and_a_default_one_never() -> None:
    found = {one.key: one.total for one in read_satisfaction(ANALYST, board({}, as_of=AS_OF), "month").sources}
    assert (found["approvals/window"].rated, found["approvals/window"].good) == (2, 1)
    assert (found["approvals/window"].concluded, found["approvals/window"].answered) == (3, 2)
    assert (found["ratings/safety"].rated, found["ratings/safety"].concluded) == (1, 0)


@pytest.mark.usefixtures("town")
def test_a_place_and_a_source_narrow_it() -> None:
    whole = read_satisfaction(ANALYST, board({}, as_of=AS_OF), "month")
    one = read_satisfaction(ANALYST, board({}, as_of=AS_OF), "month", "village", "v1", "cases/hotline")
    village = next(found for found in whole.places if found.key == "v1")
    sources = {found.key: found.total for found in one.sources}
    assert sum(found.rated for found in sources.values()) == village.total.rated
    assert one.whole.total == sources["cases/hotline"]
    # The other places stay, to be chosen from; each of them of the source alone.
    assert {"v1", "v2", "v3"} <= {found.key for found in one.places}


@pytest.mark.usefixtures("town")
def test_the_words_of_complaint_lead_and_tell_of_nobody() -> None:
    page = shown(lang="zh", theme="dark")
    words = [getattr(one, "data-word") for one in parts(page) if getattr(one, "data-word", None)]
    assert words[0] in {"噪音", "施工", "夜间"}
    assert "路灯" not in words
    told = text(page)
    for hidden in ("13812345678", "王建国", "东村1格", "<b>"):
        assert hidden not in told


@pytest.mark.usefixtures("town")
def test_what_is_hostile_is_only_text_and_narrows_nothing() -> None:
    plain = text(shown(lang="en"))
    page = shown(lang="en", source=HOSTILE, place=HOSTILE, level=HOSTILE, period=HOSTILE)
    assert text(page) == plain
    # A category of the data stands as the text that it is.
    assert any(HOSTILE in str(getattr(one, "children", "")) for one in parts(page))
    assert not any(type(one).__name__ in ("Markdown", "DangerouslySetInnerHTML") for one in parts(page))


@pytest.mark.usefixtures("town")
def test_both_languages_hold_state_in_the_address() -> None:
    for language, word in (("zh", "满意度"), ("en", "Satisfaction")):
        page = shown(lang=language, theme="light", period="week", source="cases/hotline")
        assert word in text(page)
        links = [one.href for one in parts(page) if str(getattr(one, "href", "")).startswith("?")]
        assert any("period=week" in one and "source=cases%2Fhotline" in one and "theme=dark" in one for one in links)
        assert len(of_class(page, "opinion-plot")) == 1


@pytest.mark.usefixtures("town")
def test_few_are_told_as_a_of_b() -> None:
    page = shown(period="week", source="cases/hotline")
    few = [text(one) for one in of_class(page, "opinion-heat")[0].children[1].children[0].children if "few" in str(one)]
    assert few
    assert all("/" in one and "%" not in one for one in few)


@pytest.mark.usefixtures("town")
def test_a_visitor_and_an_early_reader_are_told_so() -> None:
    assert "访客" in text(shown(visitor="1"))
    HUB.edition = None
    assert "正在测算" in text(dash.page_registry["pages.satisfaction"]["layout"]())
