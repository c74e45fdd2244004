"""Where an alarm is acknowledged: a name, a word, and a button; hidden until an alarm is chosen."""

from dash import dcc, html

from components.alarm_words import tell
from components.theme import Language
from data.alarms.word import LONGEST_NAME, LONGEST_WORD


def alarm_form(language: Language) -> html.Section:
    """The name is remembered by the browser; Enter in the word sends it, Escape closes the form."""
    return html.Section(
        [
            html.H2([html.Span(tell("acknowledging", language)), html.B(id="acknowledge-name")]),
            field("acknowledge-by", "by", LONGEST_NAME, language, kept=True),
            field("acknowledge-word", "word", LONGEST_WORD, language),
            html.Div(
                [
                    html.Button(tell("acknowledge", language), id="acknowledge-send", type="button", className="main"),
                    html.Button(tell("cancel", language), id="acknowledge-cancel", type="button"),
                ],
                className="buttons",
            ),
        ],
        id="acknowledge",
        className="panel acknowledge",
        hidden=True,
    )


def field(id: str, text: str, longest: int, language: Language, kept: bool = False) -> html.Label:
    box = dcc.Input(
        id=id,
        type="text",
        value="",
        maxLength=longest,
        autoComplete="off",
        spellCheck="false",
        persistence=kept or None,
        persistence_type="local",
    )
    return html.Label([html.Span(tell(text, language)), box], htmlFor=id)
