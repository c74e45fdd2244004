"""What happens in a township: the two-level categories of cases, how often and how grave."""

from dataclasses import dataclass

COLOURS = ("yellow", "orange", "red")
GRAVITY = {"light": (0.93, 0.07, 0.0), "usual": (0.72, 0.24, 0.04), "grave": (0.35, 0.45, 0.20)}
# Why somebody must be on the spot, by first-level category.
ARRIVALS_FOR = {
    "邻里纠纷": "dispute",
    "劳资纠纷": "dispute",
    "安全隐患": "hazard",
    "用水用电": "request",
    "民生服务": "request",
}


@dataclass(frozen=True)
class Category:
    """A second-level category: its share among cases, gravity, days to handle a yellow one, who handles it.

    `seen_by` are the machine sources that can notice it, `fair` how many times likelier it is on a fair day.
    """

    category: str
    subcategory: str
    share: float
    gravity: str
    yellow_days: int
    party: str
    seen_by: tuple[str, ...] = ()
    fair: float = 1.0
    coastal: bool = False


EYES = ("camera", "drone", "snapshot")
CATEGORIES = (
    Category("占道经营", "流动摊贩占道", 6.0, "light", 1, "综合行政执法局", EYES, 3.0),
    Category("占道经营", "店外经营", 4.0, "light", 1, "综合行政执法局", EYES, 1.6),
    Category("占道经营", "占道堆物", 2.5, "light", 1, "综合行政执法局", EYES),
    Category("固废倾倒", "建筑垃圾倾倒", 3.0, "usual", 2, "生态环境办", EYES),
    Category("固废倾倒", "生活垃圾倾倒", 3.5, "light", 1, "环境卫生管理站", EYES),
    Category("固废倾倒", "工业固废倾倒", 0.6, "grave", 3, "生态环境办", EYES),
    Category("环境卫生", "垃圾清运不及时", 8.0, "light", 1, "环境卫生管理站", ("snapshot",), 1.6),
    Category("环境卫生", "沟渠河道漂浮物", 3.0, "light", 2, "水利站", EYES),
    Category("环境卫生", "秸秆露天焚烧", 1.0, "usual", 1, "生态环境办", EYES),
    Category("环境卫生", "畜禽养殖异味", 1.6, "usual", 3, "农业农村局"),
    Category("邻里纠纷", "宅基地与相邻权", 3.4, "usual", 3, "调解工作室"),
    Category("邻里纠纷", "口角与琐事", 3.2, "light", 1, "调解工作室"),
    Category("邻里纠纷", "婚姻家庭", 1.6, "usual", 3, "调解工作室"),
    Category("邻里纠纷", "土地承包", 1.5, "grave", 3, "调解工作室"),
    Category("道路设施", "路面破损", 4.2, "usual", 3, "交通建设办", ("snapshot",)),
    Category("道路设施", "路灯不亮", 4.0, "light", 2, "交通建设办", ("snapshot",)),
    Category("道路设施", "井盖缺失", 1.2, "usual", 1, "交通建设办", ("snapshot", "sensor")),
    Category("道路设施", "标志标线缺损", 1.2, "light", 3, "交通建设办"),
    Category("噪声扰民", "施工噪声", 2.4, "light", 1, "综合行政执法局"),
    Category("噪声扰民", "商业与广场噪声", 2.6, "light", 1, "综合行政执法局", (), 1.5),
    Category("安全隐患", "消防通道堵塞", 2.4, "usual", 1, "应急管理办", ("camera", "sensor"), 1.5),
    Category("安全隐患", "用电私拉乱接", 2.2, "usual", 2, "应急管理办"),
    Category("安全隐患", "燃气使用隐患", 1.4, "grave", 1, "应急管理办", ("sensor",)),
    Category("安全隐患", "企业生产隐患", 1.8, "grave", 3, "应急管理办", ("sensor",)),
    Category("安全隐患", "水位与溺水风险", 1.0, "usual", 1, "水利站", ("sensor", "camera", "drone")),
    Category("涉海涉渔", "渔船停靠与编组", 1.6, "usual", 2, "海洋渔业站", ("camera", "drone"), 1.0, True),
    Category("涉海涉渔", "违规出海与禁渔", 0.9, "grave", 2, "海洋渔业站", ("camera", "drone"), 1.0, True),
    Category("涉海涉渔", "滩涂养殖纠纷", 1.2, "grave", 3, "海洋渔业站", (), 1.0, True),
    Category("涉海涉渔", "岸线垃圾", 1.0, "light", 2, "海洋渔业站", EYES, 1.0, True),
    Category("劳资纠纷", "拖欠工资", 1.6, "grave", 3, "人社服务所"),
    Category("劳资纠纷", "工伤赔偿", 0.5, "grave", 3, "人社服务所"),
    Category("用水用电", "停水与水压", 2.6, "usual", 1, "供水服务站"),
    Category("用水用电", "停电与线路", 2.4, "usual", 1, "供电服务站"),
    Category("市场监管", "消费争议", 2.2, "light", 3, "市场监管分局", (), 1.5),
    Category("市场监管", "食品安全", 1.0, "usual", 2, "市场监管分局", (), 1.3),
    Category("违法建设", "新增违建", 1.4, "grave", 3, "综合行政执法局", EYES),
    Category("民生服务", "低保与救助咨询", 2.6, "light", 2, "民政办"),
    Category("民生服务", "医保社保咨询", 3.0, "light", 1, "为民服务中心"),
    Category("民生服务", "独居老人求助", 1.2, "light", 1, "民政办"),
    Category("交通秩序", "车辆乱停放", 4.4, "light", 1, "派出所", EYES, 2.0),
    Category("交通秩序", "电动车充电与停放", 2.0, "light", 2, "派出所"),
    Category("公共服务", "农路绿化养护", 1.4, "light", 3, "农业农村局"),
)
