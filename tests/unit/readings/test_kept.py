"""An answer is made once while nothing moves, however many ask, and a failure is not kept."""

import asyncio

import pytest

from simin.web.readings.kept import LONGEST, LOOK, KeptAnswers


class Store:
    """Where it stands, the time, and what was made of it."""

    def __init__(self) -> None:
        self.marks, self.now, self.made, self.looks = 0, 100.0, 0, 0
        self.fails = False
        self.kept = KeptAnswers(self.look, clock=lambda: self.now)

    async def look(self) -> int:
        self.looks += 1
        await asyncio.sleep(0)
        return self.marks

    async def make(self, marks: int) -> bytes:
        self.made += 1
        await asyncio.sleep(0)
        if self.fails:
            raise OSError("gone")
        return f"{marks} for the {self.made}. time".encode()

    async def ask(self, question: str = "a") -> bytes:
        return await self.kept.answer(question, self.make)


def test_who_asks_the_same_meanwhile_gets_the_same() -> None:
    async def story() -> None:
        store = Store()
        answers = await asyncio.gather(*(store.ask() for _ in range(5)), store.ask("b"))
        assert (len(answers), store.made) == (6, 2)
        assert store.looks == 1

    asyncio.run(story())


def test_it_is_made_anew_when_something_moved_and_was_looked_at() -> None:
    async def story() -> None:
        store = Store()
        first = await store.ask()
        store.marks = 1
        assert await store.ask() == first
        store.now += 2 * LOOK
        assert await store.ask() == b"1 for the 2. time"
        store.now += LONGEST
        assert await store.ask() == b"1 for the 3. time"

    asyncio.run(story())


def test_a_failure_is_told_and_not_kept() -> None:
    async def story() -> None:
        store = Store()
        store.fails = True
        with pytest.raises(OSError, match="gone"):
            await store.ask()
        store.fails = False
        assert await store.ask() == b"0 for the 2. time"

    asyncio.run(story())
