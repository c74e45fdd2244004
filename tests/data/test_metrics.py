"""What /metrics says is in Prometheus's text format, agrees with the store, and knows no more than it should."""

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from data import metrics
from data.board import catalogue_of
from data.feeds.column import ARROW
from data.feeds.schema import SCHEMAS
from data.footing import Footing
from data.hub import Hub
from data.intake import take_rows
from data.metrics import Meter, MeteredSurvey, escaped, exposition
from data.profile import load_profile
from data.snapshot import Snapshot
from data.store import Store
from data.survey import Survey
from tests.data.squares import SOUTH, WEST, write_place

NOW = datetime(2026, 3, 31, 4, tzinfo=UTC)
SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)+)\})? (-?[0-9.]+(?:e[-+]?\d+)?)')
LABEL = re.compile(r'([a-z]+)="((?:[^"\\]|\\.)*)"')
Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def parsed(text: str) -> Samples:
    """Every sample, from a reader that takes nothing but the format: HELP, TYPE, then the samples of that name."""
    assert text.endswith("\n")
    found: Samples = {}
    name, lines = "", iter(text.splitlines())
    for line in lines:
        if line.startswith("# HELP "):
            name = line.split()[2]
            kind = next(lines).removeprefix(f"# TYPE {name} ")
            assert kind in ("gauge", "counter")
            assert name.endswith("_total") == (kind == "counter")
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample is not None, line
        assert sample[1] == name
        key = (name, frozenset(LABEL.findall(sample[2] or "")))
        assert key not in found
        found[key] = float(sample[3])
    return found


def one(samples: Samples, name: str, **labels: str) -> float:
    return samples[name, frozenset(labels.items())]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(metrics, "METER", Meter())
    opened = Store.open(load_profile(str(write_place(tmp_path))))
    yield opened
    opened.close()


def take(store: Store, first: int, last: int) -> None:
    """Cases of these numbers, a minute apart up to NOW; every third lies nowhere."""
    size = last - first
    given = {
        "case_id": [f"c{number}" for number in range(first, last)],
        "reported_at": [NOW - timedelta(minutes=last - number) for number in range(first, last)],
        "lon": [None if number % 3 == 0 else WEST + 0.001 for number in range(first, last)],
        "lat": [None if number % 3 == 0 else SOUTH + 0.001 for number in range(first, last)],
    }
    columns = SCHEMAS["cases"].all_columns
    rows = {column.name: pa.array(given.get(column.name, [None] * size), ARROW[column.kind]) for column in columns}
    take_rows(store, store.profile.feed("cases"), pa.table(rows))


def test_the_metrics_agree_with_the_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    counted, whole = [], Survey.whole

    def noted(survey: Survey, snapshot: Snapshot) -> Footing:
        counted.append(snapshot.as_of)
        return whole(survey, snapshot)

    monkeypatch.setattr(Survey, "whole", noted)
    hub, survey, kinds = Hub(), MeteredSurvey(store, catalogue_of(store.profile)), []
    for first, last, published in ((0, 10, 1), (7, 30, 2), (25, 31, 3)):
        take(store, first, last)
        counted.clear()
        hub.publish(survey.board(NOW + timedelta(seconds=published)))
        samples = parsed(exposition(hub, metrics.METER))
        sums = store.connection.execute(
            "SELECT feed, sum(read), sum(accepted), sum(updated), sum(duplicate), sum(rejected), sum(unplaced) "
            "FROM batches GROUP BY feed"
        ).fetchall()
        told = {key: value for key, value in samples.items() if key[0] == "yiping_feed_rows_total"}
        assert len(told) == 6 * len(sums) == 6
        for feed, *counts in sums:
            for outcome, count in zip(metrics.COUNTED, counts, strict=True):
                assert one(samples, "yiping_feed_rows_total", feed=feed, outcome=outcome) == count
        assert one(samples, "yiping_boards_published_total") == published
        assert one(samples, "yiping_feed_age_seconds", feed="cases") == 60 + published
        assert one(samples, "yiping_feed_stale", feed="cases") == 0
        assert one(samples, "yiping_feed_stale", feed="calls") == 1
        assert ("yiping_feed_age_seconds", frozenset({("feed", "calls")})) not in samples
        kinds.append("whole" if counted else "further")
        assert one(samples, "yiping_measurement_seconds", kind=kinds[-1]) > 0
        assert one(samples, "yiping_board_age_seconds") >= 0
    assert (kinds[0], kinds[-1]) == ("whole", "further")
    assert one(samples, "process_resident_memory_bytes") > 50e6


def test_displays_are_counted_while_they_wait() -> None:
    async def scenario() -> list[float]:
        hub = Hub()

        async def display() -> None:
            async for _ in hub.editions():
                pass

        found = []
        tasks = [asyncio.create_task(display()) for _ in range(3)]
        for left in (3, 2, 0):
            for task in tasks[left:]:
                task.cancel()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            found.append(one(parsed(exposition(hub, Meter())), "yiping_displays_connected"))
        return found

    assert asyncio.run(scenario()) == [3, 2, 0]


def test_before_the_first_board_what_is_not_known_is_left_out() -> None:
    samples = parsed(exposition(Hub(), Meter()))
    assert one(samples, "yiping_boards_published_total") == 0
    assert {name for name, _ in samples if name.startswith("yiping")} == {
        "yiping_boards_published_total",
        "yiping_displays_connected",
    }


def test_any_feed_name_keeps_to_its_line() -> None:
    name = 'a"b\\c\nd,{e}="f"\\n'
    samples = parsed(exposition(Hub(), Meter(rows={name: (1, 2, 3, 4, 5, 6)})))
    assert one(samples, "yiping_feed_rows_total", feed=escaped(name), outcome="unplaced") == 6
    unescaped = re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), escaped(name))
    assert unescaped == name


def test_it_is_served_as_text() -> None:
    answered = asyncio.run(metrics.answer())
    assert answered.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert parsed(bytes(answered.body).decode())
