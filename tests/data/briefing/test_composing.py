"""Every number of a briefing is the board's, in every section, span, language and place."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from data.briefing.basis import Basis, measure_basis
from data.briefing.composing import EVERY_VILLAGE, asked_places, compose
from data.briefing.declaration import SECTIONS
from data.briefing.document import Cell, Chart, MapPicture, Paragraph, Table
from data.briefing.printable import plain
from data.briefing.span import Kind, parse_span
from data.fault import Misuse
from data.feed_states import find_overwritten
from data.prepare import catch_up, open_store
from data.profile import load_profile
from data.survey import build_board
from tests.data.briefing.briefed import expected, number_in, texts
from tests.data.conftest import Loaded

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 30, 4, tzinfo=UTC)


KEPT: dict[str, Basis] = {}


def basis_of(town: Loaded, kind: Kind, text: str, monkeypatch: pytest.MonkeyPatch) -> Basis:
    """Measured once for all tests."""
    monkeypatch.setattr(town.store, "now", lambda: NOW)
    if text not in KEPT:
        KEPT[text] = measure_basis(town.store, parse_span(kind, text, SHANGHAI))
    return KEPT[text]


@pytest.fixture(scope="module")
def shipped_basis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Basis]:
    """A shipped profile with a short simulated history."""
    now = datetime(2026, 11, 16, 3, tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(tmp_path_factory.mktemp("shipped")))
        profile = load_profile("shaheying")
        assert profile.simulate is not None
        short = profile.simulate.model_copy(update={"begins": date(2025, 10, 1)})
        store = open_store(profile.model_copy(update={"simulate": short}))
        patch.setattr(store, "now", lambda: now)
        for _ in catch_up(store, now):
            pass
        yield measure_basis(store, parse_span("week", "2026-W46", SHANGHAI))
        store.close()


def check(basis: Basis, place: str | None, language: str) -> int:
    """Every cited number against the board; how many there are."""
    briefing = compose(basis, place, language)  # type: ignore[arg-type]
    assert tuple(one.id for one in briefing.sections) == SECTIONS
    cited = list(briefing.cited())
    for one in cited:
        value = expected(basis.board, one)
        assert one.value is not None
        assert one.value == pytest.approx(value, rel=1e-12, abs=1e-12), one
        assert not basis.board.reading(one.indicator, one.level, one.place).masked
        few = one.quantity.startswith("interval")  # of few it is told in whole points
        digits = 0 if few else basis.board.catalogue[one.indicator].digits
        # What falls short of 100 is written as 99.9; a change is told by its size.
        assert abs(abs(number_in(one.text)) - abs(one.value)) <= 1.01 * 10.0 ** -min(digits, 1), one
    for section in briefing.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                assert {len(row) for row in block.rows} <= {len(block.heads)}
            if isinstance(block, Chart):
                assert {len(series.values) for series in block.series} == {len(block.categories)}
            if isinstance(block, MapPicture):
                assert len(block.legend) == len(block.limits) + 2
                assert {one["id"] for one in block.features["features"]} == block.values.keys() == block.names.keys()
    return len(cited)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_shipped_profile_by_town_village_and_grid(shipped_basis: Basis, language: str) -> None:
    village, grid = (shipped_basis.board.measured[one].level.places[0] for one in ("village", "grid"))
    assert check(shipped_basis, None, language) > 300
    assert check(shipped_basis, village, language) > 100
    assert check(shipped_basis, grid, language) > 50


@pytest.mark.parametrize(("kind", "text"), [("week", "2026-W13"), ("month", "2026-02"), ("quarter", "2025-Q4")])
@pytest.mark.parametrize("place", [None, "v1"])
def test_a_messy_town_in_every_span(
    messy_town: Loaded, kind: Kind, text: str, place: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    basis = basis_of(messy_town, kind, text, monkeypatch)
    assert check(basis, place, "zh") > 30


def test_the_board_is_that_of_measure_at_the_last_moment(messy_town: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    basis = basis_of(messy_town, "week", "2026-W13", monkeypatch)
    assert basis.board.as_of.isoformat() == "2026-03-29T15:59:59.999999+00:00"
    again = build_board(messy_town.store, basis.board.catalogue, basis.board.as_of)
    assert list(again.readings()) == list(basis.board.readings())


def test_words_outside_bound_numbers_claim_none(shipped_basis: Basis) -> None:
    """Digits stand in prose only as days, times, limits of method and counts of what is listed."""
    days = (r"\d+月\d+日", r"\d+年", r"第\d+[周期]", r"\d+:\d+")
    counts = (r"不足\d+", r"\d+[项个]", r"^\d+\. ", r"（[^）]*）")
    known = "|".join((*days, "12345", "95%", *counts))
    for section in compose(shipped_basis, None, "zh", [one for one in SECTIONS if one != "notes"]).sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                words = "".join(one for one in block.parts if isinstance(one, str))
                assert not re.search(r"\d", re.sub(known, "", words)), words


def test_each_comparison_tells_as_many_moves_as_its_column_has(shipped_basis: Basis) -> None:
    """Against the period before and against a year ago, each in sentences of its own."""
    (section,) = compose(shipped_basis, None, "zh", ["comparison"]).sections
    *said, table = section.blocks
    assert isinstance(table, Table)
    for than, column in (("上期", 3), ("去年同期", 5)):
        cells = [row[column] for row in table.rows]
        told = [one.text for one in said if isinstance(one, Paragraph) and than in one.text.split("：")[0]]
        assert any("均基本持平" in one for one in told) == ("基本持平" in cells and not any(map(is_move, cells)))
        assert sum(one.startswith(f"较{than}") for one in told) == len({plain(one)[0] for one in cells if is_move(one)})


def is_move(cell: Cell) -> bool:
    return plain(cell)[0] in "+−"


def test_an_unfinished_week_says_up_to_when(messy_town: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    briefing = compose(basis_of(messy_town, "week", "2026-W14", monkeypatch))
    assert briefing.as_of == NOW
    assert "数据截至2026年3月30日 12:00" in briefing.subtitle
    assert "尚未结束" in texts(briefing)
    done = compose(basis_of(messy_town, "week", "2026-W13", monkeypatch))
    assert "截至2026" not in done.subtitle
    assert "尚未结束" not in texts(done)


def test_titles_numbers_and_files(messy_town: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    basis = basis_of(messy_town, "week", "2026-W13", monkeypatch)
    town, village, english = compose(basis), compose(basis, "v1"), compose(basis, language="en")
    assert (town.title, town.number, town.issuer) == ("方格镇基层治理周报", "2026年第13期", "方格镇")
    assert village.title == "方格镇基层治理周报（东村）"
    assert (english.title, english.number) == ("Squares: weekly briefing", "2026, no. 13")
    names = [one.file_name for one in (town, village, english)]
    assert names == ["squares-2026-W13", "squares-2026-W13-v1", "squares-2026-W13-en"]
    choice = basis.board.profile.briefing.model_copy(update={"first": "2025-W01", "issuer": {"zh": "指挥中心"}})
    board = replace(basis.board, profile=basis.board.profile.model_copy(update={"briefing": choice}))
    numbered = compose(replace(basis, board=board))
    assert (numbered.number, numbered.issuer) == ("2026年第13期（总第65期）", "指挥中心")


def test_new_years_week_names_both_years(messy_town: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    briefing = compose(basis_of(messy_town, "week", "2026-W01", monkeypatch))
    assert briefing.covers == "2026年第1周（2025年12月29日至2026年1月4日）"
    assert briefing.number == "2026年第1期"


def test_sections_are_chosen_and_ordered(messy_town: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    basis = basis_of(messy_town, "week", "2026-W13", monkeypatch)
    briefing = compose(basis, sections=["decisions", "overview"])
    assert [one.id for one in briefing.sections] == ["decisions", "overview"]


def test_places_are_found_or_refused(messy_town: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    board = basis_of(messy_town, "week", "2026-W13", monkeypatch).board
    assert asked_places(board, EVERY_VILLAGE) == ("v1", "v2", "v3")
    with pytest.raises(Misuse, match="no place"):
        asked_places(board, "v9")


def test_what_is_overwritten_is_left_out(messy_town: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    basis = basis_of(messy_town, "week", "2026-W13", monkeypatch)
    assert "devices" in basis.overwritten
    later = NOW.replace(year=2036)
    assert find_overwritten(messy_town.store.connection, messy_town.store.profile, later) == frozenset()
    cited = {one.indicator for one in compose(basis).cited()}
    assert not cited & {"camera_count", "camera_online_rate", "sensor_online_rate"}
    assert any("只保留最新状态" in one for one in compose(basis).cautions)
