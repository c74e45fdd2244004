"""Messages from a real broker: acknowledged after the commit, counted once, kept while one side is away."""

import asyncio
import json

import pytest

from data.profile import Profile
from data.ways import connection, inbox, mqtt
from tests.data.ways.arriving import desk, until
from tests.data.ways.brokers import Mosquitto
from tests.data.ways.linking import COUNTS, IDS, case, linked


def test_a_message_is_acknowledged_only_once_it_is_committed(linked_place: Profile, broker: Mosquitto) -> None:
    async def scene() -> None:
        async with desk(linked_place) as at:
            at.free.clear()
            async with linked(at) as link:
                await until(lambda: link.state.connected_since)
                await asyncio.to_thread(broker.publish, "town/cases/a", [case("m1")])
                await until(lambda: at.inbox.waiting)
                assert (link.state.received, link.state.acknowledged) == (1, 0)
        async with desk(linked_place) as at:  # nothing was written, so the broker still has it
            assert at.ask(IDS) == []
            async with linked(at) as link:
                await until(lambda: link.state.acknowledged == 1)
                assert at.ask(IDS) == ["m1"]
            async with linked(at) as link:  # and now it has it no more
                await asyncio.to_thread(broker.publish, "town/cases/a", [case("m2")])
                await until(lambda: link.state.acknowledged == 1)
                assert link.state.received == 1
                assert at.ask(COUNTS) == [(2, 0, 0)]

    asyncio.run(scene())


def test_what_is_delivered_twice_counts_as_a_duplicate(
    linked_place: Profile, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        lost: list[object] = []
        async with desk(linked_place) as at:
            async with linked(at) as link:
                await until(lambda: link.state.connected_since)
                monkeypatch.setattr(link.connection.client, "ack", lambda *number: lost.append(number))
                await asyncio.to_thread(broker.publish, "town/cases/a", [case("m1")])
                await until(lambda: at.ask(IDS) == ["m1"] and lost)
            async with linked(at) as link:
                await until(lambda: link.state.acknowledged == 1)
            assert at.ask(COUNTS) == [(1, 1, 0)]

    asyncio.run(scene())


def test_what_is_malformed_is_kept_with_its_reason_and_not_sent_again(linked_place: Profile, broker: Mosquitto) -> None:
    bad: list[str | bytes] = ["{broken", "", '{"id": "x"}', b"\xff\xfe\x00", "[" * 2000, case("x", reported_at="soon")]

    async def scene() -> None:
        async with desk(linked_place) as at:
            async with linked(at) as link:
                await until(lambda: link.state.connected_since)
                await asyncio.to_thread(broker.publish, "town/cases/a", [*bad, case("good")])
                await until(lambda: link.state.acknowledged == len(bad) + 1)
                assert at.ask(IDS) == ["good"]
                assert at.ask(COUNTS) == [(1, 0, len(bad))]
                assert link.state.malformed == len(bad) - 1  # the last is a whole message with a bad row
                kept = {
                    json.loads(raw).get("payload"): reason for raw, reason in at.ask("SELECT raw, reason FROM rejects")
                }
                assert "ends before its object" in kept["{broken"]
                assert 'no column "case_id"' in kept['{"id": "x"}']
                assert all(kept.values())
            async with linked(at) as link:
                await asyncio.to_thread(broker.publish, "town/cases/a", [case("next")])
                await until(lambda: link.state.acknowledged == 1)
                assert link.state.received == 1

    asyncio.run(scene())


def test_each_topic_brings_its_own_feed_and_form(linked_place: Profile, broker: Mosquitto) -> None:
    async def scene() -> None:
        async with desk(linked_place) as at, linked(at) as link:
            await until(lambda: link.state.connected_since)
            await asyncio.to_thread(broker.publish, "town/cases/x/y", [f"[{case('a1')}, {case('a2')}]"])
            await asyncio.to_thread(broker.publish, "town/gate/lines", [case("l1") + "\n" + case("l2")], 0)
            await asyncio.to_thread(broker.publish, "hotline", ["工单号,来电时间,姓名\nh1,2026-03-04 09:00,x\n"])
            await asyncio.to_thread(broker.publish, "elsewhere", [case("none")])
            await until(lambda: len(at.ask(IDS)) == 5)
            assert at.ask(IDS) == ["a1", "a2", "h1", "l1", "l2"]
            assert at.ask("SELECT feed FROM cases WHERE case_id = 'h1'") == ["hotline"]
            await until(lambda: link.state.acknowledged == 2)  # of the certain ones
            assert (link.state.received, link.state.dropped) == (3, 0)

    asyncio.run(scene())


def test_what_was_sent_while_the_server_was_away_arrives(linked_place: Profile, broker: Mosquitto) -> None:
    async def scene() -> None:
        async with desk(linked_place) as at:
            async with linked(at) as link:
                await until(lambda: link.state.connected_since)
                await asyncio.to_thread(broker.publish, "town/cases/a", [case("before")])
                await until(lambda: link.state.acknowledged == 1)
            broker.publish("town/cases/a", [case(f"away{n}") for n in range(300)])
            broker.stop()  # it keeps them over a restart of its own
            broker.start()
            async with linked(at) as link:
                await until(lambda: link.state.acknowledged == 300)
            assert at.ask(COUNTS) == [(301, 0, 0)]

    asyncio.run(scene())


def test_a_store_that_cannot_write_has_it_delivered_until_it_can(
    linked_place: Profile, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mqtt, "AGAIN_SECONDS", 0.05)

    async def scene() -> None:
        async with desk(linked_place) as at:
            at.broken = True
            async with linked(at) as link:
                await until(lambda: link.state.connected_since)
                await asyncio.to_thread(broker.publish, "town/cases/a", [case("m1"), case("m2")])
                await until(lambda: link.state.received == 2)
                await asyncio.sleep(0.3)  # several attempts
                assert link.state.acknowledged == 0
            async with linked(at) as link:
                await until(lambda: link.state.received == 2)
                at.broken = False
                await until(lambda: link.state.acknowledged == 2)
            assert at.ask(COUNTS) == [(2, 0, 0)]

    asyncio.run(scene())


def test_large_messages_are_taken_though_together_they_are_more_than_the_inbox_holds(
    linked_place: Profile, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_HELD", 1 << 20)

    async def scene() -> None:
        async with desk(linked_place) as at, linked(at) as link:
            await until(lambda: link.state.connected_since)
            at.free.clear()
            large = [case(f"m{n}", title="大" * 100_000) for n in range(12)]
            await asyncio.to_thread(broker.publish, "town/cases/a", large)
            await until(lambda: link.state.received == 12)
            at.free.set()
            await until(lambda: link.state.acknowledged == 12)
            assert at.inbox.held == 0
            assert at.ask("SELECT count(*) FROM cases WHERE length(title) = 100000") == [12]

    asyncio.run(scene())


def test_no_more_is_sent_than_may_wait(
    linked_place: Profile, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "UNACKNOWLEDGED", 5)
    monkeypatch.setattr(mqtt, "MOST_WAITING", 8)

    async def scene() -> None:
        async with desk(linked_place) as at:
            at.free.clear()
            async with linked(at) as link:
                await until(lambda: link.state.connected_since)
                await asyncio.to_thread(broker.publish, "town/cases/a", [case(f"m{n}") for n in range(40)])
                await asyncio.to_thread(broker.publish, "town/cases/b", [case(f"u{n}") for n in range(40)], 0)
                # Those that need no acknowledgement are not held back: they come, behind all that may.
                await until(lambda: link.state.received == 45)
                assert (link.held, link.state.dropped) == (8, 37)
                at.free.set()
                await until(lambda: link.state.acknowledged == 40)
            assert at.ask("SELECT count(*) FROM cases WHERE case_id LIKE 'm%'") == [40]
            assert at.ask(COUNTS) == [(43, 0, 0)]

    asyncio.run(scene())
