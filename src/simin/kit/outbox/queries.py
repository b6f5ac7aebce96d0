"""Read events in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from simin.kit.outbox.event import Event, decode
from simin.kit.outbox.models import Cursor, StoredEvent


@dataclass(frozen=True)
class Delivered:
    """An event with its place in the order."""

    position: int
    occurred_at: datetime
    event: Event


def position(reader: str) -> int:
    """The last position that ``reader`` has acted on; 0 at the beginning."""
    found = Cursor.objects.filter(reader=reader).values_list("position", flat=True).first()
    return found or 0


def after(position: int, *, limit: int = 1000) -> Iterator[Delivered]:
    """Events after ``position``, oldest first, at most ``limit``."""
    rows = StoredEvent.objects.filter(position__gt=position).order_by("position")[:limit]
    for row in rows:
        yield Delivered(row.position, row.occurred_at, decode(row.name, bytes(row.payload)))


def head() -> int:
    """The newest position."""
    newest = StoredEvent.objects.order_by("-position").values_list("position", flat=True).first()
    return newest or 0
