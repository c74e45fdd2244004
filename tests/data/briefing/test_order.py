"""What the words of the command line order."""

import pytest

from data.arguments import order_of, parse
from data.briefing.order import Order
from data.fault import Misuse


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ((), Order()),
        (("--week", "2026-W46", "--place", "V07"), Order(span="2026-W46", place="V07")),
        (("--month", "2026-11", "--lang", "en"), Order(kind="month", span="2026-11", language="en")),
        (("--quarter", "2026-Q4", "--format", "html, html"), Order(kind="quarter", span="2026-Q4", formats=("html",))),
    ],
)
def test_orders(words: tuple[str, ...], order: Order) -> None:
    assert order_of(parse(["briefing", *words])) == order


def test_an_unknown_format_is_misuse() -> None:
    with pytest.raises(Misuse, match='no format "doc"'):
        order_of(parse(["briefing", "--format", "html,doc"]))


def test_one_span_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["briefing", "--week", "2026-W46", "--month", "2026-11"])
    assert ended.value.code == 2
    assert "not allowed" in capsys.readouterr().err
