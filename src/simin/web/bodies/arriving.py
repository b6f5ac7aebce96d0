"""How much of bodies may be on its way at once, in all and of one household.

Of one event loop. What is beyond is told to come back; what has its place keeps it until it is
answered, so that neither memory nor the disk fills with what nobody has finished sending.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from simin.web.bodies.errors import NoRoomError

#: Bytes that may be on their way however full the disk is: forms of people go on.
ANYWAY = 64 << 20


@dataclass(frozen=True, slots=True)
class Room:
    """The most that may be on its way."""

    bodies: int = 512
    size: int = 512 << 20
    #: The part of both that one household may have.
    share: float = 0.25


@dataclass
class Arriving:
    """What is on its way now."""

    room: Room = field(default_factory=Room)
    #: Bytes that the disk lets wait, of which so many wait already.
    disk: Callable[[int], int] = lambda _waiting: 1 << 62
    _bodies: Counter[str] = field(default_factory=Counter)
    _size: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def place(self, household: str) -> Iterator["Place"]:
        """Raises ``NoRoomError``."""
        self._take(self._bodies, household, 1, self.room.bodies)
        place = Place(self, household)
        try:
            yield place
        finally:
            _give_back(self._bodies, household, 1)
            self.shrink(household, place.size)

    def grow(self, household: str, size: int) -> None:
        """Raises ``NoRoomError``."""
        most = min(self.room.size, max(self.disk(self._size.total()), ANYWAY))
        self._take(self._size, household, size, most)

    def grow_anyway(self, household: str, size: int) -> None:
        self._size[household] += size

    def shrink(self, household: str, size: int) -> None:
        _give_back(self._size, household, size)

    def _take(self, held: Counter[str], household: str, count: int, most: int) -> None:
        beyond = held.total() + count > most
        if beyond or held[household] + count > most * self.room.share:
            raise NoRoomError
        held[household] += count


@dataclass
class Place:
    """The room that one body has."""

    _arriving: Arriving
    _household: str
    size: int = 0

    def grow(self, size: int) -> None:
        """Raises ``NoRoomError``."""
        self._arriving.grow(self._household, size)
        self.size += size

    def grow_anyway(self, size: int) -> None:
        """What is there already and cannot be refused; others find less room meanwhile."""
        self._arriving.grow_anyway(self._household, size)
        self.size += size

    def shrink(self, size: int) -> None:
        """What waits no longer."""
        self._arriving.shrink(self._household, size)
        self.size -= size


def _give_back(held: Counter[str], household: str, count: int) -> None:
    held[household] -= count
    if held[household] <= 0:
        del held[household]
