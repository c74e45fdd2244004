"""What of a row a person may see on a screen: no names, no numbers to call, nothing that somebody wrote freely."""

import re

MASK = "•••"
PERSONAL = re.compile(
    r"name|phone|mobile|\btel|contact(?!ed_at|_due_at)|address(?!_id)|id_?card|identity|passport|email|wechat|comment|title|"
    r"姓名|名字|人名|电话|手机|联系|住址|地址|身份证|证件|邮箱|微信|标题|内容|描述|诉求|备注",
    re.IGNORECASE,
)
# Numbers of phones in China, of identity cards, and addresses of electronic mail, wherever they stand.
TELLING = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx]|\d{15})(?!\d)|[\w.+-]+@[\w-]+\.[\w.]+")
LONGEST = 60


def is_personal(column: str) -> bool:
    """Whether a column looks as if it told of a person."""
    return PERSONAL.search(column) is not None


def masked(column: str, value: str, longest: int = LONGEST) -> str:
    """A value as it may be shown: hidden where its column looks personal, else without what tells of a person."""
    if is_personal(column):
        return MASK
    shown = TELLING.sub(MASK, value)
    return f"{shown[: longest - 1]}…" if len(shown) > longest else shown
