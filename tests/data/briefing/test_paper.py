"""The PDF's text can be copied, its font is inside, and it is the same each time."""

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from data.briefing.document import Briefing, Chart
from data.briefing.fonts import in_font
from data.briefing.paper import write_paper
from data.briefing.printable import printable
from data.wording import number
from tests.data.briefing.whole import NAMES, squeezed, texts_of, whole


@pytest.fixture(scope="module", params=NAMES, ids=("plain", "hostile", "long"))
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Briefing, Path]:
    """A briefing and the paper that was written of it."""
    briefing, path = whole(request.param), tmp_path_factory.mktemp("paper") / "a.pdf"
    write_paper(briefing, path)
    return briefing, path


def pages(path: Path) -> list[str]:
    """The text of each page without what stands at its foot."""
    return [squeezed(page.extract_text()).rsplit("—", 2)[0] for page in PdfReader(path).pages]


def test_every_text_and_number_is_there(both: tuple[Briefing, Path]) -> None:
    briefing, path = both
    found = "".join(pages(path))
    assert [one for one in texts_of(briefing) if squeezed(in_font(printable(one))) not in found] == []


def test_the_numbers_of_charts_are_text(both: tuple[Briefing, Path]) -> None:
    briefing, path = both
    found = "".join(pages(path))
    for chart in (one for section in briefing.sections for one in section.blocks if isinstance(one, Chart)):
        for one in chart.series:
            told = [number(value, chart.digits) for value in one.values if value is not None]
            assert len(chart.series) > 1 or all(value in found for value in told)


def test_the_font_is_inside_and_nothing_points_out(both: tuple[Briefing, Path]) -> None:
    for page in PdfReader(both[1]).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor
        assert "/Annots" not in page


def test_it_states_what_must_be_known(tmp_path: Path) -> None:
    write_paper(whole(rows=120), tmp_path / "a.pdf")
    reader = PdfReader(tmp_path / "a.pdf")
    first = squeezed(reader.pages[0].extract_text())
    assert all(squeezed(one) in first for one in whole().cautions)
    assert len(reader.pages) > 8
    for n, page in enumerate(reader.pages, 1):
        assert f"—{n}—演示数据·数据截至2026年11月15日24:00" in squeezed(page.extract_text())
    assert reader.metadata is not None
    assert whole().cautions[0] in str(reader.metadata.subject)
    heads = sum(squeezed(page.extract_text()).count("名称本期东村变化") for page in reader.pages)
    assert heads > 8  # on every page that a table goes on


def test_the_same_briefing_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_paper(whole(), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
