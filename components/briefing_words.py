"""The texts of the page of the briefings, in the two languages of the product."""

from data.briefing.declaration import SectionId
from data.briefing.span import Kind
from data.catalogue import Words

TEXTS: dict[str, Words] = {
    "briefings": Words("报告", "Briefings"),
    "choose": Words("选择", "Choose"),
    "kind": Words("周期", "Period"),
    "span": Words("哪一期", "Which one"),
    "running": Words("未结束", "still running"),
    "place": Words("范围", "Place"),
    "town": Words("全域", "The whole place"),
    "every_village": Words("每个村（社区）各一份", "One for each village"),
    "search": Words("查找", "Search"),
    "not_found": Words("没有", "None"),
    "spoken": Words("语言", "Language"),
    "formats": Words("格式", "Formats"),
    "sections": Words("内容", "Sections"),
    "preview": Words("预览", "Preview"),
    "make": Words("生成并存档", "Make and file"),
    "previewing": Words("正在测算这一期……", "Measuring this period…"),
    "made": Words("已生成 {n} / {total} 个文件", "{n} of {total} files made"),
    "done": Words("生成完毕：{n} 个文件，见下方存档。", "Done: {n} files, listed below."),
    "gone": Words("服务已重启，请重新生成。", "The server was started anew: order it again."),
    "nothing": Words("请至少选一种格式和一项内容。", "Choose a format and a section at least."),
    "filed": Words("存档", "Filed"),
    "none_filed": Words("还没有存档的报告。", "Nothing is filed yet."),
    "file": Words("文件", "File"),
    "size": Words("大小", "Size"),
    "written": Words("写成时间", "Written"),
    "lint": Words("核对文稿", "Check a draft"),
    "lint_about": Words(
        "上传 docx、pptx、txt 或 md（不超过 {mb} MB）：文中的比率、增减、合计、日期、前后说法和本平台读数，逐一核对。"
        "文件只在内存中读取，不保存。",
        "Upload a docx, pptx, txt or md of {mb} MB at most: shares, changes, sums, dates, what is told twice and the "
        "readings of this place are recomputed. The file is read in memory and not kept.",
    ),
    "upload": Words("选择文件，或拖到这里", "Choose a file, or drop it here"),
    "too_large": Words("文件超过 {mb} MB，未读取。", "The file is larger than {mb} MB and was not read."),
    "reading": Words("正在核对……", "Checking…"),
    "clean": Words(
        "{name}：未发现不符，对照期为 {span}。未发现不等于无误：拿不准的不报。",
        "{name}: nothing found, compared with {span}. That is no proof: what is in doubt is not reported.",
    ),
    "findings": Words("{name}：{n} 处不符，对照期为 {span}", "{name}: {n} findings, compared with {span}"),
    "where": Words("位置", "Where"),
    "told": Words("文中", "The draft says"),
    "expected": Words("应为", "Expected"),
    "why": Words("依据", "Why"),
    "rule": Words("规则", "Rule"),
    "visitors": Words("访客模式下不显示报告。", "Briefings are not for visitors."),
}
KINDS: dict[Kind, Words] = {
    "week": Words("周报", "Week"),
    "month": Words("月报", "Month"),
    "quarter": Words("季报", "Quarter"),
}
SECTION_NAMES: dict[SectionId, Words] = {
    "overview": Words("总体情况", "Overview"),
    "comparison": Words("同比环比", "Comparison"),
    "modules": Words("分模块情况", "By module"),
    "places": Words("各地情况", "By place"),
    "overdue": Words("超期与积案", "Overdue"),
    "signs": Words("早期信号", "Early signs"),
    "satisfaction": Words("群众满意度", "Satisfaction"),
    "decisions": Words("需要决定的事项", "Decisions"),
    "notes": Words("数据说明", "Notes on the data"),
}


def say(key: str, language: str, **values: object) -> str:
    """The text of that key, its blanks filled."""
    return TEXTS[key][language].format(**values)
