"""The broker's connection is told as it is, and nothing where there is none."""

from datetime import UTC, datetime
from typing import Any

import pytest

from components.feed_broker import broker_line
from components.theme import Language
from data.ways.connection import LinkState


def text(link: LinkState, language: Language) -> str:
    line: Any = broker_line(link, "Asia/Shanghai", language)
    assert line is not None
    standing, counts = line.children
    return f"{line.className} {standing.children}{counts}"


def test_a_place_without_a_broker_has_no_line() -> None:
    assert broker_line(LinkState(), "Asia/Shanghai", "zh") is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "MQTT b:8883 自 03-04 09:30 起连接 收到 1,200 · 确认 1,199 · 无法读取 1 · 丢弃 0"),
        (
            "en",
            "MQTT b:8883 connected since 03-04 09:30 received 1,200 · acknowledged 1,199 · unreadable 1 · dropped 0",
        ),
    ],
)
def test_a_standing_connection(language: Language, said: str) -> None:
    since = datetime(2026, 3, 4, 1, 30, tzinfo=UTC)
    link = LinkState("b:8883", since, received=1200, acknowledged=1199, malformed=1)
    assert text(link, language) == f"feed-broker is-normal {said}"


def test_a_broken_one_says_why() -> None:
    told = text(LinkState("b:8883", trouble="connection refused"), "en")
    assert told.startswith("feed-broker is-bad MQTT b:8883 not connected: connection refused")
    assert "connecting" in text(LinkState("b:8883"), "en")
