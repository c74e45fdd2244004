"""What the wall says of the modes that its address asks for."""

from data.catalogue import Words

TEXTS: dict[str, Words] = {
    "profile": Words(
        "本机显示的是{title}（{name}），没有“{value}”", "This server shows {title} ({name}), not “{value}”"
    ),
    "modules": Words("没有板块“{value}”；可选：{known}", "No module “{value}”; there are: {known}"),
    "lang": Words("语言“{value}”无效：zh 或 en", "No language “{value}”: zh or en"),
    "theme": Words("主题“{value}”无效：dark 或 light", "No theme “{value}”: dark or light"),
    "scale": Words("缩放“{value}”无效：fit、fill、x 或 y", "No scale “{value}”: fit, fill, x or y"),
    "rotate": Words("轮换时长“{value}”无效：例如 30s，至少 2s", "No dwell “{value}”: such as 30s, 2s at least"),
    "visitor": Words("访客参数“{value}”无效：1 或 0", "No visitor mode “{value}”: 1 or 0"),
    "play": Words("轮播中没有“{value}”：例如 wall:30s", "The playlist has no “{value}”: write such as wall:30s"),
    "visiting": Words(
        "访客模式：不显示涉及个人信息、数量过少的指标和具体事件",
        "Visitor mode: numbers on persons, numbers of few, and single cases are not shown",
    ),
}


def tell(key: str, language: str, **values: object) -> str:
    """The text of that key, its blanks filled."""
    return TEXTS[key][language].format(**values)
