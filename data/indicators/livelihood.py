"""Livelihood and key groups 民生·重点人群: groups in sum, never persons; every one of them is person-sensitive."""

from data.catalogue import Flag, Indicator, Words
from data.facts import fact_rate, fact_value
from data.visits import HOUSEHOLD, visit_rate

GROUPS = "GB/T 31000"
SENSITIVE: tuple[Flag, ...] = ("person_sensitive",)
VISITED: tuple[Flag, ...] = ("person_sensitive", "compliance_sensitive")

INDICATORS = (
    visit_rate(
        "elderly_visit_rate",
        "LV01",
        Words("独居老人探访率", "Solitary elders visited"),
        Words(
            "周期在本月内到期的独居老人探访（走访类别 elderly_alone）中，到时段末已完成的比例",
            "Of the visits of kind elderly_alone whose cycle ended this month, those made by the period's end",
        ),
        kind="elderly_alone",
        target=100,
        watch=95,
        bad=80,
        flags=VISITED,
        standard=GROUPS,
    ),
    visit_rate(
        "hardship_visit_rate",
        "LV02",
        Words("困难家庭走访率", "Hardship homes visited"),
        Words(
            "周期在本月内到期的困难家庭走访（走访类别 hardship）中，到时段末已完成的比例",
            "Of the visits of kind hardship whose cycle ended this month, those made by the period's end",
        ),
        kind="hardship",
        target=100,
        watch=95,
        bad=80,
        flags=VISITED,
        standard=GROUPS,
    ),
    visit_rate(
        "key_household_visit_rate",
        "LV10",
        Words("重点户走访率", "Key households visited"),
        Words(
            "周期在本月内到期的重点户走访（走访类别 key_household）中，到时段末已完成的比例",
            "Of the visits of kind key_household whose cycle ended this month, those made by the period's end",
        ),
        kind="key_household",
        target=100,
        watch=95,
        bad=80,
        flags=VISITED,
        standard=GROUPS,
    ),
    # No person stands behind a number of kinds, and a mask of groups of 1 to 4 would hide it.
    Indicator(
        id="visit_groups",
        code="LV11",
        title=Words("走访对象类别", "Groups visited"),
        meaning=Words(
            "本年以来实际走访过的入户走访类别数，最多五类:困难家庭、独居老人、社区矫正、社区戒毒康复、重点户",
            "How many of the kinds hardship, elderly_alone, community_corrections, drug_rehabilitation and "
            "key_household have had a visit made since 1 January",
        ),
        rows=f"SELECT visited_at AS counted_at, * FROM visits WHERE {HOUSEHOLD}",
        measure="count(DISTINCT kind)",
        unit=Words("类", "groups"),
        period="year",
        standard=GROUPS,
    ),
    fact_rate(
        "mental_managed_rate",
        "LV03",
        Words("精神障碍管理率", "Mental disorders managed"),
        Words(
            "规范管理的严重精神障碍患者数占在册数的比例",
            "People with a severe mental disorder who are managed to the norm, of those registered",
        ),
        "mental_managed",
        target=90,
        watch=90,
        bad=80,
        flags=SENSITIVE,
        standard=GROUPS,
    ),
    fact_rate(
        "correction_report_rate",
        "LV04",
        Words("矫正按期报到率", "Corrections reported in"),
        Words(
            "按期报到的社区矫正对象数占应报到数的比例",
            "People under community correction who reported in on time, of those who had to",
        ),
        "corrections_reported",
        target=100,
        watch=98,
        bad=90,
        flags=SENSITIVE,
        standard=GROUPS,
    ),
    fact_rate(
        "left_behind_care_rate",
        "LV05",
        Words("留守儿童关爱率", "Left-behind children"),
        Words("得到关爱服务的留守儿童数占在册数的比例", "Left-behind children who are cared for, of those registered"),
        "left_behind_cared",
        target=100,
        watch=95,
        bad=85,
        flags=SENSITIVE,
        standard=GROUPS,
    ),
    fact_rate(
        "home_adaptation_rate",
        "LV06",
        Words("适老化改造率", "Homes adapted for age"),
        Words("已完成适老化改造的户数占计划户数的比例", "Homes adapted for old age, of those planned"),
        "homes_adapted",
        target=100,
        watch=80,
        bad=50,
        flags=SENSITIVE,
    ),
    fact_value(
        "canteen_meals",
        "LV07",
        Words("助餐日服务", "Canteen meals a day"),
        Words("助餐点日服务人次", "Meals a day at the community canteens"),
        "canteen_meals",
        Words("人次", "meals"),
        flags=SENSITIVE,
    ),
)
