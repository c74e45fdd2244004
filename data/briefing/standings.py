"""Places 各地情况: which stand best and worst, where the differences are more than chance, and a map."""

from data.board import Reading
from data.briefing.charts import has_fair_n, ranked_chart
from data.briefing.document import Block, Cell, Paragraph, Table
from data.briefing.map_picture import map_picture
from data.briefing.narrative import Parts, joined, paragraph, reference_of, say, tell, titled, written
from data.briefing.noise import is_count, places_differ
from data.briefing.subject import Subject
from data.briefing.tables import change_cell, value_cell
from data.briefing.words import TEXTS
from data.interval import SMALL, is_share
from data.wording import MISSING

NAMED = 3
MOST_ROWS = 60


def standings(subject: Subject) -> tuple[Block, ...]:
    """How the places of the next finer level stand in the wall's trend, its map and its headline."""
    language = subject.language
    level = next((one for one in subject.below if len(subject.children(one)) > 1), None)
    if level is None:
        return (Paragraph((say("no_parts", language),)),)
    choice = subject.choice
    phrases, shown = [], []
    for id in dict.fromkeys((choice.trend, choice.map, *choice.headline)):
        readings = at_places(subject, id, level)
        phrase = compared(subject, readings, level)
        if phrase and readings[0].indicator.period != "today":
            phrases.append(phrase)
            shown.append(readings)
    if not phrases:
        return (Paragraph((say("no_parts", language),)),)
    blocks: list[Block] = [paragraph((phrase,), language) for phrase in phrases]
    ordered, left_out = in_order(subject, shown[0])
    blocks += ranked_chart(subject, shown[0][0].indicator.id, level, ordered, left_out)
    blocks += map_picture(subject)
    blocks.append(table_of_places(subject, level, shown))
    return tuple(blocks)


def at_places(subject: Subject, id: str, level: str) -> list[Reading]:
    """An indicator at every place of a level in this one; nothing where it is told of none."""
    found = [subject.reading(id, level, place) for place in subject.children(level)]
    return [one for one in found if one is not None]


def in_order(subject: Subject, readings: list[Reading]) -> tuple[list[Reading], int]:
    """Best first, or most first where neither way is better, without shares of fewer than 20; how many those are."""
    known = [one for one in readings if one.value is not None and not one.masked and not one.stale]
    fair = [one for one in known if has_fair_n(subject, one)]
    rising = bool(fair) and fair[0].indicator.direction == "down" and not is_count(fair[0].indicator)
    fair.sort(key=lambda one: ((1 if rising else -1) * (one.value or 0.0), one.place))
    return fair, len(known) - len(fair)


def compared(subject: Subject, readings: list[Reading], level: str) -> Parts:
    """One phrase on best and worst, or on most; nothing where too few places are known."""
    language = subject.language
    ordered, left_out = in_order(subject, readings)
    if len(ordered) < 2:
        return ()
    indicator, title = ordered[0].indicator, titled(subject, ordered[0])
    name = subject.level_name(level)
    if is_count(indicator):
        most = [one for one in ordered if one.value][:NAMED]
        places = joined([placed(subject, one) for one in most], "list", language)
        return tell("most", language, title=title, places=places) if most else ()
    if indicator.direction == "none" or not is_share(indicator):
        return ()
    points = [subject.point(one, "value") for one in ordered]
    words: dict[str, str | int | Parts] = {"title": title, "level": name}
    if not places_differ(points):
        phrase = tell("alike", language, **words)
    else:
        best, worst = placed(subject, ordered[0]), placed(subject, ordered[-1])
        phrase = tell("best", language, best=best, worst=worst, **words)
    return phrase + (tell("too_few", language, least=SMALL, n=left_out) if left_out else ())


def placed(subject: Subject, reading: Reading) -> Parts:
    """A place's name and number; of a share also how many it is taken over."""
    name = subject.names.get(reading.place, reading.place)
    value: Parts = (written(subject, reading, "value"),)
    if is_share(reading.indicator) and reading.denominator is not None:
        count = subject.cite(reading, "denominator", f"{reading.denominator:,.0f}")
        value += (TEXTS["comma"][subject.language], "n=", count)
    return tell("place_value", subject.language, place=name, value=value)


def table_of_places(subject: Subject, level: str, shown: list[list[Reading]]) -> Table:
    """A place a row: each indicator's number and, of the first, n and the change."""
    language, first = subject.language, shown[0]
    title = subject.level_name(level)
    heads = [say("head_place", language), *(titled(subject, readings[0]) for readings in shown)]
    share = is_share(first[0].indicator)
    heads += [say("head_n", language)] if share else []
    heads.append(say("head_change", language))
    ordered = {one.place: n for n, one in enumerate(in_order(subject, first)[0])}
    places = sorted(range(len(first)), key=lambda n: (ordered.get(first[n].place, len(first)), first[n].place))
    rows = []
    for n in places[:MOST_ROWS]:
        cells: list[Cell] = [subject.names.get(first[n].place, first[n].place)]
        cells += [value_cell(subject, readings[n]) for readings in shown]
        if share:
            known = first[n].denominator is not None and not first[n].masked
            cells.append(subject.cite(first[n], "denominator", f"{first[n].denominator:,.0f}") if known else MISSING)
        against = reference_of(first[n], subject.basis.span)
        cells.append(MISSING if against is None else change_cell(subject, first[n], against))
        rows.append(tuple(cells))
    return Table(say("by_place", language, level=title), tuple(heads), tuple(rows))
