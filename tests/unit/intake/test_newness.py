"""What is news, and how seldom anybody waits for a look at the store."""

import asyncio
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from simin.web.intake import newness
from simin.web.intake.decoding import Batch
from simin.web.intake.moments import NONE
from simin.web.intake.newness import FRESH, Newness, Standing


class Store:
    """Datastreams 1 and 2, with observations until 10; counts who looked."""

    def __init__(self) -> None:
        self.now, self.looks = 100.0, list[list[int]]()
        self.newest = {1: 10, 2: 10}
        self.newness = Newness(self.look, clock=lambda: self.now)

    async def look(self, ids: Sequence[int]) -> Mapping[int, Standing]:
        self.looks.append(sorted(ids))
        await asyncio.sleep(0)
        return {one: Standing(self.newest[one], 7 * one) for one in ids if one in self.newest}

    async def features(self, *rows: tuple[int, int]) -> list[int] | None:
        """Of rows (datastream, time), or None where they are no news."""
        streams, times = (np.array(column) for column in zip(*rows, strict=True))
        none = np.full(len(rows), NONE)
        found = await self.newness.news(Batch(streams, times, none, times * 1.0, none))
        return None if found is None else found.features.tolist()


@pytest.mark.parametrize(
    ("rows", "features"),
    [
        ([(1, 11)], [7]),
        ([(1, 10)], None),
        ([(3, 11)], None),
        ([(2, 12), (1, 11), (2, 11)], [14, 7, 14]),
        ([(2, 12), (1, 10)], None),
        ([(2, 12), (3, 12)], None),
        ([(1, 11), (1, 11)], None),
    ],
)
def test_only_what_is_newer_than_all_of_its_datastream_is_news(
    rows: list[tuple[int, int]], features: list[int] | None
) -> None:
    assert asyncio.run(Store().features(*rows)) == features


def test_what_was_news_is_none_again() -> None:
    async def story() -> None:
        store = Store()
        assert await store.features((1, 12)) == [7]
        assert await store.features((1, 12)) is None
        assert await store.features((1, 11), (2, 11)) is None
        assert store.looks == [[1], [2]]

    asyncio.run(story())


def test_all_who_wrote_lately_are_looked_at_before_anybody_must_wait() -> None:
    async def story() -> None:
        store = Store()
        await store.features((1, 11), (2, 11))
        store.now += FRESH / 2
        assert await store.features((1, 12)) == [7]
        store.newest = {1: 20, 2: 20}
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert store.looks == [[1, 2], [1, 2]]
        store.now += FRESH * 0.9
        assert await store.features((2, 20)) is None
        assert await store.features((1, 21)) == [7]
        store.now += FRESH
        assert await store.features((1, 22)) == [7]
        assert store.looks[2] == [1]

    asyncio.run(story())


def test_what_is_remembered_is_bounded_and_nothing_that_waits_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(newness, "MOST", 10)
    monkeypatch.setattr(newness, "AT_ONCE", 3)

    async def story() -> None:
        store = Store()
        store.newest = dict.fromkeys(range(1, 100), 10)
        assert await store.features((1, 12)) == [7]
        for one in range(2, 100):
            store.now += 0.01
            assert await store.features((one, 11)) == [7 * one]
            store.newest[one] = 11
            assert len(store.newness._looked_at) <= 11
            assert len(store.newness._newest) <= 11
        assert await store.features((1, 12)) is None
        assert await store.features((50, 11)) is None
        assert await store.features((50, 12)) == [350]

    asyncio.run(story())


def test_nobody_remembers_what_there_is_not_or_is_no_more() -> None:
    async def story() -> None:
        store = Store()
        for one in range(100, 200):
            assert await store.features((one, 11)) is None
        assert await store.features((1, 11)) == [7]
        del store.newest[1]
        store.now += FRESH
        assert await store.features((1, 12)) is None
        memory = store.newness
        for kept in (memory._newest, memory._features, memory._looked_at, memory._writing):
            assert not kept

    asyncio.run(story())
