"""A small briefing with one of everything, and what its files must hold."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from zipfile import ZipFile

from data.briefing.document import Briefing, Chart, Cited, MapPicture, Paragraph, Section, Series, Table

AS_OF = datetime(2026, 11, 15, 15, 59, 59, 999999, tzinfo=UTC)
CAUTIONS = ("本简报为演示数据，不反映真实情况。", "热线数据中断：3天。", "口径：按期结案率 due_cohort。")
FORMULA = '=HYPERLINK("http://example.com","甲")'
MARKUP = '<w:p/>&"]]><a:t>'
CONTROL = "甲\x1b乙\x00丙\ud800丁\ufffe"
EMOJI = "平安🙂村"
LONG = "很长的村名" * 120
NAMES = ("东村", FORMULA + MARKUP + CONTROL + EMOJI, LONG)


def cited(value: float, text: str, place: str = "V01") -> Cited:
    return Cited("case_open", "village", place, "value", value, text)


def squares(count: int) -> dict[str, object]:
    """So many squares beside each other, each 0.01 degrees wide."""
    features = []
    for n in range(count):
        west, east = 119 + n / 100, 119 + (n + 1) / 100
        ring = [[west, 35], [east, 35], [east, 35.01], [west, 35.01], [west, 35]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "id": f"V{n:02}", "properties": {}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def whole(name: str = "东村", rows: int = 3) -> Briefing:
    """One section with sentences, a table of so many rows, three charts and a map; `name` wherever a name may stand."""
    cells = tuple(
        (f"{name} {n}", cited(1000.5 + n, f"{1000.5 + n:,.1f}件"), cited(60, "3/5"), "—") for n in range(rows)
    )
    blocks = (
        Paragraph((name, "在办", cited(1234, "1,234件"), "，下降", cited(-3.5, "3.5%"), "；", "好。")),
        Table(name, ("名称", "本期", name, "变化"), cells),
        Chart("line", name, ("1月", name, "3月"), (Series(name, (90.5, None, 93.123456)),), "case_open", "%", 1, name),
        Chart("bar", "甲", (name, "b"), (Series("戊", (1, 2)), Series(name, (2, None))), "case_open", "件", 0),
        Chart("ranked", "丙", (name, "b"), (Series("丁", (7.25, 1)),), "case_open", "件", 0, "本月"),
        picture(name),
    )
    tables = tuple(replace(block, title=title) for block in blocks[1:2] for title in ("一", "二"))
    return Briefing(
        title=f"{name}周报",
        subtitle="2026年第46周",
        number="2026年第46期",
        issuer=name,
        place=name,
        covers="2026年第46周",
        language="zh",
        as_of=AS_OF,
        zone="Asia/Shanghai",
        simulated=True,
        cautions=CAUTIONS,
        sections=(Section("overview", name, blocks), Section("modules", "分模块情况", tables)),
        file_name="squares-2026-W46",
        map_approval="GS(2026)1号",
    )


def picture(name: str) -> MapPicture:
    values: dict[str, float | None] = {"V00": 1.0, "V01": 5.0, "V02": None}
    names = dict.fromkeys(values, name)
    return MapPicture(name, squares(3), values, names, (3.0,), ("< 3", "≥ 3", "暂无数据"), "case_open", "件")


def texts_of(briefing: Briefing) -> Iterator[str]:
    """Every text and number that each file must hold."""
    yield from (briefing.title, briefing.number, briefing.subtitle, briefing.issuer, *briefing.cautions)
    yield from (one.text for one in briefing.cited())
    for section in briefing.sections:
        yield section.title


def squeezed(text: str) -> str:
    """Without white space: lines are broken where a page wants it."""
    return re.sub(r"\s", "", text)


def outside(path: str) -> list[str]:
    """Relations of an Office file that point out of it."""
    with ZipFile(path) as package:
        names = [name for name in package.namelist() if name.endswith(".rels")]
        return [name for name in names if b'TargetMode="External"' in package.read(name)]
