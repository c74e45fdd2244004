"""What a profile refuses, and that it says which key of which file."""

from pathlib import Path

import pytest

from data.fault import Fault
from data.profile import load_profile, shipped

GOOD = """
title = { zh = "试", en = "Test" }

[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "villages.geojson"

[[feeds]]
id = "cases"
schema = "cases"
path = "cases.csv"
stale_after = "12h"

[feeds.columns]
case_id = "编号"
reported_at = { join = ["日期", "时间"] }
"""


def test_every_shipped_profile_is_valid() -> None:
    assert "zhewang" in shipped()
    for name in shipped():
        assert load_profile(name).name == name


def test_chinese_columns_and_joined_ones(tmp_path: Path) -> None:
    path = tmp_path / "town.toml"
    path.write_text(GOOD, encoding="utf-8")
    profile = load_profile(str(path))
    assert profile.feeds[0].columns["case_id"].column == "编号"
    assert profile.feeds[0].columns["reported_at"].reads == ("日期", "时间")
    assert profile.feeds[0].stale_after.total_seconds() == 12 * 3600


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = { zh = "试"', 'titel = 1\ntitle = { zh = "试"', "titel: unknown key"),
        ('stale_after = "12h"', 'stale_after = "soon"', 'feeds[cases].stale_after: "soon" is not a duration'),
        ('stale_after = "12h"', "", "feeds[cases].stale_after: is missing"),
        ('schema = "cases"', 'schema = "casse"', 'schema "casse" does not exist'),
        ('case_id = "编号"', "", "needs case_id"),
        ('case_id = "编号"', 'case_id = "编号"\nphone = "电话"', '"phone" is no column of cases'),
        ('{ join = ["日期", "时间"] }', '{ join = ["日期"], const = "x" }', "exactly one of"),
        ('id = "village"', 'id = "hamlet"', "levels[hamlet].id"),
        ('path = "villages.geojson"', "", "village has no path"),
        ('title = { zh = "试"', 'zone = "China/Beijing"\ntitle = { zh = "试"', 'zone "China/Beijing" does not exist'),
        ('title = { zh = "试"', 'title = { zh = "试', "not valid TOML"),
    ],
)
def test_a_bad_profile_is_refused_by_file_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "town.toml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Fault) as refused:
        load_profile(str(path))
    assert str(path) in str(refused.value)
    assert said in str(refused.value)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(Fault, match="zhewang"):
        load_profile("zhewagn")
