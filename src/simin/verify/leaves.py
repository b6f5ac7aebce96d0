"""Finds leaves of a kind in the log, which is in order of their numbers."""

from collections.abc import Iterator

from simin.domains.transparency.entries import Entry, read_entry
from simin.domains.transparency.tiles import WIDTH
from simin.verify.city import City
from simin.verify.errors import RefutedError, UncheckableError
from simin.verify.trusted import TrustedTiles


class Leaves:
    """The log's leaves, read from bundles, none of which is believed unchecked."""

    def __init__(self, city: City, tiles: TrustedTiles) -> None:
        self._city = city
        self._tiles = tiles
        #: Leaves of other kinds that were passed on the way.
        self.passed: list[Entry] = []
        self.bundles = -(-tiles.checkpoint.size // WIDTH)

    @property
    def size(self) -> int:
        return self._tiles.checkpoint.size

    def newest(self, kind: str) -> Entry | None:
        """The last leaf of a kind."""
        for number in reversed(range(self.bundles)):
            found = [entry for entry in self._bundle(number) if entry.kind == kind]
            if found:
                return found[-1]
        return None

    def at(self, place: int) -> Entry | None:
        """The leaf at a place; None where it says nothing that is known here, or is not there."""
        if not 0 <= place < self._tiles.checkpoint.size:
            return None
        tile = self._tiles.bundle(place // WIDTH)
        entries = list(self._tiles.entries([tile], iter([self._city.tile(tile)])))
        return read_entry(entries[place % WIDTH])

    def of(self, kind: str, first: int, last: int) -> Iterator[Entry]:
        """Leaves of a kind with numbers from ``first`` to ``last``, each there once, in order.

        Raises ``RefutedError`` where one is missing, doubled or out of place.
        """
        expected = first
        for entry in self._from(self._bundle_before(kind, first)):
            if entry.kind != kind:
                self.passed.append(entry)
            if entry.kind != kind or entry.number < first:
                continue
            if entry.number != expected:
                raise RefutedError(f"{kind} {expected} is not where it must be in the log")
            yield entry
            if expected == last:
                return
            expected += 1
        raise UncheckableError(f"{kind} {expected} is not in the log yet: ask again in a moment")

    def _bundle_before(self, kind: str, number: int) -> int:
        """A bundle at or before the leaf, by halving: the numbers of a kind only grow."""
        low, high = 0, self.bundles
        while high - low > 1:
            middle = (low + high) // 2
            here = next((one.number for one in self._bundle(middle) if one.kind == kind), None)
            if here is not None and here <= number:
                low = middle
            else:
                high = middle
        return low

    def _bundle(self, number: int) -> list[Entry]:
        tile = self._tiles.bundle(number)
        entries = self._tiles.entries([tile], iter([self._city.tile(tile)]))
        return [read for entry in entries if (read := read_entry(entry))]

    def _from(self, bundle: int) -> Iterator[Entry]:
        tiles = [self._tiles.bundle(number) for number in range(bundle, self.bundles)]
        for entry in self._tiles.entries(tiles, self._city.tiles(tiles)):
            if read := read_entry(entry):
                yield read
