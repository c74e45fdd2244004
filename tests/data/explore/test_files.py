"""Files read back as what was on the screen, and no cell of theirs is ever a formula."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import built_in
from data.explore.extract import Extract, extract
from data.explore.files import BOM, EXTRA, Origin, cell, csv_pieces, harmless, write_xlsx
from data.explore.filters import Filters
from data.explore.table import COLUMNS, all_rows, count_rows, rows_after, table_page
from data.fault import Fault
from tests.data.conftest import Loaded
from tests.data.messy import AS_OF, ZONE

ORIGIN = Origin("indicator=case_total&party==cmd", datetime(2026, 3, 31, 2, 30, tzinfo=UTC), True, ZONE, "累计 Cases")
MONTHS = Filters(period="days365")


@pytest.fixture(scope="module")
def found(messy_town: Loaded) -> Extract:
    return extract(messy_town.store.connection.cursor(), built_in()["case_total"], AS_OF.to_pydatetime(), ZONE)


def on_screen(found: Extract) -> pd.DataFrame:
    page = table_page(found, MONTHS, 0, 1000)
    return pd.DataFrame(page.rows, columns=list(COLUMNS))


def same(read: pd.DataFrame, shown: pd.DataFrame) -> None:
    assert len(read) == len(shown) > 0
    for name in COLUMNS:
        wanted = ["" if pd.isna(one) else str(cell(one, ZONE)) for one in shown[name].astype(object)]
        if name in ("lon", "lat"):
            numbers = pd.to_numeric(read[name]).astype(float)
            assert numbers.tolist() == pytest.approx(pd.to_numeric(pd.Series(wanted)).tolist(), nan_ok=True)
        else:
            assert ["" if pd.isna(one) else str(one) for one in read[name]] == wanted, name


def test_a_csv_reads_back_equal_to_the_screen(found: Extract) -> None:
    content = b"".join(csv_pieces(all_rows(found, MONTHS), ORIGIN))
    assert content.startswith(BOM.encode())
    read = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    same(read, on_screen(found))
    assert read[[*EXTRA]].drop_duplicates().to_numpy().tolist() == [
        ["indicator=case_total&party==cmd", "2026-03-31 10:30:00", "true"]
    ]


def test_a_workbook_reads_back_equal_to_the_screen(found: Extract, tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    written = list(write_xlsx(path, all_rows(found, MONTHS), ORIGIN))
    assert written[-1] == count_rows(found, MONTHS)
    same(pd.read_excel(path, dtype=str), on_screen(found))
    about = dict(openpyxl.load_workbook(path)["about"].iter_rows(values_only=True))
    assert about == {
        "title": "累计 Cases",
        "filters": "indicator=case_total&party==cmd",
        "data_at": "2026-03-31 10:30:00",
        "simulated": "true",
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", " =1", "'=1"])
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    list(write_xlsx(path, [[(text,)]], ORIGIN, ("word",)))
    workbook = openpyxl.load_workbook(path)
    assert all(one.data_type != "f" for sheet in workbook for row in sheet.iter_rows() for one in row)
    content = b"".join(csv_pieces([[(text,)]], ORIGIN, ("word",))).decode("utf-8-sig")
    assert pd.read_csv(io.StringIO(content), dtype=str)["word"][0][0] == "'"


@given(st.text(max_size=20))
def test_what_begins_a_formula_is_behind_an_apostrophe(text: str) -> None:
    told = harmless(text)
    assert told in (text, f"'{text}")
    assert not told.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_an_empty_file_still_has_its_header(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    list(write_xlsx(path, [], ORIGIN))
    assert list(pd.read_excel(path).columns) == list(COLUMNS)


def test_pages_after_one_another_are_all_rows_once(found: Extract) -> None:
    def pages() -> Iterator[tuple[object, ...]]:
        after = None
        while True:
            page = rows_after(found, MONTHS, after, 37)
            yield from page.rows
            after = page.next
            if after is None:
                return

    told = list(pages())
    assert len(told) == count_rows(found, MONTHS)
    key = COLUMNS.index("key")
    assert len({row[key] for row in told}) == len(told)
    times = [row[0] for row in told]
    assert times == sorted(times, reverse=True)  # type: ignore[type-var]


@pytest.mark.parametrize("after", ["x", "1e5.a", "', 1); DROP TABLE rows; --", "9" * 30])
def test_a_made_up_place_to_go_on_from_is_refused(found: Extract, after: str) -> None:
    with pytest.raises(Fault, match="next"):
        rows_after(found, MONTHS, after, 10)


def test_times_are_the_places_own() -> None:
    assert cell(datetime(2026, 3, 1, 20, tzinfo=UTC), ZoneInfo("Asia/Shanghai")) == "2026-03-02 04:00:00"
