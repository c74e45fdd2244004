"""A formula that fails over what its rows hold is one missing number: the others stay, and once mended it is back."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from data.board import catalogue_of
from data.raising import AGAIN
from data.store import Store
from data.survey import AT_LATEST, Survey
from tests.data.due_town import NOON, opened

OWN = """
[[indicators]]
id = "{id}"
title = {{ zh = "甲", en = "A" }}
meaning = {{ zh = "乙", en = "B" }}
rows = "SELECT reported_at AS counted_at, * FROM cases"
measure = "{measure}"
unit = "percent"
period = "month"
"""
MENDED = "UPDATE cases SET category = '7'"
SPOILT = "UPDATE cases SET category = 'seven' WHERE case_id = 'a'"


@pytest.fixture(params=["sum", "median"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    own = OWN.format(id="own", measure=f"{request.param}(CAST(category AS INTEGER))")
    with opened(tmp_path, tables=own) as store:
        store.connection.execute(MENDED)
        yield store


def value(survey: Survey, indicator: str, after: timedelta) -> float | None:
    return survey.board(NOON + after).reading(indicator).value


def test_only_the_number_that_fails_is_missing(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    survey = Survey(store, catalogue_of(store.profile))
    assert value(survey, "own", timedelta()) is not None
    total = value(survey, "case_total", timedelta())
    store.connection.execute(SPOILT)
    with caplog.at_level(logging.ERROR):
        assert value(survey, "own", AT_LATEST) is None
    assert "indicators[own]" in caplog.text
    assert caplog.text.count("cannot be counted") == 1  # what reads only registered rows is not lost with it
    assert value(survey, "case_total", AT_LATEST) == total == 5
    caplog.clear()
    assert value(survey, "own", 2 * AT_LATEST) is None
    assert "indicators[own]" not in caplog.text  # nobody counts it again for a while
    store.connection.execute(MENDED)
    assert value(survey, "own", AT_LATEST + AGAIN) is not None
