"""Rows pulled from a view of a real PostgreSQL: none lost, none twice, whatever stops and starts."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.profile import Profile
from data.ways.inbox import Answer, Post
from tests.data.ways.arriving import desk, until
from tests.data.ways.postgres import Postgres
from tests.data.ways.pulling import COUNTS, FILL, declared, look, pulling


def test_rows_come_in_pieces_with_their_types_and_nothing_else(pulled_place: Profile, database: Postgres) -> None:
    database.execute(FILL.format(1, 2500))

    async def scene() -> None:
        async with desk(pulled_place) as at:
            running = await look(at)
            assert running.state.rows == 2500
            assert at.ask("SELECT read FROM batches ORDER BY batch") == [600, 600, 600, 600, 100]
            assert at.ask(COUNTS) == [(2500, 0, 0, 0)]
            assert at.ask("SELECT DISTINCT file FROM batches") == ["public.待办"]
            ((reported, changed, title, urgent, rating, lon, lat),) = at.ask(
                "SELECT reported_at, updated_at, title, urgent, rating, lon, lat FROM cases WHERE case_id = '1250'"
            )
            # A time without an offset is of the profile's zone, whatever the database's is.
            assert reported == datetime(2026, 3, 4, 1, 20, 50, tzinfo=UTC)
            assert changed == datetime(2026, 3, 4, 2, 1, tzinfo=UTC)
            assert (title, urgent, rating) == ("case 1250", True, 1)
            assert (lon, lat) == (119.25, pytest.approx(26.05125, abs=1e-12))

    asyncio.run(scene())


def test_a_correction_updates_and_what_is_seen_again_is_not_read_as_new(
    pulled_place: Profile, database: Postgres
) -> None:
    database.execute(FILL.format(1, 1500))

    async def scene() -> None:
        async with desk(pulled_place) as at, pulling(at) as running:
            await until(lambda: running.state.looked_at)
            database.execute('UPDATE orders SET "标题" = \'mended\', changed = now() WHERE "工单号" IN (3, 1200)')
            database.execute("INSERT INTO orders VALUES (9999, '2026-03-04 12:00', now())")
            await until(lambda: at.ask("SELECT count(*) FROM cases WHERE title = 'mended'") == [2])
            seen = running.state.looked_at
            await until(lambda: running.state.looked_at != seen)
            assert at.ask("SELECT count(*) FROM cases WHERE case_id = '9999'") == [1]
            # The rows of the overlap are known: no batch of duplicates each second.
            assert at.ask(COUNTS) == [(1501, 2, 0, 0)]
            assert running.state.rows == 1503

    asyncio.run(scene())


def test_after_a_restart_it_goes_on_from_its_mark(
    pulled_place: Profile, database: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.execute(FILL.format(1, 2500))

    async def scene() -> None:
        async with desk(pulled_place) as at:
            written = at.write

            def write(posts: Sequence[Post]) -> Sequence[Answer | Exception]:
                at.broken = at.ask("SELECT count(*) FROM batches") == [2]
                return written(posts)

            monkeypatch.setattr(at, "write", write)
            async with pulling(at) as running:
                await until(lambda: running.state.trouble)
                assert at.ask("SELECT count(*) FROM cases") == [1200]
            assert '"2026-03-04T02:01:00+00:00"' in str(at.store.meta("pull cases"))
        async with desk(pulled_place) as at:
            running = await look(at)
            # The third piece and on; of those before, what the overlap of a minute holds: all.
            assert at.ask(COUNTS) == [(2500, 0, 1200, 0)]
        async with desk(pulled_place) as at:
            running = await look(at)
            assert running.state.rows == 1501  # from 1000 on, the minute before the last mark
            assert at.ask("SELECT count(*) FROM cases") == [2500]

    asyncio.run(scene())


def test_equal_marks_are_not_lost_at_the_border_of_a_piece(
    tmp_path: Path, pulled_place: Profile, database: Postgres
) -> None:
    assert pulled_place
    database.execute(FILL.format(1, 1300), "UPDATE orders SET changed = '2026-03-04 10:00+08'")

    async def scene() -> None:
        async with desk(declared(tmp_path, overlap="0s")) as at, pulling(at) as running:
            await until(lambda: running.state.looked_at)
            assert at.ask(COUNTS) == [(1300, 0, 0, 0)]
            database.execute(
                FILL.format(1301, 1302), "UPDATE orders SET changed = '2026-03-04 10:00+08' WHERE \"工单号\" > 1300"
            )
            await until(lambda: at.ask("SELECT count(*) FROM cases") == [1302])
            assert at.ask(COUNTS) == [(1302, 0, 0, 0)]

    asyncio.run(scene())


def test_a_time_that_lies_ahead_hides_nothing(pulled_place: Profile, database: Postgres) -> None:
    database.execute(FILL.format(1, 3), "UPDATE orders SET changed = '2099-01-01' WHERE \"工单号\" = 2")

    async def scene() -> None:
        async with desk(pulled_place) as at:
            await look(at)
            database.execute(FILL.format(4, 5))
            await look(at)
            assert at.ask("SELECT case_id FROM cases ORDER BY 1") == ["1", "2", "3", "4", "5"]

    asyncio.run(scene())


@pytest.mark.parametrize("mark", ["工单号", "reported", "标题"])
def test_a_mark_may_be_a_number_a_local_time_or_a_text(
    tmp_path: Path, pulled_place: Profile, database: Postgres, mark: str
) -> None:
    assert pulled_place
    database.execute(FILL.format(101, 103))

    async def scene() -> None:
        async with desk(declared(tmp_path, mark=mark, overlap="0s")) as at:
            await look(at)
            database.execute(FILL.format(104, 105))
            assert (await look(at)).state.rows == 3  # the last one again, and two
            assert at.ask(COUNTS) == [(5, 0, 1, 0)]

    asyncio.run(scene())


def test_a_database_that_is_down_is_said_once_and_found_again(
    pulled_place: Profile, database: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    database.execute(FILL.format(1, 10))

    async def scene() -> None:
        async with desk(pulled_place) as at, pulling(at) as running:
            await until(lambda: running.state.looked_at)
            await asyncio.to_thread(database.stop)
            await until(lambda: running.state.trouble)
            first = running.state.trouble_at
            await until(lambda: running.state.trouble_at != first)
            assert "refused" in str(running.state.trouble)
            await asyncio.to_thread(database.start)
            await asyncio.to_thread(database.execute, FILL.format(11, 20))
            await until(lambda: at.ask("SELECT count(*) FROM cases") == [20])

    asyncio.run(scene())
    said = [record.message for record in caplog.records if record.name == "data.ways.pull"]
    assert "Connection refused" in said[0]
    assert len(said) == len(set(said))  # each trouble once, however often it was tried
    assert said[-1] == "the pull of cases: goes on"


def test_bad_values_are_rejected_rows_and_not_the_end_of_the_pull(pulled_place: Profile, database: Postgres) -> None:
    database.execute(
        FILL.format(1, 3),
        "UPDATE orders SET x = 'NaN' WHERE \"工单号\" = 1",
        "UPDATE orders SET y = 'Infinity' WHERE \"工单号\" = 2",
    )

    async def scene() -> None:
        async with desk(pulled_place) as at:
            await look(at)
            assert at.ask("SELECT case_id FROM cases") == ["3"]
            assert at.ask("SELECT count(*) FROM rejects") == [2]

    asyncio.run(scene())
