"""What the commands find, called without a process of their own."""

import tomllib
from datetime import date
from pathlib import Path

import chinese_calendar
import pytest

from data.commands import check
from data.profile import Profile

TOWN = """
title = { zh = "试", en = "Test" }
hours = { calendar = "china" }

[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "squares.geojson"

[[feeds]]
id = "cases"
schema = "cases"
path = "cases.csv"
stale_after = "12h"
"""
SQUARE = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "v"}, "geometry": '
    '{"type": "Polygon", "coordinates": [[[119, 35], [120, 35], [120, 36], [119, 36], [119, 35]]]}}]}'
)


def test_check_says_that_this_years_holidays_are_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "squares.geojson").write_text(SQUARE)
    (tmp_path / "cases.csv").write_text("case_id,reported_at\na,2026-01-01T08:00\n")
    monkeypatch.setattr(chinese_calendar, "holidays", {date(2004, 1, 1): "New Year's Day"})
    for town, findings in ((TOWN, 1), (TOWN.replace("china", "weekdays"), 0), (TOWN.replace("hours", "#"), 0)):
        assert check(Profile(**tomllib.loads(town), name="town", folder=tmp_path)) == findings
        assert ("Monday to Friday" in capsys.readouterr().out) == bool(findings)
