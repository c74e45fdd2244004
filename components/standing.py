"""How every place of a level stands in one number: a table, worst or largest first."""

from collections.abc import Sequence

from dash import html

from components.asked import Asked
from components.card import SIGNS
from components.figure import change, glance, interval, number, parts
from components.reason_words import tell
from components.tags import tags
from components.words import say
from data.board import Reading
from data.explore.behind import Which
from data.interval import has_n


def standing(
    readings: Sequence[Reading], names: dict[str, str], language: str, asked: Asked | None = None
) -> html.Table:
    """One row a place in the order given, `names` by the places' ids; with `asked`, a place's name leads to its
    portrait, its number to the same page of that place, and what is to be looked at to those rows."""
    sure = any(one.interval is not None for one in readings)
    heads = [say(key, language) for key in ("place", "value", "parts", *(["interval"] if sure else []), "change")]
    wanted = next((kind for one in readings if (kind := to_look_at(one)[0]) is not None), None) if asked else None
    if wanted is not None:
        heads.append(tell(f"look_{wanted}", language))
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([row(one, names.get(one.place, one.place), sure, language, asked, wanted) for one in readings]),
        ],
        className="standing",
    )


def row(
    reading: Reading, name: str, sure: bool, language: str, asked: Asked | None = None, wanted: Which | None = None
) -> html.Tr:
    """A place's numbers; with its interval where the table has a column for it (`sure`)."""
    moved = change(reading)
    value = glance(reading) if reading.masked else number(reading.value, reading.indicator.digits)
    here = None if asked is None else asked.at(reading.level, reading.place)
    at, id = (reading.level, reading.place), reading.indicator.id
    called = name if here is None else html.A(name, href=here.portrait(*at))
    chosen = asked is not None and at == (asked.level, asked.place)
    return html.Tr(
        [
            html.Th([html.Span(SIGNS[reading.state], className="sign"), called], scope="row"),
            html.Td(value if here is None else html.A(value, href=here.indicator(id)), className="value"),
            html.Td(say("masked", language) if reading.masked else parts(reading)),
            *([html.Td(interval(reading), className="interval")] if sure else []),
            html.Td(f"{moved.arrow}{moved.text}" if moved else "", className=f"tone-{moved.tone}" if moved else ""),
            *([html.Td(look(reading, here, wanted), className="look")] if here and wanted else []),
        ],
        className=f"is-{reading.state}{' chosen' if chosen else ''}",
        **tags(place=reading.place),
    )


def look(reading: Reading, here: Asked, wanted: Which) -> html.A | str:
    """The rows that a leader would open: how many, and the way to them."""
    count = to_look_at(reading)[1]
    return html.A(f"{count:,}", href=here.rows(wanted).indicator(reading.indicator.id)) if count else "0"


def to_look_at(reading: Reading) -> tuple[Which | None, int]:
    """Which rows of a number are worth a look, and how many: of a share that should be high those that are not
    counted, of one that should be low those that are; of anything else counted in rows, all of them."""
    indicator, numerator, denominator = reading.indicator, reading.numerator, reading.denominator
    if "person_sensitive" in indicator.flags or indicator.derived is not None or numerator is None:
        return None, 0
    if denominator is None:
        return ("counted", int(numerator)) if indicator.measure.lower().startswith("count(*)") else (None, 0)
    if not has_n(indicator):
        return None, 0
    if not indicator.measure.lower().startswith("count(*) filter") or indicator.direction == "none":
        return "all", int(denominator)
    return ("not_counted", int(denominator - numerator)) if indicator.direction == "up" else ("counted", int(numerator))
