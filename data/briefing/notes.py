"""About the data 数据说明: how old it is, which feeds were silent, which 口径 are in use, what is missing."""

import re
from datetime import timedelta

from data.board import FeedAge
from data.briefing.document import Block, Paragraph, Table
from data.briefing.narrative import clock, joined, length, say, tell
from data.briefing.subject import Subject
from data.briefing.town import TOWN
from data.catalogue import Indicator
from data.interval import SMALL
from data.wording import MISSING

COLUMN_NAMES = re.compile(r" ?[（(][a-z]+(_[a-z]+)+[)）]")


def notes(subject: Subject) -> tuple[Block, ...]:
    language, board = subject.language, subject.board
    said = [*cautions(subject)]
    moment = say("moment_week" if subject.basis.span.kind == "week" else "moment_day", language)
    rules = [
        say("made_of", language, time=clock(board.as_of, subject)),
        say("compared", language, moment=moment),
        say("noise", language),
        say("few", language, least=SMALL),
    ]
    if subject.basis.span.kind == "quarter":
        rules.append(say("quarter_note", language))
    blocks: list[Block] = [Paragraph((one,)) for one in said]
    blocks.append(Paragraph(("".join(rules).rstrip(),)))
    blocks += [Paragraph((one,)) for one in missing(subject)]
    if not any(feed.stale for feed in board.feeds):
        blocks.append(Paragraph((say("all_fresh", language).rstrip(),)))
    return (*blocks, feeds_table(subject), *versions_table(subject))


def cautions(subject: Subject) -> tuple[str, ...]:
    """What each file must state: simulated data, an unfinished period, silent feeds, the 口径 that were chosen."""
    language, basis, board = subject.language, subject.basis, subject.board
    told = [say("simulated", language)] if board.profile.simulated else []
    if not basis.span.ended(board.as_of):
        told.append(say("so_far", language, time=clock(board.as_of, subject)).rstrip())
    told += [silence(subject, feed) for feed in board.feeds if feed.stale and feed.id not in basis.overwritten]
    for one in basis.outages:
        begin = clock(one.begin_at, subject)
        if one.end_at is not None:
            told.append(say("outage", language, feed=one.title[language], begin=begin, end=clock(one.end_at, subject)))
        elif not any(feed.id == one.feed and feed.stale for feed in board.feeds):
            told.append(say("outage_open", language, feed=one.title[language], begin=begin))
    told += [
        say("overwritten", language, feed=feed.title[language]) for feed in board.feeds if feed.id in basis.overwritten
    ]
    chosen = [
        say("version_means", language, title=one.title[language], meaning=meaning_of(one, language))
        for one in chosen_versions(subject)
    ]
    if chosen:
        told.append(say("version_line", language, text=say("semicolon", language).join(chosen)))
    return tuple(told)


def silence(subject: Subject, feed: FeedAge) -> str:
    language = subject.language
    if feed.age is None or feed.newest_at is None:
        return say("never_feed", language, feed=feed.title[language])
    age, newest = length(feed.age, language), clock(feed.newest_at, subject)
    return say("dead_feed", language, feed=feed.title[language], age=age, newest=newest)


def chosen_versions(subject: Subject) -> list[Indicator]:
    """The indicators whose 口径 or period the place has chosen."""
    profile = subject.profile
    named = {*profile.versions, *profile.periods}
    return [one for one in subject.board.catalogue.indicators if one.id in named]


def meaning_of(indicator: Indicator, language: str) -> str:
    """What it counts, without the names of columns that stand in brackets behind the words."""
    return COLUMN_NAMES.sub("", indicator.meaning[language])


def missing(subject: Subject) -> list[str]:
    """Which of the wall's indicators have no data, and how many are not told of this level."""
    language, ids = subject.language, subject.choice.indicators
    known = subject.readings(ids)
    told = []
    titles = [(one.indicator.title[language],) for one in known if one.value is None and not one.masked]
    if titles:
        text = joined(titles, "list", language)
        told.append("".join(str(one) for one in tell("missing", language, titles=text)).rstrip())
    if subject.level != TOWN and len(known) < len(ids):
        level = subject.level_name(subject.level)
        told.append(say("town_only", language, level=level, n=len(ids) - len(known)).rstrip())
    return told


def feeds_table(subject: Subject) -> Table:
    """Every feed with its newest data, its age and what it is allowed."""
    language = subject.language
    heads = ("head_feed", "head_newest", "head_age", "head_allowed", "head_state")
    rows = []
    for feed in subject.board.feeds:
        gone = feed.id in subject.basis.overwritten
        newest = MISSING if feed.newest_at is None or gone else clock(feed.newest_at, subject)
        age = MISSING if feed.age is None or gone else length(feed.age, language)
        allowed: timedelta = subject.profile.feed(feed.id).stale_after
        state = MISSING if gone else say("never" if feed.age is None else "late" if feed.stale else "in_time", language)
        rows.append((feed.title[language], newest, age, length(allowed, language), state))
    return Table(say("feeds", language), tuple(say(key, language) for key in heads), tuple(rows))


def versions_table(subject: Subject) -> tuple[Table, ...]:
    """The 口径 of every indicator of the wall that has several, or that the place has chosen."""
    language = subject.language
    chosen = {one.id for one in chosen_versions(subject)}
    known = [subject.board.catalogue[id] for id in subject.choice.indicators]
    rows = tuple(
        (one.title[language], one.version, meaning_of(one, language))
        for one in known
        if one.variants or one.id in chosen
    )
    heads = tuple(say(key, language) for key in ("head_indicator", "head_version", "head_meaning"))
    return (Table(say("versions", language), heads, rows),) if rows else ()
