"""A draft against a board: what the product's own briefings say stands, and what is changed is found."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.briefing.basis import Basis, measure_basis
from data.briefing.composing import compose
from data.briefing.document import Briefing, Paragraph, Table
from data.briefing.lint.command import lint
from data.briefing.lint.request import find, findings_of, order_for
from data.briefing.lint.sentence import Draft, Grid, Piece
from data.briefing.lint.stored import against_board, place_names, titles_of
from data.briefing.order import Order
from data.briefing.span import parse_span
from data.catalogue import Words
from data.intake import take_profile
from data.profile import load_profile
from data.store import Store
from tests.data.conftest import Loaded
from tests.data.due_town import write_town

WEEK = "2026-W12"


@pytest.fixture(scope="module")
def basis(messy_town: Loaded) -> Basis:
    """Of a past week: the board is of its last moment."""
    return measure_basis(messy_town.store, parse_span("week", WEEK, ZoneInfo("Asia/Shanghai")))


def draft_of(briefing: Briefing) -> Draft:
    """As a reader of its files meets it: paragraphs, and tables cell by cell."""
    pieces, grids = [Piece(Words("题", "title"), briefing.subtitle)], []
    for section in briefing.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                pieces.append(Piece(Words(section.title, section.id), block.text))
            elif isinstance(block, Table):
                rows = [tuple(one if isinstance(one, str) else one.text for one in row) for row in block.rows]
                grids.append(Grid(Words(block.title, block.title), (block.heads, *rows)))
                pieces += [Piece(Words(block.title, block.title), cell) for row in rows for cell in row]
    return Draft(tuple(pieces), tuple(grids))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_the_product_writes_itself_stands(basis: Basis, language: str) -> None:
    places = [None, *basis.board.level("village").level.places[:3]]
    for place in places:
        draft = draft_of(compose(basis, place, language))  # type: ignore[arg-type]
        assert [one.line(language) for one in find(draft, basis.board if place is None else None)] == []


def test_every_changed_reading_is_found_and_no_right_one(basis: Basis) -> None:
    """Told in plain sentences, one reading a sentence; then each of them off by more than it may be rounded."""
    board, tested = basis.board, 0
    for title, id in titles_of(board).items():
        reading = board.reading(id)
        unit = reading.indicator.unit.zh
        told = (
            reading.value is not None
            and not reading.masked
            and not reading.stale
            and re.fullmatch("[件个人%]|小时", unit)
        )
        if not told or not re.match(r"[\u4e00-\u9fff]", title):
            continue
        assert reading.value is not None
        for shift, count in ((0.0, 0), (2.0, 1)):
            text = f"{title}为{reading.value + shift:.1f}{unit}。"
            found = against_board(Draft((Piece(Words("第1段", "1"), text),)), board)
            assert [one.rule for one in found] == ["store"] * count, text
        tested += 1
    assert tested > 10


def test_a_number_of_a_village_is_compared_with_the_villages(basis: Basis) -> None:
    board, tested = basis.board, 0
    level = board.level("village").level
    for title, id in titles_of(board).items():
        reading = board.reading(id, "village", level.places[0])
        if reading.value is None or reading.masked or reading.stale or reading.indicator.unit.zh != "件":
            continue
        if not re.match(r"[\u4e00-\u9fff]", title):
            continue
        for words in (f"{level.names[0]}{{}}{{:.0f}}件。", f"{level.names[0]}：{{}}{{:.0f}}件。"):
            for shift in (0, 3):
                text = words.format(title, reading.value + shift)
                found = against_board(Draft((Piece(Words("第1段", "1"), text),)), board)
                assert [one.rule for one in found] == ["store"] * (shift > 0), text
        tested += 1
    assert tested > 3


def test_other_times_places_and_words_are_left_alone(basis: Basis) -> None:
    board = basis.board
    title = next(
        title
        for title, id in titles_of(board).items()
        if board.reading(id).value is not None and board.catalogue[id].unit.zh == "%" and "率" in title
    )
    name = board.level("village").level.names[0]
    assert place_names(board)[name] is not None
    for text in (
        f"上周{title}1%。",
        f"{title}目标99.9%。",
        f"{title}约1%。",
        f"{title}较上周上升1%。",
        f"去年同期{title}为1%。",
        f"某某{title}1%。",
        f"东村、西村{title}1%。",
        f"{title}，满意率1%。",
    ):
        assert against_board(Draft((Piece(Words("第1段", "1"), text),)), board) == [], text


def test_the_draft_says_which_week_it_is_of() -> None:
    draft = Draft((Piece(Words("1", "1"), "柘汪镇周报"), Piece(Words("2", "2"), "2026年第9周（2月23日至3月1日）")))
    assert order_for(draft, Order()).span == "2026-W09"
    assert order_for(draft, Order(span="2026-W10")).span == "2026-W10"
    assert order_for(draft, Order(kind="month")).span is None


def test_the_command_reads_prints_and_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    profile = load_profile(str(write_town(tmp_path)))
    store = Store.open(profile)
    for _ in take_profile(store):
        pass
    store.close()
    path = tmp_path / "draft.txt"
    path.write_text("2026年第10周\n办结率99.93%（9182/9238）。\n", encoding="gb18030")
    assert lint(path, profile, Order()) == 1
    assert lint(path, None, Order(language="en")) == 1
    said = capsys.readouterr().out
    assert "第2行：9182/9238" in said
    assert "line 2: 9182/9238" in said
    assert findings_of("[]") == []
