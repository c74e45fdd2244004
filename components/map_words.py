"""The words of the maps: layers, what their marks mean, seen ground."""

from data.catalogue import Words

TEXTS: dict[str, Words] = {
    "map": Words("地图", "Map"),
    "coverage": Words("见格率", "Seen ground"),
    "level": Words("层级", "Level"),
    "indicator": Words("着色指标", "Coloured by"),
    "layers": Words("图层", "Layers"),
    "base": Words("底图", "Base"),
    "classes": Words("分级", "Classes"),
    "selected": Words("选中", "Selected"),
    "nothing_selected": Words("点击地图选择一处。", "Click the map to select a place."),
    "portrait": Words("一格一画像", "Portrait"),
    "numbers": Words("各项数值", "Its numbers"),
    "png": Words("导出 PNG", "Save as PNG"),
    "snapshot": Words("打开画面", "Open its picture"),
    "nearer": Words("放大", "Zoom in"),
    "farther": Words("缩小", "Zoom out"),
    "whole": Words("看全图", "The whole map"),
    "geojson": Words("导出 GeoJSON", "GeoJSON"),
    "approval": Words("审图号：{number}", "Map approval {number}"),
    "tracks": Words("近一小时轨迹", "Ways of the last hour"),
    "tracks_why": Words("轨迹显示依据：{reason}", "Ways are shown because: {reason}"),
    "tracks_off": Words("本地未开放轨迹。", "Ways are not shown in this place."),
    "reach": Words("无人机可达", "Drone reach"),
    "blind": Words("盲区", "Blind spots"),
    "drawn": Words("仅画 {n}", "{n} drawn"),
    "hours": Words("近 {n} 小时", "Last {n} h"),
    "by_any": Words("任一", "Any"),
    "by_patrol": Words("巡逻", "Patrols"),
    "by_camera": Words("视频", "Cameras"),
    "by_drone": Words("无人机", "Drones"),
    "reach_share": Words("无人机可达面", "In drone reach"),
    "town": Words("全域", "The whole"),
    "seen_share": Words("见格率 %", "Seen %"),
    "ranking": Words("{level}排序 · 见得最少在前", "By {level}, least seen first"),
    "blind_list": Words("盲区 {n} 处 · 共 {area} km²", "{n} blind spots, {area} km²"),
    "blind_note": Words("按面积前 {n} 处", "the largest {n}"),
    "size": Words("面积", "Size"),
    "nearest": Words("最近探头", "Nearest camera"),
    "where": Words("所在", "Where"),
    "no_blind": Words("没有不小于 {least} m² 的盲区。", "No blind spot of {least} m² or more."),
    "no_eyes": Words(
        "没有巡逻、视频或无人机数据，无法测算见格率。", "No patrols, cameras or drones: seen ground is unknown."
    ),
    "not_told": Words("访客模式下不显示实时图层与盲区。", "Live layers and blind spots are not shown to visitors."),
    "sight": Words(
        "视距：巡逻 {patrol} m、探头 {camera} m、无人机 {drone} m（profile 的 map.sight）",
        "Sight: patrols {patrol} m, cameras {camera} m, drones {drone} m (map.sight of the profile)",
    ),
    "unknown_cameras": Words(
        "探头来源从不报心跳的，按在看计。", "A camera whose source never tells a heartbeat counts as seeing."
    ),
    "as_of": Words("测算于 {time}", "Counted at {time}"),
    "shown_at": Words("数据时刻 {time}", "Data of {time}"),
    "history": Words("近 {n} 小时数据不足", "less than {n} h of data"),
}

# By kind of the base, in the order in which they are drawn, lowest first.
BASE: dict[str, Words] = {
    "water": Words("水系", "Water"),
    "buildings": Words("建筑", "Buildings"),
    "roads": Words("道路", "Roads"),
    "coast": Words("海岸线", "Coast"),
    "boundary": Words("境界", "Boundary"),
    "names": Words("地名", "Names"),
}

LAYERS: dict[str, Words] = {
    "cases": Words("在办事件", "Open cases"),
    "patrols": Words("巡逻在岗", "Patrols on duty"),
    "cameras": Words("视频探头", "Cameras"),
    "sensors": Words("传感器", "Sensors"),
    "gas": Words("燃气报警", "Gas alarms"),
    "drones": Words("无人机", "Drones"),
    "findings": Words("无人机发现", "Drone findings"),
}

STATES: dict[str, Words] = {
    "vehicle": Words("巡逻车", "vehicle"),
    "worker": Words("网格员", "worker"),
    "quiet": Words("5–60 分钟无定位", "no fix for 5–60 min"),
    "playable": Words("可播", "playable"),
    "on_line": Words("在线", "on line"),
    "off": Words("离线", "off line"),
    "unknown": Words("状态不明", "not known"),
    "high": Words("高于上限", "above its high"),
    "low": Words("低于下限", "below its low"),
    "ordinary": Words("正常", "ordinary"),
    "unbounded": Words("无限值", "no limits"),
    "raised": Words("报警中", "alarm"),
    "flying": Words("在飞", "in the air"),
    "ready": Words("待命", "ready"),
    "open": Words("未闭环", "open"),
    "red": Words("红色", "red"),
    "orange": Words("橙色", "orange"),
    "yellow": Words("黄色", "yellow"),
    "plain": Words("未分色", "no colour"),
    "new_red": Words("新 · 红色", "new, red"),
    "new_orange": Words("新 · 橙色", "new, orange"),
    "new_yellow": Words("新 · 黄色", "new, yellow"),
    "new_plain": Words("新（1 小时内）", "new (last hour)"),
}


def tell_map(key: str, language: str, **values: object) -> str:
    """The text of that key, its blanks filled."""
    return TEXTS[key][language].format(**values)
