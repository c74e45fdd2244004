"""A week of every shipped profile, and of Boston: each file, opened by its own reader, holds what `measure` prints."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from data import commands
from data.briefing.basis import Basis, measure_basis
from data.briefing.composing import compose
from data.briefing.document import Briefing, Chart
from data.briefing.filing import write_file
from data.briefing.formats import FORMATS
from data.briefing.labels import QUANTITIES
from data.briefing.span import parse_span
from data.prepare import catch_up, load_all, open_store
from data.profile import Profile, load_profile
from tests.data.briefing.whole import squeezed

TESTS = Path(__file__).resolve().parents[2]
BOSTON = TESTS / "profiles" / "boston.toml"
NOW = datetime(2026, 11, 16, 3, tzinfo=UTC)
PROFILES = ("zhewang", "haitou", "liuhang", "shaheying", "yanchi", "ganyu", "boston")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Key = tuple[str, str, str]

pytestmark = pytest.mark.thorough


@dataclass(frozen=True)
class Told:
    """A profile's week, and what `measure` prints for its last moment, by indicator, level and place."""

    basis: Basis
    printed: dict[Key, dict[str, Any]]


@pytest.fixture(scope="module", params=PROFILES)
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, require: Callable[[bool, str], None]
) -> Iterator[Told]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(tmp_path_factory.mktemp(request.param)))
        is_boston = request.param == "boston"
        if is_boston:
            data = TESTS.parents[1] / "shared" / "data" / "boston311"
            require((data / "boston_311_2015.csv.gz").is_file(), "no requests of Boston in ../shared/data")
        profile = load_profile(str(BOSTON) if is_boston else request.param)
        if profile.simulate is not None:
            short = profile.simulate.model_copy(update={"begins": date(2025, 10, 1)})
            profile = profile.model_copy(update={"simulate": short})
        store = open_store(profile)
        if is_boston:
            for _ in load_all(store):
                pass
        else:
            patch.setattr(store, "now", lambda: NOW)
            for _ in catch_up(store, NOW):
                pass
        span = parse_span("week", "2015-W20" if is_boston else "2026-W46", ZoneInfo(profile.zone))
        basis = measure_basis(store, span)
        store.close()
        yield Told(basis, printed(profile, basis.board.as_of))


def printed(profile: Profile, as_of: datetime) -> dict[Key, dict[str, Any]]:
    """What the command prints of the town and each of its levels."""
    found: dict[Key, dict[str, Any]] = {}
    for level in ("town", *profile.level_ids):
        with redirect_stdout(io.StringIO()) as out:
            commands.measure(profile, as_of, level, "json")
        found |= {(one["indicator"], one["level"], one["place"]): one for one in json.loads(out.getvalue())}
    return found


class Bound(HTMLParser):
    """The bound numbers of a page, in order: indicator, place, quantity, text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str, str]] = []
        self.held: tuple[str, str, str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "b" and "data-indicator" in given:
            self.held = (str(given["data-indicator"]), str(given["data-place"]), str(given["data-of"]))

    def handle_data(self, data: str) -> None:
        if self.held is not None:
            self.found.append((*self.held, data))
            self.held = None


def slides(path: Path) -> str:
    words = []
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                words.append(shape.text_frame.text)
            if shape.has_table:
                words += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(words)


def letter(path: Path) -> str:
    opened: Any = Document(str(path))
    return "".join(one.text or "" for one in opened.element.body.iter(f"{W}t"))


def paper(path: Path) -> str:
    return "".join(squeezed(page.extract_text()).rsplit("—", 2)[0] for page in PdfReader(path).pages)


def page(path: Path) -> str:
    return "".join(text for *_, text in Bound(path.read_text(encoding="utf-8")).found)


READERS: dict[str, Callable[[Path], str]] = {"pptx": slides, "docx": letter, "pdf": paper, "html": page}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_of_every_file_is_what_measure_prints(told: Told, language: str, tmp_path: Path) -> None:
    briefing = compose(told.basis, None, language)  # type: ignore[arg-type]
    files = {name: write_file(briefing, tmp_path, name) for name in FORMATS}
    rows = list(openpyxl.load_workbook(files["xlsx"]).worksheets[1].iter_rows(min_row=2, values_only=True))
    assert len(rows) > 200
    compared = 0
    for _, _, indicator, level, place, quantity, value, _, _, _ in rows:
        for name in ("value", "numerator", "denominator"):
            if quantity == QUANTITIES[name][language]:
                expected = told.printed[indicator, level, place][name]
                assert value == pytest.approx(expected, rel=1e-12), (indicator, level, place, name)
                compared += 1
    assert compared > 100
    for name, read in READERS.items():
        words, position = squeezed(read(files[name])), 0
        for row in rows:  # in the order of the briefing, each behind the one before it
            position = words.find(squeezed(str(row[7])), position)
            assert position >= 0, (name, row)
    quantities = {words[language]: name for name, words in QUANTITIES.items()}
    bound = [(row[2], row[4], quantities[str(row[5])], row[7]) for row in rows]
    assert Bound(files["html"].read_text(encoding="utf-8")).found == bound
    check_charts(told, briefing, files["pptx"])


def check_charts(told: Told, briefing: Briefing, path: Path) -> None:
    """The data inside the native charts: a trend ends in the reading, a bar is a place's reading."""
    board = told.basis.board
    asked = [block for section in briefing.sections for block in section.blocks if isinstance(block, Chart)]
    drawn = [shape.chart for slide in Presentation(str(path)).slides for shape in slide.shapes if shape.has_chart]
    assert len(drawn) == len(asked) > 0
    for chart, found in zip(asked, drawn, strict=True):
        values = list(found.plots[0].series[0].values)
        if chart.kind == "line":
            assert values[-1] == pytest.approx(told.printed[chart.indicator, "town", board.profile.town]["value"])
            continue
        readings = {
            name: told.printed[chart.indicator, level.level.id, id]["value"]
            for level in list(board.measured.values())[1:2]
            for id, name in zip(level.level.places, level.level.names, strict=True)
        }
        assert values == pytest.approx([readings[name] for name in found.plots[0].categories])


def test_english_text_has_no_chinese_but_the_names_of_places(told: Told) -> None:
    names = {name for one in told.basis.board.measured.values() for name in one.level.names} - {
        told.basis.board.profile.town
    }
    briefing = compose(told.basis, None, "en")
    told_words = [briefing.title, briefing.number, briefing.subtitle, briefing.issuer, *briefing.cautions]
    for section in briefing.sections:
        told_words += [getattr(block, "title", "") or getattr(block, "text", "") for block in section.blocks]
    text = "\n".join(told_words)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    assert not [line for line in text.splitlines() if any("\u4e00" <= one <= "\u9fff" for one in line)]
