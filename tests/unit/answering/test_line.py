"""A few have a turn, some wait for a moment, and nobody else holds anything."""

import asyncio

import pytest

from simin.web.answering.line import Line, LineFullError


def test_the_line_is_bounded_and_moves_on() -> None:
    async def story() -> None:
        line, free, served = Line(2, most=5), asyncio.Event(), list[str]()

        async def ask(household: str) -> None:
            async with line.turn(household):
                await free.wait()
                served.append(household)

        asked = [f"home {number}" for number in range(5)]
        tasks = [asyncio.create_task(ask(one)) for one in asked]
        await asyncio.sleep(0)
        with pytest.raises(LineFullError):
            await ask("one too many")
        free.set()
        await asyncio.gather(*tasks)
        assert served == asked
        await ask("afterwards")

    asyncio.run(story())


def test_households_take_turns_and_one_does_not_take_the_whole_line() -> None:
    async def story() -> None:
        line, free, served = Line(1, most_of_one=4), asyncio.Event(), list[str]()

        async def ask(household: str) -> None:
            async with line.turn(household):
                await free.wait()
                served.append(household)

        tasks = [asyncio.create_task(ask(one)) for one in ("a", "a", "a", "a", "b", "c", "b")]
        await asyncio.sleep(0)
        with pytest.raises(LineFullError):
            await ask("a")
        free.set()
        await asyncio.gather(*tasks)
        assert served == ["a", "a", "b", "c", "a", "b", "a"]

    asyncio.run(story())


def test_one_household_never_has_all_turns() -> None:
    async def story() -> None:
        line, free, has = Line(4), asyncio.Event(), list[str]()

        async def ask(household: str) -> None:
            async with line.turn(household):
                has.append(household)
                await free.wait()

        tasks = [asyncio.create_task(ask(one)) for one in ("a", "a", "a", "a", "b", "c")]
        await asyncio.sleep(0)
        assert has == ["a", "a", "b", "c"]
        free.set()
        await asyncio.gather(*tasks)
        assert has[4:] == ["a", "a"]

    asyncio.run(story())


def test_who_may_not_have_another_turn_holds_nobody_up() -> None:
    async def story() -> None:
        line = Line(2, turns_of_one=1)
        async with line.turn("a"):
            again = asyncio.create_task(line.turn("a").__aenter__())
            await asyncio.sleep(0)
            async with line.turn("b"), asyncio.timeout(1):
                pass
            assert not again.done()
        await again

    asyncio.run(story())


def test_nobody_waits_for_long_and_who_goes_away_holds_no_turn() -> None:
    async def story() -> None:
        line = Line(1, patience=0.01)
        async with line.turn("home"):
            with pytest.raises(LineFullError):
                async with line.turn("neighbour"):
                    pass
            gone = asyncio.create_task(line.turn("neighbour").__aenter__())
            await asyncio.sleep(0)
            gone.cancel()
        async with line.turn("neighbour"):
            pass

    asyncio.run(story())
