"""How much of the past is asked for at once."""

import asyncio

import pytest

from simin.kit.allowance import Allowance
from simin.live.errors import RequestRefusedError
from simin.live.past import AT_ONCE, MOST_SENT_TO_ONE, Past


def test_a_few_are_made_a_few_wait_and_the_next_is_told_to_come_back() -> None:
    async def story() -> None:
        past, free = Past(waiting=3), asyncio.Event()
        made: list[int] = []

        async def ask(number: int) -> None:
            async with past.turn(f"home {number}"):
                await free.wait()
                made.append(number)

        tasks = [asyncio.create_task(ask(number)) for number in range(AT_ONCE + 3)]
        await asyncio.sleep(0)
        with pytest.raises(RequestRefusedError) as refused:
            await ask(99)
        assert (refused.value.status, refused.value.code) == (503, "busy")
        free.set()
        await asyncio.gather(*tasks)
        assert sorted(made) == list(range(AT_ONCE + 3))
        async with past.turn("home"):
            pass

    asyncio.run(story())


def test_a_household_that_asks_too_often_is_told_how_long_to_wait() -> None:
    async def story() -> None:
        past = Past(allowance=Allowance(burst=1, each_second=0.25, clock=lambda: 0.0))
        async with past.turn("home"):
            pass
        async with past.turn("neighbour"):
            pass
        with pytest.raises(RequestRefusedError) as refused:
            async with past.turn("home"):
                pass
        assert (refused.value.status, refused.value.more["retry_after"]) == (429, "4")

    asyncio.run(story())


def test_what_is_being_sent_is_bounded_for_each_and_given_back() -> None:
    async def story() -> None:
        past = Past()
        with (
            past.room("home", MOST_SENT_TO_ONE),
            past.room("neighbour", 1),
            pytest.raises(RequestRefusedError),
            past.room("home", 1),
        ):
            pass
        with past.room("home", MOST_SENT_TO_ONE):
            pass

    asyncio.run(story())
