"""Why a page shows nothing, in the reader's language: what the data says in English, said in Chinese too."""

import re

from data.fault import Fault

# What the reading functions of `data` and the filters of an address raise, and how it is said in Chinese.
REFUSED = {
    r"rows are not for visitors": "访客模式下不显示明细。",
    r"what nobody looks at is not for visitors": "访客模式下不显示。",
    r"rows that tell of persons are not listed": "涉及个人的明细不列出。",
    r"the first board is not measured yet.*": "正在测算第一版数据，请几秒后再试。",
    r"the (polygons are not read|store is not open) yet.*": "数据尚未就绪，请几秒后再试。",
    r"there is no indicator \"(?P<given>.*)\"": "没有指标“{given}”。",
    r"there is no filter \"(?P<given>.*)\": (?P<known>.*)": "没有筛选项“{given}”，可用的有：{known}",
    r"(?P<name>from|to) \"(?P<given>.*)\" is no time such as (?P<known>.*) or (?P<other>.*)": (
        "“{given}”不是时间，应如 {known} 或 {other}"
    ),
    r"from( \(.*\))? must lie before to( \(.*\))?": "起始时间须早于结束时间。",
    r"(?P<name>\w+) \"(?P<given>.*)\" is none of (?P<known>.*)": "“{given}”不可用于 {name}，可用的有：{known}",
    r"area .*": "圈定的范围有误，请重新圈画。",
}


def refusal(fault: Fault, language: str) -> str:
    """The fault's own words where there are none in this language."""
    if language == "zh":
        for pattern, words in REFUSED.items():
            if found := re.fullmatch(pattern, str(fault), re.DOTALL):
                return words.format(**found.groupdict())
    return str(fault)
