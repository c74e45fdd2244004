"""What the lines in a trend mean: the limits, the target, the same period a year ago."""

from dash import html

from components.figure import with_unit
from components.reason_words import tell
from components.words import say
from data.board import Reading


def trend_key(reading: Reading, language: str) -> html.Ul:
    """One entry a line that is drawn; the target also where no line is."""
    indicator = reading.indicator
    given = (("target", indicator.target), ("watch", indicator.watch), ("bad", indicator.bad))
    entries = [
        html.Li(
            [
                html.I(className=f"key-line {kind}"),
                f"{tell(f'key_{kind}', language)} {with_unit(value, indicator.digits, indicator.unit[language])}",
            ]
        )
        for kind, value in given
        if value is not None
    ]
    if reading.year_ago is not None:
        value_then = with_unit(reading.year_ago, indicator.digits, indicator.unit[language])
        entries.append(html.Li([html.I(className="key-line year"), say("year_ago", language, value=value_then)]))
    return html.Ul(entries, className="trend-key")
