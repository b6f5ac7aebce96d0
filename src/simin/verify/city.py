"""What a city hands out, as bytes; nothing of it is believed yet."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import islice

import msgspec

from simin.domains.transparency.tiles import Tile
from simin.kit.http.one_site import OneSite, SiteRefusedError
from simin.verify.patient import Patient

#: Frames in one answer, and answers that are under way at a time.
BLOCK, AT_ONCE = 500, 3


class _Head(msgspec.Struct):
    number: int


class City:
    """Asks one city."""

    def __init__(self, site: OneSite, sleep: Callable[[float], None] = time.sleep) -> None:
        self.site = site
        self._get = Patient(site, sleep).get

    def checkpoint(self) -> bytes:
        return self._get("/log/checkpoint")

    def keys(self) -> bytes:
        return self._get("/log/keys")

    def witnessed(self, key_id: str) -> bytes | None:
        return self._or_none(f"/log/witnessed/{key_id}")

    def tile(self, tile: Tile) -> bytes:
        """A partial tile may have become full since: then that is taken in its place."""
        if tile.is_full:
            return self._get(f"/log/tile/{tile.path}")
        found = self._or_none(f"/log/tile/{tile.path}")
        return self._get(f"/log/tile/{tile.whole.path}") if found is None else found

    def tiles(self, tiles: list[Tile]) -> Iterator[bytes]:
        """Several, in order, some of them asked for at the same time."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from _ahead(pool, [partial(self.tile, tile) for tile in tiles])

    def snapshot(self, number: int | None = None) -> bytes | None:
        """The public picture now, or at a frame; None where it is not kept any more."""
        return self._or_none("/live/snapshot" + (f"?at={number}" if number else ""))

    def newest_decision(self) -> int:
        """As the city says; what it leaves out is found where leaves are read."""
        told = self._or_none("/log/decisions/head")
        return 0 if told is None else msgspec.json.decode(told, type=_Head).number

    def decision(self, number: int) -> bytes:
        return self._get(f"/log/decisions/{number}")

    def office_frame(self, number: int, ticket: str) -> bytes:
        return self._get(f"/live/frames/{number}?view=office&ticket={ticket}")

    def frames(self, first: int, last: int) -> Iterator[bytes]:
        """The bytes of public frames, in order. Raises ``SiteRefusedError`` for forgotten ones."""
        blocks = [(at, min(at + BLOCK - 1, last)) for at in range(first, last + 1, BLOCK)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for body in _ahead(pool, [partial(self._block, block) for block in blocks]):
                yield from body.split(b"\n")

    def _block(self, block: tuple[int, int]) -> bytes:
        """In halves where it is too much for one answer."""
        first, last = block
        try:
            return self._get(f"/live/frames/{first}-{last}")
        except SiteRefusedError as error:
            if error.status != 413 or first == last:
                raise
        middle = (first + last) // 2
        return b"\n".join([self._block((first, middle)), self._block((middle + 1, last))])

    def _or_none(self, path: str) -> bytes | None:
        try:
            return self._get(path)
        except SiteRefusedError as error:
            if error.status in (404, 410):
                return None
            raise


def _ahead(pool: ThreadPoolExecutor, calls: Iterable[Callable[[], bytes]]) -> Iterator[bytes]:
    """Results in order; only a few calls ahead of whoever takes them, so memory stays flat."""
    waiting = iter(calls)
    under_way: list[Future[bytes]] = [pool.submit(call) for call in islice(waiting, AT_ONCE + 1)]
    while under_way:
        result = under_way.pop(0).result()
        under_way += [pool.submit(call) for call in islice(waiting, 1)]
        yield result
