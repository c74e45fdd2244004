"""A view can be sent: what is written to an address is what is read from it; nonsense is refused in plain words."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.explore.filters import COUNTED, KINDS, PERIODS, STATUSES, STEPS, Filters, other_than, parse
from data.fault import Fault

WORD = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)
WORDS = st.lists(WORD, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
MINUTES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda one: one.replace(second=0, microsecond=0))
DEGREES = st.tuples(
    st.floats(-180, 180).map(lambda one: round(one, 6)), st.floats(-90, 90).map(lambda one: round(one, 6))
)


@st.composite
def filters(draw: st.DrawFn, depth: int = 1) -> Filters:
    times = sorted(draw(st.lists(MINUTES, max_size=2, unique=True)))
    since, until = (*times, None, None)[:2]
    numbers = st.lists(st.integers(0, 6), max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
    return Filters(
        indicator=draw(st.sampled_from(("case_total", "case_on_time_rate"))),
        period=None if times else draw(st.sampled_from((None, *PERIODS))),
        since=since,
        until=until,
        step=draw(st.sampled_from((None, *STEPS))),
        by=draw(st.sampled_from(KINDS)),
        village=draw(WORDS),
        category=draw(WORDS),
        party=draw(WORDS),
        status=draw(st.lists(st.sampled_from(STATUSES), unique=True).map(lambda found: tuple(sorted(found)))),
        counted=draw(st.sampled_from((None, *COUNTED))),
        weekday=draw(numbers),
        hour=draw(numbers),
        area=tuple(draw(st.one_of(st.just([]), st.lists(DEGREES, min_size=3, max_size=6)))),
        vs=draw(st.one_of(st.none(), filters(depth - 1))) if depth else None,
    )


DAY = datetime(2026, 3, 2)


@given(filters())
@example(Filters(since=DAY, until=DAY + timedelta(days=1), vs=Filters(since=DAY)))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_address_holds_all_of_a_view(given: Filters) -> None:
    assert parse(given.query) == given
    assert parse(f"?{given.query}").query == given.query


def test_a_day_as_an_end_is_meant_whole() -> None:
    found = parse("from=2026-03-01&to=2026-03-31")
    assert (found.since, found.until) == (datetime(2026, 3, 1), datetime(2026, 4, 1))
    assert found.query == "indicator=case_total&from=2026-03-01&to=2026-03-31"
    assert parse("to=2026-03-31T08:30").until == datetime(2026, 3, 31, 8, 30)


def test_the_second_filter_is_told_by_what_differs() -> None:
    found = parse("village=v1&category=%E6%B0%B4&vs=village%3Dv2")
    assert found.vs is not None
    assert (found.vs.village, found.vs.category) == (("v2",), ("水",))
    assert other_than(found, found.vs) == [("village", "v2")]
    wider = parse("village=v1&vs=village%3D")
    assert wider.vs is not None
    assert wider.vs.village == ()


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("colour=red", 'there is no filter "colour"'),
        ("period=fortnight", "today, week, month"),
        ("period=week&from=2026-01-01", "exclude each other"),
        ("from=2026-02-30", "2026-03-01T08:00"),
        ("from=99999-01-01", "no time"),
        ("to=0001-01-01", "no time"),
        ("from=2026-02-01&to=2026-01-01", "must lie before"),
        ("from=2026-02-01&from=2026-02-02", "given 2 times"),
        ("status=lost", "open, overdue"),
        ("counted=1", "yes, no"),
        ("weekday=7", "0 to 6"),
        ("hour=-1", "0 to 23"),
        ("hour=１", "0 to 23"),
        ("area=1,2;3,4", "2 corners"),
        ("area=1,2;3,4;nan,5", "leaves the globe"),
        ("area=1,2;3,4;1e400,5", "leaves the globe"),
        ("area=1,2;3,4;x", "no shape"),
        ("area=1,2,3;3,4;5,6", "no shape"),
        ("village=", "1 to 200 printable"),
        ("party=%00", "1 to 200 printable"),
        ("party=" + "x" * 201, "1 to 200 printable"),
        ("&".join(f"party={n}" for n in range(201)), "200 at most"),
        ("by=village", "category, subcategory"),
        ("vs=vs%3Dparty%253Dx", "one filter only"),
        ("vs=a&vs=b", "given 2 times"),
    ],
)
def test_nonsense_is_refused_in_plain_words(query: str, word: str) -> None:
    with pytest.raises(Fault, match=word):
        parse(query)


def test_a_time_ends_a_preset_and_a_preset_the_times() -> None:
    month = Filters(period="month")
    free = month.changed(since=datetime(2026, 1, 1))
    assert (free.period, free.since) == (None, datetime(2026, 1, 1))
    assert free.changed(period="week") == Filters(period="week")
