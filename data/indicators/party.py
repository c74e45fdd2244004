"""Party building and co-governance 党建·共治: what the Party's offices report of grids, members and volunteers."""

from data.catalogue import Words
from data.facts import fact_rate, fact_value

INDICATORS = (
    fact_rate(
        "party_grid_rate",
        "PB01",
        Words("网格党组织覆盖", "Grids with Party group"),
        Words("建有党组织的网格数占网格总数的比例", "Grids with a Party group, of all grids"),
        "party_grids",
        target=100,
        watch=98,
        bad=90,
    ),
    fact_rate(
        "party_registered_rate",
        "PB02",
        Words("党员双报到率", "Members registered"),
        Words(
            "到社区双报到的党员数占应报到数的比例",
            "Party members registered with the community too, of those who should be",
        ),
        "party_registered",
        target=95,
        watch=95,
        bad=80,
    ),
    fact_value(
        "volunteer_hours",
        "PB03",
        Words("志愿服务时长", "Volunteer hours"),
        Words("志愿服务时长", "Hours of volunteer service"),
        "volunteer_hours",
        Words("小时", "hours"),
    ),
    fact_value(
        "volunteers",
        "PB05",
        Words("注册志愿者", "Volunteers"),
        Words("志愿者数", "Volunteers"),
        "volunteers",
        Words("人", "people"),
    ),
)
