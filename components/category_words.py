"""The usual categories of cases in English, beside the word that a Chinese source sends."""

NAMES = {
    "占道经营": "Street vending",
    "固废倾倒": "Waste dumping",
    "环境卫生": "Sanitation",
    "邻里纠纷": "Neighbours",
    "道路设施": "Road fixtures",
    "噪声扰民": "Noise",
    "安全隐患": "Safety hazard",
    "涉海涉渔": "Sea, fishery",
    "劳资纠纷": "Labour dispute",
    "用水用电": "Water, power",
    "市场监管": "Consumers",
    "违法建设": "Illegal building",
    "民生服务": "Welfare",
    "交通秩序": "Traffic order",
    "公共服务": "Public service",
}


def category_name(category: str, language: str) -> str:
    """The category in the screen's language; as the source calls it where no other word is known."""
    return NAMES.get(category, category) if language == "en" else category
