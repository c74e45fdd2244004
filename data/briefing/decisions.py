"""To be decided 需要决定的事项: what is past its limit, what is not kept honest, which feeds are dead."""

from data.board import Reading
from data.briefing.document import Block, Paragraph, Table
from data.briefing.narrative import Part, Parts, joined, length, paragraph, say, tell, titled, written
from data.briefing.subject import Subject
from data.briefing.tables import state_text
from data.catalogue import Indicator


def decisions(subject: Subject) -> tuple[Block, ...]:
    language = subject.language
    readings = subject.readings(subject.choice.indicators)
    bad = sorted((one for one in readings if one.state == "bad" and not one.masked), key=excess, reverse=True)
    phrases = [past_limit(subject, one) for one in bad]
    phrases += [phrase for one in readings if (phrase := unkept(subject, one))]
    phrases += [
        tell("decide_feed", language, feed=feed.title[language], age=length(feed.age, language))
        for feed in subject.board.feeds
        if feed.stale and feed.age is not None and feed.id not in subject.basis.overwritten
    ]
    blocks: list[Block] = [
        paragraph(((f"{n}. ", *phrase),), language) for n, phrase in enumerate(phrases, start=1)
    ] or [Paragraph((say("nothing_to_decide", language),))]
    watch = [titled(subject, one) for one in readings if one.state == "watch" and not one.masked]
    if watch:
        titles = joined([(one,) for one in watch], "list", language)
        blocks.append(Paragraph(tell("decide_watch", language, n=len(watch), titles=titles)))
    return (*blocks, *limits_table(subject, bad))


def past_limit(subject: Subject, reading: Reading) -> Parts:
    value, limit = written(subject, reading, "value"), limit_of(subject, reading)
    side = say("below" if reading.indicator.direction == "up" else "above", subject.language)
    return tell("decide_bad", subject.language, title=titled(subject, reading), value=value, limit=limit, side=side)


def limit_of(subject: Subject, reading: Reading) -> Part:
    assert reading.indicator.bad is not None
    return subject.cite(reading, "bad", subject.count(reading.indicator.bad, reading))


def unkept(subject: Subject, reading: Reading) -> Parts:
    """A number that meets its target, or is in order, while what keeps it honest does not."""
    counter, indicator = reading.indicator.counter, reading.indicator
    if counter is None or reading.state != "normal" or not has_limit(indicator) or reading.masked:
        return ()
    held = subject.reading(counter)
    if held is None or held.state not in ("bad", "watch") or held.masked:
        return ()
    return tell(
        "decide_counter",
        subject.language,
        title=titled(subject, reading),
        value=written(subject, reading, "value"),
        counter=titled(subject, held),
        held=written(subject, held, "value"),
        state=state_text(held, subject.language),
    )


def has_limit(indicator: Indicator) -> bool:
    return indicator.direction != "none" and (indicator.watch is not None or indicator.bad is not None)


def excess(reading: Reading) -> float:
    """How far past the limit, in parts of the limit's own size."""
    limit = reading.indicator.bad
    return abs((reading.value or 0.0) - limit) / max(abs(limit), 1.0) if limit is not None else 0.0


def limits_table(subject: Subject, bad: list[Reading]) -> tuple[Table, ...]:
    """What is past its limit, beside the limit."""
    if not bad:
        return ()
    language = subject.language
    heads = tuple(say(key, language) for key in ("head_indicator", "head_value", "head_limit", "head_state"))
    rows = tuple(
        (titled(subject, one), written(subject, one, "value"), limit_of(subject, one), state_text(one, language))
        for one in bad
    )
    return (Table(say("past_limit", language), heads, rows),)
