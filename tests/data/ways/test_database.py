"""Where a view is: any database, named by names alone, and no message that holds the password."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.fault import Fault
from data.profile import Profile
from tests.data.ways.arriving import desk, until
from tests.data.ways.postgres import PASSWORD, Postgres
from tests.data.ways.pulling import FILL, declared, look, pulling


def test_what_is_wrong_is_said_in_plain_words_and_without_the_password(
    tmp_path: Path, pulled_place: Profile, monkeypatch: pytest.MonkeyPatch, database: Postgres
) -> None:
    async def trouble(profile: Profile) -> str:
        async with desk(profile) as at, pulling(at) as running:
            await until(lambda: running.state.trouble)
        return str(running.state.trouble)

    assert "does not exist" in asyncio.run(trouble(declared(tmp_path, view="public.nowhere")))
    assert 'no column "mark" to be the mark' in asyncio.run(trouble(declared(tmp_path, mark="mark")))
    database.execute(FILL.format(1, 3))
    assert "of type bool" in asyncio.run(trouble(declared(tmp_path, mark="urgent")))
    monkeypatch.setenv("TEST_DATABASE", database.url.set(password="wrong").render_as_string(hide_password=False))
    said = asyncio.run(trouble(pulled_place))
    assert "password authentication failed" in said
    assert PASSWORD not in said
    assert "wrong" not in said


@pytest.mark.parametrize("view", ["cases; DROP TABLE orders", 'a"b', "a.b.c", "cases--", "(SELECT 1)", ""])
def test_a_hostile_view_is_refused(tmp_path: Path, view: str) -> None:
    with pytest.raises(Fault, match="no name of a view"):
        declared(tmp_path, view=view.replace('"', '\\"'))


def test_a_column_with_quotes_is_a_name_and_no_sql(tmp_path: Path, pulled_place: Profile, database: Postgres) -> None:
    assert pulled_place
    hostile = 'x"; DROP TABLE orders; --'
    database.execute(
        'DROP VIEW "待办"',
        f'CREATE VIEW "待办" AS SELECT *, changed AS "{hostile.replace(chr(34), chr(34) * 2)}" FROM orders',
    )
    database.execute(FILL.format(1, 3))

    async def scene() -> None:
        async with desk(declared(tmp_path, mark=hostile.replace('"', '\\"'))) as at:
            await look(at)
            await look(at)
            assert at.ask("SELECT count(*) FROM cases") == [3]

    asyncio.run(scene())


def test_any_database_with_a_driver_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "orders.sqlite"
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("TEST_DATABASE", f"sqlite:///{path}")
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql('CREATE TABLE "待办" ("工单号", reported, changed, "标题", urgent, stars, x, y)')
        connection.exec_driver_sql(
            "INSERT INTO \"待办\" VALUES (1, '2026-03-04 09:00', '2026-03-04 09:00', '甲', 1, 5, 119.25, 26.05)"
        )

    async def scene() -> None:
        async with desk(declared(tmp_path, view="待办")) as at:
            await look(at)
            assert at.ask("SELECT case_id, title, urgent, rating, lon FROM cases") == [("1", "甲", True, 5, 119.25)]

    asyncio.run(scene())
