"""The words that the files of a briefing add to what it says, in the two languages."""

from data.catalogue import Words

LABELS: dict[str, Words] = {
    "as_of": Words("数据截至{time}", "Data up to {time}"),
    "simulated": Words("演示数据", "Simulated data"),
    "cautions": Words("数据说明", "Please note"),
    "issued": Words("{issuer}　编", "{issuer}"),
    "continued": Words("{title}（{n}/{all}）", "{title} ({n}/{all})"),
    "of_section": Words("{section} · {title}", "{section} · {title}"),
    "with_unit": Words("{title}（{unit}）", "{title} ({unit})"),
    "figure": Words("图{n}　{title}", "Figure {n}. {title}"),
    "table": Words("表{n}　{title}", "Table {n}. {title}"),
    "approval": Words("审图号：{number}", "Map approval: {number}"),
    # The workbook
    "sheet_about": Words("说明", "About"),
    "sheet_numbers": Words("数据", "Numbers"),
    "sheet_charts": Words("图表", "Charts"),
    "period": Words("期间", "Period"),
    "place": Words("范围", "Place"),
    "number": Words("期号", "Issue"),
    "issuer": Words("编发单位", "Issuer"),
    "time": Words("数据时间", "Data of"),
    "head_section": Words("部分", "Section"),
    "head_where": Words("位置", "Where"),
    "head_indicator": Words("指标代码", "Indicator"),
    "head_level": Words("层级", "Level"),
    "head_place": Words("地点代码", "Place"),
    "head_quantity": Words("数量", "Quantity"),
    "head_value": Words("数值", "Value"),
    "head_text": Words("写作", "Written"),
    "head_name": Words("名称", "Name"),
}

QUANTITIES: dict[str, Words] = {
    "value": Words("本期", "value"),
    "numerator": Words("分子", "numerator"),
    "denominator": Words("分母（样本）", "denominator (n)"),
    "before": Words("上期", "before"),
    "change": Words("较上期变化", "change"),
    "change_percent": Words("较上期变化%", "change %"),
    "year_ago": Words("去年同期", "a year ago"),
    "year_change": Words("同比变化", "change on a year ago"),
    "year_change_percent": Words("同比变化%", "change on a year ago %"),
    "week_ago": Words("七天前", "seven days before"),
    "week_change": Words("较七天前变化", "change on seven days before"),
    "week_change_percent": Words("较七天前变化%", "change on seven days before %"),
    "interval_low": Words("95%区间下限", "95% interval, low"),
    "interval_high": Words("95%区间上限", "95% interval, high"),
    "target": Words("目标", "target"),
    "watch": Words("关注线", "watch limit"),
    "bad": Words("超限线", "bad limit"),
}


def label(key: str, language: str, **blanks: str | int) -> str:
    """The words of that key with their blanks filled; what is filled in is not read for blanks of its own."""
    return LABELS[key][language].format(**blanks)
