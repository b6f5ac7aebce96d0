"""What statuses mean, and courtesy towards hosts."""

import asyncio
from datetime import UTC, datetime

import pytest

from simin.ingest.feeds import SourceRefusedError, SourceUnavailableError
from simin.ingest.runner.calling import failure, retry_after
from simin.ingest.runner.hosts import Hosts
from simin.ingest.runner.plausible import drift
from simin.kit.http import Answer

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "family"),
    [
        (400, SourceRefusedError),
        (401, SourceRefusedError),
        (403, SourceRefusedError),
        (404, SourceRefusedError),
        (410, SourceRefusedError),
        (408, SourceUnavailableError),
        (425, SourceUnavailableError),
        (429, SourceUnavailableError),
        (500, SourceUnavailableError),
        (503, SourceUnavailableError),
        (599, SourceUnavailableError),
    ],
)
def test_a_status_belongs_to_a_family(status: int, family: type[Exception]) -> None:
    assert type(failure(Answer(status, {}, b"", ""), NOW)) is family


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(said: str, seconds: float | None) -> None:
    assert retry_after(said, NOW) == seconds


def test_a_host_is_asked_few_times_at_once_and_with_pauses() -> None:
    now, begun, at_once, most = 0.0, [], 0, 0

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    async def call(hosts: Hosts, host: str) -> None:
        nonlocal at_once, most
        async with hosts.turn(host, 5.0):
            at_once, most = at_once + 1, max(most, at_once + 1)
            begun.append((host, now))
            await asyncio.sleep(0)
            at_once -= 1

    async def all_of_them() -> None:
        hosts = Hosts(lambda: now, sleep, at_once=2)
        await asyncio.gather(*(call(hosts, "a") for _ in range(6)))
        assert most <= 2
        await call(hosts, "b")

    asyncio.run(all_of_them())
    assert [at for host, at in begun if host == "a"] == [0.0, 5.0, 10.0, 15.0, 20.0, 25.0]
    assert begun[-1] == ("b", 25.0)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ((), ("a",), ""),
        (("a", "b"), (), ""),
        (("a", "b"), ("b", "a"), ""),
        (("a", "b"), ("a", "c"), "gone: b; new: c"),
        (("a",), ("a", "b"), "new: b"),
    ],
)
def test_fields_that_come_and_go_are_told(
    before: tuple[str, ...], now: tuple[str, ...], told: str
) -> None:
    assert drift(before, now) == told
