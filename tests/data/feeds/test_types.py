"""Each kind of value: what is taken as it, and what is refused in which words."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from data.fault import Fault

Take = Callable[..., Any]


NEEDED = {
    "cases": {"case_id": "1", "reported_at": "2026-01-01"},
    "patrol_fixes": {"vehicle_id": "1", "fixed_at": "2026-01-01"},
    "needs": {"need_id": "1", "kind": "k", "raised_at": "2026-01-01"},
}


def one(take: Take, column: str, text: str, schema: str = "cases", **keys: Any) -> Any:
    """The value that a text becomes, or the reason of its row's reject."""
    row = NEEDED[schema] | {column: text}
    quoted = ",".join('"' + value.replace('"', '""') + '"' for value in row.values())
    taken = take(",".join(row) + "\n" + quoted + "\n", schema=schema, **{"times": ["iso"], **keys})
    return taken.rows[0].get(column) if taken.rows else taken.rejects[0].reason


SHANGHAI_NOON = datetime(2026, 2, 3, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-03T12:00:00", SHANGHAI_NOON),
        ("2026-02-03 12:00", SHANGHAI_NOON),
        ("2026-02-03 12:00:00.0", SHANGHAI_NOON),
        ("2026-02-03T04:00:00Z", SHANGHAI_NOON),
        ("2026-02-03T04:00Z", SHANGHAI_NOON),
        ("2026-02-03T04:00:00.000000000+00:00", SHANGHAI_NOON),
        ("2026-02-03 06:30:00+0230", SHANGHAI_NOON),
        ("2026-02-02T19:30:00-08:30", SHANGHAI_NOON),
        ("2026-02-03 12:00:00,250", SHANGHAI_NOON.replace(microsecond=250_000)),
        ("2026-02-03", datetime(2026, 2, 2, 16, tzinfo=UTC)),
    ],
)
def test_iso_times(take: Take, text: str, expected: datetime) -> None:
    assert one(take, "closed_at", text, zone="Asia/Shanghai") == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("%m/%d/%Y %I:%M:%S %p", "02/03/2026 12:00:00 PM", SHANGHAI_NOON),
        ("%Y年%m月%d日 %H时%M分", "2026年2月3日 12时00分", SHANGHAI_NOON),
        ("%d.%m.%Y %H:%M %z", "03.02.2026 05:00 +0100", SHANGHAI_NOON),
        ("unix", "1770091200", SHANGHAI_NOON),
        ("unix", "1770091200.5", SHANGHAI_NOON.replace(microsecond=500_000)),
        ("unix_ms", "1770091200250", SHANGHAI_NOON.replace(microsecond=250_000)),
        ("excel", "46056.5", SHANGHAI_NOON),
        ("excel", "46056.500002893516", SHANGHAI_NOON.replace(microsecond=250_000)),
    ],
)
def test_other_times(take: Take, pattern: str, text: str, expected: datetime) -> None:
    assert one(take, "closed_at", text, times=[pattern, "iso"], zone="Asia/Shanghai") == expected


def test_the_first_format_that_fits_is_taken(take: Take) -> None:
    for times, month in ((["%d/%m/%Y", "%m/%d/%Y"], 3), (["%m/%d/%Y", "%d/%m/%Y"], 2)):
        assert one(take, "closed_at", "02/03/2026", times=[*times, "iso"]).month == month
    assert one(take, "closed_at", "02/13/2026", times=["%d/%m/%Y", "%m/%d/%Y", "iso"]).day == 13


@pytest.mark.parametrize(
    "text", ["31/02/2026", "2026-02-30", "2026-02-03T25:00", "2026-02-03x", "20260203", "-", "1e999"]
)
def test_what_is_no_time(take: Take, text: str) -> None:
    reason = one(take, "closed_at", text, times=["%d/%m/%Y", "iso"])
    assert reason == (
        f'closed_at: "{text}" is no time in the formats %d/%m/%Y, iso; mend the value or add its format to times'
    )


@pytest.mark.parametrize("text", ["1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31"])
def test_years_that_cannot_be(take: Take, text: str) -> None:
    assert "outside the years 1900 to 2200" in one(take, "closed_at", text)


def test_a_format_that_is_none(take: Take) -> None:
    for wrong in ("%Q", "ISO"):
        with pytest.raises(Fault, match=f'feed f: times: "{wrong}" is no format'):
            one(take, "closed_at", "x", times=[wrong])


@pytest.mark.parametrize(
    ("text", "number"),
    [("-71.5", -71.5), ("+.5", 0.5), ("5.", 5.0), ("1e308", 1e308), ("0", 0.0), ("-0.10000000000000001", -0.1)],
)
def test_numbers(take: Take, text: str, number: float) -> None:
    head = "vehicle_id,fixed_at,lon,lat\n"
    assert take(f"{head}1,2026-01-01,{text},1\n", schema="patrol_fixes").rows[0]["lon"] == number


@pytest.mark.parametrize(
    "text", ["1,5", "1_000", "0x10", "nan", "inf", "-Infinity", "1e999", "5 km", "５", "--5", "1e", "."]
)
def test_what_is_no_number(take: Take, text: str) -> None:
    assert f'"{text}" is no number' in one(take, "speed_km_h", text, "patrol_fixes")


def test_bounds_are_inclusive(take: Take) -> None:
    assert [one(take, "rating", text) for text in ("1", "5", "5.0")] == [1, 5, 5]
    assert (
        one(take, "rating", "6")
        == 'rating: "6" is out of bounds (below 1 and above 5 cannot be); mend the value or its unit'
    )
    assert "above 300" in one(take, "speed_km_h", "300.5", "patrol_fixes")


@pytest.mark.parametrize("text", ["4.5", "1e300"])
def test_whole_numbers(take: Take, text: str) -> None:
    assert "no whole number" in one(take, "households", text, "needs")


@pytest.mark.parametrize(
    ("text", "flag"), [("TRUE", True), ("y", True), ("是", True), ("0", False), ("No", False), ("否", False)]
)
def test_flags(take: Take, text: str, flag: bool) -> None:
    assert one(take, "solved", text) is flag


def test_what_is_no_flag(take: Take) -> None:
    assert one(take, "solved", "maybe").startswith(
        'solved: "maybe" is neither yes nor no; translate it in [feeds.values.solved]'
    )


def test_a_closed_list_names_itself(take: Take) -> None:
    reason = one(take, "source", "Carrier pigeon")
    assert reason.startswith('source: "Carrier pigeon" is none of grid_worker, hotline, ')
    assert "[feeds.values.source]" in reason


def test_half_a_point_is_none(take: Take) -> None:
    head = "case_id,reported_at,lon,lat\n"
    taken = take(f"{head}1,2026-01-01,5,\n2,2026-01-01,,5\n3,2026-01-01,,\n4,2026-01-01,1e308,1\n")
    assert taken.ids == ["3", "4"]
    assert [reject.column for reject in taken.rejects] == ["lat", "lon"]


def test_a_needed_value_that_is_empty_and_the_raw_row(take: Take) -> None:
    taken = take(
        "id,at,name,phone\n,2026-01-01,Ann,13800000000\n5,soon,Bob,13900000000\n",
        columns={"case_id": "id", "reported_at": "at"},
    )
    assert [(r.line, r.column, r.raw) for r in taken.rejects] == [
        (2, "id", {"id": "", "at": "2026-01-01"}),
        (3, "at", {"id": "5", "at": "soon"}),
    ]
    assert taken.rejects[0].reason.startswith("case_id: is empty, and every row needs it")


def test_a_value_too_long_is_refused_and_shown_short(take: Take) -> None:
    reason = one(take, "title", "x" * ((1 << 20) + 1))
    assert "longer than 1 MB" in reason
    assert len(reason) < 200
