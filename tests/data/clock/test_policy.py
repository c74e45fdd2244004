"""Hours and policies of a profile: what is refused, and that the key is said; what a place calls its colours."""

from pathlib import Path

import pytest

from data.catalogue import Words
from data.clock.limit import Limit
from data.clock.name import name_of
from data.fault import Fault
from data.profile import Profile, load_profile

GOOD = """
title = { zh = "沙河营镇", en = "Shaheying" }
hours = { calendar = "china" }

[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "villages.geojson"

[[feeds]]
id = "cases"
schema = "cases"
path = "cases.csv"
stale_after = "12h"

[[feeds]]
id = "window"
schema = "disputes"
path = "disputes.csv"
stale_after = "12h"

[[policies]]
schema = "cases"
by = "colour"
limits = { yellow = "1 working day", orange = "5 working days", red = "30 days" }
default = "7 days"

[policies.names]
yellow = { zh = "黄色·日清周报", en = "Yellow: cleared daily, reported weekly" }
orange = { zh = "橙色·周清月报", en = "Orange: cleared weekly, reported monthly" }
red = { zh = "红色·月清季报", en = "Red: cleared monthly, reported quarterly" }

[policies.steps]
dispatch_due_at = { from = "registered_at", within = "2 working hours" }

[[policies]]
feed = "window"
by = "risk"
names = { red = { zh = "红色·高风险", en = "Red: high risk" } }
"""
YELLOW = 'limits = { yellow = "1 working day",'


def load(folder: Path, text: str) -> Profile:
    path = folder / "town.toml"
    path.write_text(text, encoding="utf-8")
    return load_profile(str(path))


def test_a_profile_says_its_hours_and_policies(tmp_path: Path) -> None:
    profile = load(tmp_path, GOOD)
    assert profile.hours is not None
    assert [str(begin) for begin, _ in profile.hours.spans] == ["8:30:00", "14:00:00"]
    assert profile.policies[0].limits["red"] == Limit(30, "day")
    assert profile.policies[0].steps["dispatch_due_at"].within == Limit(2, "working hour")


def test_a_colour_means_what_its_module_says(tmp_path: Path) -> None:
    profile = load(tmp_path, GOOD)
    assert name_of(profile, "cases", "colour", "yellow") == Words(
        "黄色·日清周报", "Yellow: cleared daily, reported weekly"
    )
    assert name_of(profile, "disputes", "risk", "red") == Words("红色·高风险", "Red: high risk")
    assert name_of(profile, "cases", "colour", "blue") is None
    assert name_of(profile, "petitions", "colour", "red") is None
    assert name_of(profile, "cases", "category", "red") is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (YELLOW, 'limits = { yellow = "soon",', 'policies[0].limits.yellow: "soon" is not a limit'),
        (', within = "2 working hours"', "", "policies[0].steps.dispatch_due_at.within: is missing"),
        ('schema = "cases"\nby', 'schema = "casse"\nby', 'policies[0].schema: schema "casse" does not exist'),
        ('feed = "window"', 'feed = "door"', 'policies[1]: feed "door" is none of cases, window'),
        ('feed = "window"', "", "policies[1]: give either schema or feed"),
        ('by = "colour"', 'by = "hue"', 'policies[0]: by: "hue" is no word or flag of cases'),
        ('by = "colour"', 'by = "due_at"', 'by: "due_at" is no word or flag'),
        ('by = "colour"', 'by = "source"', 'limits: source is never "yellow": it is one of grid_worker'),
        ('by = "colour"', "", "limits: by the values of which column?"),
        ('names = { red = { zh = "红色·高风险"', 'names = { blue = { zh = "蓝"', 'risk is never "blue"'),
        ('zh = "红色·高风险", ', "", "policies[1].names.red.zh: is missing"),
        ('names = { red = { zh = "红色·高风险", en = "Red: high risk" } }', "", "policies[1]: says nothing"),
        ('by = "risk"', 'from = "registered_at"\nby = "risk"', "from: belongs to limits or default"),
        ('by = "colour"', 'from = "found_at"\nby = "colour"', 'from: "found_at" is no time of cases'),
        ('from = "registered_at"', 'from = "due_at"', 'steps.dispatch_due_at.from: "due_at" is no time of cases'),
        ("dispatch_due_at =", "dispatched_at =", 'steps: "dispatched_at" is no due time of cases'),
        ("dispatch_due_at =", "due_at =", "steps: due_at is the whole row's"),
        ('hours = { calendar = "china" }', "", "policies[0]: working days and hours need office hours: add hours = {"),
        ('calendar = "china"', 'calendar = "mars"', "hours.calendar: Input should be 'china'"),
        ('calendar = "china"', 'spans = ["9 to 5"]', 'hours.spans[0]: "9 to 5" is not a span'),
        ('calendar = "china"', 'spans = ["22:00-06:00"]', "split it at midnight"),
        ('calendar = "china"', 'spans = ["09:00-24:01"]', "by 24:00"),
        ('calendar = "china"', 'spans = ["09:00-12:00", "11:00-17:00"]', "overlap"),
        ('calendar = "china"', "spans = []", "hours.spans: Tuple should have at least 1 item"),
        ('calendar = "china"', "lunch = 1", "hours.lunch: unknown key"),
        ('[[policies]]\nfeed = "window"', '[[policies]]\nschema = "calls"\ndefault = "7 days"', "calls has no due_at"),
        ('default = "7 days"', 'default = "7 days"\nspeed = 1', "policies[0].speed: unknown key"),
    ],
)
def test_a_policy_that_does_not_fit_is_refused_by_its_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    if "calls" in new:
        text = text.split('by = "risk"')[0]
    with pytest.raises(Fault) as refused:
        load(tmp_path, text)
    assert said in str(refused.value)
