"""Ledgers 台账: who lives here, and whether what is written down about the place is right, new and asked for once."""

from data.catalogue import Indicator, Words
from data.facts import fact_rate, fact_value

INDICATORS: tuple[Indicator, ...] = (
    fact_value(
        "residents",
        "GR03p",
        Words("常住人口", "Residents"),
        Words("常住人口", "Residents"),
        "population",
        Words("人", "people"),
    ),
    fact_value(
        "households",
        "GR03h",
        Words("户数", "Households"),
        Words("户数", "Households"),
        "households",
        Words("户", "households"),
    ),
    fact_rate(
        "data_accuracy_rate",
        "GR07",
        Words("信息采集准确率", "Records accurate"),
        Words(
            "抽查中正确的条数除以抽查的条数",
            "Records found right divided by records sampled",
        ),
        "data_accurate",
        target=95,
        watch=95,
        bad=85,
    ),
    fact_rate(
        "data_update_rate",
        "GR08",
        Words("信息更新及时率", "Updated in time"),
        Words(
            "按时更新的变动数除以全部变动数",
            "Changes entered in time divided by all changes",
        ),
        "data_updated",
        target=90,
        watch=90,
        bad=75,
    ),
    fact_rate(
        "enter_once_rate",
        "GR12",
        Words("一数一源复用率", "Entered once"),
        Words(
            "预填的字段数除以要求填报的字段数",
            "Fields filled in beforehand divided by fields asked for",
        ),
        "fields_prefilled",
        target=60,
        watch=40,
        bad=20,
    ),
)
