"""One alarm in words: what it is, where, and who has acknowledged it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from components.alarm_words import tell
from components.figure import with_unit
from data.alarms.alarm import Alarm
from data.board import Board

# The second sign beside the colour.
SIGNS = {"case": "▲", "indicator": "▲", "feed": "○"}
KNOWN = "✓"


def name_of(alarm: Alarm, board: Board, language: str) -> str:
    """What is the matter, without its number."""
    if alarm.kind == "case":
        where = place_of(alarm, board)
        return " ".join(text for text in (tell("case_of", language, label=alarm.label).rstrip(), where) if text)
    if alarm.kind == "feed":
        title = next((one.title[language] for one in board.feeds if one.id == alarm.subject), alarm.subject)
        return tell("feed_of", language, feed=title)
    known = alarm.subject in board.catalogue
    return board.catalogue[alarm.subject].title[language] if known else alarm.subject


def place_of(alarm: Alarm, board: Board) -> str:
    """The name of where it is; nothing where it is the whole place."""
    for measured in board.measured.values():
        names = dict(zip(measured.level.places, measured.level.names, strict=True))
        if alarm.place in names:
            return str(names[alarm.place])
    return alarm.place


def value_of(alarm: Alarm, board: Board, language: str) -> str:
    """The number when it was raised, with its unit; nothing for what is no number."""
    if alarm.value is None or alarm.subject not in board.catalogue:
        return ""
    indicator = board.catalogue[alarm.subject]
    return with_unit(alarm.value, indicator.digits, indicator.unit[language])


def said_of(alarm: Alarm, board: Board, language: str) -> str:
    """Who acknowledged it, when and with which word; nothing as long as nobody has."""
    if alarm.acknowledged_at is None:
        return ""
    key = "said_by" if alarm.acknowledged_by else "said_only"
    time = when(alarm.acknowledged_at, board)
    return tell(key, language, time=time, by=alarm.acknowledged_by, word=alarm.word).strip()


def when(at: datetime, board: Board) -> str:
    """In the place's zone; with the date where it is not today's."""
    zone = ZoneInfo(board.profile.zone)
    local, today = at.astimezone(zone), board.as_of.astimezone(zone).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%m-%d %H:%M}"
