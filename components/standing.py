"""How every place of a level stands in one number: a table, worst or largest first."""

from collections.abc import Sequence

from dash import html

from components.asked import Asked
from components.card import SIGNS
from components.figure import change, glance, interval, number, parts
from components.painting import at_places
from components.panel import panel
from components.ranking import in_order
from components.reason_words import tell
from components.tags import tags
from components.words import level_title, say
from data.board import Board, Reading
from data.catalogue import Indicator
from data.explore.behind import Which
from data.interval import has_n

MOST = 100  # places of a level that are listed, the worst first


def standings(board: Board, indicator: Indicator, level: str, asked: Asked) -> html.Section:
    """The places of a level in order, the first of them, and the one that is asked for."""
    measured = board.level(level).level
    names = dict(zip(measured.places, measured.names, strict=True))
    ordered = in_order(at_places(board, indicator.id, level), indicator)
    shown = [one for n, one in enumerate(ordered) if n < MOST or one.place == asked.place]
    count = str(len(shown)) if len(shown) == len(ordered) else f"{len(shown):,} / {len(ordered):,}"
    title = say("places", asked.language, level=level_title(board.profile, level)[asked.language])
    return panel(title, count, standing(shown, names, asked.language, asked), "places")


def standing(
    readings: Sequence[Reading], names: dict[str, str], language: str, asked: Asked | None = None
) -> html.Table:
    """One row a place in the order given, `names` by the places' ids; with `asked`, a place's name leads to its
    portrait, its number to the same page of that place, and what is to be looked at to those rows."""
    own = any(one.indicator.derived is None for one in readings)  # what follows from others has no parts
    told = {
        "parts": own,
        "interval": any(one.interval is not None for one in readings),
        "change": own or any(change(one) is not None for one in readings),
    }
    seen = [name for name, any_of in told.items() if any_of]
    heads = [say(key, language) for key in ("place", "value", *seen)]
    wanted = next((kind for one in readings if (kind := to_look_at(one)[0]) is not None), None) if asked else None
    if wanted is not None:
        heads.append(tell(f"look_{wanted}", language))
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([row(one, names.get(one.place, one.place), seen, language, asked, wanted) for one in readings]),
        ],
        className="standing",
    )


def row(
    reading: Reading,
    name: str,
    seen: Sequence[str],
    language: str,
    asked: Asked | None = None,
    wanted: Which | None = None,
) -> html.Tr:
    """A place's numbers, in the columns that the table has (`seen`) beside its name and value."""
    moved = change(reading)
    cells = {
        "parts": html.Td(say("masked", language) if reading.masked else parts(reading)),
        "interval": html.Td(interval(reading), className="interval"),
        "change": html.Td(
            f"{moved.arrow}{moved.text}" if moved else "", className=f"tone-{moved.tone}" if moved else ""
        ),
    }
    value = glance(reading) if reading.masked else number(reading.value, reading.indicator.digits)
    here = None if asked is None else asked.at(reading.level, reading.place)
    at, id = (reading.level, reading.place), reading.indicator.id
    called = name if here is None else html.A(name, href=here.portrait(*at))
    chosen = asked is not None and at == (asked.level, asked.place)
    return html.Tr(
        [
            html.Th([html.Span(SIGNS[reading.state], className="sign"), called], scope="row"),
            html.Td(value if here is None else html.A(value, href=here.indicator(id)), className="value"),
            *[cells[name] for name in seen],
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
