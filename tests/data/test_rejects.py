"""The whole round of a broken file: refused, downloaded, mended in a spreadsheet, loaded again, counted once."""

import io
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from data.feed_report import read_refused
from data.feeds.mended import EXTRA, guarded, unguarded
from data.intake import Counts, take_file
from data.profile import load_profile
from data.rejects import read_rejects
from data.store import Store
from tests.data.squares import write_place

LONG_AGO = pd.Timestamp("2000-01-01", tz="UTC").to_pydatetime()
# A source of its own: Chinese names, GBK, semicolons, a column that nobody declared, an id that Excel would round.
FEED = """
[[feeds]]
id = "hotline"
schema = "cases"
encoding = "gb18030"
delimiter = ";"
times = ["%Y/%m/%d %H:%M:%S"]
stale_after = "1d"
values.source = { "热线" = "hotline", "*" = "other" }

[feeds.columns]
case_id = "工单号"
reported_at = "时间"
title = "标题"
source = "来源"
lon = "经度"
lat = "纬度"
party = { file = "stem" }
"""
HEADER = "工单号;时间;标题;来源;经度;纬度;电话"
GOOD = "202603020000000001;2026/03/02 08:00:00;路灯;热线;119.2011;35.0511;13800000000"
BAD_TIME = '202603020000000002;2026/13/02 08:00:00;=HYPERLINK("x");热线;119.2012;35.0512;13800000000'
BAD_POINT = "007;2026/03/02 09:30:15;-3 路口;热线;119.2013;;13800000000"
TORN = "202603020000000004;2026/03/02 08:00:00;多;一;列;119.2;35.05;13800000000;x"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    place = write_place(tmp_path)
    place.write_text(place.read_text() + FEED)
    store = Store.open(load_profile(str(place)))
    yield store
    store.close()


def load(store: Store, path: Path) -> Counts:
    return take_file(store, store.profile.feed("hotline"), path)


def broken(store: Store, folder: Path) -> Counts:
    path = folder / "三月.csv"
    path.write_text("\n".join([HEADER, GOOD, BAD_TIME, BAD_POINT, TORN, ""]), encoding="gb18030")
    return load(store, path)


def download(store: Store) -> str:
    return read_rejects(store.connection, store.profile.feed("hotline"))


def frame(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text.removeprefix("\ufeff")), dtype=str, keep_default_na=False)


def still_open(store: Store) -> int:
    return read_refused(store.connection, LONG_AGO)["hotline"].still_open


def mended(store: Store) -> pd.DataFrame:
    """What a clerk makes of it: the two rows that can be told apart are put right."""
    rows = frame(download(store))
    rows.loc[rows["时间"].str.contains("/13/"), "时间"] = "2026/03/02 08:00:00"
    rows.loc[rows["工单号"].str.contains("007"), "纬度"] = "35.0513"
    return rows


def test_the_download_holds_what_the_feed_reads_where_it_stood_and_why_it_was_refused(
    store: Store, tmp_path: Path
) -> None:
    assert broken(store, tmp_path).rejected == 3
    text = download(store)
    assert text.startswith("\ufeff")
    rows = frame(text)
    assert list(rows.columns) == ["工单号", "时间", "标题", "来源", "经度", "纬度", *EXTRA]
    assert rows["reject_line"].tolist() == ["3", "4", "5"]
    assert set(rows["reject_file"]) == {"三月.csv"}
    assert "is no time" in rows["reject_reason"][0]
    assert "13800000000" not in text  # what nobody declared was never kept


def test_a_spreadsheet_runs_nothing_and_rounds_nothing_of_it(store: Store, tmp_path: Path) -> None:
    broken(store, tmp_path)
    rows = frame(download(store))
    assert rows["标题"][0] == '\'=HYPERLINK("x")'
    assert rows["工单号"].tolist()[:2] == ["'202603020000000002", "'007"]
    assert rows["经度"][1] == "119.2013"  # a short number stays one
    assert not rows.map(lambda cell: cell[:1] in "=+-@" and cell != "").to_numpy().any()


@pytest.mark.parametrize(
    "text",
    ["", "路灯", "=1+1", "'=1+1", "''=1", " =1", "-3", "-3 路口", "007", "1e5", "3/4", "@x", "'x", "'", "’", "12345678",
     "＝1", "\t=1", "119.2013", "2026-03-02 08:00:00", "+86 138", "1.50", "0", "-0", "(1)"],
)  # fmt: skip
def test_what_was_made_harmless_is_what_it_was_once_it_is_loaded(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("saved", ["utf-8-sig", "gb18030", "xlsx"])
def test_mended_and_loaded_again_every_row_is_counted_once(store: Store, tmp_path: Path, saved: str) -> None:
    broken(store, tmp_path)
    assert still_open(store) == 3
    rows = mended(store)
    path = tmp_path / ("hotline-rejects.xlsx" if saved == "xlsx" else "hotline-rejects.csv")
    if saved == "xlsx":
        book = Workbook()
        assert book.active is not None
        for row in [list(rows.columns), *rows.to_numpy().tolist()]:
            book.active.append(row)
        book.save(path)
    else:
        rows.to_csv(path, index=False, encoding=saved)
    first = load(store, path)
    # The torn row has nothing in it: it is refused again, as what it is now.
    assert (first.accepted, first.rejected, first.read) == (2, 1, 3)
    taken = store.connection.execute("SELECT case_id, title, party, source, spot > 0 FROM cases ORDER BY 1").fetchall()
    assert taken == [
        ("007", "-3 路口", "三月", "hotline", True),
        ("202603020000000001", "路灯", "三月", "hotline", True),
        ("202603020000000002", '=HYPERLINK("x")', "三月", "hotline", True),
    ]
    assert still_open(store) == 1
    assert len(frame(download(store))) == 1
    again = load(store, path)
    assert (again.accepted, again.updated, again.duplicate) == (0, 0, 2)
    whole = tmp_path / "三月.csv"
    assert load(store, whole).duplicate == 1
    assert store.connection.execute("SELECT count(*) FROM cases").fetchall() == [(3,)]


def test_what_is_still_wrong_comes_back_as_the_source_sent_it(store: Store, tmp_path: Path) -> None:
    broken(store, tmp_path)
    for _ in range(3):
        path = tmp_path / "again.csv"
        path.write_text(download(store), encoding="utf-8")
        assert load(store, path).rejected == 3
        rows = frame(download(store))
        assert rows["标题"][0] == '\'=HYPERLINK("x")'
        assert still_open(store) == len(rows) == 3
        assert (set(rows["reject_file"]), list(rows["reject_line"])) == ({"三月.csv"}, ["3", "4", "5"])
